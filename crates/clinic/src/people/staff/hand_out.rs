//! Links to set up a sign-in that a colleague hands over, on paper or in person, where no mail leaves.
//!
//! Whoever holds such a link can become the person it is for. So it is shown once, to one who is named for it in the
//! journal and on the list of changes, and works once and not for long; and the link of somebody whose role takes two
//! people is handed out by one who says the second yes, not by whoever manages staff. While nobody else who says yes has
//! ever set up a sign-in, there is nobody to ask, and an administrator hands it out: that is how the first of them comes
//! in. Accounts that were closed and roles that were taken away count, or an administrator could bring that state back.
//!
//! Nor does one who says yes become such a colleague alone. A link replaces what somebody signs in with, so it is handed
//! over for a first sign-in only; and not by whoever asked for what they may do, or said yes to it, nor through another
//! account of theirs: see [`care::access::hands`].
//!
//! Whoever holds the server takes anybody's link there, also where mail leaves: that is the way back for whoever lost what
//! they sign in with and has nobody left to ask.

use super::{grant, hands, refuse_waiting};
use crate::access::sign_in::{LinkPurpose, Ticket, link};
use crate::{Clinic, Key, Refusal};
use care::access::ways_in::WayIn;
use care::people::staff::Staff;
use care::{PersonId, Role};
use jiff::Timestamp;
use policy::{Action, Actor, says_second, wants_second};
use record::Read;
use record::access::{account, grant as grant_list};
use record::people::staff;
use zeroize::Zeroizing;

/// Why no link is handed over that would replace what opens records.
const SET_UP: &str = "They have set up their sign-in already, and their role takes two people. Whoever held another link could become them alone, so none is handed over here; whoever holds the server makes one, with stepwell user link.";
/// Why whoever has a part in what somebody may do does not hold their link as well.
const TAKES_PART: &str = "You asked for what they may do, or said yes to it, so the link takes another person: another one who says yes to roles, or whoever holds the server, with stepwell user link.";

/// What it takes to hold somebody's link in one's hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkRight {
    /// The right.
    pub right: Action,
    /// Why the actor gets none all the same.
    pub refused: Option<&'static str>,
}

/// What it takes to hand somebody's link over; nothing where mail leaves, where the account is closed, or where no link
/// may go out yet.
pub fn hands_out(
    clinic: &Clinic,
    actor: &Actor,
    id: PersonId,
) -> Result<Option<LinkRight>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ViewStaff)?;
        let staff = staff::find(look.read, id)?.ok_or(Refusal::NotFound)?;
        let holds = grant_list::address_holds(look.read, id)?;
        let ready = holds && !staff.roles.is_empty() && staff.disabled_at.is_none();
        if !ready || clinic.settings().mail_host.is_some() {
            return Ok(None);
        }
        standing(look.read, actor, &staff, look.now).map(Some)
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
        let standing = match &found {
            Some(staff) => standing(act.tx, actor, staff, act.now)?,
            None => LinkRight::of(Action::ManageStaff),
        };
        act.permit(standing.right)?;
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
        if let Some(sentence) = standing.refused {
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
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

impl LinkRight {
    /// By this right, and nothing against it.
    const fn of(right: Action) -> Self {
        Self {
            right,
            refused: None,
        }
    }
}

/// Whether a role is somebody's from two people, or says yes itself.
fn is_guarded(role: Role) -> bool {
    wants_second(role) || says_second(role)
}

/// What it takes to hold somebody's link in one's hands, and why the actor may not.
fn standing(
    read: &mut impl Read,
    actor: &Actor,
    staff: &Staff,
    now: Timestamp,
) -> Result<LinkRight, Refusal> {
    if !staff.roles.iter().any(|role| is_guarded(*role)) {
        return Ok(LinkRight::of(Action::ManageStaff));
    }
    let ever = grant_list::ever_given(read)?.into_iter();
    let mut people: Vec<PersonId> = ever
        .filter(|(_, role)| says_second(*role))
        .map(|(id, _)| id)
        .collect();
    people.push(staff.id);
    let set_up = account::set_up_among(read, &people)?;
    let another = set_up.iter().any(|id| *id != staff.id);
    let mut standing = LinkRight::of(if another {
        Action::ConfirmRole
    } else {
        Action::ManageStaff
    });
    if actor.is(Role::Operator) {
        return Ok(standing);
    }
    if set_up.contains(&staff.id) {
        standing.refused = Some(SET_UP);
    } else if another && takes_part(read, actor.person(), staff.id, now)? {
        standing.refused = Some(TAKES_PART);
    }
    Ok(standing)
}

/// Whether somebody asked for what a colleague may do that takes two people, or said yes to it, with whichever account.
fn takes_part(
    read: &mut impl Read,
    who: PersonId,
    colleague: PersonId,
    now: Timestamp,
) -> Result<bool, Refusal> {
    let grants = grant_list::of_person(read, colleague)?;
    let hands = hands::of_team(read, now)?;
    Ok(grants.iter().any(|grant| {
        let about = match grant.change {
            WayIn::Given(role) => is_guarded(role),
            WayIn::Qualified(_) | WayIn::Redirected => true,
            _ => false,
        };
        let yes = grant.verdict.filter(|verdict| verdict.yes);
        let mine = |id| hands.may_be_one(id, who);
        about && yes.is_some_and(|verdict| mine(verdict.by) || mine(grant.asked_by))
    }))
}
