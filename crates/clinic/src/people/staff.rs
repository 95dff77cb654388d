//! The people who work here.

use crate::access::account::{SignIn, Waits, sign_in_of};
use crate::access::sign_in::link;
use crate::{Act, Clinic, Key, Refusal, Version};
use care::access::ways_in::WayIn;
use care::people::staff::Staff;
use care::{Contact, Credential, Email, PersonId, PersonName, Role, SiteId, Span};
use policy::{Action, Actor};
use record::Read;
use record::access::{account, login};
use record::people::{site, staff};
use serde::Serialize;
use std::collections::{BTreeSet, HashSet};
use zeroize::Zeroizing;

pub(crate) mod grant;
mod hand_out;
mod hands;
mod left;

pub use grant::{Elsewhere, ShownGrant, changes, decide, elsewhere, waiting};
pub use hand_out::{LinkRight, hand_out, hands_out};

/// What adding somebody is remembered as.
const ADD: &str = "add_staff";

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

impl StaffDraft {
    /// Somebody as they are, to change a part of; nothing for whoever has no address to sign in with.
    pub fn of(staff: Staff) -> Option<Self> {
        Some(Self {
            name: staff.name,
            email: staff.contact.email?,
            phone: staff.contact.phone,
            roles: staff.roles,
            sites: staff.sites,
            credentials: staff.credentials,
            availability: staff.availability,
        })
    }
}

/// Adds a member of staff. A link to set up their sign-in is mailed to whoever has a role at once; for everybody else it
/// goes out with the yes to one: see [`changes`].
pub fn add_staff(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &StaffDraft,
) -> Result<PersonId, Refusal> {
    Ok(add_staff_with_link(clinic, actor, key, draft)?.0)
}

/// The same, and the link that was mailed, for the server's console to print.
pub fn add_staff_with_link(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &StaffDraft,
) -> Result<(PersonId, Option<Zeroizing<String>>), Refusal> {
    let mut link = None;
    let id = clinic.act(actor, key, (ADD, draft), |act| {
        act.permit(Action::ManageStaff)?;
        let staff = insert_staff(act, draft)?;
        link = if staff.roles.is_empty() {
            None
        } else {
            Some(link_for(act, &staff)?)
        };
        Ok(staff.id)
    })?;
    Ok((id, link))
}

/// Who was added under this key as the same draft says, if somebody was.
pub(crate) fn added(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &StaffDraft,
) -> Result<Option<PersonId>, Refusal> {
    clinic.answered(actor, key, (ADD, draft))
}

/// What adding staff does once it is allowed.
pub(crate) fn insert_staff(act: &mut Act<'_, '_>, draft: &StaffDraft) -> Result<Staff, Refusal> {
    check(act, draft, None)?;
    let settled = grant::settle(act, None, draft)?;
    let staff = assemble(act.id(), draft, &settled);
    staff::insert(act.tx, act.clinic.dice(), &staff, act.now)?;
    account::insert(act.tx, staff.id, draft.email.as_str(), act.now)?;
    settled.list(act, staff.id)?;
    let detail = detail(draft, None, &staff);
    act.journal(
        "staff.added",
        ("person", staff.id.uuid()),
        Some(staff.id),
        Some(detail),
    )?;
    Ok(staff)
}

/// What the journal keeps: what was asked for, and what they held before and hold now.
fn detail(draft: &StaffDraft, before: Option<&Staff>, after: &Staff) -> serde_json::Value {
    let held = |staff: &Staff| {
        serde_json::json!({
            "roles": staff.roles,
            "credentials": staff.credentials,
            "sites": staff.sites,
        })
    };
    serde_json::json!({
        "roles": draft.roles,
        "credentials": draft.credentials,
        "before": before.map(held),
        "after": held(after),
    })
}

/// Mails a member of staff a link to set up their sign-in.
fn link_for(act: &mut Act<'_, '_>, staff: &Staff) -> Result<Zeroizing<String>, Refusal> {
    let email = staff.contact.email.as_ref().ok_or(Refusal::NotFound)?;
    link::send(act, staff.id, email, None)
}

/// What [`add_staff`] would refuse, without writing anything. Whether a role waits for a yes refuses nobody who is new.
pub(crate) fn check_staff(
    clinic: &Clinic,
    actor: &Actor,
    draft: &StaffDraft,
) -> Result<(), Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ManageStaff)?;
        let is_taken = link::sees_holder(look, &draft.email)?;
        check_draft(look.read, draft, is_taken)
    })
}

fn check(act: &mut Act<'_, '_>, draft: &StaffDraft, before: Option<&Staff>) -> Result<(), Refusal> {
    let is_taken = link::seen_holder(act, &draft.email, before.map(|staff| staff.id))?;
    check_draft(act.tx, draft, is_taken)
}

fn check_draft(read: &mut impl Read, draft: &StaffDraft, is_taken: bool) -> Result<(), Refusal> {
    if is_taken {
        let sentence = "Somebody else signs in with this address already. Use another one.";
        return Err(Refusal::field("email", sentence));
    }
    if draft.roles.is_empty() {
        return Err(Refusal::field("roles", "Choose at least one role."));
    }
    if draft.sites.is_empty() {
        return Err(Refusal::field("sites", "Choose at least one site."));
    }
    let sites = site::all(read)?;
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

fn assemble(id: PersonId, draft: &StaffDraft, settled: &grant::Settled) -> Staff {
    Staff {
        id,
        name: draft.name.clone(),
        contact: Contact {
            email: Some(draft.email.clone()),
            phone: draft.phone.clone(),
        },
        roles: settled.roles.clone(),
        sites: draft.sites.clone(),
        credentials: settled.credentials.clone(),
        availability: draft.availability.clone(),
        disabled_at: None,
    }
}

/// The version of what the form of a member of staff shows, with the roles that wait for somebody's yes.
pub fn version(staff: &Staff, waiting: &[(PersonId, Role)]) -> Result<Version, Refusal> {
    let own = waiting.iter().filter(|(who, _)| *who == staff.id);
    let waits: BTreeSet<Role> = own.map(|(_, role)| *role).collect();
    Version::of(&(
        &staff.name,
        &staff.contact,
        (set(&staff.roles), waits),
        set(&staff.sites),
        set(&staff.credentials),
        set(&staff.availability),
    ))
}

/// Nobody raises their own roles, and nobody locks themselves out of giving any. A role of theirs that somebody else asked
/// for goes on waiting.
fn refuse_own(
    actor: &Actor,
    before: &Staff,
    waiting: &[(PersonId, Role)],
    draft: &StaffDraft,
) -> Result<(), Refusal> {
    let new = |role: &Role| !before.roles.contains(role) && !waiting.contains(&(before.id, *role));
    if before.id != actor.person() {
        return Ok(());
    }
    let licence = |one: &Credential| one.wants_second() && !before.credentials.contains(one);
    if draft.credentials.iter().any(licence) {
        let sentence = "You cannot give yourself this qualification; ask another administrator.";
        return Err(Refusal::field("credentials", sentence));
    }
    let sentence = if !draft.roles.contains(&Role::ProgramAdministrator) {
        "You cannot take the administrator role from yourself; ask another administrator."
    } else if draft.roles.iter().any(new) {
        "You cannot give yourself a role; ask another administrator."
    } else {
        return Ok(());
    };
    Err(Refusal::field("roles", sentence))
}

/// Changes a member of staff. A changed set of roles or sites ends their sessions, so that no page outlives it. A changed
/// address ends their links, and the old one is told; for whoever holds a role that takes two people it waits for a yes,
/// and until then no link goes there.
pub fn change_staff(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &StaffDraft,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("change_staff", &(id, draft)), |act| {
        act.permit(Action::ManageStaff)?;
        let before = staff::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
        let waiting = grant::waiting_in(act.tx)?;
        act.unchanged(version(&before, &waiting)?)?;
        check(act, draft, Some(&before))?;
        refuse_own(actor, &before, &waiting, draft)?;
        let settled = grant::settle(act, Some(&before), draft)?;
        let staff = assemble(id, draft, &settled);
        if let Some(sentence) = left::nobody(act, &before, Some(&staff))? {
            return Err(Refusal::field("roles", sentence));
        }
        staff::update(act.tx, act.clinic.dice(), &staff)?;
        let addresses = (before.contact.email.as_ref(), Some(&draft.email));
        if addresses.0 != addresses.1 {
            link::redirect(act, id, addresses.0, addresses.1)?;
        }
        if set(&before.roles) != set(&staff.roles) || set(&before.sites) != set(&staff.sites) {
            login::end_all(act.tx, id, act.now)?;
        }
        settled.list(act, id)?;
        if addresses.0 != addresses.1 {
            grant::redirected(act, &before)?;
        }
        if before.roles.is_empty() && !staff.roles.is_empty() {
            link_for(act, &staff)?;
        }
        let detail = detail(draft, Some(&before), &staff);
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
        let before = staff::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
        if disabled && id == act.actor.person() {
            return Err(Refusal::Conflict(
                "You cannot close your own account; ask another administrator.".to_owned(),
            ));
        }
        if disabled && let Some(sentence) = left::nobody(act, &before, None)? {
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        account::set_disabled(act.tx, id, disabled.then_some(act.now))?;
        login::end_all(act.tx, id, act.now)?;
        let (action, change) = if disabled {
            ("staff.disabled", WayIn::Closed)
        } else {
            ("staff.enabled", WayIn::Reopened)
        };
        grant::note(act, id, change)?;
        act.journal(action, ("person", id.uuid()), Some(id), None)
    })
}

/// Mails a member of staff a fresh link to set up their sign-in; earlier ones end.
pub fn invite_again(clinic: &Clinic, actor: &Actor, key: Key, id: PersonId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("invite_again", &id), |act| {
        act.permit(Action::ManageStaff)?;
        let staff = staff::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
        refuse_waiting(act, &staff)?;
        link_for(act, &staff)?;
        grant::note(act, id, WayIn::Invited)?;
        act.journal("staff.invited", ("person", id.uuid()), Some(id), None)
    })
}

/// No link goes out while somebody else has to say yes first.
fn refuse_waiting(act: &mut Act<'_, '_>, staff: &Staff) -> Result<(), Refusal> {
    let sentence = if staff.roles.is_empty() {
        "Their role waits for somebody’s yes. The link goes out with it."
    } else if !record::access::grant::address_holds(act.tx, staff.id)? {
        "Their e-mail address was changed, and nobody has said yes to the new one. Somebody who says yes to roles confirms it under Roles and sign-ins; then a link can go there."
    } else {
        return Ok(());
    };
    Err(Refusal::Conflict(sentence.to_owned()))
}

/// How far a member of staff has come with their sign-in, for whoever manages staff.
pub fn sign_in(clinic: &Clinic, actor: &Actor, id: PersonId) -> Result<SignIn, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ViewStaff)?;
        let staff = staff::find(look.read, id)?.ok_or(Refusal::NotFound)?;
        let mut found = sign_in_of(look.read, id)?;
        found.waits = if found.set_up {
            None
        } else if staff.roles.is_empty() {
            Some(Waits::Role)
        } else {
            let holds = record::access::grant::address_holds(look.read, id)?;
            (!holds).then_some(Waits::Address)
        };
        Ok(found)
    })
}

/// Everybody who works here, by family name.
pub fn team(clinic: &Clinic, actor: &Actor) -> Result<Vec<Staff>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ViewStaff)?;
        Ok(staff::all(look.read)?)
    })
}

/// Which of the team have set up a password or a passkey; whoever was only added has not.
pub fn set_up_among(
    clinic: &Clinic,
    actor: &Actor,
    people: &[PersonId],
) -> Result<HashSet<PersonId>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ViewStaff)?;
        Ok(account::set_up_among(look.read, people)?)
    })
}

/// Somebody of the team by the address they sign in with; for the command line.
pub fn by_email(clinic: &Clinic, actor: &Actor, email: &Email) -> Result<Option<Staff>, Refusal> {
    Ok(team(clinic, actor)?
        .into_iter()
        .find(|staff| staff.contact.email.as_ref() == Some(email)))
}
