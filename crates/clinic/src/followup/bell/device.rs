//! Browsers that may be called though no page is open in them, as their owner sees them.

use super::call;
use super::call::Call;
use crate::{Clinic, Key, Refusal};
use care::followup::push::Subscription;
use care::{LoginId, PushId};
use policy::{Action, Actor};
use push::Subscriber;
use record::followup::push as rows;
use record::followup::push::Device;

/// Browsers of one person.
const DEVICES_MAX: usize = 10;

/// What the page shows.
pub struct Devices {
    /// The public key that a browser is given when it subscribes.
    pub sender: String,
    /// Their browsers, in the order in which they were added.
    pub devices: Vec<Device>,
    /// The sign-in of the browser that asks.
    pub here: Option<LoginId>,
}

/// The browsers in which somebody is called.
pub fn devices(clinic: &Clinic, actor: &Actor) -> Result<Devices, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ListSignals)?;
        Ok(Devices {
            sender: call::sender(look.read)?.public(),
            devices: rows::of(look.read, actor.person())?,
            here: actor.session(),
        })
    })
}

/// Lets this browser be called, until its owner signs out of it.
pub fn add(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    subscription: Subscription,
) -> Result<(), Refusal> {
    let subscription = subscription
        .checked(&clinic.settings().push_services)
        .map_err(|invalid| Refusal::invalid("endpoint", invalid))?;
    Subscriber::parse(&subscription.p256dh, &subscription.auth)
        .map_err(|_| Refusal::field("endpoint", "This browser gave no key to call it with."))?;
    clinic.act(actor, key, ("add_push", &subscription), |act| {
        act.permit(Action::ListSignals)?;
        let session = actor.session().ok_or(Refusal::SignedOut)?;
        let before = rows::of(act.tx, actor.person())?;
        let again = |device: &Device| device.subscription.endpoint == subscription.endpoint;
        if before.len() >= DEVICES_MAX && !before.iter().any(again) {
            let most = format!(
                "You are called in {DEVICES_MAX} browsers already. Turn one of them off first."
            );
            return Err(Refusal::field("endpoint", most));
        }
        let device = Device {
            id: act.id(),
            session,
            added_at: act.now,
            subscription: subscription.clone(),
        };
        rows::insert(act.tx, act.clinic.dice(), actor.person(), &device)?;
        let subject = ("person", actor.person().uuid());
        act.journal("alert.device_added", subject, None, None)
    })
}

/// Turns one of them off.
pub fn remove(clinic: &Clinic, actor: &Actor, key: Key, id: PushId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("remove_push", &id), |act| {
        act.permit(Action::ListSignals)?;
        if !rows::remove(act.tx, actor.person(), id)? {
            return Err(Refusal::NotFound);
        }
        let subject = ("person", actor.person().uuid());
        act.journal("alert.device_removed", subject, None, None)
    })
}

/// Has every browser of theirs called, to see whether it arrives. It is queued, and not sent yet; one at a time.
pub fn test(clinic: &Clinic, actor: &Actor, key: Key) -> Result<(), Refusal> {
    clinic.act(actor, key, ("test_push", &()), |act| {
        act.permit(Action::ListSignals)?;
        if rows::of(act.tx, actor.person())?.is_empty() {
            return Err(Refusal::Conflict(
                "No browser of yours is called yet. Turn one on first.".to_owned(),
            ));
        }
        // All calls are made one after the other: tests in a row would keep those waiting that are about somebody.
        if call::is_under_way(act.tx, actor.person())? {
            return Err(Refusal::Conflict(
                "A call to you is on its way already. Try again once it has arrived.".to_owned(),
            ));
        }
        let now = act.now;
        call::enqueue(act, actor.person(), &Call::test(), now)?;
        let subject = ("person", actor.person().uuid());
        act.journal("alert.tested", subject, None, None)
    })
}
