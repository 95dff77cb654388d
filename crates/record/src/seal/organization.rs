//! The keys an organization itself needs: for details that belong to nobody, for the blind index, for signing.

use super::{Bound, Key, Vault};
use crate::people::person::Wrapped;
use crate::{Read, RecordError, Tx};
use care::{Dice, OrganizationId};
use ed25519_dalek::SigningKey;
use uuid::Uuid;

statements! {
    LOAD: (String, Wrapped) = "SELECT k.kind, {} FROM organization_key k WHERE k.organization_id = $1";
    INSERT = "INSERT INTO organization_key (organization_id, kind, wrapped, master_id) VALUES ($1, $2, $3, $4)";
}

const KINDS: [&str; 3] = ["data", "index", "signing"];

/// The unwrapped keys of one organization.
#[derive(Clone)]
pub struct OrganizationKeys {
    pub(crate) data: Key,
    pub(crate) index: Key,
    signing: Key,
}

impl OrganizationKeys {
    /// Makes and stores the keys of a new organization.
    pub(crate) fn create(tx: &mut Tx<'_>, dice: &dyn Dice) -> Result<Self, RecordError> {
        let keys = Self {
            data: Key::random(dice),
            index: Key::random(dice),
            signing: Key::random(dice),
        };
        for (kind, key) in KINDS
            .into_iter()
            .zip([&keys.data, &keys.index, &keys.signing])
        {
            let (wrapped, master) =
                tx.vault
                    .masters()
                    .wrap(dice, &bound(tx.organization(), kind), key)?;
            tx.run(INSERT, args![kind, wrapped, master])?;
        }
        // An earlier run of the same transaction may have left keys in memory that never reached the disk.
        tx.vault.cache(tx.organization(), &keys);
        Ok(keys)
    }

    /// Loads the keys of an organization, from memory when they were needed before.
    pub fn load(read: &mut impl Read) -> Result<Self, RecordError> {
        if let Some(keys) = read.vault().cached(read.organization()) {
            return Ok(keys);
        }
        let rows = read.all(LOAD, args![])?;
        let find = |kind: &'static str, vault: &Vault| -> Result<Key, RecordError> {
            let own = rows.iter().find(|(known, _)| known == kind);
            let (_, own) = own.ok_or_else(|| {
                RecordError::damaged(format!("an organization has no {kind} key"))
            })?;
            let bound = bound(read.organization(), kind);
            vault.masters().unwrap(&bound, &own.wrapped, &own.master)
        };
        let vault = read.vault();
        let keys = Self {
            data: find("data", vault)?,
            index: find("index", vault)?,
            signing: find("signing", vault)?,
        };
        vault.cache(read.organization(), &keys);
        Ok(keys)
    }

    /// Keys of which only the one of the blind index matters.
    #[cfg(test)]
    pub(super) fn of_index(index: Key) -> Self {
        Self {
            data: index.clone(),
            signing: index.clone(),
            index,
        }
    }

    /// The key that signs checkpoints of the journal.
    pub(crate) fn signer(&self) -> SigningKey {
        SigningKey::from_bytes(self.signing.bytes())
    }

    /// Seals something that belongs to nobody in particular.
    pub(crate) fn seal(
        &self,
        dice: &dyn Dice,
        organization: OrganizationId,
        (table, column): (&str, &str),
        row: Uuid,
        plain: &[u8],
    ) -> Result<Vec<u8>, RecordError> {
        self.data
            .seal(dice, &data_bound(organization, table, column, row), plain)
    }

    /// Opens it.
    pub(crate) fn open(
        &self,
        organization: OrganizationId,
        (table, column): (&str, &str),
        row: Uuid,
        sealed: &[u8],
    ) -> Result<zeroize::Zeroizing<Vec<u8>>, RecordError> {
        self.data
            .open(&data_bound(organization, table, column, row), sealed)
    }

    /// A keyed hash for subjects that are only ever compared: an address, an account, a request.
    pub fn keyed_hash(&self, purpose: &str, bytes: &[u8]) -> [u8; 32] {
        super::index::keyed(&self.index, purpose, bytes)
    }
}

fn data_bound<'a>(
    organization: OrganizationId,
    table: &'a str,
    column: &'a str,
    row: Uuid,
) -> Bound<'a> {
    Bound {
        organization: organization.uuid(),
        person: Uuid::nil(),
        table,
        row,
        column,
    }
}

pub(crate) fn bound(organization: OrganizationId, kind: &str) -> Bound<'_> {
    Bound {
        organization: organization.uuid(),
        person: Uuid::nil(),
        table: "organization_key",
        row: organization.uuid(),
        column: kind,
    }
}
