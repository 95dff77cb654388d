//! Shifts on call, sealed under the key of whoever has them: they say where somebody is reached, and when.

use crate::people::person::{self, Wrapped};
use crate::{Read, RecordError, Tx};
use care::followup::on_call::{Held, Shift};
use care::{Dice, PersonId, ShiftId, SiteId};
use jiff::Timestamp;

const BODY: (&str, &str) = ("on_call", "body");

const WHO: &str = "\
    JOIN person_key k ON k.organization_id = c.organization_id AND k.person_id = c.person_id \
    LEFT JOIN account a ON a.organization_id = c.organization_id AND a.person_id = c.person_id";

statements! {
    INSERT = "INSERT INTO on_call (organization_id, shift_id, site_id, person_id, sealed_body, changed_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    UPDATE = "UPDATE on_call SET site_id = $3, person_id = $4, sealed_body = $5, changed_at = $6 \
        WHERE organization_id = $1 AND shift_id = $2 AND removed_at IS NULL";
    REMOVE = "UPDATE on_call SET removed_at = $3 \
        WHERE organization_id = $1 AND shift_id = $2 AND removed_at IS NULL";
    RESTORE = "UPDATE on_call SET removed_at = NULL, changed_at = $3 \
        WHERE organization_id = $1 AND shift_id = $2 AND removed_at IS NOT NULL";
    ALL: Stored = "SELECT {} FROM on_call c {} \
        WHERE c.organization_id = $1 AND c.removed_at IS NULL ORDER BY c.shift_id", WHO;
    REMOVED: Stored = "SELECT {} FROM on_call c {} \
        WHERE c.organization_id = $1 AND c.removed_at IS NOT NULL AND c.shift_id = $2", WHO;
}

row! {
    /// A shift before it is opened.
    struct Stored of c {
        id: ShiftId = shift_id,
        site: SiteId = site_id,
        person: PersonId = person_id,
        shift: Vec<u8> = sealed_body,
        disabled_at: Option<Timestamp> = "a.disabled_at",
        key: Wrapped = ..,
    }
}

/// Adds a shift.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    held: &Held,
    now: Timestamp,
) -> Result<(), RecordError> {
    let key = person::key(tx, held.person)?;
    let sealed = key.seal_json(dice, BODY, held.id.uuid(), &held.shift)?;
    tx.run(INSERT, args![held.id, held.site, held.person, sealed, now])
        .map(drop)
}

/// Changes a shift; answers whether it was there.
pub fn update(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    held: &Held,
    now: Timestamp,
) -> Result<bool, RecordError> {
    let key = person::key(tx, held.person)?;
    let sealed = key.seal_json(dice, BODY, held.id.uuid(), &held.shift)?;
    Ok(tx.run(UPDATE, args![held.id, held.site, held.person, sealed, now])? == 1)
}

/// Takes a shift out; answers whether it was there.
pub fn remove(tx: &mut Tx<'_>, id: ShiftId, now: Timestamp) -> Result<bool, RecordError> {
    Ok(tx.run(REMOVE, args![id, now])? == 1)
}

/// Puts a shift back; answers whether it had been taken out.
pub fn restore(tx: &mut Tx<'_>, id: ShiftId, now: Timestamp) -> Result<bool, RecordError> {
    Ok(tx.run(RESTORE, args![id, now])? == 1)
}

/// A shift with whether whoever has it can still sign in.
pub type KeptShift = (Held, bool);

/// Every shift of an organization.
pub fn all(read: &mut impl Read) -> Result<Vec<KeptShift>, RecordError> {
    let rows = read.all(ALL, args![])?;
    rows.into_iter().map(|stored| kept(read, stored)).collect()
}

/// A shift that was taken out.
pub fn removed(read: &mut impl Read, id: ShiftId) -> Result<Option<KeptShift>, RecordError> {
    let row = read.maybe(REMOVED, args![id])?;
    row.map(|stored| kept(read, stored)).transpose()
}

fn kept(read: &impl Read, stored: Stored) -> Result<KeptShift, RecordError> {
    let key = stored.key.open(read, stored.person)?;
    let shift: Shift = key.open_json(BODY, stored.id.uuid(), &stored.shift)?;
    let held = Held {
        id: stored.id,
        site: stored.site,
        person: stored.person,
        shift,
    };
    Ok((held, stored.disabled_at.is_none()))
}
