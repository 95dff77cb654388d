//! Work that follows from an act: enqueued in the act's transaction, claimed by lease, done at least once.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::{Dice, JobId, PersonId};
use jiff::{SignedDuration, Timestamp};
use zeroize::Zeroizing;

const BODY: (&str, &str) = ("job", "body");
/// How long a claimed job stays claimed; whoever died holding it loses it then.
pub const LEASE_SECONDS: i64 = 60;
/// Jobs claimed at once.
const CLAIM_MAX: u32 = 20;
/// Tries before a job is left for somebody to look at.
pub const ATTEMPTS_MAX: u32 = 8;
/// Jobs shown on the outbox page.
pub const LIST_MAX: u32 = 100;

statements! {
    INSERT = "INSERT INTO job (organization_id, job_id, kind, person_id, sealed_body, run_at, attempts) \
        VALUES ($1, $2, $3, $4, $5, $6, 0)";
    DUE = "SELECT job_id FROM job \
        WHERE organization_id = $1 AND done_at IS NULL AND run_at <= $2 AND kind = $5 AND \
        (lease_until IS NULL OR lease_until < $2) AND attempts < $3 ORDER BY run_at LIMIT $4";
    CLAIM = "UPDATE job SET lease_until = $3, attempts = attempts + 1 \
        WHERE organization_id = $1 AND job_id = $2 AND done_at IS NULL AND (lease_until IS NULL OR lease_until < $4) \
        RETURNING kind, person_id, sealed_body, attempts";
    DONE = "UPDATE job SET done_at = $3 WHERE organization_id = $1 AND job_id = $2";
    RETRY = "UPDATE job SET run_at = $3, lease_until = NULL WHERE organization_id = $1 AND job_id = $2";
    LATEST = "\
        SELECT job_id, person_id, sealed_body, run_at, done_at FROM job WHERE organization_id = $1 AND kind = $2 \
        ORDER BY job_id DESC LIMIT $3";
    LATEST_OF = "\
        SELECT run_at, done_at, attempts FROM job WHERE organization_id = $1 AND person_id = $2 AND kind = $3 \
        ORDER BY job_id DESC LIMIT 1";
    STUCK = "SELECT count(*) FROM job WHERE organization_id = $1 AND done_at IS NULL AND attempts >= $2";
}

/// A claimed job.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What kind of work.
    pub kind: String,
    /// Whom it is about; their key seals the body.
    pub person: PersonId,
    /// What the work needs.
    pub body: Zeroizing<Vec<u8>>,
    /// Which try this is, from 1.
    pub attempts: u32,
}

/// Enqueues a job in the transaction that caused it.
pub fn enqueue(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    (id, kind): (JobId, &str),
    person: PersonId,
    body: &[u8],
    run_at: Timestamp,
) -> Result<(), RecordError> {
    let sealed = person::key(tx, person)?.seal(dice, BODY, id.uuid(), body)?;
    tx.run(INSERT, args![id, kind, person, sealed, run_at])
        .map(drop)
}

/// Claims the jobs of a kind that are due. Those about somebody since forgotten are quietly done.
pub fn claim(tx: &mut Tx<'_>, kind: &str, now: Timestamp) -> Result<Vec<Job>, RecordError> {
    let lease = now
        .saturating_add(SignedDuration::from_secs(LEASE_SECONDS))
        .unwrap_or(now);
    let mut claimed = Vec::new();
    for due in tx.all(DUE, args![now, ATTEMPTS_MAX, CLAIM_MAX, kind])? {
        let id: JobId = due.get(0)?;
        let Some(row) = tx.maybe(CLAIM, args![id, lease, now])? else {
            continue;
        };
        let person: PersonId = row.get(1)?;
        let key = match person::key(tx, person) {
            Ok(key) => key,
            Err(RecordError::Forgotten) => {
                done(tx, id, now)?;
                continue;
            }
            Err(error) => return Err(error),
        };
        let (kind, attempts) = (row.get(0)?, row.get(3)?);
        match key.open(BODY, id.uuid(), &row.get::<Vec<u8>>(2)?) {
            Ok(body) => claimed.push(Job {
                id,
                kind,
                person,
                body,
                attempts,
            }),
            // One damaged job uses up its tries like any other that fails; it must not hold up those behind it.
            Err(error) => tracing::error!(%error, job = %id, "a job cannot be read"),
        }
    }
    Ok(claimed)
}

/// Notes that a job is done.
pub fn done(tx: &mut Tx<'_>, id: JobId, now: Timestamp) -> Result<(), RecordError> {
    tx.run(DONE, args![id, now]).map(drop)
}

/// Puts a job back for another try at `run_at`.
pub fn retry(tx: &mut Tx<'_>, id: JobId, run_at: Timestamp) -> Result<(), RecordError> {
    tx.run(RETRY, args![id, run_at]).map(drop)
}

/// The latest jobs of a kind: whom about, the body, when due, when done.
#[expect(
    clippy::type_complexity,
    reason = "four plain columns, used by one page"
)]
pub fn latest(
    read: &mut impl Read,
    kind: &str,
) -> Result<Vec<(PersonId, Zeroizing<Vec<u8>>, Timestamp, Option<Timestamp>)>, RecordError> {
    let rows = read.all(LATEST, args![kind, LIST_MAX])?;
    let people = rows
        .iter()
        .map(|row| row.get(1))
        .collect::<Result<Vec<PersonId>, _>>()?;
    let keys = person::keys(read, &people)?;
    let mut jobs = Vec::new();
    for (row, person) in rows.iter().zip(people) {
        let id: JobId = row.get(0)?;
        if let Some(key) = keys.get(&person) {
            let body = key.open(BODY, id.uuid(), &row.get::<Vec<u8>>(2)?)?;
            jobs.push((person, body, row.get(3)?, row.get(4)?));
        }
    }
    Ok(jobs)
}

/// How far the latest job of a kind about somebody has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// When it is tried, or tried again.
    pub run_at: Timestamp,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// How often it was tried.
    pub attempts: u32,
}

/// How far the latest job of a kind about somebody has come, if there was one.
pub fn latest_of(
    read: &mut impl Read,
    person: PersonId,
    kind: &str,
) -> Result<Option<Progress>, RecordError> {
    let row = read.maybe(LATEST_OF, args![person, kind])?;
    row.map(|row| {
        Ok(Progress {
            run_at: row.get(0)?,
            done_at: row.get(1)?,
            attempts: row.get(2)?,
        })
    })
    .transpose()
}

/// How many jobs ran out of tries.
pub fn stuck(read: &mut impl Read) -> Result<i64, RecordError> {
    read.count(STUCK, args![ATTEMPTS_MAX])
}
