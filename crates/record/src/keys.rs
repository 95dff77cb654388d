//! Rotation of the master key.

use crate::seal::{Bound, MasterKey, Masters, organization};
use crate::{Read as _, Record, RecordError};
use care::{Dice, OrganizationId, PersonId};
use uuid::Uuid;

/// Keys rewrapped in one transaction, so that a rotation never holds up other writers for long.
const ROTATE_KEYS_PER_TRANSACTION: u32 = 500;

statements! {
    OLD_PERSON_KEYS = "SELECT organization_id, person_id, wrapped, master_id FROM person_key WHERE master_id <> $1 LIMIT $2";
    REWRAP_PERSON = "UPDATE person_key SET wrapped = $3, master_id = $4 WHERE organization_id = $1 AND person_id = $2";
    OLD_ORGANIZATION_KEYS = "SELECT organization_id, kind, wrapped, master_id FROM organization_key WHERE master_id <> $1 LIMIT $2";
    REWRAP_ORGANIZATION = "UPDATE organization_key SET wrapped = $3, master_id = $4 WHERE organization_id = $1 AND kind = $2";
}

impl Record {
    /// Wraps every key anew under the newest of `masters`; answers how many. It can be interrupted and run again:
    /// until it ends, both master keys are needed.
    pub fn rewrap(&self, dice: &dyn Dice, masters: &Masters) -> Result<usize, RecordError> {
        let newest = Masters::single(masters.newest().clone());
        let mut total = 0;
        loop {
            let some = self.transact(|tx| -> Result<usize, RecordError> {
                let id = masters.newest().id();
                let people = tx.all(OLD_PERSON_KEYS, args![id, ROTATE_KEYS_PER_TRANSACTION])?;
                for row in &people {
                    let (organization, person): (OrganizationId, PersonId) =
                        (row.get(0)?, row.get(1)?);
                    let (wrapped, master): (Vec<u8>, Vec<u8>) = (row.get(2)?, row.get(3)?);
                    let bound = crate::seal::Vault::person_bound(organization, person);
                    let key = masters.unwrap(&bound, &wrapped, &master)?;
                    let (wrapped, master) = newest.wrap(dice, &bound, &key)?;
                    tx.run(REWRAP_PERSON, args![organization, person, wrapped, master])?;
                }
                let own = tx.all(
                    OLD_ORGANIZATION_KEYS,
                    args![id, ROTATE_KEYS_PER_TRANSACTION],
                )?;
                for row in &own {
                    let organization: OrganizationId = row.get(0)?;
                    let kind: String = row.get(1)?;
                    let (wrapped, master): (Vec<u8>, Vec<u8>) = (row.get(2)?, row.get(3)?);
                    let bound: Bound<'_> = organization::bound(organization, &kind);
                    let key = masters.unwrap(&bound, &wrapped, &master)?;
                    let (wrapped, master) = newest.wrap(dice, &bound, &key)?;
                    tx.run(
                        REWRAP_ORGANIZATION,
                        args![organization, kind.as_str(), wrapped, master],
                    )?;
                }
                Ok(people.len() + own.len())
            })?;
            if some == 0 {
                return Ok(total);
            }
            total += some;
        }
    }
}

/// Whether any 60-odd bytes in `haystack` unwrap to a key of `person` under `master`: what whoever holds the disk
/// and the master key would try after somebody was forgotten.
pub fn finds_key_of(master: &MasterKey, organization: Uuid, person: Uuid, haystack: &[u8]) -> bool {
    const WRAPPED_BYTES: usize = 1 + 12 + 32 + 16;
    let bound = crate::seal::Vault::person_bound(organization.into(), person.into());
    haystack
        .windows(WRAPPED_BYTES)
        .any(|window| window[0] == 1 && master.key().open(&bound, window).is_ok())
}
