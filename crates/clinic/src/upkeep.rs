//! What happens every few seconds without anybody asking: checkpoints, sweeping, idle sessions.

use crate::{Clinic, Refusal};
use care::OrganizationId;
use jiff::SignedDuration;
use record::journal::outside::{self, Finding};
use record::journal::{Checkpoint, Outside};
use record::{RecordError, idempotency, sign};
use std::path::Path;

/// How long an idempotency key is remembered, in days. A form older than this is stale anyway.
const KEY_DAYS: i64 = 7;
/// How long failures to sign in are remembered after the last of them, in hours. A stranger leaves a few rows with every
/// address that they come from.
const FAILURE_HOURS: i64 = 24;

/// Signs a checkpoint of the journal when one is due and writes it outside the database as well.
pub fn checkpoint(
    clinic: &Clinic,
    organization: OrganizationId,
    outside: Option<&Path>,
) -> Result<bool, Refusal> {
    let now = clinic.now();
    let signed = clinic
        .record
        .transact(|tx| Checkpoint::when_due(tx, organization, now).map_err(Refusal::from))?;
    keep(clinic, signed, outside)
}

/// Begins with a checkpoint file: one that this database never wrote to is given the latest checkpoint of each
/// journal, and one that it wrote to is held against what is known of it. Answers what is wrong with it.
pub fn begin_outside(clinic: &Clinic, file: &Path) -> Result<Vec<Finding>, Refusal> {
    let outside = Outside::read(file)?;
    let (latest, findings) = clinic.record.read(|read| {
        let (mut latest, mut any_known) = (Vec::new(), false);
        for (organization, _) in record::organization::all(read)? {
            if outside.is_known(read, organization)? {
                any_known = true;
            } else {
                latest.extend(Checkpoint::all(read, organization)?.pop());
            }
        }
        // A file that is begun now is not missing.
        let findings = if outside.is_there || any_known {
            outside.findings(read)?
        } else {
            Vec::new()
        };
        Ok::<_, RecordError>((latest, findings))
    })?;
    for checkpoint in latest {
        let is_there = outside.checkpoints.contains(&checkpoint);
        let unwritten = Some(checkpoint.clone()).filter(|_| !is_there);
        if is_there {
            clinic
                .record
                .transact(|tx| outside::remember(tx, &checkpoint, file).map_err(Refusal::from))?;
        }
        keep(clinic, unwritten, Some(file))?;
    }
    Ok(findings)
}

/// Signs a checkpoint of whatever none vouches for yet, before the program ends.
pub fn last_checkpoint(
    clinic: &Clinic,
    organization: OrganizationId,
    outside: Option<&Path>,
) -> Result<bool, Refusal> {
    let now = clinic.now();
    let signed = clinic
        .record
        .transact(|tx| Checkpoint::at_the_end(tx, organization, now).map_err(Refusal::from))?;
    keep(clinic, signed, outside)
}

/// Writes a checkpoint outside the database, and in the database that it was.
fn keep(
    clinic: &Clinic,
    signed: Option<Checkpoint>,
    outside: Option<&Path>,
) -> Result<bool, Refusal> {
    if let (Some(checkpoint), Some(path)) = (&signed, outside) {
        checkpoint.append_to(path)?;
        clinic
            .record
            .transact(|tx| outside::remember(tx, checkpoint, path).map_err(Refusal::from))?;
    }
    Ok(signed.is_some())
}

/// Sweeps out half-finished sign-ins, failures that are old, and old idempotency keys.
pub fn sweep(clinic: &Clinic, organization: OrganizationId) -> Result<(), Refusal> {
    let now = clinic.now();
    let ago = |hours| {
        now.saturating_sub(SignedDuration::from_hours(hours))
            .unwrap_or(now)
    };
    clinic.record.transact(|tx| {
        sign::sweep_pending(tx, organization, now)?;
        sign::sweep_failures(tx, organization, ago(FAILURE_HOURS))?;
        idempotency::sweep(tx, organization, ago(24 * KEY_DAYS))?;
        Ok(())
    })
}
