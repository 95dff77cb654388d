//! Links to set up a sign-in that a colleague hands over, on paper or in person, where no mail leaves.
//!
//! Whoever holds such a link can become the person it is for. So it is shown once, to one who is named for it in the
//! journal and on the list of changes, and works once and not for long; and the link of somebody whose role takes two
//! people is handed out by one who says the second yes, not by whoever manages staff. While nobody else who says yes has
//! set up a sign-in, there is nobody to ask, and an administrator hands it out: that is how the first of them comes in.
//!
//! Whoever holds the server takes anybody's link there, also where mail leaves: that is the way back for whoever lost what
//! they sign in with and has nobody left to ask.

use super::{grant, refuse_waiting};
use crate::access::sign_in::{LinkPurpose, Ticket, link};
use crate::{Clinic, Key, Refusal};
use care::access::ways_in::WayIn;
use care::people::staff::Staff;
use care::{PersonId, Role};
use policy::{Action, Actor, says_second, wants_second};
use record::Read;
use record::access::account;
use record::people::staff;
use zeroize::Zeroizing;

/// What it takes to hand somebody's link over; nothing where mail leaves, where the account is closed, or where no link
/// may go out yet.
pub fn hands_out(clinic: &Clinic, actor: &Actor, id: PersonId) -> Result<Option<Action>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ViewStaff)?;
        let staff = staff::find(look.read, id)?.ok_or(Refusal::NotFound)?;
        let holds = record::access::grant::address_holds(look.read, id)?;
        let ready = holds && !staff.roles.is_empty() && staff.disabled_at.is_none();
        if !ready || clinic.settings().mail_host.is_some() {
            return Ok(None);
        }
        right(look.read, &staff).map(Some)
    })
}

/// The link itself, this once; earlier ones end.
pub fn hand_out(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
) -> Result<Zeroizing<String>, Refusal> {
    let (text, ticket) = Ticket::fresh(clinic, actor.organization());
    let made = clinic.act(actor, key, ("hand_out_link", &id), |act| {
        let found = staff::find(act.tx, id)?;
        // Whoever may hand out nobody's link is told so before it is known whether there is somebody.
        let right = match &found {
            Some(staff) => right(act.tx, staff)?,
            None => Action::ManageStaff,
        };
        act.permit(right)?;
        let staff = found.ok_or(Refusal::NotFound)?;
        let at_console = act.actor.is(Role::Operator);
        if clinic.settings().mail_host.is_some() && !at_console {
            let sentence =
                "Mail leaves here, so the link goes to their own address. Send them a new one.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        if staff.disabled_at.is_some() {
            let sentence = "Their account is closed. Open it again first.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        refuse_waiting(act, &staff)?;
        link::hand_out(act, id, &text, &ticket)?;
        grant::note(act, id, WayIn::HandedOut)?;
        act.journal(
            "invitation.handed_out",
            ("person", id.uuid()),
            Some(id),
            None,
        )?;
        Ok(ticket.hash)
    })?;
    if made != ticket.hash {
        let sentence = "A link was made already and shown on the first page. If you did not keep it, make a new one.";
        return Err(Refusal::Conflict(sentence.to_owned()));
    }
    Ok(link::text(clinic, &text, LinkPurpose::Welcome))
}

/// What it takes to hold somebody's link in one's hands.
fn right(read: &mut impl Read, staff: &Staff) -> Result<Action, Refusal> {
    let guarded = staff
        .roles
        .iter()
        .any(|role| wants_second(*role) || says_second(*role));
    if guarded && another_says_yes(read, staff.id)? {
        return Ok(Action::ConfirmRole);
    }
    Ok(Action::ManageStaff)
}

/// Whether anybody else who says the second yes can sign in.
fn another_says_yes(read: &mut impl Read, except: PersonId) -> Result<bool, Refusal> {
    let mut others = Vec::new();
    for one in staff::all(read)? {
        if one.id != except && one.roles.iter().any(|role| says_second(*role)) {
            others.push(one.id);
        }
    }
    Ok(!account::set_up_among(read, &others)?.is_empty())
}
