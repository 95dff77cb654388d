//! The bell: how staff hear at once of a signal that wants somebody *now*.
//!
//! Whoever has a page open is told there: the web layer listens to the [`Bell`] and asks again what waits for each of
//! them. Whoever has none is called, through their browser's push service or else by mail, in words about nobody; see
//! [`deliver_due`]. The bell itself knows no signal and no person: it only says that something has changed.

mod call;
mod device;

pub(crate) use call::call;
pub use call::{Call, KEPT_SECONDS, Outgoing, Pusher, Sent, Stage, TEXT, deliver_due};
pub use device::{Devices, add, devices, remove, test};

use crate::{Clinic, Refusal};
use care::{OrganizationId, PersonId, SignalId};
use record::followup::signal;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Pages that listen at the same time in this process.
const LISTENING_MAX: usize = 1_024;
/// Of these, of one person: one for each browser, and some to spare where a browser cannot share one among its pages.
const LISTENING_PER_PERSON_MAX: usize = 16;

/// One listener: called, without waiting for anything, each time that the bell rings.
type Listener = Box<dyn Fn() + Send + Sync>;
/// The urgent signals of an organization that are open, each with how often something was done about it.
type Urgent = Vec<(SignalId, i64)>;

/// Who listens, and whether there was something to hear.
#[derive(Default)]
pub struct Bell {
    /// How often an act noted that something changes with it.
    noted: AtomicU64,
    listeners: Mutex<Vec<Listener>>,
    listening: Mutex<HashMap<(OrganizationId, PersonId), usize>>,
    /// What was last heard of in each organization, for what other processes do.
    heard: Mutex<HashMap<OrganizationId, Urgent>>,
}

/// Somebody with a page open; over when dropped.
pub struct Listening {
    bell: Arc<Bell>,
    who: (OrganizationId, PersonId),
}

impl Bell {
    /// Lets `listener` hear the bell from now on.
    pub fn listen(&self, listener: impl Fn() + Send + Sync + 'static) {
        locked(&self.listeners).push(Box::new(listener));
    }

    /// Says that somebody has a page open that listens; nothing where too many do.
    pub fn attend(
        self: &Arc<Self>,
        organization: OrganizationId,
        person: PersonId,
    ) -> Option<Listening> {
        let mut listening = locked(&self.listening);
        if listening.values().sum::<usize>() >= LISTENING_MAX {
            return None;
        }
        let own = listening.entry((organization, person)).or_default();
        if *own >= LISTENING_PER_PERSON_MAX {
            return None;
        }
        *own += 1;
        Some(Listening {
            bell: Arc::clone(self),
            who: (organization, person),
        })
    }

    /// Whether somebody has a page open that listens here. What other processes serve is not known: whoever has a page
    /// open there is called as well, which is once too often and never once too few.
    pub fn is_attended(&self, organization: OrganizationId, person: PersonId) -> bool {
        locked(&self.listening).contains_key(&(organization, person))
    }

    /// Rings.
    fn ring(&self) {
        for listener in locked(&self.listeners).iter() {
            listener();
        }
    }

    /// Notes, in an act, that something to hear of comes with it.
    pub(crate) fn note(&self) {
        self.noted.fetch_add(1, Ordering::SeqCst);
    }

    /// How often something was noted so far.
    pub(crate) fn noted(&self) -> u64 {
        self.noted.load(Ordering::SeqCst)
    }

    /// Rings where something was noted since. Once too often, where another act noted it, does no harm.
    pub(crate) fn ring_after(&self, before: u64) {
        if self.noted() != before {
            self.ring();
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let mut listening = locked(&self.bell.listening);
        if let Some(own) = listening.get_mut(&self.who) {
            *own -= 1;
            if *own == 0 {
                listening.remove(&self.who);
            }
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Rings where another process raised, answered or closed something urgent; asked every second or so. Where nobody
/// listens, nothing is read.
pub fn overhear(clinic: &Clinic, organization: OrganizationId) -> Result<(), Refusal> {
    let bell = &clinic.bell;
    let anybody = locked(&bell.listening)
        .keys()
        .any(|(own, _)| *own == organization);
    if !anybody {
        return Ok(());
    }
    let urgent = clinic.record.read(organization, |read| {
        signal::urgent(read).map_err(Refusal::from)
    })?;
    let before = locked(&bell.heard).insert(organization, urgent.clone());
    if before.as_ref() != Some(&urgent) {
        bell.ring();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;
    use uuid::Uuid;

    fn ids(number: u128) -> (OrganizationId, PersonId) {
        (
            Uuid::from_u128(number).into(),
            Uuid::from_u128(number + 1).into(),
        )
    }

    #[test]
    fn it_rings_for_what_was_noted_since_and_for_nothing_else() {
        let (bell, rung) = (Bell::default(), Arc::new(AtomicUsize::new(0)));
        let heard = Arc::clone(&rung);
        bell.listen(move || {
            heard.fetch_add(1, Ordering::SeqCst);
        });
        let before = bell.noted();
        bell.ring_after(before);
        assert_eq!(rung.load(Ordering::SeqCst), 0);
        bell.note();
        bell.ring_after(before);
        assert_eq!(rung.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn somebody_attends_while_any_page_of_theirs_is_open() {
        let bell = Arc::new(Bell::default());
        let (organization, person) = ids(1);
        let other = ids(7).1;
        let first = bell.attend(organization, person);
        let second = bell.attend(organization, person);
        assert!(bell.is_attended(organization, person));
        assert!(!bell.is_attended(organization, other));
        assert!(!bell.is_attended(ids(7).0, person));
        drop(first);
        assert!(bell.is_attended(organization, person));
        drop(second);
        assert!(!bell.is_attended(organization, person));
    }

    #[test]
    fn nobody_listens_with_more_pages_than_are_given() {
        let bell = Arc::new(Bell::default());
        let (organization, person) = ids(1);
        let open: Vec<_> = (0..LISTENING_PER_PERSON_MAX)
            .map(|_| bell.attend(organization, person).unwrap())
            .collect();
        assert!(bell.attend(organization, person).is_none());
        assert!(bell.attend(organization, ids(7).1).is_some());
        drop(open);
        assert!(bell.attend(organization, person).is_some());
    }
}
