//! The coming real weeks of one person: what each of them comes to, as their calendar will show it.
//!
//! A proposal is one plan that holds from a Monday on, and the calendar is dates. Between them lie holidays and closed
//! days, sessions that were moved, the weeks of a rotation in which a group is theirs, a vacation, a day in court. So what
//! a proposal promises is read off the dated sessions that there will be once it is published, week by week, and not off
//! a week that stands for all of them.

use super::apply::individual_group;
use super::explanation::{WeekSession, shown, sum};
use super::load::SiteWeek;
use care::day::near_text;
use care::groups::group::{Group, Meeting, Session};
use care::planning::commitment::{Firmness, taken};
use care::planning::week::{GroupChange, Plan, RealWeek, Sum};
use care::{GroupId, PersonId};
use jiff::ToSpan as _;

/// What each of the planned weeks comes to for somebody, once a plan is theirs. Groups that are not `ours` to plan stay
/// with whoever is in them.
pub(crate) fn real_weeks(
    week: &SiteWeek,
    changes: &[GroupChange],
    person: PersonId,
    after: &Plan,
    ours: &dyn Fn(GroupId) -> bool,
) -> Vec<RealWeek> {
    let empty = |number: i32| RealWeek {
        monday: week.monday_of(number),
        minutes: 0,
        excused_minutes: 0,
    };
    let mut weeks: Vec<RealWeek> = (0..week.horizon_weeks).map(empty).collect();
    let around = (
        week.monday.saturating_sub(1.day()),
        week.last().saturating_add(1.day()),
    );
    let lives = week.lives.get(&person).into_iter().flatten();
    let passing = lives.map(|(_, one)| one).filter(|one| one.passes());
    let excuses = taken(Firmness::Fixed, passing, around, &week.site.zone.zone());
    for session in sessions(week, changes, person, after, ours) {
        let apart_weeks = (session.local.date() - week.monday)
            .get_days()
            .div_euclid(7);
        let number = usize::try_from(apart_weeks).ok();
        let Some(real) = number.and_then(|number| weeks.get_mut(number)) else {
            continue;
        };
        let excused = excuses
            .iter()
            .any(|(from, to)| session.starts_at < *to && *from < session.ends_at);
        let minutes = u32::from(session.minutes);
        if excused {
            real.excused_minutes += minutes;
        } else {
            real.minutes += minutes;
        }
    }
    weeks
}

/// The sessions that will be held with somebody in the planned weeks.
fn sessions(
    week: &SiteWeek,
    changes: &[GroupChange],
    person: PersonId,
    after: &Plan,
    ours: &dyn Fn(GroupId) -> bool,
) -> Vec<Session> {
    let span = (week.monday, week.monday_of(week.horizon_weeks));
    let own = week.individual_of(person);
    let same = own.is_some_and(|group| group.meetings.first().copied() == after.individual);
    let covered = |session: &Session| {
        let mut all = week.memberships.iter();
        all.any(|one| {
            one.person == person && one.group == session.group && one.covers(session.date)
        })
    };
    let mut all = Vec::new();
    for group in week.schedule.groups() {
        let stays = if own.is_some_and(|own| own.id == group.id) {
            same
        } else {
            !ours(group.id)
        };
        let joins = after.groups.contains(&group.id);
        let mut held = week.schedule.of(group, span);
        // What is theirs from the Monday on is so by the plan, and by what they have where nobody plans that.
        held.retain(|session| {
            covered(session) && (session.date < week.monday || (stays && !joins))
        });
        all.extend(held);
        if joins {
            let moved = changes.iter().find_map(|one| one.moved(group, week.monday));
            let mut held = new_sessions(week, moved.as_ref().unwrap_or(group), moved.is_some());
            held.retain(|one| one.date >= week.monday && after.attends(group.id, one.date));
            all.extend(held);
        }
    }
    if let Some(meeting) = after.individual.filter(|_| !same) {
        // Any id will do that nothing else has.
        let id = GroupId::from(person.uuid());
        if let Some(group) = individual_group(week, person, meeting, id, None) {
            all.extend(new_sessions(week, &group, true));
        }
    }
    // Of a series that has ended since, what was moved to a later date is still to come.
    let dated = week.dated.iter().filter(|(session, members)| {
        week.schedule.group(session.group).is_none()
            && (span.0..span.1).contains(&session.local.date())
            && members.contains(&person)
    });
    all.extend(dated.map(|(session, _)| session.clone()));
    all.retain(Session::held);
    all
}

/// The sessions of a group in the planned weeks; of one that is new at its times, none on the days on which the site is
/// closed, as when it is published.
fn new_sessions(week: &SiteWeek, group: &Group, is_new: bool) -> Vec<Session> {
    let span = (week.monday, week.monday_of(week.horizon_weeks));
    let mut all = week.schedule.of(group, span);
    all.retain(|session| {
        let differs = week.schedule.exception(group.id, session.date).is_some();
        !is_new || differs || !week.closed.contains_key(&session.date)
    });
    all
}

/// The sessions of a plan, week after week. Of those that are theirs in some weeks only it is said in how many, and when
/// the next of them is.
pub(crate) fn lasting(
    week: &SiteWeek,
    person: PersonId,
    plan: &Plan,
    moved: &dyn Fn(GroupId) -> Option<(Vec<Meeting>, Vec<PersonId>)>,
) -> Vec<WeekSession> {
    let mut all = shown(week, person, plan, moved);
    for one in &mut all {
        if let Some(turns) = one.group.and_then(|id| plan.turns_of(id)) {
            let next = near_text(turns.next(week.monday), week.monday);
            one.name = format!(
                "{} ({} of every {} weeks, next the week of {next})",
                one.name,
                turns.count(),
                turns.every_weeks()
            );
        }
    }
    all
}

/// What the first week of a plan comes to.
pub(crate) fn first_sum(
    week: &SiteWeek,
    person: PersonId,
    plan: &Plan,
    moved: &dyn Fn(GroupId) -> Option<(Vec<Meeting>, Vec<PersonId>)>,
) -> Sum {
    let first = shown(week, person, &plan.in_week(week.monday), moved);
    sum(week, person, &first)
}
