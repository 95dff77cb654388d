//! Repair: something happened to one week, and the least disruptive answer to it, as a proposal.

use super::apply::free_room;
use super::job::store;
use super::load::{SiteWeek, basis, load};
use super::map::{Aim, Mapped, map};
use super::options::{date, touches};
use super::place::present;
use super::words::{Shown, hours, shown, sum, without};
use crate::{Clinic, Refusal};
use care::commitment::monday as monday_of;
use care::group::{Group, Place, Session, expand};
use care::site::minute_text;
use care::week::{Event, GroupChange, Outcome, Part, Plan, Purpose, Whole};
use care::{GroupId, PersonId, ProposalId, RoomId, SiteId, Weekday};
use jiff::ToSpan;
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use timetable::{Change, Control, Disruption, Options, Repaired, score};

/// Rounds of the search: enough for one site, and the same answer on any machine.
const STEPS: u64 = 60;

/// Proposes how to answer what happened. Nothing changes until somebody publishes it.
pub fn repair(
    clinic: &Clinic,
    actor: &Actor,
    site: SiteId,
    event: &Event,
) -> Result<ProposalId, Refusal> {
    let (week, basis) = clinic.look(actor, |look| {
        let organization = look.organization();
        look.permit_on(Action::MakeWeek, &Resource::Site(organization, site))?;
        let found = record::site::find(look.read, organization, site)?.ok_or(Refusal::NotFound)?;
        let today = found.zone.local(look.now).date();
        let monday = week_of(event, today)?;
        let week = load(&clinic.protocol, look.read, organization, site, monday)?;
        let basis = basis(look.read, organization, &week)?;
        Ok((week, basis))
    })?;
    let today = week.site.zone.local(clinic.now()).date();
    let made = answer(&week, event, today)?;
    store(
        clinic,
        actor,
        (site, week.monday, Purpose::Repair),
        basis,
        made,
    )
}

/// The Monday of the week that an event is in. One week is repaired at a time.
fn week_of(event: &Event, today: Date) -> Result<Date, Refusal> {
    let (from, through) = match event {
        Event::StaffAway { from, through, .. }
        | Event::RoomGone { from, through, .. }
        | Event::SiteClosed { from, through } => (*from, *through),
        Event::LifeChanged { .. } => return Ok(monday_of(today)),
    };
    if from < today {
        return Err(Refusal::field(
            "from",
            "What was held stays as it was. Choose today or a later day.",
        ));
    }
    if through < from {
        return Err(Refusal::field(
            "through",
            "Let the last day be on or after the first.",
        ));
    }
    if monday_of(from) != monday_of(through) {
        return Err(Refusal::field(
            "through",
            "One week is repaired at a time. Choose days of one week, and repair the next week by itself.",
        ));
    }
    Ok(monday_of(from))
}

/// The proposal.
pub(crate) fn answer(
    week: &SiteWeek,
    event: &Event,
    today: Date,
) -> Result<(Whole, Vec<Part>), Refusal> {
    let conflict = |said: Vec<String>| Refusal::Conflict(said.join(" "));
    let mapped = map(week, Aim::Repair(event)).map_err(conflict)?;
    let (mut changes, homeless) = rooms(week, event);
    let never = AtomicBool::new(false);
    let mut control = Control {
        clock: &|| Duration::ZERO,
        stop: &never,
        report: &mut |_| {},
    };
    let options = Options {
        seed: 1,
        threads: 1,
        time: None,
        steps: Some(STEPS),
    };
    let happened = happened(week, &mapped, event, today, homeless);
    let repaired = timetable::repair(
        &mapped.instance,
        &mapped.current,
        &happened,
        &Disruption::default(),
        &options,
        &mut control,
    )
    .map_err(|invalid| {
        conflict(vec![format!(
            "This week cannot be repaired as it stands: {invalid}."
        )])
    })?;
    changes.extend(groups(week, &mapped, event, &repaired, &changes));
    let parts = parts(week, &mapped, &repaired, &changes);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let whole = Whole {
        cost: score(&repaired.instance, &repaired.solution).total,
        bound: 0,
        placed: count(repaired.solution.placed()),
        people: count(mapped.people.len()),
        holding: Vec::new(),
        event: Some(event.clone()),
        groups: changes,
    };
    Ok((whole, parts))
}

/// Sessions of a room that is gone, each in another free room; and whether some found none.
fn rooms(week: &SiteWeek, event: &Event) -> (Vec<GroupChange>, bool) {
    let Event::RoomGone { room, .. } = event else {
        return (Vec::new(), false);
    };
    let mut taken: Vec<(RoomId, Group)> = week
        .groups
        .iter()
        .filter_map(|group| Some((group.place.room()?, group.clone())))
        .collect();
    let (mut changes, mut homeless) = (Vec::new(), false);
    for group in week
        .groups
        .iter()
        .filter(|group| group.site == week.site.id)
    {
        for session in held(week, group) {
            let day = Weekday::of(session.local.date());
            if session.place.room() != Some(*room) || !touches(week, event, group, day.index()) {
                continue;
            }
            let meeting = care::group::Meeting {
                day,
                start_minute: minute(&session),
            };
            let others: Vec<(RoomId, &Group)> =
                taken.iter().map(|(room, group)| (*room, group)).collect();
            let found = free_room(week, &others, &[meeting], (group.minutes, group.seats))
                .filter(|other| other != room);
            match found {
                Some(room) => {
                    let one = Group {
                        meetings: vec![meeting],
                        place: Place::Room(room),
                        ..group.clone()
                    };
                    taken.push((room, one));
                    changes.push(GroupChange::Once {
                        group: group.id,
                        date: session.date,
                        outcome: Outcome::In(Place::Room(room)),
                    });
                }
                None => homeless = true,
            }
        }
    }
    (changes, homeless)
}

/// The sessions of a group that are held in the week.
fn held(week: &SiteWeek, group: &Group) -> Vec<Session> {
    let next = week.monday.checked_add(7.days()).unwrap_or(week.monday);
    let zone = week.site.zone.zone();
    let mut sessions = expand(group, &week.exceptions, week.monday, next, &zone);
    sessions.retain(Session::held);
    sessions
}

fn minute(session: &Session) -> u16 {
    u16::from(session.local.hour().unsigned_abs()) * 60
        + u16::from(session.local.minute().unsigned_abs())
}

/// What happened, in the solver's words.
fn happened(
    week: &SiteWeek,
    mapped: &Mapped,
    event: &Event,
    today: Date,
    homeless: bool,
) -> Vec<Change> {
    let days = |from: Date, through: Date| {
        (0u8..7)
            .filter(move |day| (from..=through).contains(&date(week, *day)))
            .map(usize::from)
    };
    let units = usize::from(mapped.grid.units);
    match event {
        Event::StaffAway {
            staff,
            from,
            through,
        } => {
            let own = |at: &usize| mapped.staff[*at].0 == *staff;
            let numbers: Vec<usize> = (0..mapped.staff.len()).filter(own).collect();
            days(*from, *through)
                .flat_map(|day| {
                    numbers.iter().map(move |staff| Change::StaffOut {
                        staff: *staff,
                        day,
                        from: 0,
                        to: units,
                    })
                })
                .collect()
        }
        Event::SiteClosed { from, through } => days(*from, *through)
            .map(|day| Change::SiteClosed { site: 0, day })
            .collect(),
        Event::RoomGone { room, .. } => {
            let at = week.rooms.iter().position(|one| one.id == *room);
            at.filter(|_| homeless)
                .map(|room| Change::RoomGone { room })
                .into_iter()
                .collect()
        }
        Event::LifeChanged { person } => {
            let Some(number) = mapped.person(*person) else {
                return Vec::new();
            };
            let own = week.lives.get(person).into_iter().flatten();
            own.flat_map(|(_, one)| one.busy(week.monday, week.sunday(), true))
                .filter(|busy| busy.fixed && busy.date >= today)
                .map(|busy| {
                    let span = mapped.grid.touched(busy.start_minute, busy.end_minute);
                    Change::PersonBusy {
                        person: number,
                        day: usize::from(Weekday::of(busy.date).index()),
                        from: span.start,
                        to: span.end,
                    }
                })
                .filter(
                    |change| !matches!(change, Change::PersonBusy { from, to, .. } if from >= to),
                )
                .collect()
        }
    }
}

/// What becomes of each touched session. Sessions that were not touched stay with their own leader, although the solver
/// hands a whole group on.
fn groups(
    week: &SiteWeek,
    mapped: &Mapped,
    event: &Event,
    repaired: &Repaired,
    housed: &[GroupChange],
) -> Vec<GroupChange> {
    let mut changes = Vec::new();
    for (number, id) in mapped.groups.iter().enumerate() {
        let Some(group) = week.group(*id) else {
            continue;
        };
        let now = mapped.current.meetings(&mapped.instance, number);
        let then = repaired.solution.meetings(&repaired.instance, number);
        let leader =
            repaired.solution.groups[number].map(|running| mapped.staff[running.leader as usize].0);
        let before = group.facilitators.first().copied();
        let mut new: Vec<timetable::Meeting> = then
            .iter()
            .filter(|one| !now.contains(one))
            .copied()
            .collect();
        for session in held(week, group) {
            let day = Weekday::of(session.local.date()).index();
            let here = timetable::Meeting {
                day,
                start: mapped
                    .grid
                    .start(minute(&session), group.minutes)
                    .unwrap_or(0),
            };
            let elsewhere = housed.iter().any(|one| matches!(one, GroupChange::Once { group, date, .. } if *group == *id && *date == session.date));
            let hit = touches(week, event, group, day) && !elsewhere;
            let outcome = match (then.contains(&here), leader) {
                (true, Some(leader)) if hit && Some(leader) != before => {
                    Some(Outcome::LedBy(led(&session, leader)))
                }
                (false, Some(leader)) => Some(match new.pop() {
                    Some(to) => {
                        let at = mapped.grid.meeting(to);
                        Outcome::MovedTo {
                            date: date(week, to.day),
                            minute: at.start_minute,
                            facilitators: led(&session, leader),
                        }
                    }
                    None => Outcome::Cancelled,
                }),
                (false, None) if hit => Some(Outcome::Cancelled),
                _ => None,
            };
            changes.extend(outcome.map(|outcome| GroupChange::Once {
                group: *id,
                date: session.date,
                outcome,
            }));
        }
    }
    changes.extend(individuals(week, event));
    changes
}

/// The substitute first, and whoever else led the session.
fn led(session: &Session, leader: PersonId) -> Vec<PersonId> {
    let mut all = vec![leader];
    all.extend(
        session
            .facilitators
            .iter()
            .skip(1)
            .filter(|other| **other != leader),
    );
    all
}

/// Individual sessions that are touched are not held: nobody else sees the person, and both agree on another time.
fn individuals(week: &SiteWeek, event: &Event) -> Vec<GroupChange> {
    let own = |group: &&Group| {
        group.kind == care::group::GroupKind::Individual && group.site == week.site.id
    };
    let mut changes = Vec::new();
    for group in week.groups.iter().filter(own) {
        for session in held(week, group) {
            let day = Weekday::of(session.local.date()).index();
            if touches(week, event, group, day) {
                changes.push(GroupChange::Once {
                    group: group.id,
                    date: session.date,
                    outcome: Outcome::Cancelled,
                });
            }
        }
    }
    changes
}

/// Everybody for whom something changes that week.
fn parts(
    week: &SiteWeek,
    mapped: &Mapped,
    repaired: &Repaired,
    changes: &[GroupChange],
) -> Vec<Part> {
    let mut touched: BTreeSet<PersonId> = week
        .memberships
        .iter()
        .filter(|one| one.meets(week.monday, Some(week.sunday())))
        .filter(|one| {
            changes
                .iter()
                .any(|change| tells(change) && change.group() == one.group)
        })
        .map(|one| one.person)
        .collect();
    touched.extend(repaired.touched.iter().map(|number| mapped.people[*number]));
    let in_care = |person: &&PersonId| week.person(**person).is_some();
    touched
        .iter()
        .filter(in_care)
        .map(|person| part(week, mapped, repaired, changes, *person))
        .collect()
}

/// Whether those who attend have to hear of it.
fn tells(change: &GroupChange) -> bool {
    !matches!(
        change,
        GroupChange::Once {
            outcome: Outcome::LedBy(_) | Outcome::In(_),
            ..
        }
    )
}

fn part(
    week: &SiteWeek,
    mapped: &Mapped,
    repaired: &Repaired,
    changes: &[GroupChange],
    person: PersonId,
) -> Part {
    let before = present(week, person);
    // Whoever the solver found no week for keeps what is still held: some of a week is better than none.
    let planned = mapped
        .person(person)
        .and_then(|number| repaired.solution.weeks[number].as_ref())
        .map(|own| mapped.plan(own));
    let stopped: Vec<GroupId> = changes.iter().map(GroupChange::group).collect();
    let after = match (&before, planned) {
        (Some(before), Some(plan)) => Some(kept(before, plan, &stopped)),
        (before, _) => before.clone(),
    };
    let dropped: Vec<(GroupId, Date)> = changes
        .iter()
        .filter_map(|change| match change {
            GroupChange::Once {
                group,
                date,
                outcome: Outcome::Cancelled,
            } if week
                .memberships_of(person)
                .any(|one| one.group == *group && one.covers(*date)) =>
            {
                Some((*group, *date))
            }
            _ => None,
        })
        .collect();
    let sessions = |plan: &Option<Plan>| {
        plan.as_ref()
            .map_or_else(Vec::new, |plan| shown(week, person, plan, &|_| None))
    };
    let (now, mut then) = (sessions(&before), sessions(&after));
    without(&mut then, &dropped);
    let after_sum = sum(week, person, &then);
    let prescribed = super::rules::prescribed_minutes(week);
    let mut reasons = Vec::new();
    if after_sum.minutes < prescribed {
        reasons.push(format!(
            "{} of {} this week.",
            hours(after_sum.minutes),
            hours(prescribed)
        ));
    }
    let mut part = Part {
        person,
        before_sum: sum(week, person, &now),
        after_sum,
        before,
        after,
        prescribed_minutes: prescribed,
        reasons,
        dropped,
        message: None,
    };
    part.message = message(week, &part, changes);
    part
}

/// A plan as it was, but for the groups that the solver left or joined for other reasons than that they stop.
fn kept(before: &Plan, planned: Plan, stopped: &[GroupId]) -> Plan {
    let mut groups = planned.groups;
    for id in &before.groups {
        if stopped.contains(id) && !groups.contains(id) {
            groups.push(*id);
        }
    }
    groups.sort_unstable();
    Plan {
        groups,
        individual: before.individual,
    }
}

/// What a person hears: days and times, and nothing about what they are for.
fn message(week: &SiteWeek, part: &Part, changes: &[GroupChange]) -> Option<String> {
    let own = |id: GroupId, date: Date| {
        week.memberships_of(part.person)
            .any(|one| one.group == id && one.covers(date))
    };
    let mut lines: BTreeMap<(Date, u16), String> = BTreeMap::new();
    for change in changes {
        let GroupChange::Once {
            group: id,
            date,
            outcome,
        } = change
        else {
            continue;
        };
        let (Some(group), true) = (week.group(*id), own(*id, *date)) else {
            continue;
        };
        let Some(session) = held(week, group).into_iter().find(|one| one.date == *date) else {
            continue;
        };
        let was = format!(
            "{}, {}",
            crate::group::day(session.local.date()),
            minute_text(minute(&session))
        );
        let key = (session.local.date(), minute(&session));
        match outcome {
            Outcome::Cancelled => drop(lines.insert(key, format!("{was}: cancelled"))),
            Outcome::MovedTo { date, minute, .. } => {
                let to = format!("{}, {}", crate::group::day(*date), minute_text(*minute));
                lines.insert(key, format!("{was}: moved to {to}"));
            }
            Outcome::LedBy(_) | Outcome::In(_) => {}
        }
    }
    let none = Plan::default();
    let before = part.before.as_ref().unwrap_or(&none);
    for id in part.after.iter().flat_map(|plan| &plan.groups) {
        let Some(group) = week.group(*id).filter(|_| !before.groups.contains(id)) else {
            continue;
        };
        for session in held(week, group) {
            let at = (session.local.date(), minute(&session));
            lines.insert(
                at,
                format!("{}, {}: new", crate::group::day(at.0), minute_text(at.1)),
            );
        }
    }
    let after = part.after.as_ref().unwrap_or(&none);
    for id in before.groups.iter().filter(|id| !after.groups.contains(id)) {
        let Some(group) = week.group(*id) else {
            continue;
        };
        for session in held(week, group) {
            let at = (session.local.date(), minute(&session));
            lines.entry(at).or_insert_with(|| {
                format!(
                    "{}, {}: not this week",
                    crate::group::day(at.0),
                    minute_text(at.1)
                )
            });
        }
    }
    (!lines.is_empty()).then(|| {
        let list: Vec<String> = lines.into_values().collect();
        format!("Your times this week have changed:\n\n{}\n\nIf this does not work for you, please call us.", list.join("\n"))
    })
}

/// What a person hears when their lasting week changes.
pub(crate) fn lasting_message(week: &SiteWeek, then: &[Shown]) -> String {
    let lines: Vec<String> = then
        .iter()
        .map(|one| {
            let end = one.start_minute + one.minutes;
            format!(
                "{}, {} to {}",
                one.day.label(),
                minute_text(one.start_minute),
                minute_text(end)
            )
        })
        .collect();
    format!(
        "From {} your weekly times are:\n\n{}\n\nSign in to see more. If this does not work for you, please call us.",
        crate::group::day(week.monday),
        lines.join("\n")
    )
}
