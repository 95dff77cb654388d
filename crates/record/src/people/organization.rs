//! Tenants.

use crate::people::name_index;
use crate::seal::OrganizationKeys;
use crate::{Read, ReadAcross, RecordError, Tx, journal};
use care::{Dice, Line, OrganizationId};
use jiff::Timestamp;

statements! {
    INSERT = "INSERT INTO organization (organization_id, name, created_at) VALUES ($1, $2, $3)";
    ALL: (OrganizationId, String) = "SELECT organization_id, name FROM organization ORDER BY organization_id";
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

/// What the organization is called.
pub fn name(read: &mut impl Read) -> Result<String, RecordError> {
    read.maybe(NAME, args![])?
        .ok_or_else(|| RecordError::damaged("an organization is missing"))
}
