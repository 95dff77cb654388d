//! Assessments and what was found in them. Findings are only ever added.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::assessment::finding::{Finding, Findings, RawFinding};
use care::{AssessmentId, Dice, FindingId, PersonId};
use jiff::Timestamp;

pub mod diagnosis;

const FINDING: (&str, &str) = ("finding", "sealed");

statements! {
    INSERT = "INSERT INTO assessment (organization_id, assessment_id, person_id, opened_at, opened_by) \
        VALUES ($1, $2, $3, $4, $5)";
    LATEST: Assessment = "SELECT {} FROM assessment \
        WHERE organization_id = $1 AND person_id = $2 \
        ORDER BY CASE WHEN completed_at IS NULL THEN 0 ELSE 1 END, opened_at DESC, assessment_id DESC LIMIT 1";
    COMPLETE = "UPDATE assessment SET completed_at = $3, completed_by = $4 \
        WHERE organization_id = $1 AND assessment_id = $2 AND completed_at IS NULL";
    INSERT_FINDING = "\
        INSERT INTO finding (organization_id, person_id, finding_id, assessment_id, at, written_by, sealed) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    FINDINGS: Kept = "SELECT {} FROM finding WHERE organization_id = $1 AND person_id = $2 \
        ORDER BY at, finding_id";
    /// Whoever is in care, or was asked and is neither admitted yet nor gone: the next of them. Of whoever was
    /// forgotten there is nothing.
    ASSESSED: PersonId = "SELECT DISTINCT a.person_id FROM assessment a \
        JOIN person_key k ON k.organization_id = a.organization_id AND k.person_id = a.person_id \
        WHERE a.organization_id = $1 AND a.person_id > $2 AND (EXISTS (SELECT 1 FROM episode e \
        WHERE e.organization_id = a.organization_id AND e.person_id = a.person_id AND e.closed_on IS NULL) \
        OR EXISTS (SELECT 1 FROM inquiry i WHERE i.organization_id = a.organization_id AND i.person_id = a.person_id \
        AND i.joined_to IS NULL AND i.stage <> 'lost' AND i.stage <> 'admitted')) ORDER BY a.person_id LIMIT $3";
    COUNT: i64 = "SELECT count(*) FROM finding WHERE organization_id = $1 AND person_id = $2";
}

/// One assessment of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// Its id.
    pub id: AssessmentId,
    /// Of whom.
    pub person: PersonId,
    /// When it was opened, and by whom.
    pub opened: (Timestamp, PersonId),
    /// When it was completed, and by whom.
    pub completed: Option<(Timestamp, PersonId)>,
}

/// A finding with who wrote it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its id.
    pub id: FindingId,
    /// What was said, by whom, when.
    pub finding: Finding,
    /// Who wrote it down.
    pub by: PersonId,
}

row! {
    Assessment of _ {
        id = assessment_id,
        person = person_id,
        opened = (opened_at, opened_by),
        completed = (completed_at, completed_by),
    }
}

row! {
    /// A finding as it is kept.
    struct Kept of _ { id: FindingId = finding_id, by: PersonId = written_by, sealed: Vec<u8> }
}

/// Opens an assessment.
pub fn insert(tx: &mut Tx<'_>, assessment: &Assessment) -> Result<(), RecordError> {
    let Assessment {
        id, person, opened, ..
    } = assessment;
    tx.run(INSERT, args![*id, *person, opened.0, opened.1])
        .map(drop)
}

/// The latest assessment of a person.
pub fn latest(read: &mut impl Read, person: PersonId) -> Result<Option<Assessment>, RecordError> {
    read.maybe(LATEST, args![person])
}

/// Completes an assessment; answers whether it was still open.
pub fn complete(
    tx: &mut Tx<'_>,
    id: AssessmentId,
    by: PersonId,
    now: Timestamp,
) -> Result<bool, RecordError> {
    Ok(tx.run(COMPLETE, args![id, now, by])? == 1)
}

/// Adds a finding.
pub fn add(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    assessment: AssessmentId,
    written: &Written,
) -> Result<(), RecordError> {
    let Written { id, finding, by } = written;
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, FINDING, id.uuid(), &finding.raw())?;
    tx.run(
        INSERT_FINDING,
        args![person, *id, assessment, finding.at, *by, sealed],
    )
    .map(drop)
}

/// The next people after one, in care or asking for it, about whom an assessment was begun.
pub fn assessed_after(
    read: &mut impl Read,
    after: PersonId,
    most: u32,
) -> Result<Vec<PersonId>, RecordError> {
    read.all(ASSESSED, args![after, most])
}

/// How many findings a person has.
pub fn count(read: &mut impl Read, person: PersonId) -> Result<i64, RecordError> {
    read.count(COUNT, args![person])
}

/// Everything ever found about a person, in the order it was written.
pub fn written(read: &mut impl Read, person: PersonId) -> Result<Vec<Written>, RecordError> {
    let rows = read.all(FINDINGS, args![person])?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = person::key(read, person)?;
    let one = |Kept { id, by, sealed }: Kept| {
        let raw: RawFinding = key.open_json(FINDING, id.uuid(), &sealed)?;
        let finding = Finding::shaped(&raw)
            .map_err(|invalid| RecordError::Damaged(format!("a finding: {invalid}")))?;
        Ok(Written { id, finding, by })
    };
    rows.into_iter().map(one).collect()
}

/// The same as one set, for whoever weighs it.
pub fn findings(read: &mut impl Read, person: PersonId) -> Result<Findings, RecordError> {
    let written = written(read, person)?;
    Ok(Findings::new(
        written.into_iter().map(|written| written.finding).collect(),
    ))
}
