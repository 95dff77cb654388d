//! Reading the chain from its first entry to its last, and naming the first thing that is wrong.

use super::{Chained, Checkpoint, NOTHING, PAGE, STRAY_DETAILS, chained, detail, head};
use crate::seal::OrganizationKeys;
use crate::{Read, RecordError};
use care::OrganizationId;

/// Entries read at once.
const PAGE_ENTRIES: u32 = 5_000;

/// A journal that holds together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many entries it has.
    pub entries: i64,
    /// How many signed checkpoints it was held against.
    pub checkpoints: usize,
    /// The last entry that a checkpoint vouches for; 0 when there is none.
    pub vouched: i64,
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

fn fault(seq: i64, what: impl Into<String>) -> Fault {
    Fault {
        seq,
        what: what.into(),
    }
}

/// Verifies the journal of an organization: the chain, its head, that the details are those that were written, and
/// the signed checkpoints, both those inside and the `outside` ones kept in a file. `with_details` needs the master
/// key: the details are opened as well, and the checkpoints must be signed by the organization's own key.
///
/// What was cut off after the last checkpoint, head and all, cannot be told from what never was.
pub fn verify(
    read: &mut impl Read,
    organization: OrganizationId,
    outside: &[Checkpoint],
    with_details: bool,
) -> Result<Result<Verified, Fault>, RecordError> {
    verify_watched(read, organization, outside, with_details, &mut |_, _| {})
}

/// The same, telling `watch` how many entries were read, of how many.
pub fn verify_watched(
    read: &mut impl Read,
    organization: OrganizationId,
    outside: &[Checkpoint],
    with_details: bool,
    watch: &mut dyn FnMut(u64, u64),
) -> Result<Result<Verified, Fault>, RecordError> {
    let own = if with_details {
        Some(OrganizationKeys::load(read, organization)?)
    } else {
        None
    };
    let mut checkpoints: Vec<_> = outside
        .iter()
        .filter(|checkpoint| checkpoint.organization == organization)
        .cloned()
        .collect();
    // Whoever rewrites the database can rewrite the checkpoints in it, so the outside ones say whose they should be.
    let outside_signer = checkpoints.first().map(|checkpoint| checkpoint.signer);
    match Checkpoint::readable(read, organization)? {
        Ok(inside) => checkpoints.extend(inside),
        Err(seq) => return Ok(Err(fault(seq, "has a checkpoint that cannot be read"))),
    }
    checkpoints.sort_by_key(|checkpoint| checkpoint.seq);
    let signer = own
        .map(|keys| keys.signer().verifying_key().to_bytes())
        .or(outside_signer)
        .or_else(|| checkpoints.first().map(|checkpoint| checkpoint.signer));
    let last = head(read, organization).map_or(0, |(seq, _)| u64::try_from(seq).unwrap_or(0));
    let mut read_so_far = |seq: i64| watch(u64::try_from(seq).unwrap_or(0), last);
    let walked = walk(
        read,
        organization,
        with_details,
        (&checkpoints, signer),
        &mut read_so_far,
    )?;
    let (seq, hash) = match walked {
        Ok(end) => end,
        Err(fault) => return Ok(Err(fault)),
    };
    Ok(ends_well(read, organization, seq, hash)?.map_or(
        Ok(Verified {
            entries: seq,
            checkpoints: checkpoints.len(),
            vouched: checkpoints.last().map_or(0, |checkpoint| checkpoint.seq),
            head: hash,
        }),
        Err,
    ))
}

/// Follows the chain past all checkpoints to its end.
fn walk(
    read: &mut impl Read,
    organization: OrganizationId,
    with_details: bool,
    (checkpoints, signer): (&[Checkpoint], Option<[u8; 32]>),
    watch: &mut dyn FnMut(i64),
) -> Result<Result<(i64, [u8; 32]), Fault>, RecordError> {
    let mut waiting = checkpoints.iter().peekable();
    let (mut seq, mut previous) = (0, NOTHING);
    // From before the first place, so that nothing hides there.
    let mut after = i64::MIN;
    loop {
        let page = read.all(PAGE, args![organization, after, PAGE_ENTRIES])?;
        if page.is_empty() {
            break;
        }
        watch(seq);
        for row in &page {
            let Ok(entry) = chained(row) else {
                return Ok(Err(fault(seq + 1, "cannot be read")));
            };
            if entry.seq < 1 {
                let what = "stands before the beginning of the journal";
                return Ok(Err(fault(entry.seq, what)));
            }
            if let Some(what) = wrong_with(&entry, organization, seq, previous) {
                return Ok(Err(fault(seq + 1, what)));
            }
            if with_details && let Err(error) = detail(read, organization, &entry) {
                return match error {
                    RecordError::Damaged(what) => Ok(Err(fault(entry.seq, what))),
                    error => Err(error),
                };
            }
            (seq, previous) = (entry.seq, entry.hash);
            after = seq;
            while let Some(checkpoint) = waiting.next_if(|checkpoint| checkpoint.seq <= seq) {
                if let Some(what) = checkpoint.wrong_with(seq, &previous, signer) {
                    return Ok(Err(fault(checkpoint.seq, what)));
                }
            }
        }
    }
    if waiting.peek().is_some() {
        let what = "is missing, though a signed checkpoint knows a later one: the end was cut off";
        return Ok(Err(fault(seq + 1, what)));
    }
    Ok(Ok((seq, previous)))
}

/// Holds the end of the chain against the head.
fn ends_well(
    read: &mut impl Read,
    organization: OrganizationId,
    seq: i64,
    hash: [u8; 32],
) -> Result<Option<Fault>, RecordError> {
    let (head_seq, head_hash) = match head(read, organization) {
        Ok(head) => head,
        Err(RecordError::Damaged(what)) => return Ok(Some(fault(seq, what))),
        Err(error) => return Err(error),
    };
    if head_seq > seq {
        let what = format!("is missing; the journal should reach entry {head_seq}");
        return Ok(Some(fault(seq + 1, what)));
    }
    if head_seq < seq {
        let what = "was added after the head of the journal";
        return Ok(Some(fault(head_seq + 1, what)));
    }
    if head_hash != hash {
        let what = "is not what the head of the journal says";
        return Ok(Some(fault(seq, what)));
    }
    let stray = read.maybe(STRAY_DETAILS, args![organization])?;
    stray
        .map(|row| Ok(fault(row.get(0)?, "has details but no entry")))
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
    } else {
        super::detail::wrong_with(entry).map(str::to_owned)
    }
}
