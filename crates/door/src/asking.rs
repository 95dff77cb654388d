//! What the policy is told and what the journal keeps: the same for an act and a look.

use crate::Refusal;
use care::{OrganizationId, PersonId};
use jiff::Timestamp;
use policy::resource::PatientFacts;
use policy::{Action, Actor, Resource, decide};
use record::Read;
use record::intake::inquiry;
use record::journal::Entry;
use record::people::patient::Facts;
use std::collections::HashMap;
use uuid::Uuid;

/// Asks the policy: the rule that allows it, or the refusal that says no more than the actor may know.
pub(crate) fn judge(
    actor: &Actor,
    action: Action,
    resource: &Resource,
    now: Timestamp,
) -> Result<&'static str, Refusal> {
    let decision = decide(actor, action, resource, now);
    if decision.allow {
        Ok(decision.rule)
    } else if decision.wants_step_up() {
        Err(Refusal::StepUp)
    } else if matches!(resource, Resource::Patient(_))
        || resource.organization() != actor.organization()
    {
        // That a person is known here is itself a secret.
        Err(Refusal::NotFound)
    } else {
        Err(Refusal::Denied)
    }
}

/// What the journal keeps where the policy was asked nothing; the act or the look is then refused as a whole.
pub(crate) const UNASKED: &str = "unasked";

/// What an actor did or saw, for the journal.
pub(crate) fn entry(
    actor: &Actor,
    action: &'static str,
    rule: &'static str,
    (subject_kind, subject): (&'static str, Uuid),
    person: Option<PersonId>,
    detail: Option<serde_json::Value>,
) -> Entry {
    Entry {
        actor: actor.person(),
        session: actor.session(),
        action,
        rule,
        subject_kind,
        subject,
        person,
        detail,
    }
}

/// What ties the actor to a person in care or asking for it, for the policy; `NotFound` when there is no such person.
pub fn patient_resource(
    read: &mut impl Read,
    actor: &Actor,
    id: PersonId,
) -> Result<Resource, Refusal> {
    let mut found = patient_resources(read, actor, &[id])?;
    found.remove(&id).ok_or(Refusal::NotFound)
}

/// The same for many people in two questions; who neither is in care nor asked for it is left out.
pub(crate) fn patient_resources(
    read: &mut impl Read,
    actor: &Actor,
    people: &[PersonId],
) -> Result<HashMap<PersonId, Resource>, Refusal> {
    let facts = inquiry::ties(read, people, actor.person())?;
    let organization = actor.organization();
    Ok(facts
        .into_iter()
        .map(|(id, facts)| (id, tied(organization, id, facts)))
        .collect())
}

/// What the policy is told about somebody of whom the record knows these facts.
fn tied(organization: OrganizationId, id: PersonId, facts: Facts) -> Resource {
    Resource::Patient(PatientFacts {
        organization,
        patient: id,
        site: facts.site,
        counselor: facts.counselor,
        supported_by_actor: facts.supported,
        glass_until: facts.glass_until,
    })
}
