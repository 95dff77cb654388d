//! Rotation of the master key.

use crate::people::person::Wrapped;
use crate::seal::{Bound, Key, MasterKey, Masters, organization};
use crate::{ReadAcross, Record, RecordError, TxAcross};
use care::{Dice, OrganizationId, PersonId};
use uuid::Uuid;

/// Keys rewrapped in one transaction, so that a rotation never holds up other writers for long.
const ROTATE_KEYS_PER_TRANSACTION: u32 = 500;

statements! {
    CHECKS: (Vec<u8>, Vec<u8>) = "SELECT master_id, sealed FROM key_check ORDER BY master_id";
    INSERT_CHECK = "INSERT INTO key_check (master_id, sealed) VALUES ($1, $2) ON CONFLICT (master_id) DO NOTHING";
    DROP_OTHER_CHECKS = "DELETE FROM key_check WHERE master_id <> $1";
    OLD_PERSON_KEYS: (OrganizationId, PersonId, Wrapped) = "SELECT k.organization_id, k.person_id, {} \
        FROM person_key k WHERE k.master_id <> $1 LIMIT $2";
    REWRAP_PERSON = "UPDATE person_key SET wrapped = $3, master_id = $4 WHERE organization_id = $1 AND person_id = $2";
    OLD_ORGANIZATION_KEYS: (OrganizationId, String, Wrapped) = "SELECT k.organization_id, k.kind, {} \
        FROM organization_key k WHERE k.master_id <> $1 LIMIT $2";
    REWRAP_ORGANIZATION = "UPDATE organization_key SET wrapped = $3, master_id = $4 WHERE organization_id = $1 \
        AND kind = $2";
}

/// Where a check value belongs. It is nobody's.
fn check_bound() -> Bound<'static> {
    Bound {
        organization: Uuid::nil(),
        person: Uuid::nil(),
        table: "key_check",
        row: Uuid::nil(),
        column: "sealed",
    }
}

/// Holds the master keys against what was sealed under them; answers whether there was anything to hold them against.
fn prove(across: &mut impl ReadAcross, masters: &Masters) -> Result<bool, RecordError> {
    let rows = across.rows(CHECKS, &[])?;
    let mut missing = None;
    for (id, sealed) in &rows {
        // One is enough: while a rotation is under way each of two keys is right. What it does not open yet, or any
        // more, is found by trying the organizations' keys.
        match masters.unwrap(&check_bound(), sealed, id) {
            Ok(_) => return Ok(true),
            Err(error @ RecordError::WrongKey(_)) => missing = Some(error),
            Err(_) => {
                return Err(RecordError::WrongKey(format!(
                    "The master key {} does not open what was sealed under it: the key was changed, by one digit perhaps. Put back the copy that you keep apart from the database",
                    crate::seal_hex(id)
                )));
            }
        }
    }
    missing.map_or(Ok(false), Err)
}

fn insert_check(
    tx: &mut TxAcross<'_>,
    dice: &dyn Dice,
    masters: &Masters,
) -> Result<(), RecordError> {
    let (sealed, id) = masters.wrap(dice, &check_bound(), &Key::random(dice))?;
    tx.run(INSERT_CHECK, args_across![id, sealed]).map(drop)
}

impl Record {
    /// Refuses a master key under which this database was not written, before anything is written under it.
    pub fn prove_key(&self, dice: &dyn Dice) -> Result<(), RecordError> {
        let masters = self.vault().masters();
        let proven = self.read_across(|across| prove(across, masters))?;
        // An organization's keys are wrapped by it too; a database from before the check value has only those.
        self.try_keys()?;
        if proven {
            return Ok(());
        }
        self.transact_across(|tx| insert_check(tx, dice, masters))
    }

    /// The same for a record that was opened for reading only; answers how many organizations' keys it opened.
    pub fn try_key(&self) -> Result<usize, RecordError> {
        let masters = self.vault().masters();
        self.read_across(|across| prove(across, masters))?;
        self.try_keys()
    }

    /// Wraps every key anew under the newest of `masters`; answers how many. It can be interrupted and run again:
    /// until it ends, both master keys are needed.
    pub fn rewrap(&self, dice: &dyn Dice, masters: &Masters) -> Result<usize, RecordError> {
        let newest = Masters::single(masters.newest().clone());
        // First. Broken off between the last key and the end, everything is under the new key, and a start with that
        // one alone has to find something that proves it.
        self.transact_across(|tx| insert_check(tx, dice, &newest))?;
        let mut total = 0;
        loop {
            // The condition of the query is the bookkeeping: whatever names another master key is still to do. So a
            // run needs to know nothing of the one before it, and finds what was made under the old key meanwhile.
            let some = self.transact_across(|tx| -> Result<usize, RecordError> {
                let id = masters.newest().id();
                let people = tx.rows(
                    OLD_PERSON_KEYS,
                    args_across![id, ROTATE_KEYS_PER_TRANSACTION],
                )?;
                for (organization, person, old) in &people {
                    let bound = crate::seal::Vault::person_bound(*organization, *person);
                    let key = masters.unwrap(&bound, &old.wrapped, &old.master)?;
                    let (wrapped, master) = newest.wrap(dice, &bound, &key)?;
                    tx.run(
                        REWRAP_PERSON,
                        args_across![*organization, *person, wrapped, master],
                    )?;
                }
                let own = tx.rows(
                    OLD_ORGANIZATION_KEYS,
                    args_across![id, ROTATE_KEYS_PER_TRANSACTION],
                )?;
                for (organization, kind, old) in &own {
                    let bound: Bound<'_> = organization::bound(*organization, kind);
                    let key = masters.unwrap(&bound, &old.wrapped, &old.master)?;
                    let (wrapped, master) = newest.wrap(dice, &bound, &key)?;
                    tx.run(
                        REWRAP_ORGANIZATION,
                        args_across![*organization, kind, wrapped, master],
                    )?;
                }
                Ok(people.len() + own.len())
            })?;
            // Only now: as long as anything is under the old key, it has to prove itself as well.
            if some == 0 {
                self.transact_across(|tx| {
                    tx.run(DROP_OTHER_CHECKS, args_across![masters.newest().id()])
                        .map(drop)
                })?;
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
