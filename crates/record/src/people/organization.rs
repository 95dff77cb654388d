//! Tenants.

use crate::people::name_index;
use crate::seal::OrganizationKeys;
use crate::{Read, ReadAcross, RecordError, Tx, journal};
use care::people::look::HouseLook;
use care::{Dice, Line, OrganizationId};
use jiff::Timestamp;

statements! {
    INSERT = "INSERT INTO organization (organization_id, name, created_at) VALUES ($1, $2, $3)";
    ALL: (OrganizationId, String) = "SELECT organization_id, name FROM organization ORDER BY organization_id";
    FIRST: (OrganizationId, String, Option<String>, Option<String>) = "\
        SELECT organization_id, name, accent, logo_name FROM organization ORDER BY organization_id LIMIT 1";
    NAME: String = "SELECT name FROM organization WHERE organization_id = $1";
}

/// Adds the organization that the transaction is of, with its keys and the beginning of its journal.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    name: &Line,
    now: Timestamp,
) -> Result<(), RecordError> {
    tx.run(INSERT, args![name.as_str(), now])?;
    OrganizationKeys::create(tx, dice)?;
    name_index::set_current(tx)?;
    journal::start(tx)
}

/// Every organization of this installation.
pub fn all(across: &mut impl ReadAcross) -> Result<Vec<(OrganizationId, String)>, RecordError> {
    across.rows(ALL, &[])
}

/// The first organization, whose the public pages are, with what it is called and how it looks.
pub fn first(
    across: &mut impl ReadAcross,
) -> Result<Option<(OrganizationId, String, HouseLook)>, RecordError> {
    let found = across.rows(FIRST, &[])?.into_iter().next();
    Ok(found.map(|(id, name, accent, logo)| (id, name, HouseLook::of(accent.as_deref(), logo))))
}

/// What the organization is called.
pub fn name(read: &mut impl Read) -> Result<String, RecordError> {
    read.maybe(NAME, args![])?
        .ok_or_else(|| RecordError::damaged("an organization is missing"))
}
