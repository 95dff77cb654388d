//! Beds at sites.

use crate::people::site::line;
use crate::stays::stay::level;
use crate::{Read, RecordError, Row, Tx};
use care::BedId;
use care::stays::bed::Bed;

statements! {
    INSERT = "INSERT INTO bed (organization_id, bed_id, site_id, name, level) VALUES ($1, $2, $3, $4, $5)";
    ALL = "SELECT bed_id, site_id, name, level FROM bed WHERE organization_id = $1 ORDER BY site_id, name, bed_id";
    FIND = "SELECT bed_id, site_id, name, level FROM bed WHERE organization_id = $1 AND bed_id = $2";
}

/// Adds a bed.
pub fn insert(tx: &mut Tx<'_>, bed: &Bed) -> Result<(), RecordError> {
    let Bed {
        id,
        site,
        name,
        level,
    } = bed;
    tx.run(INSERT, args![*id, *site, name.as_str(), level.code()])
        .map(drop)
}

/// Every bed of an organization, by site and name.
pub fn all(read: &mut impl Read) -> Result<Vec<Bed>, RecordError> {
    read.all(ALL, args![])?.iter().map(bed).collect()
}

/// One bed.
pub fn find(read: &mut impl Read, id: BedId) -> Result<Option<Bed>, RecordError> {
    let row = read.maybe(FIND, args![id])?;
    row.as_ref().map(bed).transpose()
}

fn bed(row: &Row) -> Result<Bed, RecordError> {
    Ok(Bed {
        id: row.get(0)?,
        site: row.get(1)?,
        name: line(row, 2)?,
        level: level(row, 3)?,
    })
}
