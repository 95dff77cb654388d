//! Anybody: a key, a sealed name, a sealed way to reach them, and the blind index of the name.

use crate::seal::{OrganizationKeys, PersonKey, name_tokens};
use crate::{Read, RecordError, Tx};
use care::{Contact, Dice, OrganizationId, PersonId, PersonName};
use jiff::Timestamp;

pub(crate) const NAME: (&str, &str) = ("person", "name");
const CONTACT: (&str, &str) = ("person", "contact");

statements! {
    INSERT = "INSERT INTO person (organization_id, person_id, sealed_name, sealed_contact, created_at) VALUES ($1, $2, $3, $4, $5)";
    UPDATE = "UPDATE person SET sealed_name = $3, sealed_contact = $4 WHERE organization_id = $1 AND person_id = $2";
    INSERT_KEY = "INSERT INTO person_key (organization_id, person_id, wrapped, master_id) VALUES ($1, $2, $3, $4)";
    KEY = "SELECT wrapped, master_id FROM person_key WHERE organization_id = $1 AND person_id = $2";
    LOAD = "SELECT p.sealed_name, p.sealed_contact, k.wrapped, k.master_id FROM person p JOIN person_key k ON k.organization_id = p.organization_id AND k.person_id = p.person_id WHERE p.organization_id = $1 AND p.person_id = $2";
    INSERT_TOKEN = "INSERT INTO name_token (organization_id, token, person_id) VALUES ($1, $2, $3)";
    CLEAR_TOKENS = "DELETE FROM name_token WHERE organization_id = $1 AND person_id = $2";
    DESTROY_KEY = "DELETE FROM person_key WHERE organization_id = $1 AND person_id = $2";
    FORGOTTEN = "INSERT INTO forgotten (organization_id, person_id, forgotten_at) VALUES ($1, $2, $3)";
}

/// Adds somebody, with a new key of their own.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    organization: OrganizationId,
    id: PersonId,
    (name, contact): (&PersonName, &Contact),
    now: Timestamp,
) -> Result<PersonKey, RecordError> {
    let key = PersonKey::random(dice, organization, id);
    let (wrapped, master) = tx.vault.wrap(dice, &key)?;
    tx.run(INSERT_KEY, args![organization, id, wrapped, master])?;
    let (name_sealed, contact_sealed) = seal(dice, &key, id, name, contact)?;
    tx.run(
        INSERT,
        args![organization, id, name_sealed, contact_sealed, now],
    )?;
    index(tx, organization, id, name)?;
    Ok(key)
}

/// Changes what somebody is called and how they are reached.
pub fn update(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    organization: OrganizationId,
    id: PersonId,
    (name, contact): (&PersonName, &Contact),
) -> Result<(), RecordError> {
    let key = key(tx, organization, id)?;
    let (name_sealed, contact_sealed) = seal(dice, &key, id, name, contact)?;
    tx.run(UPDATE, args![organization, id, name_sealed, contact_sealed])?;
    tx.run(CLEAR_TOKENS, args![organization, id])?;
    index(tx, organization, id, name)
}

fn seal(
    dice: &dyn Dice,
    key: &PersonKey,
    id: PersonId,
    name: &PersonName,
    contact: &Contact,
) -> Result<(Vec<u8>, Vec<u8>), RecordError> {
    Ok((
        key.seal_json(dice, NAME, id.uuid(), name)?,
        key.seal_json(dice, CONTACT, id.uuid(), contact)?,
    ))
}

fn index(
    tx: &mut Tx<'_>,
    organization: OrganizationId,
    id: PersonId,
    name: &PersonName,
) -> Result<(), RecordError> {
    let keys = OrganizationKeys::load(tx, organization)?;
    for token in name_tokens(&keys, &name.words()) {
        tx.run(INSERT_TOKEN, args![organization, token, id])?;
    }
    Ok(())
}

/// Somebody's key, or [`RecordError::Forgotten`].
pub fn key(
    read: &mut impl Read,
    organization: OrganizationId,
    id: PersonId,
) -> Result<PersonKey, RecordError> {
    let row = read
        .maybe(KEY, args![organization, id])?
        .ok_or(RecordError::Forgotten)?;
    let (wrapped, master): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?);
    read.vault().unwrap(organization, id, &wrapped, &master)
}

/// Somebody's name and contact; [`RecordError::Forgotten`] when their key is gone.
pub fn load(
    read: &mut impl Read,
    organization: OrganizationId,
    id: PersonId,
) -> Result<(PersonName, Contact), RecordError> {
    let row = read
        .maybe(LOAD, args![organization, id])?
        .ok_or(RecordError::Forgotten)?;
    open_at(read, organization, id, &row, 0)
}

/// Name and contact from four columns: sealed name, sealed contact, wrapped key, master id.
pub(crate) fn open_at(
    read: &impl Read,
    organization: OrganizationId,
    id: PersonId,
    row: &crate::Row,
    first: usize,
) -> Result<(PersonName, Contact), RecordError> {
    let (wrapped, master): (Vec<u8>, Vec<u8>) = (row.get(first + 2)?, row.get(first + 3)?);
    let key = read.vault().unwrap(organization, id, &wrapped, &master)?;
    let (name, contact): (Vec<u8>, Vec<u8>) = (row.get(first)?, row.get(first + 1)?);
    Ok((
        key.open_json(NAME, id.uuid(), &name)?,
        key.open_json(CONTACT, id.uuid(), &contact)?,
    ))
}

/// Destroys somebody's key and every trace of their name in the index. What was sealed stays as noise, so that the
/// journal and other people's records still hold together. Run [`crate::Record::scrub`] afterwards.
pub fn forget(
    tx: &mut Tx<'_>,
    organization: OrganizationId,
    id: PersonId,
    now: Timestamp,
) -> Result<bool, RecordError> {
    tx.run(CLEAR_TOKENS, args![organization, id])?;
    if tx.run(DESTROY_KEY, args![organization, id])? == 0 {
        return Ok(false);
    }
    tx.run(FORGOTTEN, args![organization, id, now])?;
    Ok(true)
}
