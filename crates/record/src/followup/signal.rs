//! Signals and responses. A signal is closed once; responses are only ever added.
//!
//! What a signal is about is sealed; how soon somebody has to look is not, so that lists are ordered by it.

pub(crate) mod count;

pub use count::{OpenCount, RAISED_MAX, count_open, raised_by};

use crate::intake::inquiry::{reached, within_reached};
use crate::people::patient::Within;
use crate::people::person::{self, Wrapped};
use crate::seal::{IndexToken, PersonKey};
use crate::value::Args;
use crate::{FromValue, Read, RecordError, Tx, Value};
use care::followup::signal::{
    About, Done, FurtherReason, Gone, Matter, Once, Response, ResponseOutcome, Signal, SignalKind,
    Urgency,
};
use care::{Dice, PersonId, ResponseId, SignalId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

pub(crate) const BODY: (&str, &str) = ("signal", "body");
const RESPONSE: (&str, &str) = ("signal_response", "words");
const OUTCOME: (&str, &str) = ("signal_response", "outcome");
/// Open signals answered at once.
pub const OPEN_MAX: u32 = 500;
/// Signals whose clock has run out, answered at once.
pub const DUE_MAX: u32 = 50;
/// Closed signals answered at once.
pub const CLOSED_MAX: u32 = 100;

const KEY: &str =
    "JOIN person_key k ON k.organization_id = s.organization_id AND k.person_id = s.person_id";

/// Whether somebody has it: 0 where nobody has answered since it last became pressing. Asked of what wants somebody
/// now, which has a clock for as long as it is unanswered; a test holds it against [`Signal::is_unanswered`].
const HAD: &str = "\
    CASE WHEN s.taken_at IS NOT NULL THEN 1 WHEN s.clock_at IS NOT NULL THEN 0 ELSE (SELECT count(*) \
    FROM signal_response r WHERE r.organization_id = s.organization_id AND r.signal_id = s.signal_id) END";

statements! {
    INSERT = "INSERT INTO signal (organization_id, signal_id, person_id, urgency, once_token, raised_at, raised_by, \
        sealed_body, clock_at, step, waits_since, first_by) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    SAME_OPEN: i64 = "SELECT count(*) FROM signal \
        WHERE organization_id = $1 AND person_id = $2 AND once_token = $3 AND closed_at IS NULL";
    /// Those without a matter have no clock: they wait until the first response.
    SAME_UNANSWERED: i64 = "SELECT count(*) FROM signal s \
        WHERE s.organization_id = $1 AND s.person_id = $2 AND s.once_token = $3 AND s.closed_at IS NULL AND NOT EXISTS \
        (SELECT 1 FROM signal_response r WHERE r.organization_id = s.organization_id AND r.signal_id = s.signal_id)";
    SAME_EVER: i64 = "SELECT count(*) FROM signal \
        WHERE organization_id = $1 AND person_id = $2 AND once_token = $3";
    /// Those within reach that are open, of some urgencies: the most urgent first, of these whoever has a record here,
    /// and of these the oldest. Whoever was forgotten has none.
    OPEN: Kept = "SELECT {} FROM signal s {} {} WHERE s.organization_id = $1 AND s.closed_at IS NULL \
        AND s.urgency >= $12 AND s.urgency <= $13 AND {} \
        ORDER BY s.urgency, CASE WHEN t.person_id IS NULL THEN 1 ELSE 0 END, s.raised_at, s.signal_id \
        LIMIT $10 OFFSET $11", KEY, reached!("s"), within_reached!("s.person_id");
    /// The same, closed, the latest first.
    CLOSED: Kept = "SELECT {} FROM signal s {} {} WHERE s.organization_id = $1 AND s.closed_at IS NOT NULL AND {} \
        ORDER BY s.closed_at DESC LIMIT $10", KEY, reached!("s"), within_reached!("s.person_id");
    /// Those within reach that are open: which, how soon, and how much somebody has it, which is 0 where nobody does.
    /// And since when, and by when the first had to answer; and how many are open, also beyond those answered.
    WAITING: (SignalId, Urgency, i64, Option<(Timestamp, Timestamp)>, i64) = "\
        SELECT s.signal_id, s.urgency, {}, s.waits_since, s.first_by, count(*) OVER () FROM signal s {} {} \
        WHERE s.organization_id = $1 AND s.closed_at IS NULL AND {} \
        ORDER BY s.urgency, s.raised_at LIMIT $10", HAD, KEY, reached!("s"), within_reached!("s.person_id");
    /// Those that are urgent and open, whoever they are about: compared with what they were a moment ago.
    URGENT: (SignalId, i64) = "SELECT s.signal_id, {} FROM signal s \
        WHERE s.organization_id = $1 AND s.closed_at IS NULL AND s.urgency = 0 ORDER BY s.raised_at, s.signal_id \
        LIMIT $2", HAD;
    OF_PERSON: Kept = "SELECT {} FROM signal s {} WHERE s.organization_id = $1 AND s.person_id = $2 \
        ORDER BY s.raised_at DESC LIMIT $3", KEY;
    OPEN_OF: Kept = "SELECT {} FROM signal s {} \
        WHERE s.organization_id = $1 AND s.person_id = $2 AND s.closed_at IS NULL \
        ORDER BY s.urgency, s.raised_at LIMIT $3", KEY;
    FIND: Kept = "SELECT {} FROM signal s {} WHERE s.organization_id = $1 AND s.signal_id = $2", KEY;
    /// Joining never makes a signal less urgent: the lower rank of the two stays.
    JOIN = "UPDATE signal SET urgency = $3, sealed_body = $4 \
        WHERE organization_id = $1 AND signal_id = $2 AND closed_at IS NULL AND urgency >= $3";
    /// The clock as it goes on from here; the earlier of two that are set at once is the one that holds.
    CLOCK = "UPDATE signal SET clock_at = $3, step = $4, taken_at = $5, taken_by = $6, waits_since = $7, \
        first_by = $8 \
        WHERE organization_id = $1 AND signal_id = $2 AND closed_at IS NULL";
    /// Whose clock has run out, and after them whatever was raised before there were clocks; the engines do not agree
    /// on where nothing stands in an order, so it is said.
    DUE: SignalId = "SELECT s.signal_id FROM signal s \
        JOIN person_key k ON k.organization_id = s.organization_id AND k.person_id = s.person_id \
        WHERE s.organization_id = $1 AND s.closed_at IS NULL AND (s.clock_at <= $2 OR s.step IS NULL) \
        AND NOT (s.signal_id = ANY($3)) \
        ORDER BY CASE WHEN s.clock_at IS NULL THEN 1 ELSE 0 END, s.clock_at, s.signal_id LIMIT $4";
    CLOSE = "UPDATE signal SET closed_at = $3, closed_by = $4, clock_at = NULL \
        WHERE organization_id = $1 AND signal_id = $2 AND closed_at IS NULL";
    INSERT_RESPONSE = "\
        INSERT INTO signal_response (organization_id, signal_id, response_id, at, written_by, planned_for, \
        sealed_words, sealed_outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    RESPONSES: KeptResponse = "SELECT {} FROM signal_response r \
        WHERE r.organization_id = $1 AND r.signal_id = $2 ORDER BY r.at, r.response_id";
    RESPONSES_ALL: KeptResponse = "SELECT {} FROM signal_response r \
        WHERE r.organization_id = $1 AND r.signal_id = ANY($2) ORDER BY r.at, r.response_id";
    /// Of those that were answered.
    ANSWERED_ALL: (SignalId, Timestamp) = "SELECT signal_id, max(at) FROM signal_response \
        WHERE organization_id = $1 AND signal_id = ANY($2) GROUP BY signal_id";
    ANSWERED_AT: Timestamp = "SELECT at FROM signal_response WHERE organization_id = $1 AND signal_id = $2 \
        ORDER BY at DESC LIMIT 1";
}

row! {
    /// A signal as it is kept.
    struct Kept of s {
        id: SignalId = signal_id,
        person: PersonId = person_id,
        urgency: Urgency,
        raised_at: Timestamp,
        raised_by: PersonId,
        body: Vec<u8> = sealed_body,
        closed: Option<(Timestamp, PersonId)> = (closed_at, closed_by),
        answer_by: Option<Timestamp> = clock_at,
        waits_since: Option<Timestamp>,
        first_by: Option<Timestamp>,
        step: Option<u16>,
        taken: Option<(Timestamp, PersonId)> = (taken_at, taken_by),
        key: Wrapped = ..,
    }
}

row! {
    /// A response as it is kept.
    struct KeptResponse of r {
        signal: SignalId = signal_id,
        id: ResponseId = response_id,
        at: Timestamp,
        by: PersonId = written_by,
        planned: Option<Date> = planned_for,
        words: Vec<u8> = sealed_words,
        outcome: Option<Vec<u8>> = sealed_outcome,
    }
}

impl FromValue for Urgency {
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).and_then(Self::from_rank)
    }
}

crate::row::values! { Urgency }

/// What is sealed of a signal.
#[derive(Clone, Serialize, Deserialize)]
pub struct Body {
    /// What about.
    pub kind: SignalKind,
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
    pub further: Vec<FurtherReason>,
    /// What of it made room for others.
    #[serde(default)]
    pub gone: Vec<Gone>,
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
            gone: signal.gone.clone(),
        }
    }
}

/// By what another signal about the same person, of the same kind and on the same occasion, is known.
pub(crate) fn once_token(
    key: &PersonKey,
    kind: SignalKind,
    occasion: Option<&str>,
) -> Option<IndexToken> {
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
            Once::WhileUnanswered(_) => SAME_UNANSWERED,
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
            signal.step,
            signal.waits_since,
            signal.first_by
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

/// Open signals within reach, by [`Signal::place`]: the most urgent first, of these the gravest kind, then whoever has
/// a record here, then the oldest; at most [`OPEN_MAX`].
pub fn open(read: &mut impl Read, within: &Within) -> Result<Vec<Signal>, RecordError> {
    open_between(read, within, (Urgency::Now, Urgency::Week), (0, OPEN_MAX))
}

/// So many of them from a place in their order on, of those between two urgencies. What kind of danger each is is
/// sealed, so the first [`OPEN_MAX`] are ordered once they are open; what comes after those stays as SQL has it.
pub fn open_between(
    read: &mut impl Read,
    within: &Within,
    (from, to): (Urgency, Urgency),
    (skipped, most): (u32, u32),
) -> Result<Vec<Signal>, RecordError> {
    let beyond = skipped >= OPEN_MAX;
    let offset = if beyond { skipped } else { 0 };
    let limit = if beyond { most } else { OPEN_MAX };
    let mut arguments = within.args_with(limit);
    arguments.extend_from_slice(args_across![offset, from.rank(), to.rank()]);
    let rows = read.all(OPEN, Args(&mut arguments))?;
    let mut found = signals(read, rows)?;
    found.sort_by_key(Signal::place);
    if beyond {
        return Ok(found);
    }
    let found = found.into_iter().skip(skipped as usize);
    Ok(found.take(most as usize).collect())
}

/// Closed signals within reach, the latest first, at most [`CLOSED_MAX`].
pub fn closed(read: &mut impl Read, within: &Within) -> Result<Vec<Signal>, RecordError> {
    let rows = read.all(CLOSED, Args(&mut within.args_with(CLOSED_MAX)))?;
    signals(read, rows)
}

/// What waits within somebody's reach.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Waiting {
    /// How many signals are open.
    pub open: usize,
    /// Those that want somebody now and that nobody has or has answered, the oldest first.
    pub now: Vec<SignalId>,
    /// Since when the first of those waits, and by when the first who were told had to answer.
    pub since: Option<(Timestamp, Timestamp)>,
}

/// What waits within reach. Opens nothing that is sealed.
pub fn waiting(read: &mut impl Read, within: &Within) -> Result<Waiting, RecordError> {
    let rows = read.all(WAITING, Args(&mut within.args_with(OPEN_MAX)))?;
    let all = rows.first().map_or(0, |(.., all)| *all);
    let mut waiting = Waiting {
        open: usize::try_from(all).unwrap_or(usize::MAX),
        now: Vec::new(),
        since: None,
    };
    for (id, urgency, had, since, _) in rows {
        if urgency.is_on_every_page() && had == 0 {
            if waiting.now.is_empty() {
                waiting.since = since;
            }
            waiting.now.push(id);
        }
    }
    Ok(waiting)
}

/// The urgent signals that are open, each with whether somebody has it.
pub fn urgent(read: &mut impl Read) -> Result<Vec<(SignalId, i64)>, RecordError> {
    read.all(URGENT, args![OPEN_MAX])
}

/// The signals of one person, the latest first, at most [`CLOSED_MAX`].
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Vec<Signal>, RecordError> {
    let rows = read.all(OF_PERSON, args![person, CLOSED_MAX])?;
    signals(read, rows)
}

/// The open signals of one person in the order of a list ([`Signal::place`]), at most [`OPEN_MAX`].
pub fn open_of(read: &mut impl Read, person: PersonId) -> Result<Vec<Signal>, RecordError> {
    let rows = read.all(OPEN_OF, args![person, OPEN_MAX])?;
    let mut found = signals(read, rows)?;
    found.sort_by_key(Signal::place);
    Ok(found)
}

/// One signal; nothing when there is none, or when whom it was about is forgotten.
pub fn find(read: &mut impl Read, id: SignalId) -> Result<Option<Signal>, RecordError> {
    let rows = read.all(FIND, args![id])?;
    Ok(signals(read, rows)?.pop())
}

/// Writes down how the clock of a signal goes on.
pub fn set_clock(tx: &mut Tx<'_>, signal: &Signal) -> Result<(), RecordError> {
    let (taken_at, taken_by) = signal.taken.unzip();
    let clock = args![
        signal.id,
        signal.answer_by,
        signal.step,
        taken_at,
        taken_by,
        signal.waits_since,
        signal.first_by
    ];
    tx.run(CLOCK, clock).map(drop)
}

/// The open signals whose clock has run out by now, but for some, at most [`DUE_MAX`].
pub fn due(
    read: &mut impl Read,
    now: Timestamp,
    except: &[SignalId],
) -> Result<Vec<SignalId>, RecordError> {
    let except = Value::Ids(except.iter().map(|id| id.uuid()).collect());
    read.all(DUE, args![now, except, DUE_MAX])
}

/// Closes a signal; answers whether it was still open.
pub fn close(
    tx: &mut Tx<'_>,
    id: SignalId,
    by: PersonId,
    now: Timestamp,
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
    let (key, id) = (person::key(tx, person)?, response.id.uuid());
    let sealed = key.seal(dice, RESPONSE, id, response.words.as_bytes())?;
    let outcome = key.seal_json(dice, OUTCOME, id, &response.outcome)?;
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
            sealed,
            outcome
        ],
    )
    .map(drop)
}

/// When somebody last said what was done about a signal, if anybody did.
pub fn answered_at(read: &mut impl Read, id: SignalId) -> Result<Option<Timestamp>, RecordError> {
    read.maybe(ANSWERED_AT, args![id])
}

/// The same for many signals at once; nothing of those that nobody answered.
pub fn all_answered_at(
    read: &mut impl Read,
    signals: &[Signal],
) -> Result<HashMap<SignalId, Timestamp>, RecordError> {
    if signals.is_empty() {
        return Ok(HashMap::new());
    }
    let ids = Value::Ids(signals.iter().map(|signal| signal.id.uuid()).collect());
    Ok(read.all(ANSWERED_ALL, args![ids])?.into_iter().collect())
}

/// What was done about a signal, the oldest first.
pub fn responses(read: &mut impl Read, signal: &Signal) -> Result<Vec<Response>, RecordError> {
    let rows = read.all(RESPONSES, args![signal.id])?;
    let key = person::key(read, signal.person)?;
    rows.into_iter().map(|kept| response(&key, kept)).collect()
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
    let answered: Vec<PersonId> = rows
        .iter()
        .filter_map(|kept| about.get(&kept.signal).copied())
        .collect();
    let keys = person::keys(read, &answered)?;
    for kept in rows {
        let id = kept.signal;
        if let Some(key) = about.get(&id).and_then(|person| keys.get(person)) {
            responses.entry(id).or_default().push(response(key, kept)?);
        }
    }
    Ok(responses)
}

fn response(key: &PersonKey, kept: KeptResponse) -> Result<Response, RecordError> {
    let words = key.open(RESPONSE, kept.id.uuid(), &kept.words)?;
    // A response from before it was asked says nothing of it.
    let outcome = kept.outcome.map_or_else(
        || Ok(ResponseOutcome::default()),
        |sealed| key.open_json(OUTCOME, kept.id.uuid(), &sealed),
    )?;
    Ok(Response {
        id: kept.id,
        signal: kept.signal,
        at: kept.at,
        by: kept.by,
        done: kept.planned.map_or(Done::AtOnce, Done::Planned),
        words: String::from_utf8_lossy(&words).into_owned(),
        outcome,
    })
}

fn signals(read: &impl Read, rows: Vec<Kept>) -> Result<Vec<Signal>, RecordError> {
    rows.into_iter()
        .map(|kept| {
            let (id, person) = (kept.id, kept.person);
            let key = kept.key.open(read, person)?;
            let body: Body = key.open_json(BODY, id.uuid(), &kept.body)?;
            Ok(Signal {
                id,
                person,
                kind: body.kind,
                matter: body
                    .matter
                    .or_else(|| Matter::of_earlier(body.kind, body.occasion.as_deref())),
                urgency: kept.urgency,
                words: body.words,
                further: body.further,
                gone: body.gone,
                about: body.about,
                occasion: body.occasion,
                raised_at: kept.raised_at,
                raised_by: kept.raised_by,
                closed: kept.closed,
                answer_by: kept.answer_by,
                waits_since: kept.waits_since,
                first_by: kept.first_by,
                step: kept.step,
                taken: kept.taken,
            })
        })
        .collect()
}
