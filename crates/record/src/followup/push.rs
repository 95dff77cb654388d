//! Browsers of staff that are called though no page is open in them.
//!
//! One row for each browser that somebody let be called. Signing out of it takes the row away, and so does its push
//! service when it says that the address is gone.

use crate::people::person;
use crate::seal::OrganizationKeys;
use crate::{Read, RecordError, Tx, Value};
use care::followup::push::Subscription;
use care::{Dice, LoginId, PersonId, PushId};
use jiff::Timestamp;
use std::collections::HashSet;

const BODY: (&str, &str) = ("push_device", "body");

statements! {
    INSERT = "INSERT INTO push_device (organization_id, push_id, person_id, session_id, token, added_at, sealed_body) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    OF: Kept = "SELECT {} FROM push_device \
        WHERE organization_id = $1 AND person_id = $2 ORDER BY added_at, push_id";
    AMONG: PersonId = "SELECT DISTINCT person_id FROM push_device WHERE organization_id = $1 AND person_id = ANY($2)";
    REPLACED = "DELETE FROM push_device WHERE organization_id = $1 AND token = $2";
    REMOVE = "DELETE FROM push_device WHERE organization_id = $1 AND person_id = $2 AND push_id = $3";
    REMOVE_OF_SESSION = "DELETE FROM push_device WHERE organization_id = $1 AND person_id = $2 AND session_id = $3";
    REMOVE_ALL = "DELETE FROM push_device WHERE organization_id = $1 AND person_id = $2";
}

row! {
    /// A browser as it is kept.
    struct Kept of _ {
        id: PushId = push_id,
        session: LoginId = session_id,
        added_at: Timestamp,
        subscription: Vec<u8> = sealed_body,
    }
}

/// One browser that is called.
#[derive(Clone)]
pub struct Device {
    /// Its id.
    pub id: PushId,
    /// The sign-in in which it was added.
    pub session: LoginId,
    /// When.
    pub added_at: Timestamp,
    /// Where and how it is called.
    pub subscription: Subscription,
}

/// Adds a browser. One that was there before, whoever it then was, is replaced: it calls who uses it now.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    device: &Device,
) -> Result<(), RecordError> {
    let keys = OrganizationKeys::load(tx)?;
    let token = keys.keyed_hash("push", device.subscription.endpoint.as_bytes());
    tx.run(REPLACED, args![token])?;
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, BODY, device.id.uuid(), &device.subscription)?;
    tx.run(
        INSERT,
        args![
            device.id,
            person,
            device.session,
            token,
            device.added_at,
            sealed
        ],
    )
    .map(drop)
}

/// Somebody's browsers, in the order in which they were added.
pub fn of(read: &mut impl Read, person: PersonId) -> Result<Vec<Device>, RecordError> {
    let rows = read.all(OF, args![person])?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = person::key(read, person)?;
    let device = |kept: Kept| {
        Ok(Device {
            id: kept.id,
            session: kept.session,
            added_at: kept.added_at,
            subscription: key.open_json(BODY, kept.id.uuid(), &kept.subscription)?,
        })
    };
    rows.into_iter().map(device).collect()
}

/// Which of these people have a browser that is called.
pub fn among(read: &mut impl Read, people: &[PersonId]) -> Result<HashSet<PersonId>, RecordError> {
    if people.is_empty() {
        return Ok(HashSet::new());
    }
    let people = Value::Ids(people.iter().map(|id| id.uuid()).collect());
    Ok(read.all(AMONG, args![people])?.into_iter().collect())
}

/// Takes one away; answers whether it was theirs.
pub fn remove(tx: &mut Tx<'_>, person: PersonId, id: PushId) -> Result<bool, RecordError> {
    Ok(tx.run(REMOVE, args![person, id])? == 1)
}

/// Takes away what was added in a sign-in that ends.
pub(crate) fn remove_of_session(
    tx: &mut Tx<'_>,
    person: PersonId,
    session: LoginId,
) -> Result<(), RecordError> {
    tx.run(REMOVE_OF_SESSION, args![person, session]).map(drop)
}

/// Takes away all of somebody's.
pub(crate) fn remove_all(tx: &mut Tx<'_>, person: PersonId) -> Result<(), RecordError> {
    tx.run(REMOVE_ALL, args![person]).map(drop)
}
