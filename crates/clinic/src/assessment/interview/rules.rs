//! What the criteria raise once several answers stand together: tremor with a seizure long ago, opioids with sedatives.

use crate::followup::signal::raise_alarm;
use crate::{Act, Refusal};
use care::PersonId;
use care::assessment::facts::Basis;
use care::assessment::finding::{Finding, Findings, Section};
use care::assessment::placement::Placement;
use care::followup::signal::{About, Alarm, Matter, Urgency};

/// Raises what holds after the new answers and did not hold before them, or is more urgent now; what a clinician has
/// answered already is not raised again by an answer about something else, and what an answer has `told` by itself is not
/// said twice.
pub(crate) fn raise_new(
    act: &mut Act<'_, '_>,
    person: PersonId,
    (before, after): (Vec<Finding>, Vec<Finding>),
    told: &[(Matter, Urgency)],
    basis: &Basis,
) -> Result<(), Refusal> {
    let protocol = act.clinic.protocol();
    let raised = |findings| Placement::of(protocol, &Findings::new(findings), basis).raised();
    let (before, after) = (raised(before), raised(after));
    let mut news: Vec<(String, Alarm)> = Vec::new();
    for (id, alarm) in after {
        // A seizure is news although tremor asked for somebody at once before it; what can wait for the day is told once
        // for its matter.
        let stood = before.iter().any(|(other, known)| {
            let same = alarm.urgency > Urgency::Hour || *other == id;
            same && known.matter == alarm.matter && known.urgency <= alarm.urgency
        });
        let is_told = told
            .iter()
            .any(|(matter, urgency)| *matter == alarm.matter && *urgency <= alarm.urgency);
        if stood || is_told {
            continue;
        }
        match news
            .iter_mut()
            .find(|(_, known)| known.matter == alarm.matter)
        {
            Some((ids, known)) => {
                known.join(&alarm);
                *ids = format!("{ids}+{id}");
            }
            None => news.push((id, alarm)),
        }
    }
    news.sort_by_key(|(_, alarm)| (alarm.urgency, alarm.matter));
    for (ids, alarm) in news {
        let key = format!(
            "criteria.{ids}.{}.{}",
            alarm.matter.code(),
            alarm.urgency.code()
        );
        let about = About::Assessment(Section::WithdrawalNow);
        raise_alarm(act, person, &alarm, about, &key)?;
    }
    Ok(())
}
