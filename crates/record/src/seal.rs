//! Sealed columns: whatever tells about a person is stored encrypted under that person's own key.
//!
//! ```text
//! master key (file, environment or credential; never in the database)
//!   └ wraps  organization keys: data, index, signing
//!   └ wraps  one key per person ── seals that person's columns
//! ```
//!
//! Every ciphertext is AES-256-GCM-SIV and bound to its organization, person, table, row and column, so that a value
//! cannot be moved to another row or another person. Destroying a person's wrapped key destroys all of it.

use crate::RecordError;
use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use care::{Dice, OrganizationId, PersonId, Stored};
use uuid::Uuid;
use zeroize::Zeroizing;

mod index;
mod master;
pub(crate) mod organization;

pub use index::{
    INDEX_VERSION, IndexToken, QUERY_WORDS_MAX, born_token, contact_entries, contact_tokens,
    login_token, name_tokens, no_login_token, phone_end_token, query_tokens, word_tokens,
};
pub use master::{KEY_FILE_BYTES_MAX, MasterKey, Masters};
pub(crate) use master::{hex, unhex};

/// A length as four bytes. Nothing hashed or bound here comes near four gigabytes; if it did, the longest length is
/// still one that no shorter text has.
pub(crate) fn length(bytes: &[u8]) -> [u8; 4] {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes()
}
pub use organization::OrganizationKeys;

/// Version of the sealed form; the first byte of each.
const SEALED_VERSION: u8 = 1;
// Nonces are random; nothing is counted. A count would have to be on the disk before each use, and a database put
// back from a backup would count from an earlier number under the same keys. That is also why it is GCM-SIV: of a
// nonce that comes twice it shows whether two texts are equal, where plain GCM gives away how they differ and lets
// anybody forge.
const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;

/// A 256-bit key that is wiped when dropped.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// A new key.
    pub fn random(dice: &dyn Dice) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        dice.fill(bytes.as_mut());
        Self(bytes)
    }

    /// A key from its bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Seals `plain` for the place that `bound` names.
    pub(crate) fn seal(
        &self,
        dice: &dyn Dice,
        bound: &Bound<'_>,
        plain: &[u8],
    ) -> Result<Vec<u8>, RecordError> {
        let mut nonce = [0; NONCE_BYTES];
        dice.fill(&mut nonce);
        let payload = Payload {
            msg: plain,
            aad: &bound.bytes(),
        };
        let cipher = Aes256GcmSiv::new(&(*self.0).into());
        let sealed = cipher
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| RecordError::Refused("a text is too long to be sealed".to_owned()))?;
        let mut out = Vec::with_capacity(1 + NONCE_BYTES + sealed.len());
        out.push(SEALED_VERSION);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Opens what [`Key::seal`] made for the same place; anything else is damage.
    pub(crate) fn open(
        &self,
        bound: &Bound<'_>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, RecordError> {
        let damaged = || RecordError::damaged(format!("a sealed {} does not open", bound.column));
        if sealed.len() < 1 + NONCE_BYTES + TAG_BYTES || sealed.first() != Some(&SEALED_VERSION) {
            return Err(damaged());
        }
        let (nonce, body) = sealed[1..].split_at(NONCE_BYTES);
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| damaged())?;
        let payload = Payload {
            msg: body,
            aad: &bound.bytes(),
        };
        let cipher = Aes256GcmSiv::new(&(*self.0).into());
        cipher
            .decrypt(&Nonce::from(nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_| damaged())
    }
}

/// The one place a sealed value belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bound<'a> {
    pub organization: Uuid,
    pub person: Uuid,
    pub table: &'a str,
    pub row: Uuid,
    pub column: &'a str,
}

impl Bound<'_> {
    /// Length-prefixed, so that no two places share an encoding.
    fn bytes(&self) -> Vec<u8> {
        let parts: [&[u8]; 6] = [
            b"stepwell sealed 1",
            self.organization.as_bytes(),
            self.person.as_bytes(),
            self.table.as_bytes(),
            self.row.as_bytes(),
            self.column.as_bytes(),
        ];
        let mut out = Vec::with_capacity(96);
        for part in parts {
            out.extend_from_slice(&length(part));
            out.extend_from_slice(part);
        }
        out
    }
}

/// The key of one person, ready to seal and open.
#[derive(Clone)]
pub struct PersonKey {
    organization: OrganizationId,
    person: PersonId,
    key: Key,
}

impl PersonKey {
    /// A new key for somebody new.
    pub fn random(dice: &dyn Dice, organization: OrganizationId, person: PersonId) -> Self {
        Self {
            organization,
            person,
            key: Key::random(dice),
        }
    }

    /// Seals a column of row `row`: a text or octets as they are. What has a form is [`Stored`], and sealed by
    /// [`PersonKey::seal_json`].
    pub fn seal(
        &self,
        dice: &dyn Dice,
        (table, column): (&str, &str),
        row: Uuid,
        plain: &[u8],
    ) -> Result<Vec<u8>, RecordError> {
        self.key.seal(dice, &self.bound(table, column, row), plain)
    }

    /// Opens a column of row `row`.
    pub fn open(
        &self,
        (table, column): (&str, &str),
        row: Uuid,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, RecordError> {
        self.key.open(&self.bound(table, column, row), sealed)
    }

    /// Seals a value as JSON.
    pub fn seal_json<T: Stored>(
        &self,
        dice: &dyn Dice,
        place: (&str, &str),
        row: Uuid,
        value: &T,
    ) -> Result<Vec<u8>, RecordError> {
        let plain =
            Zeroizing::new(serde_json::to_vec(value).map_err(|error| {
                RecordError::Refused(format!("a value cannot be stored: {error}"))
            })?);
        self.seal(dice, place, row, &plain)
    }

    /// Opens a value sealed as JSON.
    pub fn open_json<T: Stored>(
        &self,
        place: (&str, &str),
        row: Uuid,
        sealed: &[u8],
    ) -> Result<T, RecordError> {
        let plain = self.open(place, row, sealed)?;
        serde_json::from_slice(&plain).map_err(|_| {
            RecordError::damaged(format!("a sealed {} holds something unexpected", place.1))
        })
    }

    /// Seals a value that takes the place of `earlier`, where nobody has dice. The nonce is used a second time, for
    /// another text in another column: GCM-SIV is made so that this shows at most whether two texts are the same.
    pub(crate) fn seal_json_again<T: Stored>(
        &self,
        earlier: &[u8],
        place: (&str, &str),
        row: Uuid,
        value: &T,
    ) -> Result<Vec<u8>, RecordError> {
        let nonce = earlier
            .get(1..=NONCE_BYTES)
            .and_then(|nonce| nonce.try_into().ok())
            .ok_or_else(|| RecordError::damaged("a sealed value is too short"))?;
        self.seal_json(&Again(nonce), place, row, value)
    }

    /// A keyed hash for what is only ever compared with what was kept about the same person. Without their key it says
    /// nothing, so that nothing is left of it once they are forgotten.
    pub(crate) fn blind(&self, purpose: &str, bytes: &[u8]) -> IndexToken {
        index::keyed(&self.key, purpose, bytes)
    }

    fn bound<'a>(&self, table: &'a str, column: &'a str, row: Uuid) -> Bound<'a> {
        Bound {
            organization: self.organization.uuid(),
            person: self.person.uuid(),
            table,
            row,
            column,
        }
    }
}

/// The nonce of something that was sealed before.
struct Again([u8; NONCE_BYTES]);

impl Dice for Again {
    fn fill(&self, bytes: &mut [u8]) {
        for (byte, again) in bytes.iter_mut().zip(self.0) {
            *byte = again;
        }
    }
}

/// Where keys are unwrapped. It holds the master keys and, once used, the organizations' keys; never a person's.
pub struct Vault {
    masters: Masters,
    // Of no person: once their wrapped key is destroyed, no process may still hold it in the clear, and none of them
    // would be told. An organization's keys live as long as it does, and a rotation changes only what wraps them.
    organizations: std::sync::RwLock<std::collections::HashMap<OrganizationId, OrganizationKeys>>,
}

impl Vault {
    /// A vault over these master keys.
    pub fn new(masters: Masters) -> Self {
        Self {
            masters,
            organizations: std::sync::RwLock::default(),
        }
    }

    /// A vault without any key, for whoever reads only what is not sealed.
    pub(crate) fn empty() -> Self {
        Self::new(Masters::none())
    }

    /// The master keys.
    pub fn masters(&self) -> &Masters {
        &self.masters
    }

    /// A person's key in the form that is stored, with the id of the master key that wraps it.
    pub(crate) fn wrap(
        &self,
        dice: &dyn Dice,
        key: &PersonKey,
    ) -> Result<(Vec<u8>, Vec<u8>), RecordError> {
        let bound = Self::person_bound(key.organization, key.person);
        self.masters.wrap(dice, &bound, &key.key)
    }

    /// A person's key from its stored form.
    pub(crate) fn unwrap(
        &self,
        organization: OrganizationId,
        person: PersonId,
        wrapped: &[u8],
        master_id: &[u8],
    ) -> Result<PersonKey, RecordError> {
        let key = self.masters.unwrap(
            &Self::person_bound(organization, person),
            wrapped,
            master_id,
        )?;
        Ok(PersonKey {
            organization,
            person,
            key,
        })
    }

    pub(crate) fn person_bound(organization: OrganizationId, person: PersonId) -> Bound<'static> {
        Bound {
            organization: organization.uuid(),
            person: person.uuid(),
            table: "person_key",
            row: person.uuid(),
            column: "wrapped",
        }
    }

    /// An organization's keys, if they were loaded before.
    pub(crate) fn cached(&self, organization: OrganizationId) -> Option<OrganizationKeys> {
        let cache = self
            .organizations
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        cache.get(&organization).cloned()
    }

    /// Keeps an organization's keys for the next time.
    pub(crate) fn cache(&self, organization: OrganizationId, keys: &OrganizationKeys) {
        let mut cache = self
            .organizations
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        cache.insert(organization, keys.clone());
    }
}

#[cfg(test)]
mod tests;
