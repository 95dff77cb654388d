//! Several substances together: which of them slow breathing, and which make withdrawal dangerous.

use super::drug::{
    AS_PRESCRIBED, ENDED, MORE, NEAR_DAILY_DAYS, NOT_PRESCRIBED, TAPER, kind_of_other, supply,
};
use crate::assessment::facts::read::{GABA, GABAPENTINOID, PLAIN};
use crate::assessment::facts::view::{
    NO, PERHAPS, View, YES, any, any_known, at_least, at_most, both, count, either, includes, not,
    sure,
};
use crate::assessment::finding::catalogue::ids;
use crate::assessment::finding::{Interval, QuestionId, Substance};

/// On so many of 30 days two depressants count as taken together: a house rule.
const TOGETHER_DAYS: i32 = 15;
const DAY_HOURS: i32 = 24;
/// House rule: use within three days.
const RECENT_HOURS: i32 = 3 * DAY_HOURS;
const MILD: i32 = 1;
/// The place of “injected” among the ways of taking.
const INJECTED: i32 = 3;
const DAYS_MAX: i32 = 30;

const PAIR: [Substance; 2] = [Substance::Alcohol, Substance::Sedative];
const TRIO: [Substance; 3] = [Substance::Alcohol, Substance::Opioid, Substance::Sedative];

fn each(view: View<'_>, question: QuestionId, of: &[Substance]) -> impl Iterator<Item = Interval> {
    of.iter()
        .map(move |substance| view.of(question, *substance))
}

/// The answer for the nameless substance, where it is of the alcohol and sedative kind.
fn like_sedatives(view: View<'_>, question: QuestionId) -> Interval {
    if kind_of_other(view) == GABA {
        view.of(question, Substance::Other)
    } else {
        NO
    }
}

pub fn gaba_used(view: View<'_>) -> Interval {
    let used = any(each(view, ids::USED_30D, &PAIR).chain(each(view, ids::IN_WINDOW, &PAIR)));
    either(used, like_sedatives(view, ids::USED_30D))
}

pub fn gaba_in_window(view: View<'_>) -> Interval {
    either(
        any(each(view, ids::IN_WINDOW, &PAIR)),
        like_sedatives(view, ids::IN_WINDOW),
    )
}

pub fn several_windows(view: View<'_>) -> Interval {
    at_least(count(each(view, ids::IN_WINDOW, &TRIO)), 2)
}

pub fn gabapentinoid_days(view: View<'_>) -> Interval {
    let other = kind_of_other(view) == GABAPENTINOID;
    let named = view.of(ids::RECENT_DAYS, Substance::Other);
    let used = view.of(ids::USED_30D, Substance::Other).high == 1;
    let told = match supply(view, ids::GABAPENTINOID) {
        Some(AS_PRESCRIBED..=MORE) => Interval::exactly(DAYS_MAX),
        Some(NOT_PRESCRIBED) if used => named,
        Some(NOT_PRESCRIBED) => Interval::between(1, DAYS_MAX),
        Some(_) => NO,
        None if other => NO,
        None => Interval::between(0, DAYS_MAX),
    };
    if other { told.highest(named) } else { told }
}

/// Gabapentinoids count here only when they are taken otherwise than prescribed.
pub fn gaba_regular(view: View<'_>) -> Interval {
    let misused = matches!(
        supply(view, ids::GABAPENTINOID),
        Some(MORE | NOT_PRESCRIBED)
    ) || kind_of_other(view) == GABAPENTINOID;
    let gabapentinoid = if misused {
        at_least(view.at(ids::GABAPENTINOID_DAYS), NEAR_DAILY_DAYS)
    } else {
        NO
    };
    let like = like_sedatives(view, ids::NEAR_DAILY_IN_WINDOW);
    count(each(view, ids::NEAR_DAILY_IN_WINDOW, &PAIR).chain([like, gabapentinoid]))
}

pub fn depressants_regular(view: View<'_>) -> Interval {
    let often = |substance| at_least(view.of(ids::RECENT_DAYS, substance), TOGETHER_DAYS);
    let pain = sure(matches!(
        supply(view, ids::OPIOID_PAIN),
        Some(AS_PRESCRIBED..=NOT_PRESCRIBED)
    ));
    let said = view.known(ids::DEPRESSANTS_SAID);
    let told = |place: i32| said.map_or(NO, |said| includes(said, 1 << place));
    let like = if kind_of_other(view) == GABA {
        often(Substance::Other)
    } else {
        NO
    };
    count([
        either(either(often(Substance::Opioid), pain), told(0)),
        either(often(Substance::Alcohol), told(1)),
        either(
            either(
                often(Substance::Sedative),
                view.of(ids::NEAR_DAILY, Substance::Sedative),
            ),
            told(2),
        ),
        either(
            at_least(view.at(ids::GABAPENTINOID_DAYS), TOGETHER_DAYS),
            told(3),
        ),
        either(like, told(4)),
    ])
}

pub fn depressants_used(view: View<'_>) -> Interval {
    let used = any(each(view, ids::USED_30D, &TRIO).chain(each(view, ids::IN_WINDOW, &TRIO)));
    either(used, like_sedatives(view, ids::USED_30D))
}

pub fn depressant_24h(view: View<'_>) -> Interval {
    let recent = |hours: Interval| at_most(hours, DAY_HOURS);
    let other = if kind_of_other(view) == PLAIN {
        NO
    } else {
        recent(view.of(ids::HOURS_AGO, Substance::Other))
    };
    either(any(each(view, ids::HOURS_AGO, &TRIO).map(recent)), other)
}

/// Not as prescribed: bought, more than prescribed, or the supply ended.
pub fn sedative_unprescribed(view: View<'_>) -> Interval {
    let used = either(
        view.of(ids::USED_30D, Substance::Sedative),
        view.of(ids::NEAR_DAILY, Substance::Sedative),
    );
    let otherwise = match supply(view, ids::BENZODIAZEPINE) {
        Some(AS_PRESCRIBED | TAPER) => NO,
        Some(0 | MORE | NOT_PRESCRIBED | ENDED) => YES,
        _ => view
            .known_of(ids::AS_PRESCRIBED, Substance::Sedative)
            .map_or(PERHAPS, not),
    };
    both(used, otherwise)
}

pub fn supply_used(view: View<'_>) -> Interval {
    let street = [Substance::Opioid, Substance::Cocaine, Substance::Stimulant];
    either(
        any(each(view, ids::USED_30D, &street)),
        view.at(ids::SEDATIVE_UNPRESCRIBED),
    )
}

pub fn opioids_before(view: View<'_>) -> Interval {
    any([
        view.of(ids::USED_30D, Substance::Opioid),
        sure(view.known_of(ids::LAST, Substance::Opioid).is_some()),
        at_least(view.of(ids::DISORDER_OF, Substance::Opioid), MILD),
    ])
}

pub fn naloxone_wanted(view: View<'_>) -> Interval {
    let stimulants = [Substance::Cocaine, Substance::Stimulant];
    any([
        opioids_before(view),
        supply_used(view),
        any(each(view, ids::DISORDER_OF, &stimulants).map(|of| at_least(of, MILD))),
    ])
}

pub fn injected(view: View<'_>) -> Interval {
    let by_route = view.named.iter().filter_map(|substance| {
        let route = view.known_of(ids::ROUTE, *substance)?;
        let injects = both(at_least(route, INJECTED), at_most(route, INJECTED));
        Some(both(injects, view.of(ids::USED_30D, *substance)))
    });
    any_known(by_route.map(Some).chain([view.known(ids::INJECTED_30D)]))
}

fn counted(view: View<'_>) -> impl Iterator<Item = Substance> {
    view.named
        .iter()
        .copied()
        .filter(|substance| *substance != Substance::Nicotine)
}

pub fn any_near_daily(view: View<'_>) -> Interval {
    if view.named.is_empty() {
        return PERHAPS;
    }
    any(counted(view).map(|substance| view.of(ids::NEAR_DAILY, substance)))
}

pub fn any_near_daily_72h(view: View<'_>) -> Interval {
    if view.named.is_empty() {
        return PERHAPS;
    }
    any(counted(view).map(|substance| {
        both(
            view.of(ids::NEAR_DAILY, substance),
            at_most(view.of(ids::HOURS_AGO, substance), RECENT_HOURS),
        )
    }))
}
