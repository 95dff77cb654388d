//! What goes to the page, to the store and to the caller.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use webauthn_rs::prelude::Passkey;

/// Both halves of a question that was put to a browser.
#[derive(Clone)]
pub struct Ceremony {
    /// For the page: `{"publicKey": …}`, binary fields in base64url, as `PublicKeyCredential.parse…FromJSON` reads it.
    pub options: String,
    /// For the server alone, for one answer.
    pub state: String,
}

/// A passkey as it is stored, one row each. Serializes to JSON; nothing in it is secret, but it identifies a
/// device, so it is stored sealed. Two are equal when they are the same credential, whatever its counter says.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoredPasskey(pub(super) Passkey);

impl std::fmt::Debug for StoredPasskey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoredPasskey(…)")
    }
}

impl StoredPasskey {
    /// The credential id in base64url, unique over all accounts: put a unique index on it (or on its hash).
    pub fn id(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.cred_id().as_slice())
    }
}

/// Who a passkey answer says it is, before anything was verified. Good for loading their passkeys, for nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The account that was given at registration.
    pub account: Uuid,
    /// The credential id in base64url, as [`StoredPasskey::id`].
    pub credential_id: String,
}

/// A passkey that verified. The device checked that the person is its owner, so it counts as two factors.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    /// The credential id in base64url, as [`StoredPasskey::id`].
    pub credential_id: String,
    /// The passkey with its counter and backup flags brought up to date.
    pub passkey: StoredPasskey,
    /// Whether `passkey` differs from what was stored. If it does, store it in the transaction of the sign-in.
    pub changed: bool,
}
