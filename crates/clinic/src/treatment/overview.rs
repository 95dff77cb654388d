//! The medical part of a record on one page: what stands in each chapter, and the way to it.

use crate::people::chapter::{last_entry, saw};
use crate::{Clinic, Look, Refusal};
use care::PersonId;
use care::assessment::finding::{Findings, QuestionId, Substance};
use care::treatment::allergy::Allergies;
use care::treatment::medicine::{Medicine, NoMedicines};
use care::treatment::naloxone::NaloxoneGiven;
use care::treatment::pharmacy::Pharmacy;
use policy::{Action, Actor};
use record::Read;
use record::people::chapter;

/// What whoever treats or takes over somebody has to know first.
#[derive(Clone, Default)]
pub struct MedicalBrief {
    /// Allergies in words; nothing where nobody asked.
    pub allergies: Option<Vec<String>>,
    /// Medicines that they take, in words; nothing where nobody asked.
    pub medicines: Option<Vec<String>>,
}

/// The page.
pub struct MedicalOverview {
    /// What the person is called.
    pub called: String,
    /// Allergies and medicines.
    pub brief: MedicalBrief,
    /// The pharmacy.
    pub pharmacy: Option<Pharmacy>,
    /// The last time naloxone was given, and how many kits in all.
    pub naloxone: Option<(NaloxoneGiven, u32)>,
    /// Whether the actor may see the screens.
    pub may_screen: bool,
}

/// Opens the medical part of somebody's record.
pub fn show(clinic: &Clinic, actor: &Actor, id: PersonId) -> Result<MedicalOverview, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, id)?;
        saw(look, "medical.viewed", id);
        let pharmacy = last_entry::<Pharmacy>(look.read, id)?;
        let given = chapter::entries::<NaloxoneGiven>(look.read, id)?;
        let standing = chapter::standing(&given).into_iter();
        let given: Vec<_> = standing.filter(|entry| entry.body.stands()).collect();
        let kits: u32 = given.iter().map(|entry| u32::from(entry.body.kits)).sum();
        let last = given.into_iter().max_by_key(|entry| entry.body.on);
        Ok(MedicalOverview {
            brief: brief(look.read, id)?,
            pharmacy: pharmacy.map(|entry| entry.body),
            naloxone: last.map(|entry| (entry.body.clone(), kits)),
            may_screen: look.could(Action::KeepScreens, id)?,
            called: called(look, id)?,
        })
    })
}

fn called(look: &mut Look<'_, '_>, id: PersonId) -> Result<String, Refusal> {
    door::display_name(look, id)?.ok_or(Refusal::NotFound)
}

/// Allergies and medicines, for a look that was permitted already.
pub(crate) fn brief(read: &mut impl Read, id: PersonId) -> Result<MedicalBrief, Refusal> {
    let allergies = last_entry::<Allergies>(read, id)?;
    let allergies = allergies.map(|entry| entry.body.lines());
    let listed = chapter::entries::<Medicine>(read, id)?;
    let listed = chapter::standing(&listed);
    let taken = listed.iter().filter(|entry| entry.body.is_current());
    let taken: Vec<String> = taken.map(|entry| entry.body.words()).collect();
    let medicines = match last_entry::<NoMedicines>(read, id)? {
        Some(none) if taken.is_empty() => {
            let by = none.body.source.label();
            Some(vec![format!("None, said by {by}")])
        }
        None if listed.is_empty() => None,
        _ if taken.is_empty() => Some(vec!["None now; all on the list were stopped".to_owned()]),
        _ => Some(taken),
    };
    Ok(MedicalBrief {
        allergies,
        medicines,
    })
}

/// What was answered to a question, each with who said it, the oldest first.
pub(crate) fn said(findings: &Findings, question: &str) -> Vec<String> {
    said_of(findings, question, None)
}

/// The same about a substance.
pub(crate) fn said_of(
    findings: &Findings,
    question: &str,
    about: Option<Substance>,
) -> Vec<String> {
    let Some(question) = QuestionId::find(question) else {
        return Vec::new();
    };
    let same = findings
        .iter()
        .filter(|finding| finding.question == question && finding.about == about);
    same.map(|finding| format!("{} ({})", finding.words(), finding.source.label()))
        .collect()
}
