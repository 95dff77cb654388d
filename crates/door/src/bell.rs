//! The bell: rings once an act is on disk with which something comes that staff want to hear of at once.
//!
//! It knows no signal and no person of whom there is one: only that something has changed, and who has a page open that
//! listens. Each page then asks again what waits for its reader, through the door.

use crate::lock::open;
use care::{OrganizationId, PersonId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// Pages that listen at the same time in this process.
const LISTENING_MAX: usize = 1_024;
/// Of these, of one person: one for each browser, and some to spare where a browser cannot share one among its pages.
const LISTENING_PER_PERSON_MAX: usize = 16;

/// From so many on, nobody takes more than [`LISTENING_WHEN_MANY_MAX`]: a few who take all they may leave the rest to
/// others.
const MANY: usize = LISTENING_MAX / 2;
/// Pages of one person where many listen.
const LISTENING_WHEN_MANY_MAX: usize = 2;

/// One listener: called, without waiting for anything, each time that the bell rings.
type Listener = Box<dyn Fn() + Send + Sync>;

/// Who listens, and whether there was something to hear.
#[derive(Default)]
pub struct Bell {
    /// How often an act noted that something changes with it.
    noted: AtomicU64,
    listeners: Mutex<Vec<Listener>>,
    listening: Mutex<HashMap<(OrganizationId, PersonId), usize>>,
}

/// Somebody with a page open; over when dropped.
pub struct Listening {
    bell: Arc<Bell>,
    who: (OrganizationId, PersonId),
}

impl Bell {
    /// Lets `listener` hear the bell from now on.
    pub fn listen(&self, listener: impl Fn() + Send + Sync + 'static) {
        open(&self.listeners).push(Box::new(listener));
    }

    /// Says that somebody has a page open that listens; nothing where too many do.
    pub fn attend(
        self: &Arc<Self>,
        organization: OrganizationId,
        person: PersonId,
    ) -> Option<Listening> {
        let mut listening = open(&self.listening);
        let all = listening.values().sum::<usize>();
        let most = if all < MANY {
            LISTENING_PER_PERSON_MAX
        } else {
            LISTENING_WHEN_MANY_MAX
        };
        let who = (organization, person);
        let own = listening.get(&who).copied().unwrap_or_default();
        if all >= LISTENING_MAX || own >= most {
            return None;
        }
        listening.insert(who, own + 1);
        Some(Listening {
            bell: Arc::clone(self),
            who,
        })
    }

    /// Whether somebody has a page open that listens here. What other processes serve is not known: whoever has a page
    /// open there is called as well, which is once too often and never once too few.
    pub fn is_attended(&self, organization: OrganizationId, person: PersonId) -> bool {
        open(&self.listening).contains_key(&(organization, person))
    }

    /// Whether somebody of an organization has a page open that listens here.
    pub fn has_listeners_of(&self, organization: OrganizationId) -> bool {
        open(&self.listening)
            .keys()
            .any(|(own, _)| *own == organization)
    }

    /// Rings: for what another process did. What an act here did rings by itself, once it is on disk.
    pub fn ring(&self) {
        // Every listener of every organization. Who may hear of it is a question to the policy, which each page asks
        // for itself; a bell that chose would have to know whom a signal is about.
        for listener in open(&self.listeners).iter() {
            listener();
        }
    }

    /// Notes, in an act, that something to hear of comes with it.
    pub fn note(&self) {
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
        let mut listening = open(&self.bell.listening);
        if let Some(own) = listening.get_mut(&self.who) {
            *own -= 1;
            if *own == 0 {
                listening.remove(&self.who);
            }
        }
    }
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

    #[test]
    fn few_who_take_all_they_may_leave_the_rest_to_others() {
        let bell = Arc::new(Bell::default());
        let organization = ids(1).0;
        let who = |number| ids(number).1;
        let mut open = Vec::new();
        for greedy in 0..64 {
            let pages =
                (0..LISTENING_PER_PERSON_MAX).map(|_| bell.attend(organization, who(greedy)));
            open.extend(pages.flatten());
        }
        let other = who(100);
        open.extend((0..3).filter_map(|_| bell.attend(organization, other)));
        assert!(bell.is_attended(organization, other));
        assert_eq!(
            open.len(),
            MANY + MANY / LISTENING_PER_PERSON_MAX * LISTENING_WHEN_MANY_MAX + 2
        );
    }
}
