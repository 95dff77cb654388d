//! Allergies: whoever may see the record sees them, also behind broken glass; whoever takes an assessment writes them.

use crate::people::chapter::{OpenChapter, page, rewrite};
use crate::{Clinic, Key, Refusal};
use care::PersonId;
use care::treatment::allergy::{ALLERGIES_MAX, Allergies};
use policy::{Action, Actor};

/// Opens what somebody does not bear.
pub fn show(
    clinic: &Clinic,
    actor: &Actor,
    id: PersonId,
) -> Result<OpenChapter<Allergies>, Refusal> {
    page(clinic, actor, id, "allergies.viewed")
}

/// Writes it down; an empty list says that none is known.
pub fn set(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &Allergies,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("set_allergies", &(id, draft)), |act| {
        act.permit_patient(Action::Assess, id)?;
        if draft.list.len() > ALLERGIES_MAX {
            return Err(Refusal::Conflict(format!(
                "A record holds at most {ALLERGIES_MAX} allergies. Nothing was saved."
            )));
        }
        rewrite(act, id, "allergies.changed", draft)
    })
}
