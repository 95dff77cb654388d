//! Somebody calls, and a coordinator types along: what is typed becomes a request that has been reached and, where a time
//! was agreed, an appointment, in one act.

use super::reached;
use crate::intake::appointment;
use crate::intake::appointment::{Booking, Offers, offers_at};
use crate::{Clinic, Key, Refusal};
use care::intake::inquiry::{InquiryDraft, Language};
use care::{InquiryId, SiteId};
use policy::{Action, Actor, Resource};
use record::people::site;
use serde::{Deserialize, Serialize};

/// What became of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallTaken {
    /// The request.
    pub inquiry: InquiryId,
    /// The appointment.
    pub time: TimeTaken,
}

/// What became of the time that was agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeTaken {
    /// None was.
    Unasked,
    /// It is theirs.
    Booked,
    /// Somebody else was quicker.
    Gone,
}

/// Keeps what was typed while somebody called, and books the time they agreed to. Where that is not free any more, what
/// they said is kept all the same, and another time has to be found.
pub fn take_call(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &InquiryDraft,
    booking: Option<Booking>,
) -> Result<CallTaken, Refusal> {
    clinic.act(actor, key, ("take_call", &(draft, booking)), |act| {
        let inquiry = reached(act, draft)?.id;
        let time = match booking.map(|booking| appointment::book_in(act, inquiry, booking)) {
            None => TimeTaken::Unasked,
            Some(Ok(_)) => TimeTaken::Booked,
            Some(Err(Refusal::Fields(issues)))
                if issues.iter().all(|issue| issue.field == appointment::TIME) =>
            {
                TimeTaken::Gone
            }
            Some(Err(refusal)) => return Err(refusal),
        };
        Ok(CallTaken { inquiry, time })
    })
}

/// The earliest times at a site, to offer somebody while they are on the telephone.
pub fn times(
    clinic: &Clinic,
    actor: &Actor,
    site: SiteId,
    language: Language,
) -> Result<Offers, Refusal> {
    clinic.look(actor, |look| {
        let organization = look.organization();
        look.permit_on(Action::AddInquiry, &Resource::Site(organization, site))?;
        let site = site::find(look.read, site)?.ok_or(Refusal::NotFound)?;
        offers_at(look.read, site, language, look.now)
    })
}
