//! Appointments: making one, and what became of it. Where there still is a time is in `times`.

mod times;

pub use times::{Offers, day};
pub(crate) use times::{earliest, offers_at};

use crate::intake::inquiry::{keep, moved_to, worked};
use crate::intake::reminder;
use crate::{Act, Clinic, Key, Refusal};
use care::intake::appointment::{
    Appointment, AppointmentKind, AppointmentState, LENGTHS_MINUTES, Slot, ends_at,
};
use care::intake::inquiry::{Inquiry, Move, Stage, StepKind};
use care::people::site::Site;
use care::{AppointmentId, InquiryId, PersonId};
use jiff::Timestamp;
use policy::{Action, Actor};
use record::Read;
use record::intake::{appointment, inquiry};
use record::people::site;
use serde::Serialize;
use times::is_free;

/// A time somebody chose.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Booking {
    /// With whom.
    pub clinician: PersonId,
    /// From when.
    pub starts_at: Timestamp,
    /// For how long, one of [`LENGTHS_MINUTES`].
    pub minutes: u16,
}

/// The field beside which it is said that a time is not free any more.
pub(crate) const TIME: &str = "appointment";

/// Makes the assessment appointment of an inquiry, or moves the one that stands. The time is checked again here: within
/// the clinician's duty, and nobody else's.
pub fn book(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: InquiryId,
    booking: Booking,
) -> Result<AppointmentId, Refusal> {
    clinic.act(actor, key, ("book_assessment", &(id, booking)), |act| {
        book_in(act, id, booking)
    })
}

/// The same within a larger act. A time that is not free changes nothing: that is said beside [`TIME`].
pub(crate) fn book_in(
    act: &mut Act<'_, '_>,
    id: InquiryId,
    booking: Booking,
) -> Result<AppointmentId, Refusal> {
    let mut inquiry = worked(act, id)?;
    let site = site::find(act.tx, inquiry.site)?.ok_or(Refusal::NotFound)?;
    let standing = standing_of(act.tx, inquiry.person)?;
    if standing.as_ref().is_some_and(|it| it.starts_at <= act.now) {
        let sentence = "Say first whether they came to the appointment that was.";
        return Err(Refusal::Conflict(sentence.to_owned()));
    }
    let stage = moved_to(inquiry.stage, Move::Forward(Stage::Booked))?;
    check_free(act, &site, booking, standing.as_ref())?;
    check_person(act, inquiry.person, booking, standing.as_ref())?;
    let appointment = Appointment {
        id: standing.as_ref().map_or_else(|| act.id(), |it| it.id),
        kind: AppointmentKind::Assessment,
        person: inquiry.person,
        inquiry: Some(id),
        clinician: booking.clinician,
        site: site.id,
        starts_at: booking.starts_at,
        minutes: booking.minutes,
        state: AppointmentState::Booked,
    };
    let kind = if standing.is_some() {
        appointment::update(act.tx, &appointment)?;
        StepKind::Moved
    } else {
        appointment::insert(act.tx, &appointment)?;
        StepKind::Booked
    };
    let before = std::mem::replace(&mut inquiry.stage, stage);
    inquiry.clinician = Some(booking.clinician);
    // Who asked for a call or another time was not answered by another clinician at the same one.
    let stays = standing
        .as_ref()
        .is_some_and(|it| it.starts_at == appointment.starts_at);
    if !stays {
        inquiry.next_call_at = None;
    }
    inquiry.owner = inquiry.owner.or(Some(act.actor.person()));
    keep(act, &inquiry, before, kind)?;
    reminder::begin(act, &appointment, &site, stays)?;
    let detail = serde_json::json!({ "before": standing, "after": appointment });
    let subject = ("appointment", appointment.id.uuid());
    act.journal(
        "appointment.booked",
        subject,
        Some(inquiry.person),
        Some(detail),
    )?;
    Ok(appointment.id)
}

fn check_free(
    act: &mut Act<'_, '_>,
    site: &Site,
    booking: Booking,
    standing: Option<&Appointment>,
) -> Result<(), Refusal> {
    if !LENGTHS_MINUTES.contains(&booking.minutes) {
        return Err(Refusal::field("minutes", "Choose one of the lengths."));
    }
    let wanted = Slot {
        starts_at: booking.starts_at,
        clinician: booking.clinician,
        minutes: booking.minutes,
    };
    let (now, except) = (act.now, standing.map(|it| it.id));
    if is_free(act.tx, site, wanted, now, except)? {
        return Ok(());
    }
    Err(Refusal::field(
        TIME,
        "This time is not free any more. Choose another; the page shows what is free now.",
    ))
}

/// Nobody is in two places at once.
fn check_person(
    act: &mut Act<'_, '_>,
    person: PersonId,
    booking: Booking,
    standing: Option<&Appointment>,
) -> Result<(), Refusal> {
    let until = ends_at(booking.starts_at, booking.minutes);
    let theirs = appointment::of_person(act.tx, person)?;
    let clash = theirs.iter().any(|it| {
        it.state == AppointmentState::Booked
            && Some(it.id) != standing.map(|it| it.id)
            && it.starts_at < until
            && booking.starts_at < it.ends_at()
    });
    if clash {
        let sentence = "The person has another appointment at that time.";
        return Err(Refusal::Conflict(sentence.to_owned()));
    }
    Ok(())
}

/// The assessment appointment that stands.
pub(crate) fn standing_of(
    read: &mut impl Read,
    person: PersonId,
) -> Result<Option<Appointment>, Refusal> {
    let theirs = appointment::of_person(read, person)?;
    Ok(theirs
        .into_iter()
        .find(|it| it.state == AppointmentState::Booked && it.kind == AppointmentKind::Assessment))
}

/// Calls an appointment off and takes the inquiry back to where it was.
pub(crate) fn call_off(
    act: &mut Act<'_, '_>,
    inquiry: &mut Inquiry,
    mut standing: Appointment,
) -> Result<(), Refusal> {
    standing.state = AppointmentState::Cancelled;
    appointment::update(act.tx, &standing)?;
    let before = inquiry.stage;
    inquiry.stage = moved_to(inquiry.stage, Move::Unbooked)?;
    inquiry.clinician = None;
    keep(act, inquiry, before, StepKind::Cancelled)
}

/// Calls an appointment of an inquiry off, while it stands at the time that was shown: what was moved since, or made
/// anew, is another.
pub fn cancel(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: InquiryId,
    shown: AppointmentId,
    starts_at: Timestamp,
) -> Result<(), Refusal> {
    let command = ("cancel_appointment", &(id, shown, starts_at));
    clinic.act(actor, key, command, |act| {
        let mut inquiry = worked(act, id)?;
        let standing = standing_of(act.tx, inquiry.person)?;
        let Some(standing) = standing.filter(|it| it.id == shown && it.starts_at == starts_at)
        else {
            let sentence = "That appointment does not stand any more: it was moved, called off, or marked. The page shows how it stands.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        };
        let subject = ("appointment", standing.id.uuid());
        call_off(act, &mut inquiry, standing)?;
        act.journal("appointment.cancelled", subject, Some(inquiry.person), None)
    })
}

/// Says whether somebody came to their assessment appointment, or takes that back.
pub fn mark(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: AppointmentId,
    state: AppointmentState,
) -> Result<InquiryId, Refusal> {
    clinic.act(actor, key, ("mark_appointment", &(id, state)), |act| {
        let mut visit = appointment::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
        act.permit_patient(Action::KeepAppointment, visit.person)?;
        let inquiry = visit.inquiry.ok_or(Refusal::NotFound)?;
        let mut inquiry = inquiry::find(act.tx, inquiry)?.ok_or(Refusal::NotFound)?;
        let (after, kind) = marking(act, &inquiry, &visit, state)?;
        let taken_back = after < inquiry.stage && visit.state == AppointmentState::Kept;
        if taken_back {
            inquiry::log::step(
                act.tx,
                inquiry.id,
                inquiry.person,
                StepKind::TakenBack,
                inquiry.stage,
                act.now,
                Some(actor.person()),
            )?;
        }
        visit.state = state;
        appointment::update(act.tx, &visit)?;
        let before = std::mem::replace(&mut inquiry.stage, after);
        if state == AppointmentState::Missed {
            inquiry.next_call_at = Some(act.now);
        }
        if state == AppointmentState::Kept {
            inquiry.next_call_at = None;
        }
        keep(act, &inquiry, before, kind)?;
        let detail = serde_json::json!({ "state": state });
        let subject = ("appointment", id.uuid());
        act.journal(
            "appointment.marked",
            subject,
            Some(visit.person),
            Some(detail),
        )?;
        Ok(inquiry.id)
    })
}

/// What marking an appointment does to its inquiry, or a sentence why it cannot be marked so.
fn marking(
    act: &mut Act<'_, '_>,
    inquiry: &Inquiry,
    marked: &Appointment,
    state: AppointmentState,
) -> Result<(Stage, StepKind), Refusal> {
    use AppointmentState::{Booked, Cancelled, Kept, Missed};
    let refuse = |sentence: &str| Err(Refusal::Conflict(sentence.to_owned()));
    let to = match (marked.state, state) {
        (Booked, Kept | Missed) if marked.starts_at > act.now => {
            return refuse("This appointment has not begun. Say afterwards whether they came.");
        }
        (Booked, Kept) => (Move::Forward(Stage::Assessed), StepKind::Kept),
        (Booked, Missed) => (Move::Unbooked, StepKind::Missed),
        (Kept, Booked) => (Move::Unassessed, StepKind::Changed),
        (Missed, Booked) => {
            if standing_of(act.tx, marked.person)?.is_some() {
                return refuse("There is another appointment by now. Call that one off first.");
            }
            (Move::Forward(Stage::Booked), StepKind::Changed)
        }
        (Cancelled, _) => return refuse("This appointment was called off. Make a new one."),
        (Kept, _) => return refuse("They were marked as having come. Take that back first."),
        (Missed, _) => return refuse("They were marked as not having come. Take that back first."),
        (Booked, _) => return refuse("There is nothing to take back."),
    };
    Ok((moved_to(inquiry.stage, to.0)?, to.1))
}
