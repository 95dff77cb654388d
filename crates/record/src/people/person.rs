//! Anybody: a key, a sealed name, a sealed way to reach them, and the blind index of the name.

use crate::seal::{
    OrganizationKeys, PersonKey, born_token, contact_tokens, name_tokens, query_tokens,
};
use crate::{Read, RecordError, Tx};
use care::{Contact, Dice, PersonId, PersonName};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;

pub(crate) const NAME: (&str, &str) = ("person", "name");
/// People answered at once as being like somebody.
const ALIKE_MAX: u32 = 200;
const CONTACT: (&str, &str) = ("person", "contact");

statements! {
    INSERT = "INSERT INTO person (organization_id, person_id, sealed_name, sealed_contact, created_at) \
        VALUES ($1, $2, $3, $4, $5)";
    UPDATE = "UPDATE person SET sealed_name = $3, sealed_contact = $4 WHERE organization_id = $1 AND person_id = $2";
    INSERT_KEY = "INSERT INTO person_key (organization_id, person_id, wrapped, master_id) VALUES ($1, $2, $3, $4)";
    KEY = "SELECT wrapped, master_id FROM person_key WHERE organization_id = $1 AND person_id = $2";
    LOAD = "SELECT p.sealed_name, p.sealed_contact, k.wrapped, k.master_id FROM person p \
        JOIN person_key k ON k.organization_id = p.organization_id AND k.person_id = p.person_id \
        WHERE p.organization_id = $1 AND p.person_id = $2";
    LOAD_ALL = "SELECT p.sealed_name, p.sealed_contact, k.wrapped, k.master_id, p.person_id FROM person p \
        JOIN person_key k ON k.organization_id = p.organization_id AND k.person_id = p.person_id \
        WHERE p.organization_id = $1 AND p.person_id = ANY($2)";
    KEYS = "SELECT wrapped, master_id, person_id FROM person_key WHERE organization_id = $1 AND person_id = ANY($2)";
    INSERT_TOKEN = "INSERT INTO name_token (organization_id, token, person_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    CLEAR_TOKENS = "DELETE FROM name_token WHERE organization_id = $1 AND person_id = $2";
    /// Whoever asked for somebody is found no more once that somebody is forgotten.
    CLEAR_ASKERS = "DELETE FROM asker_token WHERE organization_id = $1 AND person_id = $2";
    DESTROY_KEY = "DELETE FROM person_key WHERE organization_id = $1 AND person_id = $2";
    /// Whoever has one of two tokens, newest first.
    WITH_TOKEN = "SELECT DISTINCT n.person_id FROM name_token n \
        JOIN person_key k ON k.organization_id = n.organization_id AND k.person_id = n.person_id \
        WHERE n.organization_id = $1 AND (n.token = $2 OR n.token = $3) ORDER BY n.person_id DESC LIMIT $4";
    FORGOTTEN = "INSERT INTO forgotten (organization_id, person_id, forgotten_at) VALUES ($1, $2, $3)";
}

/// Adds somebody, with a new key of their own.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    id: PersonId,
    (name, contact): (&PersonName, &Contact),
    now: Timestamp,
) -> Result<PersonKey, RecordError> {
    let key = PersonKey::random(dice, tx.organization(), id);
    let (wrapped, master) = tx.vault.wrap(dice, &key)?;
    tx.run(INSERT_KEY, args![id, wrapped, master])?;
    let (name_sealed, contact_sealed) = seal(dice, &key, id, name, contact)?;
    tx.run(INSERT, args![id, name_sealed, contact_sealed, now])?;
    index(tx, id, (name, contact))?;
    Ok(key)
}

/// Changes what somebody is called and how they are reached.
pub fn update(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    id: PersonId,
    (name, contact): (&PersonName, &Contact),
) -> Result<(), RecordError> {
    let key = key(tx, id)?;
    let (name_sealed, contact_sealed) = seal(dice, &key, id, name, contact)?;
    tx.run(UPDATE, args![id, name_sealed, contact_sealed])?;
    index_anew(tx, id, (name, contact))
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
    id: PersonId,
    (name, contact): (&PersonName, &Contact),
) -> Result<(), RecordError> {
    let keys = OrganizationKeys::load(tx)?;
    let mut tokens = name_tokens(&keys, &name.words());
    tokens.extend(contact_tokens(&keys, contact));
    for token in tokens {
        tx.run(INSERT_TOKEN, args![token, id])?;
    }
    Ok(())
}

/// Writes the index of somebody's name and contact anew, in place of what stood there.
pub(crate) fn index_anew(
    tx: &mut Tx<'_>,
    id: PersonId,
    called: (&PersonName, &Contact),
) -> Result<(), RecordError> {
    tx.run(CLEAR_TOKENS, args![id])?;
    index(tx, id, called)
}

/// Lets somebody be found by their date of birth, until [`update`] writes their index anew.
pub(crate) fn index_born(tx: &mut Tx<'_>, id: PersonId, born: Date) -> Result<(), RecordError> {
    let keys = OrganizationKeys::load(tx)?;
    let token = born_token(&keys, born);
    tx.run(INSERT_TOKEN, args![token, id]).map(drop)
}

/// Whoever is found under how somebody is reached: the same number or the same address.
pub fn reached_alike(
    read: &mut impl Read,
    contact: &Contact,
) -> Result<Vec<PersonId>, RecordError> {
    under_contact(read, contact, WITH_TOKEN)
}

/// The people whom a statement finds under the tokens of a number and an address. It takes the organization, the two
/// tokens and how many people at most.
pub(crate) fn under_contact(
    read: &mut impl Read,
    contact: &Contact,
    with_token: &'static str,
) -> Result<Vec<PersonId>, RecordError> {
    let keys = OrganizationKeys::load(read)?;
    let tokens: Vec<_> = contact_tokens(&keys, contact).into_iter().collect();
    let Some(first) = tokens.first().copied() else {
        return Ok(Vec::new());
    };
    let second = tokens.get(1).copied().unwrap_or(first);
    let rows = read.all(with_token, args![first, second, ALIKE_MAX])?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// Whoever's name has, for each word of `words`, one with the same beginning or the same sound; or who is found under the
/// number, the address or the date of birth that it is.
pub fn named_alike(read: &mut impl Read, words: &str) -> Result<Vec<PersonId>, RecordError> {
    let keys = OrganizationKeys::load(read)?;
    let mut found: Option<Vec<PersonId>> = None;
    for tokens in query_tokens(&keys, words) {
        let first = tokens.first().copied().unwrap_or_default();
        let second = tokens.get(1).copied().unwrap_or(first);
        let rows = read.all(WITH_TOKEN, args![first, second, ALIKE_MAX])?;
        let ids = rows
            .iter()
            .map(|row| row.get(0))
            .collect::<Result<Vec<PersonId>, _>>()?;
        found = Some(match found {
            None => ids,
            Some(found) => found.into_iter().filter(|id| ids.contains(id)).collect(),
        });
    }
    Ok(found.unwrap_or_default())
}

/// Somebody's key, or [`RecordError::Forgotten`].
pub fn key(read: &mut impl Read, id: PersonId) -> Result<PersonKey, RecordError> {
    let row = read.maybe(KEY, args![id])?.ok_or(RecordError::Forgotten)?;
    let (wrapped, master): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?);
    read.key_of(id, &wrapped, &master)
}

/// The keys of these people, but for those who were forgotten.
pub fn keys(
    read: &mut impl Read,
    people: &[PersonId],
) -> Result<HashMap<PersonId, PersonKey>, RecordError> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    read.all(KEYS, args![people])?
        .iter()
        .map(|row| {
            let id: PersonId = row.get(2)?;
            let (wrapped, master): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?);
            let key = read.key_of(id, &wrapped, &master)?;
            Ok((id, key))
        })
        .collect()
}

/// Names and contacts of these people, but for those who were forgotten.
pub fn load_all(
    read: &mut impl Read,
    people: &[PersonId],
) -> Result<HashMap<PersonId, (PersonName, Contact)>, RecordError> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    read.all(LOAD_ALL, args![people])?
        .iter()
        .map(|row| {
            let id: PersonId = row.get(4)?;
            Ok((id, open_at(read, id, row, 0)?))
        })
        .collect()
}

/// Somebody's name and contact; [`RecordError::Forgotten`] when their key is gone.
pub fn load(read: &mut impl Read, id: PersonId) -> Result<(PersonName, Contact), RecordError> {
    let row = read.maybe(LOAD, args![id])?.ok_or(RecordError::Forgotten)?;
    open_at(read, id, &row, 0)
}

/// Name and contact from four columns: sealed name, sealed contact, wrapped key, master id.
pub(crate) fn open_at(
    read: &impl Read,
    id: PersonId,
    row: &crate::Row,
    first: usize,
) -> Result<(PersonName, Contact), RecordError> {
    let (wrapped, master): (Vec<u8>, Vec<u8>) = (row.get(first + 2)?, row.get(first + 3)?);
    let key = read.key_of(id, &wrapped, &master)?;
    let (name, contact): (Vec<u8>, Vec<u8>) = (row.get(first)?, row.get(first + 1)?);
    Ok((
        key.open_json(NAME, id.uuid(), &name)?,
        key.open_json(CONTACT, id.uuid(), &contact)?,
    ))
}

/// Destroys somebody's key and every trace of their name in the index. What was sealed stays as noise, so that the
/// journal and other people's records still hold together. Run [`crate::Record::scrub`] afterwards.
pub fn forget(tx: &mut Tx<'_>, id: PersonId, now: Timestamp) -> Result<bool, RecordError> {
    tx.run(CLEAR_TOKENS, args![id])?;
    tx.run(CLEAR_ASKERS, args![id])?;
    if tx.run(DESTROY_KEY, args![id])? == 0 {
        return Ok(false);
    }
    tx.run(FORGOTTEN, args![id, now])?;
    Ok(true)
}
