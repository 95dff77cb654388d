//! An act: what a use case holds while it changes something.

use crate::asking::{UNASKED, entry, judge, patient_resource};
use crate::{Clinic, Key, Refusal, Version};
use care::{OrganizationId, PersonId};
use jiff::Timestamp;
use policy::{Action, Actor, Resource, decide};
use record::{Read as _, Tx};
use uuid::Uuid;

/// A change under way.
pub struct Act<'a, 't> {
    /// The clinic.
    pub clinic: &'a Clinic,
    /// Who changes something.
    pub actor: &'a Actor,
    /// Since when it is under way: the instant of everything in it.
    pub now: Timestamp,
    /// The transaction, of the actor's organization: the statements of `record` are told in which one they run.
    pub tx: &'a mut Tx<'t>,
    rule: Option<&'static str>,
    journaled: bool,
    /// What the form was made from, and whether that was compared with what is stored.
    seen: Option<Version>,
    compared: bool,
    /// As whom, and when, it was begun.
    begun: (&'a Actor, Timestamp),
}

impl<'a, 't> Act<'a, 't> {
    pub(crate) fn new(
        clinic: &'a Clinic,
        actor: &'a Actor,
        now: Timestamp,
        tx: &'a mut Tx<'t>,
        key: Key,
    ) -> Self {
        Self {
            clinic,
            actor,
            now,
            tx,
            rule: None,
            journaled: false,
            seen: key.seen(),
            compared: false,
            begun: (actor, now),
        }
    }

    /// What keeps it from being committed: what every change does, and this one did not.
    pub(crate) fn missing(&self) -> Option<&'static str> {
        let (actor, now) = self.begun;
        // By address: the very actor that the policy was to be asked about, and no other that was made on the way,
        // however equal.
        let stays = std::ptr::eq(self.actor, actor) && self.now == now;
        if !stays || self.tx.organization() != actor.organization() {
            Some("was done as somebody else, at another time or in another place")
        } else if self.rule.is_none() || !self.journaled {
            Some("asked nobody or told nobody")
        } else if self.seen.is_some() && !self.compared {
            Some("compared nothing with what its form showed")
        } else {
            None
        }
    }

    /// Refuses what was typed over another version than the one that is stored. Whoever saw no form, such as a command,
    /// has nothing to compare.
    pub fn unchanged(&mut self, stored: Version) -> Result<(), Refusal> {
        self.compared = true;
        match self.seen {
            Some(seen) if seen != stored => Err(Refusal::Changed),
            _ => Ok(()),
        }
    }

    /// Whose change it is.
    pub fn organization(&self) -> OrganizationId {
        self.actor.organization()
    }

    /// A new id.
    pub fn id<T: From<Uuid>>(&self) -> T {
        T::from(self.clinic.dice().uuid(self.now))
    }

    /// Asks the policy about the organization.
    pub fn permit(&mut self, action: Action) -> Result<(), Refusal> {
        self.permit_on(action, &Resource::Organization(self.organization()))
    }

    /// Asks the policy about a resource.
    pub fn permit_on(&mut self, action: Action, resource: &Resource) -> Result<(), Refusal> {
        self.rule = Some(judge(self.actor, action, resource, self.now)?);
        Ok(())
    }

    /// Asks the policy about a person in care.
    pub fn permit_patient(&mut self, action: Action, id: PersonId) -> Result<(), Refusal> {
        let resource = patient_resource(self.tx, self.actor, id)?;
        self.permit_on(action, &resource)
    }

    /// Asks the policy about something more that the act does to a person in care. The journal keeps the rule of the
    /// act.
    pub fn permit_also(&mut self, action: Action, id: PersonId) -> Result<(), Refusal> {
        let resource = patient_resource(self.tx, self.actor, id)?;
        judge(self.actor, action, &resource, self.now).map(drop)
    }

    /// Whether the policy would also allow `action` on a person in care.
    pub fn could(&mut self, action: Action, id: PersonId) -> Result<bool, Refusal> {
        let resource = patient_resource(self.tx, self.actor, id)?;
        Ok(decide(self.actor, action, &resource, self.now).allow)
    }

    /// Whether the policy would also allow `action` on a resource.
    pub fn could_on(&self, action: Action, resource: &Resource) -> bool {
        decide(self.actor, action, resource, self.now).allow
    }

    /// Says in the journal what was done to `subject`. Details about a person are sealed under their key.
    pub fn journal(
        &mut self,
        action: &'static str,
        subject: (&'static str, Uuid),
        person: Option<PersonId>,
        detail: Option<serde_json::Value>,
    ) -> Result<(), Refusal> {
        let rule = self.rule.unwrap_or(UNASKED);
        let entry = entry(self.actor, action, rule, subject, person, detail);
        record::journal::append(self.tx, self.clinic.dice(), self.now, &entry)?;
        self.journaled = true;
        Ok(())
    }
}
