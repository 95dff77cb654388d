//! What somebody chose of a repair: whether it can all be done, what it changes, and who sits where instead.

use super::super::load::{SiteWeek, basis, load};
use super::held::{Held, open_from};
use super::message::message;
use super::site::expected;
use super::weeks::Weeks;
use crate::{Act, Refusal};
use care::groups::group::{Exception, Membership, Session};
use care::planning::week::{Choice, GroupChange, Part, Proposal, Repair, RepairDone, Whole};
use care::{GroupId, MembershipId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use record::attendance::makeup;
use record::attendance::makeup::Makeup;
use record::groups::membership;
use std::collections::BTreeMap;

/// Somebody in a session that is not theirs, once.
pub(crate) type Seat = (PersonId, GroupId, Date);

/// What becomes of each session in the way that is chosen.
pub(super) fn changes(repair: &Repair) -> Vec<GroupChange> {
    let chosen = repair.hits.iter().filter_map(|hit| {
        let way = hit.ways.get(hit.chosen?)?;
        Some(GroupChange::Once {
            group: hit.group,
            date: hit.date,
            outcome: way.outcome.clone(),
        })
    });
    chosen.collect()
}

/// Puts somebody's choice in the place of what was proposed.
pub(crate) fn choose(whole: &mut Whole, choice: &Choice) -> Result<(), Refusal> {
    if choice.ways.len() != whole.repair.hits.len() {
        return Err(Refusal::Changed);
    }
    for (hit, way) in whole.repair.hits.iter_mut().zip(&choice.ways) {
        if way.is_some_and(|way| way >= hit.ways.len()) {
            return Err(Refusal::Changed);
        }
        hit.chosen = *way;
    }
    whole.groups = changes(&whole.repair);
    Ok(())
}

/// The seats that come with what is chosen, and those that were offered and taken.
pub(crate) fn make_ups(whole: &Whole, parts: &[Part], offers: &[PersonId]) -> Vec<Seat> {
    let mut seats = Vec::new();
    for part in parts {
        let own = part.repair.chosen(&whole.repair);
        let offered = part.repair.offer.iter();
        let offered = offered.filter(|_| offers.contains(&part.person));
        let instead = own.chain(offered).filter_map(|one| one.instead);
        seats.extend(instead.map(|(group, date)| (part.person, group, date)));
    }
    seats
}

/// The week as it is held once these changes hold.
fn held_then<'a>(week: &'a SiteWeek, whole: &Whole) -> Held<'a> {
    let mut held = Held::now(week);
    for change in &whole.groups {
        if let GroupChange::Once {
            group,
            date,
            outcome,
        } = change
        {
            held.put(*group, *date, outcome);
        }
    }
    held
}

fn named<'h>(held: &'h Held<'_>, group: GroupId, date: Date) -> Option<&'h Session> {
    let mut all = held.sessions.iter();
    all.find(|one| one.group == group && one.date == date)
}

/// Refuses what cannot all be done: each way was looked for beside the first ways of the others.
pub(crate) fn possible(week: &SiteWeek, whole: &Whole, seats: &[Seat]) -> Result<(), Refusal> {
    let field = if whole.repair.hits.is_empty() {
        "offer"
    } else {
        "way-0"
    };
    let conflict = |said: &str| Err(Refusal::field(field, said));
    if !Held::now(week).leave_room(whole.groups.iter()) {
        return conflict(
            "Two of these answers need the same room or the same leader at one time. Choose another answer for one of them.",
        );
    }
    let held = held_then(week, whole);
    let mut guests: BTreeMap<(GroupId, Date), usize> = BTreeMap::new();
    for (person, group, date) in seats {
        let Some(session) = named(&held, *group, *date) else {
            return conflict(
                "Somebody would sit in a session that another answer cancels or moves. Choose another answer for one of them.",
            );
        };
        let known = expected(week, session);
        let count = guests.entry((*group, *date)).or_default();
        *count += 1;
        let room = session.place.room();
        let room = room.and_then(|id| week.rooms.iter().find(|one| one.id == id));
        let own = week.group(*group).map_or(0, |group| group.seats);
        let most = room.map_or(own, |room| own.min(room.seats.get()));
        if known.len() + *count > usize::from(most) {
            return conflict(
                "More people would sit in one session than it has seats. Choose another answer for one of the sessions.",
            );
        }
        let twice = held.sessions.iter().any(|other| {
            let same = (other.group, other.date) == (*group, *date);
            let theirs = seats.contains(&(*person, other.group, other.date))
                || expected(week, other).contains(person);
            !same && theirs && other.overlaps(session)
        });
        let again = seats.iter().filter(|one| *one == &(*person, *group, *date));
        if twice || again.count() > 1 {
            return conflict(
                "Somebody would have two sessions at one time. Choose another answer for one of the sessions.",
            );
        }
    }
    Ok(())
}

/// Gives each their seat: a membership of one day, noted as a make-up.
pub(crate) fn with_make_ups(act: &mut Act<'_, '_>, seats: &[Seat]) -> Result<(), Refusal> {
    for (person, group, date) in seats {
        let id: MembershipId = act.id();
        let guest = Membership {
            id,
            group: *group,
            person: *person,
            joined_on: *date,
            last_on: Some(*date),
            turns: None,
        };
        membership::insert(act.tx, &guest)?;
        let makeup = Makeup {
            membership: id,
            group: *group,
            date: *date,
            person: *person,
        };
        makeup::insert(act.tx, &makeup, act.actor.person(), act.now)?;
        let detail = serde_json::json!({ "group": group, "date": date });
        let subject = ("membership", id.uuid());
        act.journal("makeup.booked", subject, Some(*person), Some(detail))?;
    }
    Ok(())
}

/// The parts with what people hear of what is chosen.
pub(crate) fn drafted(
    week: &SiteWeek,
    whole: &Whole,
    parts: Vec<Part>,
    seats: &[Seat],
    now: Timestamp,
) -> Vec<Part> {
    let before = Held::now(week);
    let weeks = Weeks {
        week,
        from: open_from(&before, now),
        before,
        after: held_then(week, whole),
        now,
    };
    let said = |mut part: Part| {
        let own = seats.iter().filter(|(person, ..)| *person == part.person);
        let own: Vec<(GroupId, Date)> = own.map(|(_, group, date)| (*group, *date)).collect();
        part.message = message(&weeks, &part, &whole.groups, &own);
        let told = part.message.as_ref();
        part.language = told.map(|_| week.language_of(part.person).into());
        part
    };
    parts.into_iter().map(said).collect()
}

/// What taking it back will need to know. `week` is how things stood, and what is in the record how they stand now.
pub(crate) fn mark(
    act: &mut Act<'_, '_>,
    week: &SiteWeek,
    proposal: &Proposal,
    parts: &[Part],
    seats: &[Seat],
    told: bool,
) -> Result<RepairDone, Refusal> {
    let now = load(
        act.clinic.protocol(),
        act.tx,
        proposal.site,
        proposal.monday,
    )?;
    let mark = basis(act.tx, &now)?;
    let whole = &proposal.whole;
    let touched = |group: GroupId, date: Date| {
        let changed = whole.groups.iter().any(|change| {
            matches!(change, GroupChange::Once { group: of, date: on, .. } if *of == group && *on == date)
        });
        changed
            || seats.iter().any(|(_, of, on)| (*of, *on) == (group, date))
            || parts
                .iter()
                .any(|part| part.differences() > 0 && changes_group(part, group))
    };
    let (before, after) = (Held::now(week), held_then(week, whole));
    let all = before.sessions.iter().chain(&after.sessions);
    let begins_at = all
        .filter(|one| one.starts_at > act.now && touched(one.group, one.date))
        .map(|one| one.starts_at)
        .min();
    let known = whole.groups.iter().filter_map(|change| match change {
        GroupChange::Once { group, date, .. } => week.schedule.exception(*group, *date),
        GroupChange::Lasting { .. } => None,
    });
    let before: Vec<Exception> = known.cloned().collect();
    Ok(RepairDone {
        mark,
        before,
        begins_at,
        told,
    })
}

/// Whether somebody joins or leaves a group.
fn changes_group(part: &Part, group: GroupId) -> bool {
    let has = |plan: &Option<care::planning::week::Plan>| {
        plan.as_ref()
            .is_some_and(|plan| plan.groups.contains(&group))
    };
    has(&part.before) != has(&part.after)
}
