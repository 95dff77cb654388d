//! Repair: something happened to one week, and what can be done about it, session by session, as a proposal.
//!
//! Whatever is not hit stays as it is, so nobody can end with fewer hours than if nobody did anything.

mod choice;
mod held;
mod led;
mod message;
mod send;
mod shown;
mod site;
mod undo;
mod weeks;

pub(crate) use self::choice::{choose, drafted, make_ups, mark, possible, with_make_ups};
pub(crate) use self::held::{Held, ahead, open_from};
pub use self::led::{LedSession, led_sessions};
use self::message::message;
pub(crate) use self::send::messages;
pub(crate) use self::shown::{Named, in_words};
pub use self::shown::{ShownHit, ShownOffer, ShownRepair, ShownWay};
use self::site::Numbered;
pub use self::undo::undo;
use self::weeks::Weeks;
use super::aim::Aim;
use super::explanation::{WeekSession, shown, sum, without};
use super::job::{WeekWanted, store};
use super::load::{SiteWeek, basis, load};
use super::map::{SiteInstance, map};
use super::proposal::as_said;
use super::solve::by_steps;
use crate::{Clinic, Key, Look, Refusal};
use care::daytime::length_text;
use care::groups::group::Membership;
use care::planning::commitment::monday as monday_of;
use care::planning::week::{
    Consequence, Event, GroupChange, Hit, Part, PartRepair, Plan, Purpose, REASONS_MAX,
    RepairOutcome, Whole,
};
use care::{GroupId, PersonId, ProposalId, SiteId, Weekday};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use policy::{Action, Actor, Resource};
use record::Read;
use record::attendance::roster;
use std::collections::{BTreeMap, BTreeSet};
use timetable::sessions::{Mended, mend};
use timetable::{Change, Disruption, Repaired};

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
    let (week, basis, kept) = clinic.look(actor, |look| {
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
        let kept = kept(look.read, &week, look.now)?;
        Ok((week, basis, kept))
    })?;
    let (whole, parts) = answer(&week, event, &kept, clinic.now())?;
    let what = WeekWanted {
        site,
        monday: week.monday,
        purpose: Purpose::Repair,
    };
    clinic.act(actor, key, command, |act| {
        store(act, what, &basis, &whole, &parts)
    })
}

/// The minutes that people have kept in a week already; nobody any before it begins.
pub(crate) fn kept(
    read: &mut impl Read,
    week: &SiteWeek,
    now: Timestamp,
) -> Result<BTreeMap<PersonId, u32>, Refusal> {
    let mut kept = BTreeMap::new();
    if week.site.zone.local(now).date() < week.monday {
        return Ok(kept);
    }
    let days = week.monday..=week.sunday();
    let held = Held::now(week).sessions.into_iter();
    let minutes: BTreeMap<(GroupId, Date), u16> = held
        .filter(|one| days.contains(&one.local.date()))
        .map(|one| ((one.group, one.date), one.minutes))
        .collect();
    let dates = || minutes.keys().map(|(_, date)| *date);
    let (Some(first), Some(last)) = (dates().min(), dates().max()) else {
        return Ok(kept);
    };
    let span = (first, last.saturating_add(1.day()));
    for mark in roster::at_site(read, week.site.id, span)? {
        let length = minutes.get(&(mark.group, mark.date)).copied();
        if let (true, Some(length)) = (mark.there, length) {
            *kept.entry(mark.person).or_default() +=
                u32::from(length.saturating_sub(mark.cut_minutes));
        }
    }
    Ok(kept)
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
        Event::LeaderOut { date, .. } => (*date, *date),
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
    kept: &BTreeMap<PersonId, u32>,
    now: Timestamp,
) -> Result<(Whole, Vec<Part>), Refusal> {
    let before = Held::now(week);
    let numbered = Numbered::of(&before, event, kept, now);
    let mended = mend(&numbered.situation);
    let hits = hits(&numbered, &mended);
    let mut whole = Whole {
        people: u32::try_from(week.people.len()).unwrap_or(u32::MAX),
        event: Some(event.clone()),
        ..Whole::default()
    };
    whole.repair.hits = hits;
    whole.repair.touched_least = u32::try_from(mended.touched_least).unwrap_or(u32::MAX);
    whole.groups = choice::changes(&whole.repair);
    let effects = effects(&numbered, &mended);
    let mut after = Held::now(week);
    for change in &whole.groups {
        if let GroupChange::Once {
            group,
            date,
            outcome,
        } = change
        {
            after.put(*group, *date, outcome);
        }
    }
    let weeks = Weeks {
        week,
        from: open_from(&before, now),
        before: Held::now(week),
        after,
        now,
    };
    let mut parts: Vec<Part> = effects
        .into_iter()
        .filter(|(person, _)| week.person(*person).is_some())
        .map(|(person, own)| {
            let plan = week.present(person);
            part(&weeks, &whole, person, plan, own)
        })
        .collect();
    if let Event::LifeChanged { person } = event {
        let at = numbered.people.binary_search(person).ok();
        let nothing = at
            .and_then(|at| mended.nothing.get(at))
            .copied()
            .unwrap_or(0);
        // A seat that is free may be the one that they need.
        parts = vec![another_week(&weeks, &whole, event, *person, nothing)?];
        answered(&weeks, *person, &mut parts);
    }
    as_said(week, &mut whole, &mut parts, None);
    Ok((whole, parts))
}

/// The sessions that are hit with the ways for each, the first of them chosen.
fn hits(numbered: &Numbered<'_>, mended: &Mended) -> Vec<Hit> {
    let hit = |answer: &timetable::sessions::Answer| {
        let (group, date) = numbered.named(answer.sitting);
        let ways = answer.ways.iter();
        Hit {
            group,
            date,
            ways: ways
                .map(|way| numbered.way(answer.sitting, &way.step))
                .collect(),
            chosen: Some(0),
        }
    };
    mended.answers.iter().map(hit).collect()
}

/// What each way means for everybody it means something for.
fn effects(numbered: &Numbered<'_>, mended: &Mended) -> BTreeMap<PersonId, PartRepair> {
    let minutes = |minutes: i64| u32::try_from(minutes).unwrap_or(0);
    let mut all: BTreeMap<usize, PartRepair> = BTreeMap::new();
    for answer in &mended.answers {
        let (group, date) = numbered.named(answer.sitting);
        for (number, way) in answer.ways.iter().enumerate() {
            for gain in &way.gains {
                all.entry(gain.person).or_default().ways.push(Consequence {
                    group,
                    date,
                    way: number,
                    minutes: minutes(gain.minutes),
                    instead: gain.instead.map(|other| numbered.named(other)),
                });
            }
        }
    }
    for offer in &mended.offers {
        let (group, date) = numbered.named(offer.sitting);
        let length = numbered.situation.sittings[offer.sitting].at.minutes();
        all.entry(offer.person).or_default().offer = Some(Consequence {
            group,
            date,
            way: 0,
            minutes: minutes(length),
            instead: Some((group, date)),
        });
    }
    let named = all.into_iter().map(|(at, own)| {
        let known = PartRepair {
            kept_minutes: minutes(numbered.situation.people[at].kept),
            nothing_minutes: minutes(mended.nothing[at]),
            ..own
        };
        (numbered.people[at], known)
    });
    named.collect()
}

/// Another week for whoever's life changed, around everybody else: the others keep every seat they have.
fn another_week(
    weeks: &Weeks<'_>,
    whole: &Whole,
    event: &Event,
    person: PersonId,
    nothing: i64,
) -> Result<Part, Refusal> {
    let week = weeks.week;
    let conflict = |said: Vec<String>| Refusal::Conflict(said.join(" "));
    let mapped = map(week, Aim::Repair(event)).map_err(conflict)?;
    let today = week.site.zone.local(weeks.now).date();
    let happened = happened(week, &mapped, person, today);
    let repaired: Repaired = by_steps(STEPS, |options, control| {
        let pinned = Disruption {
            pinned_people: (0..mapped.people.len())
                .filter(|number| mapped.people[*number] != person)
                .collect(),
            ..Disruption::default()
        };
        timetable::repair(
            &mapped.instance,
            &mapped.current,
            &happened,
            &pinned,
            options,
            control,
        )
    })
    .map_err(|invalid| {
        conflict(vec![format!(
            "This week cannot be repaired as it stands: {invalid}."
        )])
    })?;
    let own = BTreeSet::from([person]);
    let mut plan = weeks.plans(&mapped, &repaired, &own).remove(&person);
    let before = week.present(person);
    // Never fewer hours than what is left of theirs as it stands.
    let left = |plan: Option<&Plan>| {
        let none = Plan::default();
        weeks.possible(
            person,
            before.as_ref().unwrap_or(&none),
            plan.unwrap_or(&none),
        )
    };
    if left(plan.as_ref()) < left(before.as_ref()) {
        plan.clone_from(&before);
    }
    let lost = weeks.lost(person);
    let known = PartRepair {
        nothing_minutes: u32::try_from(nothing).unwrap_or(0).saturating_sub(lost),
        ..PartRepair::default()
    };
    Ok(part(weeks, whole, person, plan, known))
}

/// Whoever's life changed is part of the proposal where they have no other week: it says so, and changes nothing.
fn answered(weeks: &Weeks<'_>, person: PersonId, parts: &mut Vec<Part>) {
    if !weeks.collides(person) {
        return;
    }
    let at = parts.iter().position(|one| one.person == person);
    let at = at.unwrap_or_else(|| {
        let before = weeks.week.present(person);
        let none = PartRepair::default();
        parts.push(part(weeks, &Whole::default(), person, before, none));
        parts.len() - 1
    });
    if parts[at].differences() == 0 {
        parts[at].reasons.truncate(REASONS_MAX - 1);
        let why = "No other week was found for this one: call them about what no longer fits.";
        parts[at].reasons.push(why.to_owned());
    }
}

/// What happened, in the solver's words.
fn happened(week: &SiteWeek, mapped: &SiteInstance, person: PersonId, today: Date) -> Vec<Change> {
    let Some(number) = mapped.person(person) else {
        return Vec::new();
    };
    let own = week.lives.get(&person).into_iter().flatten();
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
        .filter(|change| !matches!(change, Change::PersonBusy { from, to, .. } if from >= to))
        .collect()
}

fn part(
    weeks: &Weeks<'_>,
    whole: &Whole,
    person: PersonId,
    after: Option<Plan>,
    own: PartRepair,
) -> Part {
    let week = weeks.week;
    let before = week.present(person);
    let changes = &whole.groups;
    let dropped = dropped(week, changes, person);
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
    let mut after_sum = comes_to(&then);
    // A seat in another session is none of the plan.
    let seats = own
        .chosen(&whole.repair)
        .filter(|one| one.instead.is_some());
    after_sum.minutes += seats.map(|one| one.minutes).sum::<u32>();
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
        repair: PartRepair {
            memberships: Some(memberships(week, person)),
            ..own
        },
    };
    let seats: Vec<(GroupId, Date)> = part
        .repair
        .chosen(&whole.repair)
        .filter_map(|one| one.instead)
        .collect();
    part.message = message(weeks, &part, changes, &seats);
    let told = part.message.as_ref();
    part.language = told.map(|_| week.language_of(person).into());
    part
}

/// Which of somebody's sessions are not held.
fn dropped(week: &SiteWeek, changes: &[GroupChange], person: PersonId) -> Vec<(GroupId, Date)> {
    let dropped = changes.iter().filter_map(|change| match change {
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
    });
    dropped.collect()
}

/// Somebody's memberships as far as the week and what comes after it are concerned.
fn memberships(week: &SiteWeek, person: PersonId) -> Vec<Membership> {
    let all = week.memberships.iter();
    all.filter(|one| one.person == person).cloned().collect()
}
