//! Passkeys: a thin, honest wrapper around `webauthn-rs`.
//!
//! Each ceremony has two halves. The first returns a [`Ceremony`]: `options` for the page, which hands them to
//! the browser, and `state`, which **nobody else may read or make**, for at most [`CEREMONY_SECONDS_MAX`] and
//! **for one answer**: it stays on the server and is deleted before the answer is checked, or it goes to the browser
//! sealed and is used up in the transaction that lets somebody in. Otherwise an answer could be replayed. The second
//! half takes what the browser answered, as JSON.
//!
//! To sign in without typing a name, use [`Passkeys::begin_discoverable_sign_in`], then
//! [`Passkeys::identify`] to learn whose passkeys to load, then [`Passkeys::finish_sign_in`]. The same options
//! serve a button and the browser's autofill; the page says which (`mediation: "conditional"`).
//!
//! # The exception to "no clock, no dice"
//!
//! `webauthn-rs` draws each challenge from the system's randomness, and reads the system clock when it
//! registers a credential (for attestation certificates, which we do not ask for). Neither can be passed in. A
//! seeded simulation therefore signs people in by other means. It also logs through `tracing`, below `warn`
//! with credential data in it: keep `webauthn_rs` and `webauthn_rs_core` at `warn`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Duration;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Url, Webauthn, WebauthnBuilder,
};

use crate::SignInError;

mod refusal;
mod stored;
use refusal::{refused, unreadable};
pub use stored::{Ceremony, Claim, StoredPasskey, Verified};

/// How long a person may take between the question and the answer. The caller forgets the state after it.
pub const CEREMONY_SECONDS_MAX: u64 = 5 * 60;
/// An answer is a few kilobytes; more is not one.
pub const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// What was asked, so that one `finish_sign_in` serves both ways to begin.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SignInState {
    Known(PasskeyAuthentication),
    Discoverable(DiscoverableAuthentication),
}

/// Passkeys of one site.
#[derive(Clone)]
pub struct Passkeys(Webauthn);

impl std::fmt::Debug for Passkeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Passkeys")
            .field(&self.0.get_allowed_origins())
            .finish()
    }
}

impl Passkeys {
    /// `rp_id` is the site's domain (`clinic.example`), for ever: passkeys are bound to it. `origin` is its
    /// public address (`https://clinic.example`, with the port if there is one); `rp_name` is shown to the person.
    pub fn new(rp_id: &str, origin: &str, rp_name: &str) -> Result<Self, SignInError> {
        let wrong = |problem: String| SignInError::PasskeyAddress {
            rp_id: rp_id.to_owned(),
            origin: origin.to_owned(),
            problem,
        };
        let url = Url::parse(origin).map_err(|e| wrong(e.to_string()))?;
        let host = url
            .domain()
            .ok_or_else(|| wrong("the address has no host name".to_owned()))?;
        let secure = url.scheme() == "https" || (url.scheme() == "http" && host == "localhost");
        if !secure {
            return Err(wrong("browsers offer passkeys only over https".to_owned()));
        }
        let builder = WebauthnBuilder::new(rp_id, &url);
        builder
            .map(|builder| {
                builder
                    .rp_name(rp_name)
                    .timeout(Duration::from_secs(CEREMONY_SECONDS_MAX))
            })
            .and_then(WebauthnBuilder::build)
            .map(Self)
            .map_err(|_| wrong("the host is not the site name and does not end in it".to_owned()))
    }

    /// Asks a browser to make a passkey. `account` must be an opaque id; `name` and `display_name` are what the
    /// device shows in its list; `have` are the person's passkeys, so that a device is not registered twice.
    pub fn begin_registration(
        &self,
        account: Uuid,
        name: &str,
        display_name: &str,
        have: &[StoredPasskey],
    ) -> Result<Ceremony, SignInError> {
        let exclude = have
            .iter()
            .map(|passkey| passkey.0.cred_id().clone())
            .collect();
        let (options, state) = self
            .0
            .start_passkey_registration(account, name, display_name, Some(exclude))
            .map_err(refused)?;
        let mut options = serde_json::to_value(options).map_err(unreadable)?;
        prefer_discoverable(&mut options);
        Ok(Ceremony {
            options: options.to_string(),
            state: to_json(&state)?,
        })
    }

    /// Checks the browser's answer. Afterwards the caller asserts, by its unique index, that the credential id
    /// belongs to no other account.
    pub fn finish_registration(
        &self,
        answer: &str,
        state: &str,
    ) -> Result<StoredPasskey, SignInError> {
        let state: PasskeyRegistration =
            serde_json::from_str(state).map_err(|_| SignInError::PasskeyStale)?;
        let answer: RegisterPublicKeyCredential = read_answer(answer)?;
        self.0
            .finish_passkey_registration(&answer, &state)
            .map(StoredPasskey)
            .map_err(refused)
    }

    /// Asks for one of these passkeys: for step-up, when it is known who asks. Not for a name that a stranger
    /// typed, since the list tells that the account exists; begin a discoverable sign-in there.
    pub fn begin_sign_in(&self, passkeys: &[StoredPasskey]) -> Result<Ceremony, SignInError> {
        let passkeys: Vec<Passkey> = passkeys.iter().map(|passkey| passkey.0.clone()).collect();
        let (options, state) = self
            .0
            .start_passkey_authentication(&passkeys)
            .map_err(refused)?;
        Ok(Ceremony {
            options: to_json(&options)?,
            state: to_json(&SignInState::Known(state))?,
        })
    }

    /// Asks for any passkey of this site; the device knows whose it is.
    pub fn begin_discoverable_sign_in(&self) -> Result<Ceremony, SignInError> {
        let (mut options, state) = self
            .0
            .start_discoverable_authentication()
            .map_err(refused)?;
        options.mediation = None; // The page decides between a button and autofill.
        Ok(Ceremony {
            options: to_json(&options)?,
            state: to_json(&SignInState::Discoverable(state))?,
        })
    }

    /// Reads from an answer whose passkeys to load. Nothing is verified yet.
    pub fn identify(&self, answer: &str) -> Result<Claim, SignInError> {
        let answer: PublicKeyCredential = read_answer(answer)?;
        let (account, id) = self
            .0
            .identify_discoverable_authentication(&answer)
            .map_err(refused)?;
        Ok(Claim {
            account,
            credential_id: URL_SAFE_NO_PAD.encode(id),
        })
    }

    /// Checks the browser's answer against the person's passkeys: those given to `begin_sign_in`, or those of
    /// the account in the [`Claim`] (none, if there is no such account: the refusal is the same).
    pub fn finish_sign_in(
        &self,
        answer: &str,
        state: &str,
        passkeys: &[StoredPasskey],
    ) -> Result<Verified, SignInError> {
        let state: SignInState =
            serde_json::from_str(state).map_err(|_| SignInError::PasskeyStale)?;
        let answer: PublicKeyCredential = read_answer(answer)?;
        let used = passkeys
            .iter()
            .find(|passkey| passkey.0.cred_id().as_slice() == answer.get_credential_id());
        let mut passkey = used.cloned().ok_or_else(refusal::unknown)?;
        let result = match state {
            SignInState::Known(state) => self.0.finish_passkey_authentication(&answer, &state),
            SignInState::Discoverable(state) => self
                .0
                .finish_discoverable_authentication_v2(&answer, state, &passkey.0),
        }
        .map_err(refused)?;
        if !result.user_verified() {
            return Err(SignInError::PasskeyUnverified);
        }
        let changed = passkey
            .0
            .update_credential(&result)
            .ok_or_else(refusal::unknown)?;
        Ok(Verified {
            credential_id: passkey.id(),
            passkey,
            changed,
        })
    }
}

/// `webauthn-rs` discourages passkeys that the device can find by itself, for the sake of old security keys.
/// "Preferred" keeps those working and lets every phone and computer sign in without a name. The server does
/// not check this field, so changing it here changes nothing else.
fn prefer_discoverable(options: &mut Value) {
    if let Some(selection) = options.pointer_mut("/publicKey/authenticatorSelection") {
        selection["residentKey"] = Value::from("preferred");
    }
}

fn read_answer<T: for<'de> Deserialize<'de>>(answer: &str) -> Result<T, SignInError> {
    if answer.len() > ANSWER_BYTES_MAX {
        return Err(SignInError::PasskeyRefused {
            reason: "the answer is too long".to_owned(),
        });
    }
    serde_json::from_str(answer).map_err(unreadable)
}

fn to_json<T: Serialize>(value: &T) -> Result<String, SignInError> {
    serde_json::to_string(value).map_err(unreadable)
}

#[cfg(test)]
mod tests;
