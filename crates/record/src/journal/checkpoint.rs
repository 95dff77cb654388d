//! Signed statements of how far the journal had come, kept outside the database as well.

use super::{NOTHING, head};
use crate::seal::OrganizationKeys;
use crate::store::open::{failed, sync_folder_of};
use crate::{Read, RecordError, Tx, seal_hex, seal_unhex};
use care::OrganizationId;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::path::Path;

// What came after the last checkpoint can be cut off without a trace, so these two say how much that is at most.
// House numbers: a signature and a line a minute cost nothing, while one for each entry would be a second fsync for
// every look.
/// A checkpoint is due after this many entries …
pub const CHECKPOINT_ENTRIES: i64 = 1_000;
/// … or this long after the last one, when there are new entries at all.
pub const CHECKPOINT_SECONDS: i64 = 60;
/// Bytes at the end of the file that are looked at before a line is added; more than two lines.
const TAIL_BYTES: u64 = 4_096;
/// The largest checkpoint file, in bytes: with a line for each minute, twenty years of one organization.
const FILE_BYTES_MAX: u64 = 1 << 32;
/// How every line of the file begins.
const LINE_BEGINS: &[u8] = b"{\"organization\":";

statements! {
    INSERT = "INSERT INTO journal_checkpoint (organization_id, seq, at, hash, signer, signature) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    ALL: Signed = "SELECT {} FROM journal_checkpoint WHERE organization_id = $1 ORDER BY seq";
    LAST: (i64, Timestamp) = "SELECT seq, at FROM journal_checkpoint WHERE organization_id = $1 ORDER BY seq DESC \
        LIMIT 1";
}

row! {
    /// A checkpoint as it is kept.
    struct Signed of _ {
        seq: i64,
        at: Timestamp,
        hash: [u8; 32],
        signer: [u8; 32],
        signature: [u8; 64],
    }
}

/// "At this time the journal had come to this entry, with this hash", signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Whose journal.
    pub organization: OrganizationId,
    /// The last entry.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Its hash.
    pub hash: [u8; 32],
    /// The public key that signed.
    pub signer: [u8; 32],
    /// The signature.
    pub signature: [u8; 64],
}

/// The form in the file outside the database, one line each.
#[derive(Serialize, Deserialize)]
struct CheckpointLine {
    organization: OrganizationId,
    seq: i64,
    at: Timestamp,
    hash: String,
    signer: String,
    signature: String,
}

impl Checkpoint {
    /// Signs how far the journal has come, when a checkpoint is due.
    pub fn when_due(tx: &mut Tx<'_>, now: Timestamp) -> Result<Option<Self>, RecordError> {
        Self::when(tx, now, |entries, waited| {
            // Also when the clock was put back: the last checkpoint may be dated far ahead of it.
            entries >= CHECKPOINT_ENTRIES
                || waited.is_negative()
                || waited >= SignedDuration::from_secs(CHECKPOINT_SECONDS)
        })
    }

    /// Signs how far the journal has come, when there is any entry that no checkpoint vouches for yet: before the
    /// program ends.
    pub fn at_the_end(tx: &mut Tx<'_>, now: Timestamp) -> Result<Option<Self>, RecordError> {
        Self::when(tx, now, |_, _| true)
    }

    /// Signs when there are new entries and `due` says so, knowing how many and for how long.
    fn when(
        tx: &mut Tx<'_>,
        now: Timestamp,
        due: impl FnOnce(i64, SignedDuration) -> bool,
    ) -> Result<Option<Self>, RecordError> {
        let (seq, hash) = head(tx)?;
        let (last_seq, waited) = match tx.maybe(LAST, args![])? {
            None => (0, SignedDuration::MAX),
            Some((seq, at)) => (seq, now.duration_since(at)),
        };
        if seq <= last_seq || !due(seq - last_seq, waited) {
            return Ok(None);
        }
        let at = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        let signer = OrganizationKeys::load(tx)?.signer();
        let checkpoint = Self {
            organization: tx.organization(),
            seq,
            at,
            hash,
            signer: NOTHING,
            signature: [0; 64],
        }
        .signed_by(&signer);
        let Self {
            signer, signature, ..
        } = &checkpoint;
        tx.run(INSERT, args![seq, at, hash, *signer, signature.as_slice()])?;
        Ok(Some(checkpoint))
    }

    /// The same, signed with this key.
    pub(super) fn signed_by(mut self, key: &SigningKey) -> Self {
        self.signer = key.verifying_key().to_bytes();
        self.signature = key.sign(&self.statement()).to_bytes();
        self
    }

    fn statement(&self) -> Vec<u8> {
        let mut bytes = b"stepwell checkpoint 1".to_vec();
        bytes.extend_from_slice(self.organization.uuid().as_bytes());
        bytes.extend_from_slice(&self.seq.to_be_bytes());
        bytes.extend_from_slice(&self.at.as_microsecond().to_be_bytes());
        bytes.extend_from_slice(&self.hash);
        bytes
    }

    /// Every checkpoint kept inside the database.
    pub fn all(read: &mut impl Read) -> Result<Vec<Self>, RecordError> {
        Self::readable(read)?
            .map_err(|seq| RecordError::damaged(format!("checkpoint {seq} cannot be read")))
    }

    /// The same, or the place of the first that cannot be read.
    pub(super) fn readable(read: &mut impl Read) -> Result<Result<Vec<Self>, i64>, RecordError> {
        let organization = read.organization();
        let mut all = Vec::new();
        for row in read.raw(ALL.sql, args![])? {
            // The place comes first, and is read by itself where the rest cannot be.
            let Ok(signed) = row.read::<Signed>() else {
                return Ok(Err(row.begins()?));
            };
            all.push(Self {
                organization,
                seq: signed.seq,
                at: signed.at,
                hash: signed.hash,
                signer: signed.signer,
                signature: signed.signature,
            });
        }
        Ok(Ok(all))
    }

    /// What is wrong with this checkpoint, given the chain's entry of the same place and the expected signer.
    pub(super) fn wrong_with(
        &self,
        seq: i64,
        hash: &[u8; 32],
        expected: Option<[u8; 32]>,
    ) -> Option<String> {
        // Strict: there are keys of small order under which one signature fits many statements.
        let signed = VerifyingKey::from_bytes(&self.signer).is_ok_and(|key| {
            key.verify_strict(&self.statement(), &Signature::from_bytes(&self.signature))
                .is_ok()
        });
        if !signed || expected.is_some_and(|expected| expected != self.signer) {
            Some("has a checkpoint whose signature is not right".to_owned())
        } else if self.seq == seq && self.hash != *hash {
            Some(
                "is not the entry that was signed at its checkpoint: the journal was rewritten"
                    .to_owned(),
            )
        } else {
            None
        }
    }

    /// The line for the file outside the database.
    pub fn line(&self) -> String {
        let line = CheckpointLine {
            organization: self.organization,
            seq: self.seq,
            at: self.at,
            hash: seal_hex(&self.hash),
            signer: seal_hex(&self.signer),
            signature: seal_hex(&self.signature),
        };
        serde_json::to_string(&line).unwrap_or_default()
    }

    /// Reads such a line.
    pub fn parse(text: &str) -> Result<Self, RecordError> {
        let bad = || RecordError::damaged("a line of the checkpoint file cannot be read");
        let line: CheckpointLine = serde_json::from_str(text).map_err(|_| bad())?;
        Ok(Self {
            organization: line.organization,
            seq: line.seq,
            at: line.at,
            hash: seal_unhex(&line.hash).ok_or_else(bad)?,
            signer: seal_unhex(&line.signer).ok_or_else(bad)?,
            signature: seal_unhex(&line.signature).ok_or_else(bad)?,
        })
    }

    /// Reads a checkpoint file; an absent one holds none. A last line that cannot be read is what a power cut
    /// leaves of a line that nobody was told about, and is passed over.
    pub fn read_file(path: &Path) -> Result<Vec<Self>, RecordError> {
        whole_lines(path)?
            .split_inclusive(|byte| *byte == b'\n')
            .map(parse_bytes)
            .collect()
    }

    /// Appends to a checkpoint file and waits for the disk. What a power cut left of an unfinished line goes first,
    /// so that the new line is not glued to it.
    pub fn append_to(&self, path: &Path) -> Result<(), RecordError> {
        use std::io::Write as _;
        let write = || -> std::io::Result<()> {
            let fresh = !path.exists();
            let mut file = open_to_append(path)?;
            file.write_all(format!("{}\n", self.line()).as_bytes())?;
            file.sync_data()?;
            if fresh { sync_folder_of(path) } else { Ok(()) }
        };
        write().map_err(failed(path))
    }
}

fn open_to_append(path: &Path) -> std::io::Result<std::fs::File> {
    use std::io::{Seek as _, SeekFrom};
    use std::os::unix::fs::OpenOptionsExt as _;
    if path.exists() {
        // A device takes lines and keeps none, and a pipe waits for whoever reads them.
        reading::file::open(path)?;
    }
    let mut file = std::fs::OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .mode(0o600)
        .open(path)?;
    let length = file.metadata()?.len();
    let before = length.saturating_sub(TAIL_BYTES);
    file.seek(SeekFrom::Start(before))?;
    let tail = reading::file::bounded(&mut file, TAIL_BYTES)?;
    let sound = whole(&tail);
    if sound < tail.len() {
        let (kept, torn) = tail.split_at(sound);
        let is_ours = if kept.is_empty() {
            before == 0 && is_torn_beginning(torn)
        } else {
            parse_bytes(&kept[start_of_line(kept, sound - 1)..]).is_ok()
        };
        if !is_ours {
            let what =
                "this is no checkpoint file; nothing was added to it, and nothing taken away";
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, what));
        }
        file.set_len(before + sound as u64)?;
    }
    Ok(file)
}

/// Whether a file that holds nothing else may be what a power cut left of its first line. Any other file that somebody
/// named by mistake, such as the one with the master key, must not lose its last line.
fn is_torn_beginning(torn: &[u8]) -> bool {
    let of_ours = |(left, ours): (&u8, &u8)| left == ours;
    torn.iter().all(|byte| *byte == 0) || torn.iter().zip(LINE_BEGINS).all(of_ours)
}

/// The whole lines of a checkpoint file; an absent one has none.
pub(crate) fn whole_lines(path: &Path) -> Result<Vec<u8>, RecordError> {
    match reading::file::bytes(path, FILE_BYTES_MAX) {
        Ok(mut bytes) => {
            bytes.truncate(whole(&bytes));
            Ok(bytes)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(failed(path)(error)),
    }
}

/// How many bytes of a checkpoint file are whole lines. A power cut may leave the last line without its end, or
/// with its end and without its beginning: disks write sectors, not lines.
fn whole(bytes: &[u8]) -> usize {
    let end = start_of_line(bytes, bytes.len());
    let start = start_of_line(bytes, end.saturating_sub(1));
    if end > 0 && parse_bytes(&bytes[start..end]).is_err() {
        start
    } else {
        end
    }
}

/// Where the line begins that is read on at `end`.
fn start_of_line(bytes: &[u8], end: usize) -> usize {
    let newline = bytes[..end].iter().rposition(|byte| *byte == b'\n');
    newline.map_or(0, |newline| newline + 1)
}

fn parse_bytes(line: &[u8]) -> Result<Checkpoint, RecordError> {
    Checkpoint::parse(String::from_utf8_lossy(line).trim())
}
