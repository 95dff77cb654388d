//! How a use case passes: an act, a look, and all the looks of one request as one.

use crate::asking::entry;
use crate::unwritten::{Pen, append_look};
use crate::visit::{Seen, Visit};
use crate::{Act, Clinic, Health, Key, Look, Refusal};
use policy::Actor;
use record::seal::OrganizationKeys;
use record::{Read, RecordError, Tx, idempotency};
use serde::Serialize;
use serde::de::DeserializeOwned;

impl Clinic {
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
        let noted = self.bell().noted();
        let result = self.record().transact(organization, |tx| {
            // First, so that the journal tells in which order it was; a refusal leaves it to the end of the visit.
            for entry in seen.iter().flatten() {
                append_look(tx, self.dice(), now, entry)?;
            }
            self.act_in(tx, actor, key, command, &mut f)
        });
        self.unwritten().wrote(&result);
        // Only now is it there for whoever is told.
        self.bell().ring_after(noted);
        if result.is_ok() && seen.is_some() {
            Visit::written();
        }
        // Outside: the transaction of a refusal is undone, and a note in it would be undone too.
        if let Err(refusal @ (Refusal::Denied | Refusal::NotFound)) = &result {
            self.note_denial(actor, command.0, refusal)?;
        }
        result
    }

    /// The same inside a transaction that does something before or after.
    pub fn act_in<C: Serialize, T: Serialize + DeserializeOwned>(
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
        // Before the policy is asked. The hash covers who asks and what for, so this is their own answer; asked
        // again, the policy may say no by now to what they have done, and the page would call it refused.
        if let Some(answer) = answered(tx, actor, key, command)? {
            return Ok(answer);
        }
        let mut act = Act::new(self, actor, now, tx, key);
        let answer = f(&mut act)?;
        if let Some(missing) = act.missing() {
            let what = format!("{} {missing}", command.0);
            return Err(RecordError::Refused(what).into());
        }
        let kept = serde_json::to_string(&answer).map_err(|_| RecordError::damaged("an answer"))?;
        let request = request_hash(tx, actor, key, command)?;
        idempotency::insert(tx, key.uuid(), request, kept, now)?;
        Ok(answer)
    }

    /// What the same `key` with the same `command` was answered before, if it was: for what takes long to work out
    /// before it can [`Clinic::act`].
    pub fn answered<C: Serialize, T: DeserializeOwned>(
        &self,
        actor: &Actor,
        key: Key,
        command: (&'static str, &C),
    ) -> Result<Option<T>, Refusal> {
        self.record().read(actor.organization(), |read| {
            answered(read, actor, key, command)
        })
    }

    /// Whether this `key` was answered before, with whatever command, whoever asked.
    ///
    /// No policy is asked, and nothing is compared with who asked what then: somebody who learned a key would learn that
    /// it was used. So this may only be used to keep silent, by what asks back before it does anything and leaves that
    /// out the second time. What it answers opens nothing, shows nothing and takes the place of no answer.
    pub fn has_answered(&self, actor: &Actor, key: Key) -> Result<bool, Refusal> {
        self.record().read(actor.organization(), |read| {
            Ok(idempotency::find(read, key.uuid())?.is_some())
        })
    }

    /// Shows something. What `f` notes as seen is in the journal before this returns; on a full disk it is kept in
    /// memory and written within seconds once there is room.
    pub fn look<T>(
        &self,
        actor: &Actor,
        f: impl FnOnce(&mut Look<'_, '_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let now = self.now();
        let mut entries = Vec::new();
        let mut wanted = "look";
        let result = self.record().read(actor.organization(), |read| {
            let mut look = Look::new(actor, now, read);
            let answer = f(&mut look);
            let asked = look.end(actor);
            wanted = asked.wanted;
            entries = asked.entries;
            if answer.is_ok() && !asked.is_permitted {
                return Err(RecordError::Refused("a look asked nobody".to_owned()).into());
            }
            answer
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
        self.errand(|| self.record().one_snapshot(f))
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
        self.unwritten().tell(self.pen(), entries)
    }

    /// How it stands with writing.
    pub fn health(&self) -> Health {
        self.unwritten().health()
    }

    /// Writes the looks that wait, where it is time to try or `at_once`; the disk may still be full.
    pub fn write_waiting(&self, at_once: bool) -> Result<(), Refusal> {
        self.unwritten().write_waiting(self.pen(), at_once)
    }

    fn pen(&self) -> Pen<'_> {
        Pen {
            record: self.record(),
            dice: self.dice(),
            at: self.now(),
        }
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
        let entry = entry(actor, action, "no-rule", subject, None, Some(detail));
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
    // Whoever asks is part of it: a key that somebody else learned answers nothing.
    let request = (name, actor.person(), command, key.seen());
    let bytes = serde_json::to_vec(&request).map_err(|_| RecordError::damaged("a request"))?;
    Ok(OrganizationKeys::load(read)?.keyed_hash("request", &bytes))
}
