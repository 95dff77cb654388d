//! One substance: when, how often, and whether withdrawal is possible now.

use crate::assessment::facts::read::{GABA, PLAIN};
use crate::assessment::facts::view::{NO, View, YES, at_least, at_most, both, either, sure};
use crate::assessment::finding::catalogue::ids;
use crate::assessment::finding::question::NEVER;
use crate::assessment::finding::{Interval, Substance};

/// From so many of the 30 days before the last use it counts as nearly daily: a house rule.
pub const NEAR_DAILY_DAYS: i32 = 20;
const DAYS_MAX: i32 = 30;
const DAY_HOURS: i32 = 24;
const MONTH_HOURS: i32 = 30 * DAY_HOURS;
/// Hours after the last use in which withdrawal may begin or go on. House rules from the usual course: alcohol and
/// opioids in days, sedatives in weeks, long-acting ones later.
const ALCOHOL_HOURS: i32 = 120;
const OPIOID_HOURS: i32 = 7 * DAY_HOURS;
const SEDATIVE_HOURS: i32 = 14 * DAY_HOURS;
const LONG_ACTING_HOURS: i32 = 28 * DAY_HOURS;
/// Dependence on sedatives can begin within weeks (joint guideline on tapering benzodiazepines, 2025).
const REGULAR_WEEKS: i32 = 4;

/// The places of the answers about a medicine: it is taken now, in one way or another, up to the third.
pub const AS_PRESCRIBED: i32 = 1;
pub const TAPER: i32 = 2;
pub const MORE: i32 = 3;
pub const NOT_PRESCRIBED: i32 = 4;
pub const ENDED: i32 = 5;

/// How a medicine is supplied, where one statement about it stands. Of several the most dangerous one counts.
pub fn supply(view: View<'_>, medicine: crate::assessment::finding::QuestionId) -> Option<i32> {
    view.known(medicine).map(|supply| supply.high)
}

pub fn is_depressant(_: View<'_>, substance: Substance) -> Interval {
    sure(matches!(
        substance,
        Substance::Alcohol | Substance::Opioid | Substance::Sedative
    ))
}

pub fn is_overdose_risk(_: View<'_>, substance: Substance) -> Interval {
    sure(substance.is_overdose_risk())
}

/// From the last use; days bound it where they say more. A prescribed sedative that nobody named is taken now.
pub fn hours_ago(view: View<'_>, substance: Substance) -> Interval {
    let last = view.known_of(ids::LAST, substance);
    let Some(last) = last else {
        return unsaid_hours(view, substance);
    };
    let days = view.of(ids::DAYS, substance);
    let bound = latest(view, substance, days);
    Interval::between(last.low.min(bound), last.high.min(bound))
}

/// Somebody who used on so many of 30 days did so within so many hours, and a day of grace, when it was said.
fn latest(view: View<'_>, substance: Substance, days: Interval) -> i32 {
    if days.low < 1 {
        return NEVER;
    }
    let passed = view.passed[substance.index()];
    let then = (DAYS_MAX + 2 - days.low) * DAY_HOURS;
    then.saturating_add(passed).min(NEVER)
}

fn unsaid_hours(view: View<'_>, substance: Substance) -> Interval {
    let days = view.of(ids::DAYS, substance);
    let said = view.known_of(ids::DAYS, substance).is_some();
    if substance == Substance::Sedative && days.low == 0 {
        match supply(view, ids::BENZODIAZEPINE) {
            Some(AS_PRESCRIBED..=MORE) if !said => return Interval::between(0, DAY_HOURS),
            Some(ENDED) => return Interval::between(0, SEDATIVE_HOURS),
            _ => {}
        }
    }
    if days.high == 0 {
        return Interval::between(MONTH_HOURS + 1, NEVER);
    }
    Interval::between(0, latest(view, substance, days))
}

pub fn used_30d(view: View<'_>, substance: Substance) -> Interval {
    either(
        at_least(view.of(ids::DAYS, substance), 1),
        at_most(view.of(ids::HOURS_AGO, substance), MONTH_HOURS),
    )
}

pub fn stopped(view: View<'_>, substance: Substance) -> Interval {
    let hours = view.of(ids::HOURS_AGO, substance);
    both(at_least(hours, DAY_HOURS), at_most(hours, MONTH_HOURS))
}

/// The most that any answer says about the 30 days before the last use. Days of the last 30 say at least as many of
/// those; days in between may have been days of use as well.
pub fn recent_days(view: View<'_>, substance: Substance) -> Interval {
    let days = view.of(ids::DAYS, substance);
    let hours = view.of(ids::HOURS_AGO, substance);
    let since = hours.high.min(MONTH_HOURS) / DAY_HOURS;
    let most = if hours.low > MONTH_HOURS {
        days.high
    } else {
        (days.high + since).min(DAYS_MAX)
    };
    let all = match view.known_of(ids::DAYS_BEFORE_STOP, substance) {
        Some(before) => days.highest(before),
        None => Interval::between(days.low, most),
    };
    all.highest(told_daily(view, substance))
}

/// The old question whether alcohol or sedatives are taken daily: a yes counts for whichever of them is used.
fn told_daily(view: View<'_>, substance: Substance) -> Interval {
    if !matches!(substance, Substance::Alcohol | Substance::Sedative) {
        return NO;
    }
    let Some(daily) = view.known(ids::DAILY_DEPRESSANT) else {
        return NO;
    };
    let told = both(daily, used_30d(view, substance));
    Interval::between(told.low * NEAR_DAILY_DAYS, told.high * NEAR_DAILY_DAYS)
}

pub fn near_daily(view: View<'_>, substance: Substance) -> Interval {
    let counted = at_least(view.of(ids::RECENT_DAYS, substance), NEAR_DAILY_DAYS);
    let medicine = substance == Substance::Sedative
        && view.known_of(ids::DAYS, substance).is_none()
        && matches!(
            supply(view, ids::BENZODIAZEPINE),
            Some(AS_PRESCRIBED..=MORE | ENDED)
        );
    if medicine { YES } else { counted }
}

pub fn in_window(view: View<'_>, substance: Substance) -> Interval {
    let hours = view.of(ids::HOURS_AGO, substance);
    match substance {
        Substance::Alcohol => at_most(hours, ALCOHOL_HOURS),
        Substance::Opioid => at_most(hours, OPIOID_HOURS),
        Substance::Sedative => {
            let long = view.of(ids::LONG_ACTING, substance);
            either(
                at_most(hours, SEDATIVE_HOURS),
                both(long, at_most(hours, LONG_ACTING_HOURS)),
            )
        }
        Substance::Other if kind_of_other(view) == GABA => at_most(hours, SEDATIVE_HOURS),
        _ => NO,
    }
}

/// What the substance that has no name of its own is, by its product.
pub fn kind_of_other(view: View<'_>) -> i32 {
    view.known_of(ids::TYPE, Substance::Other)
        .map_or(PLAIN, |kind| kind.high)
}

pub fn near_daily_in_window(view: View<'_>, substance: Substance) -> Interval {
    both(
        view.of(ids::NEAR_DAILY, substance),
        view.of(ids::IN_WINDOW, substance),
    )
}

/// Twenty of thirty days are about four weeks already, so weeks that nobody told do not speak against it.
pub fn regular(view: View<'_>, substance: Substance) -> Interval {
    let weeks = view
        .known_of(ids::REGULAR_WEEKS, substance)
        .map_or(YES, |weeks| at_least(weeks, REGULAR_WEEKS));
    both(view.of(ids::NEAR_DAILY, substance), weeks)
}
