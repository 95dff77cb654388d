//! Tenants.

use crate::people::name_index;
use crate::seal::OrganizationKeys;
use crate::{Read, RecordError, Tx, journal};
use care::{Dice, Line, OrganizationId};
use jiff::Timestamp;

statements! {
    INSERT = "INSERT INTO organization (organization_id, name, created_at) VALUES ($1, $2, $3)";
    ALL = "SELECT organization_id, name FROM organization ORDER BY organization_id";
    NAME = "SELECT name FROM organization WHERE organization_id = $1";
}

/// Adds an organization with its keys and the beginning of its journal.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    id: OrganizationId,
    name: &Line,
    now: Timestamp,
) -> Result<(), RecordError> {
    tx.run(INSERT, args![id, name.as_str(), now])?;
    OrganizationKeys::create(tx, dice, id)?;
    name_index::set_current(tx, id)?;
    journal::start(tx, id)
}

/// Every organization of this installation.
pub fn all(read: &mut impl Read) -> Result<Vec<(OrganizationId, String)>, RecordError> {
    read.all(ALL, &[])?
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// What an organization is called.
pub fn name(read: &mut impl Read, id: OrganizationId) -> Result<String, RecordError> {
    read.maybe(NAME, args![id])?.map_or_else(
        || Err(RecordError::damaged("an organization is missing")),
        |row| row.get(0),
    )
}
