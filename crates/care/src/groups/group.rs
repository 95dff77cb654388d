//! Groups: weekly series in a site's zone, their dated exceptions, and who is a member when.
//!
//! Nothing of the future is kept: a [`Schedule`] works sessions out from series and exceptions when they are read. A
//! session is named by its group and its *original* date, the date the series gives it, also when it is moved; what
//! is kept about a session hangs on that name.

use crate::{Credential, GroupId, Issue, Line, PersonId, ProgramId, RoomId, SiteId, Track};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

mod advice;
mod clash;
mod exception;
mod expand;
mod kind;
mod meeting;
mod membership;
mod schedule;
mod turns;

pub use advice::{Limits, advice};
pub use clash::{Shared, clash, hurried, shared};
pub use exception::{Cause, Changed, Exception, SessionChange, closed_days};
pub use expand::{Session, SessionState, start_of};
pub use kind::GroupKind;
pub use meeting::{Meeting, meetings_text, parse_meetings};
pub use membership::{MEMBERS_SEEN_MAX, Membership, most_at_once, roster};
pub use schedule::Schedule;
pub use turns::{ROUND_WEEKS_MAX, Turns};

/// The shortest a meeting may be, in minutes.
pub const MINUTES_MIN: u16 = 15;
/// The longest a meeting may be, in minutes.
pub const MINUTES_MAX: u16 = 480;
/// The most seats a group may have. A lecture hall is no group; [`Limits`] warn far earlier.
pub const SEATS_MAX: u16 = 60;
/// The most people who lead one group.
pub const FACILITATORS_MAX: usize = 4;
/// The longest address of a telehealth meeting, in characters.
pub const LINK_CHARS_MAX: usize = 500;
/// The last week of a stay that a group may be meant for.
pub const STAY_WEEKS_MAX: u16 = 104;

/// The address of a telehealth meeting.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(String);

impl Link {
    /// Parses an address; only encrypted ones are taken.
    pub fn parse(text: &str) -> Result<Self, crate::Invalid> {
        let text = text.trim();
        let host = text.strip_prefix("https://").unwrap_or_default();
        let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if host.is_empty() || !plain {
            return Err(crate::Invalid::new(format!(
                "“{text}” is not an address to meet at. It starts with https:// and has no spaces."
            )));
        }
        if text.chars().count() > LINK_CHARS_MAX {
            return Err(crate::Invalid::new(format!(
                "Shorten this address to {LINK_CHARS_MAX} characters."
            )));
        }
        Ok(Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Link {
    type Error = crate::Invalid;

    fn try_from(text: String) -> Result<Self, crate::Invalid> {
        Self::parse(&text)
    }
}

impl From<Link> for String {
    fn from(link: Link) -> Self {
        link.0
    }
}

/// Where a group meets.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingPlace {
    /// Not decided yet; only a draft may leave it so.
    #[default]
    Undecided,
    /// In a room.
    Room(RoomId),
    /// By telehealth, at this address once it is known.
    Telehealth(Option<Link>),
}

impl MeetingPlace {
    /// The room, if it is one.
    pub const fn room(&self) -> Option<RoomId> {
        match self {
            Self::Room(room) => Some(*room),
            _ => None,
        }
    }
}

/// The weeks of somebody's stay that a group is meant for, counted from 1, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StayWeeks {
    /// The first week.
    pub first: u16,
    /// The last week.
    pub last: u16,
}

/// A weekly series. One with several meetings a week is one group: whoever joins it joins all of them.
///
/// An individual series is a group of one seat whose member sees their own counselor.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// Where it belongs; its times are local there.
    pub site: SiteId,
    /// The program it is part of, if it is part of one alone.
    pub program: Option<ProgramId>,
    /// Its name. It never names a person.
    pub name: Line,
    /// What it is for.
    pub kind: GroupKind,
    /// For whom, or for which part of the day.
    pub track: Track,
    /// What it is about, where that matters.
    pub topic: Option<Line>,
    /// Who leads it, the first one first.
    pub facilitators: Vec<PersonId>,
    /// Where it meets.
    pub place: MeetingPlace,
    /// How many may be members at once.
    pub seats: u16,
    /// Fewer than this are too few to be useful.
    pub smallest: u16,
    /// When in the week it meets, in order, at most once a day.
    pub meetings: Vec<Meeting>,
    /// How long a meeting lasts.
    pub minutes: u16,
    /// The first date on which it may meet.
    pub starts_on: Date,
    /// The last date on which it may meet.
    pub ends_on: Option<Date>,
    /// Whether newcomers may join.
    pub open: bool,
    /// A draft is not held: it has no sessions, and may still lack what a group needs.
    pub draft: bool,
    /// The weeks of a stay it is meant for; none is all of them.
    pub stay_weeks: Option<StayWeeks>,
    /// The series that this one continues.
    pub follows: Option<GroupId>,
}

impl Group {
    /// The credentials of which each must be held by somebody who leads it.
    pub fn needs(&self) -> Vec<Credential> {
        [Some(self.kind.credential()), self.track.credential()]
            .into_iter()
            .flatten()
            .collect()
    }

    /// The meeting that the series gives a date, if it gives one.
    pub fn meets_on(&self, date: Date) -> Option<Meeting> {
        let within = self.starts_on <= date && self.ends_on.is_none_or(|end| date <= end);
        let day = crate::Weekday::of(date);
        self.meetings
            .iter()
            .copied()
            .find(|meeting| within && !self.draft && meeting.day == day)
    }

    /// Whether both hold the same sessions: then one may replace the other without changing what was.
    pub fn same_sessions(&self, other: &Self) -> bool {
        self.meetings == other.meetings
            && self.minutes == other.minutes
            && self.facilitators == other.facilitators
            && self.place == other.place
            && self.kind == other.kind
            && self.site == other.site
    }

    /// What cannot be, whoever asks. Fields are named as in the form.
    pub fn check(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        let mut add = |field, sentence: String| issues.push(Issue::new(field, sentence));
        if !(MINUTES_MIN..=MINUTES_MAX).contains(&self.minutes) {
            let sentence =
                format!("Let a meeting last from {MINUTES_MIN} to {MINUTES_MAX} minutes.");
            add("minutes", sentence);
        }
        for (at, meeting) in self.meetings.iter().enumerate() {
            if self.meetings[..at].iter().any(|m| m.day == meeting.day) {
                let sentence = format!(
                    "{} is there twice. A group meets once a day; make the other time a group of its own.",
                    meeting.day.label()
                );
                add("meetings", sentence);
            }
            if meeting.start_minute.saturating_add(self.minutes) > crate::people::site::DAY_MINUTES
            {
                let sentence = format!(
                    "{} with {} minutes runs past midnight. Let it end the same day.",
                    meeting.text(),
                    self.minutes
                );
                add("meetings", sentence);
            }
        }
        if let Some(end) = self.ends_on
            && end < self.starts_on
        {
            let sentence = format!(
                "Let the last day be on or after the first; {end} is before {}.",
                self.starts_on
            );
            add("ends_on", sentence);
        }
        let seats_max = if self.kind == GroupKind::Individual {
            1
        } else {
            SEATS_MAX
        };
        if !(1..=seats_max).contains(&self.seats) {
            let sentence = match seats_max {
                1 => "An individual session has one seat.".to_owned(),
                most => format!("Enter from 1 to {most} seats."),
            };
            add("seats", sentence);
        }
        if self.smallest == 0 || self.smallest > self.seats {
            let sentence =
                "Enter a smallest useful size from 1 up to the number of seats.".to_owned();
            add("smallest", sentence);
        }
        if self.facilitators.len() > FACILITATORS_MAX {
            let sentence = format!("At most {FACILITATORS_MAX} people lead one group.");
            add("facilitators", sentence);
        }
        if let Some(StayWeeks { first, last }) = self.stay_weeks
            && !(1 <= first && first <= last && last <= STAY_WEEKS_MAX)
        {
            let sentence = format!(
                "Weeks of a stay count from 1 to {STAY_WEEKS_MAX}, and the last is not before the first."
            );
            add("first_week", sentence);
        }
        if !self.draft {
            issues.extend(self.missing());
        }
        issues
    }

    /// What it still lacks to be held.
    pub fn missing(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        if self.facilitators.is_empty() {
            let sentence = "Nobody leads this group yet. Choose who does, or save it as a draft.";
            issues.push(Issue::new("facilitators", sentence));
        }
        if self.meetings.is_empty() {
            let sentence =
                "Say when it meets, such as: Mon, Wed and Thu 5:30 pm; or save it as a draft.";
            issues.push(Issue::new("meetings", sentence));
        }
        if self.place == MeetingPlace::Undecided {
            let sentence = "Choose a room or telehealth, or save it as a draft.";
            issues.push(Issue::new("place", sentence));
        }
        issues
    }
}

#[cfg(test)]
mod tests;
