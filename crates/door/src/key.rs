//! What a form carries: the key that makes sending it twice harmless, and the version of what it was made from.

use crate::Refusal;
use data_encoding::HEXLOWER;
use record::seal::OrganizationKeys;
use record::{Read, RecordError};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::fmt;
use uuid::Uuid;

/// Bytes of a hash that are kept: enough that two shapes of one thing never share a version by accident.
const VERSION_BYTES: usize = 12;
/// What tells the key of a second change, that the same form leads to, from the first.
const NEXT: u128 = 0x5f1d_93a0_27c8_4be6_b1f4_0d6e_82a9_3c57;

/// The key that makes sending something twice harmless. Each form carries one; that of an edit form also says what the
/// form was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    uuid: Uuid,
    seen: Option<Version>,
}

impl Key {
    /// A key that was made from nothing: of a new thing, or of a command that showed no form.
    pub const fn of(uuid: Uuid) -> Self {
        Self { uuid, seen: None }
    }

    /// The key of what is done once for what is `said` of it, however often and by whichever server it is tried. It
    /// follows from the organization's own key, so that nobody outside can make the same.
    pub fn once(read: &mut impl Read, purpose: &str, said: &[u8]) -> Result<Self, Refusal> {
        let hash = OrganizationKeys::load(read)?.keyed_hash(purpose, said);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash[..16]);
        Ok(Self::of(Uuid::from_bytes(bytes)))
    }

    /// The key of a form that was made from a version of what is stored. Whoever saves with it compares.
    #[must_use]
    pub const fn over(self, seen: Version) -> Self {
        Self {
            seen: Some(seen),
            ..self
        }
    }

    /// The key of what follows from the same form when the first change turned out to be stale: the same each time that
    /// the form is sent.
    #[must_use]
    pub const fn next(self) -> Self {
        Self::of(Uuid::from_u128(self.uuid.as_u128() ^ NEXT))
    }

    /// The key alone.
    pub const fn uuid(self) -> Uuid {
        self.uuid
    }

    pub(crate) const fn seen(self) -> Option<Version> {
        self.seen
    }
}

/// A mark of stored values as a form shows them. It changes when any of them does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Version([u8; VERSION_BYTES]);

impl Version {
    /// The version of what is stored. It is shown only to whoever is shown the values themselves.
    pub fn of(stored: &impl Serialize) -> Result<Self, Refusal> {
        let bytes = serde_json::to_vec(stored)
            .map_err(|_| RecordError::damaged("what a form was made from"))?;
        let hash = Sha256::digest(&bytes);
        let mut kept = [0; VERSION_BYTES];
        kept.copy_from_slice(&hash[..VERSION_BYTES]);
        Ok(Self(kept))
    }

    /// What a form sent. What no version looks like is the version of nothing that is stored.
    pub fn sent(text: &str) -> Self {
        let bytes = HEXLOWER.decode(text.as_bytes()).ok();
        let kept = bytes.and_then(|bytes| bytes.try_into().ok());
        Self(kept.unwrap_or_default())
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_changes_with_any_value_and_comes_back_from_a_form_as_it_was() {
        let of = |stored: &(&str, Option<u8>)| Version::of(stored).unwrap();
        let robin = of(&("Robin", None));
        assert_eq!(robin, of(&("Robin", None)));
        assert_ne!(robin, of(&("Robin", Some(0))));
        assert_ne!(robin, of(&("Robyn", None)));
        assert_eq!(Version::sent(&robin.to_string()), robin);
        for nothing in ["", "x", "ÄÄÄ", &robin.to_string()[1..]] {
            assert_ne!(Version::sent(nothing), robin);
        }
    }

    #[test]
    fn the_key_of_what_follows_is_another_one_and_always_the_same() {
        let key = Key::of(Uuid::from_u128(7)).over(Version::sent(""));
        assert_ne!(key.next().uuid(), key.uuid());
        assert_eq!(key.next(), key.next());
        assert_eq!(key.next().seen(), None);
    }
}
