//! Screens by the door, and who said there that they are here. Of a screen's address only the hash is kept.

use crate::{Read, RecordError, Tx};
use care::{GroupId, PersonId, SiteId};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;

statements! {
    SET_KIOSK = "INSERT INTO kiosk (organization_id, site_id, secret_hash, made_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (organization_id, site_id) DO UPDATE \
        SET secret_hash = excluded.secret_hash, made_at = excluded.made_at";
    REMOVE_KIOSK = "DELETE FROM kiosk WHERE organization_id = $1 AND site_id = $2";
    KIOSK_MADE: Timestamp = "SELECT made_at FROM kiosk WHERE organization_id = $1 AND site_id = $2";
    BY_SECRET: SiteId = "SELECT site_id FROM kiosk WHERE organization_id = $1 AND secret_hash = $2";
    INSERT = "INSERT INTO arrival (organization_id, group_id, date, person_id, at) VALUES ($1, $2, $3, $4, $5)";
    OF_SESSION: (PersonId, Timestamp) = "SELECT person_id, at FROM arrival WHERE organization_id = $1 \
        AND group_id = $2 AND date = $3";
}

/// Gives a site's screen a secret address in place of any other.
pub fn set_kiosk(
    tx: &mut Tx<'_>,
    site: SiteId,
    hash: [u8; 32],
    now: Timestamp,
) -> Result<(), RecordError> {
    tx.run(SET_KIOSK, args![site, hash, now]).map(drop)
}

/// Takes the address of a site's screen away; answers whether it had one.
pub fn remove_kiosk(tx: &mut Tx<'_>, site: SiteId) -> Result<bool, RecordError> {
    Ok(tx.run(REMOVE_KIOSK, args![site])? == 1)
}

/// When the address of a site's screen was made, if it has one.
pub fn kiosk_made(read: &mut impl Read, site: SiteId) -> Result<Option<Timestamp>, RecordError> {
    read.maybe(KIOSK_MADE, args![site])
}

/// The site whose screen answers to a secret.
pub fn by_secret(read: &mut impl Read, hash: [u8; 32]) -> Result<Option<SiteId>, RecordError> {
    read.maybe(BY_SECRET, args![hash])
}

/// Notes that somebody said that they are here. Once for each session: the table's key refuses a second one.
pub fn insert(
    tx: &mut Tx<'_>,
    group: GroupId,
    date: Date,
    person: PersonId,
    now: Timestamp,
) -> Result<(), RecordError> {
    tx.run(INSERT, args![group, date, person, now]).map(drop)
}

/// Who said that they are here for a session, and when.
pub fn of_session(
    read: &mut impl Read,
    group: GroupId,
    date: Date,
) -> Result<HashMap<PersonId, Timestamp>, RecordError> {
    let arrived = read.all(OF_SESSION, args![group, date])?;
    Ok(arrived.into_iter().collect())
}
