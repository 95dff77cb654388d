//! Safety plans: filled in together or by the person alone. Every save is another version; none is ever changed.

use crate::{Act, Clinic, Key, Look, Refusal, Version};
use care::followup::safety_plan::{LINES_MAX, SafetyPlan, Steps, review};
use care::{PersonId, TimeZoneName};
use door::display_name;
use door::zone;
use jiff::Timestamp;
use jiff::civil::Date;
use policy::{Action, Actor};
use record::followup::safety_plan;
use record::followup::safety_plan::{KeptPlan, VERSIONS_MAX};
use serde::Serialize;

/// One version of a plan, as pages show it.
pub struct Made {
    /// Which version it is, from 1.
    pub number: i64,
    /// When it was written.
    pub at: Timestamp,
    /// Who wrote it, as far as they are known still.
    pub by: String,
    /// Whether that was the person.
    pub by_themselves: bool,
    /// What it says.
    pub plan: SafetyPlan,
}

/// Somebody's plan, as its page shows it.
pub struct ShownSafetyPlan {
    /// What the person is called.
    pub called: String,
    /// The zone of the site where they are seen.
    pub zone: TimeZoneName,
    /// The version that holds; nothing where there is no plan yet.
    pub latest: Option<Made>,
    /// Whether the actor may write another version.
    pub may_edit: bool,
}

impl ShownSafetyPlan {
    /// What a form of the plan is made from.
    pub fn version(&self) -> Result<Version, Refusal> {
        version(self.latest.as_ref().map(|made| made.number))
    }
}

fn version(number: Option<i64>) -> Result<Version, Refusal> {
    Version::of(&("safety plan", number))
}

/// Opens somebody's plan.
pub fn show(clinic: &Clinic, actor: &Actor, person: PersonId) -> Result<ShownSafetyPlan, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewSafetyPlan, person)?;
        let latest = safety_plan::latest(look.read, person)?;
        let number = latest.as_ref().map(|kept| kept.number);
        let latest = latest.map(|kept| made(look, person, kept)).transpose()?;
        viewed(look, person, serde_json::json!({ "version": number }));
        Ok(ShownSafetyPlan {
            called: display_name(look, person)?.ok_or(Refusal::NotFound)?,
            zone: zone(look.read, look.actor, person)?,
            may_edit: look.could(Action::EditSafetyPlan, person)?,
            latest,
        })
    })
}

/// Earlier versions of somebody's plan beside the one that holds.
pub struct History {
    /// What the person is called.
    pub called: String,
    /// The zone of the site where they are seen.
    pub zone: TimeZoneName,
    /// The versions, the latest first.
    pub versions: Vec<Made>,
    /// The one before the last of them, which tells what that one changed; nothing where that is the first.
    pub before: Option<Made>,
    /// The number of the version that holds.
    pub latest: i64,
    /// Whether the actor may bring one of them back.
    pub may_edit: bool,
}

/// Opens the versions of somebody's plan that came before one, or all that there are.
pub fn history(
    clinic: &Clinic,
    actor: &Actor,
    person: PersonId,
    before: Option<i64>,
) -> Result<History, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewSafetyPlan, person)?;
        let latest = safety_plan::latest(look.read, person)?;
        let latest = latest.map_or(0, |kept| kept.number);
        let before = before.unwrap_or(i64::MAX);
        let mut kept = safety_plan::before(look.read, person, before)?;
        look.meet(kept.iter().map(|kept| kept.by))?;
        let further = kept.split_off(kept.len().min(VERSIONS_MAX)).pop();
        let shown: Vec<i64> = kept.iter().map(|kept| kept.number).collect();
        viewed(look, person, serde_json::json!({ "versions": shown }));
        let mut versions = Vec::with_capacity(kept.len());
        for kept in kept {
            versions.push(made(look, person, kept)?);
        }
        let further = further.map(|kept| made(look, person, kept)).transpose()?;
        Ok(History {
            called: display_name(look, person)?.ok_or(Refusal::NotFound)?,
            zone: zone(look.read, look.actor, person)?,
            versions,
            before: further,
            latest,
            may_edit: look.could(Action::EditSafetyPlan, person)?,
        })
    })
}

fn made(look: &mut Look<'_, '_>, person: PersonId, kept: KeptPlan) -> Result<Made, Refusal> {
    Ok(Made {
        number: kept.number,
        at: kept.at,
        by: display_name(look, kept.by)?.unwrap_or_default(),
        by_themselves: kept.by == person,
        plan: kept.plan,
    })
}

fn viewed(look: &mut Look<'_, '_>, person: PersonId, detail: serde_json::Value) {
    look.saw(
        "safety_plan.viewed",
        ("person", person.uuid()),
        Some(person),
        Some(detail),
    );
}

/// Whether somebody has a plan, for pages that lead to it; nothing of what it says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Brief {
    /// When it was written last, and whether together; nothing where there is none.
    pub last: Option<(Timestamp, bool)>,
    /// When it is to be looked at again.
    pub review_on: Option<Date>,
    /// Whether the actor may write it.
    pub may_edit: bool,
}

/// Tells whether somebody has a plan.
pub fn brief(clinic: &Clinic, actor: &Actor, person: PersonId) -> Result<Brief, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewSafetyPlan, person)?;
        let latest = safety_plan::latest(look.read, person)?;
        Ok(Brief {
            last: latest.as_ref().map(|kept| (kept.at, kept.plan.together)),
            review_on: latest.and_then(|kept| kept.plan.review_on),
            may_edit: look.could(Action::EditSafetyPlan, person)?,
        })
    })
}

/// What is to be the next version.
#[derive(Clone, Debug, Serialize)]
pub struct Draft {
    /// What it says.
    pub steps: Steps,
    /// Whether the person made it or agreed to it. Of what the person writes that is so, whatever stands here.
    pub together: bool,
    /// When it is to be looked at again. Whoever writes their own plan leaves that day as it is.
    pub review_on: Option<Date>,
}

/// Writes the next version of somebody's plan; answers its number.
pub fn save(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    person: PersonId,
    draft: &Draft,
) -> Result<i64, Refusal> {
    clinic.act(actor, key, ("save_safety_plan", &(person, draft)), |act| {
        act.permit_patient(Action::EditSafetyPlan, person)?;
        check(&draft.steps)?;
        let latest = safety_plan::latest(act.tx, person)?;
        act.unchanged(version(latest.as_ref().map(|kept| kept.number))?)?;
        let own = act.actor.person() == person;
        let review_on = if own {
            latest.as_ref().and_then(|kept| kept.plan.review_on)
        } else {
            let today = zone(act.tx, act.actor, person)?.local(act.now).date();
            let checked = draft.review_on.map(|on| review(on, today)).transpose();
            checked.map_err(|invalid| Refusal::invalid("review", invalid))?
        };
        let plan = SafetyPlan {
            steps: draft.steps.clone(),
            together: own || draft.together,
            review_on,
            brings_back: None,
        };
        add(act, person, latest, plan)
    })
}

/// Brings back an earlier version, as another one; answers its number.
pub fn restore(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    person: PersonId,
    number: i64,
) -> Result<i64, Refusal> {
    clinic.act(
        actor,
        key,
        ("restore_safety_plan", &(person, number)),
        |act| {
            act.permit_patient(Action::EditSafetyPlan, person)?;
            let latest = safety_plan::latest(act.tx, person)?;
            let latest = latest.ok_or(Refusal::NotFound)?;
            if latest.number == number {
                return Err(Refusal::Conflict(
                    "This is the plan as it stands. Open the page again to see its versions."
                        .to_owned(),
                ));
            }
            let found = safety_plan::find(act.tx, person, number)?;
            let earlier = found.ok_or(Refusal::NotFound)?.plan;
            let plan = SafetyPlan {
                // What the person had agreed to, they had agreed to; a draft stays one, except in their own hands.
                together: earlier.together || act.actor.person() == person,
                steps: earlier.steps,
                review_on: latest.plan.review_on,
                brings_back: Some(number),
            };
            add(act, person, Some(latest), plan)
        },
    )
}

/// Forms show no more lines than there may be, and refuse an empty plan beside its first; this is for whoever has no
/// form.
fn check(steps: &Steps) -> Result<(), Refusal> {
    if steps.is_empty() {
        return Err(Refusal::Conflict(
            "A plan needs at least one line. Nothing was saved.".to_owned(),
        ));
    }
    if !steps.fits() {
        return Err(Refusal::Conflict(format!(
            "A step has at most {LINES_MAX} lines. Nothing was saved."
        )));
    }
    Ok(())
}

fn add(
    act: &mut Act<'_, '_>,
    person: PersonId,
    latest: Option<KeptPlan>,
    plan: SafetyPlan,
) -> Result<i64, Refusal> {
    let kept = KeptPlan {
        id: act.id(),
        number: latest.as_ref().map_or(0, |kept| kept.number) + 1,
        at: act.now,
        by: act.actor.person(),
        plan,
    };
    safety_plan::insert(act.tx, act.clinic.dice(), person, &kept)?;
    let before = latest.map(|kept| kept.plan);
    let detail =
        serde_json::json!({ "version": kept.number, "before": before, "after": kept.plan });
    act.journal(
        "safety_plan.saved",
        ("person", person.uuid()),
        Some(person),
        Some(detail),
    )?;
    Ok(kept.number)
}
