//! Alarms: the bands and answers after which somebody has to act, and how soon.

use super::{ItemId, Source, When};
use serde::{Deserialize, Serialize};

/// Something a result asks somebody to do by a clock. A flag says how a result reads; an alarm calls a person.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alarm {
    /// The code that names it within its instrument.
    pub code: String,
    /// What the danger is.
    pub matter: Matter,
    /// How soon somebody acts.
    pub clock: Clock,
    /// How soon, where the rest of a record says that this danger may get worse: an earlier seizure, nobody at home.
    pub graver: Option<Clock>,
    /// When it is raised, by this result alone.
    pub when: Option<When>,
    /// When it is raised, by this result beside the one before.
    pub since: Option<Since>,
    /// Alarms of one ladder are written from the top: of those that stand only the first speaks, and of those that cannot
    /// be ruled out only the first above it.
    pub ladder: Option<String>,
    /// What was found, in a sentence.
    pub says: String,
    /// What to do, in a few words.
    pub does: String,
    /// Who set the cut.
    pub source: Source,
    /// How sure the cut is.
    pub sure: Sure,
}

/// What a danger is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// Thoughts of suicide or self-harm.
    Suicide,
    /// An overdose could come.
    Overdose,
    /// Withdrawal from alcohol, sedatives or opioids.
    Withdrawal,
    /// No danger by itself: a result somebody looks at.
    Result,
}

/// How soon somebody acts. Ordered: the soonest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// Within a quarter of an hour.
    Now,
    /// Within the hour.
    Hour,
    /// Before the person leaves, or before the day ends.
    Today,
    /// Within the week.
    Week,
}

impl Clock {
    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Hour => "within the hour",
            Self::Today => "today",
            Self::Week => "this week",
        }
    }

    /// One step softer, for what only cannot be ruled out. A danger is still asked about before the day ends.
    #[must_use]
    pub fn softer(self, matter: Matter) -> Self {
        match (self, matter) {
            (Self::Now, _) => Self::Hour,
            (Self::Hour, _) => Self::Today,
            (Self::Today | Self::Week, Matter::Result) => Self::Week,
            (Self::Today | Self::Week, _) => self,
        }
    }
}

/// How sure a cut is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sure {
    /// By a guideline, a study or the instrument's own paper.
    Published,
    /// Common practice, by several sources.
    Consensus,
    /// Our own judgement, for a clinical director to question.
    House,
}

impl Sure {
    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Consensus => "consensus",
            Self::House => "house rule",
        }
    }
}

/// More points than in the result before, of an item or of a scale.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Since {
    /// The item whose points are compared.
    pub item: Option<ItemId>,
    /// The scale whose points are compared.
    pub scale: Option<String>,
    /// By how many points at least.
    pub up: i32,
    /// How many points there were at most before.
    pub from_at_most: Option<i32>,
    /// How old the result before may be; without this, any age.
    pub hours_max: Option<i64>,
}
