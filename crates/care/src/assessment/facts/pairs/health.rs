//! Pairs that are about no single substance.

use super::{Pair, Pairs};
use crate::assessment::facts::worked_out::{BREATHS_UNDER, FERTILE, grades};
use crate::assessment::facts::{Facts, Standing};
use crate::assessment::finding::catalogue::ids;
use crate::assessment::finding::{QuestionId, Side};

/// Nobody is older (house rule): the date of birth is checked.
const AGE_MAX: i32 = 100;
/// The places of the answers.
const SEVERE: i32 = 3;
const MALE: i32 = 0;
const MAY_BE: i32 = 1;
const NOT_SURE: i32 = 1;
const MOSTLY_STABLE: i32 = 1;
const DANGEROUS: i32 = 2;
const METHADONE: i32 = 0b10;
/// Buprenorphine and methadone: without them tolerance is lost. Naltrexone builds none.
const AGONISTS: i32 = 0b11;
const MONTH_DAYS: i32 = 30;
/// Behavior within three months counts as high risk in the published triage of the Columbia screener.
const QUARTER_DAYS: i32 = 90;
/// After so many hours without a dose tolerance may be lost: house rules.
const METHADONE_HOURS: i32 = 72;
const BUPRENORPHINE_HOURS: i32 = 168;

pub fn all(pairs: &Pairs<'_>) -> impl Iterator<Item = Pair> {
    [
        scale(pairs, ids::CIWA),
        scale(pairs, ids::COWS),
        pregnant_male(pairs),
        meant(pairs),
        attempt(pairs),
        keep_safe(pairs),
        overdose(pairs),
        missed_doses(pairs),
        overnight(pairs),
        dangerous_home(pairs),
        awake(pairs),
    ]
    .into_iter()
    .flatten()
}

/// Those that hang on the age alone.
pub fn by_age(pairs: &Pairs<'_>) -> impl Iterator<Item = Pair> {
    [pregnant_age(pairs), age(pairs)].into_iter().flatten()
}

fn scale(pairs: &Pairs<'_>, scale: QuestionId) -> Option<Pair> {
    let score = pairs.known(scale, None)?;
    let grade = grades(scale, score).low;
    let rating = pairs.most(ids::RATING)?;
    let apart = (grade >= 1 && rating == 0) || (grade == SEVERE && rating < SEVERE);
    apart.then(|| {
        let when = pairs.last(scale, None).map_or_else(String::new, |said| {
            let hours = (pairs.facts.basis().at.as_second() - said.at.as_second()) / 3_600;
            format!(" ({}, {hours} hours ago)", said.source.label())
        });
        pairs.pair(
            (ids::RATING, None),
            (scale, None),
            true,
            format!(
                "Withdrawal is rated {}, yet {} is {}{when}.",
                ids::RATING.question().words(rating),
                scale.question().label,
                score.high
            ),
        )
    })
}

fn pregnant_male(pairs: &Pairs<'_>) -> Option<Pair> {
    let pregnant = pairs.most(ids::PREGNANT)? >= MAY_BE;
    (pregnant && pairs.least(ids::SEX)? == MALE).then(|| {
        pairs.pair(
            (ids::SEX, None),
            (ids::PREGNANT, None),
            true,
            "Pregnancy and the sex recorded at birth do not go together. Ask: trans men can be pregnant."
                .to_owned(),
        )
    })
}

/// Whether somebody may be pregnant at an age at which that is hardly possible.
pub fn is_pregnant_at_odd_age(facts: &Facts) -> bool {
    let is_known = facts.standing(ids::PREGNANT, None) == Standing::Known;
    let pregnant = is_known && facts.reading(ids::PREGNANT, None).plain.high >= MAY_BE;
    let age = facts.basis().age_years();
    pregnant && age.is_some_and(|age| !(FERTILE.0..=FERTILE.1).contains(&age))
}

pub fn pregnant_age(pairs: &Pairs<'_>) -> Option<Pair> {
    let age = pairs.facts.basis().age_years()?;
    is_pregnant_at_odd_age(pairs.facts).then(|| Pair {
        sides: [
            Side::beside(format!("{age} years old")),
            pairs.side(ids::PREGNANT, None),
        ],
        sentence: format!("Pregnancy at {age} years: check the date of birth, and ask."),
        holds: true,
    })
}

fn meant(pairs: &Pairs<'_>) -> Option<Pair> {
    let doubted = pairs.most(ids::OVERDOSE_INTENT)? >= NOT_SURE;
    (doubted && pairs.least(ids::SUICIDE)? == 0).then(|| {
        pairs.pair(
            (ids::OVERDOSE_INTENT, None),
            (ids::SUICIDE, None),
            true,
            "An overdose that may have been meant, yet the suicide screen says none.".to_owned(),
        )
    })
}

fn attempt(pairs: &Pairs<'_>) -> Option<Pair> {
    let days = pairs.least(ids::ATTEMPT_LAST)?;
    (days <= QUARTER_DAYS && pairs.least(ids::SUICIDE)? < SEVERE).then(|| {
        pairs.pair(
            (ids::ATTEMPT_LAST, None),
            (ids::SUICIDE, None),
            true,
            format!("An attempt {days} days ago, yet the suicide risk is not rated high."),
        )
    })
}

fn keep_safe(pairs: &Pairs<'_>) -> Option<Pair> {
    let cannot = pairs.least(ids::CAN_KEEP_SAFE)? == 0;
    (cannot && pairs.least(ids::SUICIDE)? == 0).then(|| {
        pairs.pair(
            (ids::CAN_KEEP_SAFE, None),
            (ids::SUICIDE, None),
            true,
            "Cannot keep themselves safe, yet the suicide screen says none.".to_owned(),
        )
    })
}

fn overdose(pairs: &Pairs<'_>) -> Option<Pair> {
    let days = pairs.least(ids::OVERDOSE_LAST)?;
    let denied = pairs.facts.named().iter().copied().find(|substance| {
        pairs
            .known(ids::OVERDOSE_RECENT, Some(*substance))
            .is_some_and(|recent| recent.low == 0)
    })?;
    let told = pairs.facts.reading(ids::OVERDOSE_RECENT, None).feared.high == 1
        && pairs.facts.named().iter().any(|substance| {
            pairs
                .known(ids::OVERDOSE_RECENT, Some(*substance))
                .is_some_and(|recent| recent.high == 1)
        });
    (days <= MONTH_DAYS && !told).then(|| {
        pairs.pair(
            (ids::OVERDOSE_RECENT, Some(denied)),
            (ids::OVERDOSE_LAST, None),
            true,
            format!("No overdose within {MONTH_DAYS} days, yet the last one was {days} days ago."),
        )
    })
}

fn missed_doses(pairs: &Pairs<'_>) -> Option<Pair> {
    let medicines = pairs.least(ids::USE_DISORDER_MEDICINES)?;
    let hours = pairs.least(ids::MOUD_LAST_DOSE)?;
    let limit = if medicines & METHADONE == 0 {
        BUPRENORPHINE_HOURS
    } else {
        METHADONE_HOURS
    };
    (medicines & AGONISTS != 0 && hours > limit).then(|| {
        pairs.pair(
            (ids::USE_DISORDER_MEDICINES, None),
            (ids::MOUD_LAST_DOSE, None),
            false,
            format!("On medicine for opioids, yet the last dose was {} days ago: tolerance may be lost.", hours / 24),
        )
    })
}

fn overnight(pairs: &Pairs<'_>) -> Option<Pair> {
    let there = pairs.most(ids::OVERNIGHT)? == 1;
    let holds = pairs.facts.reading(ids::ANY_SIGN, None).feared.high == 1;
    (there && pairs.most(ids::LIVES_ALONE)? == 1).then(|| {
        pairs.pair(
            (ids::OVERNIGHT, None),
            (ids::LIVES_ALONE, None),
            holds,
            "A sober adult is there overnight, yet the person lives alone.".to_owned(),
        )
    })
}

fn dangerous_home(pairs: &Pairs<'_>) -> Option<Pair> {
    let stable = pairs.least(ids::STABILITY)? <= MOSTLY_STABLE;
    (stable && pairs.most(ids::HOME_SAFETY)? >= DANGEROUS).then(|| {
        pairs.pair(
            (ids::STABILITY, None),
            (ids::HOME_SAFETY, None),
            true,
            "The home is called stable, and dangerous.".to_owned(),
        )
    })
}

fn awake(pairs: &Pairs<'_>) -> Option<Pair> {
    let clear = pairs.least(ids::ALERTNESS)? == 0;
    let breaths = pairs.least(ids::BREATHS)?;
    (clear && breaths < BREATHS_UNDER).then(|| {
        pairs.pair(
            (ids::ALERTNESS, None),
            (ids::BREATHS, None),
            true,
            format!("Awake and clear, yet {breaths} breaths a minute."),
        )
    })
}

/// Whether an age fits no program, or nobody.
pub fn is_odd_age(facts: &Facts) -> bool {
    let age = facts.basis().age_years();
    let child = facts.reading(ids::CHILD, None).feared.low == 1;
    age.is_some_and(|age| child || age > AGE_MAX)
}

/// A date of birth that fits no program. Nobody settles it by an answer: it is corrected where it stands.
fn age(pairs: &Pairs<'_>) -> Option<Pair> {
    let basis = pairs.facts.basis();
    let age = basis.age_years()?;
    is_odd_age(pairs.facts).then(|| Pair {
        sides: [
            Side::beside(format!(
                "born {}",
                basis.born.map_or(0, jiff::civil::Date::year)
            )),
            Side::beside("program for adults or adolescents"),
        ],
        sentence: format!("{age} years old: check the date of birth."),
        holds: true,
    })
}
