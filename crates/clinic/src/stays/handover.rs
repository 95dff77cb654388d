//! Handing somebody over in an emergency: what the ambulance and the hospital have to know, from the record and from
//! whoever was there.

use crate::assessment::interview::{basis, born, conceal};
use crate::assessment::placement::seen_at;
use crate::people::minor;
use crate::people::minor::Ward;
use crate::people::reach;
use crate::stays::gate;
use crate::treatment::overview::{MedicalBrief, brief};
use crate::{Clinic, Key, Look, Refusal};
use care::followup::signal::Signal;
use care::people::contact_rules::{Forbidden, WayOut};
use care::people::patient::BirthDate;
use care::people::site::Site;
use care::stays::handover::along::Along;
use care::stays::handover::{Handover, KeptHandover};
use care::{Contact, HandoverId, PersonId, TimeZoneName};
use policy::{Action, Actor};
use record::assessment::interview;
use record::assessment::placement::Placed;
use record::people::{person, site};
use record::stays::handover;

/// The sheet: what the record knows, and what whoever was there wrote down last.
pub struct HandoverSheet {
    /// What the person is called, as in documents.
    pub name: String,
    /// Their date of birth.
    pub born: Option<BirthDate>,
    /// How they are reached.
    pub contact: Contact,
    /// The rule that keeps their number off a sheet that is given along, where one does.
    pub no_number: Option<Forbidden>,
    /// How it is safe to be in touch with them: whoever takes over has to know it as well.
    pub rules: Vec<String>,
    /// Who answers for them, where they are a minor.
    pub ward: Ward,
    /// What harms when nobody knows it.
    pub along: Along,
    /// Allergies and medicines, as their own pages know them.
    pub brief: MedicalBrief,
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
        let born = born(look.read, id)?;
        let last = last(look, id)?;
        let brief = brief(look.read, id)?;
        let mut along = Along::of(&findings, &basis(look.now, &site.zone, born), &site.zone);
        along.leave_to_chapters(brief.medicines.is_some(), brief.allergies.is_some());
        let waiting = gate::shown(look, id)?;
        look.saw("handover.viewed", ("person", id.uuid()), Some(id), None);
        Ok(HandoverSheet {
            name: name.full(),
            born,
            contact,
            no_number: reach::forbidden(look.read, id, WayOut::PrintedNumber, look.now)?,
            rules: person::rules(look.read, id)?.rules(),
            ward: minor::ward(look, id, today)?,
            along,
            brief,
            waiting,
            decided: decided(look, id, &site.zone)?,
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

fn decided(
    look: &mut Look<'_, '_>,
    id: PersonId,
    zone: &TimeZoneName,
) -> Result<Option<(Placed, String)>, Refusal> {
    let last = gate::last_choice(look.read, id, zone)?;
    let mut sent = last.filter(|placed| placed.level().is_none());
    conceal(look, id, sent.as_mut_slice())?;
    let Some(sent) = sent else {
        return Ok(None);
    };
    let by = door::display_name(look, sent.by)?.unwrap_or_default();
    Ok(Some((sent, by)))
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
