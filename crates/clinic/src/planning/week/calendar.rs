//! A lasting week as it would be held: every dated session of it beside every other, as far ahead as rooms and leaders
//! are looked at when a group is added.
//!
//! The solver knows one week. The record knows dates: a leader who is given to one session of another group, a day
//! that moved, a room for one evening, a group that begins next month. Whatever the solver answers is tried here as
//! the record would hold it, before anybody sees it, so that a proposal that was just made can be published.

use super::aim::Without;
use super::apply::individual_group;
use super::load::SiteWeek;
use crate::groups::group::{AHEAD_WEEKS, fit};
use care::groups::group::{Group, GroupKind, MeetingPlace, Session, SessionState, clash, hurried};
use care::people::site::minute_of;
use care::planning::week::{GroupChange, Plan};
use care::{GroupId, PersonId, RoomId, Weekday};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// How often somebody is looked for another week because the one that was found could not be held on some date.
/// House number: each try is another search, and somebody on whom single dates lie time and again is better looked at
/// by a person.
pub(crate) const OTHER_WEEKS_MAX: usize = 2;

/// Somebody's week as it is and as it would be.
pub(crate) struct Changing<'a> {
    pub person: PersonId,
    pub before: Option<&'a Plan>,
    pub after: &'a Plan,
}

/// What could not be held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Misfit {
    /// A group at its new times, or under its new leader.
    Group(GroupId),
    /// The week of somebody, with what another one would have to do without; nothing where that would not help.
    Person(PersonId, Option<Without>),
}

/// Everything that is held from the Monday of a week on.
pub(crate) struct Calendar<'a> {
    week: &'a SiteWeek,
    /// The first date that is not looked at.
    to: Date,
    /// In order of their start.
    sessions: Vec<Session>,
}

impl<'a> Calendar<'a> {
    /// As it stands, but for groups that are given up or change: of those only what was moved across the Monday stays.
    pub fn without(week: &'a SiteWeek, given_up: &BTreeSet<GroupId>) -> Self {
        let to = week.monday.saturating_add(AHEAD_WEEKS.weeks());
        Self::until(week, given_up, to)
    }

    /// The same as far as anything differs on single dates. Where no group moves, that is all that the solver did not
    /// know: it was told every series.
    fn while_dated(week: &'a SiteWeek, given_up: &BTreeSet<GroupId>) -> Self {
        let last = week.dated.iter().map(|(session, _)| session.local.date());
        let to = last
            .max()
            .map_or(week.monday, |last| last.saturating_add(2.days()));
        Self::until(week, given_up, to)
    }

    fn until(week: &'a SiteWeek, given_up: &BTreeSet<GroupId>, to: Date) -> Self {
        let mut calendar = Self {
            week,
            to,
            sessions: Vec::new(),
        };
        let mut sessions = Vec::new();
        for group in week.groups().chain(week.upcoming()) {
            if !given_up.contains(&group.id) {
                sessions.extend(calendar.of(group));
            }
        }
        let stays = |session: &&Session| {
            let known = week.schedule.group(session.group).is_some();
            !known || (given_up.contains(&session.group) && session.date < week.monday)
        };
        let dated = week.dated.iter().map(|(session, _)| session);
        sessions.extend(dated.filter(stays).cloned());
        calendar.add(sessions);
        calendar
    }

    /// The sessions of a group, with what is known to differ.
    pub fn of(&self, group: &Group) -> Vec<Session> {
        let week = self.week;
        // The clocks of sites are hours apart, so the day before counts for those elsewhere.
        let from = if group.site == week.site.id {
            week.monday
        } else {
            week.monday.yesterday().unwrap_or(week.monday)
        };
        let mut sessions = week.schedule.of(group, (from, self.to));
        sessions.retain(Session::held);
        sessions
    }

    /// Puts sessions beside the others.
    pub fn add(&mut self, sessions: Vec<Session>) {
        self.sessions.extend(sessions);
        self.sessions.sort_by_key(|session| session.starts_at);
    }

    /// When another session is held that has the leader or the room of one of these just then.
    fn clashing(&self, sessions: &[Session]) -> Option<Without> {
        clash(sessions, &self.sessions).map(|(_, other, _)| self.hour(other))
    }

    /// The hour of the week at which a session is held.
    fn hour(&self, session: &Session) -> Without {
        let local = self.week.site.zone.local(session.starts_at);
        Without::Hour {
            day: Weekday::of(local.date()),
            minute: minute_of(local.time()),
            minutes: session.minutes,
        }
    }

    /// Whether a room is free whenever these sessions are held.
    pub fn is_free(&self, room: RoomId, sessions: &[Session]) -> bool {
        fit::is_free(room, sessions, &self.sessions)
    }
}

/// A group as it would be from the Monday on. It keeps its id here, so that what is known to differ goes on with it.
fn moved(week: &SiteWeek, change: &GroupChange) -> Option<Group> {
    change.moved(week.group(change.group())?, week.monday)
}

/// What of a lasting week could not be held, or would put somebody in two places on some date. Groups that are not
/// `ours` to plan stay with whoever is in them.
pub(crate) fn misfits(
    week: &SiteWeek,
    changes: &[GroupChange],
    people: &[Changing<'_>],
    ours: &dyn Fn(GroupId) -> bool,
) -> Vec<Misfit> {
    let moved: Vec<Group> = changes.iter().filter_map(|one| moved(week, one)).collect();
    let individual = |one: &Changing<'_>| {
        let before = one.before.and_then(|before| before.individual);
        (before != one.after.individual).then_some(one.person)
    };
    let others: BTreeSet<PersonId> = people.iter().filter_map(individual).collect();
    let mut given_up: BTreeSet<GroupId> = moved.iter().map(|group| group.id).collect();
    given_up.extend(
        others
            .iter()
            .filter_map(|person| Some(week.individual_of(*person)?.id)),
    );
    let mut calendar = if moved.is_empty() {
        Calendar::while_dated(week, &given_up)
    } else {
        Calendar::without(week, &given_up)
    };
    let moved: Vec<(Group, Vec<Session>)> = moved
        .into_iter()
        .map(|group| {
            let sessions = calendar.of(&group);
            (group, sessions)
        })
        .collect();
    for (_, sessions) in &moved {
        calendar.add(sessions.clone());
    }
    let mut found: Vec<Misfit> = moved
        .iter()
        .filter(|(group, sessions)| unfit(week, group) || calendar.clashing(sessions).is_some())
        .map(|(group, _)| Misfit::Group(group.id))
        .collect();
    for one in people {
        // One that stays as it is, is among what they attend already.
        let own = others
            .contains(&one.person)
            .then(|| own_individual(&calendar, one))
            .flatten();
        if let Some((group, sessions)) = &own {
            let clashing = calendar.clashing(sessions);
            if clashing.is_some() || unfit(week, group) {
                found.push(Misfit::Person(one.person, clashing));
                continue;
            }
            calendar.add(sessions.clone());
        }
        let own = own.map_or_else(Vec::new, |(_, sessions)| sessions);
        let without = twice(&calendar, one, &given_up, ours, &own)
            .or_else(|| in_a_hurry(week, one, &moved, &own));
        if let Some(without) = without {
            found.push(Misfit::Person(one.person, Some(without)));
        }
    }
    found
}

/// What is refused of a group when it is added, whatever else is held.
fn unfit(week: &SiteWeek, group: &Group) -> bool {
    let program = |id| {
        let own = |one: &care::people::program::Program| one.id == id && one.site == group.site;
        week.programs.iter().any(own)
    };
    !group.check().is_empty()
        || !group.program.is_none_or(program)
        || !fit::leaders(&week.staff, group, &group.facilitators).is_empty()
        || fit::room(&week.rooms, group, &group.place).is_some()
}

/// The individual session that somebody would have, with its dates. Its room is looked for when it is added, so here
/// it has none.
fn own_individual(calendar: &Calendar<'_>, one: &Changing<'_>) -> Option<(Group, Vec<Session>)> {
    let meeting = one.after.individual?;
    // Any id will do that nothing else has.
    let id = GroupId::from(one.person.uuid());
    let group = individual_group(calendar.week, one.person, meeting, id, None)?;
    let group = Group {
        place: MeetingPlace::Telehealth(None),
        ..group
    };
    let sessions = calendar.of(&group);
    Some((group, sessions))
}

/// What is new in somebody's week and leaves them too little time for the way between a room and a screen at home. The
/// screen gives way to the room, unless only the room is new.
fn in_a_hurry(
    week: &SiteWeek,
    one: &Changing<'_>,
    moved: &[(Group, Vec<Session>)],
    individual: &[Session],
) -> Option<Without> {
    let way_minutes = week.journeys.get(&one.person)?.minutes;
    let known = |id: GroupId| {
        let before = one.before.is_some_and(|before| before.groups.contains(&id));
        before && !moved.iter().any(|(group, _)| group.id == id)
    };
    let span = (week.monday, week.monday_of(week.horizon_weeks));
    let mut own: Vec<Session> = Vec::new();
    for id in &one.after.groups {
        let then = moved
            .iter()
            .map(|(group, _)| group)
            .find(|group| group.id == *id);
        if let Some(group) = then.or_else(|| week.group(*id)) {
            let sessions = week.schedule.of(group, span).into_iter();
            own.extend(sessions.filter(|session| {
                session.held() && one.after.attends(session.group, session.date)
            }));
        }
    }
    let in_a_room = individual.iter().map(|session| Session {
        place: MeetingPlace::Undecided,
        ..session.clone()
    });
    own.extend(in_a_room);
    own.sort_by_key(|session| session.starts_at);
    own.iter().enumerate().find_map(|(at, session)| {
        let near = own[at + 1..].iter().find(|later| {
            hurried(session, later, way_minutes) && !(known(session.group) && known(later.group))
        })?;
        let (screen, room) = if matches!(session.place, MeetingPlace::Telehealth(_)) {
            (session, near)
        } else {
            (near, session)
        };
        let stays = |new: &Session| individual.iter().any(|own| own.group == new.group);
        Some(if known(screen.group) && !stays(room) {
            Without::Group(room.group)
        } else {
            Without::Group(screen.group)
        })
    })
}

/// What is new in somebody's week and lies, on some date, upon something else of theirs. A single session that was
/// moved onto something weekly in a time that nobody plans yet costs that one session and rules out no hour of the
/// week.
fn twice(
    calendar: &Calendar<'_>,
    one: &Changing<'_>,
    changed: &BTreeSet<GroupId>,
    ours: &dyn Fn(GroupId) -> bool,
    individual: &[Session],
) -> Option<Without> {
    let week = calendar.week;
    let known = |id: GroupId| {
        let same = |before: &Plan| {
            before.groups.contains(&id) && before.turns_of(id) == one.after.turns_of(id)
        };
        one.before.is_some_and(same) && !changed.contains(&id)
    };
    let stays = |session: &Session| {
        !ours(session.group)
            && week.memberships.iter().any(|member| {
                member.group == session.group
                    && member.person == one.person
                    && member.covers(session.date)
            })
    };
    let before_monday = |session: &Session| {
        session.date < week.monday
            && week.dated.iter().any(|(dated, members)| {
                (dated.group, dated.date) == (session.group, session.date)
                    && members.contains(&one.person)
            })
    };
    // Each session of theirs, and whether they have it already.
    let mut own: Vec<(&Session, bool)> = calendar
        .sessions
        .iter()
        .filter_map(|session| {
            if session.date >= week.monday && one.after.attends(session.group, session.date) {
                Some((session, known(session.group)))
            } else {
                (stays(session) || before_monday(session)).then_some((session, true))
            }
        })
        .collect();
    own.extend(individual.iter().map(|session| (session, false)));
    own.sort_by_key(|(session, _)| session.starts_at);
    let planned_until = week.monday_of(week.horizon_weeks);
    let weighs = |session: &Session| {
        !matches!(session.state, SessionState::Moved(_)) || session.local.date() < planned_until
    };
    // Of two that are new, the one on which the rest of the week hangs stays.
    let hangs = |session: &Session| {
        let group = week.group(session.group);
        group.is_some_and(|group| group.kind == GroupKind::Process)
    };
    let without = |new: &Session, other: &Session| {
        if individual.iter().any(|own| own.group == new.group) {
            calendar.hour(other)
        } else {
            Without::Group(new.group)
        }
    };
    own.iter().enumerate().find_map(|(at, (session, known))| {
        let (later, also) = own[at + 1..]
            .iter()
            .take_while(|(later, _)| later.starts_at < session.ends_at)
            .find(|(later, also)| {
                !(*known && *also) && weighs(session) && weighs(later) && later.overlaps(session)
            })?;
        let earlier_gives_way = *also || (!*known && hangs(later) && !hangs(session));
        Some(if earlier_gives_way {
            without(session, later)
        } else {
            without(later, session)
        })
    })
}
