//! The people who work here.

use crate::access::{INVITATION_HOURS, invite};
use crate::{Act, Clinic, Key, Refusal, mail};
use care::staff::Staff;
use care::{Contact, Credential, Email, PersonId, PersonName, Role, SiteId, Span};
use policy::{Action, Actor};
use record::{account, session, site, staff};
use serde::Serialize;
use std::collections::BTreeSet;

/// A member of staff, as an administrator describes them.
#[derive(Clone, Debug, Serialize)]
pub struct StaffDraft {
    /// Name.
    pub name: PersonName,
    /// Where mail goes, and what they sign in with.
    pub email: Email,
    /// Telephone.
    pub phone: Option<care::Phone>,
    /// What they are to the clinic; at least one.
    pub roles: Vec<Role>,
    /// Where they work; at least one.
    pub sites: Vec<SiteId>,
    /// What they are qualified for.
    pub credentials: Vec<Credential>,
    /// When they are on duty.
    pub availability: Vec<(SiteId, Span)>,
}

/// Adds a member of staff and mails them a link to set up their sign-in.
pub fn add_staff(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &StaffDraft,
) -> Result<PersonId, Refusal> {
    clinic.act(actor, key, ("add_staff", draft), |act| {
        act.permit(Action::ManageStaff)?;
        let id = insert_staff(act, draft)?;
        let link = invite(act, id)?;
        mail::enqueue(
            act,
            id,
            &mail::Mail::welcome(&draft.email, &link, INVITATION_HOURS),
        )?;
        Ok(id)
    })
}

/// What adding staff does once it is allowed.
pub(crate) fn insert_staff(act: &mut Act<'_, '_>, draft: &StaffDraft) -> Result<PersonId, Refusal> {
    check(act, draft)?;
    let organization = act.organization();
    if account::by_login(act.tx, organization, draft.email.as_str())?.is_some() {
        return Err(Refusal::field(
            "email",
            "Somebody here signs in with this address already. Use another one.",
        ));
    }
    let staff = assemble(act.id(), draft);
    staff::insert(act.tx, act.clinic.dice(), organization, &staff, act.now)?;
    account::insert(
        act.tx,
        organization,
        staff.id,
        draft.email.as_str(),
        act.now,
    )?;
    let detail = serde_json::json!({ "roles": staff.roles, "sites": staff.sites });
    act.journal(
        "staff.added",
        ("person", staff.id.uuid()),
        Some(staff.id),
        Some(detail),
    )?;
    Ok(staff.id)
}

fn check(act: &mut Act<'_, '_>, draft: &StaffDraft) -> Result<(), Refusal> {
    if draft.roles.is_empty() {
        return Err(Refusal::field("roles", "Choose at least one role."));
    }
    if draft.sites.is_empty() {
        return Err(Refusal::field("sites", "Choose at least one site."));
    }
    let sites = site::all(act.tx, act.organization())?;
    let known = |id: &SiteId| sites.iter().any(|site| site.id == *id);
    if !draft.sites.iter().all(known)
        || !draft
            .availability
            .iter()
            .all(|(id, _)| draft.sites.contains(id))
    {
        return Err(Refusal::field(
            "sites",
            "One of these sites is not there any more. Open the page again.",
        ));
    }
    Ok(())
}

/// Without the order in which a form or a table happens to list them.
fn set<T: Ord>(items: &[T]) -> BTreeSet<&T> {
    items.iter().collect()
}

fn assemble(id: PersonId, draft: &StaffDraft) -> Staff {
    Staff {
        id,
        name: draft.name.clone(),
        contact: Contact {
            email: Some(draft.email.clone()),
            phone: draft.phone.clone(),
        },
        roles: draft.roles.clone(),
        sites: draft.sites.clone(),
        credentials: draft.credentials.clone(),
        availability: draft.availability.clone(),
        disabled_at: None,
    }
}

/// Changes a member of staff. A changed set of roles or sites ends their sessions, so that no page outlives it.
pub fn change_staff(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &StaffDraft,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("change_staff", &(id, draft)), |act| {
        act.permit(Action::ManageStaff)?;
        let organization = act.organization();
        let before = staff::find(act.tx, organization, id)?.ok_or(Refusal::NotFound)?;
        check(act, draft)?;
        let holder = account::by_login(act.tx, organization, draft.email.as_str())?;
        if holder.is_some_and(|holder| holder.person != id) {
            return Err(Refusal::field(
                "email",
                "Somebody else signs in with this address already. Use another one.",
            ));
        }
        if id == act.actor.person() && !draft.roles.contains(&Role::ProgramAdministrator) {
            let sentence =
                "You cannot take the administrator role from yourself; ask another administrator.";
            return Err(Refusal::field("roles", sentence));
        }
        let staff = assemble(id, draft);
        staff::update(act.tx, act.clinic.dice(), organization, &staff)?;
        account::set_login(act.tx, organization, id, draft.email.as_str())?;
        if set(&before.roles) != set(&staff.roles) || set(&before.sites) != set(&staff.sites) {
            session::end_all(act.tx, organization, id, act.now)?;
        }
        let detail = serde_json::json!({ "roles": staff.roles, "sites": staff.sites });
        act.journal(
            "staff.changed",
            ("person", id.uuid()),
            Some(id),
            Some(detail),
        )
    })
}

/// Closes somebody's account and ends their sessions at once, or opens it again.
pub fn set_disabled(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    disabled: bool,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("set_disabled", &(id, disabled)), |act| {
        act.permit(Action::ManageStaff)?;
        let organization = act.organization();
        staff::find(act.tx, organization, id)?.ok_or(Refusal::NotFound)?;
        if disabled && id == act.actor.person() {
            return Err(Refusal::Conflict(
                "You cannot close your own account; ask another administrator.".to_owned(),
            ));
        }
        account::set_disabled(act.tx, organization, id, disabled.then_some(act.now))?;
        session::end_all(act.tx, organization, id, act.now)?;
        let action = if disabled {
            "staff.disabled"
        } else {
            "staff.enabled"
        };
        act.journal(action, ("person", id.uuid()), Some(id), None)
    })
}

/// Mails a member of staff a fresh link to set up their sign-in; answers the link.
pub fn invite_again(clinic: &Clinic, actor: &Actor, key: Key, id: PersonId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("invite_again", &id), |act| {
        act.permit(Action::ManageStaff)?;
        let staff = staff::find(act.tx, act.organization(), id)?.ok_or(Refusal::NotFound)?;
        let email = staff.contact.email.ok_or(Refusal::NotFound)?;
        let link = invite(act, id)?;
        mail::enqueue(
            act,
            id,
            &mail::Mail::welcome(&email, &link, INVITATION_HOURS),
        )?;
        act.journal("staff.invited", ("person", id.uuid()), Some(id), None)
    })
}

/// Everybody who works here, by family name.
pub fn team(clinic: &Clinic, actor: &Actor) -> Result<Vec<Staff>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ViewStaff)?;
        let mut team = staff::all(look.read, look.organization())?;
        team.sort_by_cached_key(|staff| (staff.name.family.as_str().to_lowercase(), staff.id));
        Ok(team)
    })
}

/// Somebody of the team by the address they sign in with; for the command line.
pub fn by_email(clinic: &Clinic, actor: &Actor, email: &Email) -> Result<Option<Staff>, Refusal> {
    Ok(team(clinic, actor)?
        .into_iter()
        .find(|staff| staff.contact.email.as_ref() == Some(email)))
}
