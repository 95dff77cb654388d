//! What signing in leaves behind: passkeys, invitations, half-finished ceremonies, counted failures.

use crate::people::person;
use crate::seal::OrganizationKeys;
use crate::{Read, RecordError, Tx};
use care::{Dice, PasskeyId, PersonId};
use jiff::Timestamp;
use zeroize::Zeroizing;

const PASSKEY: (&str, &str) = ("passkey", "passkey");
const PASSKEY_NAME: (&str, &str) = ("passkey", "name");
const PENDING: (&str, &str) = ("pending", "body");

statements! {
    INSERT_PASSKEY = "\
        INSERT INTO passkey (organization_id, passkey_id, person_id, credential_hash, sealed_passkey, sealed_name, \
        created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    PASSKEYS_OF: Kept = "SELECT {} FROM passkey \
        WHERE organization_id = $1 AND person_id = $2 ORDER BY created_at, passkey_id";
    USE_PASSKEY = "UPDATE passkey SET sealed_passkey = $3, used_at = $4 WHERE organization_id = $1 AND passkey_id = $2";
    DELETE_PASSKEY = "DELETE FROM passkey WHERE organization_id = $1 AND passkey_id = $2 AND person_id = $3";
    DELETE_PASSKEYS_OF = "DELETE FROM passkey WHERE organization_id = $1 AND person_id = $2";
    INSERT_INVITATION = "INSERT INTO invitation (organization_id, token_hash, person_id, purpose, expires_at) \
        VALUES ($1, $2, $3, $4, $5)";
    INVITATION: (PersonId, String) = "SELECT person_id, purpose FROM invitation \
        WHERE organization_id = $1 AND token_hash = $2 AND used_at IS NULL AND expires_at > $3";
    END_INVITATIONS = "DELETE FROM invitation WHERE organization_id = $1 AND person_id = $2 AND purpose = $3 \
        AND used_at IS NULL";
    END_PENDING_OF = "DELETE FROM pending WHERE organization_id = $1 AND person_id = $2";
    USE_INVITATION = "UPDATE invitation SET used_at = $3 WHERE organization_id = $1 AND token_hash = $2 \
        AND used_at IS NULL";
    INSERT_PENDING = "\
        INSERT INTO pending (organization_id, token_hash, person_id, purpose, body, attempts, expires_at) \
        VALUES ($1, $2, $3, $4, $5, 0, $6)";
    PENDING_BY_TOKEN: KeptPending = "SELECT {} FROM pending \
        WHERE organization_id = $1 AND token_hash = $2 AND purpose = $3";
    COUNT_ATTEMPT = "UPDATE pending SET attempts = attempts + 1 WHERE organization_id = $1 AND token_hash = $2";
    DELETE_PENDING = "DELETE FROM pending WHERE organization_id = $1 AND token_hash = $2";
    DELETE_EXPIRED = "DELETE FROM pending WHERE organization_id = $1 AND expires_at < $2";
    THROTTLE: (u32, Timestamp) = "SELECT failures, last_failure_at FROM throttle WHERE organization_id = $1 \
        AND subject = $2";
    FAILED = "INSERT INTO throttle (organization_id, subject, failures, last_failure_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (organization_id, subject) DO UPDATE SET failures = $3, last_failure_at = $4";
    FORGET_THROTTLE = "DELETE FROM throttle WHERE organization_id = $1 AND failures > 0 AND last_failure_at < $2";
    CLEAR_THROTTLE = "DELETE FROM throttle WHERE organization_id = $1 AND subject = $2";
}

row! {
    /// A passkey as it is kept.
    struct Kept of _ {
        id: PasskeyId = passkey_id,
        person: PersonId = person_id,
        credential: Vec<u8> = sealed_passkey,
        name: Vec<u8> = sealed_name,
        created_at: Timestamp,
        used_at: Option<Timestamp>,
    }
}

row! {
    /// The first half of something, as it is kept.
    struct KeptPending of _ {
        person: Option<PersonId> = person_id,
        body: Vec<u8>,
        attempts: u32,
        expires_at: Timestamp,
    }
}

/// A registered passkey.
#[derive(Clone)]
pub struct Passkey {
    /// Its id here.
    pub id: PasskeyId,
    /// Whose.
    pub person: PersonId,
    /// The stored credential, as JSON of the sign-in crate.
    pub credential: Zeroizing<Vec<u8>>,
    /// What its owner calls it.
    pub name: String,
    /// Since when.
    pub created_at: Timestamp,
    /// When it last opened the door.
    pub used_at: Option<Timestamp>,
}

/// A passkey that is added.
#[derive(Clone, Copy)]
pub struct NewPasskey<'a> {
    /// Whose it is.
    pub person: PersonId,
    /// The id by which its device names it.
    pub credential_id: &'a [u8],
    /// The credential, as JSON of the sign-in crate.
    pub credential: &'a [u8],
    /// What its owner calls it.
    pub name: &'a str,
    /// Since when.
    pub created_at: Timestamp,
}

/// Keeps a new passkey.
pub fn insert_passkey(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    id: PasskeyId,
    new: &NewPasskey<'_>,
) -> Result<(), RecordError> {
    let hash = credential_hash(tx, new.credential_id)?;
    let key = person::key(tx, new.person)?;
    let sealed = key.seal(dice, PASSKEY, id.uuid(), new.credential)?;
    let sealed_name = key.seal(dice, PASSKEY_NAME, id.uuid(), new.name.as_bytes())?;
    tx.run(
        INSERT_PASSKEY,
        args![id, new.person, hash, sealed, sealed_name, new.created_at],
    )
    .map(drop)
}

/// Somebody's passkeys, oldest first.
pub fn passkeys_of(read: &mut impl Read, person: PersonId) -> Result<Vec<Passkey>, RecordError> {
    let rows = read.all(PASSKEYS_OF, args![person])?;
    rows.into_iter().map(|kept| passkey(read, kept)).collect()
}

/// Notes that a passkey was used, with its counter; answers whether it is still there.
pub fn use_passkey(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    passkey: &Passkey,
    now: Timestamp,
) -> Result<bool, RecordError> {
    let key = person::key(tx, passkey.person)?;
    let sealed = key.seal(dice, PASSKEY, passkey.id.uuid(), &passkey.credential)?;
    Ok(tx.run(USE_PASSKEY, args![passkey.id, sealed, now])? == 1)
}

/// Removes one of somebody's passkeys; answers whether it was theirs.
pub fn delete_passkey(
    tx: &mut Tx<'_>,
    id: PasskeyId,
    person: PersonId,
) -> Result<bool, RecordError> {
    Ok(tx.run(DELETE_PASSKEY, args![id, person])? == 1)
}

/// Removes all of somebody's passkeys.
pub fn delete_passkeys_of(tx: &mut Tx<'_>, person: PersonId) -> Result<(), RecordError> {
    tx.run(DELETE_PASSKEYS_OF, args![person]).map(drop)
}

/// What a link is for that sets up how somebody signs in. Of these there is never more than one for a person.
pub const WELCOME: &str = "welcome";

/// Ends whatever would let somebody into a person's account without having begun anew: links not used yet, and sign-ins
/// whose first half was done. Everything that changes how a person signs in, or as what, calls this inside the record:
/// another link, another login, another password, an app, an account closed or opened, another set of roles.
pub fn end_begun(tx: &mut Tx<'_>, person: PersonId) -> Result<(), RecordError> {
    tx.run(END_INVITATIONS, args![person, WELCOME])?;
    tx.run(END_PENDING_OF, args![person]).map(drop)
}

/// Keeps an invitation: a link that works once, until `expires_at`. One that sets up a sign-in ends all earlier ones.
pub fn insert_invitation(
    tx: &mut Tx<'_>,
    token_hash: [u8; 32],
    person: PersonId,
    purpose: &str,
    expires_at: Timestamp,
) -> Result<(), RecordError> {
    if purpose == WELCOME {
        end_begun(tx, person)?;
    }
    tx.run(
        INSERT_INVITATION,
        args![token_hash, person, purpose, expires_at],
    )
    .map(drop)
}

/// Whom an unused, unexpired invitation is for, and what for.
pub fn invitation(
    read: &mut impl Read,
    token_hash: [u8; 32],
    now: Timestamp,
) -> Result<Option<(PersonId, String)>, RecordError> {
    read.maybe(INVITATION, args![token_hash, now])
}

/// Uses an invitation up; answers whether it was unused.
pub fn use_invitation(
    tx: &mut Tx<'_>,
    token_hash: [u8; 32],
    now: Timestamp,
) -> Result<bool, RecordError> {
    Ok(tx.run(USE_INVITATION, args![token_hash, now])? == 1)
}

/// Something begun that has to be finished soon: the second factor, a passkey ceremony, a code sent by mail.
#[derive(Clone)]
pub struct Pending {
    /// Whose, once that is known.
    pub person: Option<PersonId>,
    /// What the second step needs.
    pub body: Zeroizing<Vec<u8>>,
    /// Wrong tries so far.
    pub attempts: u32,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Keeps the first half of something.
pub fn insert_pending(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    token_hash: [u8; 32],
    purpose: &str,
    pending: &Pending,
) -> Result<(), RecordError> {
    let keys = OrganizationKeys::load(tx)?;
    let sealed = keys.seal(
        dice,
        tx.organization(),
        PENDING,
        row_of(token_hash),
        &pending.body,
    )?;
    tx.run(
        INSERT_PENDING,
        args![
            token_hash,
            pending.person,
            purpose,
            sealed,
            pending.expires_at
        ],
    )
    .map(drop)
}

/// The first half, when it is of this purpose and not yet expired.
pub fn pending(
    read: &mut impl Read,
    token_hash: [u8; 32],
    purpose: &str,
    now: Timestamp,
) -> Result<Option<Pending>, RecordError> {
    let kept = read.maybe(PENDING_BY_TOKEN, args![token_hash, purpose])?;
    let Some(kept) = kept.filter(|kept| kept.expires_at > now) else {
        return Ok(None);
    };
    let body = OrganizationKeys::load(read)?.open(
        read.organization(),
        PENDING,
        row_of(token_hash),
        &kept.body,
    )?;
    Ok(Some(Pending {
        person: kept.person,
        body,
        attempts: kept.attempts,
        expires_at: kept.expires_at,
    }))
}

/// Counts a wrong try.
pub fn count_attempt(tx: &mut Tx<'_>, token_hash: [u8; 32]) -> Result<(), RecordError> {
    tx.run(COUNT_ATTEMPT, args![token_hash]).map(drop)
}

/// Ends it; answers whether it was there.
pub fn end_pending(tx: &mut Tx<'_>, token_hash: [u8; 32]) -> Result<bool, RecordError> {
    Ok(tx.run(DELETE_PENDING, args![token_hash])? == 1)
}

/// Sweeps out what nobody finished.
pub fn sweep_pending(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), RecordError> {
    tx.run(DELETE_EXPIRED, args![now]).map(drop)
}

/// Failures counted against an account or an address, and when the last one was.
pub fn failures(
    read: &mut impl Read,
    subject: [u8; 32],
) -> Result<Option<(u32, Timestamp)>, RecordError> {
    read.maybe(THROTTLE, args![subject])
}

/// Sets the count of failures.
pub fn set_failures(
    tx: &mut Tx<'_>,
    subject: [u8; 32],
    failures: u32,
    now: Timestamp,
) -> Result<(), RecordError> {
    tx.run(FAILED, args![subject, failures, now]).map(drop)
}

/// Sweeps out failures of which the last was before an instant. What has no failures stays: that a browser is known is
/// kept so.
pub fn sweep_failures(tx: &mut Tx<'_>, before: Timestamp) -> Result<(), RecordError> {
    tx.run(FORGET_THROTTLE, args![before]).map(drop)
}

/// Forgives.
pub fn clear_failures(tx: &mut Tx<'_>, subject: [u8; 32]) -> Result<(), RecordError> {
    tx.run(CLEAR_THROTTLE, args![subject]).map(drop)
}

fn passkey(read: &mut impl Read, kept: Kept) -> Result<Passkey, RecordError> {
    let (id, person) = (kept.id, kept.person);
    let key = person::key(read, person)?;
    let name = key.open(PASSKEY_NAME, id.uuid(), &kept.name)?;
    Ok(Passkey {
        id,
        person,
        credential: key.open(PASSKEY, id.uuid(), &kept.credential)?,
        name: String::from_utf8_lossy(&name).into_owned(),
        created_at: kept.created_at,
        used_at: kept.used_at,
    })
}

fn credential_hash(read: &mut impl Read, credential_id: &[u8]) -> Result<[u8; 32], RecordError> {
    Ok(OrganizationKeys::load(read)?.keyed_hash("passkey", credential_id))
}

fn row_of(token_hash: [u8; 32]) -> uuid::Uuid {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&token_hash[..16]);
    uuid::Uuid::from_bytes(bytes)
}
