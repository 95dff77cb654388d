//! A program as data: levels of care with their numbers, and the criteria that lead to them.
//!
//! A protocol is a TOML file that a clinical director can read and change. Loading it proves more than its grammar:
//!
//! - every criterion names a question that exists and answers that it has;
//! - a criterion with a least level can only become true when an answer becomes more dangerous, and the facts that are
//!   worked out only ever answer to danger with danger. The least level is the highest that any criterion asks for, so
//!   no combination of more dangerous answers can lead to less care: somebody without a home never falls below somebody
//!   with one;
//! - every level above the first has a criterion that asks for it, so every recommendation has a reason;
//! - every code beside a level is explained.
//!
//! Errors name the file, the line and the remedy ([`Problem`]).

mod check;
mod compile;
mod criteria;
mod criterion;
mod differs;
mod load;
pub mod numbers;
pub mod problem;
mod raw;
mod rule;
mod sheet;

pub use super::condition::{Expression, Outcome};
pub use criterion::{Beside, Criterion, CriterionId, Raises, Sure, Weight};
pub use numbers::{Cadence, Caseload, Hours, LevelNumbers, Mix, Range};
pub use problem::{Problem, Problems};

use crate::LevelOfCare;
use crate::assessment::asking::{AskedPlace, is_number, positions};
use crate::assessment::facts::FactSlot;
use crate::assessment::finding::{QuestionId, Substance};
use crate::attendance::hours::HoursRule;
use crate::each_once;
use crate::groups::group::Limits;
use crate::intake::checklist::AdmissionRows;

/// The most criteria a protocol holds; a placement keeps each as one bit.
pub const CRITERIA_MAX: usize = 128;
/// The longest protocol file, in bytes.
pub const FILE_BYTES_MAX: usize = 256 * 1024;

/// The form of protocol files. It rises when what is written in one changes its meaning.
pub const FORM: u32 = 2;

/// The text of the protocol that Stepwell brings along.
pub const STANDARD_TEXT: &str = include_str!("../../../../protocols/iop-standard.toml");
/// Its name in error messages.
pub const STANDARD_FILE: &str = "protocols/iop-standard.toml";

/// What it is called. A protocol that says anything else needs a name of its own, or a placement that was kept would not
/// say by which rules it was made.
pub const STANDARD_ID: &str = "iop-standard";

/// A loaded, checked protocol.
#[derive(Clone, Debug)]
pub struct Protocol {
    /// Its lasting name.
    pub id: String,
    /// Its version, a whole number that rises.
    pub version: u32,
    /// How it reads.
    pub title: String,
    /// The numbers of each level, in the order of [`LevelOfCare::ALL`].
    pub levels: Vec<LevelNumbers>,
    /// The sizes within which groups are useful.
    pub group_size: Limits,
    /// Which rows of the checklist an admission waits for.
    pub admission: AdmissionRows,
    /// How often what is due.
    pub cadences: Vec<Cadence>,
    /// What payers and states ask of a week.
    pub rules: Vec<HoursRule>,
    /// What is said or done beside a level.
    pub besides: Vec<Beside>,
    pub(crate) criteria: Vec<Criterion>,
}

impl Protocol {
    /// The protocol that Stepwell brings along. A test keeps it loadable.
    pub fn standard() -> Result<Self, Problems> {
        Self::read(STANDARD_FILE, STANDARD_TEXT)
    }

    /// The criteria in the order of the file.
    pub fn criteria(&self) -> impl Iterator<Item = (CriterionId, &Criterion)> {
        (0u8..).map(CriterionId).zip(&self.criteria)
    }

    /// One criterion.
    pub fn criterion(&self, id: CriterionId) -> &Criterion {
        &self.criteria[usize::from(id.0)]
    }

    /// A level's numbers.
    pub fn level(&self, level: LevelOfCare) -> &LevelNumbers {
        &self.levels[level as usize]
    }

    /// Every question behind any criterion, about a substance where the criterion names one, with the answers worth
    /// trying. What is worked out cannot be answered, so what it is worked out from stands here.
    pub fn asked(&self) -> Vec<(QuestionId, Option<Substance>, Vec<i32>)> {
        let slots = self.criteria.iter().flat_map(|criterion| &criterion.slots);
        let asked = slots
            .copied()
            .filter(|slot| !slot.place().0.question().derived);
        let found: Vec<FactSlot> = each_once(asked);
        let answers = |slot: FactSlot| {
            let (question, about) = slot.place();
            let mut positions = positions(question);
            if is_number(question.question().kind) {
                let mut edges = Vec::new();
                for criterion in &self.criteria {
                    criterion.expression.edges(slot, &mut edges);
                }
                let (low, high) = question.question().bounds().unwrap_or_default();
                positions.extend(edges.into_iter().filter(|edge| (low..=high).contains(edge)));
                positions.sort_unstable();
                positions.dedup();
            }
            (!positions.is_empty()).then_some((question, about, positions))
        };
        found.into_iter().filter_map(answers).collect()
    }

    /// The questions that a criterion asks about, each about the substance that it names, as they stand in the file.
    pub fn places(&self, criterion: &Criterion) -> impl Iterator<Item = AskedPlace> {
        each_once(criterion.slots.iter().map(|slot| slot.place())).into_iter()
    }
}

#[cfg(test)]
mod tests;
