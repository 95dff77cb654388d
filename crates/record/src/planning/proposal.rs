//! Proposals for weeks: the site's part plain, each person's part sealed under their key.

use crate::people::person::{self, Wrapped};
use crate::{Read, RecordError, Tx, Value};
use care::planning::week::{Part, Proposal, ProposalState, Purpose, Whole};
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
    FIND: Proposal = "SELECT {} FROM proposal WHERE organization_id = $1 AND proposal_id = $2";
    OF_SITE: Proposal = "SELECT {} FROM proposal WHERE organization_id = $1 AND site_id = $2 ORDER BY made_at DESC \
        LIMIT $3";
    WAITING: Proposal = "SELECT {} FROM proposal WHERE organization_id = $1 AND site_id = $2 AND state = 'open' \
        AND purpose <> 'repair' ORDER BY made_at DESC";
    PARTS: (PersonId, Vec<u8>, Wrapped) = "SELECT q.person_id, q.sealed, {} FROM proposal_part q \
        JOIN person_key k ON k.organization_id = q.organization_id AND k.person_id = q.person_id \
        WHERE q.organization_id = $1 AND q.proposal_id = $2 ORDER BY q.person_id";
    SETTLE = "UPDATE proposal SET state = $3, settled_at = $4, settled_by = $5 \
        WHERE organization_id = $1 AND proposal_id = $2 AND state = 'open'";
    UNDO = "UPDATE proposal SET state = 'undone', settled_at = $3, settled_by = $4 \
        WHERE organization_id = $1 AND proposal_id = $2 AND state = 'published'";
    SAY = "UPDATE proposal SET whole = $3 WHERE organization_id = $1 AND proposal_id = $2";
    SUPERSEDE = "UPDATE proposal SET state = 'withdrawn', settled_at = $4, settled_by = $5 \
        WHERE organization_id = $1 AND site_id = $2 AND proposal_id <> $3 AND state = 'open' AND purpose <> 'repair'";
}

coded! { Purpose ProposalState }
documents! { Whole }

row! {
    Proposal of _ {
        id = proposal_id,
        site = site_id,
        purpose,
        monday,
        made_by,
        made_at,
        state,
        settled = (settled_at, settled_by),
        basis,
        whole,
    }
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
    read.maybe(FIND, args![id])
}

/// The latest proposals of a site.
pub fn of_site(read: &mut impl Read, site: SiteId) -> Result<Vec<Proposal>, RecordError> {
    read.all(OF_SITE, args![site, LIST_MAX])
}

/// The open proposals for a site's lasting week, however many others were made since.
pub fn waiting(read: &mut impl Read, site: SiteId) -> Result<Vec<Proposal>, RecordError> {
    read.all(WAITING, args![site])
}

/// The parts of a proposal; those of people since forgotten are gone.
pub fn parts(read: &mut impl Read, id: ProposalId) -> Result<Vec<Part>, RecordError> {
    read.all(PARTS, args![id])?
        .iter()
        .map(|(who, sealed, key)| key.open(read, *who)?.open_json(PART, id.uuid(), sealed))
        .collect()
}

/// Publishes or withdraws an open proposal; answers whether it was open.
pub fn settle(
    tx: &mut Tx<'_>,
    id: ProposalId,
    state: ProposalState,
    now: Timestamp,
    by: PersonId,
) -> Result<bool, RecordError> {
    Ok(tx.run(SETTLE, args![id, state.code(), now, by])? == 1)
}

/// Notes that a published proposal was taken back; answers whether it was published.
pub fn undo(
    tx: &mut Tx<'_>,
    id: ProposalId,
    now: Timestamp,
    by: PersonId,
) -> Result<bool, RecordError> {
    Ok(tx.run(UNDO, args![id, now, by])? == 1)
}

/// Keeps what was chosen of a proposal, and what taking it back needs to know.
pub fn say(tx: &mut Tx<'_>, id: ProposalId, whole: &Whole) -> Result<(), RecordError> {
    tx.run(SAY, args![id, Value::document(whole)?]).map(drop)
}
