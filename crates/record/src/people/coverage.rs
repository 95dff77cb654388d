//! Who pays for somebody's care, sealed under their key.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::people::coverage::Coverages;
use care::{Dice, PersonId};
use jiff::Timestamp;

const BODY: (&str, &str) = ("coverage", "body");

statements! {
    OF_PERSON: Vec<u8> = "SELECT sealed FROM coverage WHERE organization_id = $1 AND person_id = $2";
    SET = "INSERT INTO coverage (organization_id, person_id, sealed, changed_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (organization_id, person_id) DO UPDATE \
        SET sealed = excluded.sealed, changed_at = excluded.changed_at";
}

/// Who pays for somebody's care; nothing of it where nothing was written down.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Coverages, RecordError> {
    let Some(sealed) = read.maybe(OF_PERSON, args![person])? else {
        return Ok(Coverages::default());
    };
    let key = person::key(read, person)?;
    key.open_json(BODY, person.uuid(), &sealed)
}

/// Writes down who pays for somebody's care.
pub fn set(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    coverages: &Coverages,
    now: Timestamp,
) -> Result<(), RecordError> {
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, BODY, person.uuid(), coverages)?;
    tx.run(SET, args![person, sealed, now]).map(drop)
}
