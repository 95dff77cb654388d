//! An assessment as its pages show it.

use super::{basis, born, guardian_said, hints, offers};
use crate::{Clinic, Look, Refusal};
use care::assessment::facts::Facts;
use care::assessment::finding::{
    Contradiction, Diagnosis, Finding, Findings, QuestionId, Substance,
};
use care::assessment::offered::OfferedAnswer;
use care::assessment::placement::Placement;
use care::people::patient::BirthDate;
use care::{InquiryId, PersonId, TimeZoneName};
use door::zone;
use jiff::Timestamp;
use jiff::civil::Date;
use policy::{Action, Actor};
use record::assessment::interview;
use record::assessment::interview::{Assessment, Written, diagnosis};
use record::assessment::placement::Placed;
use record::intake::inquiry;
use record::people::person;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The question whose answers only whoever treats somebody reads.
pub(super) const TREATING_ALONE: &str = "home.violence";

/// What is still missing.
#[derive(Clone, Debug, Default)]
pub struct Needed {
    /// Seconds for everything that was not asked.
    pub in_all_seconds: u32,
    /// Seconds for what could still change the level of care.
    pub for_decision_seconds: u32,
    /// The questions that could still change the level of care.
    pub open: Vec<QuestionId>,
    /// The one that would help most.
    pub best: Option<QuestionId>,
}

/// A diagnosis as it stands.
#[derive(Clone, Debug)]
pub struct Diagnosed {
    /// What was entered.
    pub diagnosis: Diagnosis,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// An assessment as its pages show it.
pub struct View {
    /// Of whom.
    pub person: PersonId,
    /// What the person is called.
    pub called: String,
    /// Their date of birth.
    pub born: Option<BirthDate>,
    /// The zone of the site where they are seen.
    pub zone: TimeZoneName,
    /// The local date there.
    pub today: Date,
    /// The latest assessment, open or completed.
    pub assessment: Option<Assessment>,
    /// Everything written down, the oldest first.
    pub written: Vec<Written>,
    /// The same as one set.
    pub findings: Findings,
    /// What stands elsewhere in the record and answers a question to which nobody said anything since.
    pub offered: Vec<OfferedAnswer>,
    /// What is known of it now.
    pub facts: Facts,
    /// What those who wrote are called.
    pub names: HashMap<PersonId, String>,
    /// Diagnoses as they stand, one for each substance.
    pub diagnoses: Vec<Diagnosed>,
    /// What is still missing.
    pub needed: Needed,
    /// Where the date of birth is entered, for whoever may.
    pub born_at: Option<BornAt>,
    /// Whether the actor may add to it.
    pub may_write: bool,
    /// Whether the actor may settle, diagnose, complete.
    pub may_judge: bool,
}

/// Opens somebody's assessment.
pub fn view(clinic: &Clinic, actor: &Actor, person: PersonId) -> Result<View, Refusal> {
    clinic.look(actor, |look| Ok(open(clinic, look, person)?.0))
}

/// The same, with the level that follows beside it.
pub fn view_placed<'c>(
    clinic: &'c Clinic,
    actor: &Actor,
    person: PersonId,
) -> Result<(View, Placement<'c>), Refusal> {
    clinic.look(actor, |look| {
        let opened = open(clinic, look, person)?;
        let about = ("person", person.uuid());
        look.saw("placement.viewed", about, Some(person), None);
        Ok(opened)
    })
}

fn open<'c>(
    clinic: &'c Clinic,
    look: &mut Look<'_, '_>,
    person: PersonId,
) -> Result<(View, Placement<'c>), Refusal> {
    look.permit_patient(Action::ViewPatient, person)?;
    let zone = zone(look.read, look.actor, person)?;
    let today = zone.local(look.now).date();
    let mut written = interview::written(look.read, person)?;
    let findings = Findings::new(
        written
            .iter()
            .map(|written| written.finding.clone())
            .collect(),
    );
    let (name, _) = person::load(look.read, person)?;
    let born = born(look.read, person)?;
    let basis = basis(look.now, &zone, born);
    let sees_payers = look.could(Action::ViewCoverage, person)?;
    let offered = offers::all(look.read, person, &basis, sees_payers)?;
    let offered = offers::news(offered, &findings, &basis);
    let findings = findings
        .filled(guardian_said(look.read, person, &basis)?)
        .fearing(&offered);
    let hints = hints(look.read, person)?;
    let placement = Placement::hearing(clinic.protocol(), &findings, &basis, &hints);
    let hidden = if look.could(Action::KeepScreens, person)? {
        Vec::new()
    } else {
        of_others(&written, look.actor.person())
    };
    written.retain(|one| !hidden.contains(&one.finding));
    let (findings, placement) = without(&hidden, findings, placement);
    let view = View {
        person,
        called: name.full(),
        born,
        zone,
        today,
        assessment: interview::latest(look.read, person)?,
        names: names(look, &written)?,
        diagnoses: diagnoses(look, person)?,
        needed: needed(&placement),
        facts: placement.facts().clone(),
        born_at: born_at(look, person)?,
        may_write: look.could(Action::Assess, person)?,
        may_judge: look.could(Action::JudgeAssessment, person)?,
        written,
        findings,
        offered,
    };
    look.saw(
        "assessment.viewed",
        ("person", person.uuid()),
        Some(person),
        None,
    );
    Ok((view, placement))
}

/// What was said of violence at home is for whoever treats somebody, and for whoever wrote it down: not for the desk, and
/// not behind broken glass. These are the answers that somebody else wrote down.
fn of_others(written: &[Written], reader: PersonId) -> Vec<Finding> {
    let is_hidden =
        |one: &&Written| one.finding.question.question().id == TREATING_ALONE && one.by != reader;
    let hidden = written.iter().filter(is_hidden);
    hidden.map(|one| one.finding.clone()).collect()
}

/// The same for a page that knows what was said and not who wrote it down.
pub(crate) fn unseen(
    look: &mut Look<'_, '_>,
    person: PersonId,
    findings: &Findings,
) -> Result<Vec<Finding>, Refusal> {
    let asked = QuestionId::find(TREATING_ALONE);
    let said = asked.is_some_and(|question| !findings.to(question).is_empty());
    if !said || look.could(Action::KeepScreens, person)? {
        return Ok(Vec::new());
    }
    let written = interview::written(look.read, person)?;
    Ok(of_others(&written, look.actor.person()))
}

/// What was said, and what follows from it, without answers of which whoever looks sees nothing. The level that follows
/// from everything stands all the same.
pub(crate) fn without<'c>(
    hidden: &[Finding],
    findings: Findings,
    placement: Placement<'c>,
) -> (Findings, Placement<'c>) {
    let Some(first) = hidden.first() else {
        return (findings, placement);
    };
    let seen = findings.iter().filter(|said| !hidden.contains(said));
    let seen = Findings::new(seen.cloned().collect());
    let placement = placement.without(first.question, &seen);
    (seen, placement)
}

/// Leaves the same out of choices as they are kept: who wrote an answer down does not stand there.
pub(crate) fn conceal(
    look: &mut Look<'_, '_>,
    person: PersonId,
    choices: &mut [Placed],
) -> Result<(), Refusal> {
    let Some(hidden) = QuestionId::find(TREATING_ALONE) else {
        return Ok(());
    };
    if choices.is_empty() || look.could(Action::KeepScreens, person)? {
        return Ok(());
    }
    for choice in choices {
        choice.snapshot.hide(hidden);
    }
    Ok(())
}

/// Where the date of birth of somebody is entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BornAt {
    /// In their record.
    Record,
    /// In the request with which they came, while they have no record of care.
    Request(InquiryId),
}

/// The same, where the actor may enter it there.
pub(crate) fn born_at(
    look: &mut Look<'_, '_>,
    person: PersonId,
) -> Result<Option<BornAt>, Refusal> {
    if record::people::patient::find(look.read, person)?.is_some() {
        let may = look.could(Action::EditPatient, person)?;
        return Ok(may.then_some(BornAt::Record));
    }
    if !look.could(Action::WorkInquiry, person)? {
        return Ok(None);
    }
    let asked = inquiry::of_person(look.read, person)?;
    Ok(asked.first().map(|inquiry| BornAt::Request(inquiry.id)))
}

fn names(
    look: &mut Look<'_, '_>,
    written: &[Written],
) -> Result<HashMap<PersonId, String>, Refusal> {
    look.meet(written.iter().map(|written| written.by))?;
    let mut names = HashMap::new();
    for by in written.iter().map(|written| written.by) {
        if let Entry::Vacant(entry) = names.entry(by) {
            entry.insert(door::display_name(look, by)?.unwrap_or_default());
        }
    }
    Ok(names)
}

fn diagnoses(look: &mut Look<'_, '_>, person: PersonId) -> Result<Vec<Diagnosed>, Refusal> {
    let entered = diagnosis::all(look.read, person)?;
    look.meet(entered.iter().map(|entry| entry.by))?;
    let mut standing = Vec::new();
    for substance in Substance::ALL {
        let last = entered.iter().rfind(|entry| entry.substance == substance);
        let Some(last) = last else { continue };
        if let Some(diagnosis) = &last.diagnosis {
            standing.push(Diagnosed {
                diagnosis: diagnosis.clone(),
                at: last.at,
                by: door::display_name(look, last.by)?.unwrap_or_default(),
            });
        }
    }
    Ok(standing)
}

fn needed(placement: &Placement<'_>) -> Needed {
    let facts = placement.facts();
    let open: Vec<QuestionId> = placement.open_questions().collect();
    Needed {
        in_all_seconds: facts.seconds_left(),
        for_decision_seconds: facts.seconds_for(&open),
        best: open.first().copied(),
        open,
    }
}

impl View {
    /// What does not go together, as it is known now.
    pub fn contradictions(&self) -> Vec<Contradiction<'_>> {
        care::assessment::facts::contradictions(&self.findings, &self.facts)
    }
}
