//! A look: what a use case holds while it shows something.

use crate::Refusal;
use crate::asking::{UNASKED, entry, judge, patient_resource, patient_resources};
use care::{OrganizationId, PersonId, PersonName, SiteId};
use jiff::Timestamp;
use policy::{Action, Actor, Resource, decide};
use record::journal::Entry;
use record::people::person;
use record::{Reader, RecordError};
use std::collections::HashMap;
use uuid::Uuid;

/// A look under way.
pub struct Look<'a, 'r> {
    /// Who is shown something.
    pub actor: &'a Actor,
    /// Since when it is under way.
    pub now: Timestamp,
    /// The snapshot, of the actor's organization: the statements of `record` are told in which one they run.
    pub read: &'a mut Reader<'r>,
    rule: Option<&'static str>,
    entries: Vec<Entry>,
    wanted: &'static str,
    /// People whom the policy was told about in one question; nothing where there is no such person.
    resources: HashMap<PersonId, Option<Resource>>,
    /// People whose names were asked for in one question; nothing where they were forgotten.
    names: HashMap<PersonId, Option<PersonName>>,
}

/// What a look that is over asked and saw.
pub(crate) struct Asked {
    /// Whether the policy allowed something.
    pub is_permitted: bool,
    /// What it was asked last.
    pub wanted: &'static str,
    /// What was seen.
    pub entries: Vec<Entry>,
}

impl<'a, 'r> Look<'a, 'r> {
    pub(crate) fn new(actor: &'a Actor, now: Timestamp, read: &'a mut Reader<'r>) -> Self {
        Self {
            actor,
            now,
            read,
            rule: None,
            entries: Vec::new(),
            wanted: "look",
            resources: HashMap::new(),
            names: HashMap::new(),
        }
    }

    /// What came of it, for the door to judge and the journal to keep.
    pub(crate) fn end(self, actor: &Actor) -> Asked {
        // Who holds the look could have put somebody else in it.
        let stays = std::ptr::eq(self.actor, actor);
        Asked {
            is_permitted: stays && self.rule.is_some(),
            wanted: self.wanted,
            entries: self.entries,
        }
    }

    /// Whose snapshot it is.
    pub fn organization(&self) -> OrganizationId {
        self.actor.organization()
    }

    /// Asks the policy about the organization.
    pub fn permit(&mut self, action: Action) -> Result<(), Refusal> {
        self.permit_on(action, &Resource::Organization(self.organization()))
    }

    /// Asks the policy about a resource.
    pub fn permit_on(&mut self, action: Action, resource: &Resource) -> Result<(), Refusal> {
        self.wanted = action.code();
        self.rule = Some(judge(self.actor, action, resource, self.now)?);
        Ok(())
    }

    /// Asks the policy about a person in care.
    pub fn permit_patient(&mut self, action: Action, id: PersonId) -> Result<(), Refusal> {
        self.wanted = action.code();
        let resource = self.resource(id)?;
        self.permit_on(action, &resource)
    }

    fn resource(&mut self, id: PersonId) -> Result<Resource, Refusal> {
        match self.resources.get(&id) {
            Some(known) => known.clone().ok_or(Refusal::NotFound),
            None => patient_resource(self.read, self.actor, id),
        }
    }

    /// Where somebody is seen, as the policy is told it.
    pub fn site_of(&mut self, id: PersonId) -> Result<SiteId, Refusal> {
        let Resource::Patient(facts) = self.resource(id)? else {
            return Err(Refusal::NotFound);
        };
        Ok(facts.site)
    }

    /// Tells the policy about many people in two questions, so that asking it about each costs none.
    pub fn introduce(&mut self, people: impl IntoIterator<Item = PersonId>) -> Result<(), Refusal> {
        let people = unknown(people, &self.resources);
        let mut found = patient_resources(self.read, self.actor, &people)?;
        for id in people {
            self.resources.insert(id, found.remove(&id));
        }
        Ok(())
    }

    /// Finds out in one question what many people are called.
    pub fn meet(&mut self, people: impl IntoIterator<Item = PersonId>) -> Result<(), Refusal> {
        let people = unknown(people, &self.names);
        let mut found = person::load_all(self.read, &people)?;
        for id in people {
            self.names
                .insert(id, found.remove(&id).map(|(name, _)| name));
        }
        Ok(())
    }

    /// Somebody's name, when they were not forgotten.
    pub fn name(&mut self, id: PersonId) -> Result<Option<PersonName>, Refusal> {
        if let Some(known) = self.names.get(&id) {
            return Ok(known.clone());
        }
        match person::load(self.read, id) {
            Ok((name, _)) => Ok(Some(name)),
            Err(RecordError::Forgotten) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether the policy would also allow `action` on a person in care; for showing a link or not.
    pub fn could(&mut self, action: Action, id: PersonId) -> Result<bool, Refusal> {
        let resource = self.resource(id)?;
        let decision = decide(self.actor, action, &resource, self.now);
        // What wants a confirmation is shown too: the page that it leads to asks for one.
        Ok(decision.allow || decision.wants_step_up())
    }

    /// The same on somebody who stands on a list: of whoever was forgotten meanwhile nobody may do anything.
    pub fn could_still(&mut self, action: Action, id: PersonId) -> Result<bool, Refusal> {
        match self.could(action, id) {
            Err(Refusal::NotFound) => Ok(false),
            may => may,
        }
    }

    /// Whether the policy would also allow `action` on a resource; for showing a link or not.
    pub fn could_on(&self, action: Action, resource: &Resource) -> bool {
        let decision = decide(self.actor, action, resource, self.now);
        decision.allow || decision.wants_step_up()
    }

    /// Notes what was seen, for the journal.
    pub fn saw(
        &mut self,
        action: &'static str,
        subject: (&'static str, Uuid),
        person: Option<PersonId>,
        detail: Option<serde_json::Value>,
    ) {
        let rule = self.rule.unwrap_or(UNASKED);
        let entry = entry(self.actor, action, rule, subject, person, detail);
        self.entries.push(entry);
    }
}

/// Those of whom nothing is known yet, each once.
fn unknown<T>(
    people: impl IntoIterator<Item = PersonId>,
    known: &HashMap<PersonId, T>,
) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = people.into_iter().collect();
    people.retain(|id| !known.contains_key(id));
    people.sort_unstable();
    people.dedup();
    people
}
