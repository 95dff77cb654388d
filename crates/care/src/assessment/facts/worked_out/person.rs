//! Age, pregnancy, home, and where somebody comes from.

use crate::assessment::facts::view::{
    NO, View, YES, any_known, at_least, at_most, both, either, not, sure,
};
use crate::assessment::finding::Interval;
use crate::assessment::finding::catalogue::ids;
use crate::people::minor::ADMITTED_FROM_YEARS;
use crate::people::program::ADULT_FROM_YEARS;

/// The oldest age that a range of ages reaches to.
const AGE_MAX: i32 = 130;
/// ASAM's guideline on alcohol withdrawal speaks of over 65; a house rule takes 65 in.
const OLDER_FROM: i32 = 65;
/// Ages at which pregnancy is thought of, from and to; outside of them it is asked about again.
pub const FERTILE: (i32, i32) = (10, 55);
/// How long leaving care or custody counts as recent: house rules.
const RECENT_DAYS: i32 = 30;
const RELEASE_DAYS: i32 = 14;

pub fn age(view: View<'_>) -> Interval {
    view.basis
        .age_years()
        .map_or(Interval::between(0, AGE_MAX), Interval::exactly)
}

pub fn child(view: View<'_>) -> Interval {
    under(view, ADMITTED_FROM_YEARS)
}

pub fn minor(view: View<'_>) -> Interval {
    under(view, ADULT_FROM_YEARS)
}

fn under(view: View<'_>, years: i16) -> Interval {
    at_most(view.at(ids::AGE), i32::from(years) - 1)
}

pub fn older(view: View<'_>) -> Interval {
    at_least(view.at(ids::AGE), OLDER_FROM)
}

/// Male stands first among the answers; whoever did not say may be asked.
pub fn pregnancy_askable(view: View<'_>) -> Interval {
    let age = view.at(ids::AGE);
    let of_age = both(at_least(age, FERTILE.0), at_most(age, FERTILE.1));
    both(at_least(view.at(ids::SEX), 1), of_age)
}

/// What the person says goes before any guess; a pregnancy that was told is possible.
pub fn pregnancy_possible(view: View<'_>) -> Interval {
    let told = view
        .known(ids::PREGNANT)
        .map_or(NO, |pregnant| at_least(pregnant, 1));
    let denied = view.known(ids::COULD_BE_PREGNANT).map_or(NO, not);
    either(told, both(pregnancy_askable(view), not(denied)))
}

pub fn leaving_24h(view: View<'_>) -> Interval {
    let on = view.known(ids::LEFT_24H_ON);
    any_known([
        view.known(ids::LEAVING_24H),
        on.map(|days| at_most(days, RECENT_DAYS)),
    ])
}

pub fn released(view: View<'_>) -> Interval {
    let on = view.known(ids::RELEASED_ON);
    any_known([
        view.known(ids::RELEASED),
        on.map(|days| at_most(days, RECENT_DAYS)),
    ])
}

pub fn released_14d(view: View<'_>) -> Interval {
    let on = view.known(ids::RELEASED_ON);
    on.map_or_else(
        || view.at(ids::RELEASED),
        |days| at_most(days, RELEASE_DAYS),
    )
}

/// Whoever lives in a recovery residence, the first of the answers, is housed.
fn elsewhere(view: View<'_>) -> Interval {
    view.known(ids::RECOVERY_RESIDENCE)
        .map_or(YES, |residence| at_least(residence, 1))
}

pub fn unhoused(view: View<'_>) -> Interval {
    both(at_least(view.at(ids::STABILITY), 2), elsewhere(view))
}

pub fn no_home(view: View<'_>) -> Interval {
    both(at_least(view.at(ids::STABILITY), 3), elsewhere(view))
}

pub fn alone(view: View<'_>) -> Interval {
    any_known([
        view.known(ids::PEOPLE).map(|people| at_most(people, 0)),
        view.known(ids::OVERNIGHT).map(not),
    ])
}

pub fn suicide_not_said(view: View<'_>) -> Interval {
    sure(view.refused(ids::SUICIDE))
}
