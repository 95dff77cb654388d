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
    let alarms = |findings| Placement::of(protocol, &Findings::new(findings), basis).alarms();
    let (before, after): (Vec<Alarm>, Vec<Alarm>) = (alarms(before), alarms(after));
    for alarm in after {
        let before = before.iter().map(|known| (known.matter, known.urgency));
        let known = before
            .chain(told.iter().copied())
            .any(|(matter, urgency)| matter == alarm.matter && urgency <= alarm.urgency);
        if known {
            continue;
        }
        let key = format!("criteria.{}.{}", alarm.matter.code(), alarm.urgency.code());
        let about = About::Assessment(Section::WithdrawalNow);
        raise_alarm(act, person, &alarm, about, &key)?;
    }
    Ok(())
}
