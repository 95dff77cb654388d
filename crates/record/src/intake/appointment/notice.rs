//! What was mailed about an appointment and what came back, sealed; when to look at it next; and the links by which it is
//! answered without a sign-in, of which only the hash is kept.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::intake::appointment::{Appointment, Notice};
use care::{AppointmentId, Dice, PersonId};
use jiff::Timestamp;
use std::collections::HashMap;

const BODY: (&str, &str) = ("appointment", "notice");
/// Appointments that are looked at in one round.
const DUE_MAX: u32 = 50;

statements! {
    SET = "UPDATE appointment SET sealed_notice = $3, remind_at = $4 \
        WHERE organization_id = $1 AND appointment_id = $2";
    PUT_OFF = "UPDATE appointment SET remind_at = $3 WHERE organization_id = $1 AND appointment_id = $2";
    OF: Kept = "SELECT {} FROM appointment WHERE organization_id = $1 AND appointment_id = $2";
    /// Of what stands because of inquiries.
    STANDING: Kept = "SELECT {} FROM appointment \
        WHERE organization_id = $1 AND state = 'booked' AND inquiry_id IS NOT NULL";
    DUE: AppointmentId = "SELECT appointment_id FROM appointment \
        WHERE organization_id = $1 AND remind_at <= $2 ORDER BY remind_at LIMIT $3";
    ADD_LINK = "INSERT INTO appointment_link (organization_id, secret_hash, appointment_id, person_id, expires_at) \
        VALUES ($1, $2, $3, $4, $5)";
    BY_LINK: AppointmentId = "SELECT appointment_id FROM appointment_link \
        WHERE organization_id = $1 AND secret_hash = $2 AND expires_at > $3";
    SWEEP_LINKS = "DELETE FROM appointment_link WHERE organization_id = $1 AND expires_at <= $2";
}

row! {
    /// A notice before it is opened.
    struct Kept of _ {
        id: AppointmentId = appointment_id,
        person: PersonId = person_id,
        notice: Option<Vec<u8>> = sealed_notice,
        remind_at: Option<Timestamp>,
    }
}

/// What was mailed about an appointment, and when to look at it next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptNotice {
    /// What was mailed and what came back; nothing of appointments from before there were reminders.
    pub notice: Option<Notice>,
    /// When to look at it next; nothing where no reminder is to come.
    pub remind_at: Option<Timestamp>,
}

/// Keeps what was mailed, and when to look at it next.
pub fn set(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    appointment: &Appointment,
    notice: &Notice,
    remind_at: Option<Timestamp>,
) -> Result<(), RecordError> {
    let id = appointment.id;
    let key = person::key(tx, appointment.person)?;
    let sealed = key.seal_json(dice, BODY, id.uuid(), notice)?;
    tx.run(SET, args![id, sealed, remind_at]).map(drop)
}

/// Says when to look at an appointment next, and nothing else of it: no key is needed for that.
pub fn look_at(
    tx: &mut Tx<'_>,
    id: AppointmentId,
    remind_at: Option<Timestamp>,
) -> Result<(), RecordError> {
    tx.run(PUT_OFF, args![id, remind_at]).map(drop)
}

/// What was mailed about an appointment.
pub fn of(read: &mut impl Read, id: AppointmentId) -> Result<Option<KeptNotice>, RecordError> {
    let Some(kept) = read.maybe(OF, args![id])? else {
        return Ok(None);
    };
    let notice = match &kept.notice {
        None => None,
        Some(sealed) => {
            let key = person::key(read, kept.person)?;
            Some(key.open_json(BODY, id.uuid(), sealed)?)
        }
    };
    Ok(Some(KeptNotice {
        notice,
        remind_at: kept.remind_at,
    }))
}

/// What was mailed about everything that stands because of inquiries. Whoever was forgotten is left out.
pub fn standing(read: &mut impl Read) -> Result<HashMap<AppointmentId, Notice>, RecordError> {
    let rows = read.all(STANDING, args![])?;
    let people: Vec<PersonId> = rows.iter().map(|kept| kept.person).collect();
    let keys = person::keys(read, &people)?;
    let mut notices = HashMap::new();
    for kept in rows {
        if let (Some(key), Some(sealed)) = (keys.get(&kept.person), &kept.notice) {
            notices.insert(kept.id, key.open_json(BODY, kept.id.uuid(), sealed)?);
        }
    }
    Ok(notices)
}

/// The appointments that are to be looked at by now, the longest due first, so many at a time.
pub fn due(read: &mut impl Read, now: Timestamp) -> Result<Vec<AppointmentId>, RecordError> {
    read.all(DUE, args![now, DUE_MAX])
}

/// Keeps the hash of a link by which an appointment is answered until it expires.
pub fn add_link(
    tx: &mut Tx<'_>,
    appointment: &Appointment,
    hash: [u8; 32],
    expires_at: Timestamp,
) -> Result<(), RecordError> {
    let (id, person) = (appointment.id, appointment.person);
    tx.run(ADD_LINK, args![hash, id, person, expires_at])
        .map(drop)
}

/// The appointment that a link is about, while it holds.
pub fn by_link(
    read: &mut impl Read,
    hash: [u8; 32],
    now: Timestamp,
) -> Result<Option<AppointmentId>, RecordError> {
    read.maybe(BY_LINK, args![hash, now])
}

/// Sweeps out links that have expired.
pub fn sweep_links(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), RecordError> {
    tx.run(SWEEP_LINKS, args![now]).map(drop)
}
