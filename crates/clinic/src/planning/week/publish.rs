//! A yes to a proposal, a no, and another one where the old has become stale.

use super::apply::{excuse, give_up, not_on_closed_days, take_up};
use super::job::{WeekWanted, store};
use super::load::{SiteWeek, basis, load};
use super::map::map;
use super::proposal::{or_nothing, solution_of};
use super::repair::{
    Held, ahead, choose, drafted, make_ups, mark, messages, open_from, possible, with_make_ups,
};
use super::set_aside;
use super::solve::by_steps;
use crate::groups::told;
use crate::{Act, Clinic, Key, Refusal};
use care::groups::group::{Cause, Exception, Group, MeetingPlace, Membership};
use care::groups::notice::ChangeAct;
use care::planning::week::{
    Choice, Event, GroupChange, Part, Proposal, ProposalState, Purpose, RepairOutcome,
};
use care::{GroupId, ProposalId};
use jiff::ToSpan;
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use record::groups::{group, membership};
use record::planning::proposal;
use std::collections::HashMap;
use timetable::improve;

/// Rounds of the search for another proposal when one has become stale: it begins at the old one.
const RENEW_STEPS: u64 = 40;

/// Publishes a proposal: from then on it holds. `tell` sends the messages that were drafted. A proposal whose groups,
/// memberships or lives have changed since is refused with [`Refusal::Changed`], and nothing happens.
pub fn publish(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: ProposalId,
    tell: bool,
) -> Result<(), Refusal> {
    publish_chosen(clinic, actor, key, id, tell, None)
}

/// The same with somebody's choice among the ways of a repair.
pub fn publish_chosen(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: ProposalId,
    tell: bool,
    choice: Option<&Choice>,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("publish_week", &(id, tell, choice)), |act| {
        let (mut proposal, mut parts) = opened(act, id)?;
        let week = load(clinic.protocol(), act.tx, proposal.site, proposal.monday)?;
        let today = week.site.zone.local(act.now).date();
        if proposal.purpose == Purpose::Repair && week.sunday() < today {
            return Err(over());
        }
        // In the transaction that writes: compared before it, somebody could give the last seat away in between.
        if basis(act.tx, &week)? != proposal.basis {
            return Err(Refusal::Changed);
        }
        let repairs = proposal.purpose == Purpose::Repair;
        if !repairs && proposal.monday <= today {
            return Err(begun());
        }
        let doing = if repairs {
            ChangeAct::Repaired
        } else {
            ChangeAct::WeekPublished
        };
        let at = (proposal.site, &[proposal.monday][..]);
        let ((), change) = told::known(act, doing, at, |act| {
            if repairs {
                repaired(act, &week, &mut proposal, &mut parts, choice, tell)
            } else {
                lasting(act, &week, &proposal, &parts)
            }
        })?;
        if tell {
            messages(act, &parts, change)?;
        }
        settle(act, id, ProposalState::Published)?;
        let detail = serde_json::json!({ "monday": proposal.monday, "told": tell });
        let subject = ("proposal", id.uuid());
        act.journal("week.published", subject, None, Some(detail))
    })
}

fn begun() -> Refusal {
    let sentence = "This week has begun. Make a proposal for a Monday that is still ahead.";
    Refusal::Conflict(sentence.to_owned())
}

/// One week as somebody chose it, with what taking it back needs to know.
fn repaired(
    act: &mut Act<'_, '_>,
    week: &SiteWeek,
    proposal: &mut Proposal,
    parts: &mut Vec<Part>,
    choice: Option<&Choice>,
    tell: bool,
) -> Result<(), Refusal> {
    if let Some(choice) = choice {
        choose(&mut proposal.whole, choice)?;
    }
    let offers = choice.map_or(&[][..], |choice| choice.offers.as_slice());
    let (before, now) = (Held::now(week), act.now);
    // What has begun since the proposal was made stays as it is, and so does whoever would have sat elsewhere.
    let begun = |one: &GroupChange| !ahead(&before, one, now);
    for hit in &mut proposal.whole.repair.hits {
        let (group, date) = (hit.group, hit.date);
        let stays = proposal.whole.groups.iter().any(|one| {
            matches!(one, GroupChange::Once { group: of, date: on, .. } if *of == group && *on == date)
                && begun(one)
        });
        if stays {
            hit.chosen = None;
        }
    }
    proposal.whole.groups.retain(|one| !begun(one));
    let mut seats = make_ups(&proposal.whole, parts, offers);
    seats.retain(|(_, group, date)| {
        let mut all = before.sessions.iter();
        all.all(|one| (one.group, one.date) != (*group, *date) || one.starts_at > now)
    });
    if !proposal.whole.repair.hits.is_empty() || !seats.is_empty() {
        possible(week, &proposal.whole, &seats)?;
    }
    once(act, week, proposal, parts)?;
    with_make_ups(act, &seats)?;
    *parts = drafted(week, &proposal.whole, std::mem::take(parts), &seats, now);
    let done = mark(act, week, proposal, parts, &seats, tell)?;
    proposal.whole.repair.done = Some(done);
    proposal::say(act.tx, proposal.id, &proposal.whole)?;
    Ok(())
}

/// Nothing of a week that is past changes, so nobody is told that it does.
fn over() -> Refusal {
    let sentence =
        "This week is over, and what was held stays as it was. Nothing is left to repair.";
    Refusal::Conflict(sentence.to_owned())
}

/// Decides against a proposal.
pub fn withdraw(clinic: &Clinic, actor: &Actor, key: Key, id: ProposalId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("withdraw_week", &id), |act| {
        opened(act, id)?;
        settle(act, id, ProposalState::Withdrawn)?;
        act.journal("week.withdrawn", ("proposal", id.uuid()), None, None)
    })
}

/// An open proposal that the actor may publish, with its parts.
fn opened(act: &mut Act<'_, '_>, id: ProposalId) -> Result<(Proposal, Vec<Part>), Refusal> {
    let organization = act.organization();
    let found = proposal::find(act.tx, id)?;
    let resource = found
        .as_ref()
        .map_or(Resource::Organization(organization), |one| {
            Resource::Site(organization, one.site)
        });
    let may = act.permit_on(Action::PublishWeek, &resource);
    let (Some(proposal), Ok(())) = (found, may) else {
        return Err(Refusal::NotFound);
    };
    if proposal.state != ProposalState::Open {
        let word = proposal.state.label().to_lowercase();
        return Err(Refusal::Conflict(format!(
            "This proposal is {word} already."
        )));
    }
    let parts = proposal::parts(act.tx, id)?;
    Ok((proposal, parts))
}

fn settle(act: &mut Act<'_, '_>, id: ProposalId, state: ProposalState) -> Result<(), Refusal> {
    if proposal::settle(act.tx, id, state, act.now, act.actor.person())? {
        Ok(())
    } else {
        Err(Refusal::Changed)
    }
}

/// Everybody leaves what they leave, groups move, everybody joins what they join.
fn lasting(
    act: &mut Act<'_, '_>,
    week: &SiteWeek,
    proposal: &Proposal,
    parts: &[Part],
) -> Result<(), Refusal> {
    let aim = set_aside::aim(proposal.purpose);
    let mapped = map(week, aim).map_err(|said| Refusal::Conflict(said.join(" ")))?;
    // Whatever made the proposal, nothing that breaks a rule is published.
    let keep = set_aside::keeping(parts);
    if !set_aside::possible(week, proposal.purpose, &keep, &proposal.whole, parts)
        || !set_aside::misfits_of(week, &mapped, &proposal.whole.groups, parts).is_empty()
    {
        return Err(Refusal::Changed);
    }
    let ours = |id: GroupId| mapped.group(id).is_some();
    let changing: Vec<&Part> = parts
        .iter()
        .filter(|part| part.after.is_some() && part.differences() > 0)
        .collect();
    for part in &changing {
        give_up(
            act,
            week,
            part.person,
            &or_nothing(part.after.as_ref()),
            &ours,
        )?;
    }
    let moved = move_groups(act, week, &proposal.whole.groups)?;
    let now = |id: GroupId| moved.get(&id).copied().unwrap_or(id);
    for part in changing {
        let plan = or_nothing(part.after.as_ref());
        take_up(act, week, part.person, &plan, &now)?;
        excuse(act, week, part.person)?;
        let detail = serde_json::json!({ "monday": week.monday, "plan": plan });
        let subject = ("person", part.person.uuid());
        act.journal("week.placed", subject, Some(part.person), Some(detail))?;
    }
    Ok(())
}

/// Groups meet at other times from the Monday on; answers the id that each has from then on.
fn move_groups(
    act: &mut Act<'_, '_>,
    week: &SiteWeek,
    changes: &[GroupChange],
) -> Result<HashMap<GroupId, GroupId>, Refusal> {
    let mut moved = HashMap::new();
    let mut all = Vec::new();
    for change in changes {
        let GroupChange::Lasting { group, place, .. } = change else {
            continue;
        };
        let old = week.group(*group).ok_or(Refusal::Changed)?;
        if *place == MeetingPlace::Undecided {
            return Err(Refusal::Conflict(format!(
                "No room is free at all the new times of {}. Add a room or keep the groups where they are.",
                old.name
            )));
        }
        let series = change.moved(old, week.monday).ok_or(Refusal::Changed)?;
        let new = Group {
            id: act.id(),
            follows: Some(old.id),
            ..series
        };
        let new = crate::groups::group::move_group(act, old, new)?;
        moved.insert(old.id, new.id);
        all.push((new, old.id));
    }
    // Two groups that change places clash until both have moved.
    for (new, old) in &all {
        crate::groups::group::check_moved(act, new, *old)?;
    }
    for (new, _) in &all {
        not_on_closed_days(act, week, new)?;
    }
    Ok(moved)
}

/// One week: exceptions for its sessions, and memberships for the rest of it.
fn once(
    act: &mut Act<'_, '_>,
    week: &SiteWeek,
    proposal: &Proposal,
    parts: &[Part],
) -> Result<(), Refusal> {
    let cause = match proposal.whole.event {
        Some(Event::StaffAway { .. } | Event::LeaderOut { .. }) => Cause::StaffAway,
        Some(Event::RoomGone { .. }) => Cause::Building,
        Some(Event::SiteClosed { .. }) => Cause::Weather,
        Some(Event::LifeChanged { .. }) | None => Cause::Other,
    };
    let (before, now) = (Held::now(week), act.now);
    // What has begun since the proposal was made stays as it is.
    let changes = || {
        proposal
            .whole
            .groups
            .iter()
            .filter(|one| ahead(&before, one, now))
    };
    // It may have been what made room for the rest.
    if !Held::now(week).leave_room(changes()) {
        return Err(Refusal::Changed);
    }
    for change in changes() {
        if let GroupChange::Once {
            group,
            date,
            outcome,
        } = change
        {
            except(act, week, *group, *date, cause, outcome)?;
        }
    }
    let from = open_from(&before, now);
    if from > week.sunday() {
        return Ok(());
    }
    for part in parts.iter().filter(|part| part.differences() > 0) {
        this_week(act, week, part, from)?;
        let detail = serde_json::json!({ "week": week.monday, "plan": part.after });
        let subject = ("person", part.person.uuid());
        act.journal(
            "week.changed_once",
            subject,
            Some(part.person),
            Some(detail),
        )?;
    }
    Ok(())
}

/// What differs for one session, on top of what differed already.
fn except(
    act: &mut Act<'_, '_>,
    week: &SiteWeek,
    id: GroupId,
    date: Date,
    cause: Cause,
    outcome: &RepairOutcome,
) -> Result<(), Refusal> {
    let known = week.schedule.exception(id, date);
    let change = outcome.differs(known.map(|one| &one.change));
    if known.is_some() {
        group::delete_exception(act.tx, id, date)?;
    }
    let exception = Exception {
        group: id,
        date,
        cause,
        change,
    };
    group::insert_exception(act.tx, &exception)?;
    let detail = serde_json::json!({ "exception": exception });
    act.journal(
        "group.exception_added",
        ("group", id.uuid()),
        None,
        Some(detail),
    )
}

/// Somebody is in other groups for the rest of one week: memberships end before it and begin again after it, and those
/// of the week end with it.
fn this_week(
    act: &mut Act<'_, '_>,
    week: &SiteWeek,
    part: &Part,
    from: Date,
) -> Result<(), Refusal> {
    let (before, after) = (
        or_nothing(part.before.as_ref()),
        or_nothing(part.after.as_ref()),
    );
    let next = week.monday.saturating_add(7.days());
    let eve = from.saturating_sub(1.day());
    for one in week.memberships_of(part.person) {
        if !before.groups.contains(&one.group) || after.groups.contains(&one.group) {
            continue;
        }
        if one.joined_on < from {
            membership::end(act.tx, one.id, Some(eve))?;
        } else {
            membership::delete(act.tx, one.id)?;
        }
        if one.last_on.is_none_or(|last| last >= next) {
            let again = Membership {
                id: act.id(),
                joined_on: next,
                ..one.clone()
            };
            membership::insert(act.tx, &again)?;
        }
    }
    for id in after.groups.iter().filter(|id| !before.groups.contains(id)) {
        let guest = Membership {
            id: act.id(),
            group: *id,
            person: part.person,
            joined_on: from,
            last_on: Some(week.sunday()),
            turns: None,
        };
        membership::insert(act.tx, &guest)?;
    }
    Ok(())
}

/// Another proposal for the same week, beginning at one that has become stale. Asked twice with one key, it is the
/// same.
pub fn renew(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: ProposalId,
) -> Result<ProposalId, Refusal> {
    let command = ("renew_week", &id);
    if let Some(made) = clinic.answered(actor, key, command)? {
        return Ok(made);
    }
    let (old, parts, week, basis, kept) = clinic.look(actor, |look| {
        let organization = look.organization();
        let found = proposal::find(look.read, id)?;
        let resource = found
            .as_ref()
            .map_or(Resource::Organization(organization), |one| {
                Resource::Site(organization, one.site)
            });
        let may = look.permit_on(Action::MakeWeek, &resource);
        let (Some(old), Ok(())) = (found, may) else {
            return Err(Refusal::NotFound);
        };
        let week = load(clinic.protocol(), look.read, old.site, old.monday)?;
        let today = week.site.zone.local(look.now).date();
        match old.purpose {
            Purpose::Repair if week.sunday() < today => return Err(over()),
            Purpose::Assign | Purpose::Design if old.monday <= today => return Err(begun()),
            Purpose::Repair | Purpose::Assign | Purpose::Design => {}
        }
        let basis = basis(look.read, &week)?;
        let parts = proposal::parts(look.read, id)?;
        let kept = match old.purpose {
            Purpose::Repair => super::repair::kept(look.read, &week, look.now)?,
            Purpose::Assign | Purpose::Design => std::collections::BTreeMap::new(),
        };
        look.saw("week.proposal_viewed", ("proposal", id.uuid()), None, None);
        Ok((old, parts, week, basis, kept))
    })?;
    let (whole, parts) = if let (Purpose::Repair, Some(event)) = (old.purpose, &old.whole.event) {
        super::repair::answer(&week, event, &kept, clinic.now())?
    } else {
        again(&week, &old, &parts)?
    };
    let what = WeekWanted {
        site: old.site,
        monday: old.monday,
        purpose: old.purpose,
    };
    clinic.act(actor, key, command, |act| {
        store(act, what, &basis, &whole, &parts)
    })
}

/// The search goes on from the old proposal where that still fits, and from how things stand where it does not.
fn again(
    week: &SiteWeek,
    old: &Proposal,
    parts: &[Part],
) -> Result<(care::planning::week::Whole, Vec<Part>), Refusal> {
    set_aside::made(week, old.purpose, |mapped, _| {
        let known: Vec<Part> = parts
            .iter()
            .filter(|part| mapped.person(part.person).is_some())
            .cloned()
            .collect();
        let start = solution_of(mapped, &old.whole.groups, &known)
            .filter(|start| set_aside::holds(mapped, start))
            .unwrap_or_else(|| mapped.current.clone());
        by_steps(RENEW_STEPS, |options, control| {
            improve(&mapped.instance, start, options, control)
        })
    })
}
