//! A program as data: levels of care with their numbers, and the criteria that lead to them.
//!
//! A protocol is a TOML file that a clinical director can read and change. Loading it proves more than its grammar:
//!
//! - every criterion names a question that exists and answers that it has;
//! - an *excluding* criterion can only become true, and a *required* one only false, when an answer becomes more
//!   dangerous. Whoever writes the file therefore cannot, by a slip, write rules under which more danger leads to
//!   less care;
//! - every level has something that can rule it out, so every recommendation has a reason.
//!
//! Errors name the file, the line and the remedy ([`Problem`]).

mod check;
mod compile;
pub mod expression;
mod load;
pub mod numbers;
pub mod problem;
mod rule;

pub use expression::{Expression, Outcome};
pub use numbers::{Cadence, Caseload, Hours, LevelNumbers, Mix, Range};
pub use problem::{Problem, Problems};

use crate::LevelOfCare;
use crate::assessment::finding::QuestionId;
use crate::attendance::hours::Rule;
use crate::groups::group::Limits;

/// The most criteria a protocol holds; a placement keeps each as one bit.
pub const CRITERIA_MAX: usize = 64;
/// The most questions its criteria ask about, for the same reason.
pub const QUESTIONS_MAX: usize = 64;
/// The longest protocol file, in bytes.
pub const FILE_BYTES_MAX: usize = 256 * 1024;

/// The text of the protocol that Stepwell brings along.
pub const STANDARD_TEXT: &str = include_str!("../../../../protocols/iop-standard.toml");
/// Its name in error messages.
pub const STANDARD_FILE: &str = "protocols/iop-standard.toml";

/// What a criterion does to a level.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// The level works only when this holds.
    Required,
    /// Speaks for the level and decides nothing.
    Supporting,
    /// When this holds, the level and every less intensive one is not enough.
    Excluding,
}

impl Weight {
    /// The word in the file.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Supporting => "supporting",
            Self::Excluding => "excluding",
        }
    }
}

/// A criterion's place in its protocol.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CriterionId(pub(crate) u8);

/// One criterion.
#[derive(Clone, PartialEq, Debug)]
pub struct Criterion {
    /// Its lasting name.
    pub id: String,
    /// What it does.
    pub weight: Weight,
    /// The levels it bears on, least intensive first.
    pub levels: Vec<LevelOfCare>,
    /// How it reads.
    pub label: String,
    /// The condition as written in the file.
    pub when: String,
    /// Where it comes from, in our words.
    pub source: String,
    pub(crate) expression: Expression,
    /// The slots of the questions in it, as bits.
    pub(crate) slots: u64,
}

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
    /// How often what is due.
    pub cadences: Vec<Cadence>,
    /// What payers and states ask of a week.
    pub rules: Vec<Rule>,
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) slots: Vec<Slot>,
    /// For each level, the criteria that can rule it out, as bits.
    pub(crate) bearing: [u64; LevelOfCare::ALL.len()],
    /// The excluding criteria, as bits.
    pub(crate) excluding: u64,
    /// The required criteria, as bits.
    pub(crate) required: u64,
}

/// One question that the criteria ask about.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Slot {
    pub question: QuestionId,
    /// The criteria that ask about it, as bits.
    pub criteria: u64,
    /// The positions worth trying: every one of a choice, the ones beside a threshold of a number.
    pub positions: Vec<i32>,
}

impl Protocol {
    /// The protocol that Stepwell brings along. A test keeps it loadable.
    pub fn standard() -> Result<Self, Problems> {
        Self::load(STANDARD_FILE, STANDARD_TEXT)
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

    /// Every question that any criterion asks about, with the positions worth trying: each one of a choice, those beside
    /// a threshold of a number.
    pub fn asked(&self) -> impl Iterator<Item = (QuestionId, &[i32])> {
        self.slots
            .iter()
            .map(|slot| (slot.question, slot.positions.as_slice()))
    }

    /// The questions that a criterion asks about.
    pub fn questions(&self, criterion: &Criterion) -> impl Iterator<Item = QuestionId> {
        bits(criterion.slots).map(|slot| self.slots[slot].question)
    }
}

/// The places of the bits that are set.
pub(crate) fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (set != 0).then(|| {
            let at = set.trailing_zeros() as usize;
            set &= set - 1;
            at
        })
    })
}

#[cfg(test)]
mod tests;
