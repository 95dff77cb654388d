//! Two changes at once. Whatever is closed to a person (full groups, hours of their own life) is opened at a price, and
//! the cheapest week says what it needs. So pairs are not tried one by one: one search finds the least of all of them,
//! and one more for each change that no price can stand for, such as a new group.

use super::obstacle::{Relaxation, STRETCH_MINUTES_MAX, new_groups};
use super::trial::{Trial, relaxed_by};
use crate::board::ResourceBoard;
use crate::instance::{Instance, Meeting, units_mask};
use crate::solution::{Solution, Week};
use crate::week::SCALE;

/// Most changes in one answer; more is a plan, not an answer.
pub const STEPS_MAX: usize = 2;
/// What one unit of burden costs in the search: more than any week costs without it.
const BURDEN: i64 = 1_000_000;
/// Most first changes that are tried, the most promising first. House number: some tenths of a second in all.
const TRIED_MAX: usize = 60;
/// Most hours of a leader among them.
const LEADER_HOURS_MAX: usize = 20;

/// Changes that only together give a person a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// What would be different; two of them.
    pub changes: Vec<Relaxation>,
    /// How much they ask of people, together.
    pub burden: i64,
    /// The person's week then; a new group has the number after the last.
    pub week: Week,
}

impl Steps {
    /// In words.
    pub fn in_words(&self, instance: &Instance, person: usize) -> String {
        let each = self
            .changes
            .iter()
            .map(|one| one.in_words(instance, person));
        super::words::list(&each.collect::<Vec<_>>())
    }
}

/// Pairs of changes that give a person a week, least burden first. `firsts` are changes that no price stands for.
pub(super) fn two_steps(
    instance: &Instance,
    solution: &Solution,
    person: usize,
    firsts: Vec<(Relaxation, i64)>,
) -> Vec<Steps> {
    let (hours, mut firsts): (Vec<_>, Vec<_>) = firsts
        .into_iter()
        .partition(|(one, _)| matches!(one, Relaxation::LeaderHours { .. }));
    firsts.extend(hours.into_iter().take(LEADER_HOURS_MAX));
    let mut new = new_groups(instance, solution, person, |_, _| true);
    new.sort_by_key(|(one, burden)| (*burden, closed_units(instance, person, one), one.clone()));
    firsts.extend(new);
    firsts.truncate(TRIED_MAX);
    let board = ResourceBoard::new(instance, solution);
    let open = all_hours(instance, person);
    let mut trial = Trial::new(&open, solution, person).seats_at(seat_price());
    let mut all: Vec<Steps> = Vec::new();
    for first in std::iter::once(None).chain(firsts.iter().map(Some)) {
        let found = match first {
            None => trial.search(),
            Some((relaxation, _)) => trial.with(relaxation),
        };
        let Some(found) = found else { continue };
        let steps = read(instance, &board, solution, person, first, found.week);
        all.extend(steps.filter(|steps| holds(instance, solution, person, steps)));
    }
    all.sort_by(|a, b| (a.burden, &a.changes).cmp(&(b.burden, &b.changes)));
    all.dedup_by(|later, earlier| later.changes == earlier.changes);
    all
}

/// What one more seat costs in a search in which seats can be had, scaled.
pub(super) fn seat_price() -> i64 {
    BURDEN * SCALE
}

/// How many units of a new group's slot the person is not free for.
fn closed_units(i: &Instance, person: usize, relaxation: &Relaxation) -> u32 {
    let Relaxation::NewGroup { like, option, .. } = *relaxation else {
        return 0;
    };
    let (free, length) = (&i.people[person].free, i.groups[like].length_units);
    let meetings = &i.options(like)[option].meetings;
    let closed = |m: &Meeting| (m.mask(length) & !free[usize::from(m.day)]).count_ones();
    meetings.iter().map(closed).sum()
}

/// The instance in which the person is free all the time, at the burden of the hours that are not theirs to give.
pub(super) fn all_hours(i: &Instance, person: usize) -> Instance {
    let mut open = i.clone();
    let price = 2 * BURDEN * i64::from(i.unit_minutes) / 60;
    let price = i32::try_from(price).unwrap_or(i32::MAX);
    let one = &mut open.people[person];
    for day in 0..i.days {
        for unit in 0..i.units {
            if one.free[day] >> unit & 1 == 0 {
                one.life[day * i.units + unit] = price;
            }
        }
        one.free[day] = units_mask(i.units as u8);
    }
    open
}

/// The seats and hours that a week needs beyond those there are, with their burden; nothing where it needs too much
/// of one day. A group beyond the last is a new one, like the one of `first`.
pub(super) fn needs(
    i: &Instance,
    board: &ResourceBoard,
    solution: &Solution,
    person: usize,
    week: &Week,
    first: Option<&Relaxation>,
) -> Option<(Vec<Relaxation>, i64)> {
    let (mut changes, mut burden) = (Vec::new(), 0);
    let mut wanted = vec![0u64; i.days];
    for &g in &week.groups {
        let g = g as usize;
        let (like, meetings) = match first {
            Some(Relaxation::NewGroup { like, option, .. }) if g >= i.groups.len() => {
                (*like, i.options(*like)[*option].meetings.as_slice())
            }
            _ => (g, solution.meetings(i, g)),
        };
        if g < i.groups.len() && board.members[g] >= i.groups[g].seats {
            changes.push(Relaxation::Seat { group: g });
            burden += 1;
        }
        for m in meetings {
            wanted[usize::from(m.day)] |= m.mask(i.groups[like].length_units);
        }
    }
    for m in &week.individual {
        wanted[usize::from(m.day)] |= m.mask(i.individual_units);
    }
    for (day, wanted) in wanted.into_iter().enumerate() {
        let closed = wanted & !i.people[person].free[day];
        if closed == 0 {
            continue;
        }
        let from = closed.trailing_zeros() as usize;
        let to = 64 - closed.leading_zeros() as usize;
        let minutes = (to - from) as u32 * i.unit_minutes;
        if minutes > STRETCH_MINUTES_MAX {
            return None;
        }
        changes.push(Relaxation::Hours { day, from, to });
        burden += 2 * i64::from(minutes.div_ceil(60));
    }
    Some((changes, burden))
}

/// The changes that a week found with everything open stands on, where these are few enough.
fn read(
    i: &Instance,
    board: &ResourceBoard,
    solution: &Solution,
    person: usize,
    first: Option<&(Relaxation, i64)>,
    week: Week,
) -> Option<Steps> {
    let (more, mut burden) = needs(i, board, solution, person, &week, first.map(|one| &one.0))?;
    let mut changes: Vec<Relaxation> = Vec::new();
    if let Some((relaxation, own)) = first {
        changes.push(relaxation.clone());
        burden += own;
    }
    changes.extend(more);
    (changes.len() == STEPS_MAX).then_some(Steps {
        changes,
        burden,
        week,
    })
}

fn holds(i: &Instance, s: &Solution, person: usize, steps: &Steps) -> bool {
    let (then, mut with) = relaxed_by(i, s, person, &steps.changes);
    let known = steps
        .week
        .groups
        .iter()
        .all(|g| (*g as usize) < with.groups.len());
    with.weeks[person] = Some(steps.week.clone());
    known && crate::score(&then, &with).broken.is_empty()
}
