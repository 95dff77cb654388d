//! Signals: raised inside the act that caused them, answered by whoever looks after the person.

mod safety;

pub use safety::{Safety, Warning, safety, warning};

use crate::intake::inquiry::{Touch, touch};
use crate::people::patient;
use crate::{Act, Clinic, Key, Look, Refusal};
use care::followup::signal::{
    About, Alarm, Done, Kind, Once, REASONS_MAX, Reason, Response, Signal, Urgency, words,
};
use care::{Invalid, PersonId, SignalId};
use jiff::Timestamp;
use policy::{Action, Actor};
use record::followup::signal;
use record::people::patient::Within;
use serde::{Deserialize, Serialize};

/// What is raised.
pub(crate) struct Raise<'a> {
    /// About whom.
    pub person: PersonId,
    /// What about.
    pub kind: Kind,
    /// How soon somebody has to look.
    pub urgency: Urgency,
    /// Why, in sentences for staff.
    pub words: String,
    /// What it is raised on.
    pub about: About,
    /// When the same is not worth a second signal.
    pub once: Option<Once<'a>>,
}

/// Raises a signal in the act that caused it; answers its id, or nothing when the same one was raised before.
pub(crate) fn raise(act: &mut Act<'_, '_>, raise: Raise<'_>) -> Result<Option<SignalId>, Refusal> {
    let signal = Signal {
        id: act.id(),
        person: raise.person,
        kind: raise.kind,
        matter: None,
        urgency: raise.urgency,
        words: raise.words,
        further: Vec::new(),
        about: raise.about,
        occasion: raise.once.map(|once| once.key().to_owned()),
        raised_at: act.now,
        raised_by: act.actor.person(),
        closed: None,
    };
    if !signal::raise(act.tx, act.clinic.dice(), &signal, raise.once)? {
        return Ok(None);
    }
    told_raised(act, &signal)?;
    Ok(Some(signal.id))
}

fn told_raised(act: &mut Act<'_, '_>, signal: &Signal) -> Result<(), Refusal> {
    let detail = serde_json::json!({
        "kind": signal.kind,
        "matter": signal.matter,
        "urgency": signal.urgency,
    });
    let subject = ("signal", signal.id.uuid());
    act.journal("signal.raised", subject, Some(signal.person), Some(detail))
}

/// Raises what a rule, a band or an answer asks for, in the act that found it. One event is one card: while a signal of
/// the same person and matter is open, this is a further reason on it and makes it more urgent, never less. Answers the
/// card, or nothing when the same reason stands on it already.
pub fn raise_alarm(
    act: &mut Act<'_, '_>,
    person: PersonId,
    alarm: &Alarm,
    about: About,
    reason_key: &str,
) -> Result<Option<SignalId>, Refusal> {
    let open = signal::open_of(act.tx, person)?;
    let same = |signal: &Signal| signal.matter == Some(alarm.matter);
    if let Some(open) = open.into_iter().find(same) {
        return join(act, open, alarm, about, reason_key);
    }
    let signal = Signal {
        id: act.id(),
        person,
        kind: alarm.matter.kind(),
        matter: Some(alarm.matter),
        urgency: alarm.urgency,
        words: alarm.words.clone(),
        further: Vec::new(),
        about,
        occasion: Some(reason_key.to_owned()),
        raised_at: act.now,
        raised_by: act.actor.person(),
        closed: None,
    };
    signal::raise(act.tx, act.clinic.dice(), &signal, None)?;
    told_raised(act, &signal)?;
    Ok(Some(signal.id))
}

fn join(
    act: &mut Act<'_, '_>,
    mut open: Signal,
    alarm: &Alarm,
    about: About,
    reason_key: &str,
) -> Result<Option<SignalId>, Refusal> {
    if open.has(reason_key, alarm.urgency) {
        return Ok(None);
    }
    let was = open.urgency;
    if open.further.len() < REASONS_MAX {
        open.further.push(Reason {
            key: reason_key.to_owned(),
            words: alarm.words.clone(),
            urgency: alarm.urgency,
            about,
            at: act.now,
            by: act.actor.person(),
        });
    }
    open.urgency = was.min(alarm.urgency);
    signal::join(act.tx, act.clinic.dice(), &open)?;
    let detail = serde_json::json!({
        "matter": alarm.matter,
        "urgency": alarm.urgency,
        "was": was,
    });
    act.journal(
        "signal.joined",
        ("signal", open.id.uuid()),
        Some(open.person),
        Some(detail),
    )?;
    Ok(Some(open.id))
}

/// A signal as a list shows it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The signal.
    pub signal: Signal,
    /// What the person is called.
    pub called: String,
    /// The responses so far.
    pub responses: Vec<Response>,
}

/// Which signals to list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    /// Those still open, the most urgent and oldest first.
    Open,
    /// Those closed, the latest first.
    Closed,
}

/// The signals the actor may answer.
pub fn list(clinic: &Clinic, actor: &Actor, which: Which) -> Result<Vec<Listed>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ListSignals)?;
        let within = within(actor, look.now);
        let signals = match which {
            Which::Open => signal::open(look.read, &within)?,
            Which::Closed => signal::closed(look.read, &within)?,
        };
        listed(look, signals)
    })
}

/// The open signals that the actor may answer, as part of another page.
pub(crate) fn open_to(look: &mut Look<'_, '_>) -> Result<Vec<Listed>, Refusal> {
    let within = within(look.actor, look.now);
    let signals = signal::open(look.read, &within)?;
    listed(look, signals)
}

/// The policy's reach with answering as the switches of a query; a test holds them against the policy itself.
fn within(actor: &Actor, now: Timestamp) -> Within {
    patient::within_for(actor, Action::RespondToSignal, now)
}

/// Signals with the person's name and what was done; the journal knows whose they were.
fn listed(look: &mut Look<'_, '_>, signals: Vec<Signal>) -> Result<Vec<Listed>, Refusal> {
    if signals.is_empty() {
        return Ok(Vec::new());
    }
    let organization = look.organization();
    let shown: Vec<PersonId> = signals.iter().map(|signal| signal.person).collect();
    look.meet(shown.iter().copied())?;
    let mut responses = signal::responses_to(look.read, &signals)?;
    let mut listed = Vec::with_capacity(signals.len());
    for signal in signals {
        listed.push(Listed {
            called: patient::display_name(look, signal.person)?.unwrap_or_default(),
            responses: responses.remove(&signal.id).unwrap_or_default(),
            signal,
        });
    }
    let detail = serde_json::json!({ "shown": shown });
    let subject = ("organization", organization.uuid());
    look.saw("signal.listed", subject, None, Some(detail));
    Ok(listed)
}

/// Somebody forgotten, or gone from the lists that give a right to see them, is nobody's to answer.
fn may_answer(look: &mut Look<'_, '_>, person: PersonId) -> Result<bool, Refusal> {
    match look.could(Action::RespondToSignal, person) {
        Err(Refusal::NotFound) => Ok(false),
        other => other,
    }
}

/// How many open signals wait for the actor; a number for the frame of every page, about nobody in particular.
pub fn count(clinic: &Clinic, actor: &Actor) -> Result<i64, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ListSignals)?;
        let within = within(actor, look.now);
        Ok(signal::count_open(look.read, &within)?)
    })
}

/// One signal, as its page shows it.
pub struct Shown {
    /// The signal.
    pub signal: Signal,
    /// What the person is called, and how they are reached by telephone.
    pub called: String,
    /// Their telephone number.
    pub phone: Option<String>,
    /// What the request for help says about being in touch.
    pub touch: Touch,
    /// What was done, the oldest first, with who wrote it.
    pub responses: Vec<(Response, String)>,
    /// Who closed it.
    pub closed_by: Option<String>,
}

/// Opens one signal.
pub fn show(clinic: &Clinic, actor: &Actor, id: SignalId) -> Result<Shown, Refusal> {
    clinic.look(actor, |look| {
        // Asked before anything is read, so that the answer never tells whether there was one.
        look.permit(Action::ListSignals)?;
        let found = signal::find(look.read, id)?;
        let signal = found.ok_or(Refusal::NotFound)?;
        look.permit_patient(Action::RespondToSignal, signal.person)?;
        let (name, contact) = record::people::person::load(look.read, signal.person)?;
        let mut responses = Vec::new();
        let written = signal::responses(look.read, &signal)?;
        look.meet(written.iter().map(|response| response.by))?;
        for response in written {
            let by = patient::display_name(look, response.by)?.unwrap_or_default();
            responses.push((response, by));
        }
        let closed_by = match signal.closed {
            Some((_, by)) => patient::display_name(look, by)?,
            None => None,
        };
        look.saw(
            "signal.viewed",
            ("signal", id.uuid()),
            Some(signal.person),
            None,
        );
        let touch = touch(look, signal.person)?;
        Ok(Shown {
            touch,
            signal,
            called: name.full(),
            phone: contact.phone.map(String::from),
            responses,
            closed_by,
        })
    })
}

/// What was done about a signal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ResponseDraft {
    /// What, in words.
    pub words: String,
    /// Whether it is done or planned.
    pub done: Done,
    /// Whether nothing more has to be done.
    pub close: bool,
}

/// Notes what was done about a signal, and closes it when nothing more has to be done.
pub fn respond(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: SignalId,
    draft: &ResponseDraft,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("respond_to_signal", &(id, draft)), |act| {
        let signal = open_signal(act, id)?;
        let words = words(&draft.words).map_err(|invalid| Refusal::invalid("words", invalid))?;
        check_day(act, &signal, draft.done).map_err(|invalid| Refusal::invalid("on", invalid))?;
        let response = Response {
            id: act.id(),
            signal: id,
            at: act.now,
            by: act.actor.person(),
            done: draft.done,
            words,
        };
        signal::respond(act.tx, act.clinic.dice(), signal.person, &response)?;
        let detail = serde_json::json!({ "response": response.id, "done": response.done });
        act.journal(
            "signal.answered",
            ("signal", id.uuid()),
            Some(signal.person),
            Some(detail),
        )?;
        if draft.close {
            close_now(act, &signal)?;
        }
        Ok(())
    })
}

/// Closes a signal that was answered. One that nobody answered stays open.
pub fn close(clinic: &Clinic, actor: &Actor, key: Key, id: SignalId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("close_signal", &id), |act| {
        let signal = open_signal(act, id)?;
        if signal::response_count(act.tx, id)? == 0 {
            return Err(Refusal::field(
                "words",
                "Say first what was done or is planned. A signal without a response stays open.",
            ));
        }
        close_now(act, &signal)
    })
}

fn open_signal(act: &mut Act<'_, '_>, id: SignalId) -> Result<Signal, Refusal> {
    act.permit(Action::ListSignals)?;
    let found = signal::find(act.tx, id)?;
    let signal = found.ok_or(Refusal::NotFound)?;
    act.permit_patient(Action::RespondToSignal, signal.person)?;
    if signal.closed.is_some() {
        return Err(Refusal::Conflict(
            "This signal is closed already. Open the page again to see what was done.".to_owned(),
        ));
    }
    Ok(signal)
}

fn check_day(act: &mut Act<'_, '_>, signal: &Signal, done: Done) -> Result<(), Invalid> {
    let Done::Planned(on) = done else {
        return Ok(());
    };
    let zone = crate::assessment::interview::zone(act.tx, act.actor, signal.person)
        .map_err(|refusal| Invalid::new(refusal.to_string()))?;
    Done::planned(on, zone.local(act.now).date()).map(drop)
}

fn close_now(act: &mut Act<'_, '_>, signal: &Signal) -> Result<(), Refusal> {
    let by = act.actor.person();
    signal::close(act.tx, signal.id, (by, act.now))?;
    act.journal(
        "signal.closed",
        ("signal", signal.id.uuid()),
        Some(signal.person),
        None,
    )
}
