//! Placement: what the criteria say about somebody, and the level a clinician chose, or that they sent them to an emergency
//! department.

use crate::assessment::interview::{BornAt, born_at, conceal, current, unseen, without};
use crate::stays::gate;
use crate::stays::gate::LevelWish;
use crate::{Clinic, Key, Look, Refusal};
use care::assessment::finding::{Assessment, QuestionId, Substance};
use care::assessment::placement::below::PlanBelow;
use care::assessment::placement::stands::LevelLack;
use care::assessment::placement::{
    AnswerChange, Choice, External, Place, Placement, Snapshot, below,
};
use care::assessment::protocol::Protocol;
use care::intake::inquiry::Stage;
use care::{Credential, LevelOfCare, Line, PersonId, PlacementId, SiteId, TimeZoneName};
use door::patient_resource;
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use record::assessment::placement;
use record::assessment::placement::{Placed, Recorded};
use record::intake::inquiry;
use record::people::{person, site, staff};
use record::stays::stay;
use serde::Serialize;
use std::collections::HashMap;

/// The most answers one try changes; a page with more says nothing any more.
pub const TRIES_MAX: usize = 8;

/// What the page of a placement shows. Evaluated when it is read, from everything said so far.
pub struct ShownPlacement<'c> {
    /// What the person is called.
    pub name: String,
    /// The zone of their site.
    pub zone: TimeZoneName,
    /// What is known.
    pub assessment: Assessment,
    /// The protocol that was asked.
    pub protocol: &'c Protocol,
    /// What it says.
    pub placement: Placement<'c>,
    /// What it would say with some answers changed, when somebody tries that.
    pub tried: Option<(Vec<AnswerChange>, Placement<'c>)>,
    /// The choice they are in care by, or are to be: the last of all, where it is one for this course of care.
    pub chosen: Option<Placed>,
    /// Every choice so far, the latest first.
    pub history: Vec<Placed>,
    /// Results from elsewhere, the latest first.
    pub externals: Vec<Recorded>,
    /// What those are called who chose or entered them.
    pub called: HashMap<PersonId, String>,
    /// The level they are at now, when they are in care.
    pub now: Option<LevelOfCare>,
    /// The first day of that stay, where every choice so far was made after it.
    pub chosen_after: Option<Date>,
    /// Whether that choice is a level, and was made from everything that is known now. What safer answers would lead
    /// to teaches how to fill in the form, so it is shown only beside a choice that stands.
    pub signed: bool,
    /// What the actor may sign.
    pub credentials: Vec<Credential>,
    /// Where the date of birth is entered, for whoever may.
    pub born_at: Option<BornAt>,
    /// Whether the actor may choose.
    pub may_place: bool,
    /// Whether the actor may admit.
    pub may_admit: bool,
    /// Why whoever is not in care could not be admitted to the level that was chosen, by what is known now.
    pub admits_not: Option<String>,
}

/// Evaluates what is known about somebody, and once more with `changes`, which are kept nowhere.
pub fn show<'c>(
    clinic: &'c Clinic,
    actor: &Actor,
    id: PersonId,
    changes: &[AnswerChange],
) -> Result<ShownPlacement<'c>, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, id)?;
        let seen_at = seen_at(look, id)?;
        let site = site::find(look.read, seen_at)?.ok_or(Refusal::NotFound)?;
        let (name, _) = person::load(look.read, id)?;
        let mut assessment = current(look.read, id, look.now, &site.zone)?;
        let protocol = clinic.protocol();
        let placement = placed(protocol, &assessment);
        let mut history = placement::of_person(look.read, id)?;
        let mut chosen = gate::first_that_counts(look.read, &history, &site.zone)?.cloned();
        let signed = chosen.as_ref().is_some_and(|placed| {
            placed.level().is_some() && assessment.is_unchanged_since(placed.at)
        });
        let externals = placement::externals(look.read, id)?;
        let chose = history.iter().map(|placed| placed.by);
        let mut called = HashMap::new();
        for by in chose.chain(externals.iter().map(|recorded| recorded.by)) {
            if let Some(name) = door::display_name(look, by)? {
                called.insert(by, name);
            }
        }
        let reader = staff::find(look.read, look.actor.person())?;
        let credentials = reader.map(|staff| staff.credentials).unwrap_or_default();
        let present = stay::open_of(look.read, id)?;
        let now = present.as_ref().map(|stay| stay.level);
        let is_later = |placed: &Placed, from: Date| site.zone.local(placed.at).date() > from;
        let chosen_after = present
            .map(|stay| stay.from)
            .filter(|from| history.iter().all(|placed| is_later(placed, *from)));
        let known = (&assessment, &placement);
        let to_be = chosen.as_ref().filter(|_| now.is_none());
        let admits_not = admits_not(look, &site.zone, known, to_be)?;
        conceal(look, id, &mut history)?;
        conceal(look, id, chosen.as_mut_slice())?;
        let hidden = unseen(look, id, &assessment.findings)?;
        let (findings, placement) = without(&hidden, assessment.findings, placement);
        assessment.findings = findings;
        let changes = &changes[..changes.len().min(TRIES_MAX)];
        let tried = (!changes.is_empty()).then(|| (changes.to_vec(), placement.with(changes)));
        look.saw("placement.viewed", ("person", id.uuid()), Some(id), None);
        Ok(ShownPlacement {
            name: name.full(),
            zone: site.zone,
            assessment,
            protocol,
            placement,
            tried,
            chosen,
            history,
            externals,
            called,
            now,
            chosen_after,
            signed,
            credentials,
            born_at: born_at(look, id)?,
            may_place: look.could(Action::PlacePerson, id)?,
            may_admit: look.could(Action::AdmitPerson, id)?,
            admits_not,
        })
    })
}

/// Why whoever is not in care could not be admitted to the level that was chosen, if one was.
fn admits_not(
    look: &mut Look<'_, '_>,
    zone: &TimeZoneName,
    (assessment, placement): (&Assessment, &Placement<'_>),
    chosen: Option<&Placed>,
) -> Result<Option<String>, Refusal> {
    let Some((placed, level)) = chosen.and_then(|placed| Some((placed, placed.level()?))) else {
        return Ok(None);
    };
    let choice = gate::kept_choice(look.read, placed, zone, assessment)?;
    let wish = LevelWish::admission(level);
    let lack = gate::lack(placement, Some(&choice), assessment.assessed_on, wish);
    Ok(lack.map(LevelLack::sentence))
}

/// What the criteria say of an assessment, beside what the rest of the record tells.
pub(crate) fn placed<'p>(protocol: &'p Protocol, assessment: &Assessment) -> Placement<'p> {
    let Assessment {
        basis,
        findings,
        hints,
        ..
    } = assessment;
    Placement::hearing(protocol, findings, basis, hints)
}

/// Where somebody is seen, or asked to be seen.
pub(crate) fn seen_at(look: &mut Look<'_, '_>, id: PersonId) -> Result<SiteId, Refusal> {
    site_of(&patient_resource(look.read, look.actor, id)?)
}

fn site_of(resource: &Resource) -> Result<SiteId, Refusal> {
    match resource {
        Resource::Patient(facts) => Ok(facts.site),
        _ => Err(Refusal::NotFound),
    }
}

/// A clinician's choice as a form describes it.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceDraft {
    /// Where: a level, or an emergency department.
    pub place: Place,
    /// Why, where it differs from what is recommended.
    pub reason: String,
    /// What is done instead, where it is less than is safe by the criteria.
    pub plan: Option<Line>,
    /// By which day somebody looks again at that.
    pub plan_by: Option<Date>,
    /// What the criteria said when the page was made, as [`verdict_mark`] writes it; nothing is asked of whoever sends
    /// somebody to an emergency department.
    pub seen: Option<String>,
}

/// What the criteria say, in a form that a page can carry, so that a choice is never kept beside another verdict than
/// the one that was read.
pub fn verdict_mark(placement: &Placement<'_>) -> String {
    placement.mark()
}

/// Keeps the level a clinician chose, or that they sent somebody to an emergency department, with everything that was known.
pub fn choose(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &ChoiceDraft,
) -> Result<PlacementId, Refusal> {
    clinic.act(actor, key, ("choose_placement", &(id, draft)), |act| {
        act.permit_patient(Action::PlacePerson, id)?;
        let seen_at = site_of(&patient_resource(act.tx, act.actor, id)?)?;
        let site = site::find(act.tx, seen_at)?.ok_or(Refusal::NotFound)?;
        let assessment = current(act.tx, id, act.now, &site.zone)?;
        let today = assessment.assessed_on;
        let placement = placed(act.clinic.protocol(), &assessment);
        let seen = draft.seen.as_deref();
        // Whoever sends somebody to an emergency department is held up by nothing.
        if draft.place != Place::Emergency && seen != Some(placement.mark().as_str()) {
            let sentence = format!(
                "New answers came in while you were reading. Now: {}. Look again, then choose.",
                placement.verdict().words()
            );
            return Err(Refusal::field("level", sentence));
        }
        let by = act.actor.person();
        let chooser = staff::find(act.tx, by)?;
        let credentials = chooser.map(|staff| staff.credentials).unwrap_or_default();
        let plan = planned(&placement, draft, &credentials, today)?;
        let choice = Choice::parse(&placement, draft.place, by, &draft.reason)
            .map_err(|invalid| Refusal::invalid("reason", invalid))?;
        let placed = Placed {
            id: act.id(),
            person: id,
            place: draft.place,
            reason: choice.reason().cloned(),
            plan,
            by,
            credentials: Some(credentials),
            at: act.now,
            snapshot: Snapshot::of(&placement, &assessment.findings),
        };
        placement::insert(act.tx, act.clinic.dice(), &placed)?;
        // Whoever was sent to an emergency department has no level yet, and still waits for one.
        if placed.level().is_some() {
            inquiry::advance(act.tx, id, Stage::Placed, act.now)?;
        }
        let detail = serde_json::json!({
            "level": placed.place,
            "below": placed.plan.is_some(),
            "verdict": verdict_mark(&placement),
            "protocol": [placed.snapshot.protocol, placed.snapshot.version.to_string()],
        });
        act.journal(
            "placement.chosen",
            ("person", id.uuid()),
            Some(id),
            Some(detail),
        )?;
        Ok(placed.id)
    })
}

/// The plan of a choice of less than the least that anything known asks for, from whoever is licensed to make one.
fn planned(
    placement: &Placement<'_>,
    draft: &ChoiceDraft,
    credentials: &[Credential],
    today: Date,
) -> Result<Option<PlanBelow>, Refusal> {
    let least = placement.least();
    let Place::Level(level) = draft.place else {
        return Ok(None);
    };
    if !below::is_below(level, least) {
        return Ok(None);
    }
    let medical = placement.asks_for_prescriber(draft.place);
    below::check(
        least,
        medical,
        credentials,
        draft.reason.as_str(),
        draft.plan.as_ref(),
        draft.plan_by,
        below::Recheck::of(placement, today),
    )
    .map(Some)
    .map_err(Refusal::Fields)
}

/// A result from elsewhere as a form describes it.
#[derive(Clone, Debug, Serialize)]
pub struct ExternalDraft {
    /// Which edition.
    pub edition: care::assessment::placement::Edition,
    /// When it was made.
    pub on: Date,
    /// Each dimension with its rating.
    pub ratings: Vec<(u8, String)>,
    /// The level number it recommends.
    pub level: String,
}

/// Records the result of a placement assessment that was made elsewhere with its own licensed tool.
pub fn record_external(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &ExternalDraft,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("record_external", &(id, draft)), |act| {
        act.permit_patient(Action::PlacePerson, id)?;
        let seen_at = site_of(&patient_resource(act.tx, act.actor, id)?)?;
        let today = crate::stays::stay::today_at(act, seen_at)?;
        let ratings: Vec<(u8, &str)> = draft
            .ratings
            .iter()
            .map(|(dimension, rating)| (*dimension, rating.as_str()))
            .collect();
        let external = External::parse(draft.edition, draft.on, today, &ratings, &draft.level)
            .map_err(|invalid| Refusal::invalid("external_level", invalid))?;
        let recorded = Recorded {
            id: act.id(),
            by: act.actor.person(),
            at: act.now,
            external,
        };
        placement::insert_external(act.tx, act.clinic.dice(), id, &recorded)?;
        act.journal(
            "placement.external",
            ("person", id.uuid()),
            Some(id),
            Some(serde_json::json!({ "external": recorded.id })),
        )
    })
}

/// What somebody tries: an answer in place of the one that is known. The question may name a substance, as in
/// `use.days@alcohol`.
pub fn change(question: &str, answer: &str) -> Option<AnswerChange> {
    let (name, about) = match question.split_once('@') {
        Some((name, code)) => (name, Some(Substance::from_code(code)?)),
        None => (question, None),
    };
    let id = QuestionId::find(name)?;
    let (low, high) = id.question().bounds()?;
    let to: i32 = answer.parse().ok()?;
    let fits = about.is_none() || id.question().suits(about);
    (fits && (low..=high).contains(&to)).then_some(AnswerChange {
        question: id,
        about,
        to,
    })
}
