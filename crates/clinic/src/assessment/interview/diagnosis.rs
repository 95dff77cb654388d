//! Diagnoses: a clinician's own entry, never worked out from a count and never read back from a code.

use super::open_assessment;
use crate::{Act, Clinic, Key, Refusal};
use care::PersonId;
use care::assessment::finding::{Diagnosis, RawDiagnosis, Substance};
use policy::{Action, Actor};
use record::assessment::interview::diagnosis;
use record::assessment::interview::diagnosis::Entered;

/// Enters a diagnosis; it takes the place of an earlier one of the same substance, which stays in the record.
pub fn enter_diagnosis(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    person: PersonId,
    raw: &RawDiagnosis,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("enter_diagnosis", &(person, raw)), |act| {
        act.permit_patient(Action::JudgeAssessment, person)?;
        let diagnosis =
            Diagnosis::parse(raw).map_err(|invalid| Refusal::invalid("remission", invalid))?;
        enter(act, person, raw.substance, Some(diagnosis))
    })
}

/// Takes back what was entered about a substance.
pub fn take_back_diagnosis(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    person: PersonId,
    substance: Substance,
) -> Result<(), Refusal> {
    let command = &(person, substance);
    clinic.act(actor, key, ("take_back_diagnosis", command), |act| {
        act.permit_patient(Action::JudgeAssessment, person)?;
        let entered = diagnosis::all(act.tx, person)?;
        let last = entered.iter().rfind(|entry| entry.substance == substance);
        if last.is_none_or(|entry| entry.diagnosis.is_none()) {
            return Err(Refusal::Conflict(
                "There is no diagnosis about this substance to take back.".to_owned(),
            ));
        }
        enter(act, person, substance, None)
    })
}

fn enter(
    act: &mut Act<'_, '_>,
    person: PersonId,
    substance: Substance,
    diagnosis: Option<Diagnosis>,
) -> Result<(), Refusal> {
    let open = open_assessment(act, person)?;
    let entered = Entered {
        id: act.id(),
        diagnosis,
        substance,
        at: act.now,
        by: act.actor.person(),
    };
    diagnosis::add(act.tx, act.clinic.dice(), person, open.id, &entered)?;
    let detail = serde_json::json!({
        "substance": substance,
        "entered": entered.diagnosis.as_ref().map(Diagnosis::raw),
    });
    act.journal(
        "diagnosis.entered",
        ("person", person.uuid()),
        Some(person),
        Some(detail),
    )
}
