//! Who answers for a minor, sealed under the minor's key.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::people::minor::Guardian;
use care::{Dice, PersonId};
use jiff::Timestamp;

const BODY: (&str, &str) = ("guardian", "body");

statements! {
    OF_PERSON: (Vec<u8>, Timestamp) = "SELECT sealed, changed_at FROM guardian WHERE organization_id = $1 AND person_id = $2";
    SET = "INSERT INTO guardian (organization_id, person_id, sealed, changed_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (organization_id, person_id) DO UPDATE \
        SET sealed = excluded.sealed, changed_at = excluded.changed_at";
}

/// Who answers for somebody, where it was written down.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Option<Guardian>, RecordError> {
    Ok(kept(read, person)?.map(|(guardian, _)| guardian))
}

/// The same, with when it was written down.
pub fn kept(
    read: &mut impl Read,
    person: PersonId,
) -> Result<Option<(Guardian, Timestamp)>, RecordError> {
    let Some((sealed, at)) = read.maybe(OF_PERSON, args![person])? else {
        return Ok(None);
    };
    let key = person::key(read, person)?;
    let guardian = key.open_json(BODY, person.uuid(), &sealed)?;
    Ok(Some((guardian, at)))
}

/// Writes down who answers for somebody.
pub fn set(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    guardian: &Guardian,
    now: Timestamp,
) -> Result<(), RecordError> {
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, BODY, person.uuid(), guardian)?;
    tx.run(SET, args![person, sealed, now]).map(drop)
}
