//! Booking a make-up: a membership of one day in a group that still has a seat.

use super::loaded::NotOffered;
use super::{Whose, load, weeks};
use crate::groups::schedule::{FoundSession, find_session};
use crate::groups::told;
use crate::{Act, Clinic, Key, Refusal};
use care::attendance::hours::monday_of;
use care::groups::group::Membership;
use care::groups::notice::ChangeAct;
use care::{GroupId, MembershipId, PersonId, SiteId};
use jiff::civil::Date;
use policy::{Action, Actor};
use record::attendance::makeup;
use record::attendance::makeup::Makeup;
use record::groups::membership;
use serde::Serialize;

/// Who comes once to which session.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct MakeupDraft {
    /// Who.
    pub person: PersonId,
    /// The group.
    pub group: GroupId,
    /// The session's original date.
    pub date: Date,
}

/// Books a make-up. What the list offered a while ago is looked at again: somebody may have taken the last seat.
pub fn book_makeup(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &MakeupDraft,
) -> Result<MembershipId, Refusal> {
    clinic.act(actor, key, ("book_makeup", draft), |act| {
        act.permit_patient(Action::BookMakeup, draft.person)?;
        let site = still_fits(act, draft)?;
        let id: MembershipId = act.id();
        let membership = Membership {
            id,
            group: draft.group,
            person: draft.person,
            joined_on: draft.date,
            last_on: Some(draft.date),
            turns: None,
        };
        let doing = ChangeAct::MakeupBooked;
        told::around(act, doing, (site, &[draft.date]), |act| {
            Ok(membership::insert(act.tx, &membership)?)
        })?;
        let makeup = Makeup {
            membership: id,
            group: draft.group,
            date: draft.date,
            person: draft.person,
        };
        makeup::insert(act.tx, &makeup, act.actor.person(), act.now)?;
        let detail = serde_json::json!({ "group": draft.group, "date": draft.date });
        act.journal(
            "makeup.booked",
            ("membership", id.uuid()),
            Some(draft.person),
            Some(detail),
        )?;
        Ok(id)
    })
}

/// Where the session is, if the make-up is still possible.
fn still_fits(act: &mut Act<'_, '_>, draft: &MakeupDraft) -> Result<SiteId, Refusal> {
    let FoundSession { session, site, .. } = &find_session(act.tx, draft.group, draft.date)?;
    let monday = monday_of(session.local.date());
    let whose = Whose::One(draft.person);
    let loaded = load(act.clinic, act.tx, site, monday, whose)?;
    let weeks = weeks(&loaded);
    let week = weeks
        .iter()
        .find(|week| loaded.people[week.person].person == draft.person)
        .ok_or(Refusal::NotFound)?;
    let at = loaded
        .sessions
        .iter()
        .position(|one| one.group == draft.group && one.date == draft.date)
        .ok_or_else(|| {
            Refusal::Conflict("This session was cancelled meanwhile. Choose another.".to_owned())
        })?;
    match loaded.free(week, at) {
        Ok(_) => Ok(site.id),
        Err(NotOffered::NotForThem) => Err(Refusal::Conflict(
            "This group is not open to this person. Choose another session.".to_owned(),
        )),
        Err(NotOffered::Because(why)) => Err(Refusal::Conflict(format!(
            "This make-up is not possible any more. {}. Choose another session.",
            why.label()
        ))),
    }
}

/// Takes a make-up back before its session begins.
pub fn cancel_makeup(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: MembershipId,
) -> Result<PersonId, Refusal> {
    clinic.act(actor, key, ("cancel_makeup", &id), |act| {
        let makeup = makeup::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
        act.permit_patient(Action::BookMakeup, makeup.person)?;
        let FoundSession { session, site, .. } =
            find_session(act.tx, makeup.group, makeup.date)?;
        if session.held() && session.starts_at <= act.now {
            return Err(Refusal::Conflict(
                "This session has begun, so the make-up stays on its roster. Mark there whether the person came.".to_owned(),
            ));
        }
        makeup::delete(act.tx, id)?;
        let doing = ChangeAct::MakeupCancelled;
        told::around(act, doing, (site.id, &[makeup.date]), |act| {
            Ok(membership::delete(act.tx, id)?)
        })?;
        let detail = serde_json::json!({ "group": makeup.group, "date": makeup.date });
        act.journal(
            "makeup.cancelled",
            ("membership", id.uuid()),
            Some(makeup.person),
            Some(detail),
        )?;
        Ok(makeup.person)
    })
}
