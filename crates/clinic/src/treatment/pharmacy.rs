//! The pharmacy where somebody gets their medicines.

use crate::people::chapter::{OpenChapter, opened, rewrite, saw};
use crate::{Clinic, Key, Refusal};
use care::PersonId;
use care::treatment::pharmacy::Pharmacy;
use policy::{Action, Actor};

/// Opens it.
pub fn show(
    clinic: &Clinic,
    actor: &Actor,
    id: PersonId,
) -> Result<OpenChapter<Pharmacy>, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, id)?;
        saw(look, "pharmacy.viewed", id);
        opened(look, id, Action::Assess)
    })
}

/// Writes it down.
pub fn set(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &Pharmacy,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("set_pharmacy", &(id, draft)), |act| {
        act.permit_patient(Action::Assess, id)?;
        rewrite(act, id, "pharmacy.changed", draft)
    })
}
