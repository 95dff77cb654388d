//! Who is connected, and who has to go when there is no room.
//!
//! A visitor may have only so many connections, and there are only so many altogether. When one more comes, the one
//! that has kept us waiting longest makes room: for the head of a request, for a body, or for an answer to be taken. So
//! a crowd that asks and never reads, or connects and never asks, pushes out itself, and whoever comes next is served
//! at once, even from the same address. Where every connection has a request that we are working on, the newcomer is
//! refused instead.

use super::address::Visitor;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tokio::sync::Notify;

/// Connections open at the same time.
pub(crate) const CONNECTIONS_MAX: usize = 4_096;
/// Connections of one visitor. A whole clinic may stand behind one address, and each of its browsers opens six.
pub(crate) const CONNECTIONS_PER_VISITOR_MAX: usize = 256;

/// Stands for "we are working on a request".
const WORKING: u64 = u64::MAX;

/// One connection, as the list knows it.
pub(crate) struct Guest {
    visitor: Visitor,
    began: Instant,
    /// Since when the other side keeps us waiting, in milliseconds since the list was begun.
    waiting_since: AtomicU64,
    leave: Notify,
}

impl Guest {
    /// Resolves when the connection has to make room.
    pub async fn told_to_leave(&self) {
        self.leave.notified().await;
    }

    /// Held while we work on a request of this connection.
    pub fn work(self: &Arc<Self>) -> Working {
        self.waiting_since.store(WORKING, Ordering::Relaxed);
        Working(Arc::clone(self))
    }

    fn keeps_waiting(&self) {
        self.waiting_since
            .store(millis_since(self.began), Ordering::Relaxed);
    }
}

/// The time between a whole request and its answer; what follows is the other side's time again.
pub(crate) struct Working(Arc<Guest>);

impl Drop for Working {
    fn drop(&mut self) {
        self.0.keeps_waiting();
    }
}

#[derive(Default)]
struct List {
    guests: HashMap<u64, Arc<Guest>>,
    of_visitor: HashMap<Visitor, usize>,
    next: u64,
}

/// Everybody who is connected.
pub(crate) struct Guests {
    began: Instant,
    /// How many connections one visitor may have; behind a proxy of ours all of them are the proxy's.
    per_visitor_max: usize,
    list: Mutex<List>,
}

/// A connection's place; given back when dropped.
pub(crate) struct GuestPlace {
    guests: Arc<Guests>,
    number: u64,
    /// The connection.
    pub guest: Arc<Guest>,
}

fn millis_since(began: Instant) -> u64 {
    u64::try_from(began.elapsed().as_millis()).unwrap_or(WORKING - 1)
}

impl Guests {
    pub fn new(trusted_proxy: bool) -> Arc<Self> {
        Arc::new(Self {
            began: Instant::now(),
            per_visitor_max: if trusted_proxy {
                CONNECTIONS_MAX
            } else {
                CONNECTIONS_PER_VISITOR_MAX
            },
            list: Mutex::default(),
        })
    }

    fn list(&self) -> MutexGuard<'_, List> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives a place to a new connection, or says that there is none.
    pub fn admit(self: &Arc<Self>, visitor: Visitor) -> Option<GuestPlace> {
        let mut list = self.list();
        let own = list.of_visitor.get(&visitor).copied().unwrap_or(0);
        if own >= self.per_visitor_max {
            list.make_room(|guest| guest.visitor == visitor)?;
        } else if list.guests.len() >= CONNECTIONS_MAX {
            list.make_room(|_| true)?;
        }
        let guest = Arc::new(Guest {
            visitor,
            began: self.began,
            waiting_since: AtomicU64::new(millis_since(self.began)),
            leave: Notify::new(),
        });
        let number = list.next;
        list.next += 1;
        list.guests.insert(number, Arc::clone(&guest));
        *list.of_visitor.entry(visitor).or_default() += 1;
        Some(GuestPlace {
            guests: Arc::clone(self),
            number,
            guest,
        })
    }
}

impl List {
    /// Sends away whoever keeps us waiting longest among those who may be.
    fn make_room(&mut self, may: impl Fn(&Guest) -> bool) -> Option<()> {
        let longest = self
            .guests
            .iter()
            .filter(|(_, guest)| may(guest))
            .map(|(number, guest)| (guest.waiting_since.load(Ordering::Relaxed), *number))
            .filter(|(since, _)| *since != WORKING)
            .min()?;
        self.remove(longest.1)?.leave.notify_one();
        Some(())
    }

    fn remove(&mut self, number: u64) -> Option<Arc<Guest>> {
        let guest = self.guests.remove(&number)?;
        if let Some(own) = self.of_visitor.get_mut(&guest.visitor) {
            *own -= 1;
            if *own == 0 {
                self.of_visitor.remove(&guest.visitor);
            }
        }
        Some(guest)
    }
}

impl Drop for GuestPlace {
    fn drop(&mut self) {
        self.guests.list().remove(self.number);
    }
}

#[cfg(test)]
mod tests;
