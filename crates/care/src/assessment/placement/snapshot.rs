//! A placement as it stood when a clinician chose: kept whole, so that later answers and a later protocol change nothing
//! about what was known then.

use super::{Placement, UNSEEN};
use crate::assessment::asking::AskedPlace;
use crate::assessment::facts::{FactSlot, Facts};
use crate::assessment::finding::{Findings, QuestionId, Substance};
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
    pub criteria: Vec<KeptCriterion>,
}

/// One criterion.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptCriterion {
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
    pub findings: Vec<SnapshotFinding>,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SnapshotFinding {
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

/// Everything said to a question about a substance or about none, in the words and with the source a reader needs. For
/// what is worked out, everything it is worked out from, and itself with the day of the latest of them.
pub fn said(
    findings: &Findings,
    facts: &Facts,
    (question, about): AskedPlace,
) -> Vec<SnapshotFinding> {
    said_about(findings, facts, FactSlot::of(question, about))
}

pub(crate) fn said_about(
    findings: &Findings,
    facts: &Facts,
    slot: FactSlot,
) -> Vec<SnapshotFinding> {
    let (question, about) = slot.place();
    let mut all: Vec<SnapshotFinding> = facts
        .behind(slot)
        .into_iter()
        .flat_map(|behind| {
            let (question, about) = behind.place();
            findings.said(question, about)
        })
        .map(|finding| SnapshotFinding {
            question: finding.question.question().id.to_owned(),
            label: finding.question.question().label.to_owned(),
            about: finding.about.map(|about| about.label().to_owned()),
            words: finding.words(),
            source: finding.source.label().to_owned(),
            at: finding.at,
        })
        .collect();
    if question.question().derived {
        let own = worked_out(facts, question, about, &all);
        all.splice(0..0, own);
    }
    all
}

/// A fact that nobody is asked: worked out from others.
fn worked_out(
    facts: &Facts,
    question: QuestionId,
    about: Option<Substance>,
    behind: &[SnapshotFinding],
) -> Option<SnapshotFinding> {
    let latest = behind.iter().map(|said| said.at).max()?;
    let reading = facts.reading(question, about).feared;
    let asked = question.question();
    Some(SnapshotFinding {
        question: asked.id.to_owned(),
        label: asked.label.to_owned(),
        about: about.map(|about| about.label().to_owned()),
        words: reading.words(asked),
        source: "worked out from the answers".to_owned(),
        at: latest,
    })
}

impl Snapshot {
    /// The criteria that decided.
    pub fn decided(&self) -> impl Iterator<Item = &KeptCriterion> {
        self.criteria.iter().filter(|one| one.decided)
    }

    /// Leaves out what was said to a question, for whoever does not see that: of a criterion that rests on it nothing
    /// but its outcome stays.
    pub fn hide(&mut self, hidden: QuestionId) {
        let rests = |one: &&mut KeptCriterion| {
            let mut said = one.findings.iter();
            said.any(|said| said.question == hidden.question().id)
        };
        for one in self.criteria.iter_mut().filter(rests) {
            one.id = String::new();
            UNSEEN.clone_into(&mut one.label);
            one.findings.clear();
        }
    }

    /// The placement with the findings it was made from.
    pub fn of(placement: &Placement<'_>, findings: &Findings) -> Self {
        let protocol = placement.protocol;
        let deciding: Vec<_> = placement.deciding().map(|decided| decided.id).collect();
        // What neither holds nor could still hold says nothing about this person.
        let telling = placement.criteria().filter(|evaluated| {
            evaluated.outcome != Outcome::NotMet || evaluated.criterion.weight == Weight::Supporting
        });
        let criteria = telling.map(|evaluated| KeptCriterion {
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
            findings: crate::each_once(
                evaluated
                    .criterion
                    .slots
                    .iter()
                    .flat_map(|slot| said_about(findings, placement.facts(), *slot)),
            ),
        });
        Self {
            protocol: protocol.id.clone(),
            version: protocol.version,
            title: protocol.title.clone(),
            verdict: placement.verdict().code().to_owned(),
            place: placement.least().code().to_owned(),
            words: placement.verdict().words(),
            criteria: criteria.collect(),
        }
    }
}
