//! Work that waits: as an act leaves it, and as those who do it take it up.

use crate::{Clinic, Refusal};
use care::{JobId, OrganizationId, PersonId};
use jiff::Timestamp;
use record::job::Job;
use record::{RecordError, Tx, job};
use serde::Serialize;

/// Leaves work about somebody for whoever does that kind, due at a moment; answers under which id.
pub(crate) fn enqueue(
    tx: &mut Tx<'_>,
    clinic: &Clinic,
    kind: &str,
    person: PersonId,
    work: &impl Serialize,
    at: Timestamp,
) -> Result<JobId, Refusal> {
    let body = serde_json::to_vec(work).map_err(|_| RecordError::damaged("work that waits"))?;
    let id = JobId::from(clinic.dice().uuid(clinic.now()));
    job::enqueue(tx, clinic.dice(), id, kind, person, &body, at)?;
    Ok(id)
}

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

/// Takes claimed work up, one piece after another, for as long as `go_on` says so; answers what failed first.
///
/// A stop costs no try: what is left by then is due again at `now`, as though nobody had claimed it. Else a server that
/// is stopped often enough would use up the tries of work that nobody ever tried. One that fails keeps none of the
/// others claimed until their lease ends.
pub(crate) fn each(
    clinic: &Clinic,
    organization: OrganizationId,
    jobs: Vec<Job>,
    now: Timestamp,
    go_on: &dyn Fn() -> bool,
    mut one: impl FnMut(&Job) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut result = Ok(());
    for job in jobs {
        let done = if go_on() {
            one(&job)
        } else {
            put_off(clinic, organization, &job, now)
        };
        result = result.and(done);
    }
    result
}

/// Lets work that was not tried be due at a moment, instead of when the claim on it lapses.
pub(crate) fn put_off(
    clinic: &Clinic,
    organization: OrganizationId,
    job: &Job,
    at: Timestamp,
) -> Result<(), Refusal> {
    clinic.record().transact(organization, |tx| {
        Ok::<_, Refusal>(job::put_off(tx, job.id, at)?)
    })
}
