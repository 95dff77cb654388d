//! Who asked for help for somebody, beside how they are reached.

use crate::followup::on_call;
use crate::{Look, Refusal};
use care::PersonId;
use care::followup::signal::Urgency;
use care::intake::inquiry::{CallBack, Inquiry};
use care::people::site::Site;
use jiff::Timestamp;
use policy::Action;
use record::Read;
use record::followup::{alert, signal};
use record::intake::inquiry;
use record::people::{person, site};

/// What is known of being in touch with somebody, beside their own number.
pub enum Touch {
    /// Nobody asked for help for this person; whether their own number may be pressed while they are in danger.
    NoRequest(bool),
    /// There is a request, and the actor may not open it; the same of their own number.
    Hidden(bool),
    /// How to be in touch, for whoever was told of a danger and may not open the request.
    Told(Box<(Inquiry, Site)>),
    /// The request, with the site whose clock its rules go by.
    Known(Box<(Inquiry, Site)>),
}

impl Touch {
    /// Whether a call to them can be logged by whoever sees this.
    pub const fn takes_calls(&self) -> bool {
        matches!(self, Self::Told(_) | Self::Known(_))
    }
}

/// Reads the request by the rule that opens the page about it, or by the one for whoever was told of a danger, and
/// notes it as seen.
pub(crate) fn touch(look: &mut Look<'_, '_>, person: PersonId) -> Result<Touch, Refusal> {
    let requests = inquiry::of_person(look.read, person)?;
    let Some(found) = requests.into_iter().next() else {
        return may_call(look, person).map(Touch::NoRequest);
    };
    let may_open = look.could(Action::ViewInquiry, person)?;
    if may_open {
        look.permit_patient(Action::ViewInquiry, person)?;
    } else {
        let (by, now) = (look.actor.person(), look.now);
        if !look.could(Action::ReachInDanger, person)? || !is_told(look.read, person, by, now)? {
            return may_call(look, person).map(Touch::Hidden);
        }
        look.permit_patient(Action::ReachInDanger, person)?;
    }
    let site = site::find(look.read, found.site)?.ok_or(Refusal::NotFound)?;
    look.saw(
        "inquiry.viewed",
        ("inquiry", found.id.uuid()),
        Some(person),
        None,
    );
    let known = Box::new((found, site));
    Ok(if may_open {
        Touch::Known(known)
    } else {
        Touch::Told(known)
    })
}

/// Whether the person may be called by their rules while they are in danger.
fn may_call(look: &mut Look<'_, '_>, person: PersonId) -> Result<bool, Refusal> {
    let rules = person::rules(look.read, person)?;
    Ok(rules.may_call_in_danger(CallBack::Person))
}

/// Whether somebody on staff was told of a danger that is open and cannot wait, has it, or is on call for it.
pub(crate) fn is_told(
    read: &mut impl Read,
    person: PersonId,
    staff: PersonId,
    now: Timestamp,
) -> Result<bool, Refusal> {
    let mut dangers = signal::open_of(read, person)?;
    dangers.retain(|signal| signal.urgency == Urgency::Now);
    if dangers.is_empty() {
        return Ok(false);
    }
    for danger in dangers {
        let has_it = danger.taken.is_some_and(|(_, by)| by == staff);
        let told = alert::of_signal(read, danger.id)?;
        if has_it || told.iter().any(|alert| alert.staff == staff) {
            return Ok(true);
        }
    }
    on_call::is_on_call(read, person, staff, now)
}
