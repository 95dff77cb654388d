//! Mail that follows from an act. Subjects and texts say nothing about anybody's care.

use crate::{Act, Clinic, Refusal};
use care::{Email, JobId, OrganizationId, PersonId};
use jiff::{SignedDuration, Timestamp};
use policy::{Action, Actor};
use record::job;
use serde::{Deserialize, Serialize};

/// The kind of job that mail is.
pub(crate) const KIND: &str = "mail";
/// The longest wait between two tries, in minutes.
const RETRY_MINUTES_MAX: i64 = 60;

/// One message.
#[derive(Clone, Serialize, Deserialize)]
pub struct Mail {
    /// To whom.
    pub to: Email,
    /// What it says on the envelope.
    pub subject: String,
    /// The text.
    pub text: String,
}

impl Mail {
    /// A link to set up one's sign-in.
    pub(crate) fn welcome(to: &Email, link: &str, hours: i64) -> Self {
        Self {
            to: to.clone(),
            subject: "Set up your sign-in".to_owned(),
            text: format!(
                "Hello,\n\nUse this link to set up how you sign in. It works once, within {hours} hours:\n\n{link}\n\nIf you did not expect this message, you can ignore it.\n"
            ),
        }
    }

    /// To an address with which somebody signed in until now. It says no more about where than the link did.
    pub(crate) fn redirected(to: &Email) -> Self {
        Self {
            to: to.clone(),
            subject: "Your sign-in address was changed".to_owned(),
            text: "Hello,\n\nAnother address than this one is used to sign in from now on, and earlier links that came here no longer work. If you did not ask for this, tell the people who sent you those links, by telephone or in person.\n".to_owned(),
        }
    }

    /// A one-time code.
    pub(crate) fn code(to: &Email, code: &str, minutes: i64) -> Self {
        Self {
            to: to.clone(),
            subject: "Your sign-in code".to_owned(),
            text: format!(
                "Hello,\n\nYour code is {code}. It works once, within {minutes} minutes.\n\nIf you did not just try to sign in, you can ignore this message; nobody can sign in without the code.\n"
            ),
        }
    }

    /// An appointment, with nothing about what for. `when` is in the language and the zone of whoever reads it.
    pub(crate) fn appointment(to: &Email, spanish: bool, when: &str, phone: Option<&str>) -> Self {
        let (subject, hello, at, change) = if spanish {
            ("Cita", "Hola:", "Su cita:", "Para cambiarla, llame al")
        } else {
            (
                "Appointment",
                "Hello,",
                "Your appointment:",
                "To change it, call",
            )
        };
        let change = phone.map_or(String::new(), |phone| format!("\n{change} {phone}.\n"));
        Self {
            to: to.clone(),
            subject: subject.to_owned(),
            text: format!("{hello}\n\n{at} {when}\n{change}"),
        }
    }

    /// Somebody's times have changed. Neither the subject nor the text says what they are for.
    pub(crate) fn times(to: &Email, text: &str) -> Self {
        Self {
            to: to.clone(),
            subject: "Your times have changed".to_owned(),
            text: format!("Hello,\n\n{text}\n"),
        }
    }

    /// A role waits for a second person's yes.
    pub(crate) fn yes_waits(to: &Email, link: &str) -> Self {
        Self {
            to: to.clone(),
            subject: "A yes or no is waiting for you".to_owned(),
            text: format!(
                "Hello,\n\nA colleague asked for a role, or another e-mail address, for somebody who works here. Please say yes or no:\n\n{link}\n"
            ),
        }
    }

    /// Somebody needs staff at once. It says nothing about anybody, nor that anybody is in care.
    pub(crate) fn open_now(to: &Email, link: &str) -> Self {
        Self {
            to: to.clone(),
            subject: "Please open the program now".to_owned(),
            text: format!(
                "Hello,\n\nPlease open the program now:\n\n{link}\n\nIf you cannot, call the colleague who is next.\n"
            ),
        }
    }

    /// Something waits for the privacy officer.
    pub(crate) fn review_waits(to: &Email, link: &str) -> Self {
        Self {
            to: to.clone(),
            subject: "A review is waiting for you".to_owned(),
            text: format!(
                "Hello,\n\nA record was opened in an emergency. Please review it:\n\n{link}\n"
            ),
        }
    }
}

/// Sends mail, wherever it goes.
pub trait Mailer: Send + Sync {
    /// Hands one message over, or says why not.
    fn send(&self, mail: &Mail) -> Result<(), String>;
}

pub(crate) fn enqueue(act: &mut Act<'_, '_>, person: PersonId, mail: &Mail) -> Result<(), Refusal> {
    let (clinic, now) = (act.clinic, act.now);
    enqueue_in(act.tx, clinic, person, mail, now)
}

pub(crate) fn enqueue_in(
    tx: &mut record::Tx<'_>,
    clinic: &Clinic,
    person: PersonId,
    mail: &Mail,
    now: Timestamp,
) -> Result<(), Refusal> {
    let body = serde_json::to_vec(mail).map_err(|_| record::RecordError::damaged("a message"))?;
    let id = JobId::from(clinic.dice().uuid(now));
    Ok(job::enqueue(
        tx,
        clinic.dice(),
        (id, KIND),
        person,
        &body,
        now,
    )?)
}

/// Sends what is due for as long as `go_on` says so; answers how many messages went out. Each goes out at least once.
pub fn send_due(
    clinic: &Clinic,
    organization: OrganizationId,
    mailer: &dyn Mailer,
    go_on: &dyn Fn() -> bool,
) -> Result<usize, Refusal> {
    let now = clinic.now();
    let jobs = clinic.record().transact(organization, |tx| {
        job::claim(tx, KIND, now).map_err(Refusal::from)
    })?;
    let mut sent = 0;
    for job in jobs {
        if !go_on() {
            // It is due at the next start, instead of when the claim on it lapses.
            clinic.record().transact(organization, |tx| {
                Ok::<_, Refusal>(job::retry(tx, job.id, now)?)
            })?;
            continue;
        }
        let result = serde_json::from_slice::<Mail>(&job.body)
            .map_err(|_| "a stored message cannot be read".to_owned())
            .and_then(|mail| mailer.send(&mail));
        let retry_at = match result {
            Ok(()) => {
                sent += 1;
                None
            }
            Err(reason) => {
                tracing::warn!(job = %job.id, attempts = job.attempts, reason, "a message was not sent");
                let minutes = (1_i64 << job.attempts.min(8)).min(RETRY_MINUTES_MAX);
                Some(
                    now.saturating_add(SignedDuration::from_mins(minutes))
                        .unwrap_or(now),
                )
            }
        };
        clinic.record().transact(organization, |tx| {
            match retry_at {
                None => job::done(tx, job.id, now)?,
                Some(at) => job::retry(tx, job.id, at)?,
            }
            Ok::<_, Refusal>(())
        })?;
    }
    Ok(sent)
}

/// How far a message has come, as far as anybody here can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It waits to be handed to the mail server. Without one it waits for good.
    Queued,
    /// The mail server took it, then. Whether it was read nobody knows.
    Sent(Timestamp),
    /// The mail server did not take it, so often by now.
    Refused(u32),
}

/// How far the latest message to somebody has come; nothing when none was written.
pub(crate) fn latest_to(
    read: &mut impl record::Read,
    person: PersonId,
) -> Result<Option<Standing>, Refusal> {
    let progress = job::latest_of(read, person, KIND)?;
    Ok(progress.map(|progress| match progress {
        job::Progress {
            done_at: Some(at), ..
        } => Standing::Sent(at),
        job::Progress { attempts: 0, .. } => Standing::Queued,
        job::Progress { attempts, .. } => Standing::Refused(attempts),
    }))
}

/// A message as the demo's outbox shows it.
pub struct Shown {
    /// The message.
    pub mail: Mail,
    /// When it was written.
    pub at: Timestamp,
    /// When it left, if it did.
    pub sent_at: Option<Timestamp>,
}

/// The latest messages. Only a demonstration shows them: they hold links and codes.
pub fn outbox(clinic: &Clinic, actor: &Actor) -> Result<Vec<Shown>, Refusal> {
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
                Some(Shown {
                    mail: serde_json::from_slice(&body).ok()?,
                    at,
                    sent_at,
                })
            })
            .collect())
    })
}
