//! Signed-in browsers.

use crate::followup::push;
use crate::people::person::{self, Named};
use crate::{Read, RecordError, Tx};
use care::people::look::HouseLook;
use care::{Dice, LoginId, PersonId, PersonName};
use jiff::Timestamp;

const DEVICE: (&str, &str) = ("session", "device");

statements! {
    INSERT = "\
        INSERT INTO session (organization_id, session_id, token_hash, person_id, created_at, seen_at, stepped_up_at, \
        sealed_device) VALUES ($1, $2, $3, $4, $5, $5, $6, $7)";
    /// Who is behind a token, with what every page says of them and of what they are besides staff.
    BY_TOKEN: Kept = "SELECT {} FROM session s \
        JOIN account a ON a.organization_id = s.organization_id AND a.person_id = s.person_id \
        JOIN organization o ON o.organization_id = s.organization_id \
        JOIN person p ON p.organization_id = s.organization_id AND p.person_id = s.person_id \
        JOIN person_key k ON k.organization_id = s.organization_id AND k.person_id = s.person_id \
        WHERE s.organization_id = $1 AND s.token_hash = $2 AND s.ended_at IS NULL";
    OF: KeptDevice = "SELECT {} FROM session \
        WHERE organization_id = $1 AND person_id = $2 AND ended_at IS NULL AND created_at > $3 AND seen_at > $4 \
        ORDER BY seen_at DESC";
    SEEN = "UPDATE session SET seen_at = $3 WHERE organization_id = $1 AND session_id = $2 AND seen_at < $3";
    RENEW = "UPDATE session SET created_at = $2, seen_at = $2 \
        WHERE organization_id = $1 AND ended_at IS NULL AND created_at > $3 AND seen_at > $4";
    STEP_UP = "UPDATE session SET stepped_up_at = $3 WHERE organization_id = $1 AND session_id = $2";
    END = "UPDATE session SET ended_at = $4 \
        WHERE organization_id = $1 AND session_id = $2 AND person_id = $3 AND ended_at IS NULL";
    END_ALL = "UPDATE session SET ended_at = $3 WHERE organization_id = $1 AND person_id = $2 AND ended_at IS NULL";
}

row! {
    /// A signed-in browser as it is kept, with what is asked of its owner.
    struct Kept of s {
        id: LoginId = session_id,
        person: PersonId = person_id,
        created_at: Timestamp,
        seen_at: Timestamp,
        stepped_up_at: Option<Timestamp>,
        disabled_at: Option<Timestamp> = "a.disabled_at",
        language: Option<String> = "a.language",
        organization: String = "o.name",
        accent: Option<String> = "o.accent",
        logo_name: Option<String> = "o.logo_name",
        named: Named = ..,
        in_care: i64 = "(SELECT count(*) FROM patient t \
            WHERE t.organization_id = s.organization_id AND t.person_id = s.person_id)",
        supports: i64 = "(SELECT count(*) FROM support u \
            WHERE u.organization_id = s.organization_id AND u.supporter_id = s.person_id AND u.until IS NULL)",
    }
}

row! {
    /// The same, as its owner sees it.
    struct KeptDevice of _ {
        id: LoginId = session_id,
        created_at: Timestamp,
        seen_at: Timestamp,
        name: Vec<u8> = sealed_device,
    }
}

/// A signed-in browser, as the gate sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// Its id.
    pub id: LoginId,
    /// Who.
    pub person: PersonId,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last heard of.
    pub seen_at: Timestamp,
    /// When its owner last confirmed who they are.
    pub stepped_up_at: Option<Timestamp>,
    /// Since when the account is closed.
    pub disabled_at: Option<Timestamp>,
    /// Their name.
    pub name: PersonName,
    /// What their organization is called.
    pub organization: String,
    /// How it looks.
    pub look: HouseLook,
    /// The code of the language that they chose for their pages, if they did.
    pub language: Option<String>,
    /// Whether they are in care, or were.
    pub in_care: bool,
    /// Whether anybody in care counts on them.
    pub supports: bool,
}

/// A signed-in browser, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: LoginId,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last heard of.
    pub seen_at: Timestamp,
    /// What it said it was.
    pub name: String,
}

/// A browser that signs in.
#[derive(Clone, Copy)]
pub struct NewLogin<'a> {
    /// The hash of its token.
    pub token_hash: [u8; 32],
    /// Who signs in.
    pub person: PersonId,
    /// What the browser says it is.
    pub device: &'a str,
    /// Since when.
    pub created_at: Timestamp,
    /// When its owner confirmed who they are, if they did.
    pub stepped_up_at: Option<Timestamp>,
}

/// Opens a session.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    id: LoginId,
    new: &NewLogin<'_>,
) -> Result<(), RecordError> {
    let NewLogin {
        token_hash,
        person,
        device,
        created_at,
        stepped_up_at,
    } = *new;
    let sealed = person::key(tx, person)?.seal(dice, DEVICE, id.uuid(), device.as_bytes())?;
    tx.run(
        INSERT,
        args![id, token_hash, person, created_at, stepped_up_at, sealed],
    )
    .map(drop)
}

/// The open session with this token.
pub fn by_token(read: &mut impl Read, token_hash: [u8; 32]) -> Result<Option<Login>, RecordError> {
    let kept = read.maybe(BY_TOKEN, args![token_hash])?;
    kept.map(|kept| {
        Ok(Login {
            id: kept.id,
            name: kept.named.open(read, kept.person)?.0,
            organization: kept.organization,
            look: HouseLook::of(kept.accent.as_deref(), kept.logo_name),
            language: kept.language,
            in_care: kept.in_care > 0,
            supports: kept.supports > 0,
            person: kept.person,
            created_at: kept.created_at,
            seen_at: kept.seen_at,
            stepped_up_at: kept.stepped_up_at,
            disabled_at: kept.disabled_at,
        })
    })
    .transpose()
}

/// Somebody's open sessions that began after the first instant and were heard of after the second.
pub fn of(
    read: &mut impl Read,
    person: PersonId,
    began_after: Timestamp,
    seen_after: Timestamp,
) -> Result<Vec<Device>, RecordError> {
    let key = person::key(read, person)?;
    let device = |kept: &KeptDevice| {
        let id = kept.id;
        let name = key.open(DEVICE, id.uuid(), &kept.name)?;
        let name = String::from_utf8_lossy(&name).into_owned();
        Ok(Device {
            id,
            created_at: kept.created_at,
            seen_at: kept.seen_at,
            name,
        })
    };
    read.all(OF, args![person, began_after, seen_after])?
        .iter()
        .map(device)
        .collect()
}

/// Notes that the browser was heard of.
pub fn seen(tx: &mut Tx<'_>, id: LoginId, now: Timestamp) -> Result<(), RecordError> {
    tx.run(SEEN, args![id, now]).map(drop)
}

/// Lets every open session begin anew that began after the first instant and was heard of after the second; where the
/// clock is put on by hand, nobody was away meanwhile.
pub fn renew(
    tx: &mut Tx<'_>,
    at: Timestamp,
    began_after: Timestamp,
    seen_after: Timestamp,
) -> Result<(), RecordError> {
    tx.run(RENEW, args![at, began_after, seen_after]).map(drop)
}

/// Notes that its owner confirmed who they are.
pub fn step_up(tx: &mut Tx<'_>, id: LoginId, now: Timestamp) -> Result<(), RecordError> {
    tx.run(STEP_UP, args![id, now]).map(drop)
}

/// Ends one of somebody's sessions, and lets its browser be called no more; answers whether it was theirs and open.
pub fn end(
    tx: &mut Tx<'_>,
    id: LoginId,
    person: PersonId,
    now: Timestamp,
) -> Result<bool, RecordError> {
    push::remove_of_session(tx, person, id)?;
    Ok(tx.run(END, args![id, person, now])? == 1)
}

/// Ends all of somebody's sessions, and lets none of their browsers be called any more; answers how many.
pub fn end_all(tx: &mut Tx<'_>, person: PersonId, now: Timestamp) -> Result<u64, RecordError> {
    push::remove_all(tx, person)?;
    tx.run(END_ALL, args![person, now])
}
