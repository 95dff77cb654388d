//! Work that follows from an act: enqueued in the act's transaction, claimed by lease, done at least once.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::{Dice, JobId, PersonId, Private};
use jiff::{SignedDuration, Timestamp};
use zeroize::Zeroizing;

const BODY: (&str, &str) = ("job", "body");
/// What came back when it was tried. A mail server may repeat the address that it refuses.
const ANSWER: (&str, &str) = ("job", "answer");
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
    DUE: JobId = "SELECT job_id FROM job \
        WHERE organization_id = $1 AND done_at IS NULL AND run_at <= $2 AND kind = $5 AND \
        (lease_until IS NULL OR lease_until < $2) AND attempts < $3 ORDER BY run_at LIMIT $4";
    // A try counts when it is claimed and not when it fails: work that takes the process down with it has to come to
    // an end as well.
    CLAIM: Claimed = "UPDATE job SET lease_until = $3, attempts = attempts + 1 \
        WHERE organization_id = $1 AND job_id = $2 AND done_at IS NULL AND (lease_until IS NULL OR lease_until < $4) \
        RETURNING {}";
    DONE = "UPDATE job SET done_at = $3 WHERE organization_id = $1 AND job_id = $2";
    RETRY = "UPDATE job SET run_at = $3, lease_until = NULL WHERE organization_id = $1 AND job_id = $2";
    REFUSED = "UPDATE job SET run_at = $3, lease_until = NULL, sealed_answer = $4 \
        WHERE organization_id = $1 AND job_id = $2";
    PUT_OFF = "UPDATE job SET run_at = $3, lease_until = NULL, attempts = attempts - 1 \
        WHERE organization_id = $1 AND job_id = $2 AND attempts > 0";
    LATEST: Latest = "SELECT {} FROM job WHERE organization_id = $1 AND kind = $2 \
        ORDER BY job_id DESC LIMIT $3";
    LATEST_OF: Kept = "SELECT {} FROM job WHERE organization_id = $1 AND person_id = $2 AND kind = $3 \
        ORDER BY job_id DESC LIMIT 1";
    ONE: Kept = "SELECT {} FROM job WHERE organization_id = $1 AND job_id = $2 AND person_id = $3 AND kind = $4";
    WITHDRAW = "DELETE FROM job WHERE organization_id = $1 AND job_id = $2 AND done_at IS NULL";
    STUCK: i64 = "SELECT count(*) FROM job WHERE organization_id = $1 AND done_at IS NULL AND attempts >= $2";
}

row! {
    /// A claimed job as it is kept.
    struct Claimed of _ {
        kind: String,
        person: PersonId = person_id,
        body: Vec<u8> = sealed_body,
        attempts: u32,
    }
}

row! {
    /// A job as the outbox shows it, before it is opened.
    struct Latest of _ {
        id: JobId = job_id,
        person: PersonId = person_id,
        body: Vec<u8> = sealed_body,
        run_at: Timestamp,
        done_at: Option<Timestamp>,
    }
}

row! {
    /// How far a job has come, before what came back is opened.
    struct Kept of _ {
        id: JobId = job_id,
        run_at: Timestamp,
        done_at: Option<Timestamp>,
        attempts: u32,
        answer: Option<Vec<u8>> = sealed_answer,
    }
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
    id: JobId,
    kind: &str,
    person: PersonId,
    body: &[u8],
    run_at: Timestamp,
) -> Result<(), RecordError> {
    let sealed = person::key(tx, person)?.seal(dice, BODY, id.uuid(), body)?;
    tx.run(INSERT, args![id, kind, person, sealed, run_at])
        .map(drop)
}

/// Whether a job of a kind is due. Whoever looks every second asks this first: claiming takes a turn to write.
pub fn is_due(read: &mut impl Read, kind: &str, now: Timestamp) -> Result<bool, RecordError> {
    let due = read.all(DUE, args![now, ATTEMPTS_MAX, 1_u32, kind])?;
    Ok(!due.is_empty())
}

/// Claims the jobs of a kind that are due. Those about somebody since forgotten are quietly done.
pub fn claim(tx: &mut Tx<'_>, kind: &str, now: Timestamp) -> Result<Vec<Job>, RecordError> {
    let lease = now
        .saturating_add(SignedDuration::from_secs(LEASE_SECONDS))
        .unwrap_or(now);
    let mut claimed = Vec::new();
    for id in tx.all(DUE, args![now, ATTEMPTS_MAX, CLAIM_MAX, kind])? {
        let Some(job) = tx.maybe(CLAIM, args![id, lease, now])? else {
            continue;
        };
        let key = match person::key(tx, job.person) {
            Ok(key) => key,
            Err(RecordError::Forgotten) => {
                done(tx, id, now)?;
                continue;
            }
            Err(error) => return Err(error),
        };
        match key.open(BODY, id.uuid(), &job.body) {
            Ok(body) => claimed.push(Job {
                id,
                kind: job.kind,
                person: job.person,
                body,
                attempts: job.attempts,
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

/// Puts a job back that was tried in vain, with what came back. Whoever was forgotten meanwhile is left alone.
pub fn refused(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    job: &Job,
    answer: &str,
    run_at: Timestamp,
) -> Result<(), RecordError> {
    let key = match person::key(tx, job.person) {
        Err(RecordError::Forgotten) => return retry(tx, job.id, run_at),
        key => key?,
    };
    let sealed = key.seal(dice, ANSWER, job.id.uuid(), answer.as_bytes())?;
    tx.run(REFUSED, args![job.id, run_at, sealed]).map(drop)
}

/// Takes work back that is not to be done any more: as though nobody had left it.
pub fn withdraw(tx: &mut Tx<'_>, id: JobId) -> Result<(), RecordError> {
    tx.run(WITHDRAW, args![id]).map(drop)
}

/// Puts back a job that was claimed and not tried: that costs it no try.
pub fn put_off(tx: &mut Tx<'_>, id: JobId, run_at: Timestamp) -> Result<(), RecordError> {
    tx.run(PUT_OFF, args![id, run_at]).map(drop)
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
    let people: Vec<PersonId> = rows.iter().map(|job| job.person).collect();
    let keys = person::keys(read, &people)?;
    let mut jobs = Vec::new();
    for job in rows {
        if let Some(key) = keys.get(&job.person) {
            let body = key.open(BODY, job.id.uuid(), &job.body)?;
            jobs.push((job.person, body, job.run_at, job.done_at));
        }
    }
    Ok(jobs)
}

/// How far a job has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobProgress {
    /// When it is tried, or tried again.
    pub run_at: Timestamp,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// How often it was tried.
    pub attempts: u32,
    /// What came back when it was last tried in vain, where anything was said.
    pub answer: Option<Private<String>>,
}

/// How far the latest job of a kind about somebody has come, if there was one.
pub fn latest_of(
    read: &mut impl Read,
    person: PersonId,
    kind: &str,
) -> Result<Option<JobProgress>, RecordError> {
    let kept = read.maybe(LATEST_OF, args![person, kind])?;
    kept.map(|kept| opened(read, person, kept)).transpose()
}

/// How far one job of a kind about somebody has come, if there is such a job.
pub fn progress_of(
    read: &mut impl Read,
    id: JobId,
    person: PersonId,
    kind: &str,
) -> Result<Option<JobProgress>, RecordError> {
    let kept = read.maybe(ONE, args![id, person, kind])?;
    kept.map(|kept| opened(read, person, kept)).transpose()
}

fn opened(read: &mut impl Read, person: PersonId, kept: Kept) -> Result<JobProgress, RecordError> {
    let answer = match kept.answer {
        None => None,
        Some(sealed) => match person::key(read, person) {
            Err(RecordError::Forgotten) => None,
            key => Some(key?.open(ANSWER, kept.id.uuid(), &sealed)?),
        },
    };
    Ok(JobProgress {
        run_at: kept.run_at,
        done_at: kept.done_at,
        attempts: kept.attempts,
        answer: answer.map(|said| Private::new(String::from_utf8_lossy(&said).into_owned())),
    })
}

/// How many jobs ran out of tries.
pub fn stuck(read: &mut impl Read) -> Result<i64, RecordError> {
    read.count(STUCK, args![ATTEMPTS_MAX])
}
