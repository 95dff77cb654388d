//! Who came to a session, when, and for how long.
//!
//! Staff say what they saw: there, late, left early, excused, not there. Minutes follow from that and are never typed.
//! A mark is never changed: a later one takes its place, and every earlier one stays readable.

use crate::daytime::{DAY_MINUTES, minute_text, parse_minute};
use crate::text::fold;
use crate::zone::local_in;
use crate::{Invalid, Line, PersonId, Private};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long before a session begins people may be marked as there.
pub const OPENS_MINUTES_BEFORE: i64 = 60;
/// The longest session anybody can be late to, in minutes: a day.
pub const SESSION_MINUTES_MAX: u16 = 24 * 60;
/// The most digits that are minutes rather than a time of day.
const MINUTES_DIGITS_MAX: usize = 3;

/// What is said about one person and one session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Mark {
    /// They were there, perhaps not for all of it.
    There {
        /// Minutes after the start at which they came.
        late_minutes: u16,
        /// Minutes before the end at which they left.
        early_minutes: u16,
    },
    /// They were not there and had said why.
    Excused {
        /// Why, in a line.
        reason: Private<Line>,
    },
    /// They were not there, and nobody knew why.
    NoShow,
    /// What was said is taken back: from here on nothing is said about them, and what stood there stays readable.
    TakenBack,
}

impl Mark {
    /// There from start to end.
    pub const PRESENT: Self = Self::There {
        late_minutes: 0,
        early_minutes: 0,
    };

    /// The code kept in the record and in forms.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::There { .. } => "present",
            Self::Excused { .. } => "excused",
            Self::NoShow => "no_show",
            Self::TakenBack => "taken_back",
        }
    }

    /// Whether the person was there at all.
    pub const fn there(&self) -> bool {
        matches!(self, Self::There { .. })
    }

    /// Minutes of the session that were missed at its beginning and its end.
    pub const fn cut(&self) -> (u16, u16) {
        match self {
            Self::There {
                late_minutes,
                early_minutes,
            } => (*late_minutes, *early_minutes),
            _ => (0, 0),
        }
    }

    /// The mark in words: "Late by 10 min, left 20 min early".
    pub fn text(&self) -> String {
        match self {
            Self::Excused { .. } => "Excused".to_owned(),
            Self::NoShow => "Did not come".to_owned(),
            Self::TakenBack => "Not marked any more".to_owned(),
            Self::There {
                late_minutes: 0,
                early_minutes: 0,
            } => "Present".to_owned(),
            Self::There {
                late_minutes,
                early_minutes: 0,
            } => format!("Late by {late_minutes} min"),
            Self::There {
                late_minutes: 0,
                early_minutes,
            } => format!("Left {early_minutes} min early"),
            Self::There {
                late_minutes,
                early_minutes,
            } => format!("Late by {late_minutes} min, left {early_minutes} min early"),
        }
    }
}

/// When one session takes place. It ends after it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionTime {
    /// The instant it starts.
    pub start: Timestamp,
    /// The instant it ends.
    pub end: Timestamp,
}

impl SessionTime {
    /// How long it is, in whole minutes that really pass: a night with a change of clocks is no exception.
    pub fn minutes(&self) -> u16 {
        let minutes = self.end.duration_since(self.start).as_mins();
        u16::try_from(minutes.clamp(0, i64::from(SESSION_MINUTES_MAX))).unwrap_or(0)
    }

    /// The minutes somebody with this mark was there.
    pub fn kept(&self, mark: &Mark) -> u16 {
        match mark {
            Mark::There {
                late_minutes,
                early_minutes,
            } => self
                .minutes()
                .saturating_sub(late_minutes.saturating_add(*early_minutes)),
            Mark::Excused { .. } | Mark::NoShow | Mark::TakenBack => 0,
        }
    }

    /// Whether it overlaps another stretch of time.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Where a session's roster stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It has not begun; only who will be excused can be said.
    Ahead,
    /// Marks are taken as they come.
    Open,
    /// Its day is over, or it was closed: a change needs a reason.
    Closed,
}

/// Where the roster of `meeting` stands at `now`. It closes by itself when the day of its end is over on the clocks of
/// the site, so that corrections are never silent.
pub fn phase(
    meeting: SessionTime,
    zone: &TimeZone,
    now: Timestamp,
    closed_at: Option<Timestamp>,
) -> Phase {
    let opens = meeting
        .start
        .saturating_sub(jiff::SignedDuration::from_mins(OPENS_MINUTES_BEFORE))
        .unwrap_or(meeting.start);
    let date = |at: Timestamp| local_in(at, zone).date();
    let day_over = date(now) > date(meeting.end);
    if closed_at.is_some() || day_over {
        Phase::Closed
    } else if now < opens {
        Phase::Ahead
    } else {
        Phase::Open
    }
}

/// Why a mark is refused, and beside which field.
pub fn check(
    meeting: SessionTime,
    phase: Phase,
    mark: &Mark,
    amends: bool,
    because: Option<&Line>,
) -> Result<(), (&'static str, Invalid)> {
    let (late, early) = mark.cut();
    if mark.there() && late.saturating_add(early) >= meeting.minutes() {
        return Err((
            if late >= early { "late" } else { "early" },
            Invalid::new(format!(
                "The session lasts {} minutes, so nothing of it is left. Mark the person as excused or not there instead.",
                meeting.minutes()
            )),
        ));
    }
    match phase {
        Phase::Ahead if !matches!(mark, Mark::Excused { .. }) => Err((
            "mark",
            Invalid::new(format!(
                "This session has not begun. Until {OPENS_MINUTES_BEFORE} minutes before it does, only “excused” can be noted."
            )),
        )),
        Phase::Closed if amends && because.is_none() => Err((
            "because",
            Invalid::new(
                "This session is closed. Say why the roster is corrected; what stood there before stays readable.",
            ),
        )),
        _ => Ok(()),
    }
}

/// Minutes late from what somebody types: `10`, or the time of arrival such as `9:10` or `5:40 pm`.
/// `start_minute` is the local time the session begins, in minutes since midnight.
pub fn parse_late(text: &str, start_minute: u16) -> Result<u16, Invalid> {
    parse_cut(text, "late", |at| at.checked_sub(start_minute))
}

/// Minutes left early from what somebody types: `20`, or the time of leaving. The session begins and ends at these local
/// times, in minutes since the midnight before it begins; of one that runs past the next midnight, a time before its start
/// is on that next day.
pub fn parse_early(text: &str, start_minute: u16, end_minute: u16) -> Result<u16, Invalid> {
    parse_cut(text, "early", |at| {
        let next = end_minute >= DAY_MINUTES && at < start_minute;
        end_minute.checked_sub(if next { at + DAY_MINUTES } else { at })
    })
}

fn parse_cut(
    text: &str,
    word: &str,
    apart: impl FnOnce(u16) -> Option<u16>,
) -> Result<u16, Invalid> {
    let text = fold(text);
    if text.is_empty() {
        return Ok(0);
    }
    // Up to three digits are minutes; four are a time of day without its colon.
    if text.len() <= MINUTES_DIGITS_MAX
        && let Ok(minutes) = text.parse::<u16>()
    {
        return Ok(minutes);
    }
    let at = parse_minute(&text).map_err(|_| {
        Invalid::new(format!(
            "“{text}” is neither minutes nor a time. Type how many minutes {word}, like 10, or the time of day, like 9:10 or 5:40 pm."
        ))
    })?;
    apart(at).ok_or_else(|| {
        Invalid::new(format!(
            "{} is outside the session. Type a time within it, or how many minutes {word}.",
            minute_text(at)
        ))
    })
}

/// One entry on a roster: what was said about somebody, by whom, when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterEntry {
    /// About whom.
    pub person: PersonId,
    /// 0 for the first word on this person and session, then 1, 2 and so on.
    pub revision: u32,
    /// What.
    pub mark: Mark,
    /// When it was said.
    pub at: Timestamp,
    /// Who said it.
    pub by: PersonId,
    /// Why an entry of a closed session was corrected.
    pub because: Option<Private<Line>>,
}

/// Everything said about one session, by person, oldest first. Holds the same whatever order it was read in.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Roster(BTreeMap<PersonId, Vec<RosterEntry>>);

impl Roster {
    /// Sorts entries by person and revision.
    pub fn of(entries: impl IntoIterator<Item = RosterEntry>) -> Self {
        let mut people: BTreeMap<PersonId, Vec<RosterEntry>> = BTreeMap::new();
        for entry in entries {
            people.entry(entry.person).or_default().push(entry);
        }
        for entries in people.values_mut() {
            entries.sort_by_key(|entry| entry.revision);
        }
        Self(people)
    }

    /// What holds for somebody now: nothing where nothing was said, or where the last word was taken back.
    pub fn now(&self, person: PersonId) -> Option<&RosterEntry> {
        let last = self.all(person).last();
        last.filter(|entry| entry.mark != Mark::TakenBack)
    }

    /// The revision of the last entry about somebody, whatever it says.
    pub fn revision(&self, person: PersonId) -> Option<u32> {
        self.all(person).last().map(|entry| entry.revision)
    }

    /// Everything said about somebody, oldest first.
    pub fn all(&self, person: PersonId) -> &[RosterEntry] {
        self.0.get(&person).map_or(&[], Vec::as_slice)
    }

    /// The revision that a new entry about somebody gets.
    pub fn next(&self, person: PersonId) -> u32 {
        self.revision(person).map_or(0, |revision| revision + 1)
    }

    /// Everybody something was said about.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        self.0.keys().copied()
    }

    /// The minutes all of them kept together.
    pub fn minutes(&self, meeting: SessionTime) -> u32 {
        self.0
            .values()
            .filter_map(|entries| entries.last())
            .map(|entry| u32::from(meeting.kept(&entry.mark)))
            .sum()
    }
}

#[cfg(test)]
mod tests;
