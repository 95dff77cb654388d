//! A placement as it stood when a clinician chose: kept whole, so that later answers and a later protocol change nothing
//! about what was known then.

use super::{Placement, Verdict};
use crate::assessment::finding::disorder::CRITERIA;
use crate::assessment::finding::{Findings, QuestionId};
use crate::assessment::protocol::{Outcome, Weight};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The placement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Snapshot {
    /// The protocol's lasting name.
    pub protocol: String,
    /// Its version.
    pub version: u32,
    /// How it reads.
    pub title: String,
    /// `open`, `at_least` or `recommended`.
    pub verdict: String,
    /// The least intensive place that nothing known ruled out.
    pub place: String,
    /// How the verdict reads.
    pub words: String,
    /// Every criterion.
    pub criteria: Vec<Kept>,
}

/// One criterion.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// Its lasting name.
    pub id: String,
    /// How it read.
    pub label: String,
    /// What it did.
    pub weight: String,
    /// `met`, `not_met` or `unknown`.
    pub outcome: String,
    /// Whether it was among those that decided.
    pub decided: bool,
    /// Whether sources disagreed.
    pub disputed: bool,
    /// The findings behind it.
    pub findings: Vec<Said>,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Said {
    /// The question's lasting name.
    pub question: String,
    /// How the question reads.
    pub label: String,
    /// About which substance.
    pub about: Option<String>,
    /// How the answer reads.
    pub words: String,
    /// Who said it.
    pub source: String,
    /// When.
    pub at: Timestamp,
}

impl Verdict {
    /// The word kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::AtLeast(_) => "at_least",
            Self::Recommended(_) => "recommended",
        }
    }

    /// How it reads in one line.
    pub fn words(self) -> String {
        match self {
            Self::Open => "Not enough was known to recommend a level".to_owned(),
            Self::AtLeast(place) => format!("At least: {}", place.label()),
            Self::Recommended(place) => format!("Recommended: {}", place.label()),
        }
    }
}

/// Everything said to a question, in the words and with the source a reader needs. What is worked out from other
/// answers says so, with the day of the latest of them.
pub fn said(findings: &Findings, question: QuestionId) -> Vec<Said> {
    if question.question().derived {
        return worked_out(findings, question).into_iter().collect();
    }
    findings
        .to(question)
        .iter()
        .map(|finding| Said {
            question: question.question().id.to_owned(),
            label: question.question().label.to_owned(),
            about: finding.about.map(|about| about.label().to_owned()),
            words: finding.words(),
            source: finding.source.label().to_owned(),
            at: finding.at,
        })
        .collect()
}

/// The severity of the most severe disorder, which nobody is asked: the criteria are.
fn worked_out(findings: &Findings, question: QuestionId) -> Option<Said> {
    let latest = CRITERIA
        .iter()
        .filter_map(|id| QuestionId::find(id))
        .flat_map(|criterion| findings.to(criterion))
        .map(|finding| finding.at)
        .max()?;
    let reading = findings.reading(question)?;
    let asked = question.question();
    let words = if reading.is_known() {
        asked.words(reading.plain.low)
    } else {
        format!(
            "{} to {}",
            asked.words(reading.plain.low),
            asked.words(reading.plain.high)
        )
    };
    Some(Said {
        question: asked.id.to_owned(),
        label: asked.label.to_owned(),
        about: None,
        words,
        source: "worked out from the criteria answered".to_owned(),
        at: latest,
    })
}

impl Snapshot {
    /// The placement with the findings it was made from.
    pub fn of(placement: &Placement<'_>, findings: &Findings) -> Self {
        let protocol = placement.protocol;
        let deciding: Vec<_> = placement.deciding().map(|decided| decided.id).collect();
        let criteria = placement.criteria().map(|evaluated| Kept {
            id: evaluated.criterion.id.clone(),
            label: evaluated.criterion.label.clone(),
            weight: Weight::code(evaluated.criterion.weight).to_owned(),
            outcome: match evaluated.outcome {
                Outcome::Met => "met",
                Outcome::NotMet => "not_met",
                Outcome::Unknown => "unknown",
            }
            .to_owned(),
            decided: deciding.contains(&evaluated.id),
            disputed: evaluated.disputed,
            findings: protocol
                .questions(evaluated.criterion)
                .flat_map(|question| said(findings, question))
                .collect(),
        });
        Self {
            protocol: protocol.id.clone(),
            version: protocol.version,
            title: protocol.title.clone(),
            verdict: placement.verdict().code().to_owned(),
            place: placement.verdict().floor().code().to_owned(),
            words: placement.verdict().words(),
            criteria: criteria.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::finding::{Answer, Finding, Source, Substance, Value};

    fn met(criterion: &str, minute: i64) -> Finding {
        Finding {
            question: QuestionId::find(criterion).unwrap(),
            about: Some(Substance::Alcohol),
            at: Timestamp::from_second(minute * 60).unwrap(),
            source: Source::Person,
            settles: false,
            answer: Answer::Value(Value::At(1)),
        }
    }

    #[test]
    fn what_is_worked_out_says_from_what_and_is_nothing_before_anybody_was_asked() {
        let severity = QuestionId::find("disorder.severity").unwrap();
        assert!(said(&Findings::default(), severity).is_empty());
        let six: Vec<Finding> = (1..)
            .zip(&CRITERIA[..6])
            .map(|(at, id)| met(id, at))
            .collect();
        let told = said(&Findings::new(six[..5].to_vec()), severity);
        assert_eq!(told[0].words, "moderate to severe");
        let told = said(&Findings::new(six), severity);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].words, "severe");
        assert!(told[0].source.contains("worked out"));
        assert_eq!(told[0].at, Timestamp::from_second(6 * 60).unwrap());
    }
}
