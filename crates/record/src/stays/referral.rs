//! Referrals to other providers. Who receives whom, and every word about it, is sealed under the person's key.

use crate::people::person;
use crate::stays::stay::level;
use crate::{Read, RecordError, Row, Tx};
use care::stays::referral::{Referral, State, Step};
use care::{Dice, Line, PersonId, ReferralId};
use uuid::Uuid;

const TO: (&str, &str) = ("referral", "to");
const WORDS: (&str, &str) = ("referral_step", "words");
/// Referrals answered at once.
pub const LIST_MAX: u32 = 500;

statements! {
    INSERT = "\
        INSERT INTO referral (organization_id, referral_id, person_id, site_id, level, expected_on, state, sealed_to) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ADVANCE = "UPDATE referral SET state = $3 WHERE organization_id = $1 AND referral_id = $2";
    INSERT_STEP = "\
        INSERT INTO referral_step (organization_id, referral_id, number, step_id, state, on_day, by_id, sealed_words) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    STEPS = "SELECT step_id, state, on_day, by_id, sealed_words FROM referral_step \
        WHERE organization_id = $1 AND referral_id = $2 ORDER BY number";
    FIND = "SELECT referral_id, person_id, site_id, level, expected_on, sealed_to FROM referral \
        WHERE organization_id = $1 AND referral_id = $2";
    OF_PERSON = "SELECT referral_id, person_id, site_id, level, expected_on, sealed_to FROM referral \
        WHERE organization_id = $1 AND person_id = $2 ORDER BY expected_on DESC, referral_id DESC";
    /// Whoever was forgotten has no key any more, and nothing about them is tracked.
    OPEN = "SELECT r.referral_id, r.person_id, r.site_id, r.level, r.expected_on, r.sealed_to FROM referral r \
        JOIN person_key k ON k.organization_id = r.organization_id AND k.person_id = r.person_id \
        WHERE r.organization_id = $1 AND (r.state = 'sent' OR r.state = 'accepted') \
        ORDER BY r.expected_on, r.referral_id LIMIT $2";
}

/// Adds a referral with its first step, whose id is `step`.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    referral: &Referral,
    step: Uuid,
) -> Result<(), RecordError> {
    let key = person::key(tx, referral.person)?;
    let sealed = key.seal_json(dice, TO, referral.id.uuid(), &referral.to)?;
    tx.run(
        INSERT,
        args![
            referral.id,
            referral.person,
            referral.site,
            referral.level.code(),
            referral.expected,
            referral.state().code(),
            sealed
        ],
    )?;
    insert_last(tx, dice, referral, step)
}

/// Keeps the last step of a referral, which has just been added to it.
pub fn advance(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    referral: &Referral,
    step: Uuid,
) -> Result<(), RecordError> {
    tx.run(ADVANCE, args![referral.id, referral.state().code()])?;
    insert_last(tx, dice, referral, step)
}

fn insert_last(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    referral: &Referral,
    id: Uuid,
) -> Result<(), RecordError> {
    let last = referral
        .steps
        .last()
        .ok_or_else(|| RecordError::Refused("a referral without a step".to_owned()))?;
    let key = person::key(tx, referral.person)?;
    let words = last
        .words
        .as_ref()
        .map(|words| key.seal_json(dice, WORDS, id, words))
        .transpose()?;
    let number = i64::try_from(referral.steps.len()).unwrap_or(i64::MAX);
    tx.run(
        INSERT_STEP,
        args![
            referral.id,
            number,
            id,
            last.state.code(),
            last.on,
            last.by,
            words
        ],
    )
    .map(drop)
}

/// One referral.
pub fn find(read: &mut impl Read, id: ReferralId) -> Result<Option<Referral>, RecordError> {
    let row = read.maybe(FIND, args![id])?;
    row.map(|row| referral(read, &row)).transpose()
}

/// Everything somebody was referred to, the latest first.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Vec<Referral>, RecordError> {
    let rows = read.all(OF_PERSON, args![person])?;
    rows.iter().map(|row| referral(read, row)).collect()
}

/// The referrals that wait for something, the soonest expected first, at most [`LIST_MAX`].
pub fn open(read: &mut impl Read) -> Result<Vec<Referral>, RecordError> {
    let rows = read.all(OPEN, args![LIST_MAX])?;
    rows.iter().map(|row| referral(read, row)).collect()
}

fn referral(read: &mut impl Read, row: &Row) -> Result<Referral, RecordError> {
    let (id, person): (ReferralId, PersonId) = (row.get(0)?, row.get(1)?);
    let key = person::key(read, person)?;
    let sealed: Vec<u8> = row.get(5)?;
    let to = key.open_json(TO, id.uuid(), &sealed)?;
    let steps = read
        .all(STEPS, args![id])?
        .iter()
        .map(|row| {
            let sealed: Option<Vec<u8>> = row.get(4)?;
            let words: Option<Line> = sealed
                .map(|sealed| key.open_json(WORDS, row.get(0)?, &sealed))
                .transpose()?;
            let state = State::from_code(&row.get::<String>(1)?)
                .ok_or_else(|| RecordError::damaged("a referral's state"))?;
            Ok(Step {
                state,
                on: row.get(2)?,
                by: row.get(3)?,
                words,
            })
        })
        .collect::<Result<_, RecordError>>()?;
    Ok(Referral {
        id,
        person,
        site: row.get(2)?,
        level: level(row, 3)?,
        expected: row.get(4)?,
        to,
        steps,
    })
}
