//! Overdoses: how long ago, and whether one may have been meant.

use crate::assessment::facts::view::{NO, PERHAPS, View, YES, any_known, at_least, at_most, both};
use crate::assessment::finding::Interval;
use crate::assessment::finding::catalogue::ids;

const MONTH_DAYS: i32 = 30;
const QUARTER_DAYS: i32 = 90;
const YEAR_DAYS: i32 = 365;
/// The place of “not sure” among the answers; “meant” follows it.
const NOT_SURE: i32 = 1;

fn within(view: View<'_>, days: i32) -> Option<Interval> {
    view.known(ids::OVERDOSE_LAST)
        .map(|last| at_most(last, days))
}

pub fn within_30d(view: View<'_>) -> Interval {
    any_known([
        view.known(ids::OVERDOSE_RECENT)
            .or_else(|| (view.at(ids::OVERDOSE_RECENT).low == 1).then_some(YES)),
        within(view, MONTH_DAYS),
    ])
}

/// A day is not an hour: the day before yesterday may or may not be 48 hours ago.
pub fn within_48h(view: View<'_>) -> Interval {
    view.known(ids::OVERDOSE_LAST).map_or_else(
        || both(within_30d(view), PERHAPS),
        |last| Interval::between(at_most(last, 1).low, at_most(last, 2).high),
    )
}

pub fn within_year(view: View<'_>) -> Interval {
    let ever = view
        .known(ids::OVERDOSES)
        .map(|times| both(at_least(times, 1), PERHAPS));
    match within(view, YEAR_DAYS) {
        Some(year) => any_known([Some(within_30d(view)), Some(year)]),
        None => any_known([Some(within_30d(view)), ever]),
    }
}

pub fn maybe_meant(view: View<'_>) -> Interval {
    doubted(view, YEAR_DAYS)
}

pub fn maybe_meant_90d(view: View<'_>) -> Interval {
    doubted(view, QUARTER_DAYS)
}

/// A doubt about an overdose whose day nobody knows counts as a doubt about a recent one.
fn doubted(view: View<'_>, days: i32) -> Interval {
    let recent = within(view, days).unwrap_or(YES);
    match view.known(ids::OVERDOSE_INTENT) {
        Some(intent) => both(at_least(intent, NOT_SURE), recent),
        None if within_year(view).high == 0 => NO,
        None => both(PERHAPS, recent),
    }
}
