//! What the criteria raise once several answers stand together: tremor with a seizure long ago, opioids with sedatives.

use crate::followup::signal::raise_alarm;
use crate::{Act, Refusal};
use care::PersonId;
use care::assessment::facts::Basis;
use care::assessment::finding::{Finding, Findings, Section};
use care::assessment::placement::raised_by;
use care::assessment::protocol::Protocol;
use care::followup::signal::{About, Alarm, Matter, Urgency};

/// Raises what holds after the new answers and did not hold before them, or is more urgent now; what a clinician has
/// answered already is not raised again by an answer about something else, and what an answer has `told` by itself is not
/// said twice. Answers whether any of it asks for somebody now: the first steps belong on the screen then.
pub(crate) fn raise_new(
    act: &mut Act<'_, '_>,
    person: PersonId,
    before: Vec<Finding>,
    after: Vec<Finding>,
    told: &[(Matter, Urgency)],
    basis: &Basis,
) -> Result<bool, Refusal> {
    let came = came(act.clinic.protocol(), before, after, basis);
    let news = news(came, told);
    let is_now = news.iter().any(|(_, alarm)| alarm.urgency == Urgency::Now);
    raise_all(act, person, "criteria", news)?;
    Ok(is_now)
}

/// What new answers made true, or sure: what was only feared before, because nobody knew when the last use was, was
/// raised by nobody.
fn came(
    protocol: &Protocol,
    before: Vec<Finding>,
    after: Vec<Finding>,
    basis: &Basis,
) -> Vec<(String, Alarm)> {
    let [mut came, sure] = raised_by(protocol, &Findings::new(after), basis);
    // Of nearly everybody nothing is true that asks to be raised.
    if came.is_empty() && sure.is_empty() {
        return came;
    }
    let [known, surely_known] = raised_by(protocol, &Findings::new(before), basis);
    came.retain(|one| !stood(&known, one));
    for one in sure {
        if !stood(&surely_known, &one) && !came.contains(&one) {
            came.push(one);
        }
    }
    came
}

/// What of all that came is not told already: one for each matter, with the ids of its criteria, the most urgent first.
pub(super) fn news(came: Vec<(String, Alarm)>, told: &[(Matter, Urgency)]) -> Vec<(String, Alarm)> {
    let mut news: Vec<(String, Alarm)> = Vec::new();
    for (id, alarm) in came {
        let is_told = told
            .iter()
            .any(|(matter, urgency)| *matter == alarm.matter && *urgency <= alarm.urgency);
        if is_told {
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
    news
}

/// Whether one stood `before`, as urgently or more. A seizure is news although tremor asked for somebody at once before
/// it; what can wait for the day is told once for its matter.
pub(super) fn stood(before: &[(String, Alarm)], (id, alarm): &(String, Alarm)) -> bool {
    before.iter().any(|(other, known)| {
        let same = alarm.urgency > Urgency::Hour || other == id;
        same && known.matter == alarm.matter && known.urgency <= alarm.urgency
    })
}

/// Raises news, each known by what it came `by`; answers how many cards there are or were joined.
pub(super) fn raise_all(
    act: &mut Act<'_, '_>,
    person: PersonId,
    by: &str,
    news: Vec<(String, Alarm)>,
) -> Result<usize, Refusal> {
    let mut cards = 0;
    for (ids, alarm) in news {
        let key = format!(
            "{by}.{ids}.{}.{}",
            alarm.matter.code(),
            alarm.urgency.code()
        );
        let about = About::Assessment(Section::WithdrawalNow);
        let card = raise_alarm(act, person, &alarm, about, &key)?;
        cards += usize::from(card.is_some());
    }
    Ok(cards)
}
