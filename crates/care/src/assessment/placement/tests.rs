//! The ways through the standard protocol, and what must hold for every assessment.

mod cases;
mod choices;
mod held;
mod properties;
mod stands;
mod told;

use super::*;
use crate::assessment::asking::suits;
use crate::assessment::finding::{
    Contradiction, Finding, FindingAnswer, Findings, RawFinding, RawValue, Source, Substance,
    catalogue,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use std::sync::LazyLock;

static STANDARD: LazyLock<Protocol> =
    LazyLock::new(|| Protocol::standard().unwrap_or_else(|problems| panic!("{problems}")));

fn now() -> Timestamp {
    "2026-11-29T15:00:00Z".parse().unwrap()
}

fn basis(born: Option<Date>) -> Basis {
    Basis {
        at: now(),
        local: date(2026, 11, 29).at(15, 0, 0, 0),
        zone: TimeZone::UTC,
        born,
    }
}

fn adult() -> Basis {
    basis(Some(date(1988, 5, 1)))
}

/// A value as a test writes it: `yes`, `12`, `one of the options`, `several|options`, `?` for unknown, `!` for declined.
fn said(key: &str, value: &str) -> Finding {
    said_by(key, value, Source::Clinician)
}

fn said_by(key: &str, value: &str, source: Source) -> Finding {
    use crate::assessment::finding::{NotKnown, QuestionKind};

    let (question, about) = match key.split_once('@') {
        Some((question, code)) => (question, Some(Substance::from_code(code).unwrap())),
        None => (key, None),
    };
    let asked = QuestionId::find(question)
        .unwrap_or_else(|| panic!("{question}"))
        .question();
    let (raw, not_known) = match (value, asked.kind) {
        ("?", _) => (None, Some(NotKnown::Unknown)),
        ("!", _) => (None, Some(NotKnown::Declined)),
        (word, QuestionKind::YesNo) => (Some(RawValue::YesNo(word == "yes")), None),
        (number, QuestionKind::Number { .. }) => {
            (Some(RawValue::Number(number.parse().unwrap())), None)
        }
        (words, QuestionKind::Multi(_)) => {
            let all = words.split('|').filter(|word| !word.is_empty());
            (
                Some(RawValue::Several(all.map(str::to_owned).collect())),
                None,
            )
        }
        (text, _) => (Some(RawValue::Text(text.to_owned())), None),
    };
    Finding::shaped(&RawFinding {
        question: question.to_owned(),
        about,
        value: raw,
        not_known,
        source,
        at: now(),
        settles: false,
    })
    .unwrap_or_else(|invalid| panic!("{key}: {invalid}"))
}

/// Everything that is needed, answered on the safe side, for these substances.
fn safe(substances: &[Substance]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = [
        ("person.sex", "male"),
        ("now.alertness", "awake and clear"),
        ("withdrawal.severity", "none"),
        ("withdrawal.seizures", "no"),
        ("withdrawal.delirium", "no"),
        ("withdrawal.seizure_this_episode", "no"),
        ("withdrawal.pawss", "1"),
        ("scale.ciwa_ar", "2"),
        ("medical.red_flags", "none"),
        ("medical.need", "none"),
        ("risk.suicide", "none"),
        ("risk.harm_others", "none"),
        ("mental.need", "none"),
        ("mental.psychosis", "none"),
        ("mental.can_take_part", "yes"),
        ("home.stability", "stable"),
        ("home.safety", "safe"),
        ("home.violence", "none"),
        ("home.somebody_overnight", "yes"),
        ("support.people", "2"),
        ("relapse.risk", "possible"),
        ("medications.for_use_disorder", ""),
        ("medications.benzodiazepine", "none"),
        ("medications.gabapentinoid", "none"),
    ]
    .map(|(key, value)| said(key, value))
    .into();
    for substance in substances {
        let code = substance.code();
        for (key, value) in [
            ("use.days", "4"),
            ("use.last", "2026-11-16"),
            ("use.overdose_recent", "no"),
        ] {
            findings.push(said(&format!("{key}@{code}"), value));
        }
        let suited = |(id, _): &(QuestionId, _)| suits(*id, Some(*substance));
        for (at, (_, asked)) in catalogue::all()
            .filter(|(_, asked)| asked.id.starts_with("dsm.") && asked.id != "dsm.as_prescribed")
            .filter(suited)
            .enumerate()
        {
            let met = if at < 3 { "yes" } else { "no" };
            findings.push(said(&format!("{}@{code}", asked.id), met));
        }
    }
    findings
}

/// The safe base with some answers in place of its own.
fn with(substances: &[Substance], changes: &[(&str, &str)]) -> Findings {
    let instead: Vec<Finding> = changes
        .iter()
        .map(|(key, value)| said(key, value))
        .collect();
    let mut findings = safe(substances);
    findings.retain(|known| {
        !instead
            .iter()
            .any(|one| one.question == known.question && one.about == known.about)
    });
    findings.extend(instead);
    Findings::new(findings)
}

fn placed(findings: &Findings) -> Placement<'static> {
    Placement::of(&STANDARD, findings, &adult())
}

fn severe(code: &str) -> Vec<(String, &'static str)> {
    crate::assessment::finding::disorder::CRITERIA
        .iter()
        .take(7)
        .map(|id| (format!("{id}@{code}"), "yes"))
        .collect()
}

fn value_of(finding: &Finding) -> Option<&crate::assessment::finding::Value> {
    match &finding.answer {
        FindingAnswer::Value(value) => Some(value),
        _ => None,
    }
}
