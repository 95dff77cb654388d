//! Who may sign in, and how.

use crate::access::sign;
use crate::people::person;
use crate::seal::{IndexToken, OrganizationKeys};
use crate::{Read, RecordError, Tx};
use care::access::hands::AccountBegun;
use care::{Dice, PersonId};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};
use zeroize::Zeroizing;

const TOTP: (&str, &str) = ("account", "totp");

statements! {
    INSERT = "INSERT INTO account (organization_id, person_id, login_token, totp_step, created_at) \
        VALUES ($1, $2, $3, 0, $4)";
    BY_LOGIN: Kept = "SELECT {} FROM account \
        WHERE organization_id = $1 AND login_token = $2";
    BY_PERSON: Kept = "SELECT {} FROM account \
        WHERE organization_id = $1 AND person_id = $2";
    SET_UP_AMONG: PersonId = "SELECT a.person_id FROM account a WHERE a.organization_id = $1 \
        AND a.person_id = ANY($2) AND (a.password_hash IS NOT NULL OR EXISTS \
        (SELECT 1 FROM passkey p WHERE p.organization_id = a.organization_id AND p.person_id = a.person_id))";
    /// When accounts were made, and when somebody first signed in to each.
    BEGUN: (PersonId, Timestamp, Option<Timestamp>) = "SELECT a.person_id, a.created_at, \
        (SELECT min(s.created_at) FROM session s WHERE s.organization_id = a.organization_id \
        AND s.person_id = a.person_id) FROM account a \
        WHERE a.organization_id = $1 AND a.person_id = ANY($2) ORDER BY a.person_id";
    SET_PASSWORD = "UPDATE account SET password_hash = $3 WHERE organization_id = $1 AND person_id = $2";
    SET_TOTP = "UPDATE account SET sealed_totp = $3, totp_step = 0 WHERE organization_id = $1 AND person_id = $2";
    SET_TOTP_STEP = "UPDATE account SET totp_step = $3 WHERE organization_id = $1 AND person_id = $2 \
        AND totp_step < $3";
    SET_LOGIN = "UPDATE account SET login_token = $3 WHERE organization_id = $1 AND person_id = $2";
    /// The languages that people chose, and how many roles of staff each of them has.
    LANGUAGES: (PersonId, Option<String>, i64) = "SELECT a.person_id, a.language, (SELECT count(*) FROM staff_role r \
        WHERE r.organization_id = a.organization_id AND r.person_id = a.person_id) FROM account a \
        WHERE a.organization_id = $1 AND a.person_id = ANY($2) ORDER BY a.person_id";
    SET_LANGUAGE = "UPDATE account SET language = $3 WHERE organization_id = $1 AND person_id = $2";
    SET_DISABLED = "UPDATE account SET disabled_at = $3 WHERE organization_id = $1 AND person_id = $2";
    DELETE = "DELETE FROM account WHERE organization_id = $1 AND person_id = $2";
}

row! {
    /// An account as it is kept.
    struct Kept of _ {
        person: PersonId = person_id,
        password_hash: Option<String>,
        totp_step: u64,
        disabled_at: Option<Timestamp>,
        totp: Option<Vec<u8>> = sealed_totp,
        language: Option<String>,
    }
}

/// How one person signs in.
#[derive(Clone)]
pub struct Account {
    /// Who.
    pub person: PersonId,
    /// The Argon2id hash of their password, in PHC form, when they have one.
    pub password_hash: Option<String>,
    /// The secret of their authenticator app, when they have one.
    pub totp: Option<Zeroizing<Vec<u8>>>,
    /// The last time step whose code was used; no code works twice.
    pub totp_step: u64,
    /// Since when the account is closed.
    pub disabled_at: Option<Timestamp>,
    /// The code of the language that they chose for their pages, if they did.
    pub language: Option<String>,
}

impl Account {
    /// Whether what a password was held against `before` is what is stored now, and the account is open.
    pub fn is_still(&self, before: &Self) -> bool {
        self.disabled_at.is_none()
            && self.person == before.person
            && self.password_hash == before.password_hash
    }
}

/// Which of these people have set up a password or a passkey, whether or not their account was closed since: whoever
/// closes accounts must not be able to undo that there was somebody to ask.
pub fn set_up_among(
    read: &mut impl Read,
    people: &[PersonId],
) -> Result<HashSet<PersonId>, RecordError> {
    Ok(read.all(SET_UP_AMONG, args![people])?.into_iter().collect())
}

/// How the accounts of some people began.
pub fn begun_of(
    read: &mut impl Read,
    people: &[PersonId],
) -> Result<HashMap<PersonId, AccountBegun>, RecordError> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = read.all(BEGUN, args![people])?.into_iter();
    let begun = |(person, made_at, signed_in_at)| {
        let begun = AccountBegun {
            made_at,
            signed_in_at,
        };
        (person, begun)
    };
    Ok(rows.map(begun).collect())
}

/// Opens an account for somebody under what they sign in with. Where that is somebody else's login already, the account
/// is under none: see [`set_login`].
pub fn insert(
    tx: &mut Tx<'_>,
    id: PersonId,
    login: &str,
    now: Timestamp,
) -> Result<(), RecordError> {
    let (token, _) = free(tx, id, Some(login))?;
    tx.run(INSERT, args![id, token, now]).map(drop)
}

/// The token of a login where it is nobody else's, and of none otherwise; with whether the person has it.
fn free(
    read: &mut impl Read,
    id: PersonId,
    login: Option<&str>,
) -> Result<(IndexToken, bool), RecordError> {
    if let Some(login) = login {
        let token = token(read, login)?;
        let holder = read.maybe(BY_LOGIN, args![token])?;
        if holder.is_none_or(|holder| holder.person == id) {
            return Ok((token, true));
        }
    }
    let keys = OrganizationKeys::load(read)?;
    Ok((crate::seal::no_login_token(&keys, id), false))
}

/// Whether a login is somebody else's.
pub fn is_others(read: &mut impl Read, id: PersonId, login: &str) -> Result<bool, RecordError> {
    Ok(!free(read, id, Some(login))?.1)
}

/// Whose login this is.
pub fn by_login(read: &mut impl Read, login: &str) -> Result<Option<Account>, RecordError> {
    let token = token(read, login)?;
    let kept = read.maybe(BY_LOGIN, args![token])?;
    kept.map(|kept| account(read, kept)).transpose()
}

/// Somebody's account.
pub fn of(read: &mut impl Read, id: PersonId) -> Result<Option<Account>, RecordError> {
    let kept = read.maybe(BY_PERSON, args![id])?;
    kept.map(|kept| account(read, kept)).transpose()
}

/// Sets the hash of a new password.
pub fn set_password(tx: &mut Tx<'_>, id: PersonId, hash: &str) -> Result<(), RecordError> {
    sign::end_begun(tx, id)?;
    tx.run(SET_PASSWORD, args![id, hash]).map(drop)
}

/// Sets the secret of a new authenticator app.
pub fn set_totp(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    id: PersonId,
    secret: &[u8],
) -> Result<(), RecordError> {
    sign::end_begun(tx, id)?;
    let sealed = person::key(tx, id)?.seal(dice, TOTP, id.uuid(), secret)?;
    tx.run(SET_TOTP, args![id, sealed]).map(drop)
}

/// Spends a code's time step; answers whether it was still unspent.
pub fn spend_totp_step(tx: &mut Tx<'_>, id: PersonId, step: u64) -> Result<bool, RecordError> {
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    Ok(tx.run(SET_TOTP_STEP, args![id, step])? == 1)
}

/// Changes what somebody signs in with; answers whether they do now. Where the login is somebody else's, or there is
/// none, nobody signs in to this account by a login: whoever asked for it may not know of the other, so the answer is
/// for the owner of the address alone.
pub fn set_login(tx: &mut Tx<'_>, id: PersonId, login: Option<&str>) -> Result<bool, RecordError> {
    sign::end_begun(tx, id)?;
    let (token, theirs) = free(tx, id, login)?;
    tx.run(SET_LOGIN, args![id, token])?;
    Ok(theirs)
}

/// The code of the language that each of these chose for their pages, and whether they have a role of staff; whoever
/// has no account is left out.
pub fn languages_of(
    read: &mut impl Read,
    people: &[PersonId],
) -> Result<HashMap<PersonId, (Option<String>, bool)>, RecordError> {
    let rows = read.all(LANGUAGES, args![people])?.into_iter();
    Ok(rows
        .map(|(person, language, roles)| (person, (language, roles > 0)))
        .collect())
}

/// Keeps the language that somebody chose, by its code.
pub fn set_language(tx: &mut Tx<'_>, id: PersonId, language: &str) -> Result<(), RecordError> {
    tx.run(SET_LANGUAGE, args![id, language]).map(drop)
}

/// Closes an account, or opens it again; answers whether there was one.
pub fn set_disabled(
    tx: &mut Tx<'_>,
    id: PersonId,
    since: Option<Timestamp>,
) -> Result<bool, RecordError> {
    sign::end_begun(tx, id)?;
    Ok(tx.run(SET_DISABLED, args![id, since])? == 1)
}

/// Removes an account whose person was forgotten. Passkeys go first.
pub fn delete(tx: &mut Tx<'_>, id: PersonId) -> Result<(), RecordError> {
    sign::end_begun(tx, id)?;
    tx.run(DELETE, args![id]).map(drop)
}

fn token(read: &mut impl Read, login: &str) -> Result<IndexToken, RecordError> {
    Ok(crate::seal::login_token(
        &OrganizationKeys::load(read)?,
        login,
    ))
}

fn account(read: &mut impl Read, kept: Kept) -> Result<Account, RecordError> {
    let person = kept.person;
    let totp = match kept.totp {
        Some(sealed) => Some(person::key(read, person)?.open(TOTP, person.uuid(), &sealed)?),
        None => None,
    };
    Ok(Account {
        person,
        password_hash: kept.password_hash,
        totp_step: kept.totp_step,
        disabled_at: kept.disabled_at,
        totp,
        language: kept.language,
    })
}
