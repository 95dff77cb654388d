//! What is due for somebody in care: computed from the protocol's cadences, never stored, so that a changed cadence
//! changes what is due at once.

use crate::LevelOfCare;
use crate::assessment::protocol::Protocol;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Something that is due.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    /// What, as the protocol calls it: `measures`.
    pub what: String,
    /// On which day.
    pub on: Date,
    /// How often, in days.
    pub every_days: u16,
    /// When it was done last, where the record knows.
    pub last: Option<Date>,
    /// Where the number comes from.
    pub source: String,
}

impl Due {
    /// How it reads: `Measures`, `Plan review`.
    pub fn label(&self) -> String {
        let words = self.what.replace('_', " ");
        let mut letters = words.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect())
            .unwrap_or_default()
    }
}

/// What is due at a level, soonest first. `since` is the day the level began. `done` says for each thing when it was
/// last done: `None` where nothing keeps that, and then the next day of its rhythm counts, so that nothing is called
/// overdue that may well have been done on paper.
pub fn due(
    protocol: &Protocol,
    level: LevelOfCare,
    since: Date,
    today: Date,
    done: impl Fn(&str) -> Option<Option<Date>>,
) -> Vec<Due> {
    let mut list: Vec<Due> = protocol
        .cadences
        .iter()
        .filter(|cadence| cadence.levels.contains(&level))
        .map(|cadence| {
            let kept = done(&cadence.what);
            let last = kept.flatten().filter(|last| *last >= since);
            let step = i32::from(cadence.every_days);
            let on = match kept {
                Some(_) => after(last.unwrap_or(since), step),
                None => next_in_rhythm(since, step, today),
            };
            Due {
                what: cadence.what.clone(),
                on,
                every_days: cadence.every_days,
                last,
                source: cadence.source.clone(),
            }
        })
        .collect();
    list.sort_by(|one, other| (one.on, &one.what).cmp(&(other.on, &other.what)));
    list
}

fn after(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

/// The first of `since + days`, `since + 2 × days`, … that is not before today.
fn next_in_rhythm(since: Date, days: i32, today: Date) -> Date {
    let passed = since.until(today).map_or(0, |span| span.get_days().max(0));
    let rounds = (passed + days - 1).div_euclid(days).max(1);
    after(since, rounds.saturating_mul(days))
}

#[cfg(test)]
mod tests;
