//! Passkey ceremonies of strangers: sealed for the browser to keep, and noted here only once one has let somebody in.
//!
//! Whoever asks for a passkey is nobody yet, and anybody may ask, so a row for each question would let a stranger fill
//! the disk, and a limit on open questions would let a stranger keep everybody else out. So the server's half goes to
//! the browser, sealed under the organization's own key and bound to its number: nobody but this installation can read
//! or make one. What a row was needed for, that no answer counts twice, is kept with the answer that was right.

use crate::seal::OrganizationKeys;
use crate::{Read, RecordError, Tx};
use care::Dice;
use jiff::Timestamp;
use uuid::Uuid;
use zeroize::Zeroizing;

const CEREMONY: (&str, &str) = ("pending", "ceremony");
/// Under which what was used up is kept among what is half-finished: it is swept out with it.
const USED: &str = "passkey-used";

statements! {
    USE = "INSERT INTO pending (organization_id, token_hash, purpose, body, attempts, expires_at) \
        VALUES ($1, $2, $3, $4, 0, $5) ON CONFLICT DO NOTHING";
}

/// Seals the server's half of a ceremony.
pub fn seal(
    read: &mut impl Read,
    dice: &dyn Dice,
    id: Uuid,
    half: &[u8],
) -> Result<Vec<u8>, RecordError> {
    OrganizationKeys::load(read)?.seal(dice, read.organization(), CEREMONY, id, half)
}

/// Opens it; whatever was not sealed here under this number is damage.
pub fn open(
    read: &mut impl Read,
    id: Uuid,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, RecordError> {
    OrganizationKeys::load(read)?.open(read.organization(), CEREMONY, id, sealed)
}

/// Uses a ceremony up; answers whether it was unused. What was used is remembered until the ceremony would be over
/// anyway.
pub fn use_up(tx: &mut Tx<'_>, id: Uuid, until: Timestamp) -> Result<bool, RecordError> {
    let keys = OrganizationKeys::load(tx)?;
    let hash = keys.keyed_hash("ceremony", id.as_bytes());
    let used = tx.run(USE, args![hash, USED, Vec::<u8>::new(), until])?;
    Ok(used == 1)
}
