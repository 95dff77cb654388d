//! Sheets that went along with somebody in an emergency. They are only ever added.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::stays::handover::{Handover, KeptHandover};
use care::{Dice, HandoverId, PersonId};
use jiff::Timestamp;

const BODY: (&str, &str) = ("handover", "body");

statements! {
    INSERT = "INSERT INTO handover (organization_id, handover_id, person_id, at, by_id, sealed_body) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    LAST: Stored = "SELECT {} FROM handover \
        WHERE organization_id = $1 AND person_id = $2 ORDER BY at DESC, handover_id DESC LIMIT 1";
}

row! {
    /// A sheet before it is opened.
    struct Stored of _ {
        id: HandoverId = handover_id,
        at: Timestamp,
        by: PersonId = by_id,
        sealed: Vec<u8> = sealed_body,
    }
}

/// Keeps a sheet.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    kept: &KeptHandover,
) -> Result<(), RecordError> {
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, BODY, kept.id.uuid(), &kept.handover)?;
    tx.run(INSERT, args![kept.id, person, kept.at, kept.by, sealed])
        .map(drop)
}

/// The latest sheet about somebody.
pub fn last(read: &mut impl Read, person: PersonId) -> Result<Option<KeptHandover>, RecordError> {
    let Some(stored) = read.maybe(LAST, args![person])? else {
        return Ok(None);
    };
    let key = person::key(read, person)?;
    let handover: Handover = key.open_json(BODY, stored.id.uuid(), &stored.sealed)?;
    Ok(Some(KeptHandover {
        id: stored.id,
        at: stored.at,
        by: stored.by,
        handover,
    }))
}
