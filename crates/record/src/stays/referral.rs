//! Referrals to other providers. Who receives whom, and every word about it, is sealed under the person's key.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::stays::referral::{Referral, ReferralState, ReferralStep};
use care::{Dice, LevelOfCare, Line, PersonId, ReferralId, SiteId};
use jiff::civil::Date;
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
    STEPS: KeptStep = "SELECT {} FROM referral_step \
        WHERE organization_id = $1 AND referral_id = $2 ORDER BY number";
    FIND: Kept = "SELECT {} FROM referral r WHERE r.organization_id = $1 AND r.referral_id = $2";
    OF_PERSON: Kept = "SELECT {} FROM referral r WHERE r.organization_id = $1 AND r.person_id = $2 \
        ORDER BY r.expected_on DESC, r.referral_id DESC";
    /// Whoever was forgotten has no key any more, and nothing about them is tracked.
    OPEN: Kept = "SELECT {} FROM referral r \
        JOIN person_key k ON k.organization_id = r.organization_id AND k.person_id = r.person_id \
        WHERE r.organization_id = $1 AND (r.state = 'sent' OR r.state = 'accepted') \
        ORDER BY r.expected_on, r.referral_id LIMIT $2";
}

coded! { ReferralState }

row! {
    /// A referral as it is kept, without its steps.
    struct Kept of r {
        id: ReferralId = referral_id,
        person: PersonId = person_id,
        site: SiteId = site_id,
        level: LevelOfCare,
        expected: Date = expected_on,
        to: Vec<u8> = sealed_to,
    }
}

row! {
    /// A step as it is kept.
    struct KeptStep of _ {
        id: Uuid = step_id,
        state: ReferralState,
        on: Date = on_day,
        by: PersonId = by_id,
        words: Option<Vec<u8>> = sealed_words,
    }
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
    row.map(|kept| referral(read, kept)).transpose()
}

/// Everything somebody was referred to, the latest first.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Vec<Referral>, RecordError> {
    let rows = read.all(OF_PERSON, args![person])?;
    rows.into_iter().map(|kept| referral(read, kept)).collect()
}

/// The referrals that wait for something, the soonest expected first, at most [`LIST_MAX`].
pub fn open(read: &mut impl Read) -> Result<Vec<Referral>, RecordError> {
    let rows = read.all(OPEN, args![LIST_MAX])?;
    rows.into_iter().map(|kept| referral(read, kept)).collect()
}

fn referral(read: &mut impl Read, kept: Kept) -> Result<Referral, RecordError> {
    let (id, person) = (kept.id, kept.person);
    let key = person::key(read, person)?;
    let to = key.open_json(TO, id.uuid(), &kept.to)?;
    let steps = read
        .all(STEPS, args![id])?
        .into_iter()
        .map(|step| {
            let words: Option<Line> = step
                .words
                .map(|sealed| key.open_json(WORDS, step.id, &sealed))
                .transpose()?;
            Ok(ReferralStep {
                state: step.state,
                on: step.on,
                by: step.by,
                words,
            })
        })
        .collect::<Result<_, RecordError>>()?;
    Ok(Referral {
        id,
        person,
        site: kept.site,
        level: kept.level,
        expected: kept.expected,
        to,
        steps,
    })
}
