//! A repaired week as it would be held: every session of it beside every other.
//!
//! The solver knows rooms by their number of seats, one leader for each group and a group's whole week. Whatever it
//! answers is tried here session by session, as the record would hold it, before anybody sees it.

use super::super::load::SiteWeek;
use care::groups::group::{Cause, Exception, Group, MeetingPlace, Session};
use care::planning::week::{Event, GroupChange, RepairOutcome};
use care::{GroupId, PersonId, Weekday};
use jiff::ToSpan;
use jiff::civil::Date;

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

    fn put(&mut self, id: GroupId, date: Date, outcome: &RepairOutcome) {
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

    /// An outcome that takes nothing twice: the wanted one, or the same in another room or under the first leader alone.
    fn fit(
        &self,
        event: &Event,
        id: GroupId,
        date: Date,
        wanted: &RepairOutcome,
    ) -> Option<RepairOutcome> {
        let all = match wanted {
            RepairOutcome::Cancelled => return Some(RepairOutcome::Cancelled),
            RepairOutcome::LedBy(leaders) => vec![
                RepairOutcome::LedBy(leaders.clone()),
                RepairOutcome::LedBy(leaders.iter().take(1).copied().collect()),
            ],
            RepairOutcome::In(place) => self
                .places(id, place)
                .into_iter()
                .map(RepairOutcome::In)
                .collect(),
            RepairOutcome::MovedTo {
                date: to,
                minute,
                facilitators,
                ..
            } => {
                if !self.all_known(id) {
                    return None;
                }
                let own = self.with(id, date, wanted)?;
                let alone: Vec<PersonId> = facilitators.iter().take(1).copied().collect();
                let on_duty = self.on_duty(facilitators, *to, (*minute, own.minutes));
                let leaders = [on_duty, alone];
                let places = self.places(id, &own.place);
                let ways = leaders
                    .iter()
                    .flat_map(|leaders| places.iter().map(move |place| (leaders, place)));
                ways.map(|(leaders, place)| RepairOutcome::MovedTo {
                    date: *to,
                    minute: *minute,
                    facilitators: leaders.clone(),
                    place: Some(place.clone()),
                })
                .collect()
            }
        };
        all.into_iter().find(|outcome| {
            let then = self.with(id, date, outcome);
            then.is_some_and(|then| !shut(event, &then) && !self.clashes(&then))
        })
    }

    /// A session moves only for those whose lives are known here.
    fn all_known(&self, id: GroupId) -> bool {
        let (from, through) = (self.week.monday, self.week.sunday());
        self.week
            .memberships
            .iter()
            .filter(|one| one.group == id && one.meets(from, Some(through)))
            .all(|one| self.week.person(one.person).is_some())
    }

    /// The first, for whom the hour was found, and whoever else works then.
    fn on_duty(
        &self,
        leaders: &[PersonId],
        date: Date,
        (start, minutes): (u16, u16),
    ) -> Vec<PersonId> {
        let works = |id: &PersonId| {
            let known = self.week.staff.iter().find(|one| one.id == *id);
            known.is_some_and(|one| {
                one.availability.iter().any(|(site, span)| {
                    *site == self.week.site.id
                        && span.day == Weekday::of(date)
                        && span.start_minute <= start
                        && start + minutes <= span.end_minute
                })
            })
        };
        let others = leaders.iter().skip(1).filter(|id| works(id));
        leaders.iter().take(1).chain(others).copied().collect()
    }

    /// Where a session can be held: its own place first, then every room with enough seats, the smallest first.
    fn places(&self, id: GroupId, own: &MeetingPlace) -> Vec<MeetingPlace> {
        let mut all = vec![own.clone()];
        let Some(group) = self.week.group(id).filter(|_| own.room().is_some()) else {
            return all;
        };
        let rooms = self.week.rooms.iter();
        let mut rooms: Vec<_> = rooms
            .filter(|room| room.seats.get() >= group.seats && own.room() != Some(room.id))
            .collect();
        rooms.sort_by_key(|room| (room.seats, room.name.clone()));
        all.extend(rooms.into_iter().map(|room| MeetingPlace::Room(room.id)));
        all
    }
}

/// Whether what happened leaves no place, or no leader, for a session just then.
fn shut(event: &Event, session: &Session) -> bool {
    let on = session.local.date();
    match event {
        Event::RoomGone {
            room,
            from,
            through,
        } => session.place.room() == Some(*room) && (*from..=*through).contains(&on),
        Event::SiteClosed { from, through } => {
            session.place.room().is_some() && (*from..=*through).contains(&on)
        }
        Event::StaffAway {
            staff,
            from,
            through,
        } => session.facilitators.contains(staff) && (*from..=*through).contains(&on),
        Event::LifeChanged { .. } => false,
    }
}

/// What becomes of each session when nothing may be taken twice, and the week as it is held then. What fits nowhere is
/// not held.
pub(super) fn settle<'a>(
    week: &'a SiteWeek,
    event: &Event,
    wanted: Vec<GroupChange>,
) -> (Vec<GroupChange>, Held<'a>) {
    let mut held = Held::now(week);
    let mut settled = Vec::new();
    let mut open: Vec<(GroupId, Date, RepairOutcome)> = Vec::new();
    for change in wanted {
        let GroupChange::Once {
            group,
            date,
            outcome,
        } = change
        else {
            continue;
        };
        open.push((group, date, outcome));
    }
    // What is not held makes room for the rest.
    open.sort_by_key(|(_, _, outcome)| *outcome != RepairOutcome::Cancelled);
    while !open.is_empty() {
        let before = open.len();
        let mut left = Vec::new();
        for (group, date, wanted) in open {
            if let Some(outcome) = held.fit(event, group, date, &wanted) {
                held.put(group, date, &outcome);
                settled.push((group, date, outcome));
            } else {
                left.push((group, date, wanted));
            }
        }
        // Nothing gives way to anything. One alone falls out, the first, because what it had may be all that the
        // others lack.
        if left.len() == before {
            let (group, date, _) = left.remove(0);
            held.put(group, date, &RepairOutcome::Cancelled);
            settled.push((group, date, RepairOutcome::Cancelled));
        }
        open = left;
    }
    settled.sort_by_key(|(group, date, _)| (*date, *group));
    let once = |(group, date, outcome)| GroupChange::Once {
        group,
        date,
        outcome,
    };
    (settled.into_iter().map(once).collect(), held)
}
