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
use care::groups::group::{Group, Meeting, Membership, Session};
use care::planning::commitment::{Firmness, taken};
use care::planning::week::{GroupChange, Plan, RealWeek, Sum};
use care::{GroupId, PersonId};
use jiff::ToSpan as _;

/// What the groups of a proposal are like where they are not as now.
pub(crate) fn moved_to(
    groups: &[GroupChange],
) -> impl Fn(GroupId) -> Option<(Vec<Meeting>, Vec<PersonId>)> + '_ {
    |id| {
        groups.iter().find_map(|change| match change {
            GroupChange::Lasting {
                group,
                after,
                facilitators,
                ..
            } if *group == id => Some((after.clone(), facilitators.clone())),
            _ => None,
        })
    }
}

/// What each of the planned weeks comes to for somebody once a plan is theirs, or with none as it stands. Groups that are
/// not `ours` to plan stay with whoever is in them.
pub(crate) fn real_weeks(
    week: &SiteWeek,
    changes: &[GroupChange],
    person: PersonId,
    after: Option<&Plan>,
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
        let is_away = excuses
            .iter()
            .any(|(from, to)| session.starts_at < *to && *from < session.ends_at);
        let minutes = u32::from(session.minutes);
        if is_away {
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
    after: Option<&Plan>,
    ours: &dyn Fn(GroupId) -> bool,
) -> Vec<Session> {
    let span = (week.monday, week.monday_of(week.horizon_weeks));
    let own = week.individual_of(person);
    let meeting = after.and_then(|plan| plan.individual);
    let same = own.is_some_and(|group| group.meetings.first().copied() == meeting);
    let memberships = week.memberships.iter();
    let memberships: Vec<&Membership> = memberships.filter(|one| one.person == person).collect();
    let covered = |session: &Session| {
        let mut all = memberships.iter();
        all.any(|one| one.group == session.group && one.covers(session.date))
    };
    let concerns = |id: GroupId| {
        memberships.iter().any(|one| one.group == id)
            || after.is_some_and(|plan| plan.groups.contains(&id))
    };
    // From the Monday on the plan says what is theirs, and where nobody plans that, what they have.
    let theirs = |session: &Session| match after {
        None => covered(session),
        Some(plan) if plan.groups.contains(&session.group) => {
            plan.attends(session.group, session.date)
        }
        Some(_) if own.is_some_and(|own| own.id == session.group) => same && covered(session),
        Some(_) => !ours(session.group) && covered(session),
    };
    let mut all = Vec::new();
    let groups = week.schedule.groups().iter();
    for group in groups.filter(|group| concerns(group.id)) {
        let moved = changes.iter().find_map(|one| one.moved(group, week.monday));
        let shape = moved.as_ref().unwrap_or(group);
        let mut held = new_sessions(week, shape, moved.is_some());
        held.retain(|session| session.date >= week.monday && theirs(session));
        all.extend(held);
    }
    if let Some(meeting) = meeting.filter(|_| !same) {
        // Any id will do that nothing else has.
        let id = GroupId::from(person.uuid());
        if let Some(group) = individual_group(week, person, meeting, id, None) {
            all.extend(new_sessions(week, &group, true));
        }
    }
    // What was moved here from a date before the Monday is theirs by who was a member then.
    let dated = week.dated.iter().filter(|(session, members)| {
        session.date < week.monday
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
