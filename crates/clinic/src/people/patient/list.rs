//! Lists of people, and whom an actor may see on them.

use crate::{Clinic, Look, Refusal};
use care::PersonId;
use care::people::patient::Patient;
use door::{reach_for, reach_to_open};
use policy::{Action, Actor};
use record::people::patient::Which;
use record::people::{patient, search};
use record::stays::episode;

/// Somebody on a list.
#[derive(Clone, Debug)]
pub struct ListedPatient {
    /// Who.
    pub patient: Patient,
    /// Whether they are in care now; otherwise their last episode has ended.
    pub in_care: bool,
}

/// The people the actor may see, in care or not any more: all of them, or those who are found by `query`.
pub fn people(
    clinic: &Clinic,
    actor: &Actor,
    query: Option<&str>,
) -> Result<Vec<Patient>, Refusal> {
    let listed = listed(clinic, actor, Which::Everybody, query)?;
    Ok(listed.into_iter().map(|one| one.patient).collect())
}

/// The same, with whether they are in care now, and perhaps only those who are or only those who are not.
pub fn listed(
    clinic: &Clinic,
    actor: &Actor,
    which: Which,
    query: Option<&str>,
) -> Result<Vec<ListedPatient>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::SearchPatients)?;
        let within = reach_to_open(actor, look.now);
        let asked = reach_for(actor, Action::ViewInquiry, look.now);
        let found = match query {
            Some(query) => search::patients(look.read, &within, &asked, which, query)?,
            None => patient::list(look.read, &within, which)?,
        };
        let shown: Vec<PersonId> = found.iter().map(|patient| patient.id).collect();
        saw_listed(look, &shown, query.is_some());
        let in_care = episode::in_care(look.read)?;
        let listed = found.into_iter().map(|patient| ListedPatient {
            in_care: in_care.contains(&patient.id),
            patient,
        });
        Ok(listed.collect())
    })
}

/// Notes in the journal who stood on a list, and whether that was what somebody looked for.
pub(crate) fn saw_listed(look: &mut Look<'_, '_>, shown: &[PersonId], searched: bool) {
    let detail = serde_json::json!({ "shown": shown, "searched": searched });
    let subject = ("organization", look.organization().uuid());
    look.saw("patient.listed", subject, None, Some(detail));
}
