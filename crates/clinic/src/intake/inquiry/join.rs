//! Two requests of one person become one way, and can be parted again. Both histories stay as they are. Of the rules
//! for being in touch the stricter hold from then on, also after a parting, until somebody edits them.

use super::{keep, to_work};
use crate::intake::appointment;
use crate::people::reach;
use crate::{Act, Clinic, Key, Refusal};
use care::intake::inquiry::{Inquiry, StepKind};
use care::{InquiryId, PersonId};
use policy::{Action, Actor};
use record::intake::inquiry;
use record::people::patient;

/// Joins a request to the person it turned out to be about. From then on everything goes on under that person.
pub fn join(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: InquiryId,
    into: PersonId,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("join_inquiry", &(id, into)), |act| {
        let mut joined = to_work(act, Action::WorkInquiry, id)?;
        act.permit_patient(Action::WorkInquiry, into)?;
        refuse_impossible(act, &joined, into)?;
        joined.joined_to = Some(into);
        keep(act, &joined, joined.stage, StepKind::Joined)?;
        reach::join(act, &joined.rules, into)?;
        for mut other in inquiry::of_person(act.tx, joined.person)? {
            if other.joined_to == Some(joined.person) {
                other.joined_to = Some(into);
                keep(act, &other, other.stage, StepKind::Joined)?;
            }
        }
        let detail = serde_json::json!({ "into": into });
        let subject = ("inquiry", id.uuid());
        act.journal("inquiry.joined", subject, Some(joined.person), Some(detail))
    })
}

fn refuse_impossible(
    act: &mut Act<'_, '_>,
    joined: &Inquiry,
    into: PersonId,
) -> Result<(), Refusal> {
    let refuse = |sentence: &str| Err(Refusal::Conflict(sentence.to_owned()));
    if joined.person == into {
        return refuse("A request cannot be joined to itself.");
    }
    if joined.joined_to.is_some() {
        return refuse("This request was joined already.");
    }
    if patient::find(act.tx, joined.person)?.is_some() {
        return refuse("This person is in care. Open the other request and join it to them.");
    }
    if appointment::standing_of(act.tx, joined.person)?.is_some() {
        return refuse(
            "This request has an appointment. Open the other one and join it to this, or call the appointment off first.",
        );
    }
    let others = inquiry::of_person(act.tx, into)?;
    if others
        .iter()
        .any(|it| it.person == into && it.joined_to.is_some())
    {
        return refuse("The other request was joined to a third one. Open that one.");
    }
    Ok(())
}

/// Takes a joining back.
pub fn part(clinic: &Clinic, actor: &Actor, key: Key, id: InquiryId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("part_inquiry", &id), |act| {
        let mut inquiry = to_work(act, Action::WorkInquiry, id)?;
        if inquiry.joined_to.take().is_none() {
            let sentence = "This request is not joined to another.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        keep(act, &inquiry, inquiry.stage, StepKind::Parted)?;
        let subject = ("inquiry", id.uuid());
        act.journal("inquiry.parted", subject, Some(inquiry.person), None)
    })
}
