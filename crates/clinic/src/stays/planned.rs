//! Planned admissions: the day is kept, and on it somebody is admitted like anybody, by what is known then.

use crate::people::chapter::rewrite;
use crate::stays::stay::{today_at, wanted};
use crate::{Act, Clinic, Key, Refusal};
use care::stays::planned::{PlannedAdmission, ahead};
use care::{Line, PersonId};
use policy::{Action, Actor};
use record::Read;
use record::people::chapter;
use record::stays::stay;

/// What a plan ends with once they are admitted.
const CAME: &str = "They were admitted";

/// The plan that stands for somebody, for a look that was permitted already.
pub(crate) fn standing(
    read: &mut impl Read,
    id: PersonId,
) -> Result<Option<PlannedAdmission>, Refusal> {
    let last = chapter::entries::<PlannedAdmission>(read, id)?.pop();
    Ok(last
        .map(|entry| entry.body)
        .filter(|planned| planned.ended.is_none()))
}

/// Plans an admission, or plans it for another day.
pub fn plan(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &PlannedAdmission,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("plan_admission", &(id, draft)), |act| {
        act.permit_patient(Action::AdmitPerson, id)?;
        let program = wanted(act, draft.program)?;
        let today = today_at(act, program.site)?;
        ahead(draft.from, today).map_err(|invalid| Refusal::invalid("from", invalid))?;
        if stay::open_of(act.tx, id)?.is_some() {
            return Err(Refusal::Conflict(
                "They are in care already. Move them instead of admitting them again.".to_owned(),
            ));
        }
        let kept = PlannedAdmission {
            ended: None,
            ..draft.clone()
        };
        rewrite(act, id, "admission.planned", &kept)
    })
}

/// Calls a planned admission off.
pub fn call_off(clinic: &Clinic, actor: &Actor, key: Key, id: PersonId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("call_off_admission", &id), |act| {
        act.permit_patient(Action::AdmitPerson, id)?;
        let why = Line::parse("Called off", "a reason").ok();
        if end(act, id, "admission.called_off", why)? {
            Ok(())
        } else {
            Err(Refusal::Conflict(
                "No admission is planned for them. Open the page again.".to_owned(),
            ))
        }
    })
}

/// Ends the plan in the act that admits them.
pub(crate) fn came(act: &mut Act<'_, '_>, id: PersonId) -> Result<(), Refusal> {
    let why = Line::parse(CAME, "a reason").ok();
    end(act, id, "admission.came", why).map(drop)
}

/// Ends the plan that stands; answers whether one did.
fn end(
    act: &mut Act<'_, '_>,
    id: PersonId,
    action: &'static str,
    why: Option<Line>,
) -> Result<bool, Refusal> {
    let Some(planned) = standing(act.tx, id)? else {
        return Ok(false);
    };
    let ended = PlannedAdmission {
        ended: why,
        ..planned
    };
    rewrite(act, id, action, &ended)?;
    Ok(true)
}
