//! What differs on one date.

use super::{Group, GroupKind, MeetingPlace};
use crate::{GroupId, PersonId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Why one session differs. Never free text: a reason could name somebody.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A holiday.
    Holiday,
    /// Whoever leads it is away.
    StaffAway,
    /// The weather.
    Weather,
    /// The room or the building.
    Building,
    /// Training or a meeting of the team.
    Training,
    /// Too few people come.
    TooFew,
    /// Something else.
    Other,
}

impl Cause {
    /// Every cause.
    pub const ALL: [Self; 7] = [
        Self::Holiday,
        Self::StaffAway,
        Self::Weather,
        Self::Building,
        Self::Training,
        Self::TooFew,
        Self::Other,
    ];

    /// The code kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Holiday => "holiday",
            Self::StaffAway => "staff_away",
            Self::Weather => "weather",
            Self::Building => "building",
            Self::Training => "training",
            Self::TooFew => "too_few",
            Self::Other => "other",
        }
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Holiday => "Holiday",
            Self::StaffAway => "Whoever leads it is away",
            Self::Weather => "Weather",
            Self::Building => "Room or building",
            Self::Training => "Training or team meeting",
            Self::TooFew => "Too few people",
            Self::Other => "Another reason",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.code() == code)
    }

    /// Whether it is a reason for which a whole site is closed.
    pub const fn closes_a_site(self) -> bool {
        matches!(
            self,
            Self::Holiday | Self::Weather | Self::Building | Self::Training
        )
    }
}

/// What one date has in place of what the series says; what is none stays as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Changed {
    /// Another date and minute of the local day.
    pub moved: Option<(Date, u16)>,
    /// Others who lead it.
    pub facilitators: Option<Vec<PersonId>>,
    /// Another place.
    pub place: Option<MeetingPlace>,
}

/// How one session differs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionChange {
    /// It is not held.
    Cancelled,
    /// It is held otherwise.
    Changed(Changed),
}

/// What differs for one session of a series. A session has at most one: what differs is said in one place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Exception {
    /// The group.
    pub group: GroupId,
    /// The session's original date.
    pub date: Date,
    /// Why.
    pub cause: Cause,
    /// How.
    pub change: SessionChange,
}

impl Exception {
    /// Whether the session is not held.
    pub const fn calls_off(&self) -> bool {
        matches!(self.change, SessionChange::Cancelled)
    }

    /// The date and minute it is moved to, if it is.
    pub fn moved(&self) -> Option<(Date, u16)> {
        match &self.change {
            SessionChange::Changed(changed) => changed.moved,
            SessionChange::Cancelled => None,
        }
    }
}

/// The days from a date on on which a site is closed: every one of its groups that would meet was called off, one of
/// them at least for a reason that closes a site. Individual sessions are not asked: they may be newer than the
/// closing.
pub fn closed_days(
    groups: &[&Group],
    exceptions: &[Exception],
    from: Date,
) -> BTreeMap<Date, Cause> {
    let called_off: BTreeSet<(GroupId, Date)> = exceptions
        .iter()
        .filter(|one| one.date >= from && one.calls_off())
        .map(|one| (one.group, one.date))
        .collect();
    let meets = |date: Date| {
        groups
            .iter()
            .filter(move |one| one.kind != GroupKind::Individual && one.meets_on(date).is_some())
    };
    exceptions
        .iter()
        .filter(|one| one.date >= from && one.calls_off() && one.cause.closes_a_site())
        .filter(|one| meets(one.date).any(|group| group.id == one.group))
        .filter(|one| meets(one.date).all(|group| called_off.contains(&(group.id, one.date))))
        .map(|one| (one.date, one.cause))
        .collect()
}
