//! Mail that follows from an act: what it says, in whose language, and how it gets away. Subjects and texts say nothing
//! about anybody's care.

mod letter;
mod reader;
mod trial;

pub(crate) use letter::{AboutTime, Booked};
pub use letter::{Mail, call_text};
pub(crate) use reader::{language_of, languages_of};
pub use trial::{send_test, test_of};

use crate::access::setup::operator;
use crate::intake::reminder;
use crate::people::reach;
use crate::{Act, Clinic, Key, Refusal, work};
use care::people::contact_rules::{Forbidden, WayOut};
use care::{JobId, Line, OrganizationId, PersonId, Private};
use jiff::{SignedDuration, Timestamp};
use policy::{Action, Actor};
use record::job;
use record::job::Job;

/// The kind of job that mail is.
pub(crate) const KIND: &str = "mail";
/// The longest wait between two tries, in minutes.
const RETRY_MINUTES_MAX: i64 = 60;

/// The longest answer of a mail server that is kept, in characters.
const ANSWER_CHARS_MAX: usize = 500;

/// Sends mail, wherever it goes.
pub trait Mailer: Send + Sync {
    /// Hands one message over, or says why not.
    fn send(&self, mail: &Mail) -> Result<(), Unsent>;
}

/// Why a message was not taken.
#[derive(Clone, Debug)]
pub struct Unsent {
    /// For the log: nothing about the address or the text.
    pub reason: &'static str,
    /// For whoever runs the place: the server's own words, which may repeat the address.
    pub answer: Option<Private<String>>,
}

impl From<&'static str> for Unsent {
    fn from(reason: &'static str) -> Self {
        Self {
            reason,
            answer: None,
        }
    }
}

impl Unsent {
    /// What is kept of it: the server's words, or else the reason.
    fn kept(&self) -> String {
        let answer = self.answer.as_ref().map(|answer| answer.open().trim());
        let said = answer.filter(|said| !said.is_empty());
        let whole = said.unwrap_or(self.reason);
        whole.chars().take(ANSWER_CHARS_MAX).collect()
    }
}

/// The rule of somebody that stands against a message at an instant, and the way out that it forbids.
fn against(
    read: &mut impl record::Read,
    person: PersonId,
    mail: &Mail,
    now: Timestamp,
) -> Result<Option<(WayOut, Forbidden)>, Refusal> {
    let Some(way) = mail.way() else {
        return Ok(None);
    };
    let rule = reach::forbidden(read, person, way, now)?;
    Ok(rule.map(|rule| (way, rule)))
}

/// Queues a message to somebody, unless a rule of theirs for being in touch stands against it: then the journal keeps
/// that it was held back, and the rule is the answer.
pub(crate) fn enqueue(
    act: &mut Act<'_, '_>,
    person: PersonId,
    mail: &Mail,
) -> Result<Option<Forbidden>, Refusal> {
    Ok(enqueue_known(act, person, mail)?.err())
}

/// The same, and answers which work it is, for asking what became of it; or the rule against it.
pub(crate) fn enqueue_known(
    act: &mut Act<'_, '_>,
    person: PersonId,
    mail: &Mail,
) -> Result<Result<JobId, Forbidden>, Refusal> {
    let (clinic, now) = (act.clinic, act.now);
    if let Some((way, rule)) = against(act.tx, person, mail, now)? {
        reach::withheld(act, person, way, rule)?;
        return Ok(Err(rule));
    }
    keep(act.tx, clinic, person, mail, now).map(Ok)
}

/// Queues a message that somebody sends on purpose: a rule against it refuses the whole act, unless there is a reason.
pub(crate) fn enqueue_despite(
    act: &mut Act<'_, '_>,
    person: PersonId,
    mail: &Mail,
    despite: Option<&Line>,
) -> Result<(), Refusal> {
    if let Some(way) = mail.way() {
        reach::clear(act, person, way, despite)?;
    }
    let (clinic, now) = (act.clinic, act.now);
    // The reason holds until it has left, whatever the rules are by then.
    let settled = despite.map(|_| mail.despite_rules());
    let mail = settled.as_ref().unwrap_or(mail);
    keep(act.tx, clinic, person, mail, now).map(drop)
}

/// The same where there is a transaction and no act to note anything in.
pub(crate) fn enqueue_in(
    tx: &mut record::Tx<'_>,
    clinic: &Clinic,
    person: PersonId,
    mail: &Mail,
    now: Timestamp,
) -> Result<Option<Forbidden>, Refusal> {
    if let Some((_, rule)) = against(tx, person, mail, now)? {
        return Ok(Some(rule));
    }
    keep(tx, clinic, person, mail, now)?;
    Ok(None)
}

fn keep(
    tx: &mut record::Tx<'_>,
    clinic: &Clinic,
    person: PersonId,
    mail: &Mail,
    now: Timestamp,
) -> Result<JobId, Refusal> {
    work::enqueue(tx, clinic, KIND, person, mail, now)
}

/// Sends what is due for as long as `go_on` says so; answers how many messages went out. Each goes out at least once.
pub fn send_due(
    clinic: &Clinic,
    organization: OrganizationId,
    mailer: &dyn Mailer,
    go_on: &dyn Fn() -> bool,
) -> Result<usize, Refusal> {
    let now = clinic.now();
    let jobs = work::claim(clinic, organization, KIND, now)?;
    let mut sent = 0;
    work::each(clinic, organization, jobs, now, go_on, |job| {
        let is_sent = send(clinic, organization, mailer, job, now)?;
        sent += usize::from(is_sent);
        Ok(())
    })?;
    Ok(sent)
}

/// Why a message does not leave any more.
enum Stale {
    /// A rule of theirs was added against it while it waited.
    Rule(WayOut, Forbidden),
    /// What it says does not hold any more.
    Over,
}

/// Whether a message may still leave, or why not. It may wait for long: for good where there is no mail server yet.
fn stale(
    clinic: &Clinic,
    organization: OrganizationId,
    person: PersonId,
    mail: &Mail,
) -> Result<Option<Stale>, Refusal> {
    let now = clinic.now();
    clinic.record().read(organization, |read| {
        if let Some((way, rule)) = against(read, person, mail, now)? {
            return Ok(Some(Stale::Rule(way, rule)));
        }
        let holds = match mail.about() {
            Some(about) => reminder::still_holds(read, about, now)?,
            None => true,
        };
        Ok((!holds).then_some(Stale::Over))
    })
}

/// Takes a message back. That a rule held it is noted, by the server itself, as where it is queued.
fn take_back(
    clinic: &Clinic,
    organization: OrganizationId,
    job: &Job,
    why: &Stale,
) -> Result<(), Refusal> {
    let Stale::Rule(way, rule) = *why else {
        return clinic.record().transact(organization, |tx| {
            Ok::<_, Refusal>(job::withdraw(tx, job.id)?)
        });
    };
    let key = clinic.record().read(organization, |read| {
        Key::once(read, "mail.held", job.id.to_string().as_bytes())
    })?;
    clinic.act(
        &operator(organization),
        key,
        ("hold_mail", &job.id),
        |act| {
            act.permit(Action::RemindPeople)?;
            job::withdraw(act.tx, job.id)?;
            reach::withheld(act, job.person, way, rule)
        },
    )
}

/// Sends one message, has it tried again later, or takes it back; answers whether it went out.
fn send(
    clinic: &Clinic,
    organization: OrganizationId,
    mailer: &dyn Mailer,
    job: &Job,
    now: Timestamp,
) -> Result<bool, Refusal> {
    let mail = serde_json::from_slice::<Mail>(&job.body);
    if let Ok(mail) = &mail
        && let Some(why) = stale(clinic, organization, job.person, mail)?
    {
        take_back(clinic, organization, job, &why)?;
        return Ok(false);
    }
    let result = mail
        .map_err(|_| Unsent::from("a stored message cannot be read"))
        .and_then(|mail| mailer.send(&mail));
    clinic.record().transact(organization, |tx| {
        match &result {
            Ok(()) => job::done(tx, job.id, now)?,
            Err(unsent) => {
                let at = again_at(job.attempts, now);
                job::refused(tx, clinic.dice(), job, &unsent.kept(), at)?;
            }
        }
        Ok::<_, Refusal>(())
    })?;
    if let Err(Unsent { reason, .. }) = result {
        tracing::warn!(job = %job.id, attempts = job.attempts, reason, "a message was not sent");
        return Ok(false);
    }
    Ok(true)
}

/// When a message is tried again that was tried so often.
fn again_at(attempts: u32, now: Timestamp) -> Timestamp {
    let minutes = (1_i64 << attempts.min(8)).min(RETRY_MINUTES_MAX);
    now.saturating_add(SignedDuration::from_mins(minutes))
        .unwrap_or(now)
}

/// How far a message has come, as far as anybody here can know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailStanding {
    /// It waits to be handed to the mail server. Without one it waits for good.
    Queued,
    /// The mail server took it, then. Whether it was read nobody knows.
    Sent(Timestamp),
    /// The mail server did not take it.
    Refused(MailRefusal),
}

/// How often a message was tried in vain, and what came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailRefusal {
    /// How often by now.
    pub times: u32,
    /// What the server said last, or why it could not be asked.
    pub answer: Option<Private<String>>,
    /// When it is tried again; nothing where it was tried often enough.
    pub again_at: Option<Timestamp>,
}

impl From<job::JobProgress> for MailStanding {
    fn from(progress: job::JobProgress) -> Self {
        let times = progress.attempts;
        match progress.done_at {
            Some(at) => Self::Sent(at),
            // A try counts from when it begins: while the first is under way nobody has refused anything.
            None if times == 0 || (times == 1 && progress.answer.is_none()) => Self::Queued,
            None => Self::Refused(MailRefusal {
                times,
                answer: progress.answer,
                again_at: (times < job::ATTEMPTS_MAX).then_some(progress.run_at),
            }),
        }
    }
}

/// How far one message to somebody has come; nothing when it was taken back, or never was.
pub(crate) fn standing_of(
    read: &mut impl record::Read,
    id: JobId,
    person: PersonId,
) -> Result<Option<MailStanding>, Refusal> {
    let progress = job::progress_of(read, id, person, KIND)?;
    Ok(progress.map(MailStanding::from))
}

/// How far the latest message to somebody has come; nothing when none was written.
pub(crate) fn latest_to(
    read: &mut impl record::Read,
    person: PersonId,
) -> Result<Option<MailStanding>, Refusal> {
    let progress = job::latest_of(read, person, KIND)?;
    Ok(progress.map(MailStanding::from))
}

/// A message as the demo's outbox shows it.
pub struct ShownMail {
    /// The message.
    pub mail: Mail,
    /// When it was written.
    pub at: Timestamp,
    /// When it left, if it did.
    pub sent_at: Option<Timestamp>,
}

/// The latest messages. Only a demonstration shows them: they hold links and codes.
pub fn outbox(clinic: &Clinic, actor: &Actor) -> Result<Vec<ShownMail>, Refusal> {
    if !clinic.settings().demo {
        return Err(Refusal::NotFound);
    }
    clinic.look(actor, |look| {
        look.permit(Action::ViewOutbox)?;
        let jobs = job::latest(look.read, KIND)?;
        look.saw(
            "outbox.viewed",
            ("organization", look.organization().uuid()),
            None,
            None,
        );
        Ok(jobs
            .into_iter()
            .filter_map(|(_, body, at, sent_at)| {
                Some(ShownMail {
                    mail: serde_json::from_slice(&body).ok()?,
                    at,
                    sent_at,
                })
            })
            .collect())
    })
}
