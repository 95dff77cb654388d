//! Anybody: a key, a sealed name, a sealed way to reach them, and the blind index of the name.

use crate::people::emergency;
use crate::seal::{OrganizationKeys, PersonKey, born_token, contact_entries, name_tokens};
use crate::{Read, RecordError, Tx};
use care::people::contact_rules::ContactRules;
use care::{Contact, Dice, PersonId, PersonName};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;

pub(crate) const NAME: (&str, &str) = ("person", "name");
const CONTACT: (&str, &str) = ("person", "contact");
pub(crate) const RULES: (&str, &str) = ("person", "rules");

statements! {
    INSERT = "INSERT INTO person (organization_id, person_id, sealed_name, sealed_contact, created_at) \
        VALUES ($1, $2, $3, $4, $5)";
    UPDATE = "UPDATE person SET sealed_name = $3, sealed_contact = $4 WHERE organization_id = $1 AND person_id = $2";
    SET_RULES = "UPDATE person SET sealed_rules = $3 WHERE organization_id = $1 AND person_id = $2";
    INSERT_KEY = "INSERT INTO person_key (organization_id, person_id, wrapped, master_id) VALUES ($1, $2, $3, $4)";
    KEY: Wrapped = "SELECT {} FROM person_key k WHERE k.organization_id = $1 AND k.person_id = $2";
    LOAD: Named = "SELECT {} FROM person p \
        JOIN person_key k ON k.organization_id = p.organization_id AND k.person_id = p.person_id \
        WHERE p.organization_id = $1 AND p.person_id = $2";
    LOAD_ALL: (PersonId, Named) = "SELECT p.person_id, {} FROM person p \
        JOIN person_key k ON k.organization_id = p.organization_id AND k.person_id = p.person_id \
        WHERE p.organization_id = $1 AND p.person_id = ANY($2)";
    KEYS: (PersonId, Wrapped) = "SELECT k.person_id, {} FROM person_key k \
        WHERE k.organization_id = $1 AND k.person_id = ANY($2)";
    INSERT_TOKEN = "INSERT INTO name_token (organization_id, token, person_id) VALUES ($1, $2, $3) \
        ON CONFLICT DO NOTHING";
    CLEAR_TOKENS = "DELETE FROM name_token WHERE organization_id = $1 AND person_id = $2";
    /// Whoever asked for somebody is found no more once that somebody is forgotten.
    CLEAR_ASKERS = "DELETE FROM asker_token WHERE organization_id = $1 AND person_id = $2";
    DESTROY_KEY = "DELETE FROM person_key WHERE organization_id = $1 AND person_id = $2";
    FORGOTTEN = "INSERT INTO forgotten (organization_id, person_id, forgotten_at) VALUES ($1, $2, $3)";
}

row! {
    /// Somebody's key, as it is kept.
    pub(crate) struct Wrapped of k {
        wrapped: Vec<u8>,
        master: Vec<u8> = master_id,
    }
}

impl Wrapped {
    /// The key.
    pub(crate) fn open(&self, read: &impl Read, of: PersonId) -> Result<PersonKey, RecordError> {
        read.key_of(of, &self.wrapped, &self.master)
    }
}

row! {
    /// Name and contact, with the key they are sealed under.
    pub(crate) struct Named of p {
        name: Vec<u8> = sealed_name,
        contact: Vec<u8> = sealed_contact,
        rules: Option<Vec<u8>> = sealed_rules,
        key: Wrapped = ..,
    }
}

impl Named {
    /// Name and contact in the clear.
    pub(crate) fn open(
        &self,
        read: &impl Read,
        of: PersonId,
    ) -> Result<(PersonName, Contact), RecordError> {
        self.open_with(&self.key.open(read, of)?, of)
    }

    /// The same where the key is at hand.
    pub(crate) fn open_with(
        &self,
        key: &PersonKey,
        of: PersonId,
    ) -> Result<(PersonName, Contact), RecordError> {
        Ok((
            key.open_json(NAME, of.uuid(), &self.name)?,
            key.open_json(CONTACT, of.uuid(), &self.contact)?,
        ))
    }

    /// How it is safe to be in touch with them; nothing is said where nobody asked.
    pub(crate) fn rules_with(
        &self,
        key: &PersonKey,
        of: PersonId,
    ) -> Result<ContactRules, RecordError> {
        match &self.rules {
            Some(sealed) => key.open_json(RULES, of.uuid(), sealed),
            None => Ok(ContactRules::default()),
        }
    }
}

/// Adds somebody, with a new key of their own.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    id: PersonId,
    name: &PersonName,
    contact: &Contact,
    now: Timestamp,
) -> Result<PersonKey, RecordError> {
    let key = PersonKey::random(dice, tx.organization(), id);
    let (wrapped, master) = tx.vault.wrap(dice, &key)?;
    tx.run(INSERT_KEY, args![id, wrapped, master])?;
    let (name_sealed, contact_sealed) = seal(dice, &key, id, name, contact)?;
    tx.run(INSERT, args![id, name_sealed, contact_sealed, now])?;
    index(tx, id, name, contact)?;
    Ok(key)
}

/// Changes what somebody is called and how they are reached.
pub fn update(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    id: PersonId,
    name: &PersonName,
    contact: &Contact,
) -> Result<(), RecordError> {
    let key = key(tx, id)?;
    let (name_sealed, contact_sealed) = seal(dice, &key, id, name, contact)?;
    tx.run(UPDATE, args![id, name_sealed, contact_sealed])?;
    index_anew(tx, id, name, contact)
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
    name: &PersonName,
    contact: &Contact,
) -> Result<(), RecordError> {
    let keys = OrganizationKeys::load(tx)?;
    let mut tokens = name_tokens(&keys, &name.words());
    tokens.extend(contact_entries(&keys, contact));
    for token in tokens {
        tx.run(INSERT_TOKEN, args![token, id])?;
    }
    Ok(())
}

/// Writes the index of somebody's name and contact anew, in place of what stood there.
pub(crate) fn index_anew(
    tx: &mut Tx<'_>,
    id: PersonId,
    name: &PersonName,
    contact: &Contact,
) -> Result<(), RecordError> {
    tx.run(CLEAR_TOKENS, args![id])?;
    index(tx, id, name, contact)
}

/// Lets somebody be found by their date of birth, until [`update`] writes their index anew.
pub(crate) fn index_born(tx: &mut Tx<'_>, id: PersonId, born: Date) -> Result<(), RecordError> {
    let keys = OrganizationKeys::load(tx)?;
    let token = born_token(&keys, born);
    tx.run(INSERT_TOKEN, args![token, id]).map(drop)
}

/// Somebody's key, or [`RecordError::Forgotten`].
pub fn key(read: &mut impl Read, id: PersonId) -> Result<PersonKey, RecordError> {
    let key = read.maybe(KEY, args![id])?;
    key.ok_or(RecordError::Forgotten)?.open(read, id)
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
        .map(|(id, key)| Ok((*id, key.open(read, *id)?)))
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
        .map(|(id, named)| Ok((*id, named.open(read, *id)?)))
        .collect()
}

/// Somebody's name and contact; [`RecordError::Forgotten`] when their key is gone.
pub fn load(read: &mut impl Read, id: PersonId) -> Result<(PersonName, Contact), RecordError> {
    let named = read.maybe(LOAD, args![id])?;
    named.ok_or(RecordError::Forgotten)?.open(read, id)
}

/// How it is safe to be in touch with somebody; [`RecordError::Forgotten`] when their key is gone.
pub fn rules(read: &mut impl Read, id: PersonId) -> Result<ContactRules, RecordError> {
    let named = read.maybe(LOAD, args![id])?;
    let named = named.ok_or(RecordError::Forgotten)?;
    named.rules_with(&named.key.open(read, id)?, id)
}

/// The same of these people, but for those who were forgotten.
pub fn rules_of(
    read: &mut impl Read,
    people: &[PersonId],
) -> Result<HashMap<PersonId, ContactRules>, RecordError> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    read.all(LOAD_ALL, args![people])?
        .iter()
        .map(|(id, named)| Ok((*id, named.rules_with(&named.key.open(read, *id)?, *id)?)))
        .collect()
}

/// Writes down how it is safe to be in touch with somebody.
pub fn set_rules(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    id: PersonId,
    rules: &ContactRules,
) -> Result<(), RecordError> {
    let sealed = key(tx, id)?.seal_json(dice, RULES, id.uuid(), rules)?;
    tx.run(SET_RULES, args![id, sealed]).map(drop)
}

/// Destroys somebody's key and every trace of their name in the index. What was sealed stays as noise, so that the
/// journal and other people's records still hold together. Run [`crate::Record::scrub`] afterwards.
pub fn forget(tx: &mut Tx<'_>, id: PersonId, now: Timestamp) -> Result<bool, RecordError> {
    tx.run(CLEAR_TOKENS, args![id])?;
    tx.run(CLEAR_ASKERS, args![id])?;
    emergency::clear(tx, id)?;
    if tx.run(DESTROY_KEY, args![id])? == 0 {
        return Ok(false);
    }
    tx.run(FORGOTTEN, args![id, now])?;
    Ok(true)
}
