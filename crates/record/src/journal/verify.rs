//! Reading the chain from its first entry to its last, and naming the first thing that is wrong.

use super::{Chained, Checkpoint, NOTHING, STRAY_DETAILS, after, detail, head};
use crate::{Read, RecordError};
use care::OrganizationId;

/// Entries read at once.
const PAGE: u32 = 5_000;

/// A journal that holds together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many entries it has.
    pub entries: i64,
    /// How many signed checkpoints it was held against.
    pub checkpoints: usize,
    /// Hash of the last entry.
    pub head: [u8; 32],
}

/// The first thing wrong with a journal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {seq}: {what}")]
pub struct Fault {
    /// Where.
    pub seq: i64,
    /// What.
    pub what: String,
}

/// Verifies the journal of an organization: the chain, its head, the details (when `with_details`, which needs the
/// master key), and the signed checkpoints, both those inside and the `outside` ones kept in a file.
pub fn verify(
    read: &mut impl Read,
    organization: OrganizationId,
    outside: &[Checkpoint],
    with_details: bool,
) -> Result<Result<Verified, Fault>, RecordError> {
    let mut checkpoints = Checkpoint::all(read, organization)?;
    checkpoints.extend(
        outside
            .iter()
            .filter(|checkpoint| checkpoint.organization == organization)
            .cloned(),
    );
    checkpoints.sort_by_key(|checkpoint| checkpoint.seq);
    let signer = checkpoints.first().map(|checkpoint| checkpoint.signer);
    let mut waiting = checkpoints.iter().peekable();
    let (mut seq, mut previous) = (0, NOTHING);
    loop {
        let page = after(read, organization, seq, PAGE)?;
        if page.is_empty() {
            break;
        }
        for entry in &page {
            if let Some(what) = wrong_with(entry, organization, seq, previous) {
                return Ok(Err(Fault { seq: seq + 1, what }));
            }
            if with_details && let Some(what) = wrong_with_details(read, organization, entry)? {
                return Ok(Err(Fault {
                    seq: entry.seq,
                    what,
                }));
            }
            (seq, previous) = (entry.seq, entry.hash);
            while let Some(checkpoint) = waiting.next_if(|checkpoint| checkpoint.seq <= seq) {
                if let Some(what) = checkpoint.wrong_with(seq, &previous, signer) {
                    return Ok(Err(Fault {
                        seq: checkpoint.seq,
                        what,
                    }));
                }
            }
        }
    }
    if waiting.peek().is_some() {
        let what = "is missing, though a signed checkpoint knows a later one: the end was cut off"
            .to_owned();
        return Ok(Err(Fault { seq: seq + 1, what }));
    }
    Ok(ends_well(read, organization, seq, previous)?.map_or(
        Ok(Verified {
            entries: seq,
            checkpoints: checkpoints.len(),
            head: previous,
        }),
        Err,
    ))
}

/// Holds the end of the chain against the head.
fn ends_well(
    read: &mut impl Read,
    organization: OrganizationId,
    seq: i64,
    hash: [u8; 32],
) -> Result<Option<Fault>, RecordError> {
    let (head_seq, head_hash) = head(read, organization)?;
    if head_seq > seq {
        let what = format!("is missing; the journal should reach entry {head_seq}");
        return Ok(Some(Fault { seq: seq + 1, what }));
    }
    if head_seq < seq {
        let what = "was added after the head of the journal".to_owned();
        return Ok(Some(Fault {
            seq: head_seq + 1,
            what,
        }));
    }
    if head_hash != hash {
        return Ok(Some(Fault {
            seq,
            what: "is not what the head of the journal says".to_owned(),
        }));
    }
    let stray = read.maybe(STRAY_DETAILS, args![organization])?;
    stray
        .map(|row| {
            Ok(Fault {
                seq: row.get(0)?,
                what: "has details but no entry".to_owned(),
            })
        })
        .transpose()
}

fn wrong_with(
    entry: &Chained,
    organization: OrganizationId,
    seq: i64,
    previous: [u8; 32],
) -> Option<String> {
    if entry.seq != seq + 1 {
        Some(format!("is missing; the next one is {}", entry.seq))
    } else if entry.previous != previous {
        Some("does not follow the entry before it".to_owned())
    } else if entry.expected_hash(organization) != entry.hash {
        Some("was changed after it was written".to_owned())
    } else if (entry.commitment == NOTHING) == entry.sealed.is_some() {
        Some("has details that were added or removed afterwards".to_owned())
    } else {
        None
    }
}

fn wrong_with_details(
    read: &mut impl Read,
    organization: OrganizationId,
    entry: &Chained,
) -> Result<Option<String>, RecordError> {
    match detail(read, organization, entry) {
        Ok(_) => Ok(None),
        Err(RecordError::Damaged(_)) => Ok(Some(
            "has details that were changed after they were written".to_owned(),
        )),
        Err(error) => Err(error),
    }
}
