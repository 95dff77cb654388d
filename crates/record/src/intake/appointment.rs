//! Times set aside for a person and a clinician. Who, when and where is plain; what is said there is elsewhere.

pub mod notice;

use crate::{Read, RecordError, Tx};
use care::intake::appointment::{Appointment, AppointmentKind, AppointmentState, Busy};
use care::{AppointmentId, InquiryId, PersonId};
use jiff::Timestamp;

statements! {
    INSERT = "\
        INSERT INTO appointment (organization_id, appointment_id, kind, person_id, inquiry_id, clinician_id, site_id, \
        starts_at, ends_at, minutes, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    UPDATE = "UPDATE appointment \
        SET clinician_id = $3, site_id = $4, starts_at = $5, ends_at = $6, minutes = $7, state = $8 \
        WHERE organization_id = $1 AND appointment_id = $2";
    FIND: Appointment = "SELECT {} FROM appointment WHERE organization_id = $1 AND appointment_id = $2";
    OF_PERSON: Appointment = "SELECT {} FROM appointment \
        WHERE organization_id = $1 AND person_id = $2 ORDER BY starts_at, appointment_id";
    /// What stands because of inquiries.
    STANDING: Appointment = "SELECT {} FROM appointment \
        WHERE organization_id = $1 AND state = 'booked' AND inquiry_id IS NOT NULL ORDER BY starts_at, appointment_id";
    /// Whatever takes time between two instants.
    BETWEEN: Appointment = "SELECT {} FROM appointment \
        WHERE organization_id = $1 AND state <> 'cancelled' AND starts_at < $3 AND ends_at > $2 \
        ORDER BY starts_at, appointment_id";
    FIRST_FOR_INQUIRIES: (InquiryId, Timestamp) = "SELECT a.inquiry_id, min(a.starts_at) \
        FROM inquiry i CROSS JOIN appointment a \
        WHERE i.organization_id = $1 AND i.requested_at >= $2 AND i.requested_at < $3 \
        AND a.organization_id = i.organization_id AND a.inquiry_id = i.inquiry_id AND a.state <> 'cancelled' \
        GROUP BY a.inquiry_id";
    CANCEL_AHEAD = "UPDATE appointment SET state = 'cancelled' \
        WHERE organization_id = $1 AND person_id = $2 AND state = 'booked' AND starts_at > $3";
}

coded! { AppointmentKind AppointmentState }

row! {
    Appointment of _ {
        id = appointment_id,
        kind,
        person = person_id,
        inquiry = inquiry_id,
        clinician = clinician_id,
        site = site_id,
        starts_at,
        minutes,
        state,
    }
}

/// Adds an appointment.
pub fn insert(tx: &mut Tx<'_>, appointment: &Appointment) -> Result<(), RecordError> {
    let it = appointment;
    tx.run(
        INSERT,
        args![
            it.id,
            it.kind.code(),
            it.person,
            it.inquiry,
            it.clinician,
            it.site,
            it.starts_at,
            it.ends_at(),
            it.minutes,
            it.state.code()
        ],
    )
    .map(drop)
}

/// Moves an appointment, or says what became of it.
pub fn update(tx: &mut Tx<'_>, appointment: &Appointment) -> Result<(), RecordError> {
    let it = appointment;
    tx.run(
        UPDATE,
        args![
            it.id,
            it.clinician,
            it.site,
            it.starts_at,
            it.ends_at(),
            it.minutes,
            it.state.code()
        ],
    )
    .map(drop)
}

/// One appointment.
pub fn find(read: &mut impl Read, id: AppointmentId) -> Result<Option<Appointment>, RecordError> {
    read.maybe(FIND, args![id])
}

/// Everything ever set aside for somebody, in order.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Vec<Appointment>, RecordError> {
    read.all(OF_PERSON, args![person])
}

/// What stands because of inquiries, in order.
pub fn standing(read: &mut impl Read) -> Result<Vec<Appointment>, RecordError> {
    read.all(STANDING, args![])
}

/// Every appointment that takes time between two instants and was not called off.
pub fn between(
    read: &mut impl Read,
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<Appointment>, RecordError> {
    read.all(BETWEEN, args![from, until])
}

/// The time clinicians are taken between two instants.
pub fn busy(
    read: &mut impl Read,
    window: (Timestamp, Timestamp),
) -> Result<Vec<Busy>, RecordError> {
    let taken = between(read, window)?;
    Ok(taken
        .iter()
        .map(|appointment| Busy {
            clinician: appointment.clinician,
            from: appointment.starts_at,
            until: appointment.ends_at(),
        })
        .collect())
}

/// The first time set aside for each inquiry that came in between two instants.
pub fn first_for_inquiries(
    read: &mut impl Read,
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<(InquiryId, Timestamp)>, RecordError> {
    read.all(FIRST_FOR_INQUIRIES, args![from, until])
}

/// Calls off whatever lies ahead for somebody; the clinicians' time is free again.
pub fn cancel_ahead(tx: &mut Tx<'_>, person: PersonId, now: Timestamp) -> Result<(), RecordError> {
    tx.run(CANCEL_AHEAD, args![person, now]).map(drop)
}
