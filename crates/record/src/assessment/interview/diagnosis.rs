//! Diagnoses as clinicians entered them. A later entry about the same substance takes the place of an earlier one; both
//! stay.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::assessment::finding::{Diagnosis, RawDiagnosis};
use care::{AssessmentId, DiagnosisId, Dice, PersonId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

const SEALED: (&str, &str) = ("diagnosis", "sealed");

statements! {
    INSERT = "INSERT INTO diagnosis (organization_id, person_id, diagnosis_id, assessment_id, at, written_by, sealed) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    ALL: Kept = "SELECT {} FROM diagnosis WHERE organization_id = $1 AND person_id = $2 \
        ORDER BY at, diagnosis_id";
}

row! {
    /// An entry as it is kept.
    struct Kept of _ {
        id: DiagnosisId = diagnosis_id,
        at: Timestamp,
        by: PersonId = written_by,
        sealed: Vec<u8>,
    }
}

/// A diagnosis with who entered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Its id.
    pub id: DiagnosisId,
    /// What was entered; `None` takes back what was entered about the substance before.
    pub diagnosis: Option<Diagnosis>,
    /// About which substance.
    pub substance: care::assessment::finding::Substance,
    /// When, and by whom.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
}

/// What is sealed of an entry.
#[derive(Serialize, Deserialize)]
pub struct Sealed {
    /// About which substance.
    pub substance: care::assessment::finding::Substance,
    /// Absent where the diagnosis was taken back.
    pub entered: Option<RawDiagnosis>,
    /// The code as it was written, for whoever reads the record without this program. Never read back.
    #[serde(default)]
    pub code: Option<String>,
}

/// Adds an entry.
pub fn add(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    assessment: AssessmentId,
    entered: &Entered,
) -> Result<(), RecordError> {
    let raw = entered.diagnosis.as_ref().map(Diagnosis::raw);
    let sealed = Sealed {
        substance: entered.substance,
        entered: raw,
        code: entered
            .diagnosis
            .as_ref()
            .map(|diagnosis| diagnosis.code().as_str().to_owned()),
    };
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, SEALED, entered.id.uuid(), &sealed)?;
    tx.run(
        INSERT,
        args![
            person, entered.id, assessment, entered.at, entered.by, sealed
        ],
    )
    .map(drop)
}

/// Every entry about a person, the oldest first.
pub fn all(read: &mut impl Read, person: PersonId) -> Result<Vec<Entered>, RecordError> {
    let rows = read.all(ALL, args![person])?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = person::key(read, person)?;
    rows.into_iter()
        .map(|Kept { id, at, by, sealed }| {
            let sealed: Sealed = key.open_json(SEALED, id.uuid(), &sealed)?;
            let diagnosis = sealed
                .entered
                .map(|raw| Diagnosis::parse(&raw))
                .transpose()
                .map_err(|invalid| RecordError::Damaged(format!("a diagnosis: {invalid}")))?;
            Ok(Entered {
                id,
                diagnosis,
                substance: sealed.substance,
                at,
                by,
            })
        })
        .collect()
}
