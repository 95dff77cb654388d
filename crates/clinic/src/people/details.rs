//! What is known of a person beside their name: looked at, and written down topic by topic.

use crate::people::chapter::today;
use crate::people::coverage::shown_to;
use crate::{Clinic, Key, Refusal, Version};
use care::PersonId;
use care::people::coverage::Coverages;
use care::people::details::{Details, Topic};
use policy::{Action, Actor};
use record::people::{details, person};

/// One topic of somebody's details, as a page shows it.
pub struct TopicSheet<T> {
    /// What the person is called.
    pub name: String,
    /// What was written down.
    pub topic: T,
    /// The version of that, for the form.
    pub version: Version,
    /// Whether the actor may write it down.
    pub may_write: bool,
}

/// What the record's first page says of somebody's details and of who pays.
pub struct Summary {
    /// The details.
    pub details: Details,
    /// Who pays, where the actor may see it.
    pub coverages: Option<Coverages>,
}

/// One topic of somebody's details.
pub fn sheet<T: Topic>(
    clinic: &Clinic,
    actor: &Actor,
    id: PersonId,
) -> Result<TopicSheet<T>, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, id)?;
        let (name, _) = person::load(look.read, id)?;
        let topic = T::of(&details::of_person(look.read, id)?).clone();
        let detail = serde_json::json!({ "topic": T::CODE });
        let subject = ("person", id.uuid());
        look.saw("details.viewed", subject, Some(id), Some(detail));
        Ok(TopicSheet {
            name: name.full(),
            version: Version::of(&topic)?,
            topic,
            may_write: look.could(Action::EditDetails, id)?,
        })
    })
}

/// The details and who pays, for the record's first page.
pub fn summary(clinic: &Clinic, actor: &Actor, id: PersonId) -> Result<Summary, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, id)?;
        let details = details::of_person(look.read, id)?;
        look.saw("details.viewed", ("person", id.uuid()), Some(id), None);
        let coverages = shown_to(look, id)?;
        if coverages.is_some() {
            look.saw("coverage.viewed", ("person", id.uuid()), Some(id), None);
        }
        Ok(Summary { details, coverages })
    })
}

/// Writes one topic down.
pub fn set<T: Topic>(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    topic: &T,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("set_details", &(id, T::CODE, topic)), |act| {
        act.permit_patient(Action::EditDetails, id)?;
        let mut kept = details::of_person(act.tx, id)?;
        let before = T::of(&kept).clone();
        act.unchanged(Version::of(&before)?)?;
        let issues = topic.issues(today(act, id)?);
        if !issues.is_empty() {
            return Err(Refusal::Fields(issues));
        }
        let earlier = kept.clone();
        topic.clone().put(&mut kept);
        kept.date_answers(&earlier, act.now);
        details::set(act.tx, act.clinic.dice(), id, &kept, act.now)?;
        let detail = serde_json::json!({ "topic": T::CODE, "before": before, "after": topic });
        let subject = ("person", id.uuid());
        act.journal("details.changed", subject, Some(id), Some(detail))
    })
}
