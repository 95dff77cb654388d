//! Weeks as they are proposed: who attends what, what that comes to, and what was given up for it.

mod repair;

pub use repair::{Choice, Consequence, Hit, PartRepair, Repair, RepairDone, RepairWay};

use crate::groups::group::{Cause, Changed, Group, Meeting, MeetingPlace, SessionChange};
use crate::intake::inquiry::Language;
use crate::{GroupId, Invalid, PersonId, ProposalId, SiteId, Weekday};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

mod answer;
mod plan;

pub use answer::{Answer, Headline, Nearest, SiteOpening, WeekCause};
pub use plan::Plan;

/// The most reasons given for one thing; more is a list, not an explanation.
pub const REASONS_MAX: usize = 3;
/// How many weeks ahead a week may begin.
pub const AHEAD_WEEKS_MAX: i32 = 26;

/// What a proposal changes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Everybody's groups; the groups stay when and where they are.
    Assign,
    /// Everybody's groups, and when groups meet.
    Design,
    /// One week, after something happened.
    Repair,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 3] = [Self::Assign, Self::Design, Self::Repair];

    /// The code kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Assign => "assign",
            Self::Design => "design",
            Self::Repair => "repair",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Assign => "Everybody’s week, groups as they are",
            Self::Design => "Everybody’s week, groups may move",
            Self::Repair => "One week repaired",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }
}

/// What became of a proposal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalState {
    /// It waits for somebody's yes.
    Open,
    /// It holds.
    Published,
    /// Somebody decided against it, or a newer one took its place.
    Withdrawn,
    /// It held, and was taken back.
    Undone,
}

impl ProposalState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::Published, Self::Withdrawn, Self::Undone];

    /// The code kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
            Self::Undone => "undone",
        }
    }

    /// The word people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "Waits for a yes",
            Self::Published => "Published",
            Self::Withdrawn => "Withdrawn",
            Self::Undone => "Taken back",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// One session of a week, as a page shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WeekSession {
    /// The group; none for the individual session.
    pub group: Option<GroupId>,
    /// What it is called.
    pub name: String,
    /// The day.
    pub day: Weekday,
    /// The minute of the day at which it starts.
    pub start_minute: u16,
    /// How long it lasts.
    pub minutes: u16,
    /// With whom.
    pub with: String,
    /// Whether it is by video.
    pub video: bool,
    /// Why it is not held in the week that is shown, where it is not.
    pub off: Option<Cause>,
}

/// What a week comes to for the person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Sum {
    /// Minutes in sessions.
    pub minutes: u32,
    /// Days with a session.
    pub days: u32,
    /// Minutes on the way, there and back.
    pub travel_minutes: u32,
}

/// What one real week of the calendar comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RealWeek {
    /// Its Monday.
    pub monday: Date,
    /// Minutes in sessions that are held and that nothing keeps them from.
    pub minutes: u32,
    /// Minutes in sessions that are held while they are away, or while something single in their life cannot move:
    /// those are excused.
    pub excused_minutes: u32,
}

/// One person's part of a proposal. It tells about them, so it is kept sealed under their key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Part {
    /// Who.
    pub person: PersonId,
    /// What they attend now.
    pub before: Option<Plan>,
    /// What that comes to.
    pub before_sum: Sum,
    /// What they would attend.
    pub after: Option<Plan>,
    /// What that comes to.
    pub after_sum: Sum,
    /// The minutes a week that their level prescribes.
    pub prescribed_minutes: u32,
    /// What was given up, or why there is no week, at most [`REASONS_MAX`] each.
    pub reasons: Vec<String>,
    /// What it would take, where they have no week; nothing where they have one, and where it was made before this was
    /// kept.
    #[serde(default)]
    pub answer: Option<Answer>,
    /// Sessions of theirs that are not held that week, by repair.
    pub dropped: Vec<(GroupId, Date)>,
    /// What is sent to them once somebody said yes; nothing where nothing changes for them.
    pub message: Option<String>,
    /// The language that the message is written in; nothing where there is none, and where it was drafted before this was
    /// kept.
    #[serde(default)]
    pub language: Option<Language>,
    /// The sessions of `before` as they were called when the proposal was made.
    #[serde(default)]
    pub before_shown: Vec<WeekSession>,
    /// The sessions of `after` as they were called when the proposal was made.
    #[serde(default)]
    pub after_shown: Vec<WeekSession>,
    /// What each of the coming weeks comes to, as the calendar will show them; none where nothing is proposed, of a
    /// repair, and of what was made before this was kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weeks: Vec<RealWeek>,
    /// What a repair means for them.
    #[serde(default)]
    pub repair: PartRepair,
}

impl Part {
    /// Whether the proposal changes anything for the person.
    pub fn changes(&self) -> bool {
        self.differences() > 0 || !self.dropped.is_empty()
    }

    /// Whether they have a week with all the hours that are prescribed.
    pub fn has_hours(&self) -> bool {
        self.after.is_some() && self.after_sum.minutes >= self.prescribed_minutes
    }

    /// How many things change.
    pub fn differences(&self) -> usize {
        let none = Plan::default();
        let (before, after) = (
            self.before.as_ref().unwrap_or(&none),
            self.after.as_ref().unwrap_or(&none),
        );
        // Without a proposed week nothing is taken away either.
        if self.after.is_none() {
            return 0;
        }
        before.differences(after)
    }
}

/// How one session of a repaired week is held.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepairOutcome {
    /// It is not held.
    Cancelled,
    /// Others lead it.
    LedBy(Vec<PersonId>),
    /// At another time, perhaps led by others.
    MovedTo {
        /// The date.
        date: Date,
        /// The minute of the local day.
        minute: u16,
        /// Who leads it.
        facilitators: Vec<PersonId>,
        /// Where; nothing where it stays in its place.
        #[serde(default)]
        place: Option<MeetingPlace>,
    },
    /// In another place.
    In(MeetingPlace),
}

impl RepairOutcome {
    /// How a session differs with this on top of what differed already.
    pub fn differs(&self, known: Option<&SessionChange>) -> SessionChange {
        let mut changed = match known {
            Some(SessionChange::Changed(changed)) => changed.clone(),
            _ => Changed::default(),
        };
        match self {
            Self::Cancelled => return SessionChange::Cancelled,
            Self::LedBy(others) => changed.facilitators = Some(others.clone()),
            Self::MovedTo {
                date,
                minute,
                facilitators,
                place,
            } => {
                changed.moved = Some((*date, *minute));
                changed.facilitators = Some(facilitators.clone());
                changed.place = place.clone().or(changed.place);
            }
            Self::In(place) => changed.place = Some(place.clone()),
        }
        SessionChange::Changed(changed)
    }
}

/// What a proposal changes about a group. It names no person in care.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupChange {
    /// From the Monday on it meets at other times, perhaps with another leader or in another room.
    Lasting {
        /// Which group.
        group: GroupId,
        /// When it meets now.
        before: Vec<Meeting>,
        /// When it would meet.
        after: Vec<Meeting>,
        /// Who would lead it.
        facilitators: Vec<PersonId>,
        /// Where; undecided when no room is free at all its times.
        place: MeetingPlace,
    },
    /// One session of the week.
    Once {
        /// Which group.
        group: GroupId,
        /// The session's original date.
        date: Date,
        /// How it is held.
        outcome: RepairOutcome,
    },
}

impl GroupChange {
    /// The group.
    pub const fn group(&self) -> GroupId {
        match self {
            Self::Lasting { group, .. } | Self::Once { group, .. } => *group,
        }
    }

    /// The series that holds from a Monday on in place of the old one: at its new times, under its new leaders, in its
    /// new place, and everything else as it was. One that begins later begins no sooner by moving. It has the id of the
    /// old one, so that what is known to differ on single dates goes on with it. Nothing where no series changes.
    pub fn moved(&self, old: &Group, monday: Date) -> Option<Group> {
        match self {
            Self::Lasting {
                group,
                after,
                facilitators,
                place,
                ..
            } if *group == old.id => Some(Group {
                meetings: after.clone(),
                facilitators: facilitators.clone(),
                place: place.clone(),
                starts_on: old.starts_on.max(monday),
                ..old.clone()
            }),
            Self::Lasting { .. } | Self::Once { .. } => None,
        }
    }
}

/// What a proposal says about the site as a whole. It names no person in care.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Whole {
    /// The groups that change.
    pub groups: Vec<GroupChange>,
    /// What the timetable costs.
    pub cost: i64,
    /// No timetable can cost less.
    pub bound: i64,
    /// People with a week.
    pub placed: u32,
    /// People for whom one was looked for.
    pub people: u32,
    /// What would help the site most, at most [`REASONS_MAX`].
    pub holding: Vec<String>,
    /// What the site could open, the most people for the least first.
    #[serde(default)]
    pub openings: Vec<SiteOpening>,
    /// What happened, where it is a repair.
    pub event: Option<Event>,
    /// What the groups that change were called when the proposal was made.
    #[serde(default)]
    pub names: Vec<(GroupId, String)>,
    /// What a repair puts to somebody's choice.
    #[serde(default)]
    pub repair: Repair,
}

/// Something that happened to a week.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A member of staff is away on a date.
    StaffAway {
        /// Who.
        staff: PersonId,
        /// From this date.
        from: Date,
        /// Through this date.
        through: Date,
    },
    /// Whoever leads one session cannot lead it.
    LeaderOut {
        /// The group.
        group: GroupId,
        /// The session's original date.
        date: Date,
    },
    /// A room cannot be used on dates.
    RoomGone {
        /// Which.
        room: crate::RoomId,
        /// From this date.
        from: Date,
        /// Through this date.
        through: Date,
    },
    /// The site is closed on dates.
    SiteClosed {
        /// From this date.
        from: Date,
        /// Through this date.
        through: Date,
    },
    /// A person's life changed; what it holds now is in the record.
    LifeChanged {
        /// Whose.
        person: PersonId,
    },
}

/// A proposal without its parts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// Where.
    pub site: SiteId,
    /// What it changes.
    pub purpose: Purpose,
    /// The Monday from which it holds, or of the repaired week.
    pub monday: Date,
    /// Who made it.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// What became of it.
    pub state: ProposalState,
    /// When that was decided, and by whom.
    pub settled: Option<(Timestamp, PersonId)>,
    /// A mark of what it was made from; another mark says that it has become stale.
    pub basis: Vec<u8>,
    /// What it says about the site.
    pub whole: Whole,
}

/// Reads the Monday on which a week is to begin: a Monday, not past, at most [`AHEAD_WEEKS_MAX`] weeks ahead.
pub fn parse_monday(text: &str, today: Date) -> Result<Date, Invalid> {
    let date = crate::day::parse_day(text)?;
    if Weekday::of(date) != Weekday::Mon {
        let monday = crate::planning::commitment::monday(date);
        let next = monday.saturating_add(1.week());
        return Err(Invalid::new(format!(
            "{} is a {}. A week begins on a Monday, such as {}.",
            crate::day::day_text(date),
            Weekday::of(date).label(),
            crate::day::day_text(next)
        )));
    }
    let last = today.saturating_add(AHEAD_WEEKS_MAX.weeks());
    if date < crate::planning::commitment::monday(today) || date > last {
        return Err(Invalid::new(format!(
            "Choose a Monday from this week up to {}.",
            crate::day::day_text(last)
        )));
    }
    Ok(date)
}

/// The Monday after a date.
pub fn next_monday(date: Date) -> Date {
    let monday = crate::planning::commitment::monday(date);
    monday.saturating_add(1.week())
}

#[cfg(test)]
mod tests;
