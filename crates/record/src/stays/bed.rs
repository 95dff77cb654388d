//! Beds at sites.

use crate::{Read, RecordError, Tx};
use care::BedId;
use care::stays::bed::Bed;

statements! {
    INSERT = "INSERT INTO bed (organization_id, bed_id, site_id, name, level) VALUES ($1, $2, $3, $4, $5)";
    ALL: Bed = "SELECT {} FROM bed WHERE organization_id = $1 ORDER BY site_id, name, bed_id";
    FIND: Bed = "SELECT {} FROM bed WHERE organization_id = $1 AND bed_id = $2";
}

row! { Bed of _ { id = bed_id, site = site_id, name, level } }

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
    read.all(ALL, args![])
}

/// One bed.
pub fn find(read: &mut impl Read, id: BedId) -> Result<Option<Bed>, RecordError> {
    read.maybe(FIND, args![id])
}
