//! Counting failures: per account, per address, and per browser that somebody signed in from before, so that nobody
//! outside can delay the owner of an account.

use super::Browser;
use crate::{Clinic, Refusal};
use care::{OrganizationId, PersonId};
use jiff::Timestamp;
use record::access::sign;
use record::seal::OrganizationKeys;
use record::{Read, ReadAcross, Tx, TxAcross};
use signin::SignInError;
use signin::throttle::{
    Attempt, FREE_FAILURES, IN_DANGER_WAIT_SECONDS_MAX, Throttle, Turn, WAIT_SECONDS_MAX,
};

/// The keyed hashes that failures are counted under. All of them are kept with one organization, whoever is meant:
/// an address that had to wait in one and not in another would tell where a name is known.
pub(super) struct Subjects {
    kept_with: OrganizationId,
    account: [u8; 32],
    address: [u8; 32],
    /// This address at this account, where its turn counts; nothing where the account's failures hold for everybody.
    turn: Option<[u8; 32]>,
    browser: Option<OfBrowser>,
}

/// What a known browser is kept under. Its failures are swept out once they are old; that it is known is kept apart, or
/// one wrong password and a quiet day would make a stranger of it.
#[derive(Clone, Copy)]
struct OfBrowser {
    failures: [u8; 32],
    known: [u8; 32],
}

/// What was held against an attempt before it was counted.
#[derive(Clone, Copy)]
pub(super) struct Counted {
    address: Throttle,
    browser: Option<Throttle>,
}

impl Subjects {
    /// For somebody who has proved nothing yet.
    pub fn of_login(
        across: &mut TxAcross<'_>,
        login: &str,
        person: Option<PersonId>,
        browser: &Browser,
    ) -> Result<Self, Refusal> {
        let login = login.trim().to_lowercase();
        Self::new(across, "throttle account", &login, person, browser)
    }

    /// For somebody who knows the password or is signed in already. Counted under a name of its own: an outsider may
    /// type anything as a login, also an id that was seen in an address, and that is nothing to its owner.
    pub fn of_person(
        across: &mut TxAcross<'_>,
        person: PersonId,
        browser: &Browser,
    ) -> Result<Self, Refusal> {
        let name = person.to_string();
        let subjects = Self::new(across, "throttle second", &name, Some(person), browser)?;
        Ok(Self {
            turn: None,
            ..subjects
        })
    }

    fn new(
        across: &mut TxAcross<'_>,
        kind: &str,
        name: &str,
        person: Option<PersonId>,
        browser: &Browser,
    ) -> Result<Self, Refusal> {
        let kept_with = first_organization(across)?;
        let keys = OrganizationKeys::load(&mut across.within(kept_with))?;
        let pair = format!("{}\n{name}", browser.address);
        Ok(Self {
            kept_with,
            account: keys.keyed_hash(kind, name.as_bytes()),
            address: keys.keyed_hash("throttle address", browser.address.as_bytes()),
            turn: Some(keys.keyed_hash("throttle turn", pair.as_bytes())),
            browser: browser
                .known
                .as_deref()
                .zip(person)
                .map(|(known, person)| OfBrowser::new(&keys, known, person)),
        })
    }

    /// Lets one attempt be checked and counts it as a failure, all in the caller's transaction. The inner refusal has
    /// to be committed as well: a stranger's turn begins with it. What checking it takes is got ready in between:
    /// whoever has to wait takes nothing, and what cannot be checked is not counted.
    pub fn count(
        &self,
        across: &mut TxAcross<'_>,
        now: Timestamp,
        ready: impl FnOnce() -> Result<(), Refusal>,
    ) -> Result<Result<Counted, Refusal>, Refusal> {
        let tx = &mut across.within(self.kept_with);
        let account = stored(tx, self.account)?.unwrap_or_default();
        let address = stored(tx, self.address)?.unwrap_or_default();
        let browser = match self.browser {
            Some(subjects) => subjects.stored(tx)?,
            None => None,
        };
        let asked = match self.turn {
            Some(subject) => stored(tx, subject)?,
            None => None,
        };
        let attempt = Attempt {
            account: &account,
            address: &address,
            turn: match self.turn {
                Some(_) => Turn::Own(asked.and_then(|asked| asked.last_failure_at)),
                None => Turn::Shared,
            },
            known_browser: browser.as_ref(),
        };
        if let Some(wait) = attempt.wait(now) {
            if asked.is_none() && attempt.account_wait(now).is_some() {
                self.begin_turn(tx, now)?;
            }
            return Ok(Err(SignInError::Wait { wait }.into()));
        }
        ready()?;
        self.begin_turn(tx, now)?;
        let failed = |throttle: Throttle| throttle.after_failure(now).failures;
        sign::set_failures(tx, self.account, failed(account), now)?;
        sign::set_failures(tx, self.address, failed(address), now)?;
        if let Some((subjects, browser)) = self.browser.zip(browser) {
            sign::set_failures(tx, subjects.failures, failed(browser), now)?;
        }
        Ok(Ok(Counted { address, browser }))
    }

    fn begin_turn(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<(), Refusal> {
        if let Some(subject) = self.turn {
            sign::set_failures(tx, subject, 1, now)?;
        }
        Ok(())
    }

    /// The attempt was wrong: the wait is counted from now. Its count stands already.
    pub fn failed(&self, across: &mut TxAcross<'_>, now: Timestamp) -> Result<(), Refusal> {
        let tx = &mut across.within(self.kept_with);
        self.begin_turn(tx, now)?;
        for subject in [self.account, self.address] {
            if let Some(throttle) = stored(tx, subject)? {
                sign::set_failures(tx, subject, throttle.failures, now)?;
            }
        }
        Ok(())
    }

    /// The attempt was right: forgives the account, and takes the count of the address and of the browser back. The
    /// address has to wait until what else it failed at is old.
    pub fn succeeded(&self, across: &mut TxAcross<'_>, counted: Counted) -> Result<(), Refusal> {
        let tx = &mut across.within(self.kept_with);
        sign::clear_failures(tx, self.account)?;
        if let Some(subject) = self.turn {
            sign::clear_failures(tx, subject)?;
        }
        if let Some(now) = stored(tx, self.address)? {
            match now.after_success(&counted.address) {
                Throttle {
                    failures,
                    last_failure_at: Some(at),
                } if failures > 0 => {
                    sign::set_failures(tx, self.address, failures, at)?;
                }
                _ => sign::clear_failures(tx, self.address)?,
            }
        }
        let Some((subjects, before)) = self.browser.zip(counted.browser) else {
            return Ok(());
        };
        let subject = subjects.failures;
        // That it is known stays, also when nothing is held against it.
        if let Some(
            now @ Throttle {
                last_failure_at: Some(at),
                ..
            },
        ) = stored(tx, subject)?
        {
            let after = now.after_success(&before);
            let at = after.last_failure_at.unwrap_or(at);
            sign::set_failures(tx, subject, after.failures, at)?;
        }
        Ok(())
    }
}

/// Counts a request for help from the address of a browser, or says how long it has to wait: one transaction, so that
/// many at once count one after the other. The first few cost no wait; a household or a referrer is not kept out, and
/// a machine that sends hundreds is.
pub fn count_request(clinic: &Clinic, browser: &Browser) -> Result<(), Refusal> {
    count_sent(
        clinic,
        &[Sent {
            kind: "throttle request",
            name: browser.address.clone(),
            free: FREE_FAILURES,
            wait_seconds_max: WAIT_SECONDS_MAX,
        }],
    )
}

/// How much that tells of danger comes from one address before the next has to wait, whatever it says. House number: a
/// shelter, a hospital or a carrier's network stands behind one address, and one stranger in it is not to crowd out
/// somebody in danger; without an end it cannot be sent either.
const IN_DANGER_FREE: u32 = 40;

/// The same of what tells of danger. It is counted apart, so that what others sent from the same address keeps nobody in
/// danger waiting: each number with its words has a turn of its own, and only all of them together are held to
/// `IN_DANGER_FREE`. No wait is longer than a minute. `said` is the number and the words.
pub fn count_in_danger(clinic: &Clinic, browser: &Browser, said: &str) -> Result<(), Refusal> {
    let wait_seconds_max = IN_DANGER_WAIT_SECONDS_MAX;
    count_sent(
        clinic,
        &[
            Sent {
                kind: "throttle request in danger",
                name: format!("{}\n{said}", browser.address),
                free: FREE_FAILURES,
                wait_seconds_max,
            },
            Sent {
                kind: "throttle address in danger",
                name: browser.address.clone(),
                free: IN_DANGER_FREE,
                wait_seconds_max,
            },
        ],
    )
}

/// Something that what is sent is counted under.
struct Sent {
    kind: &'static str,
    name: String,
    /// How many cost no wait.
    free: u32,
    wait_seconds_max: u64,
}

/// Counts what is sent under each of these, or says how long it has to wait for one of them, and then counts nothing.
fn count_sent(clinic: &Clinic, sent: &[Sent]) -> Result<(), Refusal> {
    let now = clinic.now();
    clinic.record().transact_across(|across| {
        let kept_with = first_organization(across)?;
        let tx = &mut across.within(kept_with);
        let keys = OrganizationKeys::load(tx)?;
        let mut counted = Vec::new();
        for one in sent {
            // The address itself is not kept, nor is anything that was said.
            let subject = keys.keyed_hash(one.kind, one.name.as_bytes());
            let throttle = stored(tx, subject)?.unwrap_or_default();
            let beyond = Throttle {
                failures: throttle
                    .failures
                    .saturating_sub(one.free.saturating_sub(FREE_FAILURES)),
                ..throttle
            };
            if let Some(wait) = beyond.wait_at_most(one.wait_seconds_max, now) {
                return Err(SignInError::Wait { wait }.into());
            }
            counted.push((subject, throttle.after_failure(now).failures));
        }
        for (subject, failures) in counted {
            sign::set_failures(tx, subject, failures, now)?;
        }
        Ok(())
    })
}

/// The guesses made at one thing, such as a site's screen. A right one does not forgive the wrong ones, or whoever has
/// one code could guess at others for ever.
pub(crate) struct Guesses {
    subject: [u8; 32],
}

impl Guesses {
    /// The guesses counted under a keyed hash.
    pub const fn of(subject: [u8; 32]) -> Self {
        Self { subject }
    }

    /// Refuses whoever has to wait.
    pub fn may(&self, read: &mut impl Read, now: Timestamp) -> Result<(), Refusal> {
        let throttle = stored(read, self.subject)?.unwrap_or_default();
        match throttle.wait(now) {
            Some(wait) => Err(SignInError::Wait { wait }.into()),
            None => Ok(()),
        }
    }

    /// Counts a wrong one.
    pub fn failed(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<(), Refusal> {
        let throttle = stored(tx, self.subject)?.unwrap_or_default();
        let failures = throttle.after_failure(now).failures;
        sign::set_failures(tx, self.subject, failures, now)?;
        Ok(())
    }
}

/// Notes that somebody signed in from this browser.
pub(super) fn remember_browser(
    across: &mut TxAcross<'_>,
    known: &str,
    person: PersonId,
    now: Timestamp,
) -> Result<(), Refusal> {
    let kept_with = first_organization(across)?;
    let tx = &mut across.within(kept_with);
    let subjects = OfBrowser::new(&OrganizationKeys::load(tx)?, known, person);
    sign::set_failures(tx, subjects.failures, 0, now)?;
    Ok(sign::set_failures(tx, subjects.known, 0, now)?)
}

impl OfBrowser {
    fn new(keys: &OrganizationKeys, known: &str, person: PersonId) -> Self {
        let mut bytes = person.uuid().as_bytes().to_vec();
        bytes.extend_from_slice(known.as_bytes());
        Self {
            failures: keys.keyed_hash("throttle browser", &bytes),
            known: keys.keyed_hash("throttle known", &bytes),
        }
    }

    /// What is held against it; nothing at all when it is not known.
    fn stored(self, read: &mut impl Read) -> Result<Option<Throttle>, Refusal> {
        match stored(read, self.failures)? {
            None => stored(read, self.known),
            counted => Ok(counted),
        }
    }
}

fn stored(read: &mut impl Read, subject: [u8; 32]) -> Result<Option<Throttle>, Refusal> {
    let found = sign::failures(read, subject)?;
    Ok(found.map(|(failures, at)| Throttle {
        failures,
        last_failure_at: (failures > 0).then_some(at),
    }))
}

/// The one that failures are kept with, and half-finished sign-ins of nobody in particular.
pub(super) fn first_organization(across: &mut impl ReadAcross) -> Result<OrganizationId, Refusal> {
    let organizations = record::people::organization::all(across)?;
    let first = organizations.first().map(|(id, _)| *id);
    // Before the first organization is set up there is nobody to sign in.
    first.ok_or(SignInError::NotRecognized.into())
}
