//! What is known of a person beside their name, sealed under their key.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::people::details::Details;
use care::{Dice, PersonId};
use jiff::Timestamp;

const BODY: (&str, &str) = ("person_details", "body");

statements! {
    OF_PERSON: Vec<u8> = "SELECT sealed FROM person_details WHERE organization_id = $1 AND person_id = $2";
    SET = "INSERT INTO person_details (organization_id, person_id, sealed, changed_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (organization_id, person_id) DO UPDATE \
        SET sealed = excluded.sealed, changed_at = excluded.changed_at";
}

/// What is known of somebody; nothing of it where nothing was written down.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Details, RecordError> {
    let Some(sealed) = read.maybe(OF_PERSON, args![person])? else {
        return Ok(Details::default());
    };
    let key = person::key(read, person)?;
    key.open_json(BODY, person.uuid(), &sealed)
}

/// Writes down what is known of somebody.
pub fn set(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    details: &Details,
    now: Timestamp,
) -> Result<(), RecordError> {
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, BODY, person.uuid(), details)?;
    tx.run(SET, args![person, sealed, now]).map(drop)
}
