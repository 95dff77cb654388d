//! Nobody is admitted, moved, discharged or sent on while a danger to them waits for somebody to look now.
//!
//! A move that is itself what is done about the danger is never held up: what it says about it becomes the answer.

use crate::followup::signal::open_now;
use crate::{Act, Look, Refusal};
use care::PersonId;
use care::followup::signal::{Done, Response, Signal, words};
use policy::Action;
use record::Read;
use record::followup::signal;

/// The field of a form that is not mended in the form: the signal has to be answered.
pub const FIELD: &str = "signal";

/// The open signals about somebody that ask for somebody now, and that nobody has answered.
pub(crate) fn unanswered(read: &mut impl Read, person: PersonId) -> Result<Vec<Signal>, Refusal> {
    // One that was answered and became pressing again counts as unanswered.
    open_now(read, person)
}

/// The same for a page on which something is decided: as far as the actor may answer them, and noted as seen.
pub(crate) fn shown(look: &mut Look<'_, '_>, person: PersonId) -> Result<Vec<Signal>, Refusal> {
    if !look.could(Action::RespondToSignal, person)? {
        return Ok(Vec::new());
    }
    let waiting = unanswered(look.read, person)?;
    if !waiting.is_empty() {
        look.saw(
            "signal.listed",
            ("person", person.uuid()),
            Some(person),
            None,
        );
    }
    Ok(waiting)
}

/// Lets an act pass that was permitted as `action`, unless a signal asks for somebody now. `answer` is what is done about
/// the danger by this very act, where it is that; it is kept as the answer to each such signal.
pub(crate) fn pass(
    act: &mut Act<'_, '_>,
    (action, person): (Action, PersonId),
    answer: Option<&str>,
) -> Result<(), Refusal> {
    let waiting = unanswered(act.tx, person)?;
    if waiting.is_empty() {
        return Ok(());
    }
    let Some(answer) = answer else {
        return Err(held(&waiting));
    };
    act.permit_patient(Action::RespondToSignal, person)?;
    for signal in &waiting {
        answer_by_this(act, signal, answer)?;
    }
    // What follows is journaled under the rule of the act, not of the answer.
    act.permit_patient(action, person)
}

/// The refusal names every signal; the page about it leads to each.
fn held(waiting: &[Signal]) -> Refusal {
    let sentences = waiting.iter().map(|signal| {
        format!(
            "The signal “{}” asks for somebody now, and nobody has answered it. Answer it first.",
            signal.title()
        )
    });
    Refusal::field(FIELD, sentences.collect::<Vec<_>>().join(" "))
}

fn answer_by_this(act: &mut Act<'_, '_>, signal: &Signal, answer: &str) -> Result<(), Refusal> {
    let words = words(answer).map_err(|invalid| Refusal::invalid("emergency", invalid))?;
    let response = Response {
        id: act.id(),
        signal: signal.id,
        at: act.now,
        by: act.actor.person(),
        done: Done::AtOnce,
        words,
    };
    signal::respond(act.tx, act.clinic.dice(), signal.person, &response)?;
    let mut stopped = signal.clone();
    stopped.answer_by = None;
    signal::set_clock(act.tx, &stopped)?;
    act.clinic.bell().note();
    let detail = serde_json::json!({ "response": response.id, "done": response.done });
    act.journal(
        "signal.answered",
        ("signal", signal.id.uuid()),
        Some(signal.person),
        Some(detail),
    )
}
