//! The first factor: what somebody types.

use super::factor::{SecondFactor, start_second};
use super::throttle::{Subjects, first_organization};
use super::{Browser, note};
use crate::access::hashing::Hashing;
use crate::{Clinic, Refusal};
use care::OrganizationId;
use record::TxAcross;
use record::access::account;
use record::access::account::Account;
use signin::SignInError;
use zeroize::Zeroizing;

/// The longest login anybody may type, in characters.
const LOGIN_CHARS_MAX: usize = 254;

/// Checks a login and its password. An unknown login, a wrong password and a closed account give the same answer
/// after the same work: a transaction that counts, a hash, and a transaction that says what came of it. On success the
/// second factor is asked for.
pub fn begin_password(
    clinic: &Clinic,
    login: &str,
    typed: &str,
    browser: &Browser,
) -> Result<SecondFactor, Refusal> {
    let login: String = login.chars().take(LOGIN_CHARS_MAX).collect();
    let mut place = None;
    let now = clinic.now();
    // Counted as a failure before it is checked. The other way round, a thousand guesses that arrive at once would
    // all be checked before the first of them counts.
    let (organization, found, subjects, counted) = clinic.record().transact_across(|across| {
        let (organization, found) = find(across, &login)?;
        let person = found.as_ref().map(|account| account.person);
        let subjects = Subjects::of_login(across, &login, person, browser)?;
        let counted =
            subjects.count(across, now, || clinic.memory::<Hashing>().hold(&mut place))?;
        Ok::<_, Refusal>((organization, found, subjects, counted))
    })?;
    let (counted, place) = (counted?, place.ok_or(SignInError::Busy)?);
    let person = found.as_ref().map(|account| account.person);
    let hash = found
        .as_ref()
        .and_then(|account| account.password_hash.clone());
    let typed = Zeroizing::new(typed.to_owned());
    // Between two transactions: within one, everybody who writes would wait for the hash.
    let right = place.run(move |hasher| match hash {
        Some(hash) => hasher.verify(&hash, &typed),
        None => hasher.verify_absent(&typed),
    })?;
    let open = found.filter(|account| right && account.disabled_at.is_none());
    let Some(account) = open else {
        clinic.record().transact_across(|across| {
            subjects.failed(across, clinic.now())?;
            match person {
                Some(person) => {
                    let tx = &mut across.within(organization);
                    note(
                        tx,
                        clinic,
                        person,
                        None,
                        "session.refused",
                        "wrong-password",
                    )
                }
                None => Ok(()),
            }
        })?;
        return Err(SignInError::NotRecognized.into());
    };
    clinic.record().transact_across(|across| {
        subjects.succeeded(across, counted)?;
        let tx = &mut across.within(organization);
        // Hashing took its time: whoever changed the password or closed the account meanwhile meant it.
        let account = account::by_login(tx, &login)?
            .filter(|stored| stored.is_still(&account))
            .ok_or(SignInError::NotRecognized)?;
        start_second(tx, clinic, organization, &account)
    })
}

/// Which organization's account this login opens; where there is none, failures are counted under any of them. One
/// address may be entered in several organizations: one where nobody can sign in with a password, such as an invitation
/// that was not followed or a closed account, keeps its owner out of none of the others.
fn find(
    across: &mut TxAcross<'_>,
    login: &str,
) -> Result<(OrganizationId, Option<Account>), Refusal> {
    let mut shut = None;
    for (organization, _) in record::people::organization::all(across)? {
        if let Some(account) = account::by_login(&mut across.glance(organization), login)? {
            if account.password_hash.is_some() && account.disabled_at.is_none() {
                return Ok((organization, Some(account)));
            }
            shut = shut.or(Some((organization, Some(account))));
        }
    }
    match shut {
        Some(found) => Ok(found),
        None => Ok((first_organization(across)?, None)),
    }
}

#[cfg(test)]
mod tests;
