//! From a series to its sessions.
//!
//! **When the clocks change.** A series keeps local time: a group at 9:00 is at 9:00 all year. In the night in which an
//! hour is skipped, a start that does not exist is moved forward by as much as was skipped (2:30 becomes 3:30); in the
//! night in which an hour comes twice, the session starts the first time. A session lasts its minutes, counted in real
//! time, whatever the clock on the wall does meanwhile: 180 minutes are three hours, in every night of the year.

use super::{Cause, Exception, Group, MeetingPlace, SessionChange};
use crate::people::site::minute_of;
use crate::{GroupId, PersonId, Weekday};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

/// How a session stands to its series.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// As the series says.
    Planned,
    /// With other people leading or in another place.
    Changed(Cause),
    /// On another date or at another time, perhaps with other changes too.
    Moved(Cause),
    /// Not held.
    Cancelled(Cause),
}

/// One session: what a series comes to on one date.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Session {
    /// The group.
    pub group: GroupId,
    /// Its original date, which with the group is its name.
    pub date: Date,
    /// When it is held by the clocks of the site, as planned.
    pub local: DateTime,
    /// When it starts.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// How long it lasts.
    pub minutes: u16,
    /// Who leads it.
    pub facilitators: Vec<PersonId>,
    /// Where.
    pub place: MeetingPlace,
    /// How it stands to its series.
    pub state: SessionState,
}

impl Session {
    /// Whether it is held.
    pub const fn held(&self) -> bool {
        !matches!(self.state, SessionState::Cancelled(_))
    }

    /// The minute of the local day at which it starts.
    pub fn start_minute(&self) -> u16 {
        minute_of(self.local.time())
    }

    /// Whether both take place at one time.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.held()
            && other.held()
            && self.starts_at < other.ends_at
            && other.starts_at < self.ends_at
    }
}

/// The instant at which a local date and minute come in a zone; see the module for nights in which the clocks change.
pub fn start_of(date: Date, minute: u16, zone: &TimeZone) -> Timestamp {
    let (hour, minute) = (minute / 60, minute % 60);
    let at = date.at(clock(hour), clock(minute), 0, 0);
    // Compatible: a skipped time moves forward, of a doubled time the first is meant. It fails only in the year 9999.
    zone.to_timestamp(at).unwrap_or(Timestamp::MAX)
}

fn clock(part: u16) -> i8 {
    i8::try_from(part).unwrap_or_default()
}

/// The sessions of a group whose local date lies from `from` to before `to`, in order; cancelled ones too, as such.
///
/// `exceptions` may hold those of other groups and of other times; a session that was moved is where it was moved to.
pub(super) fn expand(
    group: &Group,
    exceptions: &[Exception],
    from: Date,
    to: Date,
    zone: &TimeZone,
) -> Vec<Session> {
    let own: Vec<&Exception> = exceptions
        .iter()
        .filter(|exception| exception.group == group.id)
        .collect();
    let mut sessions = Vec::new();
    for date in series(group, from, to) {
        let exception = own.iter().copied().find(|exception| exception.date == date);
        // What was moved is found by where it went, below.
        if exception.and_then(Exception::moved).is_none() {
            sessions.extend(session(group, date, exception, zone));
        }
    }
    for exception in own {
        let arrives = exception
            .moved()
            .is_some_and(|(date, _)| from <= date && date < to);
        if arrives {
            sessions.extend(session(group, exception.date, Some(exception), zone));
        }
    }
    sessions.sort_by_key(|session| (session.starts_at, session.date));
    sessions
}

/// The sessions of a group that are held otherwise than its series says, on a local date from `from` to before `to`: at
/// another time, by somebody else, elsewhere. Also those of a series that has ended since.
pub(super) fn differing(
    group: &Group,
    exceptions: &[Exception],
    from: Date,
    to: Date,
    zone: &TimeZone,
) -> Vec<Session> {
    exceptions
        .iter()
        .filter(|exception| exception.group == group.id)
        .filter_map(|exception| session(group, exception.date, Some(exception), zone))
        .filter(Session::held)
        .filter(|session| (from..to).contains(&session.local.date()))
        .collect()
}

/// The original dates of a series from `from` to before `to`.
fn series(group: &Group, from: Date, to: Date) -> impl Iterator<Item = Date> {
    let first = from.max(group.starts_on);
    let weekday = Weekday::of(first).index();
    let days = if group.draft {
        &[][..]
    } else {
        &group.meetings
    };
    let ends_on = group.ends_on;
    days.iter().flat_map(move |meeting| {
        let ahead = i32::from((7 + meeting.day.index() - weekday) % 7);
        let mut next = first.checked_add(ahead.days()).ok();
        std::iter::from_fn(move || {
            let date = next?;
            next = date.checked_add(7.days()).ok();
            (date < to && ends_on.is_none_or(|end| date <= end)).then_some(date)
        })
    })
}

/// One session by its original date; none where the series gives that date none.
pub(super) fn session(
    group: &Group,
    date: Date,
    exception: Option<&Exception>,
    zone: &TimeZone,
) -> Option<Session> {
    let meeting = group.meets_on(date)?;
    let (mut on, mut minute) = (date, meeting.start_minute);
    let (mut facilitators, mut place) = (&group.facilitators, &group.place);
    let mut state = SessionState::Planned;
    match exception.map(|exception| (exception.cause, &exception.change)) {
        None => {}
        Some((cause, SessionChange::Cancelled)) => state = SessionState::Cancelled(cause),
        Some((cause, SessionChange::Changed(changed))) => {
            state = SessionState::Changed(cause);
            if let Some(moved) = changed.moved {
                (on, minute) = moved;
                state = SessionState::Moved(cause);
            }
            facilitators = changed.facilitators.as_ref().unwrap_or(facilitators);
            place = changed.place.as_ref().unwrap_or(place);
        }
    }
    let starts_at = start_of(on, minute, zone);
    let lasts = SignedDuration::from_mins(i64::from(group.minutes));
    Some(Session {
        group: group.id,
        date,
        local: on.at(clock(minute / 60), clock(minute % 60), 0, 0),
        starts_at,
        ends_at: starts_at.checked_add(lasts).unwrap_or(Timestamp::MAX),
        minutes: group.minutes,
        facilitators: facilitators.clone(),
        place: place.clone(),
        state,
    })
}
