//! What came of a call, as it is written down, and what happens next.

use super::ready::Ready;
use super::{AlertWay, Call, Stage, enqueue, later};
use crate::access::setup::operator;
use crate::mail::{self, Mail};
use crate::{Act, Clinic, Refusal};
use care::{OrganizationId, PersonId};
use policy::Action;
use record::followup::alert;
use record::followup::push as devices;
use record::followup::push::Device;
use record::job;
use record::job::Job;
use record::people::person;

/// How long whoever has a page open has before they are called as well, in seconds.
const PAGE_SECONDS: i64 = 60;
/// Tries before a call is given up; mail went out after the first.
const TRIES_MAX: u32 = 5;
/// The wait after the first try that failed, in seconds; twice as long after each.
/// House numbers: with five tries the last is two and a half minutes after the first, well before the signal goes up
/// by itself.
const RETRY_SECONDS: i64 = 10;

/// What came of calling somebody's browsers.
#[derive(Default)]
pub(super) struct Told {
    /// The way that worked, if one did.
    pub way: Option<AlertWay>,
    /// Whether that was an earlier call, which tells of this as well.
    pub before: bool,
    /// Browsers that are not called any more.
    pub gone: Vec<Device>,
    /// Why the latest of the others did not work.
    pub failed: Option<&'static str>,
}

impl Told {
    pub fn fails(&mut self, reason: &'static str) {
        tracing::warn!(reason, "a browser was not called");
        self.failed = Some(reason);
    }
}

/// Writes down what came of it, and what happens next; answers by which way they were told.
pub(super) fn settle(
    clinic: &Clinic,
    organization: OrganizationId,
    job: &Job,
    call: Call,
    ready: &Ready,
    told: Told,
) -> Result<AlertWay, Refusal> {
    let key = clinic.fresh_key();
    let mut told_by = AlertWay::None;
    clinic.act(
        &operator(organization),
        key,
        ("call", &(call, job.id)),
        |act| {
            act.permit(Action::FollowSignals)?;
            for device in &told.gone {
                devices::remove(act.tx, job.person, device.id)?;
            }
            let way = match told.way {
                Some(way) => way,
                // Somebody who tries whether calls arrive wants to know about calls, not about mail.
                // Mail goes out once, after the first try that failed, and the tries go on beside it.
                None if job.attempts > 1 || call.alert.is_none() => AlertWay::None,
                None => write_to(act, job.person)?,
            };
            let again = told.way.is_none() && told.failed.is_some() && job.attempts < TRIES_MAX;
            if again {
                let wait = RETRY_SECONDS << (job.attempts.saturating_sub(1));
                job::retry(act.tx, job.id, later(act.now, wait))?;
            } else {
                job::done(act.tx, job.id, act.now)?;
            }
            told_by = way;
            if way == AlertWay::Page {
                let second = Call {
                    stage: Stage::Second,
                    ..call
                };
                let at = later(act.now, PAGE_SECONDS);
                enqueue(act, job.person, &second, at)?;
            }
            let detail = serde_json::json!({
                "staff": job.person, "way": way.code(), "failed": told.failed, "try": job.attempts, "gone": told.gone.len(),
                "before": told.before,
            });
            if let (Some(alert), true) = (call.alert, way != AlertWay::None) {
                alert::told(act.tx, alert, way.code(), act.now)?;
            }
            let subject = match &ready.about {
                Some(about) => ("signal", about.signal.uuid()),
                None => ("person", job.person.uuid()),
            };
            let person = ready.about.as_ref().map(|about| about.person);
            act.journal("signal.delivered", subject, person, Some(detail))
        },
    )?;
    Ok(told_by)
}

/// Writes to one of the staff, where there is an address.
fn write_to(act: &mut Act<'_, '_>, whom: PersonId) -> Result<AlertWay, Refusal> {
    let (_, contact) = person::load(act.tx, whom)?;
    let Some(to) = contact.email else {
        return Ok(AlertWay::None);
    };
    let link = format!("{}/staff/signals", act.clinic.settings().base_url);
    mail::enqueue(act, whom, &Mail::open_now(&to, &link))?;
    Ok(AlertWay::Mail)
}
