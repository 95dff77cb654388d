//! Where people stand in their programs. Entries about a stay are numbered; the last one holds.

use crate::{Read, RecordError, Tx};
use care::people::pathway::PhaseStanding;
use care::{MembershipId, SiteId, StayId};
use jiff::civil::Date;
use std::collections::BTreeMap;

statements! {
    INSERT = "INSERT INTO stay_phase (organization_id, stay_id, number, phase, from_on, week_one_on, program_one_on) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    DELETE = "DELETE FROM stay_phase WHERE organization_id = $1 AND stay_id = $2 AND number = $3";
    OF_STAY: PhaseStanding = "SELECT {} FROM stay_phase p WHERE p.organization_id = $1 AND p.stay_id = $2 \
        ORDER BY p.number";
    /// Of everybody in care at a site now.
    AT_SITE: (StayId, PhaseStanding) = "SELECT p.stay_id, {} FROM stay s \
        JOIN stay_phase p ON p.organization_id = s.organization_id AND p.stay_id = s.stay_id \
        WHERE s.organization_id = $1 AND s.site_id = $2 AND s.until_on IS NULL ORDER BY p.stay_id, p.number";
    INSERT_LEFT = "INSERT INTO stay_phase_left (organization_id, stay_id, number, membership_id, last_on) \
        VALUES ($1, $2, $3, $4, $5)";
    LEFT: (MembershipId, Option<Date>) = "SELECT l.membership_id, l.last_on FROM stay_phase_left l \
        WHERE l.organization_id = $1 AND l.stay_id = $2 AND l.number = $3 ORDER BY l.membership_id";
    DELETE_LEFT = "DELETE FROM stay_phase_left WHERE organization_id = $1 AND stay_id = $2 AND number = $3";
}

row! {
    PhaseStanding of p {
        number,
        phase,
        from = from_on,
        week_one = week_one_on,
        program_one = program_one_on,
    }
}

/// Adds an entry. A second one with the same number is refused by the table's key: of two people who enter something at
/// the same time one has to look again.
pub fn insert(tx: &mut Tx<'_>, stay: StayId, standing: &PhaseStanding) -> Result<(), RecordError> {
    let PhaseStanding {
        number,
        phase,
        from,
        week_one,
        program_one,
    } = *standing;
    tx.run(
        INSERT,
        args![stay, number, phase, from, week_one, program_one],
    )
    .map(drop)
}

/// Keeps what a membership said before an entry ended it.
pub fn insert_left(
    tx: &mut Tx<'_>,
    (stay, number): (StayId, u16),
    membership: MembershipId,
    last_on: Option<Date>,
) -> Result<(), RecordError> {
    tx.run(INSERT_LEFT, args![stay, number, membership, last_on])
        .map(drop)
}

/// What memberships said before an entry ended them.
pub fn left(
    read: &mut impl Read,
    (stay, number): (StayId, u16),
) -> Result<Vec<(MembershipId, Option<Date>)>, RecordError> {
    read.all(LEFT, args![stay, number])
}

/// Takes an entry out again, with what it ended.
pub fn delete(tx: &mut Tx<'_>, stay: StayId, number: u16) -> Result<(), RecordError> {
    tx.run(DELETE_LEFT, args![stay, number])?;
    tx.run(DELETE, args![stay, number]).map(drop)
}

/// Everything entered about a stay, oldest first.
pub fn of_stay(read: &mut impl Read, stay: StayId) -> Result<Vec<PhaseStanding>, RecordError> {
    read.all(OF_STAY, args![stay])
}

/// Everything entered about the stays that run at a site, oldest first.
pub fn at_site(
    read: &mut impl Read,
    site: SiteId,
) -> Result<BTreeMap<StayId, Vec<PhaseStanding>>, RecordError> {
    let mut stays: BTreeMap<StayId, Vec<PhaseStanding>> = BTreeMap::new();
    for (stay, standing) in read.all(AT_SITE, args![site])? {
        stays.entry(stay).or_default().push(standing);
    }
    Ok(stays)
}
