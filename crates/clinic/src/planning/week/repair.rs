//! Repair: something happened to one week, and the least disruptive answer to it, as a proposal.

mod held;
mod message;
mod sessions;
mod weeks;

pub(crate) use self::held::Held;
use self::held::settle;
use self::message::message;
use self::sessions::groups;
use self::weeks::Weeks;
use super::aim::Aim;
use super::apply::free_room;
use super::explanation::{WeekSession, shown, sum, without};
use super::job::{WeekWanted, store};
use super::load::{SiteWeek, basis, load};
use super::map::{SiteInstance, map};
use super::options::{date, touches};
use super::proposal::as_said;
use super::solve::by_steps;
use crate::{Clinic, Key, Look, Refusal};
use care::daytime::length_text;
use care::groups::group::{Group, MeetingPlace};
use care::planning::commitment::monday as monday_of;
use care::planning::week::{
    Event, GroupChange, Part, Plan, Purpose, REASONS_MAX, RepairOutcome, Whole,
};
use care::{GroupId, PersonId, ProposalId, RoomId, SiteId, Weekday};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use policy::{Action, Actor, Resource};
use std::collections::BTreeSet;
use timetable::{Change, Disruption, Repaired, score};

/// Rounds of the search: enough for one site, and the same answer on any machine.
const STEPS: u64 = 60;

/// Proposes how to answer what happened. Nothing changes until somebody publishes it. Asked twice with one key, it is
/// the same proposal.
pub fn repair(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    site: SiteId,
    event: &Event,
) -> Result<ProposalId, Refusal> {
    let command = ("repair_week", &(site, event));
    if let Some(made) = clinic.answered(actor, key, command)? {
        return Ok(made);
    }
    let (week, basis) = clinic.look(actor, |look| {
        let organization = look.organization();
        look.permit_on(Action::MakeWeek, &Resource::Site(organization, site))?;
        if let Event::LifeChanged { person } = event {
            seen(look, *person)?;
        }
        let found = record::people::site::find(look.read, site)?.ok_or(Refusal::NotFound)?;
        let today = found.zone.local(look.now).date();
        let monday = week_of(event, today)?;
        let week = load(clinic.protocol(), look.read, site, monday)?;
        if let Event::LifeChanged { person } = event
            && week.person(*person).is_none()
        {
            return Err(elsewhere());
        }
        let basis = basis(look.read, &week)?;
        Ok((week, basis))
    })?;
    let (whole, parts) = answer(&week, event, clinic.now())?;
    let what = WeekWanted {
        site,
        monday: week.monday,
        purpose: Purpose::Repair,
    };
    clinic.act(actor, key, command, |act| {
        store(act, what, &basis, &whole, &parts)
    })
}

/// Whose life the actor may not see is to them like somebody who is not here.
fn seen(look: &mut Look<'_, '_>, person: PersonId) -> Result<(), Refusal> {
    match look.could(Action::ViewLife, person) {
        Ok(true) => Ok(()),
        Ok(false) | Err(Refusal::NotFound) => Err(elsewhere()),
        Err(refusal) => Err(refusal),
    }
}

fn elsewhere() -> Refusal {
    Refusal::field("person", "Choose somebody who is in care at this site.")
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

/// The proposal.
pub(crate) fn answer(
    week: &SiteWeek,
    event: &Event,
    now: Timestamp,
) -> Result<(Whole, Vec<Part>), Refusal> {
    let today = week.site.zone.local(now).date();
    let conflict = |said: Vec<String>| Refusal::Conflict(said.join(" "));
    let mapped = map(week, Aim::Repair(event)).map_err(conflict)?;
    // Before the solver, to whom a room is a number of seats: it would leave sessions where they are as long as any
    // room of that size is free, and could not say which.
    let (mut changes, homeless) = rooms(week, event);
    let happened = happened(week, &mapped, event, today, homeless);
    let repaired = by_steps(STEPS, |options, control| {
        timetable::repair(
            &mapped.instance,
            &mapped.current,
            &happened,
            &Disruption::default(),
            options,
            control,
        )
    })
    .map_err(|invalid| {
        conflict(vec![format!(
            "This week cannot be repaired as it stands: {invalid}."
        )])
    })?;
    changes.extend(groups(week, &mapped, event, &repaired, &changes));
    let before = Held::now(week);
    changes.retain(|change| ahead(&before, change, now));
    let (changes, after) = settle(week, event, changes);
    let weeks = Weeks {
        week,
        from: open_from(&before, now),
        before,
        after,
        now,
    };
    let mut parts = parts(&weeks, &mapped, &repaired, &changes);
    if let Event::LifeChanged { person } = event {
        answered(&weeks, *person, &mut parts);
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut whole = Whole {
        cost: score(&repaired.instance, &repaired.solution).total,
        bound: 0,
        placed: count(repaired.solution.placed()),
        people: count(mapped.people.len()),
        holding: Vec::new(),
        openings: Vec::new(),
        event: Some(event.clone()),
        groups: changes,
        names: Vec::new(),
    };
    as_said(week, &mut whole, &mut parts);
    Ok((whole, parts))
}

/// Whoever's life changed is part of the proposal where they have no other week: it says so, and changes nothing.
fn answered(weeks: &Weeks<'_>, person: PersonId, parts: &mut Vec<Part>) {
    if !weeks.collides(person) {
        return;
    }
    let at = parts.iter().position(|one| one.person == person);
    let at = at.unwrap_or_else(|| {
        let before = weeks.week.present(person);
        parts.push(part(weeks, &[], person, before));
        parts.len() - 1
    });
    if parts[at].differences() == 0 {
        parts[at].reasons.truncate(REASONS_MAX - 1);
        let why = "No other week was found for this one: call them about what no longer fits.";
        parts[at].reasons.push(why.to_owned());
    }
}

/// Sessions of a room that is gone, each in another free room; and whether some found none.
fn rooms(week: &SiteWeek, event: &Event) -> (Vec<GroupChange>, bool) {
    let Event::RoomGone { room, .. } = event else {
        return (Vec::new(), false);
    };
    let mut taken: Vec<(RoomId, Group)> = week
        .groups()
        .filter_map(|group| Some((group.place.room()?, group.clone())))
        .collect();
    let (mut changes, mut homeless) = (Vec::new(), false);
    for group in week.groups().filter(|group| group.site == week.site.id) {
        for session in week.held(group) {
            let day = Weekday::of(session.local.date());
            if session.place.room() != Some(*room) || !touches(week, event, group, day.index()) {
                continue;
            }
            let meeting = care::groups::group::Meeting {
                day,
                start_minute: session.start_minute(),
            };
            let others: Vec<(RoomId, &Group)> =
                taken.iter().map(|(room, group)| (*room, group)).collect();
            let found = free_room(week, &others, &[meeting], group.minutes, group.seats)
                .filter(|other| other != room);
            match found {
                Some(room) => {
                    let one = Group {
                        meetings: vec![meeting],
                        place: MeetingPlace::Room(room),
                        ..group.clone()
                    };
                    taken.push((room, one));
                    changes.push(GroupChange::Once {
                        group: group.id,
                        date: session.date,
                        outcome: RepairOutcome::In(MeetingPlace::Room(room)),
                    });
                }
                None => homeless = true,
            }
        }
    }
    (changes, homeless)
}

/// What happened, in the solver's words.
fn happened(
    week: &SiteWeek,
    mapped: &SiteInstance,
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
            // Told of a room that every session found another one for, the solver would move groups that can stay.
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

/// Everybody for whom something changes that week.
fn parts(
    weeks: &Weeks<'_>,
    mapped: &SiteInstance,
    repaired: &Repaired,
    changes: &[GroupChange],
) -> Vec<Part> {
    let week = weeks.week;
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
    touched.retain(|person| week.person(*person).is_some());
    let mut plans = weeks.plans(mapped, repaired, &touched);
    touched
        .into_iter()
        .map(|person| part(weeks, changes, person, plans.remove(&person)))
        .collect()
}

/// Whether those who attend have to hear of it.
fn tells(change: &GroupChange) -> bool {
    !matches!(
        change,
        GroupChange::Once {
            outcome: RepairOutcome::LedBy(_) | RepairOutcome::In(_),
            ..
        }
    )
}

fn part(weeks: &Weeks<'_>, changes: &[GroupChange], person: PersonId, after: Option<Plan>) -> Part {
    let week = weeks.week;
    let before = week.present(person);
    let dropped: Vec<(GroupId, Date)> = changes
        .iter()
        .filter_map(|change| match change {
            GroupChange::Once {
                group,
                date,
                outcome: RepairOutcome::Cancelled,
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
    let comes_to = |sessions: &[WeekSession]| {
        let held = sessions.iter().filter(|one| one.off.is_none()).cloned();
        sum(week, person, &held.collect::<Vec<_>>())
    };
    let after_sum = comes_to(&then);
    let prescribed = super::rules::prescribed_minutes(week);
    let mut reasons = Vec::new();
    if after_sum.minutes < prescribed {
        reasons.push(format!(
            "{} of {} this week.",
            length_text(after_sum.minutes),
            length_text(prescribed)
        ));
    }
    let mut part = Part {
        person,
        before_sum: comes_to(&now),
        after_sum,
        before,
        after,
        prescribed_minutes: prescribed,
        reasons,
        answer: None,
        dropped,
        message: None,
        language: None,
        before_shown: Vec::new(),
        after_shown: Vec::new(),
        weeks: Vec::new(),
    };
    part.message = message(weeks, &part, changes);
    let told = part.message.as_ref();
    part.language = told.map(|_| week.language_of(person).into());
    part
}
