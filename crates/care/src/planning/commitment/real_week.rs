//! One real week of the calendar: what is taken of it, and whether somebody is away.

use super::{Busy, Commitment, monday};
use jiff::ToSpan;
use jiff::civil::Date;

/// What commitments take of the seven days of the real week that holds a date, with the way there and back, in the order
/// of the clock. What began on the Sunday before reaches into its Monday; of a rotation counts the turn of this week
/// alone. [`Busy::fixed`] says whether a stretch can never give way.
///
/// A vacation is not in it: a week away is excused, not impossible. Ask [`away_on`], [`away_days`] or [`away_all_week`].
pub fn busy_in_week<'c>(
    commitments: impl IntoIterator<Item = &'c Commitment>,
    date: Date,
) -> Vec<Busy> {
    let first = monday(date);
    let last = first.saturating_add(6.days());
    let mut busy: Vec<Busy> = commitments
        .into_iter()
        .filter(|one| !one.is_vacation())
        .flat_map(|one| one.busy(first, last, true))
        .collect();
    busy.sort_unstable();
    busy
}

/// Whether a day is one of a vacation.
pub fn away_on<'c>(commitments: impl IntoIterator<Item = &'c Commitment>, date: Date) -> bool {
    commitments
        .into_iter()
        .any(|one| one.is_vacation() && one.on(date))
}

/// Which days of the real week that holds a date are days of a vacation, Monday first.
pub fn away_days<'c>(
    commitments: impl IntoIterator<Item = &'c Commitment>,
    date: Date,
) -> [bool; 7] {
    let first = monday(date);
    let mut away = [false; 7];
    for one in commitments.into_iter().filter(|one| one.is_vacation()) {
        for (day, after) in away.iter_mut().zip(0_i64..) {
            *day |= one.on(first.saturating_add(after.days()));
        }
    }
    away
}

/// Whether every day of the real week that holds a date, Monday to Sunday, is one of a vacation.
pub fn away_all_week<'c>(
    commitments: impl IntoIterator<Item = &'c Commitment>,
    date: Date,
) -> bool {
    away_days(commitments, date).into_iter().all(|away| away)
}

/// After how many weeks the longest rotation among these begins anew; 1 where every week is like the next.
pub fn longest_cycle_weeks<'c>(commitments: impl IntoIterator<Item = &'c Commitment>) -> u8 {
    commitments
        .into_iter()
        .map(Commitment::cycle_weeks)
        .max()
        .unwrap_or(1)
}
