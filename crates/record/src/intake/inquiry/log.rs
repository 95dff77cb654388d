//! What happened to an inquiry, and the calls that were made. Nothing here is changed, and nothing is taken away but a
//! call that was logged by mistake.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::intake::inquiry::{
    BeforeCall, CallOutcome, CallRecord, InquiryStep, Loss, Stage, StepKind,
};
use care::{CallId, Dice, InquiryId, Paragraph, PersonId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

const WORDS: (&str, &str) = ("inquiry_step", "words");
const CALL: (&str, &str) = ("inquiry_call", "call");

statements! {
    COUNT: i64 = "SELECT count(*) FROM inquiry_step WHERE organization_id = $1 AND inquiry_id = $2";
    INSERT_STEP = "INSERT INTO inquiry_step (organization_id, inquiry_id, step_id, person_id, kind, stage, at, by_id, \
        sealed_words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    STEPS: (Uuid, Option<PersonId>, Option<Vec<u8>>, Bare) = "SELECT s.step_id, s.by_id, s.sealed_words, {} \
        FROM inquiry_step s WHERE s.organization_id = $1 AND s.inquiry_id = $2 ORDER BY s.step_id";
    /// The steps of everything that came in between two instants.
    STEPS_BETWEEN: (InquiryId, Bare) = "SELECT s.inquiry_id, {} FROM inquiry i CROSS JOIN inquiry_step s \
        WHERE i.organization_id = $1 AND i.requested_at >= $2 AND i.requested_at < $3 \
        AND s.organization_id = i.organization_id AND s.inquiry_id = i.inquiry_id \
        ORDER BY s.inquiry_id, s.step_id";
    INSERT_CALL = "\
        INSERT INTO inquiry_call (organization_id, inquiry_id, call_id, person_id, at, by_id, next_call_at, \
        sealed_call) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    CALLS: Kept = "SELECT {} FROM inquiry_call \
        WHERE organization_id = $1 AND inquiry_id = $2 ORDER BY at DESC, call_id DESC";
    TAKE_CALL_BACK = "DELETE FROM inquiry_call \
        WHERE organization_id = $1 AND inquiry_id = $2 AND call_id = $3";
    COUNT_CALLS: (InquiryId, i64, Timestamp) = "SELECT c.inquiry_id, count(*), max(c.at) FROM inquiry_call c \
        JOIN inquiry i ON i.organization_id = c.organization_id AND i.inquiry_id = c.inquiry_id \
        WHERE c.organization_id = $1 AND i.stage NOT IN ('lost', 'admitted') GROUP BY c.inquiry_id";
}

row! {
    /// A step without who and why.
    struct Bare of s { kind: StepKind, stage: Stage, at: Timestamp }
}

row! {
    /// A call as it is kept.
    struct Kept of _ {
        id: CallId = call_id,
        at: Timestamp,
        by: PersonId = by_id,
        next_call_at: Option<Timestamp>,
        said: Vec<u8> = sealed_call,
    }
}

/// The calls that were made because of an inquiry, in short.
#[derive(Clone, Copy, Debug)]
pub struct CallsMade {
    /// How many.
    pub count: i64,
    /// When the last one was.
    pub last: Timestamp,
}

/// Steps are numbered within their inquiry, so that whoever moves it needs no dice; the number makes the row's id.
fn row_id(inquiry: InquiryId, number: i64) -> Uuid {
    let number = u128::try_from(number).unwrap_or_default();
    Uuid::from_u128(inquiry.uuid().as_u128().wrapping_add(number))
}

/// Notes a step: kind, stage, when, by whom.
pub fn step(
    tx: &mut Tx<'_>,
    inquiry: InquiryId,
    person: PersonId,
    kind: StepKind,
    stage: Stage,
    at: Timestamp,
    by: Option<PersonId>,
) -> Result<(), RecordError> {
    let step = row_id(inquiry, tx.count(COUNT, args![inquiry])?);
    let (kind, stage, none) = (kind.code(), stage.code(), None::<Vec<u8>>);
    tx.run(
        INSERT_STEP,
        args![inquiry, step, person, kind, stage, at, by, none],
    )
    .map(drop)
}

/// Notes that an inquiry ended, and why.
pub fn ended(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    inquiry: InquiryId,
    person: PersonId,
    loss: &Loss,
    at: Timestamp,
    by: PersonId,
) -> Result<(), RecordError> {
    let step = row_id(inquiry, tx.count(COUNT, args![inquiry])?);
    let sealed = person::key(tx, person)?.seal_json(dice, WORDS, step, loss)?;
    let (kind, stage) = (StepKind::Lost.code(), Stage::Lost.code());
    tx.run(
        INSERT_STEP,
        args![inquiry, step, person, kind, stage, at, by, sealed],
    )
    .map(drop)
}

/// What happened, in order.
pub fn steps(
    read: &mut impl Read,
    inquiry: InquiryId,
    person: PersonId,
) -> Result<Vec<InquiryStep>, RecordError> {
    let key = person::key(read, person)?;
    let rows = read.all(STEPS, args![inquiry])?;
    let mut steps = Vec::new();
    for (id, by, sealed, Bare { kind, stage, at }) in rows {
        let loss = sealed
            .map(|sealed| key.open_json(WORDS, id, &sealed))
            .transpose()?;
        steps.push(InquiryStep {
            kind,
            stage,
            at,
            by,
            loss,
        });
    }
    Ok(steps)
}

/// The steps of everything that came in between two instants, without who and why.
pub fn steps_between(
    read: &mut impl Read,
    (from, until): (Timestamp, Timestamp),
) -> Result<HashMap<InquiryId, Vec<InquiryStep>>, RecordError> {
    let mut steps: HashMap<InquiryId, Vec<InquiryStep>> = HashMap::new();
    for (inquiry, Bare { kind, stage, at }) in read.all(STEPS_BETWEEN, args![from, until])? {
        steps.entry(inquiry).or_default().push(InquiryStep {
            kind,
            stage,
            at,
            by: None,
            loss: None,
        });
    }
    Ok(steps)
}

/// What is sealed of a call.
#[derive(Serialize, Deserialize)]
pub struct SealedCall {
    /// How it went.
    pub outcome: CallOutcome,
    /// What was said.
    pub words: Option<Paragraph>,
    /// How the request stood before it.
    #[serde(default)]
    pub before: Option<BeforeCall>,
}

/// Notes a call.
pub fn insert_call(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    inquiry: InquiryId,
    person: PersonId,
    call: &CallRecord,
) -> Result<(), RecordError> {
    let said = SealedCall {
        outcome: call.outcome,
        words: call.words.clone(),
        before: call.before,
    };
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, CALL, call.id.uuid(), &said)?;
    tx.run(
        INSERT_CALL,
        args![
            inquiry,
            call.id,
            person,
            call.at,
            call.by,
            call.next_call_at,
            sealed
        ],
    )
    .map(drop)
}

/// Takes away a call that was logged by mistake.
pub fn take_call_back(
    tx: &mut Tx<'_>,
    inquiry: InquiryId,
    call: CallId,
) -> Result<(), RecordError> {
    tx.run(TAKE_CALL_BACK, args![inquiry, call]).map(drop)
}

/// The calls because of an inquiry, the latest first.
pub fn calls(
    read: &mut impl Read,
    inquiry: InquiryId,
    person: PersonId,
) -> Result<Vec<CallRecord>, RecordError> {
    let key = person::key(read, person)?;
    let rows = read.all(CALLS, args![inquiry])?;
    rows.into_iter()
        .map(|kept| {
            let id = kept.id;
            let said: SealedCall = key.open_json(CALL, id.uuid(), &kept.said)?;
            Ok(CallRecord {
                id,
                at: kept.at,
                by: kept.by,
                outcome: said.outcome,
                words: said.words,
                next_call_at: kept.next_call_at,
                before: said.before,
            })
        })
        .collect()
}

/// How many calls were made for each inquiry that still has to be worked.
pub fn count_calls(read: &mut impl Read) -> Result<HashMap<InquiryId, CallsMade>, RecordError> {
    let rows = read.all(COUNT_CALLS, args![])?.into_iter();
    Ok(rows
        .map(|(inquiry, count, last)| (inquiry, CallsMade { count, last }))
        .collect())
}
