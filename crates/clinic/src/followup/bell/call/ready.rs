//! What a call needs to know before it is made.

use super::{Call, sender};
use crate::followup::signal::is_unanswered;
use crate::{Clinic, Refusal};
use care::{AlertId, OrganizationId, PersonId, SignalId};
use jiff::Timestamp;
use push::Vapid;
use record::Read;
use record::access::account;
use record::followup::push as devices;
use record::followup::push::Device;
use record::followup::{alert, signal};

/// What somebody is called for.
pub(super) struct CalledFor {
    pub signal: SignalId,
    pub person: PersonId,
    /// Since when it is to be told.
    pub raised_at: Timestamp,
    /// Whether a page that is open shows it by itself.
    pub is_on_every_page: bool,
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
pub(super) struct Ready {
    pub vapid: Vapid,
    pub devices: Vec<Device>,
    /// What it is about; nothing where somebody tries whether calls arrive.
    pub about: Option<CalledFor>,
}

/// Reads it; nothing where nobody has to be called any more.
pub(super) fn ready(
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
