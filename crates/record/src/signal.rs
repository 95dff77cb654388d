//! Signals and responses. A signal is closed once; responses are only ever added.

use crate::{Read, RecordError, Row, Tx, person};
use care::signal::{Done, Kind, Once, Response, Signal, Urgency};
use care::{Dice, OrganizationId, PersonId, ResponseId, SignalId};
use jiff::Timestamp;
use jiff::civil::Date;

const WORDS: (&str, &str) = ("signal", "words");
const RESPONSE: (&str, &str) = ("signal_response", "words");
/// Open signals answered at once.
pub const OPEN_MAX: u32 = 500;
/// Closed signals answered at once.
pub const CLOSED_MAX: u32 = 100;

statements! {
    INSERT = "INSERT INTO signal (organization_id, signal_id, person_id, kind, urgency, once_key, link, raised_at, raised_by, sealed_words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    SAME_OPEN = "SELECT count(*) FROM signal WHERE organization_id = $1 AND person_id = $2 AND kind = $3 AND once_key = $4 AND closed_at IS NULL";
    SAME_EVER = "SELECT count(*) FROM signal WHERE organization_id = $1 AND person_id = $2 AND kind = $3 AND once_key = $4";
    OPEN = "SELECT signal_id, person_id, kind, urgency, link, raised_at, raised_by, sealed_words, closed_at, closed_by, once_key FROM signal WHERE organization_id = $1 AND closed_at IS NULL ORDER BY urgency, raised_at LIMIT $2";
    OPEN_PEOPLE = "SELECT person_id, count(*) FROM signal WHERE organization_id = $1 AND closed_at IS NULL GROUP BY person_id";
    CLOSED = "SELECT signal_id, person_id, kind, urgency, link, raised_at, raised_by, sealed_words, closed_at, closed_by, once_key FROM signal WHERE organization_id = $1 AND closed_at IS NOT NULL ORDER BY closed_at DESC LIMIT $2";
    OF_PERSON = "SELECT signal_id, person_id, kind, urgency, link, raised_at, raised_by, sealed_words, closed_at, closed_by, once_key FROM signal WHERE organization_id = $1 AND person_id = $2 ORDER BY raised_at DESC LIMIT $3";
    OPEN_OF = "SELECT signal_id, person_id, kind, urgency, link, raised_at, raised_by, sealed_words, closed_at, closed_by, once_key FROM signal WHERE organization_id = $1 AND person_id = $2 AND closed_at IS NULL ORDER BY urgency, raised_at LIMIT $3";
    FIND = "SELECT signal_id, person_id, kind, urgency, link, raised_at, raised_by, sealed_words, closed_at, closed_by, once_key FROM signal WHERE organization_id = $1 AND signal_id = $2";
    CLOSE = "UPDATE signal SET closed_at = $3, closed_by = $4 WHERE organization_id = $1 AND signal_id = $2 AND closed_at IS NULL";
    INSERT_RESPONSE = "INSERT INTO signal_response (organization_id, signal_id, response_id, at, written_by, planned_for, sealed_words) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    RESPONSES = "SELECT response_id, at, written_by, planned_for, sealed_words FROM signal_response WHERE organization_id = $1 AND signal_id = $2 ORDER BY at, response_id";
    RESPONSE_COUNT = "SELECT count(*) FROM signal_response WHERE organization_id = $1 AND signal_id = $2";
}

/// Raises a signal; answers whether it is a new one.
pub fn raise(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    organization: OrganizationId,
    signal: &Signal,
    once: Option<Once<'_>>,
) -> Result<bool, RecordError> {
    if let Some(once) = once {
        let same = match once {
            Once::WhileOpen(_) => SAME_OPEN,
            Once::Ever(_) => SAME_EVER,
        };
        let which = args![organization, signal.person, signal.kind.code(), once.key()];
        if tx.count(same, which)? > 0 {
            return Ok(false);
        }
    }
    let sealed = person::key(tx, organization, signal.person)?.seal(
        dice,
        WORDS,
        signal.id.uuid(),
        signal.words.as_bytes(),
    )?;
    tx.run(
        INSERT,
        args![
            organization,
            signal.id,
            signal.person,
            signal.kind.code(),
            signal.urgency.rank(),
            signal.occasion.clone(),
            &signal.link,
            signal.raised_at,
            signal.raised_by,
            sealed
        ],
    )?;
    Ok(true)
}

/// Open signals, the most urgent and oldest first, at most [`OPEN_MAX`].
pub fn open(
    read: &mut impl Read,
    organization: OrganizationId,
) -> Result<Vec<Signal>, RecordError> {
    let rows = read.all(OPEN, args![organization, OPEN_MAX])?;
    signals(read, organization, &rows)
}

/// Closed signals, the latest first, at most [`CLOSED_MAX`].
pub fn closed(
    read: &mut impl Read,
    organization: OrganizationId,
) -> Result<Vec<Signal>, RecordError> {
    let rows = read.all(CLOSED, args![organization, CLOSED_MAX])?;
    signals(read, organization, &rows)
}

/// The signals of one person, the latest first, at most [`CLOSED_MAX`].
pub fn of_person(
    read: &mut impl Read,
    organization: OrganizationId,
    person: PersonId,
) -> Result<Vec<Signal>, RecordError> {
    let rows = read.all(OF_PERSON, args![organization, person, CLOSED_MAX])?;
    signals(read, organization, &rows)
}

/// The open signals of one person, the most urgent and oldest first, at most [`OPEN_MAX`].
pub fn open_of(
    read: &mut impl Read,
    organization: OrganizationId,
    person: PersonId,
) -> Result<Vec<Signal>, RecordError> {
    let rows = read.all(OPEN_OF, args![organization, person, OPEN_MAX])?;
    signals(read, organization, &rows)
}

/// About whom there are open signals, and how many.
pub fn open_people(
    read: &mut impl Read,
    organization: OrganizationId,
) -> Result<Vec<(PersonId, i64)>, RecordError> {
    read.all(OPEN_PEOPLE, args![organization])?
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// One signal; nothing when there is none, or when whom it was about is forgotten.
pub fn find(
    read: &mut impl Read,
    organization: OrganizationId,
    id: SignalId,
) -> Result<Option<Signal>, RecordError> {
    let rows = read.all(FIND, args![organization, id])?;
    Ok(signals(read, organization, &rows)?.pop())
}

/// Closes a signal; answers whether it was still open.
pub fn close(
    tx: &mut Tx<'_>,
    organization: OrganizationId,
    id: SignalId,
    (by, now): (PersonId, Timestamp),
) -> Result<bool, RecordError> {
    Ok(tx.run(CLOSE, args![organization, id, now, by])? == 1)
}

/// Notes what was done.
pub fn respond(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    organization: OrganizationId,
    person: PersonId,
    response: &Response,
) -> Result<(), RecordError> {
    let sealed = person::key(tx, organization, person)?.seal(
        dice,
        RESPONSE,
        response.id.uuid(),
        response.words.as_bytes(),
    )?;
    let planned = match response.done {
        Done::AtOnce => None,
        Done::Planned(on) => Some(on.to_string()),
    };
    tx.run(
        INSERT_RESPONSE,
        args![
            organization,
            response.signal,
            response.id,
            response.at,
            response.by,
            planned,
            sealed
        ],
    )
    .map(drop)
}

/// How many responses a signal has.
pub fn response_count(
    read: &mut impl Read,
    organization: OrganizationId,
    id: SignalId,
) -> Result<i64, RecordError> {
    read.count(RESPONSE_COUNT, args![organization, id])
}

/// What was done about a signal, the oldest first.
pub fn responses(
    read: &mut impl Read,
    organization: OrganizationId,
    signal: &Signal,
) -> Result<Vec<Response>, RecordError> {
    let rows = read.all(RESPONSES, args![organization, signal.id])?;
    let key = person::key(read, organization, signal.person)?;
    rows.iter()
        .map(|row| {
            let id: ResponseId = row.get(0)?;
            let words = key.open(RESPONSE, id.uuid(), &row.get::<Vec<u8>>(4)?)?;
            let planned: Option<Date> = row.get(3)?;
            Ok(Response {
                id,
                signal: signal.id,
                at: row.get(1)?,
                by: row.get(2)?,
                done: planned.map_or(Done::AtOnce, Done::Planned),
                words: String::from_utf8_lossy(&words).into_owned(),
            })
        })
        .collect()
}

/// Whoever was forgotten has no signals any more.
fn signals(
    read: &mut impl Read,
    organization: OrganizationId,
    rows: &[Row],
) -> Result<Vec<Signal>, RecordError> {
    let mut signals = Vec::with_capacity(rows.len());
    for row in rows {
        let (id, person): (SignalId, PersonId) = (row.get(0)?, row.get(1)?);
        let key = match person::key(read, organization, person) {
            Ok(key) => key,
            Err(RecordError::Forgotten) => continue,
            Err(error) => return Err(error),
        };
        let words = key.open(WORDS, id.uuid(), &row.get::<Vec<u8>>(7)?)?;
        let (closed_at, closed_by): (Option<Timestamp>, Option<PersonId>) =
            (row.get(8)?, row.get(9)?);
        signals.push(Signal {
            id,
            person,
            kind: Kind::from_code(&row.get::<String>(2)?)
                .ok_or_else(|| RecordError::damaged("a signal's kind"))?,
            urgency: Urgency::from_rank(row.get(3)?)
                .ok_or_else(|| RecordError::damaged("a signal's urgency"))?,
            words: String::from_utf8_lossy(&words).into_owned(),
            link: row.get(4)?,
            occasion: row.get(10)?,
            raised_at: row.get(5)?,
            raised_by: row.get(6)?,
            closed: closed_at.zip(closed_by),
        });
    }
    Ok(signals)
}
