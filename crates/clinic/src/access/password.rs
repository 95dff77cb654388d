//! The first factor: what somebody types.

use super::factor::{SecondFactor, start_second};
use super::throttle::Subjects;
use super::{Browser, any_organization, note};
use crate::{Clinic, Refusal};
use care::OrganizationId;
use record::account::{self, Account};
use signin::{SignInError, password};

/// The longest login anybody may type, in characters.
const LOGIN_CHARS_MAX: usize = 254;

/// Checks a login and its password. An unknown login, a wrong password and a closed account give the same answer
/// after the same work. On success the second factor is asked for.
pub fn begin_password(
    clinic: &Clinic,
    login: &str,
    typed: &str,
    browser: &Browser,
) -> Result<SecondFactor, Refusal> {
    let login: String = login.chars().take(LOGIN_CHARS_MAX).collect();
    let (organization, found) = find(clinic, &login)?;
    let person = found.as_ref().map(|account| account.person);
    let subjects = clinic.record.read(|read| {
        let subjects = Subjects::new(read, &login, person, browser)?;
        subjects.check(read, clinic.now())?;
        Ok::<_, Refusal>(subjects)
    })?;
    let hash = found
        .as_ref()
        .and_then(|account| account.password_hash.as_deref());
    let right = clinic.hashing(|| match hash {
        Some(hash) => password::verify(hash, typed),
        None => password::verify_absent(typed),
    });
    let open = found.filter(|account| right && account.disabled_at.is_none());
    let Some(account) = open else {
        // One transaction either way: a second one would take the time of another fsync and tell that the name is known.
        clinic.record.transact(|tx| {
            subjects.failed(tx, clinic.now())?;
            match person {
                Some(person) => {
                    let what = ("session.refused", "wrong-password");
                    note(tx, clinic, organization, person, None, what)
                }
                None => Ok(()),
            }
        })?;
        return Err(SignInError::NotRecognized.into());
    };
    clinic.record.transact(|tx| {
        subjects.succeeded(tx)?;
        start_second(tx, clinic, organization, &account)
    })
}

/// Which organization's account this login opens; where there is none, failures are counted under any of them.
fn find(clinic: &Clinic, login: &str) -> Result<(OrganizationId, Option<Account>), Refusal> {
    let organizations = crate::home::organizations(clinic)?;
    clinic.record.read(|read| {
        for (organization, _) in &organizations {
            if let Some(account) = account::by_login(read, *organization, login)? {
                return Ok((*organization, Some(account)));
            }
        }
        Ok((any_organization(clinic)?, None))
    })
}
