//! How long to wait after failures.
//!
//! A [`Throttle`] counts the failures of one account, one address or one known browser. The first
//! [`FREE_FAILURES`] cost nothing; after them the wait is 1, 2, 4, … seconds, at most [`WAIT_SECONDS_MAX`].
//! Quiet time forgets one failure for each [`FORGET_SECONDS`].
//!
//! **An attempt is counted before it is checked**, as a failure, in the transaction that allows it; one that proves right
//! takes its count back ([`Throttle::after_success`]). Counted afterwards, sixty guesses sent at once would all be
//! checked before the first of them counts.
//!
//! Nobody can be locked out for good by somebody else:
//! - an attempt made during a wait is refused unchecked and **does not count**, so hammering does not prolong it;
//! - a browser that has signed in to the account before carries a token and is judged by its own throttle alone
//!   ([`Attempt::known_browser`]): a stranger who keeps failing on the account, or a neighbour on the same
//!   clinic network, cannot delay it;
//! - signing in by passkey is not throttled at all, since there is nothing to guess.
//!
//! What remains is the owner of an account with a new browser while somebody with many addresses fails on that account.
//! The account's wait alone would start anew with every failure, and the owner would lose each race for the moment in
//! which it is over. So the wait for an account is a **turn of each address** ([`Turn::Own`]): it runs from
//! when that address first asked, whoever fails meanwhile, and is at most [`TURN_SECONDS_MAX`]. One turn is one check;
//! the next begins with it. The owner is kept out for thirty seconds a try; whoever guesses gets one guess in thirty
//! seconds for each address, of which each also has its own wait that grows to a quarter of an hour. The second factor,
//! which everybody has, is counted apart and more strictly ([`Turn::Shared`]): only somebody who knows the password comes
//! that far, so that no outsider can make its owner wait there. A link by e-mail instead would have given a stranger a
//! way to fill somebody's mailbox, and would have sent people in care to a mailbox that others may read.
//!
//! Throttle names that do not exist exactly like names that do (key by a hash of what was typed); otherwise the
//! wait itself tells who has an account.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Failures that cost no wait.
pub const FREE_FAILURES: u32 = 5;
/// No wait is longer than a quarter of an hour.
pub const WAIT_SECONDS_MAX: u64 = 15 * 60;
/// Quiet time that forgets one failure. Not shorter than the longest wait: otherwise waiting it out would be
/// enough to try on at the same pace for ever.
pub const FORGET_SECONDS: u64 = WAIT_SECONDS_MAX;

/// The longest wait of an address from which somebody tells of danger, in seconds: a house number. A shelter or a
/// hospital stands behind one address, and nobody in danger waits a quarter of an hour for what others sent; whoever
/// only pretends is still held to one in a minute.
pub const IN_DANGER_WAIT_SECONDS_MAX: u64 = 60;

/// The longest that failures of others on an account keep an address from trying it.
pub const TURN_SECONDS_MAX: u64 = 30;

/// A number of seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seconds(u64);

impl Seconds {
    /// So many seconds.
    pub const fn new(seconds: u64) -> Self {
        Self(seconds)
    }

    /// The plain number, for a `Retry-After` header.
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// The failures of one account, one address or one known browser. Store it under a key of that kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Throttle {
    /// How many failures are remembered.
    pub failures: u32,
    /// When the last of them was; nothing while there is none.
    pub last_failure_at: Option<Timestamp>,
}

/// The wait that follows so many failures, if any.
pub fn delay_after(failures: u32) -> Option<Seconds> {
    let beyond = failures.checked_sub(FREE_FAILURES)?;
    let doubled = 1_u64.checked_shl(beyond).unwrap_or(WAIT_SECONDS_MAX);
    Some(Seconds(doubled.min(WAIT_SECONDS_MAX)))
}

impl Throttle {
    /// How long an attempt made now still has to wait. Nothing means: go ahead and check.
    pub fn wait(&self, now: Timestamp) -> Option<Seconds> {
        self.wait_at_most(WAIT_SECONDS_MAX, now)
    }

    /// The same where no wait is longer than so many seconds.
    pub fn wait_at_most(&self, seconds_max: u64, now: Timestamp) -> Option<Seconds> {
        let Seconds(delay) = delay_after(self.failures)?;
        let left = delay
            .min(seconds_max)
            .saturating_sub(self.quiet_seconds(now));
        (left > 0).then_some(Seconds(left))
    }

    /// What to store for an attempt that is about to be checked: it counts as a failure until it proves right. Do not
    /// call it for an attempt refused by [`wait`](Self::wait).
    #[must_use]
    pub fn after_failure(&self, now: Timestamp) -> Self {
        let remembered = self.remembered(now);
        Self {
            failures: remembered.saturating_add(1),
            last_failure_at: Some(now),
        }
    }

    /// What to store for an address after an attempt proved right: as if it had not been made. `before` is what was
    /// stored before it was counted; what others failed at meanwhile stays counted.
    ///
    /// Do **not** clear the throttle of an *address* on success: whoever owns one account could then guess at
    /// others for ever, signing in to their own in between. What is held against the account itself is forgiven.
    #[must_use]
    pub fn after_success(&self, before: &Self) -> Self {
        if self.failures == before.failures.saturating_add(1) {
            return *before;
        }
        Self {
            failures: self.failures.saturating_sub(1),
            ..*self
        }
    }

    /// True when the row can be deleted: by now everything is forgotten.
    pub fn is_forgotten(&self, now: Timestamp) -> bool {
        self.remembered(now) == 0
    }

    fn remembered(&self, now: Timestamp) -> u32 {
        let forgotten = self.quiet_seconds(now) / FORGET_SECONDS;
        self.failures
            .saturating_sub(u32::try_from(forgotten).unwrap_or(u32::MAX))
    }

    /// A clock that was set back counts as no time passed: the wait is then at most one full delay.
    fn quiet_seconds(&self, now: Timestamp) -> u64 {
        self.last_failure_at
            .map_or(u64::MAX, |at| seconds_since(at, now))
    }
}

fn seconds_since(at: Timestamp, now: Timestamp) -> u64 {
    u64::try_from(now.as_second().saturating_sub(at.as_second())).unwrap_or(0)
}

/// Whose failures at an account make a stranger's address wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Everybody's, for as long as the account's throttle says.
    Shared,
    /// Everybody's, until the address had its turn: since when it has asked for this account, if it has.
    Own(Option<Timestamp>),
}

/// Everything that is held against one attempt.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// The throttle of the sign-in name, existing or not.
    pub account: &'a Throttle,
    /// The throttle of the network address.
    pub address: &'a Throttle,
    /// What the account's throttle means to this address.
    pub turn: Turn,
    /// The throttle of this browser for this account, when it holds a token from an earlier sign-in to it.
    pub known_browser: Option<&'a Throttle>,
}

impl Attempt<'_> {
    /// How long this attempt has to wait: a known browser by its own failures, a stranger by the longer of its turn and
    /// the address's.
    pub fn wait(&self, now: Timestamp) -> Option<Seconds> {
        match self.known_browser {
            Some(browser) => browser.wait(now),
            None => self.account_wait(now).max(self.address.wait(now)),
        }
    }

    /// How long until this address may try the account: from the last failure on it, or from when the address asked,
    /// whichever is over first.
    pub fn account_wait(&self, now: Timestamp) -> Option<Seconds> {
        let Turn::Own(asked_at) = self.turn else {
            return self.account.wait(now);
        };
        let Seconds(delay) = delay_after(self.account.failures)?;
        let asked = asked_at.map_or(0, |at| seconds_since(at, now));
        let passed = self.account.quiet_seconds(now).max(asked);
        let left = delay.min(TURN_SECONDS_MAX).saturating_sub(passed);
        (left > 0).then_some(Seconds(left))
    }
}

#[cfg(test)]
mod tests;
