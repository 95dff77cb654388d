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

mod ready;
mod round;
mod settle;

pub use round::deliver_due;

use crate::people::reach;
use crate::{Act, Clinic, Refusal, work};
use care::people::contact_rules::WayOut;
use care::{AlertId, OrganizationId, PersonId};
use jiff::{SignedDuration, Timestamp};
use push::Vapid;
use record::people::staff;
use record::seal::OrganizationKeys;
use record::{Read, RecordError, job};
use serde::{Deserialize, Serialize};

/// The kind of job that calls somebody.
const CALL: &str = "call";
/// How long a push service keeps a call for a browser that cannot be reached, in seconds: as long as the first who is
/// called has to answer.
pub const KEPT_SECONDS: u32 = 15 * 60;
/// How long after a call about something the next one to the same person waits, in seconds. A house rule: a small part
/// of the quarter of an hour within which the gravest are answered.
pub const APART_SECONDS: i64 = 120;

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
    let now = act.now;
    enqueue(act, whom, &call, now)
}

/// Queues a call. What a rule holds back is noted.
pub(super) fn enqueue(
    act: &mut Act<'_, '_>,
    whom: PersonId,
    call: &Call,
    at: Timestamp,
) -> Result<(), Refusal> {
    // Whoever works here is called for their work, and about a danger in any case; a browser of anybody else rings by
    // their own rules.
    let way = if call.alert.is_some() || staff::among(act.tx, &[whom])?.contains(&whom) {
        WayOut::Work
    } else {
        WayOut::Push
    };
    if let Some(rule) = reach::forbidden(act.tx, whom, way, at)? {
        return reach::withheld(act, whom, way, rule);
    }
    let clinic = act.clinic;
    work::enqueue(act.tx, clinic, CALL, whom, call, at).map(drop)
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

fn later(at: Timestamp, seconds: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_secs(seconds))
        .unwrap_or(at)
}
