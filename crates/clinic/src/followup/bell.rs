//! The bell: how staff hear at once of a signal that wants somebody *now*.
//!
//! Whoever has a page open is told there: the web layer listens to the [`Bell`] and asks again what waits for each of
//! them. Whoever has none is called, through their browser's push service or else by mail, in words about nobody; so is
//! everybody about what an open page does not show by itself. See [`deliver_due`]. The bell itself is the door's: it
//! rings once an act is on disk.

mod call;
mod device;

pub(crate) use call::call;
pub use call::{
    APART_SECONDS, Call, KEPT_SECONDS, Outgoing, Pusher, Sent, Stage, deliver_due, has_due,
};
pub use device::{Devices, add, devices, remove, test};
pub use door::bell::{Bell, Listening};

use crate::task::open;
use crate::{Clinic, Refusal};
use care::{OrganizationId, SignalId};
use record::followup::signal;
use std::collections::HashMap;
use std::sync::Mutex;

/// The urgent signals of an organization that are open, each with how often something was done about it.
type Urgent = Vec<(SignalId, i64)>;

/// What was last heard of in each organization, for what other processes do.
#[derive(Default)]
struct Heard(Mutex<HashMap<OrganizationId, Urgent>>);

/// Rings where another process raised, answered or closed something urgent; asked every second or so. Where nobody
/// listens, nothing is read.
pub fn overhear(clinic: &Clinic, organization: OrganizationId) -> Result<(), Refusal> {
    if !clinic.bell().has_listeners_of(organization) {
        return Ok(());
    }
    let urgent = clinic.record().read(organization, |read| {
        signal::urgent(read).map_err(Refusal::from)
    })?;
    let before = open(&clinic.memory::<Heard>().0).insert(organization, urgent.clone());
    // Rung once too often at the first look, when nothing was heard before: that is a question more for each page,
    // while one too few would be a signal that nobody sees.
    if before.as_ref() != Some(&urgent) {
        clinic.bell().ring();
    }
    Ok(())
}
