//! Reading the chain from its first entry to its last, and naming the first thing that is wrong.

use super::{Chained, Checkpoint, NOTHING, PAGE, STRAY_DETAILS, detail, head};
use crate::seal::OrganizationKeys;
use crate::{Read, RecordError};
use care::OrganizationId;

/// Entries read in one step: so few that whoever waits for the connection does not notice.
const PAGE_ENTRIES: u32 = 2_000;

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
    outside: &[Checkpoint],
    with_details: bool,
) -> Result<Result<Verified, Fault>, RecordError> {
    verify_watched(read, outside, with_details, &mut |_, _| {})
}

/// The same, telling `watch` how many entries were read, of how many.
pub fn verify_watched(
    read: &mut impl Read,
    outside: &[Checkpoint],
    with_details: bool,
    watch: &mut dyn FnMut(u64, u64),
) -> Result<Result<Verified, Fault>, RecordError> {
    let begun = Verification::begin(read, outside, with_details)?;
    let mut verification = match begun {
        Ok(verification) => verification,
        Err(fault) => return Ok(Err(fault)),
    };
    loop {
        watch(verification.done(), verification.total());
        if let Some(end) = verification.step(read)? {
            return Ok(end);
        }
    }
}

/// A verification that goes on step by step, each of which may see a snapshot of its own.
///
/// The steps prove together what one snapshot proves: the hash of the last entry read is carried from step to step, so
/// what they read is one chain from the first entry on, and it has to pass through the head as it was at the beginning.
/// What was appended meanwhile is read as well.
pub struct Verification {
    with_details: bool,
    /// In their order; those before `passed` were met.
    checkpoints: Vec<Checkpoint>,
    passed: usize,
    signer: Option<[u8; 32]>,
    /// The head at the beginning; nothing where there was none that could be read, which the end finds as well.
    head: Option<(i64, [u8; 32])>,
    /// The hash that was read at its place.
    found_at_head: Option<[u8; 32]>,
    /// Behind which place the next step begins: from before the first one, so that nothing hides there.
    after: i64,
    /// The last entry that was read, and its hash.
    seq: i64,
    previous: [u8; 32],
}

impl Verification {
    /// Reads the head and the checkpoints. What is in `outside` must have been read before.
    pub fn begin(
        read: &mut impl Read,
        outside: &[Checkpoint],
        with_details: bool,
    ) -> Result<Result<Self, Fault>, RecordError> {
        let own = if with_details {
            Some(OrganizationKeys::load(read)?)
        } else {
            None
        };
        let mut checkpoints: Vec<_> = outside
            .iter()
            .filter(|checkpoint| checkpoint.organization == read.organization())
            .cloned()
            .collect();
        // Whoever rewrites the database can rewrite the checkpoints in it, so the outside ones say whose they should
        // be.
        let outside_signer = checkpoints.first().map(|checkpoint| checkpoint.signer);
        match Checkpoint::readable(read)? {
            Ok(inside) => checkpoints.extend(inside),
            Err(seq) => return Ok(Err(fault(seq, "has a checkpoint that cannot be read"))),
        }
        checkpoints.sort_by_key(|checkpoint| checkpoint.seq);
        // The best witness that there is. With neither key nor file all that can be asked is that one signer signed
        // them all.
        let signer = own
            .map(|keys| keys.signer().verifying_key().to_bytes())
            .or(outside_signer)
            .or_else(|| checkpoints.first().map(|checkpoint| checkpoint.signer));
        Ok(Ok(Self {
            with_details,
            checkpoints,
            passed: 0,
            signer,
            head: head(read).ok(),
            found_at_head: None,
            after: i64::MIN,
            seq: 0,
            previous: NOTHING,
        }))
    }

    /// How many entries were read.
    pub fn done(&self) -> u64 {
        u64::try_from(self.seq).unwrap_or(0)
    }

    /// Of how many: those that there were at the beginning, or all that were read where that is more.
    pub fn total(&self) -> u64 {
        let last = self.head.map_or(0, |(seq, _)| seq);
        u64::try_from(last.max(self.seq)).unwrap_or(0)
    }

    /// Reads on, a few thousand entries at most; answers what came of it once the end of the chain was read.
    pub fn step(
        &mut self,
        read: &mut impl Read,
    ) -> Result<Option<Result<Verified, Fault>>, RecordError> {
        self.step_of(read, PAGE_ENTRIES)
    }

    pub(super) fn step_of(
        &mut self,
        read: &mut impl Read,
        entries: u32,
    ) -> Result<Option<Result<Verified, Fault>>, RecordError> {
        let page = read.raw(PAGE.sql, args![self.after, entries])?;
        for row in &page {
            if let Some(fault) = self.follow(read, row)? {
                return Ok(Some(Err(fault)));
            }
        }
        // A page that is not full was the last one, as of this snapshot; the head is of the same one.
        if page.len() < entries as usize {
            return self.end(read).map(Some);
        }
        Ok(None)
    }

    /// Follows the chain to the next entry, and past the checkpoints of it.
    fn follow(
        &mut self,
        read: &mut impl Read,
        row: &crate::Row,
    ) -> Result<Option<Fault>, RecordError> {
        let Ok(entry) = row.read::<Chained>() else {
            return Ok(Some(fault(self.seq + 1, "cannot be read")));
        };
        if entry.seq < 1 {
            let what = "stands before the beginning of the journal";
            return Ok(Some(fault(entry.seq, what)));
        }
        if let Some(what) = wrong_with(&entry, read.organization(), self.seq, self.previous) {
            return Ok(Some(fault(self.seq + 1, what)));
        }
        if self.with_details
            && let Err(error) = detail(read, &entry)
        {
            return match error {
                RecordError::Damaged(what) => Ok(Some(fault(entry.seq, what))),
                error => Err(error),
            };
        }
        (self.seq, self.previous, self.after) = (entry.seq, entry.hash, entry.seq);
        if self.head.is_some_and(|(seq, _)| seq == entry.seq) {
            self.found_at_head = Some(entry.hash);
        }
        while let Some(checkpoint) = self.checkpoints.get(self.passed) {
            if checkpoint.seq > self.seq {
                break;
            }
            if let Some(what) = checkpoint.wrong_with(self.seq, &self.previous, self.signer) {
                return Ok(Some(fault(checkpoint.seq, what)));
            }
            self.passed += 1;
        }
        Ok(None)
    }

    /// Holds the end of the chain against the checkpoints, the head, and the head at the beginning.
    fn end(&self, read: &mut impl Read) -> Result<Result<Verified, Fault>, RecordError> {
        if self.passed < self.checkpoints.len() {
            let what =
                "is missing, though a signed checkpoint knows a later one: the end was cut off";
            return Ok(Err(fault(self.seq + 1, what)));
        }
        if let Some(fault) = ends_well(read, self.seq, self.previous)? {
            return Ok(Err(fault));
        }
        if let Some(fault) = self.changed_meanwhile() {
            return Ok(Err(fault));
        }
        Ok(Ok(Verified {
            entries: self.seq,
            checkpoints: self.checkpoints.len(),
            vouched: self.checkpoints.last().map_or(0, |last| last.seq),
            head: self.previous,
        }))
    }

    /// Whether the chain does not pass through the head that there was at the beginning.
    fn changed_meanwhile(&self) -> Option<Fault> {
        let (last, hash) = self.head?;
        if last > self.seq {
            let what = format!("is missing; the journal reached entry {last} when this began");
            Some(fault(self.seq + 1, what))
        } else if self.found_at_head.is_some_and(|found| found != hash) {
            let what = "is not what the head of the journal said when this began";
            Some(fault(last, what))
        } else {
            None
        }
    }
}

/// Holds the end of the chain against the head.
fn ends_well(read: &mut impl Read, seq: i64, hash: [u8; 32]) -> Result<Option<Fault>, RecordError> {
    let (head_seq, head_hash) = match head(read) {
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
    let stray = read.maybe(STRAY_DETAILS, args![])?;
    Ok(stray.map(|seq| fault(seq, "has details but no entry")))
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
