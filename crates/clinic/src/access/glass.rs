//! Breaking the glass, and reviewing that somebody did.

use crate::{Act, Clinic, Key, Refusal, mail};
use care::access::glass::{GlassReason, expires_at};
use care::people::patient::BirthDate;
use care::{GlassId, Line, PersonId, PersonName, Role, TimeZoneName};
use jiff::Timestamp;
use policy::{Action, Actor};
use record::access::glass;
use record::people::patient::Within;
use record::people::{patient, search, staff};
use std::collections::BTreeSet;

/// Opens a record in an emergency, for four hours, with a reason. The privacy officers learn of it at once.
pub fn break_glass(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    patient: PersonId,
    reason: &GlassReason,
) -> Result<Timestamp, Refusal> {
    clinic.act(
        actor,
        key,
        ("break_glass", &(patient, reason.as_str())),
        |act| open(act, patient, reason),
    )
}

/// Opens, in an emergency, the record of somebody known by name and date of birth. Whoever asks does not learn more
/// than whether exactly one such person is here, and the journal keeps that they asked.
pub fn break_glass_for(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    given: &Line,
    family: &Line,
    born: BirthDate,
    reason: &GlassReason,
) -> Result<PersonId, Refusal> {
    let command = (given, family, born, reason.as_str());
    clinic.act(actor, key, ("break_glass_for", &command), |act| {
        let everybody = Within {
            actor: actor.person(),
            now: act.now,
            organization: true,
            own_sites: false,
            caseload: false,
            own: false,
            supported: false,
            glass: false,
        };
        let same = |a: &Line, b: &Line| a.as_str().to_lowercase() == b.as_str().to_lowercase();
        // The search also finds by beginnings and by sound. Here the whole name has to be right, or guessing would
        // open a record.
        let called = |name: &PersonName| {
            same(&name.family, family)
                && (same(&name.given, given)
                    || name
                        .preferred
                        .as_ref()
                        .is_some_and(|name| same(name, given)))
        };
        let sought = PersonName {
            given: given.clone(),
            family: family.clone(),
            preferred: None,
            pronouns: None,
        };
        let in_care = search::patients_called(act.tx, &everybody, &sought, born.date())?
            .into_iter()
            .filter(|patient| patient.born == Some(born) && called(&patient.name))
            .map(|patient| patient.id);
        let asked = search::inquiries_called(act.tx, &everybody, &sought, born.date())?
            .into_iter()
            .filter(|it| it.request.born == Some(born) && called(&it.name))
            .map(|it| it.joined_to.unwrap_or(it.person));
        let found: BTreeSet<PersonId> = in_care.chain(asked).collect();
        let found: Vec<PersonId> = found.into_iter().collect();
        // Two answer like none: that there are two says something about both.
        let [patient] = found[..] else {
            return Err(Refusal::NotFound);
        };
        open(act, patient, reason)?;
        Ok(patient)
    })
}

fn open(
    act: &mut Act<'_, '_>,
    patient: PersonId,
    reason: &GlassReason,
) -> Result<Timestamp, Refusal> {
    act.permit_patient(Action::BreakGlass, patient)?;
    // Whoever is not in care yet has an inquiry instead of a record.
    let (open_to_them, found_under) = match patient::find(act.tx, patient)? {
        Some(_) => (Action::ViewPatient, "People"),
        None => (Action::ViewInquiry, "Inquiries"),
    };
    if act.could(open_to_them, patient)? {
        let sentence = format!(
            "This record is open to you without an emergency. Find the person under {found_under}."
        );
        return Err(Refusal::Conflict(sentence));
    }
    let actor = act.actor;
    let opening = glass::Glass {
        id: act.id(),
        actor: actor.person(),
        patient,
        reason: Some(reason.as_str().to_owned()),
        opened_at: act.now,
        expires_at: expires_at(act.now),
        review: None,
    };
    glass::insert(act.tx, act.clinic.dice(), &opening)?;
    let detail = serde_json::json!({ "glass": opening.id, "reason": reason.as_str() });
    act.journal(
        "glass.broken",
        ("person", patient.uuid()),
        Some(patient),
        Some(detail),
    )?;
    let link = format!("{}/staff/emergencies", act.clinic.settings().base_url);
    for officer in staff::all(act.tx)? {
        if officer.roles.contains(&Role::PrivacyOfficer)
            && officer.disabled_at.is_none()
            && let Some(email) = &officer.contact.email
        {
            mail::enqueue(act, officer.id, &mail::Mail::review_waits(email, &link))?;
        }
    }
    Ok(opening.expires_at)
}

/// An opening with the names the reviewer needs.
pub struct Opening {
    /// The opening.
    pub glass: glass::Glass,
    /// Who opened; nothing when they were forgotten since.
    pub actor: Option<String>,
    /// Whose record.
    pub patient: Option<String>,
    /// Who reviewed.
    pub reviewer: Option<String>,
    /// The zone of the site where that person is seen; nothing when they were forgotten since.
    pub zone: Option<TimeZoneName>,
}

/// Every opening, those that wait for a review first.
pub fn openings(clinic: &Clinic, actor: &Actor) -> Result<Vec<Opening>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ReviewGlass)?;
        let list = glass::list(look.read)?;
        look.meet(list.iter().flat_map(|glass| {
            let reviewer = glass.review.as_ref().map(|(_, reviewer, _)| *reviewer);
            [glass.actor, glass.patient].into_iter().chain(reviewer)
        }))?;
        let zones = door::zones(look, list.iter().map(|glass| glass.patient))?;
        let mut openings = Vec::new();
        for glass in list {
            look.saw("glass.viewed", ("person", glass.patient.uuid()), None, None);
            let reviewer = match &glass.review {
                Some((_, reviewer, _)) => door::display_name(look, *reviewer)?,
                None => None,
            };
            openings.push(Opening {
                actor: door::display_name(look, glass.actor)?,
                patient: door::display_name(look, glass.patient)?,
                reviewer,
                zone: zones.get(&glass.patient).cloned(),
                glass,
            });
        }
        Ok(openings)
    })
}

/// Closes the review of an opening with what was found. Nobody reviews their own.
pub fn review(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: GlassId,
    words: &Line,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("review_glass", &(id, words)), |act| {
        act.permit(Action::ReviewGlass)?;
        let opening = glass::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
        if opening.actor == actor.person() {
            let sentence = "Somebody else has to review what you opened yourself.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        let reviewed = glass::review(
            act.tx,
            act.clinic.dice(),
            &opening,
            actor.person(),
            words.as_str(),
            act.now,
        )?;
        if !reviewed {
            return Err(Refusal::Conflict(
                "This opening was reviewed in the meantime.".to_owned(),
            ));
        }
        act.journal("glass.reviewed", ("glass", id.uuid()), None, None)
    })
}
