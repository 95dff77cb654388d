//! What was just done about a request, in the words of the page on which it was done.

use super::board::saw;
use crate::{Clinic, Refusal};
use care::intake::appointment::AppointmentState;
use care::intake::inquiry::CallOutcome;
use care::{AppointmentId, CallId, InquiryId};
use policy::{Action, Actor};
use record::intake::{appointment, inquiry};

/// What was done.
#[derive(Clone, Copy, Debug)]
pub enum Done {
    /// A call was logged.
    Called(CallId),
    /// A time was booked.
    Booked,
    /// It was said whether they came.
    Marked(AppointmentId),
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameOfIt {
    /// A call had this outcome.
    Call(CallOutcome),
    /// There is a time.
    Booked,
    /// An appointment stands like this.
    Visit(AppointmentState),
}

/// Whom it was about, by their full name, and what became of it.
pub fn done(
    clinic: &Clinic,
    actor: &Actor,
    id: InquiryId,
    what: Done,
) -> Result<(String, CameOfIt), Refusal> {
    clinic.look(actor, |look| {
        let found = inquiry::find(look.read, id)?.ok_or(Refusal::NotFound)?;
        look.permit_patient(Action::ViewInquiry, found.person)?;
        let came = match what {
            Done::Called(call) => {
                let calls = inquiry::log::calls(look.read, id, found.person)?;
                let call = calls.into_iter().find(|made| made.id == call);
                CameOfIt::Call(call.ok_or(Refusal::NotFound)?.outcome)
            }
            Done::Booked => CameOfIt::Booked,
            Done::Marked(visit) => {
                let visit = appointment::find(look.read, visit)?;
                let visit = visit.filter(|visit| visit.inquiry == Some(id));
                CameOfIt::Visit(visit.ok_or(Refusal::NotFound)?.state)
            }
        };
        saw(look, std::iter::once(&found));
        Ok((found.name.full(), came))
    })
}
