//! What else there is to say about an entry, sealed and beside the chain.

use super::{Chained, Entry, NOTHING, Sealed};
use crate::people::person;
use crate::seal::{OrganizationKeys, length};
use crate::{Read, RecordError, Tx};
use care::{Dice, PersonId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const PLACE: (&str, &str) = ("journal_detail", "sealed");

/// What the details of an entry say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// There never were any.
    None,
    /// The person they are about was forgotten.
    Forgotten,
    /// Here they are.
    Open(String),
}

/// Seals the details of an entry; answers the commitment to them as well.
pub(super) fn seal(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    seq: i64,
    entry: &Entry,
) -> Result<([u8; 32], Option<Vec<u8>>), RecordError> {
    let Some(detail) = &entry.detail else {
        return Ok((NOTHING, None));
    };
    let (plain, row) = (detail.to_string(), row(seq));
    let sealed = match entry.person {
        Some(person) => person::key(tx, person)?.seal(dice, PLACE, row, plain.as_bytes())?,
        None => OrganizationKeys::load(tx)?.seal(
            dice,
            tx.organization(),
            PLACE,
            row,
            plain.as_bytes(),
        )?,
    };
    Ok((commitment(entry.person, &sealed), Some(sealed)))
}

/// The commitment to sealed details and to whose key they are under. It is over the sealed form, so that it can be
/// checked without any key: offline, and also when the person was forgotten.
fn commitment(person: Option<PersonId>, sealed: &[u8]) -> [u8; 32] {
    let person = person.map(PersonId::uuid);
    let fields: [&[u8]; 3] = [
        b"stepwell journal detail 1",
        person.as_ref().map_or(&[], |id| id.as_bytes().as_slice()),
        sealed,
    ];
    let mut hasher = Sha256::new();
    for field in fields {
        hasher.update(length(field));
        hasher.update(field);
    }
    hasher.finalize().into()
}

/// What is wrong with the details of an entry, as far as can be told without opening them.
pub(super) fn wrong_with(entry: &Chained) -> Option<&'static str> {
    match &entry.sealed {
        None if entry.commitment == NOTHING => None,
        None => Some("has lost its details"),
        Some(_) if entry.commitment == NOTHING => Some("has details that were added afterwards"),
        Some(sealed) if commitment(sealed.person, &sealed.bytes) == entry.commitment => None,
        Some(_) => Some("has details that were changed after they were written"),
    }
}

/// Opens the details of an entry and holds them against its commitment.
pub fn detail(read: &mut impl Read, entry: &Chained) -> Result<Detail, RecordError> {
    if let Some(what) = wrong_with(entry) {
        let seq = entry.seq;
        return Err(RecordError::damaged(format!("journal entry {seq} {what}")));
    }
    let Some(Sealed { person, bytes }) = &entry.sealed else {
        return Ok(Detail::None);
    };
    let plain = match person {
        Some(person) => match person::key(read, *person) {
            Err(RecordError::Forgotten) => return Ok(Detail::Forgotten),
            key => key?.open(PLACE, row(entry.seq), bytes)?,
        },
        None => {
            OrganizationKeys::load(read)?.open(read.organization(), PLACE, row(entry.seq), bytes)?
        }
    };
    Ok(Detail::Open(String::from_utf8_lossy(&plain).into_owned()))
}

fn row(seq: i64) -> Uuid {
    Uuid::from_u128(u128::from(seq.unsigned_abs()))
}
