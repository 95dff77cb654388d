//! What happens every few seconds without anybody asking: checkpoints, sweeping, idle sessions, the index of names; and
//! what is said about the start of a server.

use crate::access::setup::{operator, organizations};
use crate::{Clinic, Key, Refusal};
use care::OrganizationId;
use jiff::{SignedDuration, Timestamp};
use policy::Action;
use record::access::sign;
use record::intake::appointment::notice;
use record::journal::outside::{self, Finding};
use record::journal::{Checkpoint, Outside};
use record::people::name_index;
use record::seal::INDEX_VERSION;
use record::{RecordError, idempotency};
use std::path::Path;

/// How long an idempotency key is remembered, in days. A form older than this is stale anyway.
const KEY_DAYS: i64 = 7;
/// How long failures to sign in are remembered after the last of them, in hours. A stranger leaves a few rows with every
/// address that they come from.
const FAILURE_HOURS: i64 = 24;
/// People whose index is written anew in one transaction, so that it never holds up other writers for long.
const INDEXED_AT_ONCE_MAX: u32 = 200;

/// Signs a checkpoint of the journal when one is due and writes it outside the database as well.
pub fn checkpoint(
    clinic: &Clinic,
    organization: OrganizationId,
    outside: Option<&Path>,
) -> Result<bool, Refusal> {
    let now = clinic.now();
    let signed = clinic.record().transact(organization, |tx| {
        Checkpoint::when_due(tx, now).map_err(Refusal::from)
    })?;
    keep(clinic, signed, outside)
}

/// Begins with a checkpoint file: one that this database never wrote to is given the latest checkpoint of each
/// journal, and one that it wrote to is held against what is known of it. Answers what is wrong with it.
pub fn begin_outside(clinic: &Clinic, file: &Path) -> Result<Vec<Finding>, Refusal> {
    let outside = Outside::read(file)?;
    let (latest, findings) = clinic.record().read_across(|across| {
        let (mut latest, mut any_known) = (Vec::new(), false);
        for (organization, _) in record::people::organization::all(across)? {
            if outside.is_known(&mut across.within(organization))? {
                any_known = true;
            } else {
                latest.extend(Checkpoint::all(&mut across.within(organization))?.pop());
            }
        }
        // A file that is begun now is not missing.
        let findings = if outside.is_there || any_known {
            outside.findings(across)?
        } else {
            Vec::new()
        };
        Ok::<_, RecordError>((latest, findings))
    })?;
    for checkpoint in latest {
        let is_there = outside.checkpoints.contains(&checkpoint);
        let unwritten = Some(checkpoint.clone()).filter(|_| !is_there);
        if is_there {
            clinic.record().transact(checkpoint.organization, |tx| {
                outside::remember(tx, &checkpoint, file).map_err(Refusal::from)
            })?;
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
    let signed = clinic.record().transact(organization, |tx| {
        Checkpoint::at_the_end(tx, now).map_err(Refusal::from)
    })?;
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
        clinic.record().transact(checkpoint.organization, |tx| {
            outside::remember(tx, checkpoint, path).map_err(Refusal::from)
        })?;
    }
    Ok(signed.is_some())
}

/// Sweeps out half-finished sign-ins, failures that are old, old idempotency keys, and links to appointments long over.
pub fn sweep(clinic: &Clinic, organization: OrganizationId) -> Result<(), Refusal> {
    let now = clinic.now();
    let ago = |hours| {
        now.saturating_sub(SignedDuration::from_hours(hours))
            .unwrap_or(now)
    };
    clinic.record().transact(organization, |tx| {
        sign::sweep_pending(tx, now)?;
        sign::sweep_failures(tx, ago(FAILURE_HOURS))?;
        idempotency::sweep(tx, ago(24 * KEY_DAYS))?;
        notice::sweep_links(tx, now)?;
        Ok(())
    })
}

/// Lets the next people who were entered under an earlier scheme of the index be found by the one in use; answers of
/// how many. None are left once it answers 0, which the journal says once.
pub fn renew_index(clinic: &Clinic, organization: OrganizationId) -> Result<usize, Refusal> {
    let current = clinic.record().read(organization, |read| {
        name_index::is_current(read).map_err(Refusal::from)
    })?;
    if current {
        return Ok(0);
    }
    let renewed = clinic.record().transact(organization, |tx| {
        name_index::renew(tx, INDEXED_AT_ONCE_MAX).map_err(Refusal::from)
    })?;
    if renewed > 0 {
        return Ok(renewed);
    }
    let key = clinic.record().read(organization, |read| {
        let version = INDEX_VERSION.to_string();
        Key::once(read, "index.renewed", version.as_bytes())
    })?;
    let command = ("renew_index", &INDEX_VERSION);
    clinic.act(&operator(organization), key, command, |act| {
        act.permit(Action::ManageOrganization)?;
        name_index::set_current(act.tx)?;
        let detail = serde_json::json!({ "scheme": INDEX_VERSION });
        let subject = ("organization", organization.uuid());
        act.journal("index.renewed", subject, None, Some(detail))
    })?;
    Ok(0)
}

/// Says in every journal that whoever started the server accepted a clock that is behind what was `written`: the
/// entries from here on are dated before earlier ones, and whoever reads them has to know that somebody decided so.
pub fn accept_clock(clinic: &Clinic, written: Timestamp) -> Result<(), Refusal> {
    for (organization, _) in organizations(clinic)? {
        let key = clinic.fresh_key();
        let command = ("accept_clock", &written);
        clinic.act(&operator(organization), key, command, |act| {
            act.permit(Action::ManageOrganization)?;
            let detail = serde_json::json!({ "clock": act.now, "written": written });
            let subject = ("organization", organization.uuid());
            act.journal("clock.accepted", subject, None, Some(detail))
        })?;
    }
    Ok(())
}
