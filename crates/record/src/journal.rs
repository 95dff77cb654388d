//! The journal: every change and every look, in a chain that shows when it was touched.
//!
//! Each entry's hash covers its own fields and the hash before it. The chained part holds opaque ids and a commitment
//! to the sealed details; the details lie beside it, so that a forgotten person's details become unreadable while the
//! chain, and even that nobody touched those details, still verifies.

use crate::{Columns, FromRow, Read, RecordError, Tx};
use care::{Dice, LoginId, OrganizationId, PersonId};
use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub mod checkpoint;
mod detail;
pub mod outside;
mod verify;

pub use checkpoint::Checkpoint;
pub use detail::{Detail, detail};
pub use outside::Outside;
pub use verify::{Fault, Verification, Verified, verify, verify_watched};

/// The hash before the first entry, and the commitment of an entry without details.
pub const NOTHING: [u8; 32] = [0; 32];
/// Entries answered at once.
pub const PAGE_ENTRIES: u32 = 100;

const DETAILS: &str = "\
    LEFT JOIN journal_detail d ON d.organization_id = j.organization_id AND d.seq = j.seq";

statements! {
    // It could be read off the last entry. It stands apart because it is the one row to lock, and because an end that
    // is cut off does not take it along by itself; against whoever mends it too there are the checkpoints.
    HEAD: (i64, [u8; 32]) = "SELECT seq, hash FROM journal_head WHERE organization_id = $1";
    START = "INSERT INTO journal_head (organization_id, seq, hash) VALUES ($1, 0, $2)";
    ADVANCE = "UPDATE journal_head SET seq = $2, hash = $3 WHERE organization_id = $1 AND seq + 1 = $2";
    INSERT = "\
        INSERT INTO journal (organization_id, seq, at, actor_id, session_id, action, rule, subject_kind, subject_id, \
        commitment, previous, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    INSERT_DETAIL = "INSERT INTO journal_detail (organization_id, seq, person_id, sealed) VALUES ($1, $2, $3, $4)";
    PAGE: Chained = "SELECT {} FROM journal j {} \
        WHERE j.organization_id = $1 AND j.seq > $2 ORDER BY j.seq LIMIT $3", DETAILS;
    LATEST: Chained = "SELECT {} FROM journal j {} WHERE j.organization_id = $1 AND j.seq < $2 ORDER BY j.seq DESC \
        LIMIT $3", DETAILS;
    LATEST_ABOUT: Chained = "SELECT {} FROM journal j {} WHERE j.organization_id = $1 AND j.subject_id = $2 \
        AND j.seq < $3 ORDER BY j.seq DESC LIMIT $4", DETAILS;
    HASH_AT: [u8; 32] = "SELECT hash FROM journal WHERE organization_id = $1 AND seq = $2";
    STRAY_DETAILS: i64 = "SELECT d.seq FROM journal_detail d \
        LEFT JOIN journal j ON j.organization_id = d.organization_id AND j.seq = d.seq \
        WHERE d.organization_id = $1 AND j.seq IS NULL ORDER BY d.seq LIMIT 1";
}

/// What happened, before it has a place in the chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Who did it.
    pub actor: PersonId,
    /// In which signed-in browser.
    pub session: Option<LoginId>,
    /// What, as `thing.verb`.
    pub action: &'static str,
    /// The rule that allowed or denied it.
    pub rule: &'static str,
    /// What kind of thing it was done to.
    pub subject_kind: &'static str,
    /// Which.
    pub subject: Uuid,
    /// Whose key seals the details; the organization's when `None`.
    pub person: Option<PersonId>,
    /// What else there is to say. Never in the chained part.
    pub detail: Option<serde_json::Value>,
}

/// An entry as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chained {
    /// Its place, from 1.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: PersonId,
    /// In which signed-in browser.
    pub session: Option<LoginId>,
    /// What.
    pub action: String,
    /// Under which rule.
    pub rule: String,
    /// What kind of thing it was done to.
    pub subject_kind: String,
    /// Which.
    pub subject: Uuid,
    /// Hash of the sealed details, whose random nonce is its salt; [`NOTHING`] when there are none.
    #[serde(serialize_with = "as_hex")]
    pub commitment: [u8; 32],
    /// Hash of the entry before.
    #[serde(serialize_with = "as_hex")]
    pub previous: [u8; 32],
    /// Hash of this entry.
    #[serde(serialize_with = "as_hex")]
    pub hash: [u8; 32],
    /// The sealed details and whose key they are under.
    #[serde(skip)]
    pub sealed: Option<Sealed>,
}

/// Sealed details, under somebody's key or under the organization's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Whose key, if it is somebody's.
    pub person: Option<PersonId>,
    /// The details.
    pub bytes: Vec<u8>,
}

row! {
    Chained of j {
        seq,
        at,
        actor = actor_id,
        session = session_id,
        action,
        rule,
        subject_kind,
        subject = subject_id,
        commitment,
        previous,
        hash,
        sealed: Option<Sealed> = ..,
    }
}

impl FromRow for Option<Sealed> {
    const COLUMNS: &'static str = "d.person_id, d.sealed";
    const WIDTH: usize = 2;

    fn take(columns: &mut Columns<'_>) -> Result<Self, RecordError> {
        let (person, bytes) = FromRow::take(columns)?;
        Ok(Option::map(bytes, |bytes| Sealed { person, bytes }))
    }
}

fn as_hex<S: serde::Serializer>(bytes: &[u8; 32], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&crate::seal_hex(bytes))
}

impl Chained {
    /// The hash this entry must have: SHA-256 over its length-prefixed fields and the hash before it.
    pub fn expected_hash(&self, organization: OrganizationId) -> [u8; 32] {
        let (seq, at) = (
            self.seq.to_be_bytes(),
            self.at.as_microsecond().to_be_bytes(),
        );
        let (organization, actor) = (organization.uuid(), self.actor.uuid());
        // Without a session the field is empty, and no id of zeros: the length before it tells the two apart.
        let session = self.session.map(care::LoginId::uuid);
        let fields: [&[u8]; 12] = [
            b"stepwell journal 1",
            organization.as_bytes().as_slice(),
            &seq,
            &at,
            actor.as_bytes().as_slice(),
            session.as_ref().map_or(&[], |id| id.as_bytes().as_slice()),
            self.action.as_bytes(),
            self.rule.as_bytes(),
            self.subject_kind.as_bytes(),
            self.subject.as_bytes().as_slice(),
            &self.commitment,
            &self.previous,
        ];
        let mut hasher = Sha256::new();
        for field in fields {
            hasher.update(crate::seal::length(field));
            hasher.update(field);
        }
        hasher.finalize().into()
    }
}

/// Begins the chain of a new organization.
pub(crate) fn start(tx: &mut Tx<'_>) -> Result<(), RecordError> {
    tx.run(START, args![NOTHING]).map(drop)
}

/// The last entry's place and hash.
pub fn head(read: &mut impl Read) -> Result<(i64, [u8; 32]), RecordError> {
    read.maybe(HEAD, args![])?
        .ok_or_else(|| RecordError::damaged("the journal has no head"))
}

/// The hash of one entry, if there is such an entry.
pub fn hash_at(read: &mut impl Read, seq: i64) -> Result<Option<[u8; 32]>, RecordError> {
    read.maybe(HASH_AT, args![seq])
}

/// Appends an entry in the transaction of the act itself; answers its place.
pub fn append(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    now: Timestamp,
    entry: &Entry,
) -> Result<i64, RecordError> {
    let (last, previous) = head(tx)?;
    let seq = last + 1;
    let (commitment, sealed) = detail::seal(tx, dice, seq, entry)?;
    // Both engines keep microseconds; the hash must cover what can be read back.
    let at = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
    let mut chained = Chained {
        seq,
        at,
        actor: entry.actor,
        session: entry.session,
        action: entry.action.to_owned(),
        rule: entry.rule.to_owned(),
        subject_kind: entry.subject_kind.to_owned(),
        subject: entry.subject,
        commitment,
        previous,
        hash: NOTHING,
        sealed: None,
    };
    chained.hash = chained.expected_hash(tx.organization());
    // The head first: it stands for the right to write here. Whoever had it meanwhile left another place, and this is
    // run again; at the key of the entry a server would speak of a duplicate instead.
    if tx.run(ADVANCE, args![seq, chained.hash])? != 1 {
        return Err(tx.contended());
    }
    tx.run(
        INSERT,
        args![
            seq,
            at,
            entry.actor,
            entry.session,
            entry.action,
            entry.rule,
            entry.subject_kind,
            entry.subject,
            commitment,
            previous,
            chained.hash
        ],
    )?;
    if let Some(sealed) = sealed {
        tx.run(INSERT_DETAIL, args![seq, entry.person, sealed])?;
    }
    tx.counter.entry();
    Ok(seq)
}

/// Entries after place `after`, oldest first, at most `limit`.
pub fn after(read: &mut impl Read, after: i64, limit: u32) -> Result<Vec<Chained>, RecordError> {
    read.all(PAGE, args![after, limit])
}

/// The latest entries before place `before`, newest first, at most [`PAGE_ENTRIES`];
/// about one subject, or about anything.
pub fn latest(
    read: &mut impl Read,
    about: Option<Uuid>,
    before: i64,
) -> Result<Vec<Chained>, RecordError> {
    match about {
        Some(subject) => read.all(LATEST_ABOUT, args![subject, before, PAGE_ENTRIES]),
        None => read.all(LATEST, args![before, PAGE_ENTRIES]),
    }
}

#[cfg(test)]
mod tests;
