//! One-time codes by e-mail: eight digits, ten minutes, five attempts.
//!
//! [`Code::from_random`] makes one, [`Code::text`] goes into the mail, [`Code::pending`] goes into the
//! database. When something is typed, [`PendingCode::check`] decides and says what to store. All of it is a
//! pure function of its arguments; a caller that reads, checks and writes in one transaction cannot be raced.
//!
//! The hash binds the code to its purpose and its account, so that a code mailed to confirm an address does not
//! sign anybody in. It does not hide eight digits from someone who can read the database: that takes seconds
//! to search. Ten minutes and one use are what protects it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::SignInError;
use crate::secret::hidden;

/// Digits of a code.
pub const CODE_DIGITS: usize = 8;
/// A code is good for ten minutes.
pub const CODE_MINUTES_MAX: i64 = 10;
/// After so many wrong ones the code is gone.
pub const CODE_ATTEMPTS_MAX: u8 = 5;

/// How many codes there are.
const CODES: u128 = 10_u128.pow(8);

/// What a code is good for. The names are part of the stored hash: do not rename them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodePurpose {
    /// The second factor at sign-in.
    SignIn,
    /// Confirming again before a dangerous act.
    StepUp,
    /// Proving that an address is one's own.
    ConfirmAddress,
    /// Choosing a new password.
    NewPassword,
}

impl CodePurpose {
    fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::StepUp => "step_up",
            Self::ConfirmAddress => "confirm_address",
            Self::NewPassword => "new_password",
        }
    }
}

/// A code on its way to a person.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Code(u32);
hidden!(Code);

impl Code {
    /// A code from the caller's randomness.
    ///
    /// 128 bits are reduced to 27: the most likely code is more likely than the least by less than one part in
    /// 2^101, so there is no bias that anybody could measure, and no retry that could fail.
    pub fn from_random(random: [u8; 16]) -> Self {
        let code = u128::from_be_bytes(random) % CODES;
        Self(u32::try_from(code).unwrap_or_default()) // Always fits: below 10^8.
    }

    /// The digits for the mail, in two groups: `1234 5678`.
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("{:04} {:04}", self.0 / 10_000, self.0 % 10_000))
    }

    /// What to store.
    pub fn pending(&self, purpose: CodePurpose, account: Uuid, now: Timestamp) -> PendingCode {
        PendingCode {
            sha256: self.sha256(purpose, account),
            expires_at: now
                .saturating_add(SignedDuration::from_mins(CODE_MINUTES_MAX))
                .unwrap_or(Timestamp::MAX),
            attempts: 0,
        }
    }

    /// Reads what was typed: eight digits, with spaces or hyphens wherever the person put them.
    fn parse(typed: &str) -> Option<Self> {
        const TYPED_BYTES_MAX: usize = 32;
        if typed.len() > TYPED_BYTES_MAX {
            return None;
        }
        let digits: Zeroizing<String> = Zeroizing::new(
            typed
                .chars()
                .filter(|c| !c.is_whitespace() && *c != '-')
                .collect(),
        );
        let plain = digits.len() == CODE_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten().map(Self)
    }

    fn sha256(&self, purpose: CodePurpose, account: Uuid) -> [u8; 32] {
        let name = purpose.name();
        let mut hash = Sha256::new();
        hash.update([u8::try_from(name.len()).unwrap_or(u8::MAX)]);
        hash.update(name);
        hash.update(account.as_bytes());
        hash.update(self.0.to_be_bytes());
        hash.finalize().into()
    }
}

/// A code that was sent and not yet used: the row that the caller keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PendingCode {
    /// SHA-256 of purpose, account and code.
    pub sha256: [u8; 32],
    /// From this moment on it is refused.
    pub expires_at: Timestamp,
    /// Wrong attempts so far.
    pub attempts: u8,
}

/// What became of an attempt, and what to do with the row. The person sees [`SignInError::CodeRefused`] for
/// every one but the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// Right. Delete the row: a code works once.
    Accepted,
    /// Wrong. Store this row in place of the old one.
    Wrong(PendingCode),
    /// Wrong once too often. Delete the row; a new code has to be asked for.
    UsedUp,
    /// Too old. Delete the row.
    Expired,
}

impl Checked {
    /// The same as a result, for callers that only want to know.
    pub fn accepted(self) -> Result<(), SignInError> {
        match self {
            Self::Accepted => Ok(()),
            Self::Wrong(_) | Self::UsedUp | Self::Expired => Err(SignInError::CodeRefused),
        }
    }
}

impl PendingCode {
    /// Decides about what was typed. Something that is not eight digits counts as an attempt too: the answer
    /// must not depend on how it was wrong.
    pub fn check(
        self,
        typed: &str,
        purpose: CodePurpose,
        account: Uuid,
        now: Timestamp,
    ) -> Checked {
        if now >= self.expires_at {
            return Checked::Expired;
        }
        if self.attempts >= CODE_ATTEMPTS_MAX {
            return Checked::UsedUp;
        }
        // Comparing hashes does not need constant time: what leaks is about the hash, which cannot be steered.
        let right =
            Code::parse(typed).is_some_and(|code| code.sha256(purpose, account) == self.sha256);
        let attempts = self.attempts.saturating_add(1);
        match (right, attempts >= CODE_ATTEMPTS_MAX) {
            (true, _) => Checked::Accepted,
            (false, false) => Checked::Wrong(Self { attempts, ..self }),
            (false, true) => Checked::UsedUp,
        }
    }
}

#[cfg(test)]
mod tests;
