//! Medicines: each is an entry of its own with every version it had.

use crate::people::chapter::{OpenChapter, add, change, last_entry, opened, rewrite, saw, today};
use crate::{Act, Clinic, Key, Refusal};
use care::PersonId;
use care::treatment::allergy::{Allergies, Allergy};
use care::treatment::medicine::{Medicine, NoMedicines};
use policy::{Action, Actor};
use record::Read;
use record::people::chapter;
use record::people::chapter::ChapterEntry;

/// The most medicines of one person, stopped ones included. House rule.
pub const MEDICINES_MAX: usize = 100;

/// The field in which stands why a medicine is taken that is named after an allergy.
pub const DESPITE: &str = "despite";

/// Somebody's medicines, as their page shows them.
pub struct Medicines {
    /// The chapter.
    pub opened: OpenChapter<Medicine>,
    /// That they take none, as it was said last.
    pub none: Option<ChapterEntry<NoMedicines>>,
    /// What was said in an assessment, in words, from when it was asked there: the latest last.
    pub said: Vec<String>,
    /// What they do not bear; nothing where nobody asked.
    pub allergies: Option<Allergies>,
}

/// One medicine, to change it.
pub struct ShownMedicine {
    /// The chapter.
    pub opened: OpenChapter<Medicine>,
    /// What they do not bear; nothing where nobody asked.
    pub allergies: Option<Allergies>,
}

impl Medicines {
    /// Whether somebody said that they take none, and none is on the list.
    pub fn takes_none(&self) -> bool {
        self.none.is_some() && self.opened.entries.is_empty()
    }
}

/// Opens somebody's medicines.
pub fn list(clinic: &Clinic, actor: &Actor, id: PersonId) -> Result<Medicines, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, id)?;
        saw(look, "medicines.viewed", id);
        let findings = record::assessment::interview::findings(look.read, id)?;
        Ok(Medicines {
            opened: opened(look, id, Action::Assess)?,
            none: last_entry(look.read, id)?,
            said: super::overview::said(&findings, "medications.list"),
            allergies: allergies(look.read, id)?,
        })
    })
}

/// Opens one of them, to change it.
pub fn show(
    clinic: &Clinic,
    actor: &Actor,
    id: PersonId,
    item: i64,
) -> Result<ShownMedicine, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::Assess, id)?;
        saw(look, "medicines.viewed", id);
        let opened: OpenChapter<Medicine> = opened(look, id, Action::Assess)?;
        if opened.latest(item).is_none() {
            return Err(Refusal::NotFound);
        }
        Ok(ShownMedicine {
            opened,
            allergies: allergies(look.read, id)?,
        })
    })
}

/// What somebody does not bear, as it was said last.
fn allergies(read: &mut impl Read, id: PersonId) -> Result<Option<Allergies>, Refusal> {
    Ok(last_entry::<Allergies>(read, id)?.map(|entry| entry.body))
}

/// What is named after an allergy is written down with a reason only. What they take no longer needs none.
fn despite_allergies(act: &mut Act<'_, '_>, id: PersonId, draft: &Medicine) -> Result<(), Refusal> {
    if !draft.is_current() || draft.despite.is_some() {
        return Ok(());
    }
    let Some(known) = allergies(act.tx, id)? else {
        return Ok(());
    };
    let named: Vec<String> = known
        .named_in(&draft.name)
        .into_iter()
        .map(Allergy::words)
        .collect();
    if named.is_empty() {
        return Ok(());
    }
    let sentence = format!(
        "An allergy of theirs has this name: {}. Check the name, or say why they take it all the same.",
        named.join("; ")
    );
    Err(Refusal::field(DESPITE, sentence))
}

/// Adds a medicine; answers which entry it is.
pub fn begin(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &Medicine,
) -> Result<i64, Refusal> {
    clinic.act(actor, key, ("add_medicine", &(id, draft)), |act| {
        act.permit_patient(Action::Assess, id)?;
        draft.check(today(act, id)?).map_err(Refusal::Fields)?;
        despite_allergies(act, id, draft)?;
        let entries = chapter::entries::<Medicine>(act.tx, id)?;
        if chapter::standing(&entries).len() >= MEDICINES_MAX {
            return Err(Refusal::Conflict(format!(
                "A record holds at most {MEDICINES_MAX} medicines. Nothing was saved."
            )));
        }
        add(act, id, "medicine.added", draft)
    })
}

/// Changes or stops a medicine: another version of its entry.
pub fn alter(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    item: i64,
    draft: &Medicine,
) -> Result<(), Refusal> {
    let command = &(id, item, draft);
    clinic.act(actor, key, ("change_medicine", command), |act| {
        act.permit_patient(Action::Assess, id)?;
        let entries = chapter::entries::<Medicine>(act.tx, id)?;
        if !entries.iter().any(|entry| entry.item == item) {
            return Err(Refusal::NotFound);
        }
        draft.check(today(act, id)?).map_err(Refusal::Fields)?;
        despite_allergies(act, id, draft)?;
        change(act, id, "medicine.changed", item, &entries, draft)
    })
}

/// Writes down that somebody takes none, as they or somebody else said.
pub fn say_none(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &NoMedicines,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("no_medicines", &(id, draft)), |act| {
        act.permit_patient(Action::Assess, id)?;
        let entries = chapter::entries::<Medicine>(act.tx, id)?;
        let listed = chapter::standing(&entries);
        if listed.iter().any(|entry| entry.body.is_current()) {
            return Err(Refusal::Conflict(
                "There is a medicine on the list that they take. Stop it first.".to_owned(),
            ));
        }
        rewrite(act, id, "medicines.none", draft)
    })
}
