//! Proposals for weeks: the site's part plain, each person's part sealed under their key.

use crate::people::person;
use crate::{Read, RecordError, Row, Tx, Value};
use care::planning::week::{Part, Proposal, Purpose, State};
use care::{Dice, PersonId, ProposalId, SiteId};
use jiff::Timestamp;

const PART: (&str, &str) = ("proposal_part", "body");
/// Proposals of a site answered at once, the latest first.
const LIST_MAX: u32 = 20;

statements! {
    INSERT = "\
        INSERT INTO proposal (organization_id, proposal_id, site_id, purpose, monday, made_by, made_at, state, basis, \
        whole) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    INSERT_PART = "INSERT INTO proposal_part (organization_id, proposal_id, person_id, sealed) VALUES ($1, $2, $3, $4)";
    FIND = "\
        SELECT proposal_id, site_id, purpose, monday, made_by, made_at, state, settled_at, settled_by, basis, whole \
        FROM proposal WHERE organization_id = $1 AND proposal_id = $2";
    OF_SITE = "\
        SELECT proposal_id, site_id, purpose, monday, made_by, made_at, state, settled_at, settled_by, basis, whole \
        FROM proposal WHERE organization_id = $1 AND site_id = $2 ORDER BY made_at DESC LIMIT $3";
    WAITING = "\
        SELECT proposal_id, site_id, purpose, monday, made_by, made_at, state, settled_at, settled_by, basis, whole \
        FROM proposal WHERE organization_id = $1 AND site_id = $2 AND state = 'open' AND purpose <> 'repair' \
        ORDER BY made_at DESC";
    PARTS = "SELECT q.person_id, q.sealed, k.wrapped, k.master_id FROM proposal_part q \
        JOIN person_key k ON k.organization_id = q.organization_id AND k.person_id = q.person_id \
        WHERE q.organization_id = $1 AND q.proposal_id = $2 ORDER BY q.person_id";
    SETTLE = "UPDATE proposal SET state = $3, settled_at = $4, settled_by = $5 \
        WHERE organization_id = $1 AND proposal_id = $2 AND state = 'open'";
    SUPERSEDE = "UPDATE proposal SET state = 'withdrawn', settled_at = $4, settled_by = $5 \
        WHERE organization_id = $1 AND site_id = $2 AND proposal_id <> $3 AND state = 'open' AND purpose <> 'repair'";
}

/// Adds a proposal with its parts. An older open one for the site's lasting week gives way to it.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    proposal: &Proposal,
    parts: &[Part],
) -> Result<(), RecordError> {
    let Proposal {
        id,
        site,
        purpose,
        monday,
        made_by,
        made_at,
        state,
        basis,
        ..
    } = proposal;
    if *purpose != Purpose::Repair {
        tx.run(SUPERSEDE, args![*site, *id, *made_at, *made_by])?;
    }
    tx.run(
        INSERT,
        args![
            *id,
            *site,
            purpose.code(),
            *monday,
            *made_by,
            *made_at,
            state.code(),
            basis.as_slice(),
            Value::document(&proposal.whole)?
        ],
    )?;
    for part in parts {
        let key = person::key(tx, part.person)?;
        let sealed = key.seal_json(dice, PART, id.uuid(), part)?;
        tx.run(INSERT_PART, args![*id, part.person, sealed])?;
    }
    Ok(())
}

/// One proposal.
pub fn find(read: &mut impl Read, id: ProposalId) -> Result<Option<Proposal>, RecordError> {
    let row = read.maybe(FIND, args![id])?;
    row.as_ref().map(proposal).transpose()
}

/// The latest proposals of a site.
pub fn of_site(read: &mut impl Read, site: SiteId) -> Result<Vec<Proposal>, RecordError> {
    read.all(OF_SITE, args![site, LIST_MAX])?
        .iter()
        .map(proposal)
        .collect()
}

/// The open proposals for a site's lasting week, however many others were made since.
pub fn waiting(read: &mut impl Read, site: SiteId) -> Result<Vec<Proposal>, RecordError> {
    let rows = read.all(WAITING, args![site])?;
    rows.iter().map(proposal).collect()
}

/// The parts of a proposal; those of people since forgotten are gone.
pub fn parts(read: &mut impl Read, id: ProposalId) -> Result<Vec<Part>, RecordError> {
    read.all(PARTS, args![id])?
        .iter()
        .map(|row| {
            let who: PersonId = row.get(0)?;
            let (wrapped, master): (Vec<u8>, Vec<u8>) = (row.get(2)?, row.get(3)?);
            let key = read.key_of(who, &wrapped, &master)?;
            key.open_json(PART, id.uuid(), &row.get::<Vec<u8>>(1)?)
        })
        .collect()
}

/// Publishes or withdraws an open proposal; answers whether it was open.
pub fn settle(
    tx: &mut Tx<'_>,
    id: ProposalId,
    state: State,
    (now, by): (Timestamp, PersonId),
) -> Result<bool, RecordError> {
    Ok(tx.run(SETTLE, args![id, state.code(), now, by])? == 1)
}

fn proposal(row: &Row) -> Result<Proposal, RecordError> {
    let purpose = Purpose::from_code(&row.get::<String>(2)?);
    let state = State::from_code(&row.get::<String>(6)?);
    let settled: (Option<Timestamp>, Option<PersonId>) = (row.get(7)?, row.get(8)?);
    Ok(Proposal {
        id: row.get(0)?,
        site: row.get(1)?,
        purpose: purpose.ok_or_else(|| RecordError::damaged("a proposal's purpose"))?,
        monday: row.get(3)?,
        made_by: row.get(4)?,
        made_at: row.get(5)?,
        state: state.ok_or_else(|| RecordError::damaged("a proposal's state"))?,
        settled: settled.0.zip(settled.1),
        basis: row.get(9)?,
        whole: row.document(10)?,
    })
}
