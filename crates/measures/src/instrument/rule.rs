//! Rules over answers and scores: skips, checks, flags, triage, changes.

use super::{ItemId, SexIs, Source, Urgency};
use serde::Deserialize;

/// When a rule applies: any one of the lists, all conditions of that list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct When(pub Vec<Vec<Condition>>);

/// One condition, on the points of an item or a scale, or on the recorded sex.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The item whose points are looked at.
    pub item: Option<ItemId>,
    /// The scale whose points are looked at.
    pub scale: Option<String>,
    /// With a scale: not its points, but how many of its items have at least so many.
    pub rated: Option<i32>,
    /// The fewest points, or items, for it to hold.
    pub at_least: Option<i32>,
    /// The most points, or items, for it to hold.
    pub at_most: Option<i32>,
    /// The recorded sex for it to hold.
    pub sex: Option<SexIs>,
}

/// Items that are not asked after certain answers; they then count no points.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skip {
    /// After which answers.
    pub when: When,
    /// The items left out.
    pub skip: Vec<ItemId>,
    /// What happens when one was answered all the same, with points.
    pub contradiction: Contradiction,
    /// Who says so.
    pub source: Source,
}

/// What to do with an answer that the branch should have left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contradiction {
    /// Count it and say that the answers disagree. Never loses a danger.
    Count,
    /// Do not score until somebody corrects one of the answers.
    Refuse,
}

/// Two answers of which one cannot exceed the other.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The part.
    pub item: ItemId,
    /// The whole.
    pub not_more_than: ItemId,
    /// Who says so.
    pub source: Source,
}

/// Something a result calls attention to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    /// The code kept in a record.
    pub code: String,
    /// How soon somebody has to look.
    pub urgency: Urgency,
    /// When it is raised.
    pub when: When,
    /// What it says, in a sentence.
    pub says: String,
    /// Who set the cut.
    pub source: Source,
}

/// Levels decided by answers instead of a sum; the highest that any answer reaches decides.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Triage {
    /// What is decided.
    pub title: String,
    /// The LOINC code of the result.
    pub loinc: Option<String>,
    /// The words when no level is reached.
    pub none: String,
    /// Who set the levels.
    pub source: Source,
    /// The levels, highest first.
    pub levels: Vec<Level>,
}

/// One level of a triage.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// The code kept in a record.
    pub code: String,
    /// The word people read.
    pub label: String,
    /// Its LOINC answer code.
    pub loinc: Option<String>,
    /// When it is reached.
    pub when: When,
}

/// How large a difference between two scores means something. Exactly one of the three measures is set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeRule {
    /// The scale it is about.
    pub scale: String,
    /// Up or down by at least so many points.
    pub points: Option<i32>,
    /// Down by at least so many percent of the earlier score.
    pub percent_down: Option<i32>,
    /// Below so many points now and not before.
    pub falls_below: Option<i32>,
    /// The words for it.
    pub says: String,
    /// Who set it.
    pub source: Source,
}

/// A known mistake in published files, and what to say to whoever brings one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trap {
    /// The LOINC code that gives it away.
    pub loinc: String,
    /// The item it stands in for.
    pub item: ItemId,
    /// What is wrong and what to do.
    pub says: String,
}

/// Another form that is easily taken for this one, and what to say to whoever brings it. It is told by its structure:
/// how many questions there are, or how many answers one of them has.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// How many questions it has, where that gives it away.
    pub items: Option<usize>,
    /// The item whose answers give it away.
    pub item: Option<ItemId>,
    /// How many answers that item has in it.
    pub answers: Option<usize>,
    /// What it is and what to do.
    pub says: String,
}
