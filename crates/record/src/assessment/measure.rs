//! Results of instruments, and what people were asked to answer.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::{AssignmentId, Dice, PersonId, ResultId, Stored};
use jiff::Timestamp;

const RESULT: (&str, &str) = ("measure_result", "sealed");

statements! {
    INSERT = "INSERT INTO measure_result (organization_id, person_id, result_id, instrument, at, written_by, sealed) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    RESULTS: Kept = "SELECT {} FROM measure_result \
        WHERE organization_id = $1 AND person_id = $2 ORDER BY at, result_id";
    /// Which instruments were answered, each with when it was last.
    TAKEN: (String, Timestamp) = "SELECT instrument, max(at) FROM measure_result \
        WHERE organization_id = $1 AND person_id = $2 GROUP BY instrument ORDER BY instrument";
    /// When an instrument was answered last.
    LAST: Option<Timestamp> = "SELECT max(at) FROM measure_result WHERE organization_id = $1 AND person_id = $2";
    ASSIGN = "INSERT INTO measure_assignment (organization_id, person_id, assignment_id, instrument, assigned_at, \
        assigned_by) VALUES ($1, $2, $3, $4, $5, $6)";
    ASSIGNED: Assigned = "SELECT {} FROM measure_assignment \
        WHERE organization_id = $1 AND person_id = $2 AND ended_at IS NULL ORDER BY assigned_at, assignment_id";
    END = "UPDATE measure_assignment SET ended_at = $4, result_id = $5 \
        WHERE organization_id = $1 AND person_id = $2 AND assignment_id = $3 AND ended_at IS NULL";
}

/// One time an instrument was answered. What was answered is the caller's to shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken<T> {
    /// Its id.
    pub id: ResultId,
    /// The instrument's code.
    pub instrument: String,
    /// When.
    pub at: Timestamp,
    /// Who wrote it down: a clinician, or the person themselves.
    pub by: PersonId,
    /// What was answered.
    pub sealed: T,
}

/// Something a person was asked to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// Its id.
    pub id: AssignmentId,
    /// The instrument's code.
    pub instrument: String,
    /// When it was asked.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
}

row! {
    /// A result as it is kept.
    struct Kept of _ {
        id: ResultId = result_id,
        instrument: String,
        at: Timestamp,
        by: PersonId = written_by,
        sealed: Vec<u8>,
    }
}

row! {
    Assigned of _ { id = assignment_id, instrument, at = assigned_at, by = assigned_by }
}

/// Adds a result.
pub fn add<T: Stored>(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    taken: &Taken<T>,
) -> Result<(), RecordError> {
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, RESULT, taken.id.uuid(), &taken.sealed)?;
    tx.run(
        INSERT,
        args![
            person,
            taken.id,
            &taken.instrument,
            taken.at,
            taken.by,
            sealed
        ],
    )
    .map(drop)
}

/// Every result of a person, the oldest first.
pub fn results<T: Stored>(
    read: &mut impl Read,
    person: PersonId,
) -> Result<Vec<Taken<T>>, RecordError> {
    let rows = read.all(RESULTS, args![person])?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = person::key(read, person)?;
    rows.into_iter()
        .map(|kept| {
            Ok(Taken {
                id: kept.id,
                instrument: kept.instrument,
                at: kept.at,
                by: kept.by,
                sealed: key.open_json(RESULT, kept.id.uuid(), &kept.sealed)?,
            })
        })
        .collect()
}

/// When a person answered an instrument last, alone or with a clinician.
pub fn last_at(read: &mut impl Read, person: PersonId) -> Result<Option<Timestamp>, RecordError> {
    Ok(read.maybe(LAST, args![person])?.flatten())
}

/// Which instruments somebody has results of, each with when the last was taken. Opens nothing that is sealed.
pub fn taken(
    read: &mut impl Read,
    person: PersonId,
) -> Result<Vec<(String, Timestamp)>, RecordError> {
    read.all(TAKEN, args![person])
}

/// Asks a person to answer an instrument alone.
pub fn assign(tx: &mut Tx<'_>, person: PersonId, assigned: &Assigned) -> Result<(), RecordError> {
    tx.run(
        ASSIGN,
        args![
            person,
            assigned.id,
            &assigned.instrument,
            assigned.at,
            assigned.by
        ],
    )
    .map(drop)
}

/// What a person is asked to answer and has not yet.
pub fn assigned(read: &mut impl Read, person: PersonId) -> Result<Vec<Assigned>, RecordError> {
    read.all(ASSIGNED, args![person])
}

/// Ends a request: answered with a result, or taken back.
pub fn end(
    tx: &mut Tx<'_>,
    person: PersonId,
    id: AssignmentId,
    result: Option<ResultId>,
    now: Timestamp,
) -> Result<(), RecordError> {
    tx.run(END, args![person, id, now, result]).map(drop)
}
