//! What scoring finds.

use crate::Absence;
use crate::instrument::{ItemId, Points, Urgency};
use serde::Serialize;

/// A scored instrument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Scored {
    /// The instrument's code.
    pub instrument: String,
    /// The version of its description.
    pub version: String,
    /// Every scale, in the file's order.
    pub scales: Vec<ScaleScore>,
    /// What calls for attention, the most urgent first.
    pub flags: Vec<RaisedFlag>,
    /// The level, for instruments that decide one by answers.
    pub triage: Option<Triaged>,
    /// Items without an answer that should have one.
    pub absent: Vec<AbsentItem>,
    /// Items that an earlier answer left out; each counted no points.
    pub left_out: Vec<ItemId>,
    /// Answers that do not fit each other, a sentence each; nothing was resolved silently.
    pub disagreements: Vec<String>,
}

/// The score of one scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScaleScore {
    /// The scale's id.
    pub scale: String,
    /// Its name.
    pub title: String,
    /// Whether it is the total.
    pub total: bool,
    /// The fewest and the most points it can have.
    pub range: [Points; 2],
    /// The points, or why there are none.
    pub outcome: Outcome,
    /// The band the points are in.
    pub band: Option<BandRead>,
}

/// How a scale came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// Every item was answered, or left out by rule.
    Complete {
        /// The sum.
        points: Points,
    },
    /// A few answers are absent; the mean of the others stands for each, rounded half up.
    Prorated {
        /// The prorated sum.
        points: Points,
        /// Items with points.
        answered: usize,
        /// Items of the scale.
        of: usize,
    },
    /// Too many answers are absent.
    NotScored {
        /// Why, in a sentence.
        reason: String,
        /// The fewest points it could be.
        at_least: Points,
        /// The most points it could be.
        at_most: Points,
    },
}

impl Outcome {
    /// The points, when there are any.
    pub fn points(&self) -> Option<Points> {
        match self {
            Self::Complete { points } | Self::Prorated { points, .. } => Some(*points),
            Self::NotScored { .. } => None,
        }
    }

    pub(super) fn not_scored(
        absent: &[ItemId],
        of: usize,
        most: usize,
        at_least: Points,
        at_most: Points,
    ) -> Self {
        let items: Vec<_> = absent.iter().map(ItemId::as_str).collect();
        let rule = match most {
            0 => "no published rule allows any to be absent".to_owned(),
            most => format!("at most {most} may be"),
        };
        let reason = format!(
            "{} of {of} answers are absent (item {}); {rule}. The score lies between {at_least} and {at_most}.",
            absent.len(),
            items.join(", ")
        );
        Self::NotScored {
            reason,
            at_least,
            at_most,
        }
    }
}

/// How points read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BandRead {
    /// The set of bands.
    pub set: String,
    /// The code kept in a record.
    pub code: String,
    /// The words people read.
    pub label: String,
}

/// Whether a flag stands or could.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FlagState {
    /// It stands.
    Raised,
    /// It depends on an absent answer. For safety flags: ask, now.
    CannotRuleOut,
}

/// A flag that stands, or that absent answers keep from being ruled out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RaisedFlag {
    /// Its code.
    pub code: String,
    /// How soon somebody has to look.
    pub urgency: Urgency,
    /// Whether it stands.
    pub state: FlagState,
    /// What it says, in sentences.
    pub says: String,
}

/// A level decided by answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Triaged {
    /// What was decided.
    pub title: String,
    /// The code of the level reached, if any.
    pub level: Option<String>,
    /// The word people read.
    pub label: String,
    /// The highest level that absent answers could still reach, when it is higher.
    pub could_be: Option<String>,
}

/// An item without an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AbsentItem {
    /// The item.
    pub item: ItemId,
    /// Our words for it.
    pub label: String,
    /// Why there is no answer.
    pub why: Absence,
}

impl Scored {
    /// The total, for instruments that have one.
    pub fn total(&self) -> Option<&ScaleScore> {
        self.scales.iter().find(|score| score.total)
    }

    /// The score of a scale.
    pub fn scale(&self, id: &str) -> Option<&ScaleScore> {
        self.scales.iter().find(|score| score.scale == id)
    }

    /// The points of a scale, when it was scored.
    pub fn points(&self, id: &str) -> Option<Points> {
        self.scale(id)?.outcome.points()
    }

    /// Safety flags that stand or cannot be ruled out: somebody has to act now.
    pub fn safety(&self) -> impl Iterator<Item = &RaisedFlag> {
        let urgent = |flag: &&RaisedFlag| flag.urgency == Urgency::Safety;
        self.flags.iter().filter(urgent)
    }

    /// The flag with this code, when it stands or cannot be ruled out.
    pub fn flag(&self, code: &str) -> Option<&RaisedFlag> {
        self.flags.iter().find(|flag| flag.code == code)
    }
}
