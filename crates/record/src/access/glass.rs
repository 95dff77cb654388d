//! Emergency openings of records.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::{Dice, GlassId, PersonId};
use jiff::Timestamp;

const REASON: (&str, &str) = ("glass", "reason");
const REVIEW: (&str, &str) = ("glass", "review");
/// Openings answered at once.
pub const LIST_MAX: u32 = 200;

statements! {
    INSERT = "\
        INSERT INTO glass (organization_id, glass_id, actor_id, patient_id, sealed_reason, opened_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    LIST: Kept = "SELECT {} FROM glass WHERE organization_id = $1 \
        ORDER BY CASE WHEN reviewed_at IS NULL THEN 0 ELSE 1 END, opened_at DESC LIMIT $2";
    FIND: Kept = "SELECT {} FROM glass WHERE organization_id = $1 AND glass_id = $2";
    REVIEWED = "UPDATE glass SET reviewed_at = $3, reviewer_id = $4, sealed_review = $5 \
        WHERE organization_id = $1 AND glass_id = $2 AND reviewed_at IS NULL";
    UNREVIEWED: i64 = "SELECT count(*) FROM glass WHERE organization_id = $1 AND reviewed_at IS NULL";
}

row! {
    /// An opening as it is kept.
    struct Kept of _ {
        id: GlassId = glass_id,
        actor: PersonId = actor_id,
        patient: PersonId = patient_id,
        reason: Option<Vec<u8>> = sealed_reason,
        opened_at: Timestamp,
        expires_at: Timestamp,
        reviewed: Option<(Timestamp, PersonId)> = (reviewed_at, reviewer_id),
        review: Option<Vec<u8>> = sealed_review,
    }
}

/// One emergency opening. The words are sealed under the key of the person whose record was opened;
/// they are `None` once that person was forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glass {
    /// Its id.
    pub id: GlassId,
    /// Who opened.
    pub actor: PersonId,
    /// Whose record.
    pub patient: PersonId,
    /// Why, in the words of who opened it.
    pub reason: Option<String>,
    /// When.
    pub opened_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// When it was reviewed, by whom, with what result.
    pub review: Option<(Timestamp, PersonId, Option<String>)>,
}

/// Notes an opening.
pub fn insert(tx: &mut Tx<'_>, dice: &dyn Dice, glass: &Glass) -> Result<(), RecordError> {
    let reason = glass.reason.as_deref().unwrap_or_default();
    let sealed =
        person::key(tx, glass.patient)?.seal(dice, REASON, glass.id.uuid(), reason.as_bytes())?;
    let Glass {
        id,
        actor,
        patient,
        opened_at,
        expires_at,
        ..
    } = glass;
    tx.run(
        INSERT,
        args![*id, *actor, *patient, sealed, *opened_at, *expires_at],
    )
    .map(drop)
}

/// Openings, those still to be reviewed first, at most [`LIST_MAX`].
pub fn list(read: &mut impl Read) -> Result<Vec<Glass>, RecordError> {
    let rows = read.all(LIST, args![LIST_MAX])?;
    rows.into_iter().map(|kept| glass(read, kept)).collect()
}

/// One opening.
pub fn find(read: &mut impl Read, id: GlassId) -> Result<Option<Glass>, RecordError> {
    let row = read.maybe(FIND, args![id])?;
    row.map(|kept| glass(read, kept)).transpose()
}

/// Closes the review of an opening; answers whether it was still open. Whoever was forgotten leaves no words.
pub fn review(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    glass: &Glass,
    reviewer: PersonId,
    words: &str,
    now: Timestamp,
) -> Result<bool, RecordError> {
    let sealed = match person::key(tx, glass.patient) {
        Ok(key) => Some(key.seal(dice, REVIEW, glass.id.uuid(), words.as_bytes())?),
        Err(RecordError::Forgotten) => None,
        Err(error) => return Err(error),
    };
    Ok(tx.run(REVIEWED, args![glass.id, now, reviewer, sealed])? == 1)
}

/// How many openings wait for their review.
pub fn unreviewed(read: &mut impl Read) -> Result<i64, RecordError> {
    read.count(UNREVIEWED, args![])
}

fn glass(read: &mut impl Read, kept: Kept) -> Result<Glass, RecordError> {
    let (id, patient) = (kept.id, kept.patient);
    let key = match person::key(read, patient) {
        Ok(key) => Some(key),
        Err(RecordError::Forgotten) => None,
        Err(error) => return Err(error),
    };
    let words = |place, sealed: Option<Vec<u8>>| -> Result<Option<String>, RecordError> {
        let (Some(key), Some(sealed)) = (&key, sealed) else {
            return Ok(None);
        };
        Ok(Some(
            String::from_utf8_lossy(&key.open(place, id.uuid(), &sealed)?).into_owned(),
        ))
    };
    let review_words = words(REVIEW, kept.review)?;
    Ok(Glass {
        id,
        actor: kept.actor,
        patient,
        reason: words(REASON, kept.reason)?,
        opened_at: kept.opened_at,
        expires_at: kept.expires_at,
        review: kept.reviewed.map(|(at, who)| (at, who, review_words)),
    })
}
