//! Consents that were signed on paper: whoever may see the record sees that they were, whoever writes down what is known
//! of somebody writes it.

use crate::people::chapter::{OpenChapter, last_entry, opened, rewrite, saw, today};
use crate::{Clinic, Key, Refusal};
use care::PersonId;
use care::intake::paper_consent::{PaperConsent, PaperConsents};
use policy::{Action, Actor};

/// Opens what was written down of them.
pub fn show(
    clinic: &Clinic,
    actor: &Actor,
    id: PersonId,
) -> Result<OpenChapter<PaperConsents>, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, id)?;
        saw(look, "paper_consents.viewed", id);
        opened(look, id, Action::EditDetails)
    })
}

/// Writes down which were signed. What is taken away was written down wrongly; what stood there stays readable.
pub fn set(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &PaperConsents,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("set_paper_consents", &(id, draft)), |act| {
        act.permit_patient(Action::EditDetails, id)?;
        draft.check(today(act, id)?).map_err(Refusal::Fields)?;
        if draft.papers.is_empty() && last_entry::<PaperConsents>(act.tx, id)?.is_none() {
            let sentence = "Enter the day on which one of them was signed.";
            return Err(Refusal::field(PaperConsent::Treatment.fields().0, sentence));
        }
        rewrite(act, id, "paper_consents.changed", draft)
    })
}
