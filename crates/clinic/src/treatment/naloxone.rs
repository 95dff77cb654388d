//! Naloxone that was given to somebody. That it is at hand is also an answer of the assessment, and is written there in
//! the same act, so that nobody is asked once more.

use crate::assessment::interview;
use crate::assessment::interview::Statement;
use crate::people::chapter::{OpenChapter, add, page, today};
use crate::{Clinic, Key, Refusal};
use care::PersonId;
use care::assessment::finding::{RawValue, Source};
use care::treatment::naloxone::NaloxoneGiven;
use policy::{Action, Actor};

/// The question that it answers.
const AT_HAND: &str = "medications.naloxone";

/// Opens what was given.
pub fn show(
    clinic: &Clinic,
    actor: &Actor,
    id: PersonId,
) -> Result<OpenChapter<NaloxoneGiven>, Refusal> {
    page(clinic, actor, id, "naloxone.viewed")
}

/// Writes down that it was given.
pub fn give(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &NaloxoneGiven,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("give_naloxone", &(id, draft)), |act| {
        act.permit_patient(Action::Assess, id)?;
        let today = today(act, id)?;
        draft.check(today).map_err(Refusal::Fields)?;
        add(act, id, "naloxone.given", draft)?;
        // What was given weeks ago says nothing of what is at hand now.
        if draft.on == today {
            let at_hand = Statement {
                question: AT_HAND.to_owned(),
                about: None,
                value: Some(RawValue::YesNo(true)),
                not_known: None,
                source: Source::Staff,
                settles: false,
            };
            interview::add(act, id, &[at_hand], None)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::assessment::finding::{QuestionId, QuestionKind};

    #[test]
    fn what_giving_answers_is_asked_for() {
        let asked = QuestionId::find(AT_HAND).expect("it is asked").question();
        assert_eq!(asked.kind, QuestionKind::YesNo);
    }
}
