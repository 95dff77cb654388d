//! One criterion: a condition, the least level it asks for, and what is said beside the level.

use crate::LevelOfCare;
use crate::assessment::condition::{Expression, Outcome};
use crate::assessment::facts::{FactSlot, Table};
use crate::assessment::place::Place;
use crate::followup::signal::{Matter, Urgency};
use serde::Deserialize;

/// What a criterion does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// When it holds, every less intensive level is not enough.
    Least,
    /// Speaks for levels and decides nothing.
    Supporting,
    /// Asks for something beside the level, whatever that is.
    Beside,
}

impl Weight {
    /// The word people read.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Least => "least level",
            Self::Supporting => "supporting",
            Self::Beside => "beside the level",
        }
    }
}

/// How sure a criterion is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sure {
    /// A guideline, a law, a label or a study says it.
    Published,
    /// Practice agrees, by several sources.
    Consensus,
    /// Our judgement: to be looked at first.
    House,
}

impl Sure {
    /// How it reads.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Consensus => "consensus of practice",
            Self::House => "house rule",
        }
    }
}

/// A criterion's place in its protocol.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CriterionId(pub(crate) u8);

/// A signal that a criterion raises.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Raises {
    /// About what.
    pub matter: Matter,
    /// How soon.
    pub urgency: Urgency,
    /// When, beside the criterion's own condition.
    pub when: Option<Expression>,
    /// The same as written.
    pub when_text: Option<String>,
}

/// What is said or done beside a level.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Beside {
    /// Its lasting name.
    pub code: String,
    /// How it reads.
    pub text: String,
    /// Whether it belongs on the page of an emergency.
    pub emergency: bool,
    /// The highest level beside which it makes sense.
    pub up_to: Option<LevelOfCare>,
    /// What it says already, by code: people do not read both.
    pub covers: Vec<String>,
    /// Where it comes from, in our words.
    pub source: String,
}

/// One criterion.
#[derive(Clone, PartialEq, Debug)]
pub struct Criterion {
    /// Its lasting name.
    pub id: String,
    /// What it does.
    pub weight: Weight,
    /// The least level when it holds.
    pub least: Option<Place>,
    /// Whether only somebody who prescribes chooses less than the least level.
    pub prescriber: bool,
    /// The levels it rules out or speaks for, least intensive first.
    pub levels: Vec<LevelOfCare>,
    /// What has to happen before anything is recommended, when it holds.
    pub until: Option<String>,
    /// The signals it raises.
    pub signals: Vec<Raises>,
    /// What it asks for beside the level, as places among the protocol's list.
    pub beside: Vec<usize>,
    /// What to watch out for.
    pub watch: Option<String>,
    /// What is looked at first: 1, then 2.
    pub priority: u8,
    /// How sure it is.
    pub sure: Sure,
    /// How it reads.
    pub label: String,
    /// The condition as written in the file.
    pub when: String,
    /// Where it comes from, in our words.
    pub source: String,
    pub(crate) expression: Expression,
    pub(crate) slots: Vec<FactSlot>,
}

impl Criterion {
    /// Whether anything of it is a house rule: all of it, or a level, a threshold, a clock that its source names as one.
    pub fn is_house(&self) -> bool {
        self.sure == Sure::House || self.source.to_lowercase().contains("house rule")
    }

    /// How sure it is, with what of it is a house rule in plain sight.
    pub fn sure_words(&self) -> String {
        match (self.sure, self.is_house()) {
            (Sure::House, _) | (_, false) => self.sure.label().to_owned(),
            (sure, true) => format!("{}, in part a house rule", sure.label()),
        }
    }

    /// Whether it holds by what is known. Where sources disagree the more dangerous statement counts, but for what only
    /// speaks for a level.
    pub(crate) fn outcome(&self, table: &Table) -> Outcome {
        let fear = self.weight != Weight::Supporting;
        self.expression.evaluate(table, fear)
    }

    /// The rank below which levels are not enough; 0 rules nothing out.
    pub(crate) fn rank(&self) -> usize {
        self.least.map_or(0, Place::rank)
    }
}
