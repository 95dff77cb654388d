//! The pharmacy where somebody gets their medicines.

use crate::people::chapter::{OpenChapter, page, rewrite};
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
    page(clinic, actor, id, "pharmacy.viewed")
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
