//! Withdrawal by rating and by scale, and vital signs.

use crate::assessment::facts::view::{NO, View, any_known, at_least, at_most, either, not};
use crate::assessment::finding::catalogue::ids;
use crate::assessment::finding::{Interval, QuestionId, Substance};

const MILD: i32 = 1;
const MODERATE: i32 = 2;
/// CIWA-Ar: from so many points mild, moderate, severe (ASAM's guideline on alcohol withdrawal, 2020: under 10 mild, 10
/// to 18 moderate, 19 and more severe; that 8 and 9 count as a sign is a house rule).
const CIWA_FROM: [i32; 3] = [8, 10, 19];
/// The bands of the COWS, the lowest score of each (published: Wesson and Ling 2003, PMID 12924748).
pub const COWS_BANDS: [(i32, &str); 5] = [
    (0, "below mild"),
    (5, "mild"),
    (13, "moderate"),
    (25, "moderately severe"),
    (37, "severe"),
];
/// COWS: from so many points mild, moderate, severe. No grade begins where it is moderately severe, but a clinician looks
/// for it.
const COWS_FROM: [i32; 3] = [COWS_BANDS[1].0, COWS_BANDS[2].0, COWS_BANDS[4].0];
/// House rules, from reports of withdrawal from medetomidine (MMWR 74:266, 2025).
const PULSE_FROM: i32 = 130;
const SYSTOLIC_FROM: i32 = 180;
const SYSTOLIC_UNDER: i32 = 90;
/// In tenths of a degree.
const TEMPERATURE_FROM: i32 = 390;
pub const BREATHS_UNDER: i32 = 12;
const SPO2_UNDER: i32 = 92;

/// The numbers at which a scale or a vital sign begins to mean something else, rising.
pub fn edges(question: QuestionId) -> Vec<i32> {
    match question {
        ids::CIWA => CIWA_FROM.to_vec(),
        ids::COWS => {
            let bands = COWS_BANDS.iter().skip(1);
            bands.map(|(from, _)| *from).collect()
        }
        ids::PULSE => vec![PULSE_FROM],
        ids::SYSTOLIC => vec![SYSTOLIC_UNDER, SYSTOLIC_FROM],
        ids::TEMPERATURE => vec![TEMPERATURE_FROM],
        ids::BREATHS => vec![BREATHS_UNDER],
        ids::SPO2 => vec![SPO2_UNDER],
        ids::DAYS | ids::DAYS_BEFORE_STOP => vec![super::drug::NEAR_DAILY_DAYS],
        _ => Vec::new(),
    }
}

/// The grade that a score of one of the two scales stands for.
pub fn grades(scale: QuestionId, score: Interval) -> Interval {
    if scale == ids::CIWA {
        band(score, CIWA_FROM)
    } else {
        band(score, COWS_FROM)
    }
}

fn band(score: Interval, from: [i32; 3]) -> Interval {
    let grade = |points: i32| {
        from.iter()
            .fold(0, |grade, least| grade + i32::from(points >= *least))
    };
    Interval::between(grade(score.low), grade(score.high))
}

/// The scale of a substance, as a grade.
fn scaled(view: View<'_>, substance: Substance) -> Option<Interval> {
    match substance {
        Substance::Alcohol => view.known(ids::CIWA).map(|score| band(score, CIWA_FROM)),
        Substance::Opioid => view.known(ids::COWS).map(|score| band(score, COWS_FROM)),
        _ => None,
    }
}

/// The higher of rating and scale. One rating for all counts for every substance used within 30 days.
pub fn grade(view: View<'_>, substance: Substance) -> Interval {
    let rated = view.known_of(ids::RATING_OF, substance).unwrap_or_else(|| {
        let rating = view.at(ids::RATING);
        let used = view.of(ids::USED_30D, substance);
        let used = either(used, view.of(ids::IN_WINDOW, substance));
        Interval::between(used.low * rating.low, used.high * rating.high)
    });
    match scaled(view, substance) {
        Some(scaled) => rated.highest(scaled),
        None => rated,
    }
}

pub fn gaba_grade(view: View<'_>) -> Interval {
    let of = |substance| {
        let within = view.of(ids::IN_WINDOW, substance);
        let grade = view.of(ids::GRADE, substance);
        Interval::between(within.low * grade.low, within.high * grade.high)
    };
    let other = view.of(ids::IN_WINDOW, Substance::Other);
    let rating = view.at(ids::RATING);
    of(Substance::Alcohol)
        .highest(of(Substance::Sedative))
        .highest(Interval::between(
            other.low * rating.low,
            other.high * rating.high,
        ))
}

pub fn any_sign(view: View<'_>) -> Interval {
    let sign = |grade: Interval| at_least(grade, MILD);
    let each = [Substance::Alcohol, Substance::Opioid, Substance::Sedative];
    any_known(
        each.into_iter()
            .flat_map(|substance| {
                [
                    view.known_of(ids::RATING_OF, substance).map(sign),
                    scaled(view, substance).map(sign),
                ]
            })
            .chain([view.known(ids::RATING).map(sign)]),
    )
}

pub fn vitals_wanted(view: View<'_>) -> Interval {
    either(
        any_sign(view),
        view.known(ids::ALERTNESS)
            .map_or(NO, |alertness| at_least(alertness, 1)),
    )
}

pub fn breathing(view: View<'_>) -> Interval {
    any_known([
        under(view, ids::BREATHS, BREATHS_UNDER),
        under(view, ids::SPO2, SPO2_UNDER),
    ])
}

pub fn circulation(view: View<'_>) -> Interval {
    any_known([
        from(view, ids::PULSE, PULSE_FROM),
        from(view, ids::SYSTOLIC, SYSTOLIC_FROM),
        under(view, ids::SYSTOLIC, SYSTOLIC_UNDER),
        from(view, ids::TEMPERATURE, TEMPERATURE_FROM),
    ])
}

/// Vomiting counts only beside signs that are moderate at least: nausea alone is common.
pub fn storm(view: View<'_>) -> Interval {
    let vomiting = view.known(ids::KEEPS_FLUIDS).map(|keeps| {
        let moderate = at_least(view.of(ids::GRADE, Substance::Opioid), MODERATE);
        not(keeps).lowest(moderate)
    });
    any_known([
        from(view, ids::PULSE, PULSE_FROM),
        from(view, ids::SYSTOLIC, SYSTOLIC_FROM),
        vomiting,
    ])
}

fn from(view: View<'_>, question: QuestionId, position: i32) -> Option<Interval> {
    view.known(question).map(|value| at_least(value, position))
}

fn under(view: View<'_>, question: QuestionId, position: i32) -> Option<Interval> {
    view.known(question)
        .map(|value| at_most(value, position - 1))
}
