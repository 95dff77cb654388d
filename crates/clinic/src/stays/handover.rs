//! Handing somebody over in an emergency: what the ambulance and the hospital have to know, from the record and from
//! whoever was there.

use crate::assessment::interview::born;
use crate::assessment::placement::seen_at;
use crate::people::minor;
use crate::people::minor::Ward;
use crate::stays::gate;
use crate::{Clinic, Key, Look, Refusal};
use care::assessment::finding::{Findings, QuestionId};
use care::followup::signal::Signal;
use care::people::patient::BirthDate;
use care::people::site::Site;
use care::stays::handover::{Handover, KeptHandover};
use care::{Contact, HandoverId, PersonId};
use policy::{Action, Actor};
use record::assessment::placement::Placed;
use record::assessment::{interview, placement};
use record::people::{person, site};
use record::stays::handover;

/// What of an assessment goes along, in this order: what harms when nobody knows it.
const ALONG: [&str; 5] = [
    "medical.conditions",
    "medications.list",
    "medications.for_use_disorder",
    "medical.pregnant",
    "medications.naloxone",
];

/// One answer that goes along.
pub struct Known {
    /// What was asked.
    pub label: &'static str,
    /// What was said, each with who said it; empty where nobody said anything.
    pub said: Vec<(String, &'static str)>,
}

/// The sheet: what the record knows, and what whoever was there wrote down last.
pub struct HandoverSheet {
    /// What the person is called, as in documents.
    pub name: String,
    /// Their date of birth.
    pub born: Option<BirthDate>,
    /// How they are reached.
    pub contact: Contact,
    /// Who answers for them, where they are a minor.
    pub ward: Ward,
    /// What harms when nobody knows it.
    pub along: Vec<Known>,
    /// The dangers that wait for an answer, the most urgent first.
    pub waiting: Vec<Signal>,
    /// Who sent them to an emergency department and why, where that was decided last.
    pub decided: Option<(Placed, String)>,
    /// What was written down last, and by whom.
    pub last: Option<(KeptHandover, String)>,
    /// Where they are seen: the number to call is its own.
    pub site: Site,
    /// Whether the actor may write a sheet.
    pub may_write: bool,
}

/// What goes along with somebody.
pub fn sheet(clinic: &Clinic, actor: &Actor, id: PersonId) -> Result<HandoverSheet, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, id)?;
        let at = seen_at(look, id)?;
        let site = site::find(look.read, at)?.ok_or(Refusal::NotFound)?;
        let today = site.zone.local(look.now).date();
        let (name, contact) = person::load(look.read, id)?;
        let findings = interview::findings(look.read, id)?;
        let last = last(look, id)?;
        let waiting = gate::shown(look, id)?;
        look.saw("handover.viewed", ("person", id.uuid()), Some(id), None);
        Ok(HandoverSheet {
            name: name.full(),
            born: born(look.read, id)?,
            contact,
            ward: minor::ward(look, id, today)?,
            along: ALONG.iter().filter_map(|id| known(&findings, id)).collect(),
            waiting,
            decided: decided(look, id)?,
            last,
            site,
            may_write: look.could(Action::RespondToSignal, id)?,
        })
    })
}

fn last(look: &mut Look<'_, '_>, id: PersonId) -> Result<Option<(KeptHandover, String)>, Refusal> {
    let Some(kept) = handover::last(look.read, id)? else {
        return Ok(None);
    };
    let by = door::display_name(look, kept.by)?.unwrap_or_default();
    Ok(Some((kept, by)))
}

fn decided(look: &mut Look<'_, '_>, id: PersonId) -> Result<Option<(Placed, String)>, Refusal> {
    let last = placement::of_person(look.read, id)?.into_iter().next();
    let Some(sent) = last.filter(|placed| placed.level().is_none()) else {
        return Ok(None);
    };
    let by = door::display_name(look, sent.by)?.unwrap_or_default();
    Ok(Some((sent, by)))
}

fn known(findings: &Findings, question: &str) -> Option<Known> {
    let id = QuestionId::find(question)?;
    let asked = id.question();
    let about = findings.counting(id, None);
    let said = about.map(|(finding, value)| (value.words(asked), finding.source.label()));
    Some(Known {
        label: asked.label,
        said: said.collect(),
    })
}

/// Keeps what whoever hands somebody over wrote down. Handing over is what is done about the danger: it answers every
/// signal that asks for somebody now.
pub fn hand_over(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &Handover,
) -> Result<HandoverId, Refusal> {
    clinic.act(actor, key, ("hand_over", &(id, draft)), |act| {
        act.permit_patient(Action::RespondToSignal, id)?;
        let answer = format!("Handed over to {}. {}", draft.to, draft.happened.as_str());
        let answer: String = answer
            .chars()
            .take(care::followup::signal::WORDS_CHARS_MAX)
            .collect();
        gate::answer_all(act, Action::RespondToSignal, id, &answer)?;
        let kept = KeptHandover {
            id: act.id(),
            at: act.now,
            by: act.actor.person(),
            handover: draft.clone(),
        };
        handover::insert(act.tx, act.clinic.dice(), id, &kept)?;
        let detail = serde_json::json!({ "handover": kept.id, "naloxone": draft.naloxone });
        act.journal(
            "handover.written",
            ("person", id.uuid()),
            Some(id),
            Some(detail),
        )?;
        Ok(kept.id)
    })
}
