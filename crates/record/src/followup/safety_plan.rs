//! Safety plans: versions are only ever added, and each stays readable. Sealed under the person's key.

use crate::people::person;
use crate::seal::PersonKey;
use crate::{Read, RecordError, Tx};
use care::followup::safety_plan::SafetyPlan;
use care::{Dice, PersonId, SafetyPlanId};
use jiff::Timestamp;

const PLAN: (&str, &str) = ("safety_plan", "plan");
/// Versions answered at once.
pub const VERSIONS_MAX: usize = 20;

statements! {
    INSERT = "INSERT INTO safety_plan (organization_id, person_id, number, plan_id, at, written_by, sealed_plan) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    LATEST: Sealed = "SELECT {} FROM safety_plan \
        WHERE organization_id = $1 AND person_id = $2 ORDER BY number DESC LIMIT 1";
    FIND: Sealed = "SELECT {} FROM safety_plan \
        WHERE organization_id = $1 AND person_id = $2 AND number = $3";
    BEFORE: Sealed = "SELECT {} FROM safety_plan \
        WHERE organization_id = $1 AND person_id = $2 AND number < $3 ORDER BY number DESC LIMIT $4";
}

row! {
    /// A version before it is opened.
    struct Sealed of _ {
        id: SafetyPlanId = plan_id,
        number: i64,
        at: Timestamp,
        by: PersonId = written_by,
        plan: Vec<u8> = sealed_plan,
    }
}

/// A version as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPlan {
    /// Its id.
    pub id: SafetyPlanId,
    /// Which version it is, from 1.
    pub number: i64,
    /// When it was written.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
    /// What it says.
    pub plan: SafetyPlan,
}

/// Adds a version.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    kept: &KeptPlan,
) -> Result<(), RecordError> {
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, PLAN, kept.id.uuid(), &kept.plan)?;
    let args = args![person, kept.number, kept.id, kept.at, kept.by, sealed];
    tx.run(INSERT, args).map(drop)
}

/// The version that holds; nothing where there is no plan yet.
pub fn latest(read: &mut impl Read, person: PersonId) -> Result<Option<KeptPlan>, RecordError> {
    let key = person::key(read, person)?;
    let row = read.maybe(LATEST, args![person])?;
    row.map(|sealed| opened(&key, &sealed)).transpose()
}

/// One version.
pub fn find(
    read: &mut impl Read,
    person: PersonId,
    number: i64,
) -> Result<Option<KeptPlan>, RecordError> {
    let key = person::key(read, person)?;
    let row = read.maybe(FIND, args![person, number])?;
    row.map(|sealed| opened(&key, &sealed)).transpose()
}

/// The versions before one, the latest first: [`VERSIONS_MAX`], and one more where there is one, to tell what it
/// changed.
pub fn before(
    read: &mut impl Read,
    person: PersonId,
    number: i64,
) -> Result<Vec<KeptPlan>, RecordError> {
    let key = person::key(read, person)?;
    let limit = i64::try_from(VERSIONS_MAX + 1).unwrap_or(i64::MAX);
    read.all(BEFORE, args![person, number, limit])?
        .iter()
        .map(|sealed| opened(&key, sealed))
        .collect()
}

fn opened(key: &PersonKey, sealed: &Sealed) -> Result<KeptPlan, RecordError> {
    Ok(KeptPlan {
        id: sealed.id,
        number: sealed.number,
        at: sealed.at,
        by: sealed.by,
        plan: key.open_json(PLAN, sealed.id.uuid(), &sealed.plan)?,
    })
}
