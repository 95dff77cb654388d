//! Chapters of a record, for whichever wing writes one: opening it, adding an entry, writing the next version of one.

use crate::{Act, Clinic, Look, Refusal, Version};
use care::people::chapter::InChapter;
use care::{PersonId, TimeZoneName};
use jiff::civil::Date;
use policy::{Action, Actor};
use record::Read;
use record::people::chapter;
use record::people::chapter::ChapterEntry;
use serde::Serialize;
use std::collections::HashMap;

/// The entry of a chapter that has one only.
const ONLY: i64 = 1;

/// A chapter of somebody's record, as its page shows it.
pub struct OpenChapter<T> {
    /// What the person is called.
    pub called: String,
    /// The zone of the site where they are seen.
    pub zone: TimeZoneName,
    /// The date there.
    pub today: Date,
    /// Every version of every entry, entry by entry, the oldest version first.
    pub entries: Vec<ChapterEntry<T>>,
    /// What those who wrote are called.
    pub names: HashMap<PersonId, String>,
    /// Whether the actor may write.
    pub may_write: bool,
}

impl<T: InChapter> OpenChapter<T> {
    /// An entry as it stands.
    pub fn latest(&self, item: i64) -> Option<&ChapterEntry<T>> {
        self.entries.iter().rfind(|entry| entry.item == item)
    }

    /// The only entry as it stands, of a chapter that has no other.
    pub fn only(&self) -> Option<&ChapterEntry<T>> {
        self.latest(ONLY)
    }

    /// Every entry as it stands.
    pub fn standing(&self) -> Vec<&ChapterEntry<T>> {
        chapter::standing(&self.entries)
    }

    /// The versions of an entry before the one that stands, the latest first.
    pub fn before(&self, item: i64) -> Vec<&ChapterEntry<T>> {
        let mut before: Vec<_> = self
            .entries
            .iter()
            .filter(|entry| entry.item == item)
            .collect();
        before.pop();
        before.reverse();
        before
    }

    /// Who wrote an entry, as far as they are known still.
    pub fn writer(&self, entry: &ChapterEntry<T>) -> &str {
        self.names.get(&entry.by).map_or("", String::as_str)
    }

    /// What a form of an entry is made from.
    pub fn version(&self, item: i64) -> Result<Version, Refusal> {
        version::<T>(item, self.latest(item).map(|entry| entry.number))
    }

    /// What the form of a chapter that has one entry only is made from.
    pub fn only_version(&self) -> Result<Version, Refusal> {
        self.version(ONLY)
    }
}

fn version<T: InChapter>(item: i64, number: Option<i64>) -> Result<Version, Refusal> {
    Version::of(&(T::CHAPTER.code(), item, number))
}

/// A page that shows a chapter and nothing else: opened by whoever may see the record, written by whoever takes an
/// assessment. The journal calls it `seen`.
pub(crate) fn page<T: InChapter>(
    clinic: &Clinic,
    actor: &Actor,
    id: PersonId,
    seen: &'static str,
) -> Result<OpenChapter<T>, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, id)?;
        saw(look, seen, id);
        opened(look, id, Action::Assess)
    })
}

/// Opens a chapter, for a look that was permitted already; it is written by whoever may do `writes`.
pub(crate) fn opened<T: InChapter>(
    look: &mut Look<'_, '_>,
    id: PersonId,
    writes: Action,
) -> Result<OpenChapter<T>, Refusal> {
    let entries = chapter::entries::<T>(look.read, id)?;
    let people = entries.iter().map(|entry| entry.by);
    look.meet(people.chain([id]))?;
    let mut names = HashMap::new();
    for entry in &entries {
        if let Some(name) = door::display_name(look, entry.by)? {
            names.insert(entry.by, name);
        }
    }
    let zone = door::zone(look.read, look.actor, id)?;
    Ok(OpenChapter {
        called: door::display_name(look, id)?.ok_or(Refusal::NotFound)?,
        today: zone.local(look.now).date(),
        zone,
        entries,
        names,
        may_write: look.could(writes, id)?,
    })
}

/// What was written in a chapter last, for a look or an act that was permitted already.
pub(crate) fn last_entry<T: InChapter>(
    read: &mut impl Read,
    id: PersonId,
) -> Result<Option<ChapterEntry<T>>, Refusal> {
    Ok(chapter::last_entry(read, id)?)
}

/// Notes that a chapter was seen.
pub(crate) fn saw(look: &mut Look<'_, '_>, action: &'static str, id: PersonId) {
    look.saw(action, ("person", id.uuid()), Some(id), None);
}

/// The date where somebody is seen.
pub(crate) fn today(act: &mut Act<'_, '_>, id: PersonId) -> Result<Date, Refusal> {
    let zone = door::zone(act.tx, act.actor, id)?;
    Ok(zone.local(act.now).date())
}

/// Writes the next version of the only entry of a chapter, unless somebody else did since the form was made.
pub(crate) fn rewrite<T: InChapter + Clone>(
    act: &mut Act<'_, '_>,
    id: PersonId,
    action: &'static str,
    body: &T,
) -> Result<(), Refusal> {
    let entries = chapter::entries::<T>(act.tx, id)?;
    change(act, id, action, ONLY, &entries, body)
}

/// Writes the next version of an entry, of which `entries` holds the versions so far.
pub(crate) fn change<T: InChapter + Clone>(
    act: &mut Act<'_, '_>,
    id: PersonId,
    action: &'static str,
    item: i64,
    entries: &[ChapterEntry<T>],
    body: &T,
) -> Result<(), Refusal> {
    let last = entries.iter().rfind(|entry| entry.item == item);
    act.unchanged(version::<T>(item, last.map(|entry| entry.number))?)?;
    write(act, id, item, last, body)?;
    told(act, id, action, last.map(|entry| &entry.body), body)
}

/// Adds an entry to a chapter; answers which it is.
pub(crate) fn add<T: InChapter + Clone>(
    act: &mut Act<'_, '_>,
    id: PersonId,
    action: &'static str,
    body: &T,
) -> Result<i64, Refusal> {
    let entries = chapter::entries::<T>(act.tx, id)?;
    let item = entries.iter().map(|entry| entry.item).max().unwrap_or(0) + 1;
    write(act, id, item, None, body)?;
    told(act, id, action, None, body)?;
    Ok(item)
}

fn write<T: InChapter + Clone>(
    act: &mut Act<'_, '_>,
    id: PersonId,
    item: i64,
    last: Option<&ChapterEntry<T>>,
    body: &T,
) -> Result<(), Refusal> {
    let entry = ChapterEntry {
        id: act.id(),
        item,
        number: last.map_or(0, |last| last.number) + 1,
        at: act.now,
        by: act.actor.person(),
        body: body.clone(),
    };
    Ok(chapter::add(act.tx, act.clinic.dice(), id, &entry)?)
}

fn told<T: Serialize>(
    act: &mut Act<'_, '_>,
    id: PersonId,
    action: &'static str,
    before: Option<&T>,
    after: &T,
) -> Result<(), Refusal> {
    let detail = serde_json::json!({ "before": before, "after": after });
    act.journal(action, ("person", id.uuid()), Some(id), Some(detail))
}
