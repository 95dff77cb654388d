//! What is known of a danger to somebody, where decisions about them are made.

use super::may_answer;
use crate::{Clinic, Refusal};
use care::PersonId;
use care::signal::Signal;
use policy::{Action, Actor};
use record::signal;

/// The open safety signals about somebody, as the pages about them warn of it.
#[derive(Clone, Debug)]
pub struct Warning {
    /// The most urgent of them, and among those the oldest.
    pub signal: Signal,
    /// Whether anything was done about it yet.
    pub answered: bool,
    /// How many more there are.
    pub more: usize,
}

/// The danger to somebody that is still open; nothing where there is none, or where the actor may not answer it.
pub fn warning(
    clinic: &Clinic,
    actor: &Actor,
    person: PersonId,
) -> Result<Option<Warning>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ListSignals)?;
        if !may_answer(look, person)? {
            return Ok(None);
        }
        // The entry of the journal names the rule by which this person's signals are seen.
        look.permit_patient(Action::RespondToSignal, person)?;
        let organization = look.organization();
        let open = signal::open_of(look.read, organization, person)?;
        let mut open = open.into_iter().filter(|signal| signal.kind.is_safety());
        let Some(first) = open.next() else {
            return Ok(None);
        };
        let answered = signal::response_count(look.read, organization, first.id)? > 0;
        look.saw(
            "signal.listed",
            ("person", person.uuid()),
            Some(person),
            None,
        );
        Ok(Some(Warning {
            signal: first,
            answered,
            more: open.count(),
        }))
    })
}
