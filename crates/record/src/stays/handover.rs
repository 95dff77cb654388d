//! Sheets that went along with somebody in an emergency. They are only ever added.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::stays::handover::{Handover, Kept};
use care::{Dice, HandoverId, PersonId};

const BODY: (&str, &str) = ("handover", "body");

statements! {
    INSERT = "INSERT INTO handover (organization_id, handover_id, person_id, at, by_id, sealed_body) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    LAST = "SELECT handover_id, at, by_id, sealed_body FROM handover \
        WHERE organization_id = $1 AND person_id = $2 ORDER BY at DESC, handover_id DESC LIMIT 1";
}

/// Keeps a sheet.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    kept: &Kept,
) -> Result<(), RecordError> {
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, BODY, kept.id.uuid(), &kept.handover)?;
    tx.run(INSERT, args![kept.id, person, kept.at, kept.by, sealed])
        .map(drop)
}

/// The latest sheet about somebody.
pub fn last(read: &mut impl Read, person: PersonId) -> Result<Option<Kept>, RecordError> {
    let Some(row) = read.maybe(LAST, args![person])? else {
        return Ok(None);
    };
    let key = person::key(read, person)?;
    let id: HandoverId = row.get(0)?;
    let handover: Handover = key.open_json(BODY, id.uuid(), &row.get::<Vec<u8>>(3)?)?;
    Ok(Some(Kept {
        id,
        at: row.get(1)?,
        by: row.get(2)?,
        handover,
    }))
}
