//! How a level is chosen, and chosen again where what is known asks for it before somebody gets another one.

use crate::demo::stage::Stage;
use anyhow::{Result, bail};
use care::assessment::finding::{RawValue, Source};
use care::assessment::placement::Place;
use care::assessment::placement::below::{Recheck, is_below};
use care::{LevelOfCare, Line, PersonId};
use clinic::assessment::interview;
use clinic::assessment::interview::Statement;
use clinic::assessment::placement;
use clinic::assessment::placement::ChoiceDraft;
use policy::Actor;

/// A counselor asks a few questions, and chooses.
pub fn choose(
    stage: &Stage<'_>,
    counselor: &Actor,
    id: PersonId,
    answers: &[(&str, &str)],
    level: LevelOfCare,
    reason: &str,
) -> Result<()> {
    let clinic = &stage.clinic;
    let statements: Vec<Statement> = answers
        .iter()
        .map(|(question, value)| Statement {
            question: (*question).to_owned(),
            about: None,
            value: Some(match *value {
                "yes" => RawValue::YesNo(true),
                "no" => RawValue::YesNo(false),
                text => RawValue::Text(text.to_owned()),
            }),
            not_known: None,
            source: Source::Person,
            settles: false,
        })
        .collect();
    let key = clinic.fresh_key();
    interview::answer(clinic, counselor, key, id, &statements, None)?;
    stage.pass_minutes(20);
    let reason = if reason.is_empty() {
        "What is known is enough to begin; the rest is asked there"
    } else {
        reason
    };
    place(stage, counselor, id, level, reason)
}

/// What is done where less is chosen than the criteria hold for safe.
const PLAN: &str = "Their counselor calls every second day and looks at the level again";

/// Why somebody goes on to less, or stays below what the criteria ask for.
const GOES_ON: &str =
    "Has held on for weeks, sleeps, and has people at home; the team agreed on it";

/// Has the level chosen where one is asked for before somebody gets it, or before care `ends`: for less than now, and for
/// less than is safe by what is known.
pub fn stand(
    stage: &Stage<'_>,
    counselor: &Actor,
    id: PersonId,
    to: LevelOfCare,
    ends: bool,
) -> Result<()> {
    let shown = placement::show(&stage.clinic, counselor, id, &[])?;
    let less = !ends && shown.now.is_some_and(|now| to < now);
    if less || is_below(to, shown.placement.least()) {
        place(stage, counselor, id, to, GOES_ON)?;
        stage.pass_minutes(1);
    }
    Ok(())
}

/// Whoever prescribes where somebody is seen.
fn prescriber(stage: &Stage<'_>, id: PersonId) -> Result<Actor> {
    for login in ["samuel", "nadia"] {
        let actor = stage.enter(login)?;
        let shown = placement::show(&stage.clinic, &actor, id, &[]);
        if shown.is_ok_and(|shown| shown.may_place) {
            return Ok(actor);
        }
    }
    bail!("nobody who prescribes works where they are seen")
}

/// A clinician reads what the criteria say, and chooses.
pub fn place(
    stage: &Stage<'_>,
    clinician: &Actor,
    id: PersonId,
    level: LevelOfCare,
    reason: &str,
) -> Result<()> {
    let clinic = &stage.clinic;
    let placed = placement::show(clinic, clinician, id, &[])?;
    let least = placed.placement.least();
    // Less than is safe by the criteria is chosen by whoever is licensed for it.
    let licensed = if !is_below(level, least) {
        None
    } else if placed.placement.asks_for_prescriber(Place::Level(level))
        || matches!(least, Place::Emergency | Place::Level(LevelOfCare::Detox))
    {
        Some(prescriber(stage, id)?)
    } else {
        Some(stage.enter("ruth")?)
    };
    let clinician = licensed.as_ref().unwrap_or(clinician);
    let today = placed.zone.local(clinic.now()).date();
    let draft = ChoiceDraft {
        place: Place::Level(level),
        reason: reason.to_owned(),
        // Asked for only where it is less than is safe by the criteria.
        plan: Some(Line::parse(PLAN, "a plan")?),
        plan_by: Some(Recheck::of(&placed.placement, today).latest()),
        seen: Some(placement::verdict_mark(&placed.placement)),
    };
    placement::choose(clinic, clinician, clinic.fresh_key(), id, &draft)?;
    Ok(())
}
