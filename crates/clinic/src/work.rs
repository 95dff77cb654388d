//! Work that waits, as those who do it take it up.

use crate::{Clinic, Refusal};
use care::OrganizationId;
use jiff::Timestamp;
use record::job;
use record::job::Job;

/// Whether work of a kind is due.
pub(crate) fn is_due(
    clinic: &Clinic,
    organization: OrganizationId,
    kind: &str,
    now: Timestamp,
) -> Result<bool, Refusal> {
    clinic.record().read(organization, |read| {
        job::is_due(read, kind, now).map_err(Refusal::from)
    })
}

/// Claims what is due of a kind. It is asked for every second or so, and mostly there is nothing: then nobody who writes
/// is kept waiting for it.
pub(crate) fn claim(
    clinic: &Clinic,
    organization: OrganizationId,
    kind: &str,
    now: Timestamp,
) -> Result<Vec<Job>, Refusal> {
    if !is_due(clinic, organization, kind, now)? {
        return Ok(Vec::new());
    }
    clinic.record().transact(organization, |tx| {
        job::claim(tx, kind, now).map_err(Refusal::from)
    })
}
