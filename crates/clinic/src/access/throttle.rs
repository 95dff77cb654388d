//! Counting failures: per account, per address, and per browser that somebody signed in from before, so that nobody
//! outside can delay the owner of an account.

use super::Browser;
use crate::{Clinic, Refusal};
use care::{OrganizationId, PersonId};
use jiff::Timestamp;
use record::seal::OrganizationKeys;
use record::{Read, Tx, sign};
use signin::SignInError;
use signin::throttle::{Attempt, Throttle};

/// The keyed hashes that failures are counted under.
pub(super) struct Subjects {
    account: [u8; 32],
    address: [u8; 32],
    browser: Option<[u8; 32]>,
}

impl Subjects {
    pub fn new(
        read: &mut impl Read,
        organization: OrganizationId,
        login: &str,
        person: Option<PersonId>,
        browser: &Browser,
    ) -> Result<Self, Refusal> {
        let keys = OrganizationKeys::load(read, organization)?;
        let login = login.trim().to_lowercase();
        Ok(Self {
            account: keys.keyed_hash("throttle account", login.as_bytes()),
            address: keys.keyed_hash("throttle address", browser.address.as_bytes()),
            browser: browser
                .known
                .as_deref()
                .zip(person)
                .map(|(known, person)| of_browser(&keys, known, person)),
        })
    }

    /// Refuses an attempt that comes too soon.
    pub fn check(
        &self,
        read: &mut impl Read,
        organization: OrganizationId,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let account = stored(read, organization, self.account)?.unwrap_or_default();
        let address = stored(read, organization, self.address)?.unwrap_or_default();
        let browser = match self.browser {
            Some(subject) => stored(read, organization, subject)?,
            None => None,
        };
        let attempt = Attempt {
            account: &account,
            address: &address,
            known_browser: browser.as_ref(),
        };
        match attempt.wait(now) {
            Some(wait) => Err(SignInError::Wait { wait }.into()),
            None => Ok(()),
        }
    }

    /// Counts a failure.
    pub fn failed(
        &self,
        tx: &mut Tx<'_>,
        organization: OrganizationId,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let mut subjects = vec![self.account, self.address];
        if let Some(browser) = self.browser
            && stored(tx, organization, browser)?.is_some()
        {
            subjects.push(browser);
        }
        for subject in subjects {
            let after = stored(tx, organization, subject)?
                .unwrap_or_default()
                .after_failure(now);
            sign::set_failures(tx, organization, subject, after.failures, now)?;
        }
        Ok(())
    }

    /// Forgives the account; the address has to wait until its failures are old.
    pub fn succeeded(&self, tx: &mut Tx<'_>, organization: OrganizationId) -> Result<(), Refusal> {
        Ok(sign::clear_failures(tx, organization, self.account)?)
    }
}

/// Notes that somebody signed in from this browser.
pub(super) fn remember_browser(
    tx: &mut Tx<'_>,
    organization: OrganizationId,
    known: &str,
    person: PersonId,
    now: Timestamp,
) -> Result<(), Refusal> {
    let subject = of_browser(&OrganizationKeys::load(tx, organization)?, known, person);
    Ok(sign::set_failures(tx, organization, subject, 0, now)?)
}

fn of_browser(keys: &OrganizationKeys, known: &str, person: PersonId) -> [u8; 32] {
    let mut bytes = person.uuid().as_bytes().to_vec();
    bytes.extend_from_slice(known.as_bytes());
    keys.keyed_hash("throttle browser", &bytes)
}

fn stored(
    read: &mut impl Read,
    organization: OrganizationId,
    subject: [u8; 32],
) -> Result<Option<Throttle>, Refusal> {
    let found = sign::failures(read, organization, subject)?;
    Ok(found.map(|(failures, at)| Throttle {
        failures,
        last_failure_at: (failures > 0).then_some(at),
    }))
}

/// Counts a failure in a transaction of its own.
pub(super) fn count_failure(
    clinic: &Clinic,
    organization: OrganizationId,
    subjects: &Subjects,
) -> Result<(), Refusal> {
    clinic
        .record
        .transact(|tx| subjects.failed(tx, organization, clinic.now()))
}
