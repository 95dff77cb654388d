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

/// The keyed hashes that failures are counted under. All of them are kept with one organization, whoever is meant:
/// an address that had to wait in one and not in another would tell where a name is known.
pub(super) struct Subjects {
    kept_with: OrganizationId,
    account: [u8; 32],
    address: [u8; 32],
    browser: Option<[u8; 32]>,
}

impl Subjects {
    pub fn new(
        read: &mut impl Read,
        login: &str,
        person: Option<PersonId>,
        browser: &Browser,
    ) -> Result<Self, Refusal> {
        let kept_with = first_organization(read)?;
        let keys = OrganizationKeys::load(read, kept_with)?;
        let login = login.trim().to_lowercase();
        Ok(Self {
            kept_with,
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
    pub fn check(&self, read: &mut impl Read, now: Timestamp) -> Result<(), Refusal> {
        let account = stored(read, self.kept_with, self.account)?.unwrap_or_default();
        let address = stored(read, self.kept_with, self.address)?.unwrap_or_default();
        let browser = match self.browser {
            Some(subject) => stored(read, self.kept_with, subject)?,
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
    pub fn failed(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<(), Refusal> {
        let organization = self.kept_with;
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
    pub fn succeeded(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        Ok(sign::clear_failures(tx, self.kept_with, self.account)?)
    }
}

/// Whether the address of a browser may send another request for help now. The first few cost no wait; a household or a
/// referrer is not kept out, and a machine that sends hundreds is.
pub fn may_ask(clinic: &Clinic, browser: &Browser) -> Result<(), Refusal> {
    clinic.record.read(|read| {
        let (kept_with, subject) = of_requests(read, browser)?;
        let throttle = stored(read, kept_with, subject)?.unwrap_or_default();
        match throttle.wait(clinic.now()) {
            Some(wait) => Err(SignInError::Wait { wait }.into()),
            None => Ok(()),
        }
    })
}

/// Counts a request for help that was taken from the address of a browser.
pub fn asked(clinic: &Clinic, browser: &Browser) -> Result<(), Refusal> {
    let now = clinic.now();
    clinic.record.transact(|tx| {
        let (kept_with, subject) = of_requests(tx, browser)?;
        let after = stored(tx, kept_with, subject)?
            .unwrap_or_default()
            .after_failure(now);
        Ok(sign::set_failures(
            tx,
            kept_with,
            subject,
            after.failures,
            now,
        )?)
    })
}

/// The guesses made at one thing, such as a site's screen. A right one does not forgive the wrong ones, or whoever has
/// one code could guess at others for ever.
pub(crate) struct Guesses {
    organization: OrganizationId,
    subject: [u8; 32],
}

impl Guesses {
    /// The guesses counted under a keyed hash.
    pub const fn of(organization: OrganizationId, subject: [u8; 32]) -> Self {
        Self {
            organization,
            subject,
        }
    }

    /// Refuses whoever has to wait.
    pub fn may(&self, read: &mut impl Read, now: Timestamp) -> Result<(), Refusal> {
        let throttle = stored(read, self.organization, self.subject)?.unwrap_or_default();
        match throttle.wait(now) {
            Some(wait) => Err(SignInError::Wait { wait }.into()),
            None => Ok(()),
        }
    }

    /// Counts a wrong one.
    pub fn failed(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<(), Refusal> {
        let throttle = stored(tx, self.organization, self.subject)?.unwrap_or_default();
        let failures = throttle.after_failure(now).failures;
        sign::set_failures(tx, self.organization, self.subject, failures, now)?;
        Ok(())
    }
}

/// The keyed hash under which an address's requests are counted: the address itself is not kept.
fn of_requests(
    read: &mut impl Read,
    browser: &Browser,
) -> Result<(OrganizationId, [u8; 32]), Refusal> {
    let kept_with = first_organization(read)?;
    let keys = OrganizationKeys::load(read, kept_with)?;
    let subject = keys.keyed_hash("throttle request", browser.address.as_bytes());
    Ok((kept_with, subject))
}

/// Notes that somebody signed in from this browser.
pub(super) fn remember_browser(
    tx: &mut Tx<'_>,
    known: &str,
    person: PersonId,
    now: Timestamp,
) -> Result<(), Refusal> {
    let organization = first_organization(tx)?;
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

/// The one that failures are kept with.
fn first_organization(read: &mut impl Read) -> Result<OrganizationId, Refusal> {
    let organizations = record::organization::all(read)?;
    let first = organizations.first().map(|(id, _)| *id);
    // Before the first organization is set up there is nobody to sign in.
    first.ok_or(SignInError::NotRecognized.into())
}
