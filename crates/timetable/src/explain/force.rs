//! Why not: the wish is forced, everybody concerned is planned again, and the difference is the answer.

use super::words;
use crate::design::state::{DesignState, Guide};
use crate::instance::{Instance, Meeting};
use crate::solution::{Solution, Week};
use crate::week::{CLOSED, EVERY_DAY, Found, INFINITE, Menu, Prices, SCALE, Searcher};

/// What taking someone's seat or hour is reckoned to cost before it is known, scaled.
const DISPLACED: i64 = 300 * SCALE;
/// What a forced thing is worth, scaled: more than any week costs.
const FORCE: i64 = CLOSED / 64;
/// No forced week costs as much; what cannot keep the rules costs more even with the force.
const CUTOFF: i64 = INFINITE / 2;

/// What a person wishes for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wanted {
    /// Something on this day.
    Day(usize),
    /// This group.
    Group(usize),
    /// Something at this hour.
    Hour {
        /// Day.
        day: usize,
        /// Unit of the day.
        unit: usize,
    },
    /// Nothing on this day.
    FreeDay(usize),
}

/// The wish granted, and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forced {
    /// The whole timetable with the wish granted; it breaks no rule.
    pub solution: Solution,
    /// By how much it is dearer than the present one; negative when it is cheaper.
    pub difference: i64,
    /// Who else has another week then, or none.
    pub moved: Vec<usize>,
    /// Of those, who has none.
    pub lost: Vec<usize>,
    /// In words.
    pub sentence: String,
}

/// Why a wish cannot be granted at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The group does not run.
    NotRunning,
    /// The group is for another site or track, or is not part of the plan.
    NotForThem,
    /// The person is not free then.
    NotFree {
        /// A meeting that they could not attend.
        at: Meeting,
    },
    /// Nothing that they may attend is offered then.
    NothingOffered,
    /// No week with it keeps the rules on hours and days, whoever moves.
    NoWeek,
}

impl Refusal {
    /// In words.
    pub fn sentence(&self, instance: &Instance, person: usize) -> String {
        let name = &instance.people[person].name;
        match self {
            Refusal::NotRunning => "The group does not run this week.".to_owned(),
            Refusal::NotForThem => {
                format!("The group is for another site or track, or is not in the plan of {name}.")
            }
            Refusal::NotFree { at } => {
                format!(
                    "{name} is not free on {}.",
                    words::meetings(instance, &[*at])
                )
            }
            Refusal::NothingOffered => format!("Nothing that {name} may attend is offered then."),
            Refusal::NoWeek => {
                format!(
                    "No week of {name} with it keeps the rules on hours and days, whoever else moves."
                )
            }
        }
    }
}

/// Forces a wish into a timetable. The present week, if any, is given up for it; other people are moved only where
/// the wish takes their seat or their counselor's hour.
pub fn why_not(
    instance: &Instance,
    solution: &Solution,
    person: usize,
    wanted: Wanted,
) -> Result<Forced, Refusal> {
    refuse_early(instance, solution, person, wanted)?;
    let menu = Menu::new(instance, solution, person);
    let mut state = DesignState::load(instance, solution);
    let before = state.cost;
    state.clear_week(person);
    let week = gentlest(&state, &menu, wanted).ok_or(Refusal::NoWeek)?;
    Ok(granted(state, solution, person, week, before))
}

/// The best week of somebody without one in the seats and hours that others have, and what becomes of these; nothing
/// where no week keeps the rules even so.
pub(super) fn at_others_expense(
    instance: &Instance,
    solution: &Solution,
    person: usize,
) -> Option<Forced> {
    let menu = Menu::new(instance, solution, person);
    let mut state = DesignState::load(instance, solution);
    let before = state.cost;
    state.clear_week(person);
    let (group, session) = prices(&state, person, DISPLACED);
    let all = Prices {
        group: &group,
        session: &session,
        days: EVERY_DAY,
    };
    let found = Searcher::default().best(instance, &menu, all, CUTOFF)?;
    Some(granted(state, solution, person, found.week, before))
}

/// The timetable in which somebody has a week, whoever is in its way planned again.
fn granted(
    mut state: DesignState,
    solution: &Solution,
    person: usize,
    week: Week,
    before: i64,
) -> Forced {
    let instance = state.instance;
    make_room(&mut state, person, week);
    let others = (0..state.weeks.len()).filter(|p| *p != person);
    let moved: Vec<usize> = others
        .filter(|p| state.weeks[*p] != solution.weeks[*p])
        .collect();
    let lost: Vec<usize> = moved
        .iter()
        .copied()
        .filter(|p| state.weeks[*p].is_none())
        .collect();
    let difference = (state.cost - before) / SCALE;
    let then = state.solution();
    let sentence = sentence(
        instance,
        solution,
        &then,
        person,
        (moved.as_slice(), lost.as_slice()),
    );
    Forced {
        solution: then,
        difference,
        moved,
        lost,
        sentence,
    }
}

/// What it does in people and hours; what it costs is a number beside it.
fn sentence(
    instance: &Instance,
    before: &Solution,
    then: &Solution,
    person: usize,
    (moved, lost): (&[usize], &[usize]),
) -> String {
    let name = &instance.people[person].name;
    let of = |solution: &Solution| {
        let week = solution.weeks[person].as_ref()?;
        let (units, days) = measure(instance, solution, week);
        let (length, days) = (words::length(instance, units), words::days(days));
        Some(format!("{length} on {days}"))
    };
    let own = match (of(before), of(then)) {
        (Some(was), Some(is)) if was == is => format!("they still have {is}"),
        (Some(was), Some(is)) => format!("they have {is} then, and not {was}"),
        (None, Some(is)) => format!("they have {is} then"),
        (_, None) => "they have no week then".to_owned(),
    };
    let others = match (moved.len(), lost.len()) {
        (0, _) => "nobody else moves".to_owned(),
        (n, 0) => format!("{} would move", words::people(n)),
        (n, l) => format!(
            "{} would move, and {} of them would have no week",
            words::people(n),
            l
        ),
    };
    format!("It is possible for {name}: {own}, and {others}.")
}

/// How many units a week has, and on how many days.
pub(super) fn measure(instance: &Instance, solution: &Solution, week: &Week) -> (u32, u32) {
    let (mut units, mut days) = (0, 0u32);
    let mut take = |m: &Meeting, length: u8| {
        units += u32::from(length);
        days |= 1 << m.day;
    };
    for &g in &week.groups {
        let length = instance.groups[g as usize].length_units;
        let meetings = solution.meetings(instance, g as usize);
        for m in meetings {
            take(m, length);
        }
    }
    let individual = instance.individual_units;
    week.individual.iter().for_each(|m| take(m, individual));
    (units, days.count_ones())
}

fn refuse_early(i: &Instance, s: &Solution, person: usize, wanted: Wanted) -> Result<(), Refusal> {
    let Wanted::Group(g) = wanted else {
        return Ok(());
    };
    if s.groups.get(g).copied().flatten().is_none() {
        return Err(Refusal::NotRunning);
    }
    if !i.eligible[person].contains(&(g as u32)) {
        return Err(Refusal::NotForThem);
    }
    let free = &i.people[person].free;
    let length = i.groups[g].length_units;
    match s
        .meetings(i, g)
        .iter()
        .find(|m| m.mask(length) & !free[usize::from(m.day)] != 0)
    {
        Some(at) => Err(Refusal::NotFree { at: *at }),
        None => Ok(()),
    }
}

/// The cheapest week that grants the wish: with what is open if possible, else at the expense of others.
fn gentlest(state: &DesignState, menu: &Menu, wanted: Wanted) -> Option<Week> {
    let mut searcher = Searcher::default();
    [CLOSED, DISPLACED].into_iter().find_map(|taken| {
        let (group, session) = prices(state, menu.person, taken);
        forced(
            state.instance,
            menu,
            &group,
            &session,
            wanted,
            &mut searcher,
        )
        .map(|f| f.week)
    })
}

/// Prices as things stand, where what others have costs `taken`.
fn prices(state: &DesignState, person: usize, taken: i64) -> (Vec<i64>, Vec<i64>) {
    let i = state.instance;
    let mut group = vec![CLOSED; i.groups.len()];
    for &g in &i.eligible[person] {
        let (members, series) = (
            state.members[g as usize].len() as u32,
            &i.groups[g as usize],
        );
        group[g as usize] = match members {
            m if m >= series.seats => {
                if series.seats == 0 {
                    CLOSED
                } else {
                    taken
                }
            }
            m if m < series.smallest => -i.weights.small * SCALE,
            _ => 0,
        };
    }
    let mut session = vec![CLOSED; i.days * i.units];
    let counselor = i.people[person].counselor;
    let length = i.individual_units;
    let (used, most) = (state.staff_units[counselor], i.staff[counselor].units_max);
    let hours = used + u32::from(length) <= most;
    // Sessions of others can be moved; hours spent leading cannot.
    let of_others: u32 = (0..i.days)
        .map(|d| state.seeing[counselor * i.days + d].count_ones())
        .sum();
    if used - of_others + u32::from(length) > most {
        return (group, session);
    }
    for day in 0..i.days {
        let at = counselor * i.days + day;
        for &start in &i.individual_starts {
            let mask = Meeting {
                day: day as u8,
                start,
            }
            .mask(length);
            let shut = mask & (state.leading[at] | !i.staff[counselor].duty[day]) != 0;
            let free = mask & state.seeing[at] == 0 && hours;
            session[day * i.units + usize::from(start)] = match (shut, free) {
                (true, _) => CLOSED,
                (_, true) => 0,
                _ => taken,
            };
        }
    }
    (group, session)
}

/// The cheapest week at these prices that grants the wish; the cost is without the force.
pub(super) fn forced(
    i: &Instance,
    menu: &Menu,
    group: &[i64],
    session: &[i64],
    wanted: Wanted,
    searcher: &mut Searcher,
) -> Option<Found> {
    if let Wanted::FreeDay(day) = wanted {
        let days = EVERY_DAY & !1u32.checked_shl(day as u32).unwrap_or(0);
        return searcher.best(
            i,
            menu,
            Prices {
                group,
                session,
                days,
            },
            CUTOFF,
        );
    }
    let mut best: Option<Found> = None;
    let mut consider = |found: Option<Found>| {
        // Nothing but the forced thing makes a week so cheap, so that is how it shows that the wish is granted.
        if let Some(mut f) = found.filter(|f| f.cost < -FORCE / 2) {
            f.cost += FORCE;
            if best.as_ref().is_none_or(|b| f.cost < b.cost) {
                best = Some(f);
            }
        }
    };
    for g in candidates(menu, wanted) {
        let mut group = group.to_vec();
        if group[g as usize] < CLOSED {
            group[g as usize] -= FORCE;
            consider(searcher.best(
                i,
                menu,
                Prices {
                    group: &group,
                    session,
                    days: EVERY_DAY,
                },
                CUTOFF,
            ));
        }
    }
    let mut session = session.to_vec();
    let mut any = false;
    for s in menu
        .sessions
        .iter()
        .filter(|s| meets(wanted, usize::from(s.at.day), s.mask))
    {
        let price = &mut session[usize::from(s.at.day) * i.units + usize::from(s.at.start)];
        if *price < CLOSED {
            *price -= FORCE;
            any = true;
        }
    }
    if any {
        consider(searcher.best(
            i,
            menu,
            Prices {
                group,
                session: &session,
                days: EVERY_DAY,
            },
            CUTOFF,
        ));
    }
    best
}

/// Whether something at this place grants the wish.
fn meets(wanted: Wanted, day: usize, mask: u64) -> bool {
    match wanted {
        Wanted::Day(d) => d == day,
        Wanted::Hour { day: d, unit } => d == day && unit < 64 && mask >> unit & 1 == 1,
        Wanted::Group(_) | Wanted::FreeDay(_) => false,
    }
}

/// The groups of the menu that would grant the wish.
fn candidates(menu: &Menu, wanted: Wanted) -> Vec<u32> {
    if let Wanted::Group(g) = wanted {
        return vec![g as u32];
    }
    let single = menu
        .offers
        .iter()
        .filter(|o| meets(wanted, usize::from(o.day), o.mask))
        .map(|o| o.group);
    let anchored = menu
        .anchors
        .iter()
        .filter(|a| {
            a.masks
                .iter()
                .enumerate()
                .any(|(d, m)| *m != 0 && meets(wanted, d, *m))
        })
        .flat_map(|a| a.groups.iter().copied());
    let mut all: Vec<u32> = single.chain(anchored).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Moves those whose seat or hour the week takes: of a full group, whoever can move most cheaply.
fn make_room(state: &mut DesignState, person: usize, week: Week) {
    let i = state.instance;
    let mut owed: Vec<u32> = Vec::new();
    let counselor = i.people[person].counselor;
    for m in &week.individual {
        let hit: Vec<u32> = state.caseload[counselor]
            .iter()
            .copied()
            .filter(|p| {
                let theirs = state.weeks[*p as usize].iter().flat_map(|w| &w.individual);
                theirs.into_iter().any(|s| {
                    s.day == m.day && s.mask(i.individual_units) & m.mask(i.individual_units) != 0
                })
            })
            .collect();
        for p in hit {
            state.clear_week(p as usize);
            owed.push(p);
        }
        while state.staff_units[counselor] + u32::from(i.individual_units)
            > i.staff[counselor].units_max
        {
            let seen = |p: &&u32| {
                state.weeks[**p as usize]
                    .as_ref()
                    .is_some_and(|w| !w.individual.is_empty())
            };
            let Some(&p) = state.caseload[counselor].iter().find(seen) else {
                break;
            };
            state.clear_week(p as usize);
            owed.push(p);
        }
    }
    for &g in &week.groups {
        let group = g as usize;
        while state.members[group].len() as u32 >= i.groups[group].seats {
            let Some(p) = cheapest_to_move(state, group) else {
                break;
            };
            state.clear_week(p as usize);
            owed.push(p);
        }
    }
    // The person's own week goes in first, so that nobody is planned into what it takes.
    state.give(person, week);
    for p in owed {
        state.plan(p as usize);
    }
}

/// The member of a group who could have another week at the least cost.
fn cheapest_to_move(state: &mut DesignState, g: usize) -> Option<u32> {
    let mut best: Option<(i64, u32)> = None;
    let mut elsewhere = vec![0; state.groups.len()];
    elsewhere[g] = CLOSED;
    for p in state.members[g].clone() {
        let (week, own) = (state.weeks[p as usize].clone(), state.own[p as usize]);
        let before = state.cost;
        state.clear_week(p as usize);
        state.plan_guided(
            p as usize,
            Guide {
                group: &elsewhere,
                session: &[],
            },
        );
        let cost = state.cost - before;
        state.clear_week(p as usize);
        state.set_week(p as usize, week, own);
        if best.is_none_or(|b| (cost, p) < b) {
            best = Some((cost, p));
        }
    }
    best.map(|b| b.1)
}
