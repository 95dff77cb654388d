//! Signals and responses. A signal is closed once; responses are only ever added.
//!
//! What a signal is about is sealed; how soon somebody has to look is not, so that lists are ordered by it.

use crate::people::patient::Within;
use crate::people::person;
use crate::seal::{PersonKey, Token};
use crate::value::Args;
use crate::{Read, RecordError, Row, Tx, Value};
use care::followup::signal::{About, Done, Kind, Matter, Once, Reason, Response, Signal, Urgency};
use care::{Dice, PersonId, ResponseId, SignalId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

pub(crate) const BODY: (&str, &str) = ("signal", "body");
const RESPONSE: (&str, &str) = ("signal_response", "words");
/// Open signals answered at once.
pub const OPEN_MAX: u32 = 500;
/// Signals whose clock has run out, answered at once.
pub const DUE_MAX: u32 = 50;
/// Closed signals answered at once.
pub const CLOSED_MAX: u32 = 100;

statements! {
    INSERT = "INSERT INTO signal (organization_id, signal_id, person_id, urgency, once_token, raised_at, raised_by, \
        sealed_body, clock_at, step) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    SAME_OPEN = "SELECT count(*) FROM signal \
        WHERE organization_id = $1 AND person_id = $2 AND once_token = $3 AND closed_at IS NULL";
    SAME_EVER = "SELECT count(*) FROM signal WHERE organization_id = $1 AND person_id = $2 AND once_token = $3";
    /// Those within reach that are open, the most urgent and oldest first. The conditions mirror the scopes of the policy,
    /// one line each; somebody who is not in care is reached by the latest request for help. Whoever was forgotten has none.
    OPEN = "SELECT s.signal_id, s.person_id, s.urgency, s.raised_at, s.raised_by, s.sealed_body, s.closed_at, s.closed_by, k.wrapped, k.master_id, s.clock_at, s.step, s.taken_at, s.taken_by FROM signal s JOIN person_key k ON k.organization_id = s.organization_id AND k.person_id = s.person_id LEFT JOIN patient t ON t.organization_id = s.organization_id AND t.person_id = s.person_id WHERE s.organization_id = $1 AND s.closed_at IS NULL AND (
        $2 = 1
        OR $3 = 1 AND EXISTS (SELECT 1 FROM staff_site w WHERE w.organization_id = s.organization_id AND w.person_id = $8 AND w.site_id = coalesce(t.site_id, (SELECT i.site_id FROM inquiry i WHERE i.organization_id = s.organization_id AND i.person_id = s.person_id ORDER BY i.requested_at DESC LIMIT 1)))
        OR $4 = 1 AND (CASE WHEN t.person_id IS NULL THEN (SELECT i.clinician_id FROM inquiry i WHERE i.organization_id = s.organization_id AND i.person_id = s.person_id ORDER BY i.requested_at DESC LIMIT 1) ELSE t.counselor_id END) = $8
        OR $5 = 1 AND s.person_id = $8
        OR $6 = 1 AND EXISTS (SELECT 1 FROM support u WHERE u.organization_id = s.organization_id AND u.supporter_id = $8 AND u.patient_id = t.person_id AND u.until IS NULL)
        OR $7 = 1 AND EXISTS (SELECT 1 FROM glass g WHERE g.organization_id = s.organization_id AND g.actor_id = $8 AND g.patient_id = s.person_id AND g.expires_at > $9)
    ) AND (t.person_id IS NOT NULL OR EXISTS (SELECT 1 FROM inquiry i WHERE i.organization_id = s.organization_id AND i.person_id = s.person_id)) ORDER BY s.urgency, s.raised_at LIMIT $10";
    /// The same, closed, the latest first.
    CLOSED = "SELECT s.signal_id, s.person_id, s.urgency, s.raised_at, s.raised_by, s.sealed_body, s.closed_at, s.closed_by, k.wrapped, k.master_id, s.clock_at, s.step, s.taken_at, s.taken_by FROM signal s JOIN person_key k ON k.organization_id = s.organization_id AND k.person_id = s.person_id LEFT JOIN patient t ON t.organization_id = s.organization_id AND t.person_id = s.person_id WHERE s.organization_id = $1 AND s.closed_at IS NOT NULL AND (
        $2 = 1
        OR $3 = 1 AND EXISTS (SELECT 1 FROM staff_site w WHERE w.organization_id = s.organization_id AND w.person_id = $8 AND w.site_id = coalesce(t.site_id, (SELECT i.site_id FROM inquiry i WHERE i.organization_id = s.organization_id AND i.person_id = s.person_id ORDER BY i.requested_at DESC LIMIT 1)))
        OR $4 = 1 AND (CASE WHEN t.person_id IS NULL THEN (SELECT i.clinician_id FROM inquiry i WHERE i.organization_id = s.organization_id AND i.person_id = s.person_id ORDER BY i.requested_at DESC LIMIT 1) ELSE t.counselor_id END) = $8
        OR $5 = 1 AND s.person_id = $8
        OR $6 = 1 AND EXISTS (SELECT 1 FROM support u WHERE u.organization_id = s.organization_id AND u.supporter_id = $8 AND u.patient_id = t.person_id AND u.until IS NULL)
        OR $7 = 1 AND EXISTS (SELECT 1 FROM glass g WHERE g.organization_id = s.organization_id AND g.actor_id = $8 AND g.patient_id = s.person_id AND g.expires_at > $9)
    ) AND (t.person_id IS NOT NULL OR EXISTS (SELECT 1 FROM inquiry i WHERE i.organization_id = s.organization_id AND i.person_id = s.person_id)) ORDER BY s.closed_at DESC LIMIT $10";
    /// Those within reach that are open: which, how soon, and whether nobody has it: 0 where nobody has answered since it
    /// last became pressing.
    WAITING = "SELECT s.signal_id, s.urgency, CASE WHEN s.taken_at IS NOT NULL THEN 1 WHEN s.clock_at IS NOT NULL THEN 0 ELSE (SELECT count(*) FROM signal_response r WHERE r.organization_id = s.organization_id AND r.signal_id = s.signal_id) END FROM signal s JOIN person_key k ON k.organization_id = s.organization_id AND k.person_id = s.person_id LEFT JOIN patient t ON t.organization_id = s.organization_id AND t.person_id = s.person_id WHERE s.organization_id = $1 AND s.closed_at IS NULL AND (
        $2 = 1
        OR $3 = 1 AND EXISTS (SELECT 1 FROM staff_site w WHERE w.organization_id = s.organization_id AND w.person_id = $8 AND w.site_id = coalesce(t.site_id, (SELECT i.site_id FROM inquiry i WHERE i.organization_id = s.organization_id AND i.person_id = s.person_id ORDER BY i.requested_at DESC LIMIT 1)))
        OR $4 = 1 AND (CASE WHEN t.person_id IS NULL THEN (SELECT i.clinician_id FROM inquiry i WHERE i.organization_id = s.organization_id AND i.person_id = s.person_id ORDER BY i.requested_at DESC LIMIT 1) ELSE t.counselor_id END) = $8
        OR $5 = 1 AND s.person_id = $8
        OR $6 = 1 AND EXISTS (SELECT 1 FROM support u WHERE u.organization_id = s.organization_id AND u.supporter_id = $8 AND u.patient_id = t.person_id AND u.until IS NULL)
        OR $7 = 1 AND EXISTS (SELECT 1 FROM glass g WHERE g.organization_id = s.organization_id AND g.actor_id = $8 AND g.patient_id = s.person_id AND g.expires_at > $9)
    ) AND (t.person_id IS NOT NULL OR EXISTS (SELECT 1 FROM inquiry i WHERE i.organization_id = s.organization_id AND i.person_id = s.person_id)) ORDER BY s.urgency, s.raised_at LIMIT $10";
    /// Those that are urgent and open, whoever they are about: compared with what they were a moment ago.
    URGENT = "SELECT s.signal_id, CASE WHEN s.taken_at IS NOT NULL THEN 1 WHEN s.clock_at IS NOT NULL THEN 0 ELSE \
        (SELECT count(*) FROM signal_response r WHERE r.organization_id = s.organization_id \
        AND r.signal_id = s.signal_id) END FROM signal s \
        WHERE s.organization_id = $1 AND s.closed_at IS NULL AND s.urgency = 0 ORDER BY s.raised_at, s.signal_id \
        LIMIT $2";
    OF_PERSON = "SELECT s.signal_id, s.person_id, s.urgency, s.raised_at, s.raised_by, s.sealed_body, s.closed_at, \
        s.closed_by, k.wrapped, k.master_id, s.clock_at, s.step, s.taken_at, s.taken_by FROM signal s \
        JOIN person_key k ON k.organization_id = s.organization_id AND k.person_id = s.person_id \
        WHERE s.organization_id = $1 AND s.person_id = $2 ORDER BY s.raised_at DESC LIMIT $3";
    OPEN_OF = "SELECT s.signal_id, s.person_id, s.urgency, s.raised_at, s.raised_by, s.sealed_body, s.closed_at, \
        s.closed_by, k.wrapped, k.master_id, s.clock_at, s.step, s.taken_at, s.taken_by FROM signal s \
        JOIN person_key k ON k.organization_id = s.organization_id AND k.person_id = s.person_id \
        WHERE s.organization_id = $1 AND s.person_id = $2 AND s.closed_at IS NULL ORDER BY s.urgency, s.raised_at \
        LIMIT $3";
    FIND = "SELECT s.signal_id, s.person_id, s.urgency, s.raised_at, s.raised_by, s.sealed_body, s.closed_at, \
        s.closed_by, k.wrapped, k.master_id, s.clock_at, s.step, s.taken_at, s.taken_by FROM signal s \
        JOIN person_key k ON k.organization_id = s.organization_id AND k.person_id = s.person_id \
        WHERE s.organization_id = $1 AND s.signal_id = $2";
    /// Joining never makes a signal less urgent: the lower rank of the two stays.
    JOIN = "UPDATE signal SET urgency = $3, sealed_body = $4 \
        WHERE organization_id = $1 AND signal_id = $2 AND closed_at IS NULL AND urgency >= $3";
    /// The clock as it goes on from here; the earlier of two that are set at once is the one that holds.
    CLOCK = "UPDATE signal SET clock_at = $3, step = $4, taken_at = $5, taken_by = $6 \
        WHERE organization_id = $1 AND signal_id = $2 AND closed_at IS NULL";
    /// Whose clock has run out, and whatever was raised before there were clocks.
    DUE = "SELECT s.signal_id FROM signal s \
        JOIN person_key k ON k.organization_id = s.organization_id AND k.person_id = s.person_id \
        WHERE s.organization_id = $1 AND s.closed_at IS NULL AND (s.clock_at <= $2 OR s.step IS NULL) \
        ORDER BY s.clock_at, s.signal_id LIMIT $3";
    CLOSE = "UPDATE signal SET closed_at = $3, closed_by = $4, clock_at = NULL \
        WHERE organization_id = $1 AND signal_id = $2 AND closed_at IS NULL";
    INSERT_RESPONSE = "\
        INSERT INTO signal_response (organization_id, signal_id, response_id, at, written_by, planned_for, \
        sealed_words) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    RESPONSES = "SELECT response_id, at, written_by, planned_for, sealed_words FROM signal_response \
        WHERE organization_id = $1 AND signal_id = $2 ORDER BY at, response_id";
    RESPONSES_ALL = "\
        SELECT r.response_id, r.at, r.written_by, r.planned_for, r.sealed_words, r.signal_id FROM signal_response r \
        WHERE r.organization_id = $1 AND r.signal_id = ANY($2) ORDER BY r.at, r.response_id";
    RESPONSE_COUNT = "SELECT count(*) FROM signal_response WHERE organization_id = $1 AND signal_id = $2";
}

/// What is sealed of a signal.
#[derive(Clone, Serialize, Deserialize)]
pub struct Body {
    /// What about.
    pub kind: Kind,
    /// What raised it.
    pub about: About,
    /// What it was raised on, where the same is not worth a second signal.
    pub occasion: Option<String>,
    /// Why, in sentences.
    pub words: String,
    /// Which matter, where it is one that joins.
    #[serde(default)]
    pub matter: Option<Matter>,
    /// What else was raised on it since.
    #[serde(default)]
    pub further: Vec<Reason>,
}

impl Body {
    fn of(signal: &Signal) -> Self {
        Self {
            kind: signal.kind,
            about: signal.about,
            occasion: signal.occasion.clone(),
            words: signal.words.clone(),
            matter: signal.matter,
            further: signal.further.clone(),
        }
    }
}

/// By what another signal about the same person, of the same kind and on the same occasion, is known.
pub(crate) fn once_token(key: &PersonKey, kind: Kind, occasion: Option<&str>) -> Option<Token> {
    occasion.map(|occasion| {
        let text = format!("{}\n{occasion}", kind.code());
        key.blind("signal", text.as_bytes())
    })
}

/// Raises a signal; answers whether it is a new one.
pub fn raise(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    signal: &Signal,
    once: Option<Once<'_>>,
) -> Result<bool, RecordError> {
    let key = person::key(tx, signal.person)?;
    if let Some(once) = once {
        let same = match once {
            Once::WhileOpen(_) => SAME_OPEN,
            Once::Ever(_) => SAME_EVER,
        };
        let token = once_token(&key, signal.kind, Some(once.key()));
        if tx.count(same, args![signal.person, token])? > 0 {
            return Ok(false);
        }
    }
    let sealed = key.seal_json(dice, BODY, signal.id.uuid(), &Body::of(signal))?;
    tx.run(
        INSERT,
        args![
            signal.id,
            signal.person,
            signal.urgency.rank(),
            once_token(&key, signal.kind, signal.occasion.as_deref()),
            signal.raised_at,
            signal.raised_by,
            sealed,
            signal.answer_by,
            signal.step
        ],
    )?;
    Ok(true)
}

/// Writes down what joined an open signal: its further reasons, and its urgency when that rose. Answers whether it is
/// open still, and was no more urgent.
pub fn join(tx: &mut Tx<'_>, dice: &dyn Dice, signal: &Signal) -> Result<bool, RecordError> {
    let key = person::key(tx, signal.person)?;
    let sealed = key.seal_json(dice, BODY, signal.id.uuid(), &Body::of(signal))?;
    let joined = tx.run(JOIN, args![signal.id, signal.urgency.rank(), sealed])?;
    Ok(joined == 1)
}

/// Open signals within reach, the most urgent and oldest first, at most [`OPEN_MAX`].
pub fn open(read: &mut impl Read, within: &Within) -> Result<Vec<Signal>, RecordError> {
    let rows = read.all(OPEN, Args(&mut within.args_with(OPEN_MAX)))?;
    signals(read, &rows)
}

/// Closed signals within reach, the latest first, at most [`CLOSED_MAX`].
pub fn closed(read: &mut impl Read, within: &Within) -> Result<Vec<Signal>, RecordError> {
    let rows = read.all(CLOSED, Args(&mut within.args_with(CLOSED_MAX)))?;
    signals(read, &rows)
}

/// What waits within somebody's reach.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Waiting {
    /// How many signals are open, at most [`OPEN_MAX`].
    pub open: usize,
    /// Those that want somebody now and that nobody has or has answered, the oldest first.
    pub now: Vec<SignalId>,
}

/// What waits within reach. Opens nothing that is sealed.
pub fn waiting(read: &mut impl Read, within: &Within) -> Result<Waiting, RecordError> {
    let rows = read.all(WAITING, Args(&mut within.args_with(OPEN_MAX)))?;
    let mut waiting = Waiting {
        open: rows.len(),
        now: Vec::new(),
    };
    for row in &rows {
        let is_now = row.get::<i64>(1)? == Urgency::Now.rank();
        if is_now && row.get::<i64>(2)? == 0 {
            waiting.now.push(row.get(0)?);
        }
    }
    Ok(waiting)
}

/// The urgent signals that are open, each with whether somebody has it.
pub fn urgent(read: &mut impl Read) -> Result<Vec<(SignalId, i64)>, RecordError> {
    let rows = read.all(URGENT, args![OPEN_MAX])?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// The signals of one person, the latest first, at most [`CLOSED_MAX`].
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Vec<Signal>, RecordError> {
    let rows = read.all(OF_PERSON, args![person, CLOSED_MAX])?;
    signals(read, &rows)
}

/// The open signals of one person, the most urgent and oldest first, at most [`OPEN_MAX`].
pub fn open_of(read: &mut impl Read, person: PersonId) -> Result<Vec<Signal>, RecordError> {
    let rows = read.all(OPEN_OF, args![person, OPEN_MAX])?;
    signals(read, &rows)
}

/// One signal; nothing when there is none, or when whom it was about is forgotten.
pub fn find(read: &mut impl Read, id: SignalId) -> Result<Option<Signal>, RecordError> {
    let rows = read.all(FIND, args![id])?;
    Ok(signals(read, &rows)?.pop())
}

/// Writes down how the clock of a signal goes on.
pub fn set_clock(tx: &mut Tx<'_>, signal: &Signal) -> Result<(), RecordError> {
    let (taken_at, taken_by) = signal.taken.unzip();
    let clock = args![signal.id, signal.answer_by, signal.step, taken_at, taken_by];
    tx.run(CLOCK, clock).map(drop)
}

/// The open signals whose clock has run out by now, at most [`DUE_MAX`].
pub fn due(read: &mut impl Read, now: Timestamp) -> Result<Vec<SignalId>, RecordError> {
    let rows = read.all(DUE, args![now, DUE_MAX])?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// Closes a signal; answers whether it was still open.
pub fn close(
    tx: &mut Tx<'_>,
    id: SignalId,
    (by, now): (PersonId, Timestamp),
) -> Result<bool, RecordError> {
    Ok(tx.run(CLOSE, args![id, now, by])? == 1)
}

/// Notes what was done.
pub fn respond(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    response: &Response,
) -> Result<(), RecordError> {
    let sealed = person::key(tx, person)?.seal(
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
pub fn response_count(read: &mut impl Read, id: SignalId) -> Result<i64, RecordError> {
    read.count(RESPONSE_COUNT, args![id])
}

/// What was done about a signal, the oldest first.
pub fn responses(read: &mut impl Read, signal: &Signal) -> Result<Vec<Response>, RecordError> {
    let rows = read.all(RESPONSES, args![signal.id])?;
    let key = person::key(read, signal.person)?;
    rows.iter()
        .map(|row| response(&key, signal.id, row))
        .collect()
}

/// The same for many signals at once.
pub fn responses_to(
    read: &mut impl Read,
    signals: &[Signal],
) -> Result<HashMap<SignalId, Vec<Response>>, RecordError> {
    let mut responses: HashMap<SignalId, Vec<Response>> = HashMap::new();
    let about: HashMap<SignalId, PersonId> =
        signals.iter().map(|one| (one.id, one.person)).collect();
    let ids = Value::Ids(about.keys().map(|id| id.uuid()).collect());
    let rows = read.all(RESPONSES_ALL, args![ids])?;
    let mut answered = Vec::new();
    for row in &rows {
        answered.extend(about.get(&row.get(5)?).copied());
    }
    let keys = person::keys(read, &answered)?;
    for row in &rows {
        let id: SignalId = row.get(5)?;
        if let Some(key) = about.get(&id).and_then(|person| keys.get(person)) {
            responses
                .entry(id)
                .or_default()
                .push(response(key, id, row)?);
        }
    }
    Ok(responses)
}

fn response(key: &PersonKey, signal: SignalId, row: &Row) -> Result<Response, RecordError> {
    let id: ResponseId = row.get(0)?;
    let words = key.open(RESPONSE, id.uuid(), &row.get::<Vec<u8>>(4)?)?;
    let planned: Option<Date> = row.get(3)?;
    Ok(Response {
        id,
        signal,
        at: row.get(1)?,
        by: row.get(2)?,
        done: planned.map_or(Done::AtOnce, Done::Planned),
        words: String::from_utf8_lossy(&words).into_owned(),
    })
}

fn signals(read: &impl Read, rows: &[Row]) -> Result<Vec<Signal>, RecordError> {
    rows.iter()
        .map(|row| {
            let (id, person): (SignalId, PersonId) = (row.get(0)?, row.get(1)?);
            let (wrapped, master): (Vec<u8>, Vec<u8>) = (row.get(8)?, row.get(9)?);
            let key = read.key_of(person, &wrapped, &master)?;
            let body: Body = key.open_json(BODY, id.uuid(), &row.get::<Vec<u8>>(5)?)?;
            let (closed_at, closed_by): (Option<Timestamp>, Option<PersonId>) =
                (row.get(6)?, row.get(7)?);
            let (taken_at, taken_by): (Option<Timestamp>, Option<PersonId>) =
                (row.get(12)?, row.get(13)?);
            Ok(Signal {
                id,
                person,
                kind: body.kind,
                matter: body
                    .matter
                    .or_else(|| Matter::of_earlier(body.kind, body.occasion.as_deref())),
                urgency: Urgency::from_rank(row.get(2)?)
                    .ok_or_else(|| RecordError::damaged("a signal's urgency"))?,
                words: body.words,
                further: body.further,
                about: body.about,
                occasion: body.occasion,
                raised_at: row.get(3)?,
                raised_by: row.get(4)?,
                closed: closed_at.zip(closed_by),
                answer_by: row.get(10)?,
                step: row.get(11)?,
                taken: taken_at.zip(taken_by),
            })
        })
        .collect()
}
