//! Nobody is admitted, moved, discharged or sent on while a danger to them waits for somebody to look now.
//!
//! A move that is itself what is done about the danger is never held up: what it says about it becomes the answer.

use crate::followup::signal::{answered, open_now};
use crate::{Act, Look, Refusal};
use care::PersonId;
use care::followup::signal::{Done, Signal, words};
use policy::Action;

/// The field of a form that is not mended in the form: the signal has to be answered.
pub const FIELD: &str = "signal";

/// The signals that nothing passes, for a page on which something is decided: as far as the actor may answer them, and
/// noted as seen.
pub(crate) fn shown(look: &mut Look<'_, '_>, person: PersonId) -> Result<Vec<Signal>, Refusal> {
    if !look.could(Action::RespondToSignal, person)? {
        return Ok(Vec::new());
    }
    let waiting = open_now(look.read, person)?;
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
    action: Action,
    person: PersonId,
    answer: Option<&str>,
) -> Result<(), Refusal> {
    let mut waiting = open_now(act.tx, person)?;
    if waiting.is_empty() {
        return Ok(());
    }
    let Some(answer) = answer else {
        return Err(held(&waiting));
    };
    act.permit_patient(Action::RespondToSignal, person)?;
    let words = words(answer).map_err(|invalid| Refusal::invalid("emergency", invalid))?;
    for signal in &mut waiting {
        answered(act, signal, Done::AtOnce, words.clone())?;
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
