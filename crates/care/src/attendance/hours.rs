//! The hours meter: what a person's week prescribes, what was kept, what can still be kept, and how likely it is.
//!
//! Everything here is arithmetic over marks and sessions. It says who will be short; what to do about it is for people.

mod chance;
mod meter;
mod rescue;
mod rule;

pub use chance::{HISTORY_DAYS, Past, Prior, SHOW_NORM, Tally};
pub use meter::{AT_RISK_BELOW, Meter, ON_TRACK_FROM, Outlook, prorated};
pub use rescue::{Free, Reached, WhyNot, fits, gains, reaches};
pub use rule::{HoursRule, Needs, RuleMeter};

use super::roster::SessionTime;
use crate::groups::group::GroupKind;
use crate::{Invalid, Weekday};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a session is, as rules about hours count it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Group counseling of any kind.
    Group,
    /// A session with one's own counselor.
    Individual,
    /// Counseling with family.
    Family,
    /// Teaching about the condition and recovery.
    Education,
    /// A medical visit.
    Medical,
    /// Yoga, art, mindfulness and the like.
    Activity,
}

impl Service {
    /// Every service.
    pub const ALL: [Self; 6] = [
        Self::Group,
        Self::Individual,
        Self::Family,
        Self::Education,
        Self::Medical,
        Self::Activity,
    ];

    /// The word in the protocol.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Individual => "individual",
            Self::Family => "family",
            Self::Education => "education",
            Self::Medical => "medical",
            Self::Activity => "activity",
        }
    }
}

impl From<GroupKind> for Service {
    fn from(kind: GroupKind) -> Self {
        match kind {
            GroupKind::Process | GroupKind::Skills | GroupKind::RelapsePrevention => Self::Group,
            GroupKind::Education => Self::Education,
            GroupKind::Family => Self::Family,
            GroupKind::Holistic => Self::Activity,
            GroupKind::Individual => Self::Individual,
        }
    }
}

/// What became of one session of somebody's week.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HoursOutcome {
    /// They were there for so many minutes.
    Kept(u16),
    /// They are there: so many minutes have passed, and so many are to come. Arriving keeps none by itself.
    Here {
        /// Minutes that have passed since they came.
        so_far: u16,
        /// Minutes until it ends.
        rest: u16,
    },
    /// They were not there, or said beforehand that they will not be.
    Missed,
    /// It is over and nobody has said who was there.
    Unmarked,
    /// It is still to come.
    Ahead,
}

/// One session of somebody's week.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HoursSlot {
    /// The local date.
    pub day: Date,
    /// What it counts as.
    pub service: Service,
    /// How long it is, in minutes.
    pub minutes: u16,
    /// What became of it.
    pub outcome: HoursOutcome,
}

impl HoursOutcome {
    /// Of somebody who is marked as there at a session: of its minutes those that have passed, less those that their
    /// mark takes off; all that is left of it once it is over.
    pub fn there(session: SessionTime, cut_minutes: u16, now: Timestamp) -> Self {
        let whole = session.minutes().saturating_sub(cut_minutes);
        if now >= session.end {
            return Self::Kept(whole);
        }
        let passed = now.duration_since(session.start).as_mins().max(0);
        let passed = u16::try_from(passed).unwrap_or(u16::MAX);
        let so_far = passed.saturating_sub(cut_minutes).min(whole);
        Self::Here {
            so_far,
            rest: whole - so_far,
        }
    }
}

impl HoursSlot {
    /// Minutes already kept.
    pub const fn kept(&self) -> u16 {
        match self.outcome {
            HoursOutcome::Kept(minutes) => minutes,
            HoursOutcome::Here { so_far, .. } => so_far,
            _ => 0,
        }
    }

    /// Minutes that may still turn out to be kept.
    pub const fn possible(&self) -> u16 {
        match self.outcome {
            HoursOutcome::Ahead | HoursOutcome::Unmarked => self.minutes,
            HoursOutcome::Here { rest, .. } => rest,
            _ => 0,
        }
    }

    /// The day of the week.
    pub fn weekday(&self) -> Weekday {
        Weekday::of(self.day)
    }
}

/// The Monday of the week that `day` lies in; weeks of hours run from Monday to Sunday.
pub fn monday_of(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.saturating_sub(jiff::Span::new().days(back))
}

/// Reads a week by any date in it.
pub fn parse_week(text: &str) -> Result<Date, Invalid> {
    crate::day::parse_day(text).map(monday_of)
}

#[cfg(test)]
mod tests;
