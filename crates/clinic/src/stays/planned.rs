//! Planned admissions: the day is kept with what was said for it, and on it somebody is admitted like anybody, by what
//! is known then.

use crate::people::chapter::{last_entry, rewrite};
use crate::stays::admission::AdmissionDraft;
use crate::stays::stay::{today_at, wanted};
use crate::{Act, Clinic, Key, Look, Refusal};
use care::people::site::Site;
use care::stays::planned::{
    AHEAD_DAYS_MAX, Elsewhere, LATE_DAYS_MAX, PlannedAdmission, Prepared, ahead,
};
use care::{ChapterEntryId, Line, PersonId};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use policy::{Action, Actor};
use record::Read;
use record::people::chapter::ChapterEntry;
use record::people::{chapter, program};
use record::stays::stay;

/// What a plan ends with once they are admitted.
const CAME: &str = "They were admitted";

/// The plan that stands for somebody, for a look that was permitted already.
pub(crate) fn standing(
    read: &mut impl Read,
    id: PersonId,
) -> Result<Option<ChapterEntry<PlannedAdmission>>, Refusal> {
    let last = last_entry::<PlannedAdmission>(read, id)?;
    Ok(last.filter(|entry| entry.body.ended.is_none()))
}

/// Somebody who is to be admitted today, or was to be lately.
pub struct DueAdmission {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub called: String,
    /// On which day.
    pub from: Date,
    /// The date there.
    pub today: Date,
}

/// Whom the actor may admit and whose planned day has come, the earliest first, for a look that was permitted already.
pub(crate) fn due(look: &mut Look<'_, '_>, sites: &[Site]) -> Result<Vec<DueAdmission>, Refusal> {
    // No plan was written longer before its day than it may lie ahead.
    let days = i64::from(AHEAD_DAYS_MAX + LATE_DAYS_MAX + 1);
    let since = look
        .now
        .saturating_sub(SignedDuration::from_hours(24 * days))
        .unwrap_or(Timestamp::MIN);
    let mut plans = chapter::standing_since::<PlannedAdmission>(look.read, since)?;
    plans.retain(|(_, plan)| plan.ended.is_none());
    if plans.is_empty() {
        return Ok(Vec::new());
    }
    let programs = program::all(look.read)?;
    let now = look.now;
    let today = |plan: &PlannedAdmission| {
        let program = programs.iter().find(|program| program.id == plan.program)?;
        let site = sites.iter().find(|site| site.id == program.site)?;
        Some(site.zone.local(now).date())
    };
    let mut come: Vec<(PersonId, Date, Date)> = Vec::new();
    for (person, plan) in &plans {
        if let Some(today) = today(plan).filter(|today| plan.is_due(*today)) {
            come.push((*person, plan.from, today));
        }
    }
    come.sort_by_key(|(_, from, _)| *from);
    look.introduce(come.iter().map(|(person, ..)| *person))?;
    look.meet(come.iter().map(|(person, ..)| *person))?;
    let mut due = Vec::new();
    for (person, from, today) in come {
        let may_admit = look.could_still(Action::AdmitPerson, person)?;
        if let Some(called) = door::display_name(look, person)?.filter(|_| may_admit) {
            due.push(DueAdmission {
                person,
                called,
                from,
                today,
            });
        }
    }
    Ok(due)
}

/// Plans an admission, or plans it for another day.
pub fn plan(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &AdmissionDraft,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("plan_admission", &(id, draft)), |act| {
        act.permit_patient(Action::AdmitPerson, id)?;
        let program = wanted(act, draft.stay.program)?;
        let today = today_at(act, program.site)?;
        ahead(draft.stay.from, today).map_err(|invalid| Refusal::invalid("from", invalid))?;
        if stay::open_of(act.tx, id)?.is_some() {
            return Err(Refusal::Conflict(
                "They are in care already. Move them instead of admitting them again.".to_owned(),
            ));
        }
        rewrite(act, id, "admission.planned", &planned(draft)?)
    })
}

/// What is kept of a draft. What is done about a danger is not: a plan does nothing about it.
fn planned(draft: &AdmissionDraft) -> Result<PlannedAdmission, Refusal> {
    let (stay, elsewhere) = (&draft.stay, draft.elsewhere.as_ref());
    let answered = elsewhere.and_then(|elsewhere| elsewhere.emergency.as_ref());
    if stay.emergency.is_some() || answered.is_some() {
        let sentence = "An admission that is only planned does nothing about a danger. Leave this empty, and say on the signal what is done now.";
        return Err(Refusal::field("emergency", sentence));
    }
    if draft.exceptions.entered.is_some() {
        let sentence = "An admission that is only planned begins at the beginning. Enter the phase when they come.";
        return Err(Refusal::field("phase", sentence));
    }
    Ok(PlannedAdmission {
        from: stay.from,
        program: stay.program,
        counselor: stay.counselor,
        ended: None,
        prepared: Prepared {
            bed: stay.bed,
            over: stay.over.clone(),
            until: stay.planned,
            despite: stay.despite.clone(),
            born: draft.born,
            late: draft.exceptions.late.clone(),
            incomplete: draft.exceptions.incomplete.clone(),
            elsewhere: elsewhere.map(|elsewhere| Elsewhere {
                level: elsewhere.level,
                to: elsewhere.to.clone(),
                expected: elsewhere.expected,
            }),
        },
    })
}

/// Calls a planned admission off: the plan that a page showed, while it stands. A later one is another.
pub fn call_off(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    plan: ChapterEntryId,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("call_off_admission", &(id, plan)), |act| {
        act.permit_patient(Action::AdmitPerson, id)?;
        let standing = standing(act.tx, id)?;
        match standing.filter(|standing| standing.id == plan) {
            Some(standing) => end(act, id, "admission.called_off", "Called off", standing.body),
            None => Err(Refusal::Conflict(
                "That plan does not stand any more: they were admitted, or it was planned anew or called off. Open the page again."
                    .to_owned(),
            )),
        }
    })
}

/// Ends the plan in the act that admits them.
pub(crate) fn came(act: &mut Act<'_, '_>, id: PersonId) -> Result<(), Refusal> {
    match standing(act.tx, id)? {
        Some(standing) => end(act, id, "admission.came", CAME, standing.body),
        None => Ok(()),
    }
}

/// Ends a plan that stands.
fn end(
    act: &mut Act<'_, '_>,
    id: PersonId,
    action: &'static str,
    why: &str,
    standing: PlannedAdmission,
) -> Result<(), Refusal> {
    let ended = PlannedAdmission {
        ended: Line::parse(why, "a reason").ok(),
        ..standing
    };
    rewrite(act, id, action, &ended)
}
