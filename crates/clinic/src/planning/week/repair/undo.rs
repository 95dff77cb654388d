//! Taking a published repair back: every session and every seat is as it was, also what differed before it.

use super::super::load::{SiteWeek, basis, load};
use super::send::messages;
use crate::groups::told;
use crate::{Act, Clinic, Key, Refusal};
use care::groups::group::Session;
use care::groups::notice::ChangeAct;
use care::planning::week::{GroupChange, Part, Proposal, ProposalState, Purpose};
use care::{GroupId, ProposalId};
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use record::attendance::makeup;
use record::groups::{group, membership};
use record::planning::proposal;

const OLD: &str =
    "This was made before repairs could be taken back. Change the sessions one by one.";

/// Takes a published repair back. Refused once something that it changed has begun, and where anything was changed
/// since: then nobody could say what would be as it was. `tell` writes to those who were told of it.
pub fn undo(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: ProposalId,
    tell: bool,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("undo_week", &(id, tell)), |act| {
        let proposal = published(act, id)?;
        let Some(done) = &proposal.whole.repair.done else {
            return Err(no(OLD));
        };
        if done.begins_at.is_some_and(|at| at <= act.now) {
            return Err(no("Something that this repair changed has begun, so it stays. Change what is still ahead by itself."));
        }
        let week = load(clinic.protocol(), act.tx, proposal.site, proposal.monday)?;
        if basis(act.tx, &week)? != done.mark {
            return Err(no("Groups, memberships or lives have changed since this was published, so it cannot be taken back as a whole. Change the sessions one by one."));
        }
        let parts = proposal::parts(act.tx, id)?;
        if parts.iter().any(|part| part.repair.memberships.is_none()) {
            return Err(no(OLD));
        }
        let at = (proposal.site, &[proposal.monday][..]);
        let ((), change) = told::known(act, ChangeAct::Repaired, at, |act| {
            sessions(act, &week, &proposal)?;
            seats(act, &week, &parts)
        })?;
        if tell && done.told {
            messages(act, &said_to(&week, &proposal, parts), change)?;
        }
        if !proposal::undo(act.tx, id, act.now, act.actor.person())? {
            return Err(Refusal::Changed);
        }
        let detail = serde_json::json!({ "monday": proposal.monday, "told": tell });
        let subject = ("proposal", id.uuid());
        act.journal("week.undone", subject, None, Some(detail))
    })
}

fn no(sentence: &str) -> Refusal {
    Refusal::Conflict(sentence.to_owned())
}

/// A published repair that the actor may take back.
fn published(act: &mut Act<'_, '_>, id: ProposalId) -> Result<Proposal, Refusal> {
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
    if proposal.purpose != Purpose::Repair || proposal.state != ProposalState::Published {
        return Err(no("Only a repair that is published can be taken back."));
    }
    Ok(proposal)
}

/// What differs for each session is what differed before.
fn sessions(act: &mut Act<'_, '_>, week: &SiteWeek, proposal: &Proposal) -> Result<(), Refusal> {
    let known = proposal
        .whole
        .repair
        .done
        .iter()
        .flat_map(|done| &done.before);
    for change in &proposal.whole.groups {
        let GroupChange::Once {
            group: id, date, ..
        } = change
        else {
            continue;
        };
        let before = known
            .clone()
            .find(|one| (one.group, one.date) == (*id, *date));
        let now = week.schedule.exception(*id, *date);
        if now == before {
            continue;
        }
        if now.is_some() {
            group::delete_exception(act.tx, *id, *date)?;
        }
        if let Some(before) = before {
            group::insert_exception(act.tx, before)?;
        }
        let detail = serde_json::json!({ "date": date, "exception": before });
        let subject = ("group", id.uuid());
        act.journal("group.exception_restored", subject, None, Some(detail))?;
    }
    Ok(())
}

/// Everybody has the memberships that they had.
fn seats(act: &mut Act<'_, '_>, week: &SiteWeek, parts: &[Part]) -> Result<(), Refusal> {
    for part in parts {
        let before = part.repair.memberships.as_deref().unwrap_or_default();
        let own = week
            .memberships
            .iter()
            .filter(|one| one.person == part.person);
        let mut changed = false;
        for new in own
            .clone()
            .filter(|one| before.iter().all(|old| old.id != one.id))
        {
            makeup::delete(act.tx, new.id)?;
            membership::delete(act.tx, new.id)?;
            changed = true;
        }
        for old in before
            .iter()
            .filter(|old| !own.clone().any(|one| one == *old))
        {
            if !membership::end(act.tx, old.id, old.last_on)? {
                membership::insert(act.tx, old)?;
            }
            changed = true;
        }
        if changed {
            let subject = ("person", part.person.uuid());
            let detail = serde_json::json!({ "week": week.monday });
            act.journal("week.restored", subject, Some(part.person), Some(detail))?;
        }
    }
    Ok(())
}

/// What people hear of it: the hours that are theirs after all, and the seats that are not.
fn said_to(week: &SiteWeek, proposal: &Proposal, parts: Vec<Part>) -> Vec<Part> {
    let repair = &proposal.whole.repair;
    let said = |mut part: Part| {
        let language = week.language_of(part.person);
        let line = |key: &str, (id, date): (GroupId, Date)| {
            let group = week.group(id)?;
            let session: Session =
                week.schedule
                    .session_as(group, date, before(proposal, (id, date)))?;
            let local = week.site.zone.local(session.starts_at).datetime();
            let when = language.moment(local);
            Some((local, language.say_with(key, &[("when", when.as_str())])))
        };
        let mut lines: Vec<_> = part
            .repair
            .chosen(repair)
            .flat_map(|one| {
                let off = one.instead.and_then(|seat| line("mail-week-dropped", seat));
                [line("mail-week-back", (one.group, one.date)), off]
            })
            .flatten()
            .collect();
        lines.sort();
        let list: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
        part.message = (part.message.is_some() && !list.is_empty())
            .then(|| language.say_with("mail-week-once", &[("times", list.join("\n").as_str())]));
        part.language = part.message.as_ref().map(|_| language.into());
        part
    };
    parts.into_iter().map(said).collect()
}

/// What differed for a session before the repair.
fn before(
    proposal: &Proposal,
    (id, date): (GroupId, Date),
) -> Option<&care::groups::group::Exception> {
    let done = proposal.whole.repair.done.as_ref()?;
    let mut known = done.before.iter();
    known.find(|one| (one.group, one.date) == (id, date))
}
