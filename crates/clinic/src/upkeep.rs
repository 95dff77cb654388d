//! What happens every few seconds without anybody asking: checkpoints, sweeping, idle sessions.

use crate::{Clinic, Refusal};
use care::OrganizationId;
use jiff::SignedDuration;
use record::journal::Checkpoint;
use record::{idempotency, sign};
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
    keep(signed, outside)
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
    keep(signed, outside)
}

fn keep(signed: Option<Checkpoint>, outside: Option<&Path>) -> Result<bool, Refusal> {
    if let (Some(checkpoint), Some(path)) = (&signed, outside) {
        checkpoint.append_to(path)?;
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
