//! Pairs about one substance.

use super::{Pair, Pairs};
use crate::assessment::facts::worked_out::NEAR_DAILY_DAYS;
use crate::assessment::finding::catalogue::ids;
use crate::assessment::finding::{QuestionId, Substance};

const DAY_HOURS: i32 = 24;
const MONTH_DAYS: i32 = 30;
/// Use within so many days speaks against a remission.
const REMISSION_DAYS: i32 = 90;
/// So soon after the last use nobody can say that there is no withdrawal.
const TOO_EARLY_HOURS: [(Substance, i32); 3] = [
    (Substance::Alcohol, 24),
    (Substance::Opioid, 12),
    (Substance::Sedative, 72),
];

pub fn all(pairs: &Pairs<'_>, about: Substance) -> impl Iterator<Item = Pair> {
    [
        daily(pairs, about),
        days_and_last(pairs, about),
        too_early(pairs, about),
        remission(pairs, about),
        as_prescribed(pairs, about),
        no_criteria(pairs, about),
    ]
    .into_iter()
    .flatten()
}

fn daily(pairs: &Pairs<'_>, about: Substance) -> Option<Pair> {
    if !matches!(about, Substance::Alcohol | Substance::Sedative) {
        return None;
    }
    let denied = pairs.least(ids::DAILY_DEPRESSANT)? == 0;
    let counted = [ids::DAYS, ids::DAYS_BEFORE_STOP]
        .into_iter()
        .find_map(|question| {
            let days = pairs.known(question, Some(about))?.high;
            (days >= NEAR_DAILY_DAYS).then_some((question, days))
        });
    let (question, days) = counted?;
    denied.then(|| {
        pairs.pair(
            (ids::DAILY_DEPRESSANT, None),
            (question, Some(about)),
            true,
            format!(
                "{}: no daily use now, but {days} of {MONTH_DAYS} days. The days count.",
                about.label()
            ),
        )
    })
}

fn days_and_last(pairs: &Pairs<'_>, about: Substance) -> Option<Pair> {
    let days = pairs.known(ids::DAYS, Some(about))?;
    let last = pairs.known(ids::LAST, Some(about))?;
    let name = about.label();
    // A day of grace: thirty days end within a day.
    let long_ago = last.low > (MONTH_DAYS + 1) * DAY_HOURS;
    let sentence = if days.low > 0 && long_ago {
        format!(
            "{name}: used on {} of the last {MONTH_DAYS} days, yet last used {} days ago. One of the two cannot be right.",
            days.low,
            last.low / DAY_HOURS
        )
    } else if days.high == 0 && last.high < MONTH_DAYS * DAY_HOURS {
        format!(
            "{name}: used on none of the last {MONTH_DAYS} days, yet last used {}. One of the two cannot be right.",
            ago(last.low)
        )
    } else {
        return None;
    };
    let (days, last) = ((ids::DAYS, Some(about)), (ids::LAST, Some(about)));
    Some(pairs.pair(days, last, true, sentence))
}

fn ago(hours: i32) -> String {
    if hours < 2 * DAY_HOURS {
        format!("{hours} hours ago")
    } else {
        format!("{} days ago", hours / DAY_HOURS)
    }
}

fn too_early(pairs: &Pairs<'_>, about: Substance) -> Option<Pair> {
    let (_, early) = TOO_EARLY_HOURS.into_iter().find(|(of, _)| *of == about)?;
    // Whoever takes a medicine as prescribed has not stopped.
    let goes_on = about == Substance::Sedative
        && pairs
            .facts
            .reading(ids::SEDATIVE_UNPRESCRIBED, None)
            .plain
            .high
            == 0;
    let rating = pairs
        .known(ids::RATING_OF, Some(about))
        .map(|rating| ((ids::RATING_OF, Some(about)), rating))
        .or_else(|| Some(((ids::RATING, None), pairs.known(ids::RATING, None)?)));
    let ((question, of), rating) = rating?;
    let last = pairs.known(ids::LAST, Some(about))?;
    let near_daily = pairs.facts.reading(ids::NEAR_DAILY, Some(about)).plain.low == 1;
    (rating.high == 0 && last.high < early && near_daily && !goes_on).then(|| {
        pairs.pair(
            (question, of),
            (ids::LAST, Some(about)),
            true,
            format!(
                "{}: no withdrawal {}; too early to know.",
                about.label(),
                ago(last.low)
            ),
        )
    })
}

fn remission(pairs: &Pairs<'_>, about: Substance) -> Option<Pair> {
    let claimed = pairs.most(ids::REMISSION)? >= 1 && about != Substance::Nicotine;
    let last = pairs.known(ids::LAST, Some(about))?;
    (claimed && last.low < REMISSION_DAYS * DAY_HOURS).then(|| {
        pairs.pair(
            (ids::REMISSION, None),
            (ids::LAST, Some(about)),
            true,
            format!(
                "Remission is written down, yet {} was used {}.",
                about.label().to_lowercase(),
                ago(last.low)
            ),
        )
    })
}

/// The places of the medicine's answers that go beyond what was prescribed.
const BEYOND: std::ops::RangeInclusive<i32> = 3..=4;

fn as_prescribed(pairs: &Pairs<'_>, about: Substance) -> Option<Pair> {
    let medicine: QuestionId = match about {
        Substance::Sedative => ids::BENZODIAZEPINE,
        Substance::Opioid => ids::OPIOID_PAIN,
        _ => return None,
    };
    let claimed = pairs.known(ids::AS_PRESCRIBED, Some(about))?.high == 1;
    let supply = pairs.most(medicine)?;
    (claimed && BEYOND.contains(&supply)).then(|| {
        pairs.pair(
            (ids::AS_PRESCRIBED, Some(about)),
            (medicine, None),
            false,
            format!(
                "{}: taken only as prescribed, yet {}.",
                about.label(),
                medicine.question().words(supply)
            ),
        )
    })
}

fn no_criteria(pairs: &Pairs<'_>, about: Substance) -> Option<Pair> {
    let none = pairs
        .facts
        .reading(ids::DISORDER_OF, Some(about))
        .plain
        .high
        == 0;
    let prescribed = pairs
        .known(ids::AS_PRESCRIBED, Some(about))
        .is_some_and(|prescribed| prescribed.high == 1);
    let near_daily = pairs.facts.reading(ids::NEAR_DAILY, Some(about)).plain.low == 1;
    let sign = pairs.facts.reading(ids::ANY_SIGN, None).plain.low == 1;
    let asked = pairs.known(ids::DAYS, Some(about))?;
    (none && !prescribed && near_daily && sign && asked.low > 0).then(|| {
        let mut pair = pairs.pair(
            (ids::DISORDER_OF, Some(about)),
            (ids::RATING, None),
            false,
            format!(
                "{}: no criteria of a disorder, yet nearly daily use and signs of withdrawal.",
                about.label()
            ),
        );
        "none".clone_into(&mut pair.sides[0].words);
        pair
    })
}
