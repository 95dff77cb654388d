//! Answering a signal: who has it, what was done, and closing it.

use super::closing::may_close;
use super::is_unanswered;
use crate::intake::inquiry::call_in_danger;
use crate::{Act, Clinic, Key, Refusal};
use care::followup::signal::{Done, PersonReached, Response, ResponseOutcome, Signal, words};
use care::intake::inquiry::CallOutcome;
use care::{Invalid, SignalId};
use policy::{Action, Actor};
use record::followup::{alert, signal};
use serde::{Deserialize, Serialize};

/// What was done about a signal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ResponseDraft {
    /// What, in words.
    pub words: String,
    /// Whether it is done or planned.
    pub done: Done,
    /// Whether they were reached, and why it is closed without what is missing.
    #[serde(default)]
    pub outcome: ResponseOutcome,
    /// Whether nothing more has to be done.
    pub close: bool,
}

/// Notes what was done about a signal, and closes it when nothing more has to be done. Whoever was not reached is tried
/// again: the signal stays open, and its clock goes on.
pub fn respond(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: SignalId,
    draft: &ResponseDraft,
) -> Result<(), Refusal> {
    respond_after_call(clinic, actor, key, id, draft, None)
}

/// The same, with how a call to the person went that was part of it.
pub fn respond_after_call(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: SignalId,
    draft: &ResponseDraft,
    call: Option<CallOutcome>,
) -> Result<(), Refusal> {
    let command = ("respond_to_signal", &(id, draft, call));
    clinic.act(actor, key, command, |act| {
        let mut signal = open_signal(act, id)?;
        let words = words(&draft.words).map_err(|invalid| Refusal::invalid("words", invalid))?;
        check_day(act, &signal, draft.done).map_err(|invalid| Refusal::invalid("on", invalid))?;
        let missed = draft.outcome.reached == Some(PersonReached::NotReached);
        if draft.close && !missed {
            may_close(act, &signal, &words, &draft.outcome)?;
        }
        let by = act.actor.person();
        alert::opened(act.tx, id, by, act.now)?;
        if let Some(outcome) = call {
            call_in_danger(act, signal.person, outcome, &words)?;
            act.permit_patient(Action::RespondToSignal, signal.person)?;
        }
        keep(act, &mut signal, draft.done, words, draft.outcome.clone())?;
        if missed {
            signal.try_again(by, act.now);
            signal::set_clock(act.tx, &signal)?;
        } else if draft.close {
            close_now(act, &signal)?;
        }
        Ok(())
    })
}

/// Keeps what was done about a signal, and stops its clock. It is an answer to everything that is on the card by then,
/// whatever the clocks say: a reason that was written while this waited for its turn may bear a later moment, and would
/// wait with no clock.
pub(crate) fn answered(
    act: &mut Act<'_, '_>,
    signal: &mut Signal,
    done: Done,
    words: String,
) -> Result<(), Refusal> {
    keep(act, signal, done, words, ResponseOutcome::default())
}

fn keep(
    act: &mut Act<'_, '_>,
    signal: &mut Signal,
    done: Done,
    words: String,
    outcome: ResponseOutcome,
) -> Result<(), Refusal> {
    let response = Response {
        id: act.id(),
        signal: signal.id,
        at: act.now.max(signal.latest_reason()),
        by: act.actor.person(),
        done,
        words,
        outcome,
    };
    signal::respond(act.tx, act.clinic.dice(), signal.person, &response)?;
    signal.answer();
    signal::set_clock(act.tx, signal)?;
    act.clinic.bell().note();
    let detail = serde_json::json!({
        "response": response.id,
        "done": response.done,
        "reached": response.outcome.reached,
    });
    act.journal(
        "signal.answered",
        ("signal", signal.id.uuid()),
        Some(signal.person),
        Some(detail),
    )
}

/// Closes a signal that was answered. One that nobody answered stays open.
pub fn close(clinic: &Clinic, actor: &Actor, key: Key, id: SignalId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("close_signal", &id), |act| {
        let signal = open_signal(act, id)?;
        if is_unanswered(act.tx, &signal)? {
            return Err(Refusal::field(
                "words",
                "Say first what was done or is planned. A signal without a response stays open.",
            ));
        }
        if let Some(last) = signal::responses(act.tx, &signal)?.pop() {
            may_close(act, &signal, &last.words, &last.outcome)?;
        }
        close_now(act, &signal)
    })
}

/// Says "I have it": the clock stops for whoever was told, and another one runs until they say what was done.
pub fn take(clinic: &Clinic, actor: &Actor, key: Key, id: SignalId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("take_signal", &id), |act| {
        let mut signal = open_signal(act, id)?;
        if let Some((_, by)) = signal.taken {
            let called = door::display_name_in(act.tx, by)?.unwrap_or_default();
            return Err(Refusal::Conflict(format!(
                "{called} has it already. Open the page again to see since when; you can still say what you did."
            )));
        }
        let by = act.actor.person();
        signal.take(by, act.now);
        signal::set_clock(act.tx, &signal)?;
        alert::opened(act.tx, id, by, act.now)?;
        act.clinic.bell().note();
        let detail = serde_json::json!({ "respond_by": signal.answer_by });
        let subject = ("signal", id.uuid());
        act.journal("signal.taken", subject, Some(signal.person), Some(detail))
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
    let zone = door::zone(act.tx, act.actor, signal.person)
        .map_err(|refusal| Invalid::new(refusal.to_string()))?;
    Done::planned(on, zone.local(act.now).date()).map(drop)
}

fn close_now(act: &mut Act<'_, '_>, signal: &Signal) -> Result<(), Refusal> {
    let by = act.actor.person();
    signal::close(act.tx, signal.id, by, act.now)?;
    act.clinic.bell().note();
    act.journal(
        "signal.closed",
        ("signal", signal.id.uuid()),
        Some(signal.person),
        None,
    )
}
