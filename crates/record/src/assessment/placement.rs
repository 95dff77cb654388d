//! Placements as they stood, and results of placement assessments made elsewhere; all sealed under the person's key.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::assessment::placement::below::PlanBelow;
use care::assessment::placement::{External, Place, Snapshot};
use care::{Credential, Dice, ExternalId, LevelOfCare, Line, PersonId, PlacementId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

const BODY: (&str, &str) = ("placement", "body");
const EXTERNAL: (&str, &str) = ("external_placement", "body");

statements! {
    INSERT = "INSERT INTO placement (organization_id, placement_id, person_id, level, by_id, at, sealed_body) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    OF_PERSON: Kept = "SELECT {} FROM placement \
        WHERE organization_id = $1 AND person_id = $2 ORDER BY at DESC, placement_id DESC";
    INSERT_EXTERNAL = "\
        INSERT INTO external_placement (organization_id, external_id, person_id, by_id, at, sealed_body) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    EXTERNALS: KeptExternal = "SELECT {} FROM external_placement \
        WHERE organization_id = $1 AND person_id = $2 ORDER BY at DESC, external_id DESC";
}

row! {
    /// A placement as it is kept.
    struct Kept of _ {
        id: PlacementId = placement_id,
        place: Place = level,
        by: PersonId = by_id,
        at: Timestamp,
        sealed: Vec<u8> = sealed_body,
    }
}

row! {
    /// A result of an assessment made elsewhere, as it is kept.
    struct KeptExternal of _ {
        id: ExternalId = external_id,
        by: PersonId = by_id,
        at: Timestamp,
        sealed: Vec<u8> = sealed_body,
    }
}

/// A level somebody chose, or that they sent them to an emergency department, with everything that was known then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// Its id.
    pub id: PlacementId,
    /// For whom.
    pub person: PersonId,
    /// Where they are to be cared for: a level, or an emergency department.
    pub place: Place,
    /// Why, where it differs from what was recommended or somebody wrote it anyway.
    pub reason: Option<Line>,
    /// What is done instead, where it is less than is safe by the criteria.
    pub plan: Option<PlanBelow>,
    /// Who chose.
    pub by: PersonId,
    /// What they were qualified for then; unknown of choices that were kept before that was.
    pub credentials: Option<Vec<Credential>>,
    /// When.
    pub at: Timestamp,
    /// What the criteria said.
    pub snapshot: Snapshot,
}

impl Placed {
    /// The level; none where they were sent to an emergency department.
    pub const fn level(&self) -> Option<LevelOfCare> {
        match self.place {
            Place::Level(level) => Some(level),
            Place::Emergency => None,
        }
    }
}

/// What is sealed of it.
#[derive(Serialize, Deserialize)]
pub struct Body {
    /// Why, where it differs from what was recommended or somebody wrote it anyway.
    pub reason: Option<Line>,
    /// What is done instead, where it is less than is safe by the criteria.
    #[serde(default)]
    pub plan: Option<PlanBelow>,
    /// What whoever chose was qualified for then; unknown of choices that were kept before that was.
    #[serde(default)]
    pub credentials: Option<Vec<Credential>>,
    /// What the criteria said.
    pub snapshot: Snapshot,
}

/// Keeps a placement.
pub fn insert(tx: &mut Tx<'_>, dice: &dyn Dice, placed: &Placed) -> Result<(), RecordError> {
    let key = person::key(tx, placed.person)?;
    let body = Body {
        reason: placed.reason.clone(),
        plan: placed.plan.clone(),
        credentials: placed.credentials.clone(),
        snapshot: placed.snapshot.clone(),
    };
    let sealed = key.seal_json(dice, BODY, placed.id.uuid(), &body)?;
    tx.run(
        INSERT,
        args![
            placed.id,
            placed.person,
            placed.place.code(),
            placed.by,
            placed.at,
            sealed
        ],
    )
    .map(drop)
}

/// Every placement of somebody, the latest first.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Vec<Placed>, RecordError> {
    let rows = read.all(OF_PERSON, args![person])?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = person::key(read, person)?;
    rows.into_iter()
        .map(|kept| {
            let Body {
                reason,
                plan,
                credentials,
                snapshot,
            } = key.open_json(BODY, kept.id.uuid(), &kept.sealed)?;
            Ok(Placed {
                id: kept.id,
                person,
                place: kept.place,
                reason,
                plan,
                by: kept.by,
                credentials,
                at: kept.at,
                snapshot,
            })
        })
        .collect()
}

/// A result of an assessment made elsewhere, with who entered it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
    /// Its id.
    pub id: ExternalId,
    /// Who entered it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// The result.
    pub external: External,
}

/// Keeps such a result.
pub fn insert_external(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    recorded: &Recorded,
) -> Result<(), RecordError> {
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, EXTERNAL, recorded.id.uuid(), &recorded.external)?;
    tx.run(
        INSERT_EXTERNAL,
        args![recorded.id, person, recorded.by, recorded.at, sealed],
    )
    .map(drop)
}

/// Every such result of somebody, the latest first.
pub fn externals(read: &mut impl Read, person: PersonId) -> Result<Vec<Recorded>, RecordError> {
    let rows = read.all(EXTERNALS, args![person])?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = person::key(read, person)?;
    rows.into_iter()
        .map(|kept| {
            Ok(Recorded {
                id: kept.id,
                by: kept.by,
                at: kept.at,
                external: key.open_json(EXTERNAL, kept.id.uuid(), &kept.sealed)?,
            })
        })
        .collect()
}
