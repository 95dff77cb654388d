//! The door: what every use case passes through.

mod look;
mod visit;

pub use look::Look;

use crate::followup::bell::Bell;
use crate::unwritten::append_look;
use crate::{Key, Refusal, Version};
use care::assessment::protocol::Protocol;
use care::followup::push::Services;
use care::{Clock, Dice, HelpLines, OrganizationId, PersonId};
use jiff::Timestamp;
use policy::resource::PatientFacts;
use policy::{Action, Actor, Resource, decide};
use record::intake::inquiry;
use record::journal::Entry;
use record::people::patient;
use record::people::patient::Facts;
use record::seal::OrganizationKeys;
use record::{Read, Record, RecordError, Tx, idempotency};
use serde::Serialize;
use serde::de::DeserializeOwned;
use signin::passkey::Passkeys;
use std::sync::{Arc, Mutex};
use uuid::Uuid;
use visit::{Seen, Visit};

/// What an installation has to say about itself.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address people type, without a slash at the end: `https://clinic.example.org`.
    pub base_url: String,
    /// Whether this is a demonstration with made-up people.
    pub demo: bool,
    /// The number on the public pages.
    pub public_phone: Option<String>,
    /// Where somebody who found a weakness of the installation writes, as an address with its scheme: `mailto:…`.
    pub security_contact: Option<String>,
    /// Whom to call in danger.
    pub help: HelpLines,
    /// Within how many minutes of opening time a request for help is called back: the promise the public pages make.
    pub call_back_minutes: u32,
    /// Through which push services browsers without an open page are called.
    pub push_services: Services,
}

/// The clinic: the record and what a pure program cannot have by itself.
pub struct Clinic {
    pub(crate) record: Record,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) dice: Arc<dyn Dice>,
    pub(crate) passkeys: Passkeys,
    pub(crate) settings: Settings,
    /// The levels of care, their numbers and criteria.
    pub(crate) protocol: Arc<Protocol>,
    /// Hash of the one-time setup token, while there is no organization.
    pub(crate) setup: Mutex<Option<[u8; 32]>>,
    /// The weeks that are being made.
    pub(crate) weeks: crate::planning::week::Board,
    /// What reads whole journals: one piece of work at a time.
    pub(crate) line: Arc<crate::task::Line>,
    /// The latest verification of each organization's journal.
    pub(crate) verifications: crate::access::journal::Verifications,
    /// The journals that are being written out, or wait to be taken.
    pub(crate) exports: crate::access::journal::Exports,
    /// Where passwords are hashed, one after the other.
    pub(crate) hashing: crate::access::hashing::Hashing,
    /// What waits for room on the disk.
    pub(crate) unwritten: crate::unwritten::Unwritten,
    /// Who listens for what wants somebody now.
    pub(crate) bell: Arc<Bell>,
}

impl Clinic {
    /// Opens the clinic over a record, with the protocol that Stepwell brings along.
    ///
    /// # Panics
    ///
    /// Never: a test of the protocol keeps the one that comes along loadable.
    pub fn new(
        record: Record,
        clock: Arc<dyn Clock>,
        dice: Arc<dyn Dice>,
        passkeys: Passkeys,
        settings: Settings,
    ) -> Self {
        Self {
            record,
            clock,
            dice,
            passkeys,
            settings,
            protocol: Arc::new(
                Protocol::standard().expect("the protocol that comes along is loaded by a test"),
            ),
            setup: Mutex::new(None),
            weeks: crate::planning::week::Board::default(),
            line: Arc::default(),
            verifications: Mutex::default(),
            exports: Mutex::default(),
            hashing: crate::access::hashing::Hashing::default(),
            unwritten: crate::unwritten::Unwritten::default(),
            bell: Arc::default(),
        }
    }

    /// The same clinic with a protocol of its own.
    #[must_use]
    pub fn with_protocol(mut self, protocol: Protocol) -> Self {
        self.protocol = Arc::new(protocol);
        self
    }

    /// The levels of care, their numbers and criteria.
    pub fn protocol(&self) -> &Protocol {
        &self.protocol
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The instant that clocks elsewhere show; another one only in a demonstration.
    pub(crate) fn outside(&self) -> Timestamp {
        self.clock.outside()
    }

    /// What the installation says about itself.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The record; for upkeep and measurements, never for a use case.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Who listens for what wants somebody now.
    pub fn bell(&self) -> &Arc<Bell> {
        &self.bell
    }

    /// The dice.
    pub fn dice(&self) -> &dyn Dice {
        &*self.dice
    }

    /// A fresh key, for callers that have no form to carry one.
    pub fn fresh_key(&self) -> Key {
        Key::of(self.dice.uuid(self.now()))
    }

    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.dice.fill(&mut bytes);
        bytes
    }

    /// Changes something. `f` asks the policy, writes, and says so in the journal; it may run more than once.
    /// The same `key` with the same `command` has one effect and the same answer; with another, none.
    /// Where the key says what a form was made from, `f` compares it with what is stored: `Act::unchanged`.
    pub fn act<C: Serialize, T: Serialize + DeserializeOwned>(
        &self,
        actor: &Actor,
        key: Key,
        command: (&'static str, &C),
        mut f: impl FnMut(&mut Act<'_, '_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let (organization, now) = (actor.organization(), self.now());
        let seen = Visit::waiting_in(organization);
        let noted = self.bell.noted();
        let result = self.record.transact(organization, |tx| {
            // First, so that the journal tells in which order it was; a refusal leaves it to the end of the visit.
            for entry in seen.iter().flatten() {
                append_look(tx, self.dice(), now, entry)?;
            }
            self.act_in(tx, actor, key, command, &mut f)
        });
        self.wrote(&result);
        // Only now is it there for whoever is told.
        self.bell.ring_after(noted);
        if result.is_ok() && seen.is_some() {
            Visit::written();
        }
        if let Err(refusal @ (Refusal::Denied | Refusal::NotFound)) = &result {
            self.note_denial(actor, command.0, refusal)?;
        }
        result
    }

    /// The same inside a transaction that does something before or after.
    pub(crate) fn act_in<C: Serialize, T: Serialize + DeserializeOwned>(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        key: Key,
        command: (&'static str, &C),
        f: impl FnOnce(&mut Act<'_, '_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        if tx.organization() != actor.organization() {
            let what = format!("{} was begun in another organization", command.0);
            return Err(RecordError::Refused(what).into());
        }
        let now = self.now();
        if let Some(answer) = answered(tx, actor, key, command)? {
            return Ok(answer);
        }
        let mut act = Act {
            clinic: self,
            actor,
            now,
            tx,
            rule: None,
            journaled: false,
            seen: key.seen(),
            compared: false,
        };
        let answer = f(&mut act)?;
        if act.rule.is_none() || !act.journaled {
            let what = format!("{} asked nobody or told nobody", command.0);
            return Err(RecordError::Refused(what).into());
        }
        if act.seen.is_some() && !act.compared {
            let what = format!("{} compared nothing with what its form showed", command.0);
            return Err(RecordError::Refused(what).into());
        }
        let kept = serde_json::to_string(&answer).map_err(|_| RecordError::damaged("an answer"))?;
        let request = request_hash(tx, actor, key, command)?;
        idempotency::insert(tx, key.uuid(), request, kept, now)?;
        Ok(answer)
    }

    /// What the same `key` with the same `command` was answered before, if it was: for what takes long to work out before
    /// it can [`Clinic::act`].
    pub(crate) fn answered<C: Serialize, T: DeserializeOwned>(
        &self,
        actor: &Actor,
        key: Key,
        command: (&'static str, &C),
    ) -> Result<Option<T>, Refusal> {
        self.record.read(actor.organization(), |read| {
            answered(read, actor, key, command)
        })
    }

    /// Shows something. What `f` notes as seen is in the journal before this returns; on a full disk it is kept in memory
    /// and written within seconds once there is room.
    pub fn look<T>(
        &self,
        actor: &Actor,
        f: impl FnOnce(&mut Look<'_, '_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let now = self.now();
        let mut entries = Vec::new();
        let mut wanted = "look";
        let result = self.record.read(actor.organization(), |read| {
            let mut look = Look::new(actor, now, read);
            let answer = f(&mut look);
            wanted = look.wanted;
            entries = std::mem::take(&mut look.entries);
            match look.rule {
                None if answer.is_ok() => {
                    Err(RecordError::Refused("a look asked nobody".to_owned()).into())
                }
                _ => answer,
            }
        });
        if let Err(refusal @ (Refusal::Denied | Refusal::NotFound)) = &result {
            self.note_denial(actor, wanted, refusal)?;
        } else if result.is_ok() && !entries.is_empty() {
            let organization = actor.organization();
            let entries = entries.into_iter().map(|entry| (organization, entry));
            self.note(entries.collect())?;
        }
        result
    }

    /// Lets all looks of one request be one: everything that `f` looks at is read from one snapshot, and what it saw is
    /// in the journal, in one commit, before this returns. Nothing of it may be shown when this fails.
    pub fn visit<T>(&self, f: impl FnOnce() -> T) -> Result<T, Refusal> {
        self.errand(|| self.record.one_snapshot(f))
    }

    /// The same for a request that changes something, each of whose looks has a snapshot of its own: what it saw before
    /// the change is written in the commit of the change.
    pub fn errand<T>(&self, f: impl FnOnce() -> T) -> Result<T, Refusal> {
        let visit = Visit::begin();
        let answer = f();
        self.note(visit.end())?;
        Ok(answer)
    }

    /// Writes into the journal what was seen, or leaves it to the visit that is under way.
    fn note(&self, entries: Vec<Seen>) -> Result<(), Refusal> {
        let Some(entries) = Visit::take(entries).filter(|entries| !entries.is_empty()) else {
            return Ok(());
        };
        self.tell(entries)
    }

    /// A refusal is worth remembering too.
    fn note_denial(
        &self,
        actor: &Actor,
        wanted: &'static str,
        refusal: &Refusal,
    ) -> Result<(), Refusal> {
        let detail = serde_json::json!({ "wanted": wanted });
        let action = if matches!(refusal, Refusal::Denied) {
            "access.denied"
        } else {
            "access.not_found"
        };
        let subject = ("organization", actor.organization().uuid());
        let entry = entry(actor, (action, "no-rule"), subject, None, Some(detail));
        self.note(vec![(actor.organization(), entry)])
    }
}

/// What the same key with the same command was answered before; refused when it came with another.
fn answered<C: Serialize, T: DeserializeOwned>(
    read: &mut impl Read,
    actor: &Actor,
    key: Key,
    command: (&'static str, &C),
) -> Result<Option<T>, Refusal> {
    let Some((earlier, answer)) = idempotency::find(read, key.uuid())? else {
        return Ok(None);
    };
    // Compared before it is read: another use case's answer has another shape.
    if earlier == request_hash(read, actor, key, command)? {
        let kept = serde_json::from_str(&answer);
        Ok(Some(
            kept.map_err(|_| RecordError::damaged("a kept answer"))?,
        ))
    } else {
        Err(Refusal::KeyReused)
    }
}

fn request_hash<C: Serialize>(
    read: &mut impl Read,
    actor: &Actor,
    key: Key,
    (name, command): (&'static str, &C),
) -> Result<[u8; 32], Refusal> {
    let request = (name, actor.person(), command, key.seen());
    let bytes = serde_json::to_vec(&request).map_err(|_| RecordError::damaged("a request"))?;
    Ok(OrganizationKeys::load(read)?.keyed_hash("request", &bytes))
}

fn judge(
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
const UNASKED: &str = "unasked";

/// What an actor did or saw, for the journal.
fn entry(
    actor: &Actor,
    (action, rule): (&'static str, &'static str),
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
pub(crate) fn patient_resource(
    read: &mut impl Read,
    actor: &Actor,
    id: PersonId,
) -> Result<Resource, Refusal> {
    let organization = actor.organization();
    let facts = match patient::facts(read, id, actor.person())? {
        Some(facts) => facts,
        // Whoever asked for help and is not in care yet: the inquiry says where, and who assesses.
        None => inquiry::facts(read, id, actor.person())?.ok_or(Refusal::NotFound)?,
    };
    Ok(tied(organization, id, facts))
}

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

/// A change under way.
pub struct Act<'a, 't> {
    pub(crate) clinic: &'a Clinic,
    pub(crate) actor: &'a Actor,
    pub(crate) now: Timestamp,
    pub(crate) tx: &'a mut Tx<'t>,
    rule: Option<&'static str>,
    journaled: bool,
    /// What the form was made from, and whether that was compared with what is stored.
    seen: Option<Version>,
    compared: bool,
}

impl Act<'_, '_> {
    /// Refuses what was typed over another version than the one that is stored. Whoever saw no form, such as a command,
    /// has nothing to compare.
    pub(crate) fn unchanged(&mut self, stored: Version) -> Result<(), Refusal> {
        self.compared = true;
        match self.seen {
            Some(seen) if seen != stored => Err(Refusal::Changed),
            _ => Ok(()),
        }
    }

    pub(crate) fn organization(&self) -> OrganizationId {
        self.actor.organization()
    }

    /// A new id.
    pub(crate) fn id<T: From<Uuid>>(&self) -> T {
        T::from(self.clinic.dice.uuid(self.now))
    }

    /// Asks the policy about the organization.
    pub(crate) fn permit(&mut self, action: Action) -> Result<(), Refusal> {
        self.permit_on(action, &Resource::Organization(self.organization()))
    }

    /// Asks the policy about a resource.
    pub(crate) fn permit_on(&mut self, action: Action, resource: &Resource) -> Result<(), Refusal> {
        self.rule = Some(judge(self.actor, action, resource, self.now)?);
        Ok(())
    }

    /// Asks the policy about a person in care.
    pub(crate) fn permit_patient(&mut self, action: Action, id: PersonId) -> Result<(), Refusal> {
        let resource = patient_resource(self.tx, self.actor, id)?;
        self.permit_on(action, &resource)
    }

    /// Asks the policy about something more that the act does to a person in care. The journal keeps the rule of the act.
    pub(crate) fn permit_also(&mut self, action: Action, id: PersonId) -> Result<(), Refusal> {
        let resource = patient_resource(self.tx, self.actor, id)?;
        judge(self.actor, action, &resource, self.now).map(drop)
    }

    /// Whether the policy would also allow `action` on a person in care.
    pub(crate) fn could(&mut self, action: Action, id: PersonId) -> Result<bool, Refusal> {
        let resource = patient_resource(self.tx, self.actor, id)?;
        Ok(decide(self.actor, action, &resource, self.now).allow)
    }

    /// Whether the policy would also allow `action` on a resource.
    pub(crate) fn could_on(&self, action: Action, resource: &Resource) -> bool {
        decide(self.actor, action, resource, self.now).allow
    }

    /// Says in the journal what was done to `subject`. Details about a person are sealed under their key.
    pub(crate) fn journal(
        &mut self,
        action: &'static str,
        subject: (&'static str, Uuid),
        person: Option<PersonId>,
        detail: Option<serde_json::Value>,
    ) -> Result<(), Refusal> {
        let rule = self.rule.unwrap_or(UNASKED);
        let entry = entry(self.actor, (action, rule), subject, person, detail);
        record::journal::append(self.tx, self.clinic.dice(), self.now, &entry)?;
        self.journaled = true;
        Ok(())
    }
}
