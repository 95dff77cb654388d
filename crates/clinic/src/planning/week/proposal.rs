//! From a timetable to a proposal: each person's part, the groups that move, and what would help the site.

use super::answer::ProposalAnswers;
use super::apply::by_size;
use super::calendar::Calendar;
use super::explanation::{given_up, in_another_language, without};
use super::horizon::{first_sum, lasting as shown, moved_to, real_weeks};
use super::load::SiteWeek;
use super::map::{SiteInstance, meetings_of};
use super::message::lasting_message;
use care::groups::group::{Group, Meeting, MeetingPlace};
use care::planning::week::{GroupChange, Part, Plan, Whole};
use care::{GroupId, PersonId};
use std::collections::BTreeSet;
use timetable::{Solution, score};

/// A lasting proposal: everybody's part, and the whole.
pub(crate) fn propose(
    week: &SiteWeek,
    mapped: &SiteInstance,
    solution: &Solution,
    bound: i64,
) -> (Whole, Vec<Part>) {
    let groups = lasting(week, mapped, solution);
    let answered = ProposalAnswers::of(week, mapped, solution, &groups);
    let parts: Vec<Part> = (0..mapped.people.len())
        .map(|person| {
            part(
                week,
                mapped,
                solution,
                person,
                (groups.as_slice(), &answered),
            )
        })
        .collect();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let whole = Whole {
        groups,
        cost: score(&mapped.instance, solution).total,
        bound,
        placed: count(solution.placed()),
        people: count(mapped.people.len()),
        holding: answered.holding(),
        openings: answered.openings,
        event: None,
        names: Vec::new(),
        repair: care::planning::week::Repair::default(),
    };
    (whole, parts)
}

fn part(
    week: &SiteWeek,
    mapped: &SiteInstance,
    solution: &Solution,
    number: usize,
    (groups, answered): (&[GroupChange], &ProposalAnswers),
) -> Part {
    let person = mapped.people[number];
    let before = week.lasting(person);
    let after = solution.weeks[number].as_ref().map(|own| mapped.plan(own));
    let moved = moved_to(groups);
    let reasons = match &solution.weeks[number] {
        Some(own) => given_up(week, mapped, solution, number, own),
        None => answered
            .sentence(number)
            .into_iter()
            .chain(in_another_language(week, mapped, number))
            .collect(),
    };
    let mut part = Part {
        person,
        before_sum: before
            .as_ref()
            .map(|plan| first_sum(week, person, plan, &|_| None))
            .unwrap_or_default(),
        after_sum: after
            .as_ref()
            .map(|plan| first_sum(week, person, plan, &moved))
            .unwrap_or_default(),
        before,
        after,
        prescribed_minutes: super::rules::prescribed_minutes(week),
        reasons,
        answer: answered.answer(number),
        dropped: Vec::new(),
        message: None,
        language: None,
        before_shown: Vec::new(),
        after_shown: Vec::new(),
        weeks: Vec::new(),
        repair: care::planning::week::PartRepair::default(),
    };
    let touched = part.changes()
        || part
            .after
            .as_ref()
            .is_some_and(|plan| plan.groups.iter().any(|id| moved(*id).is_some()));
    if let Some(plan) = part.after.as_ref().filter(|_| touched) {
        let then = shown(week, person, plan, &moved);
        part.message = Some(lasting_message(week, person, &then));
        part.language = Some(week.language_of(person).into());
    }
    part
}

/// The part of somebody for whom nothing is found: they keep what they have.
pub(crate) fn part_without(week: &SiteWeek, person: PersonId, why: Option<String>) -> Part {
    let before = week.lasting(person);
    Part {
        person,
        before_sum: before
            .as_ref()
            .map(|plan| first_sum(week, person, plan, &|_| None))
            .unwrap_or_default(),
        before,
        after: None,
        after_sum: care::planning::week::Sum::default(),
        prescribed_minutes: super::rules::prescribed_minutes(week),
        reasons: why.into_iter().collect(),
        answer: None,
        dropped: Vec::new(),
        message: None,
        language: None,
        before_shown: Vec::new(),
        after_shown: Vec::new(),
        weeks: Vec::new(),
        repair: care::planning::week::PartRepair::default(),
    }
}

/// Keeps with a proposal what its groups and sessions are called now: once it is published, groups have other ids, and
/// later other names. And what each real week comes to, as the calendar will show it. `ours` says which groups are planned;
/// a repair plans none, and is of one week.
pub(crate) fn as_said(
    week: &SiteWeek,
    whole: &mut Whole,
    parts: &mut [Part],
    ours: Option<&dyn Fn(GroupId) -> bool>,
) {
    let changed: BTreeSet<GroupId> = whole.groups.iter().map(GroupChange::group).collect();
    whole.names = changed
        .into_iter()
        .map(|id| (id, week.group_name(id)))
        .collect();
    let moved = moved_to(&whole.groups);
    for part in parts {
        // Where nothing changes for somebody, nothing is done: their memberships say until when they attend what.
        let given = part.after.as_ref().filter(|_| part.differences() > 0);
        let real = ours.map(|ours| real_weeks(week, &whole.groups, part.person, given, ours));
        if let Some(before) = &part.before {
            part.before_shown = shown(week, part.person, before, &|_| None);
        }
        if let Some(after) = &part.after {
            part.after_shown = shown(week, part.person, after, &moved);
            without(&mut part.after_shown, &part.dropped);
            part.weeks = real.unwrap_or_default();
        }
    }
}

/// The groups that meet otherwise, each with a room where one is free.
fn lasting(week: &SiteWeek, mapped: &SiteInstance, solution: &Solution) -> Vec<GroupChange> {
    let moved: Vec<usize> = (0..mapped.groups.len())
        .filter(|group| solution.groups[*group] != mapped.current.groups[*group])
        .collect();
    if moved.is_empty() {
        return Vec::new();
    }
    // Rooms of whatever stays are taken; rooms of what moves are free, and then taken one after the other.
    let ids: BTreeSet<GroupId> = moved.iter().map(|number| mapped.groups[*number]).collect();
    let mut calendar = Calendar::without(week, &ids);
    let mut changes = Vec::new();
    for number in moved {
        let Some(group) = week.group(mapped.groups[number]) else {
            continue;
        };
        let Some(running) = solution.groups[number] else {
            continue;
        };
        let after = meetings_of(mapped, solution, number);
        let leader = mapped.staff[running.leader as usize].0;
        let mut facilitators = vec![leader];
        facilitators.extend(
            group
                .facilitators
                .iter()
                .skip(1)
                .filter(|other| **other != leader),
        );
        let in_place = |place: MeetingPlace| GroupChange::Lasting {
            group: group.id,
            before: group.meetings.clone(),
            after: after.clone(),
            facilitators: facilitators.clone(),
            place,
        };
        let mut change = in_place(group.place.clone());
        let Some(mut then) = change.moved(group, week.monday) else {
            continue;
        };
        if group.place.room().is_some() {
            then.place = room_for(week, &calendar, &then);
            change = in_place(then.place.clone());
        }
        calendar.add(calendar.of(&then));
        changes.push(change);
    }
    changes
}

/// The group's own room where it is free whenever the group would meet, or the smallest other one that seats it.
fn room_for(week: &SiteWeek, calendar: &Calendar<'_>, group: &Group) -> MeetingPlace {
    let sessions = calendar.of(group);
    let enough = by_size(week, group.seats);
    let own = group.place.room().filter(|own| enough.contains(own));
    own.into_iter()
        .chain(enough.iter().copied())
        .find(|room| calendar.is_free(*room, &sessions))
        .map_or(MeetingPlace::Undecided, MeetingPlace::Room)
}

/// The solution that a proposal's parts and groups describe, for asking the solver about it; nothing where the record
/// has changed so much that it cannot be told any more.
pub(crate) fn solution_of(
    mapped: &SiteInstance,
    groups: &[GroupChange],
    parts: &[Part],
) -> Option<Solution> {
    let mut solution = mapped.current.clone();
    for change in groups {
        let GroupChange::Lasting {
            group,
            after,
            facilitators,
            ..
        } = change
        else {
            continue;
        };
        let number = mapped.group(*group)?;
        let video = mapped.instance.groups()[number].telehealth;
        let leader = mapped
            .staff
            .iter()
            .position(|one| Some(&one.0) == facilitators.first() && one.1 == video)?;
        let option = mapped.instance.options(number).iter().position(|slot| {
            let mut meetings: Vec<Meeting> = slot
                .meetings
                .iter()
                .map(|one| mapped.grid.meeting(*one))
                .collect();
            meetings.sort_unstable();
            meetings == *after
        })?;
        solution.groups[number] = Some(timetable::Running {
            option: u32::try_from(option).ok()?,
            leader: u32::try_from(leader).ok()?,
        });
    }
    for part in parts {
        // Who keeps what they have is not always part of the instance.
        let number = match mapped.person(part.person) {
            None if part.after.is_none() => continue,
            found => found?,
        };
        solution.weeks[number] = match &part.after {
            Some(plan) => Some(mapped.week(plan)?),
            None => None,
        };
    }
    Some(solution)
}

/// A plan without what somebody does not attend any more.
pub(crate) fn or_nothing(plan: Option<&Plan>) -> Plan {
    plan.cloned().unwrap_or_default()
}
