//! The numbers of a level of care.

use crate::{AgeGroup, LevelOfCare};
use serde::Deserialize;

/// A range with both ends included, written `[3, 5]`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(from = "(u16, u16)")]
pub struct Range {
    /// The least.
    pub from: u16,
    /// The most.
    pub to: u16,
}

impl From<(u16, u16)> for Range {
    fn from((from, to): (u16, u16)) -> Self {
        Self { from, to }
    }
}

/// Hours a week: from so many, and below so many where there is an end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// At least.
    pub from: u16,
    /// Fewer than; from there on it is the next level.
    #[serde(default)]
    pub below: Option<u16>,
}

/// One part of the mix of sessions.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mix {
    /// The kind of session: group, individual, family, education, medical, activity.
    pub kind: String,
    /// How long one is, in minutes.
    pub minutes: Range,
    /// How many there are in the period.
    pub times: Range,
    /// The period, in days.
    pub in_days: u16,
    /// Where the numbers come from.
    pub source: String,
}

/// How often something is due.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cadence {
    /// What.
    pub what: String,
    /// Every so many days.
    pub every_days: u16,
    /// At which levels.
    pub levels: Vec<LevelOfCare>,
    /// Where the number comes from.
    pub source: String,
}

/// How many people one counselor carries.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caseload {
    /// At most.
    pub most: u16,
    /// Where the number comes from.
    pub source: String,
}

/// The numbers of one level.
#[derive(Clone, PartialEq, Debug)]
pub struct LevelNumbers {
    /// Which.
    pub level: LevelOfCare,
    /// How it reads.
    pub title: String,
    /// Whether staff are there day and night.
    pub around_the_clock: bool,
    /// Hours a week for adults, where hours are counted.
    pub hours_adult: Option<Hours>,
    /// Hours a week for adolescents.
    pub hours_adolescent: Option<Hours>,
    /// Days a week.
    pub days_per_week: Option<Range>,
    /// Hours of one day's sessions.
    pub session_hours: Option<Range>,
    /// Weeks from start to end.
    pub weeks: Option<Range>,
    /// Lengths of program to choose from, in days.
    pub program_days: Vec<u16>,
    /// How many people one counselor carries at it, where there is a limit.
    pub caseload: Option<Caseload>,
    /// What the week is made of.
    pub mix: Vec<Mix>,
    /// Where the numbers come from.
    pub source: String,
}

impl LevelNumbers {
    /// The weekly hours for an age group.
    pub const fn hours(&self, group: AgeGroup) -> Option<Hours> {
        match group {
            AgeGroup::Adult => self.hours_adult,
            AgeGroup::Adolescent => self.hours_adolescent,
        }
    }
}
