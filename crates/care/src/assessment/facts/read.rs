//! From what several people said at several times to one reading.

use super::basis::Basis;
use super::table::Standing;
use crate::assessment::finding::catalogue::ids;
use crate::assessment::finding::question::QuestionKind;
use crate::assessment::finding::set::overtakes;
use crate::assessment::finding::{
    Danger, Finding, FindingAnswer, Interval, Question, Reading, Source, Value,
};
use jiff::SignedDuration;
use jiff::civil::Date;

const HOUR_SECONDS: i64 = 3_600;

/// What was said to one question about one substance; no reading when nothing of it is known any more.
pub fn read(said: &[Finding], basis: &Basis) -> (Option<Reading>, Standing) {
    let fresh = statements(said, basis, is_fresh);
    if fresh.0.is_some() || !said.iter().any(|one| one.question.question().stands) {
        return fresh;
    }
    // A danger to life does not end because nobody asked again.
    let standing = statements(said, basis, |finding, _| is_dangerous(finding));
    if standing.0.is_some() {
        standing
    } else {
        fresh
    }
}

/// The same of those statements that count.
fn statements(
    said: &[Finding],
    basis: &Basis,
    counts: impl Fn(&Finding, &Basis) -> bool,
) -> (Option<Reading>, Standing) {
    // Most questions were answered once: nothing overtakes or outweighs that answer.
    if let [only] = said {
        let value = only.value().filter(|_| counts(only, basis));
        let read = value.and_then(|value| interval(only.question.question(), value, basis));
        return match read {
            Some(read) => (Some(Reading::of(read)), Standing::Known),
            None => (None, silence(said)),
        };
    }
    let stands = |finding: &Finding| {
        finding.value().is_some()
            && counts(finding, basis)
            && !said.iter().any(|other| overtakes(other, finding))
    };
    let counted: Vec<&Finding> = said.iter().filter(|finding| stands(finding)).collect();
    let mut statements = counted.iter().filter_map(|finding| {
        let weighed = !counted.iter().any(|other| outweighs(other, finding));
        let value = finding.value().filter(|_| weighed)?;
        interval(finding.question.question(), value, basis)
    });
    let Some(first) = statements.next() else {
        return (None, silence(said));
    };
    let asked = said.first().map(|finding| finding.question.question());
    let reading = statements.fold(Reading::of(first), |reading, next| {
        asked.map_or(reading, |asked| join(asked, reading, next))
    });
    (Some(reading), Standing::Known)
}

/// Whether `f` does not widen what is known beside `other`. Where neither end is the dangerous one, two statements make a
/// range in which a danger is no longer known to be met, so that the statement of whoever judges nothing could take away
/// what a clinician found. House rule: what a clinician settled counts alone there, and what one measured counts before
/// what staff measured or a record says. The contradiction is shown all the same. With a dangerous end nothing of this is
/// needed: the worse statement is feared.
fn outweighs(other: &Finding, f: &Finding) -> bool {
    let asked = f.question.question();
    if asked.danger != Danger::None
        || matches!(asked.kind, QuestionKind::Date | QuestionKind::DateTime)
    {
        return false;
    }
    let measured = !asked.by.is_empty() && other.source == Source::Clinician;
    other.settles && !f.settles || measured && f.source != Source::Clinician
}

fn silence(said: &[Finding]) -> Standing {
    if said.iter().any(|finding| finding.value().is_some()) {
        return Standing::TooOld;
    }
    match said.last().map(|finding| &finding.answer) {
        Some(FindingAnswer::Declined) => Standing::Declined,
        _ => Standing::Unknown,
    }
}

/// Whether it is still true. A dangerous answer to a question that lasts does not become untrue by silence.
pub fn is_fresh(finding: &Finding, basis: &Basis) -> bool {
    let asked = finding.question.question();
    let age = basis.at.as_second() - finding.at.as_second();
    age <= i64::from(asked.valid_hours) * HOUR_SECONDS || asked.lasting && is_dangerous(finding)
}

/// How long ago it was said, in full hours.
pub fn age_hours(finding: &Finding, basis: &Basis) -> i32 {
    let age = basis.at.as_second() - finding.at.as_second();
    i32::try_from(age.max(0) / HOUR_SECONDS).unwrap_or(i32::MAX)
}

fn is_dangerous(finding: &Finding) -> bool {
    finding.value().is_some_and(|value| {
        value
            .position()
            .is_none_or(|position| finding.question.question().safest() != Some(position))
    })
}

/// Two statements as one reading: all that either says is possible, and the more dangerous one is feared.
fn join(asked: &Question, known: Reading, next: Interval) -> Reading {
    if matches!(asked.kind, QuestionKind::Date | QuestionKind::DateTime) {
        return join_times(known, next);
    }
    let plain = known.plain;
    if matches!(asked.kind, QuestionKind::Multi(_)) {
        let all = Interval::between(plain.low & next.low, plain.high | next.high);
        return Reading {
            plain: all,
            feared: match asked.danger {
                Danger::Rising => Interval::exactly(all.high),
                Danger::Falling => Interval::exactly(all.low),
                Danger::None => all,
            },
        };
    }
    let all = Interval::between(plain.low.min(next.low), plain.high.max(next.high));
    Reading {
        plain: all,
        feared: match asked.danger {
            Danger::Rising => known.feared.highest(next),
            Danger::Falling => known.feared.lowest(next),
            Danger::None => all,
        },
    }
}

/// A day and an hour of that day agree; else the more recent one is feared.
fn join_times(known: Reading, next: Interval) -> Reading {
    let both = Interval::between(
        known.plain.low.max(next.low),
        known.plain.high.min(next.high),
    );
    if both.low <= both.high {
        return Reading::of(both);
    }
    Reading {
        plain: Interval::between(
            known.plain.low.min(next.low),
            known.plain.high.max(next.high),
        ),
        feared: known.feared.lowest(next),
    }
}

/// The positions that a value stands for.
pub fn interval(asked: &Question, value: &Value, basis: &Basis) -> Option<Interval> {
    Some(match value {
        Value::At(position) => Interval::exactly(*position),
        Value::Several(places) => {
            Interval::exactly(places.iter().fold(0, |set, place| set | (1 << place)))
        }
        Value::Moment(moment) => Interval::exactly(hours(basis.passed_since(*moment)).max(0)),
        Value::On(date) if asked.kind == QuestionKind::DateTime => {
            let least = hours(basis.passed_since(date.at(23, 59, 0, 0))).max(0);
            let most = hours(basis.passed_since(date.at(0, 0, 0, 0))).max(least);
            Interval::between(least, most)
        }
        Value::On(date) => {
            let midnight = |date: Date| date.at(0, 0, 0, 0);
            let shown = midnight(basis.today()).duration_since(midnight(*date));
            Interval::exactly(hours(shown) / 24)
        }
        Value::Words(words) if asked.id == ids::TYPE.question().id => {
            Interval::exactly(kind_of_drug(words.open()))
        }
        Value::Words(_) => return None,
    })
}

/// The full hours of a time.
fn hours(passed: SignedDuration) -> i32 {
    i32::try_from(passed.as_secs().div_euclid(HOUR_SECONDS)).unwrap_or(i32::MAX)
}

/// Nothing that matters for withdrawal.
pub const PLAIN: i32 = 0;
/// A gabapentinoid.
pub const GABAPENTINOID: i32 = 1;
/// A drug of the alcohol and sedative kind beside those that are named as such.
pub const GABA: i32 = 2;

/// Product names by which another substance shows what it is. Not complete: a clinician's rating goes before it.
const PRODUCTS: [(&str, i32); 12] = [
    ("gabapentin", GABAPENTINOID),
    ("neurontin", GABAPENTINOID),
    ("pregabalin", GABAPENTINOID),
    ("lyrica", GABAPENTINOID),
    ("ghb", GABA),
    ("gbl", GABA),
    ("butanediol", GABA),
    ("carisoprodol", GABA),
    ("baclofen", GABA),
    ("phenibut", GABA),
    ("barbit", GABA),
    ("butalbital", GABA),
];

fn kind_of_drug(words: &str) -> i32 {
    let words = words.to_lowercase();
    PRODUCTS
        .iter()
        .filter(|(name, _)| words.contains(name))
        .map(|(_, kind)| *kind)
        .max()
        .unwrap_or(PLAIN)
}
