//! What becomes true by time alone. A scale of yesterday says nothing of today, while withdrawal is still possible; who
//! was drowsy for a reason that has worn off is drowsy without one. No answer tells of it, so everybody who is assessed
//! or in care is looked at again, some at a time.

use super::rules::{news, raise_all, stood};
use super::{basis, born};
use crate::access::setup::operator;
use crate::followup::alert::known_at;
use crate::task::open;
use crate::{Clinic, Refusal};
use care::assessment::facts::Basis;
use care::assessment::finding::{Finding, Findings};
use care::assessment::placement::surely_raised;
use care::assessment::protocol::Protocol;
use care::followup::signal::{Alarm, Signal, Urgency};
use care::{OrganizationId, PersonId};
use jiff::{SignedDuration, Timestamp};
use policy::Action;
use record::Read;
use record::assessment::interview;
use record::followup::signal;
use std::collections::HashMap;
use std::sync::Mutex;
use uuid::Uuid;

/// How often everybody is looked at, in minutes. What asks for somebody within the hour is raised while that hour runs.
pub const EVERY_MINUTES: i64 = 10;
/// People who are looked at in one go, so that signals which go up are not kept waiting.
const AT_ONCE_MAX: u32 = 25;
/// What becomes true by time does so within this of an answer, in days: no answer is true for longer without
/// being asked again, but for those that stand.
const LAST_DAYS: i64 = 31;
/// What became true longer ago is not raised any more, in days: a server that begins to look says nothing of last
/// month.
const BACK_DAYS: i64 = 7;
/// The hours of the day, at the site, in which what can wait for the day is raised. House rule: nobody is called at
/// night because the scale of yesterday is one of yesterday.
const DAY_HOURS: std::ops::Range<i8> = 6..18;
/// What a reason is known by that time alone gave.
const BY_TIME: &str = "time";

/// How far the people of each organization were looked at.
#[derive(Default)]
struct Passes(Mutex<HashMap<OrganizationId, Pass>>);

#[derive(Clone, Copy)]
struct Pass {
    begun_at: Timestamp,
    /// The last who was looked at; nobody once all were.
    after: Option<PersonId>,
}

impl Passes {
    /// After whom it goes on; nothing while it is not time for the next pass.
    fn next(&self, organization: OrganizationId, now: Timestamp) -> Option<PersonId> {
        let mut passes = open(&self.0);
        let known = passes.get(&organization).copied();
        if let Some(pass) = known {
            let until = pass.begun_at + SignedDuration::from_mins(EVERY_MINUTES);
            if pass.after.is_some() || (pass.begun_at..until).contains(&now) {
                return pass.after;
            }
        }
        let (begun_at, after) = (now, None);
        passes.insert(organization, Pass { begun_at, after });
        Some(PersonId::from(Uuid::nil()))
    }

    fn went(&self, organization: OrganizationId, after: Option<PersonId>) {
        if let Some(pass) = open(&self.0).get_mut(&organization) {
            pass.after = after;
        }
    }
}

/// Raises what became true about the next people by time alone; answers about how many. Called every second or so, and
/// comes round to everybody each [`EVERY_MINUTES`]. The same is raised once since it became true.
pub fn watch(clinic: &Clinic, organization: OrganizationId) -> Result<usize, Refusal> {
    let passes = clinic.memory::<Passes>();
    let Some(after) = passes.next(organization, clinic.now()) else {
        return Ok(0);
    };
    let people = clinic.record().read(organization, |read| {
        interview::assessed_after(read, after, AT_ONCE_MAX).map_err(Refusal::from)
    })?;
    let mut raised = 0;
    for person in &people {
        match look_at(clinic, organization, *person) {
            Ok(()) => raised += 1,
            // There was nothing, or somebody answered in between.
            Err(Refusal::Changed) => {}
            // One whose record cannot be read keeps none of the others from being looked at.
            Err(error) => tracing::error!(%error, %person, "nobody looked at what time made true"),
        }
    }
    let is_whole = people.len() >= AT_ONCE_MAX as usize;
    passes.went(organization, people.last().copied().filter(|_| is_whole));
    Ok(raised)
}

fn look_at(clinic: &Clinic, organization: OrganizationId, person: PersonId) -> Result<(), Refusal> {
    let found = clinic
        .record()
        .read(organization, |read| due(read, clinic, person, clinic.now()))?;
    if found.is_empty() {
        return Err(Refusal::Changed);
    }
    let command = ("raise_by_time", &person);
    clinic.act(
        &operator(organization),
        clinic.fresh_key(),
        command,
        |act| {
            act.permit(Action::FollowSignals)?;
            let due = due(act.tx, act.clinic, person, act.now)?;
            match raise_all(act, person, BY_TIME, due)? {
                0 => Err(Refusal::Changed),
                _ => Ok(()),
            }
        },
    )
}

/// Something that is true now and that no answer made so.
struct Came {
    /// The last answer of any kind before it became true.
    since: Timestamp,
    /// The criterion.
    id: String,
    alarm: Alarm,
}

/// What became true about somebody by time alone, still is, and was not raised since.
fn due(
    read: &mut impl Read,
    clinic: &Clinic,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<(String, Alarm)>, Refusal> {
    let written = interview::written(read, person)?;
    let findings: Vec<Finding> = written.into_iter().map(|one| one.finding).collect();
    let Some(last) = findings.iter().map(|finding| finding.at).max() else {
        return Ok(Vec::new());
    };
    let ago = |days| now - SignedDuration::from_hours(24 * days);
    if last < ago(LAST_DAYS) {
        return Ok(Vec::new());
    }
    let site = known_at(read, person)?;
    let born = born(read, person)?;
    let weigh = |at| basis(at, &site.zone, born);
    let today = weigh(now);
    let mut came = by_time(clinic.protocol(), &findings, (ago(BACK_DAYS), now), weigh);
    came.retain(|one| is_time(one.alarm.urgency, &weigh(one.since), &today));
    if came.is_empty() {
        return Ok(Vec::new());
    }
    let signals = signal::of_person(read, person)?;
    came.retain(|one| !is_told(&signals, &one.id, &one.alarm, one.since));
    let came = came.into_iter().map(|one| (one.id, one.alarm)).collect();
    let mut due = news(came, &[]);
    for (_, alarm) in &mut due {
        alarm.words = format!(
            "Time has passed since anybody was asked, and now: {}.",
            alarm.words
        );
    }
    Ok(due)
}

/// What is true now and became so by time alone, not longer ago than `back`.
///
/// It is looked for backward, from one answer to the one before it: what was not true right after an answer and is true
/// when the next one comes, time made so, and what was not true right before an answer, the answer raised. So an answer
/// about something else, which finds it true and raises nothing, does not hide it.
fn by_time(
    protocol: &Protocol,
    findings: &[Finding],
    (back, now): (Timestamp, Timestamp),
    weigh: impl Fn(Timestamp) -> Basis,
) -> Vec<Came> {
    let mut moments: Vec<Timestamp> = findings.iter().map(|finding| finding.at).collect();
    moments.sort_unstable();
    moments.dedup();
    let said = |until: &dyn Fn(Timestamp) -> bool| {
        let kept = findings.iter().filter(|finding| until(finding.at));
        Findings::new(kept.cloned().collect())
    };
    let mut open = surely_raised(protocol, &said(&|_| true), &weigh(now));
    // Of nearly everybody nothing is true that asks to be raised.
    if open.is_empty() {
        return Vec::new();
    }
    let mut came = Vec::new();
    for since in moments.into_iter().rev() {
        let after = surely_raised(protocol, &said(&|at| at <= since), &weigh(since.max(back)));
        let (held, new): (Vec<_>, Vec<_>) = open.into_iter().partition(|one| stood(&after, one));
        came.extend(new.into_iter().map(|(id, alarm)| Came { since, id, alarm }));
        open = held;
        if since < back || open.is_empty() {
            break;
        }
        let before = surely_raised(protocol, &said(&|at| at < since), &weigh(since));
        open.retain(|one| stood(&before, one));
    }
    came
}

/// What can wait for the day waits for the day after the answer since when time made it true: whoever was seen in the
/// morning is not to be seen again that afternoon because a scale lasts four hours.
fn is_time(urgency: Urgency, asked: &Basis, today: &Basis) -> bool {
    urgency <= Urgency::Hour
        || asked.today() < today.today() && DAY_HOURS.contains(&today.local.hour())
}

/// Whether time raised the same since a moment: what can wait for the day once for its matter.
fn is_told(signals: &[Signal], ids: &str, alarm: &Alarm, since: Timestamp) -> bool {
    let of_matter = signals
        .iter()
        .filter(|signal| signal.matter == Some(alarm.matter));
    let mut keys = of_matter.flat_map(Signal::raised_on);
    keys.any(|(key, at)| at >= since && tells(key, ids, alarm.urgency))
}

/// Whether a key is one of time, as urgent or more, and of the same criteria where it cannot wait.
fn tells(key: &str, ids: &str, urgency: Urgency) -> bool {
    let Some(rest) = key
        .strip_prefix(BY_TIME)
        .and_then(|rest| rest.strip_prefix('.'))
    else {
        return false;
    };
    let mut parts = rest.rsplitn(3, '.');
    let (how_soon, _, told) = (parts.next(), parts.next(), parts.next());
    let sooner = how_soon.and_then(Urgency::from_code);
    let is_among = |id: &str| told.is_some_and(|told| told.split('+').any(|one| one == id));
    sooner.is_some_and(|told| told <= urgency)
        && (urgency > Urgency::Hour || ids.split('+').all(is_among))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    fn at(day: i8, hour: i8) -> Basis {
        Basis {
            at: Timestamp::UNIX_EPOCH,
            local: date(2026, 3, day).at(hour, 0, 0, 0),
            zone: TimeZone::UTC,
            born: None,
        }
    }

    #[test]
    fn what_can_wait_is_raised_by_day_and_not_on_the_day_of_the_answer() {
        for (urgency, asked, today, time) in [
            (Urgency::Today, at(2, 9), at(2, 15), false),
            (Urgency::Today, at(2, 9), at(3, 5), false),
            (Urgency::Today, at(2, 9), at(3, 6), true),
            (Urgency::Week, at(2, 9), at(3, 18), false),
            (Urgency::Hour, at(2, 9), at(2, 23), true),
            (Urgency::Now, at(2, 9), at(2, 10), true),
        ] {
            assert_eq!(is_time(urgency, &asked, &today), time, "{urgency:?}");
        }
    }

    #[test]
    fn the_same_is_told_once_and_what_is_graver_again() {
        for (key, ids, urgency, told) in [
            ("time.W6+W6b.withdrawal.today", "W6", Urgency::Today, true),
            ("time.W6.withdrawal.today", "W7b", Urgency::Today, true),
            ("time.W6.withdrawal.today", "W6", Urgency::Now, false),
            ("time.E3.withdrawal.now", "E4", Urgency::Now, false),
            ("time.E3+E4.withdrawal.now", "E4", Urgency::Now, true),
            ("criteria.W6.withdrawal.today", "W6", Urgency::Today, false),
            ("request=suicide", "W6", Urgency::Today, false),
        ] {
            assert_eq!(tells(key, ids, urgency), told, "{key} {ids}");
        }
    }
}
