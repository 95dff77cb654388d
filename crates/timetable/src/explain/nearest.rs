//! The nearest week: of somebody for whom none keeps the rules, the one with the most hours all the same, and what it
//! lacks. There always is one, so nobody is without an answer.

use super::force::measure;
use super::obstacle::Relaxation;
use super::step::{all_hours, needs, seat_price};
use super::trial::{Trial, relaxed_by};
use super::words;
use crate::board::ResourceBoard;
use crate::instance::Instance;
use crate::score::Broken;
use crate::solution::{Solution, Week};

/// What a missing unit costs in the search: more than any part of a week, less than a seat or an hour that is not
/// there.
const UNIT_MISSING: i64 = 50_000;

/// A week that comes near.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// The week; without groups where nothing at all can be attended.
    pub week: Week,
    /// Its units.
    pub units: u32,
    /// Its days.
    pub days: u32,
    /// Units missing to the fewest that a week may have.
    pub short_units: u32,
    /// Seats and hours that it needs although they are not there; none where it is possible but for the rules on hours
    /// and days.
    pub changes: Vec<Relaxation>,
    /// In words.
    pub sentence: String,
}

/// The nearest week: first among what is open, then in full groups, then at hours of their own life.
pub(super) fn nearest(instance: &Instance, solution: &Solution, person: usize) -> Nearest {
    let mut loose = instance.clone();
    loose.limits.floor_units = 0;
    loose.limits.days_min = loose.limits.days_min.min(1);
    loose.limits.day_units_min = loose.limits.day_units_min.min(1);
    loose.weights.dose_short = UNIT_MISSING;
    let board = ResourceBoard::new(instance, solution);
    for (hours, seats) in [(false, false), (false, true), (true, false), (true, true)] {
        let open = if hours {
            all_hours(&loose, person)
        } else {
            loose.clone()
        };
        let mut trial = Trial::new(&open, solution, person);
        if seats {
            trial = trial.seats_at(seat_price());
        }
        let Some(found) = trial.search() else {
            continue;
        };
        let Some((changes, _)) = needs(instance, &board, solution, person, &found.week, None)
        else {
            continue;
        };
        if let Some(thin) = lacks_hours_only(instance, solution, person, &found.week, &changes) {
            return described(instance, solution, person, (found.week, thin), changes);
        }
    }
    let none = (Week::default(), false);
    described(instance, solution, person, none, Vec::new())
}

/// Whether some day of a week is too short, where the week breaks no rule but those on hours and days once the changes
/// are made; nothing where it breaks another.
fn lacks_hours_only(
    i: &Instance,
    s: &Solution,
    person: usize,
    week: &Week,
    changes: &[Relaxation],
) -> Option<bool> {
    let (then, mut with) = relaxed_by(i, s, person, changes);
    with.weeks[person] = Some(week.clone());
    let broken = crate::score(&then, &with).broken;
    let of_hours = |one: &Broken| {
        matches!(
            one,
            Broken::BelowFloor { .. } | Broken::DayUnits { .. } | Broken::Days { .. }
        )
    };
    let few_units = |one: &Broken| matches!(one, Broken::DayUnits { .. });
    broken
        .iter()
        .all(of_hours)
        .then(|| broken.iter().any(few_units))
}

fn described(
    i: &Instance,
    s: &Solution,
    person: usize,
    (week, thin): (Week, bool),
    changes: Vec<Relaxation>,
) -> Nearest {
    let (units, days) = measure(i, s, &week);
    let short_units = i.limits.floor_units.saturating_sub(units);
    let name = &i.people[person].name;
    let sentence = if week.groups.is_empty() {
        format!(
            "No process group that {name} may attend meets at hours that could be theirs: all {} are missing.",
            words::length(i, i.limits.floor_units)
        )
    } else {
        let each = changes.iter().map(|one| one.in_words(i, person));
        let each = words::list(&each.collect::<Vec<_>>());
        let needs = match each.as_str() {
            "" => String::new(),
            each => format!(" and needs {each}"),
        };
        format!(
            "The nearest week of {name} has {} on {}{needs}{}.",
            words::length(i, units),
            words::days(days),
            lacks(i, short_units, days, thin)
        )
    };
    Nearest {
        week,
        units,
        days,
        short_units,
        changes,
        sentence,
    }
}

/// What it lacks of the rules on hours and days, the hours first.
fn lacks(i: &Instance, short_units: u32, days: u32, thin: bool) -> String {
    let days_short = i.limits.days_min.saturating_sub(days);
    if short_units > 0 {
        format!(": {} are missing", words::length(i, short_units))
    } else if days_short > 0 {
        format!(": {} more are missing", words::days(days_short))
    } else if thin {
        ": one of its days is too short".to_owned()
    } else {
        String::new()
    }
}
