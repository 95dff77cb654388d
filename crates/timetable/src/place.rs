//! Place one: the exact best week of one person among the groups that run, and what else they could choose.

use crate::board::ResourceBoard;
use crate::instance::Instance;
use crate::score::{Parts, score_week};
use crate::solution::{Solution, Week};
use crate::week::{CLOSED, EVERY_DAY, Found, INFINITE, Menu, Prices, SCALE, Searcher};

/// How a runner-up differs from the best week, in a way that a person would notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Differs {
    /// It is the best.
    Best,
    /// The best week with another process group.
    OtherProcessGroup,
    /// The best week that leaves this day free.
    WithoutDay(usize),
}

/// A week that is possible now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The week.
    pub week: Week,
    /// What the whole timetable's cost rises by, against leaving the person out at no cost; seats taken in groups
    /// that are too small count in its favour.
    pub cost: i64,
    /// The person's own cost by part.
    pub parts: Parts,
    /// How it differs from the best.
    pub differs: Differs,
}

/// The answer of [`place_one`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// The best week, if any week is possible, and after it the runners-up, cheapest first.
    pub weeks: Vec<Placement>,
    /// Whether the best is proven to be the best; false only beyond the search's limits.
    pub exact: bool,
}

/// The exact best week of one person with everybody else's week and every group as they are, and the best week of
/// each other process group and without each day it uses. The person's present week, if any, is given up first.
pub fn place_one(instance: &Instance, solution: &Solution, person: usize) -> Choices {
    let mut board = ResourceBoard::new(instance, solution);
    if let Some(week) = &solution.weeks[person] {
        board.remove(instance, person, week);
    }
    let menu = Menu::new(instance, solution, person);
    let mut searcher = Searcher::default();
    choices(instance, solution, &board, &menu, &mut searcher)
}

pub(crate) fn choices(
    instance: &Instance,
    solution: &Solution,
    board: &ResourceBoard,
    menu: &Menu,
    searcher: &mut Searcher,
) -> Choices {
    let mut group = vec![CLOSED; instance.groups.len()];
    let mut session = Vec::new();
    board.seat_prices(instance, menu.person, &mut group);
    board.session_prices(instance, menu.person, &mut session);
    let mut ask = |group: &[i64], days: u32| {
        searcher.best(
            instance,
            menu,
            Prices {
                group,
                session: &session,
                days,
            },
            INFINITE,
        )
    };
    let Some(best) = ask(&group, EVERY_DAY) else {
        return Choices {
            weeks: Vec::new(),
            exact: searcher.exact,
        };
    };
    let mut found = vec![(Differs::Best, best)];
    let process = found[0]
        .1
        .week
        .groups
        .iter()
        .copied()
        .find(|g| is_process(instance, *g));
    for day in 0..instance.days {
        if uses_day(instance, solution, &found[0].1.week, day)
            && let Some(other) = ask(&group, EVERY_DAY & !(1 << day))
        {
            found.push((Differs::WithoutDay(day), other));
        }
    }
    if let Some(process) = process {
        group[process as usize] = CLOSED;
        if let Some(other) = ask(&group, EVERY_DAY) {
            found.push((Differs::OtherProcessGroup, other));
        }
    }
    let exact = searcher.exact;
    found[1..].sort_by(|a, b| (a.1.cost, &a.1.week).cmp(&(b.1.cost, &b.1.week)));
    found.dedup_by(|later, earlier| later.1.week == earlier.1.week);
    let weeks = found
        .into_iter()
        .map(|(differs, f)| placement(instance, solution, menu.person, f, differs));
    Choices {
        weeks: weeks.collect(),
        exact,
    }
}

fn placement(
    i: &Instance,
    s: &Solution,
    person: usize,
    found: Found,
    differs: Differs,
) -> Placement {
    let parts = score_week(i, s, person, &found.week, &mut Vec::new());
    Placement {
        cost: found.cost / SCALE,
        week: found.week,
        parts,
        differs,
    }
}

fn is_process(instance: &Instance, group: u32) -> bool {
    instance.groups[group as usize].kind == crate::instance::Kind::Process
}

/// Whether a week has anything on a day.
pub(crate) fn uses_day(instance: &Instance, solution: &Solution, week: &Week, day: usize) -> bool {
    let on = |d: u8| usize::from(d) == day;
    week.individual.iter().any(|m| on(m.day))
        || week.groups.iter().any(|g| {
            solution
                .meetings(instance, *g as usize)
                .iter()
                .any(|m| on(m.day))
        })
}
