//! Sending somebody to another provider, and tracking it until they are there.

use crate::people::patient::saw_listed;
use crate::stays::gate;
use crate::stays::gate::{DangerAnswer, LevelWish};
use crate::stays::stay::{advance, running, today_at};
use crate::{Act, Clinic, Key, Refusal};
use care::stays::referral::{Receiver, Referral, ReferralState, ReferralStep, expected};
use care::stays::stay::{Stay, StayPlace};
use care::{LevelOfCare, Line, PersonId, ReferralId, SiteId};
use jiff::civil::Date;
use policy::{Action, Actor, reach};
use record::people::{patient, site};
use record::stays::{episode, referral, stay};
use serde::Serialize;
use std::collections::HashMap;

/// A referral as a form describes it.
#[derive(Clone, Debug, Serialize)]
pub struct ReferralDraft {
    /// To which level of care.
    pub level: LevelOfCare,
    /// Who receives the person.
    pub to: Receiver,
    /// The day on which they should be there.
    pub expected: Date,
    /// What is done about a danger by this very referral, where it is that.
    pub emergency: Option<DangerAnswer>,
}

/// Refers somebody in care to another provider. They stay where they are until they arrive there.
pub fn refer(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &ReferralDraft,
) -> Result<ReferralId, Refusal> {
    clinic.act(actor, key, ("refer", &(id, draft)), |act| {
        act.permit_patient(Action::MoveStay, id)?;
        let episode = running(act, id)?;
        let now = episode.now().ok_or(Refusal::NotFound)?.clone();
        let wish = LevelWish::from_stay(&now, draft.level);
        gate::pass_answering(act, Action::MoveStay, id, wish, draft.emergency.as_ref())?;
        gate::stand(act, id, wish, "level")?;
        let sent = send(act, id, now.site, draft)?;
        // Whoever waits for a place that fell through waits for the new one from now on.
        if now.level == draft.level
            && let Some(before) = now.place.referral()
            && let Some(before) = referral::find(act.tx, before)?
            && !before.state().is_open()
            && before.state() != ReferralState::Arrived
        {
            stay::set_referral(act.tx, now.id, sent)?;
        }
        Ok(sent)
    })
}

/// Makes a referral that was permitted already, and says so in the journal.
pub(crate) fn send(
    act: &mut Act<'_, '_>,
    person: PersonId,
    from: SiteId,
    draft: &ReferralDraft,
) -> Result<ReferralId, Refusal> {
    let today = today_at(act, from)?;
    let expected =
        expected(draft.expected, today).map_err(|invalid| Refusal::invalid("expected", invalid))?;
    let sent = Referral {
        id: act.id(),
        person,
        site: from,
        level: draft.level,
        expected,
        to: draft.to.clone(),
        steps: vec![ReferralStep {
            state: ReferralState::Sent,
            on: today,
            by: act.actor.person(),
            words: None,
        }],
    };
    let (dice, step) = (act.clinic.dice(), act.id());
    referral::insert(act.tx, dice, &sent, step)?;
    let detail = serde_json::json!({ "level": draft.level, "to": draft.to, "expected": expected });
    act.journal(
        "referral.sent",
        ("referral", sent.id.uuid()),
        Some(person),
        Some(detail),
    )?;
    Ok(sent.id)
}

/// What happened to a referral.
#[derive(Clone, Debug, Serialize)]
pub struct StepDraft {
    /// How it stands since.
    pub state: ReferralState,
    /// The day it happened.
    pub on: Date,
    /// A line about it.
    pub words: Option<Line>,
}

/// Says how a referral went on; answers whose it is. When the person has arrived, their stay there begins.
pub fn track(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: ReferralId,
    draft: &StepDraft,
) -> Result<PersonId, Refusal> {
    clinic.act(actor, key, ("track", &(id, draft)), |act| {
        let found = referral::find(act.tx, id);
        let mut found = match found {
            Err(record::RecordError::Forgotten) => None,
            other => other?,
        }
        .ok_or(Refusal::NotFound)?;
        let person = found.person;
        act.permit_patient(Action::TrackReferral, person)?;
        let today = today_at(act, found.site)?;
        let step = ReferralStep {
            state: draft.state,
            on: draft.on,
            by: act.actor.person(),
            words: draft.words.clone(),
        };
        let follows = found.state().next().contains(&step.state);
        found.advance(step, today).map_err(|invalid| {
            let field = if follows { "on" } else { "state" };
            Refusal::invalid(field, invalid)
        })?;
        let (dice, step) = (act.clinic.dice(), act.id());
        referral::advance(act.tx, dice, &found, step)?;
        if draft.state == ReferralState::Arrived {
            arrive(act, &found, draft.on)?;
        }
        let detail = serde_json::json!({ "state": draft.state, "on": draft.on });
        act.journal(
            "referral.tracked",
            ("referral", id.uuid()),
            Some(person),
            Some(detail),
        )?;
        Ok(person)
    })
}

/// The stay with the other provider begins on the day they arrived, unless it already counts as begun.
fn arrive(act: &mut Act<'_, '_>, referral: &Referral, on: Date) -> Result<(), Refusal> {
    let Some(mut episode) = episode::open_of(act.tx, referral.person)? else {
        // Whoever was discharged meanwhile is only known to have arrived.
        return Ok(());
    };
    let Some(now) = episode.now().cloned() else {
        return Ok(());
    };
    if now.place.referral() == Some(referral.id) {
        return Ok(());
    }
    if now.level == referral.level
        && let Some(before) = now.place.referral()
        && let Some(before) = record::stays::referral::find(act.tx, before)?
        && before.state() != ReferralState::Arrived
    {
        stay::set_referral(act.tx, now.id, referral.id)?;
        return Ok(());
    }
    let home = patient::find(act.tx, referral.person)?.ok_or(Refusal::NotFound)?;
    let there = Stay {
        id: act.id(),
        level: referral.level,
        site: now.site,
        place: StayPlace::Elsewhere {
            referral: referral.id,
        },
        counselor: now.counselor,
        from: on,
        planned: None,
        ended: None,
    };
    let ending =
        advance(act, &mut episode, there, home.program).map_err(|refusal| refusal.beside("on"))?;
    let detail = serde_json::json!({ "how": ending, "referral": referral.id });
    act.journal(
        "stay.moved",
        ("person", referral.person.uuid()),
        Some(referral.person),
        Some(detail),
    )
}

/// An open referral, with whom it is about.
pub struct WaitingReferral {
    /// The referral.
    pub referral: Referral,
    /// What the person is called.
    pub name: String,
    /// What the sending site is called.
    pub site: Line,
    /// The date there.
    pub today: Date,
}

/// One referral with everything that happened to it.
pub struct Tracked {
    /// The referral.
    pub referral: Referral,
    /// What the person is called.
    pub name: String,
    /// The date at the sending site.
    pub today: Date,
    /// What those are called who entered its steps.
    pub called: HashMap<PersonId, String>,
    /// Whether the actor may say how it went on.
    pub may_track: bool,
}

/// One referral.
pub fn one(clinic: &Clinic, actor: &Actor, id: ReferralId) -> Result<Tracked, Refusal> {
    clinic.look(actor, |look| {
        let found = match referral::find(look.read, id) {
            Err(record::RecordError::Forgotten) => None,
            other => other?,
        };
        let found = found.ok_or(Refusal::NotFound)?;
        look.permit_patient(Action::ViewPatient, found.person)?;
        let site = site::find(look.read, found.site)?.ok_or(Refusal::NotFound)?;
        let mut called = HashMap::new();
        look.meet(found.steps.iter().map(|step| step.by))?;
        for by in found.steps.iter().map(|step| step.by) {
            if let Some(name) = door::display_name(look, by)? {
                called.insert(by, name);
            }
        }
        look.saw(
            "referral.viewed",
            ("referral", id.uuid()),
            Some(found.person),
            None,
        );
        Ok(Tracked {
            name: door::display_name(look, found.person)?.ok_or(Refusal::NotFound)?,
            today: site.zone.local(look.now).date(),
            called,
            may_track: look.could(Action::TrackReferral, found.person)?,
            referral: found,
        })
    })
}

/// The referrals that wait for something, within the actor's reach: those overdue first, then the oldest.
pub fn waiting(clinic: &Clinic, actor: &Actor) -> Result<Vec<WaitingReferral>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::SearchPatients)?;
        let reach = reach(actor, Action::TrackReferral);
        let sites = site::all(look.read)?;
        let open = referral::open(look.read)?;
        let people: Vec<PersonId> = open.iter().map(|referral| referral.person).collect();
        let tied = patient::facts_of(look.read, &people, actor.person())?;
        look.meet(people)?;
        let mut list = Vec::new();
        for referral in open {
            let facts = tied.get(&referral.person);
            let within = reach.organization
                || facts.is_some_and(|facts| {
                    reach.own_sites && actor.sites().contains(&facts.site)
                        || reach.caseload && facts.counselor == Some(actor.person())
                });
            let site = sites.iter().find(|site| site.id == referral.site);
            let (true, Some(site)) = (within, site) else {
                continue;
            };
            if let Some(name) = door::display_name(look, referral.person)? {
                list.push(WaitingReferral {
                    name,
                    site: site.name.clone(),
                    today: site.zone.local(look.now).date(),
                    referral,
                });
            }
        }
        list.sort_by_key(|waiting| {
            (
                !waiting.referral.is_overdue(waiting.today),
                waiting.referral.sent(),
                waiting.referral.id,
            )
        });
        let shown: Vec<PersonId> = list.iter().map(|waiting| waiting.referral.person).collect();
        saw_listed(look, &shown, false);
        Ok(list)
    })
}
