//! A repaired week as it would be held: every session of it beside every other.
//!
//! Whatever is proposed is tried here as the record would hold it, before it is published.

use super::super::load::SiteWeek;
use care::groups::group::{Cause, Exception, Group, Session};
use care::planning::week::{GroupChange, RepairOutcome};
use care::{GroupId, PersonId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

/// Every session that is held in the week, at every site.
pub(crate) struct Held<'a> {
    pub week: &'a SiteWeek,
    pub sessions: Vec<Session>,
}

impl<'a> Held<'a> {
    /// As it stands.
    pub fn now(week: &'a SiteWeek) -> Self {
        let mut held = Self {
            week,
            sessions: Vec::new(),
        };
        for group in week.groups() {
            held.sessions.extend(held.of(group));
        }
        // Of series that have ended, or have yet to begin, what was moved into the week is held in it.
        let dated = week.dated.iter().map(|(session, _)| session);
        let others: Vec<Session> = dated
            .filter(|one| week.group(one.group).is_none() && held.is_near(one))
            .cloned()
            .collect();
        held.sessions.extend(others);
        held
    }

    /// The days that are looked at. One before and one after count too: the clocks of sites are hours apart.
    fn days(&self) -> (Date, Date) {
        let day = |number: i32| self.week.monday.saturating_add(number.days());
        (day(-1), day(8))
    }

    fn is_near(&self, session: &Session) -> bool {
        let (from, to) = self.days();
        (from..to).contains(&session.local.date())
    }

    fn of(&self, group: &Group) -> Vec<Session> {
        let mut sessions = self.week.schedule.of(group, self.days());
        sessions.retain(Session::held);
        sessions
    }

    /// One session as an outcome would leave it; nothing where it is not held.
    fn with(&self, id: GroupId, date: Date, outcome: &RepairOutcome) -> Option<Session> {
        let group = self.week.group(id)?;
        let known = self.week.schedule.exception(id, date);
        let exception = Exception {
            group: id,
            date,
            cause: Cause::Other,
            change: outcome.differs(known.map(|one| &one.change)),
        };
        let then = self
            .week
            .schedule
            .session_as(group, date, Some(&exception))?;
        (then.held() && self.is_near(&then)).then_some(then)
    }

    /// Holds one session in this way.
    pub fn put(&mut self, id: GroupId, date: Date, outcome: &RepairOutcome) {
        let with = self.with(id, date, outcome);
        self.sessions
            .retain(|one| (one.group, one.date) != (id, date));
        self.sessions.extend(with);
    }

    /// Whether changes of single sessions leave none of them with a room or a leader that another one has just then.
    pub fn leave_room<'b>(mut self, changes: impl Iterator<Item = &'b GroupChange>) -> bool {
        let mut once = Vec::new();
        for change in changes {
            if let GroupChange::Once {
                group,
                date,
                outcome,
            } = change
            {
                self.put(*group, *date, outcome);
                once.push((*group, *date));
            }
        }
        let mut own = self.sessions.iter();
        own.all(|one| !once.contains(&(one.group, one.date)) || !self.clashes(one))
    }

    /// Whether a session takes a room or a leader that another one has just then.
    fn clashes(&self, one: &Session) -> bool {
        self.sessions
            .iter()
            .filter(|other| (other.group, other.date) != (one.group, one.date))
            .filter(|other| other.overlaps(one))
            .any(|other| {
                let room = one.place.room();
                let leader = |id: &PersonId| other.facilitators.contains(id);
                (room.is_some() && room == other.place.room())
                    || one.facilitators.iter().any(leader)
            })
    }
}

/// The first day on which somebody can still begin or cease to attend a group: today, until something begins there.
pub(crate) fn open_from(before: &Held<'_>, now: Timestamp) -> Date {
    let on = |at: Timestamp| before.week.site.zone.local(at).date();
    let today = on(now);
    let begun = before
        .sessions
        .iter()
        .any(|one| one.starts_at <= now && on(one.starts_at) == today);
    let first = if begun {
        today.saturating_add(1.day())
    } else {
        today
    };
    first.max(before.week.monday)
}

/// Whether a change is of a session that has not begun.
pub(crate) fn ahead(before: &Held<'_>, change: &GroupChange, now: Timestamp) -> bool {
    let GroupChange::Once { group, date, .. } = change else {
        return true;
    };
    before
        .sessions
        .iter()
        .all(|one| one.group != *group || one.date != *date || one.starts_at > now)
}
