//! One round of calls: whom, in which order, and which of them an earlier call tells already.

use super::ready::{Ready, ready};
use super::settle::{Told, settle};
use super::{APART_SECONDS, AlertWay, CALL, Call, Outgoing, Pusher, Sent, Stage, later};
use crate::mail;
use crate::task::open;
use crate::{Clinic, Refusal, work};
use care::followup::push::Origin;
use care::{OrganizationId, PersonId};
use jiff::Timestamp;
use push::{Subscriber, Vapid};
use record::followup::push as devices;
use record::followup::push::Device;
use record::job::Job;
use record::{RecordError, job};
use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

/// How long a push service may hold on to what says who sends, in hours. RFC 8292 allows a day.
const SIGNED_HOURS: i64 = 12;

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
    let jobs = round.mail_first(jobs);
    work::each(clinic, organization, jobs, now, go_on, |job| round.one(job))
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
                    return work::put_off(clinic, organization, job, until);
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
