//! Calling whoever has no page open: first through their browsers, else by mail.
//!
//! ```text
//! told (an alert) ─ it stands on every page, and one of theirs is open: told there, and called after a minute if
//!                   nobody has it
//!                 ─ else every browser of theirs is called; where none takes it, mail goes out at once
//! ```
//!
//! Whoever's turn comes when somebody has it already, or has answered, is not called. What became of each call stands
//! on its alert, and in the journal under the signal as `signal.delivered`.
//!
//! All calls say the same: open the program. So one that went out after an alarm was raised tells of that alarm too,
//! and the next one to the same person waits [`APART_SECONDS`]: whoever sends twenty alarms through the public page
//! makes nobody's telephone ring twenty times. No alarm is lost by it, and none joins another's: each is a card of its
//! own with its own clock, stands on every open page at once, and is called for as long as nobody has it.

use crate::access::setup::operator;
use crate::followup::signal::is_unanswered;
use crate::mail::{self, Mail};
use crate::task::open;
use crate::{Act, Clinic, Refusal, work};
use care::followup::push::Origin;
use care::{AlertId, OrganizationId, PersonId, SignalId};
use jiff::{SignedDuration, Timestamp};
use policy::Action;
use push::{Subscriber, Vapid};
use record::access::account;
use record::followup::alert;
use record::followup::push as devices;
use record::followup::push::Device;
use record::followup::signal;
use record::job::Job;
use record::people::person;
use record::seal::OrganizationKeys;
use record::{Read, RecordError, Tx, job};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

/// The kind of job that calls somebody.
const CALL: &str = "call";
/// How long whoever has a page open has before they are called as well, in seconds.
const PAGE_SECONDS: i64 = 60;
/// How long a push service keeps a call for a browser that cannot be reached, in seconds: as long as the first who is
/// called has to answer.
pub const KEPT_SECONDS: u32 = 15 * 60;
/// How long a push service may hold on to what says who sends, in hours. RFC 8292 allows a day.
const SIGNED_HOURS: i64 = 12;
/// Tries before a call is given up; mail went out after the first.
const TRIES_MAX: u32 = 5;
/// How long after a call about something the next one to the same person waits, in seconds. A house rule: a small part
/// of the quarter of an hour within which the gravest are answered.
pub const APART_SECONDS: i64 = 120;
/// The wait after the first try that failed, in seconds; twice as long after each.
/// House numbers: with five tries the last is two and a half minutes after the first, well before the signal goes up
/// by itself.
const RETRY_SECONDS: i64 = 10;

/// One call to one of the staff.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Call {
    /// What they are told; none where somebody wants to see whether a call arrives.
    pub alert: Option<AlertId>,
    /// How far it has come.
    pub stage: Stage,
}

/// How far a call has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Whoever has a page open is told there.
    First,
    /// They were, and nobody has it.
    Second,
}

impl Call {
    /// A call to see whether it arrives.
    pub(super) const fn test() -> Self {
        Self {
            alert: None,
            stage: Stage::Second,
        }
    }
}

/// A call on its way to a push service.
pub struct Outgoing {
    /// Where to.
    pub endpoint: String,
    /// Who sends, signed.
    pub authorization: String,
    /// The text, sealed for one browser.
    pub body: Vec<u8>,
}

/// What a push service said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sent {
    /// It took the call. Whether anybody saw it nobody knows.
    Taken,
    /// The browser is not called any more.
    Gone,
    /// It did not take it; why, without anything about anybody.
    Failed(&'static str),
    /// It did not answer, which took its time; why. It is not asked again before the others were called.
    Silent(&'static str),
}

/// Hands calls to push services.
pub trait Pusher: Send + Sync {
    /// Hands one over.
    fn push(&self, call: &Outgoing) -> Sent;
}

/// By which way somebody was told, as it stands on the alert and in the journal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum AlertWay {
    Page,
    Push,
    Mail,
    /// No way was left: no browser took it, and there is no address or mail went out before.
    None,
}

impl AlertWay {
    const fn code(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Push => "push",
            Self::Mail => "mail",
            Self::None => "none",
        }
    }
}

/// When each of the staff was last called about a signal by this process, and by which way. Another process may call
/// them once more, which is once too often and never once too few.
#[derive(Default)]
struct Called(Mutex<HashMap<(OrganizationId, PersonId), (Timestamp, AlertWay)>>);

/// What an earlier call to the same person makes of this one.
enum Earlier {
    /// Nothing: it is made.
    Over,
    /// It went out after this one was raised, by this way.
    Tells(AlertWay),
    /// It went out just before; this one waits until then.
    JustBefore(Timestamp),
}

/// The key of whoever sends. It follows from the organization's own, which is wrapped by the master key, and so is kept
/// nowhere else; a browser that subscribed under it is called under it for as long as that one holds.
pub(super) fn sender(read: &mut impl Read) -> Result<Vapid, Refusal> {
    let keys = OrganizationKeys::load(read)?;
    // One in four thousand million hashes is no key of the curve; the next one is.
    (0_u8..=u8::MAX)
        .find_map(|number| Vapid::from_bytes(&keys.keyed_hash("push sender", &[number])))
        .ok_or_else(|| RecordError::damaged("the key of whoever sends").into())
}

/// Has one of the staff called, in the act that tells them.
pub(crate) fn call(act: &mut Act<'_, '_>, alert: AlertId, whom: PersonId) -> Result<(), Refusal> {
    let call = Call {
        alert: Some(alert),
        stage: Stage::First,
    };
    let (clinic, now) = (act.clinic, act.now);
    enqueue(act.tx, clinic, whom, &call, now)
}

pub(super) fn enqueue(
    tx: &mut Tx<'_>,
    clinic: &Clinic,
    whom: PersonId,
    call: &Call,
    at: Timestamp,
) -> Result<(), Refusal> {
    work::enqueue(tx, clinic, CALL, whom, call, at)
}

/// Whether the latest call to somebody was neither made nor given up.
pub(super) fn is_under_way(read: &mut impl Read, whom: PersonId) -> Result<bool, Refusal> {
    let latest = job::latest_of(read, whom, CALL)?;
    Ok(latest.is_some_and(|it| it.done_at.is_none() && it.attempts < job::ATTEMPTS_MAX))
}

/// Whether there is anybody to call.
pub fn has_due(clinic: &Clinic, organization: OrganizationId) -> Result<bool, Refusal> {
    work::is_due(clinic, organization, CALL, clinic.now())
}

/// Calls whom there is to call, for as long as `go_on` says so; what is left is called in the next round.
pub fn deliver_due(
    clinic: &Clinic,
    organization: OrganizationId,
    pusher: &dyn Pusher,
    go_on: &dyn Fn() -> bool,
) -> Result<(), Refusal> {
    let now = clinic.now();
    let jobs = work::claim(clinic, organization, CALL, now)?;
    let mut round = Round {
        clinic,
        organization,
        pusher,
        silent: HashSet::new(),
    };
    let mut result = Ok(());
    for job in round.mail_first(jobs) {
        let done = if go_on() {
            round.one(&job)
        } else {
            put_off(clinic, organization, &job, now)
        };
        // One call that fails keeps nobody else from being called.
        result = result.and(done);
    }
    result
}

/// Lets a call that was not tried be due at a moment, instead of when the claim on it lapses.
fn put_off(
    clinic: &Clinic,
    organization: OrganizationId,
    job: &Job,
    at: Timestamp,
) -> Result<(), Refusal> {
    clinic.record().transact(organization, |tx| {
        Ok::<_, Refusal>(job::put_off(tx, job.id, at)?)
    })
}

/// What somebody is called for.
struct CalledFor {
    signal: SignalId,
    person: PersonId,
    /// Since when it is to be told.
    raised_at: Timestamp,
    /// Whether a page that is open shows it by itself.
    is_on_every_page: bool,
}

/// What an alert calls somebody for, as long as nobody has it; nothing where nobody has to be called any more.
fn pressing(read: &mut impl Read, id: AlertId) -> Result<Option<CalledFor>, Refusal> {
    let Some(alert) = alert::find(read, id)? else {
        return Ok(None);
    };
    let Some(signal) = signal::find(read, alert.signal)? else {
        return Ok(None);
    };
    if signal.taken.is_some() || !is_unanswered(read, &signal)? {
        return Ok(None);
    }
    Ok(Some(CalledFor {
        signal: signal.id,
        person: signal.person,
        raised_at: alert.raised_at,
        is_on_every_page: signal.urgency.is_on_every_page(),
    }))
}

/// What a call needs to know, read before anything is sent: no transaction waits for a push service.
struct Ready {
    vapid: Vapid,
    devices: Vec<Device>,
    /// What it is about; nothing where somebody tries whether calls arrive.
    about: Option<CalledFor>,
}

/// Reads it; nothing where nobody has to be called any more.
fn ready(
    clinic: &Clinic,
    organization: OrganizationId,
    whom: PersonId,
    call: Call,
) -> Result<Option<Ready>, Refusal> {
    clinic.record().read(organization, |read| {
        let mut about = None;
        if let Some(id) = call.alert {
            about = pressing(read, id)?;
            if about.is_none() {
                return Ok(None);
            }
        }
        let account = account::of(read, whom)?;
        if account.is_some_and(|account| account.disabled_at.is_some()) {
            return Ok(None);
        }
        Ok(Some(Ready {
            vapid: sender(read)?,
            devices: devices::of(read, whom)?,
            about,
        }))
    })
}

/// What came of calling somebody's browsers.
#[derive(Default)]
struct Told {
    /// The way that worked, if one did.
    way: Option<AlertWay>,
    /// Whether that was an earlier call, which tells of this as well.
    before: bool,
    /// Browsers that are not called any more.
    gone: Vec<Device>,
    /// Why the latest of the others did not work.
    failed: Option<&'static str>,
}

impl Told {
    fn fails(&mut self, reason: &'static str) {
        tracing::warn!(reason, "a browser was not called");
        self.failed = Some(reason);
    }
}

/// One round of calls.
struct Round<'a> {
    clinic: &'a Clinic,
    organization: OrganizationId,
    pusher: &'a dyn Pusher,
    /// Push services that did not answer in this round. Each is waited for once: the next of its browsers are called
    /// when they are tried again, and mail goes to their owners meanwhile.
    silent: HashSet<String>,
}

impl Round<'_> {
    /// Whoever is told without a push service comes first: no mail waits for one that does not answer.
    fn mail_first(&self, mut jobs: Vec<Job>) -> Vec<Job> {
        if jobs.is_empty() {
            return jobs;
        }
        let people: Vec<PersonId> = jobs.iter().map(|job| job.person).collect();
        let record = self.clinic.record();
        let pushed = record.read(self.organization, |read| devices::among(read, &people));
        if let Ok(pushed) = pushed {
            jobs.sort_by_key(|job| pushed.contains(&job.person));
        }
        jobs
    }

    /// Calls one of the staff, or finds that it is not necessary.
    fn one(&mut self, job: &Job) -> Result<(), Refusal> {
        let (clinic, organization) = (self.clinic, self.organization);
        let call: Call =
            serde_json::from_slice(&job.body).map_err(|_| RecordError::damaged("a call"))?;
        let now = clinic.now();
        let Some(ready) = ready(clinic, organization, job.person, call)? else {
            return clinic.record().transact(organization, |tx| {
                job::done(tx, job.id, now).map_err(Refusal::from)
            });
        };
        // Asked when the call is due and not when it was enqueued: the page may have been closed in between. Whoever has
        // one open that shows nothing of this was told nothing.
        let about = ready.about.as_ref();
        let is_told_there = about.is_some_and(|about| about.is_on_every_page)
            && clinic.bell().is_attended(organization, job.person);
        let told = if call.stage == Stage::First && is_told_there {
            Told {
                way: Some(AlertWay::Page),
                ..Told::default()
            }
        } else {
            match self.earlier(job, &ready, now) {
                Earlier::Over => self.push_to(&ready),
                Earlier::Tells(way) => Told {
                    way: Some(way),
                    before: true,
                    ..Told::default()
                },
                Earlier::JustBefore(until) => {
                    return put_off(clinic, organization, job, until);
                }
            }
        };
        let (before, about) = (told.before, ready.about.is_some());
        let way = settle(clinic, organization, job, call, &ready, told)?;
        if about && !before && matches!(way, AlertWay::Push | AlertWay::Mail) {
            let who = (organization, job.person);
            // As of before it was sent: what was raised since is not told of by it.
            open(&clinic.memory::<Called>().0).insert(who, (now, way));
        }
        Ok(())
    }

    /// What the latest call to the same person makes of this one. One that failed before is made in any case.
    fn earlier(&self, job: &Job, ready: &Ready, now: Timestamp) -> Earlier {
        let who = (self.organization, job.person);
        let called = open(&self.clinic.memory::<Called>().0).get(&who).copied();
        let (Some((at, way)), Some(about)) = (called, &ready.about) else {
            return Earlier::Over;
        };
        let until = later(at, APART_SECONDS);
        if job.attempts > 1 {
            Earlier::Over
        } else if about.raised_at <= at {
            Earlier::Tells(way)
        } else if (at..until).contains(&now) {
            Earlier::JustBefore(until)
        } else {
            Earlier::Over
        }
    }

    fn push_to(&mut self, ready: &Ready) -> Told {
        // Every browser, also when one has taken the call: nobody knows which of them is in a pocket.
        let mut told = Told::default();
        for device in &ready.devices {
            let origin = Origin::of(&device.subscription.endpoint);
            let origin = origin.map(|(origin, _)| origin.text());
            let is_silent = |origin: &String| self.silent.contains(origin);
            let sent = match outgoing(self.clinic, &ready.vapid, device) {
                Some(_) if origin.as_ref().is_some_and(is_silent) => {
                    Sent::Failed("the push service did not answer another call")
                }
                Some(call) => self.pusher.push(&call),
                // A service that the clinic has ceased to use, or keys that never were any.
                None => Sent::Gone,
            };
            match sent {
                Sent::Taken => told.way = Some(AlertWay::Push),
                Sent::Gone => told.gone.push(device.clone()),
                Sent::Failed(reason) => told.fails(reason),
                Sent::Silent(reason) => {
                    self.silent.extend(origin);
                    told.fails(reason);
                }
            }
        }
        told
    }
}

fn outgoing(clinic: &Clinic, vapid: &Vapid, device: &Device) -> Option<Outgoing> {
    let endpoint = &device.subscription.endpoint;
    if !clinic.settings().push_services.takes(endpoint) {
        return None;
    }
    let (origin, _) = Origin::of(endpoint)?;
    let to = Subscriber::parse(&device.subscription.p256dh, &device.subscription.auth).ok()?;
    let body = push::seal(
        &to,
        mail::call_text().as_bytes(),
        &clinic.random(),
        &clinic.random(),
    )
    .ok()?;
    // Push services go by the time that is everybody's, also where a demonstration has another.
    let expires = clinic.outside().as_second() + SIGNED_HOURS * 3_600;
    let contact = contact(clinic);
    Some(Outgoing {
        endpoint: endpoint.clone(),
        authorization: vapid.authorization(&origin.text(), &contact, expires),
        body,
    })
}

/// Whom a push service may write to: services want an address, and a page of ours is one.
fn contact(clinic: &Clinic) -> String {
    let settings = &clinic.settings();
    let known = settings.security_contact.as_ref();
    let known = known.filter(|contact| !contact.starts_with("tel:"));
    known.unwrap_or(&settings.base_url).clone()
}

/// Writes down what came of it, and what happens next; answers by which way they were told.
fn settle(
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
                enqueue(act.tx, act.clinic, job.person, &second, at)?;
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

fn later(at: Timestamp, seconds: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_secs(seconds))
        .unwrap_or(at)
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
