//! Six digits from an authenticator app (RFC 6238: SHA-1, 30 seconds, the only variant every app knows).
//!
//! A code is accepted one step early or late, and once: the step that matched is returned, and the caller
//! stores it as `last_used_step` in the transaction of the sign-in. That step and all before it are refused
//! from then on, so a code that was overheard cannot be used again.

use totp_rs::{Algorithm, Builder, Secret, Totp};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::SignInError;
use crate::secret::hidden;

/// Bytes of a secret: 160 bits, as RFC 4226 recommends.
pub const TOTP_SECRET_BYTES: usize = 20;
/// Seconds that a code is shown.
pub const TOTP_STEP_SECONDS: u64 = 30;
/// Steps before and after the present one that are accepted, for phones whose clock is off.
pub const TOTP_SKEW_STEPS: u64 = 1;
/// Digits of a code.
pub const TOTP_DIGITS: u8 = 6;

/// Characters of the secret that are shown together when it is typed by hand.
const GROUP_CHARACTERS: usize = 4;
/// More than this was not a code with a few spaces in it.
const TYPED_BYTES_MAX: usize = 32;

/// What the app and we share. Both sides need it in the clear, so store it sealed.
#[derive(Clone, ZeroizeOnDrop)]
pub struct TotpSecret([u8; TOTP_SECRET_BYTES]);
hidden!(TotpSecret);

impl TotpSecret {
    /// A secret from the caller's randomness, which must come from a cryptographic generator. Also the way
    /// back from storage.
    pub fn from_bytes(bytes: [u8; TOTP_SECRET_BYTES]) -> Self {
        Self(bytes)
    }

    /// The bytes to seal and store.
    pub fn as_bytes(&self) -> &[u8; TOTP_SECRET_BYTES] {
        &self.0
    }

    /// The secret for typing by hand: base32 in groups of four.
    pub fn text(&self) -> Zeroizing<String> {
        let base32 = Zeroizing::new(Secret::new_stack(self.0).to_base32());
        let mut text = Zeroizing::new(String::with_capacity(base32.len() * 2));
        for (place, letter) in base32.chars().enumerate() {
            if place > 0 && place % GROUP_CHARACTERS == 0 {
                text.push(' ');
            }
            text.push(letter);
        }
        text
    }

    /// The `otpauth://` address for a link or a QR code. `issuer` is the clinic, `account` what the person
    /// signs in with; both are shown in the app. Colons, which the format reserves, become spaces.
    pub fn url(&self, issuer: &str, account: &str) -> Result<Zeroizing<String>, SignInError> {
        let [issuer, account] = [issuer, account].map(one_line);
        if issuer.is_empty() || account.is_empty() {
            return Err(SignInError::TotpName);
        }
        let named = self
            .builder()
            .with_issuer(Some(issuer))
            .with_account_name(account);
        let url = named
            .build()
            .and_then(|totp| totp.to_url())
            .map_err(|_| SignInError::TotpName)?;
        Ok(Zeroizing::new(url))
    }

    /// The code that an app shows at that second; for the demo and for tests.
    pub fn code_at(&self, now_unix: u64) -> Zeroizing<String> {
        Zeroizing::new(self.totp().generate(now_unix).to_string())
    }

    fn totp(&self) -> Totp {
        // Nothing can be wrong with constants that the tests use: the checks of `build` are about other values.
        self.builder().build_noncompliant()
    }

    fn builder(&self) -> Builder {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(TOTP_DIGITS)
            .with_step_duration(TOTP_STEP_SECONDS)
            .with_skew(0) // The skew is ours: see `verify`.
            .with_secret(Secret::new_stack(self.0))
    }
}

/// A name as the format can carry it.
fn one_line(name: &str) -> String {
    let words = name.split(|c: char| c == ':' || c.is_whitespace());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The step whose code was typed, if it is one of the present ones and later than `last_used_step`. Store it.
///
/// Every candidate is computed and compared in constant time, whether or not an earlier one matched.
pub fn verify(
    secret: &TotpSecret,
    typed: &str,
    now_unix: u64,
    last_used_step: Option<u64>,
) -> Option<u64> {
    if typed.len() > TYPED_BYTES_MAX {
        return None;
    }
    let digits: Zeroizing<String> =
        Zeroizing::new(typed.chars().filter(|c| !c.is_whitespace()).collect());
    let totp = secret.totp();
    let step_now = now_unix / TOTP_STEP_SECONDS;
    let steps = step_now.saturating_sub(TOTP_SKEW_STEPS)..=step_now.saturating_add(TOTP_SKEW_STEPS);
    let mut matched = None;
    for step in steps {
        let same = totp
            .check(&digits, step.saturating_mul(TOTP_STEP_SECONDS))
            .is_some();
        let fresh = last_used_step.is_none_or(|used| step > used);
        if same & fresh {
            matched = matched.or(Some(step));
        }
    }
    matched
}

#[cfg(test)]
mod tests;
