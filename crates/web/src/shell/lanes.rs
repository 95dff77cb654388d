//! Whose turn it is: how many requests are worked on at once, in all, for one visitor, for hashing passwords, and for
//! hearing of danger.
//!
//! A request that has to wait costs no thread. Whoever would wait behind too many, or too long, is told so.

use super::address::Visitor;
use super::route::Route;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Handlers that run at the same time.
const HANDLERS_MAX: usize = 64;
/// Of these, for one visitor. A whole clinic may stand behind one address; some turns remain for everybody else.
const HANDLERS_PER_VISITOR_MAX: usize = 24;
/// Requests of one visitor that wait or are worked on.
const REQUESTS_PER_VISITOR_MAX: usize = 512;
/// Handlers that hash a password, at the same time: while one is hashed, the other writes down what came of it.
const HASHING_MAX: usize = 2;
/// Requests that wait for that.
const HASHING_WAITING_MAX: usize = 64;
/// Of these, of one visitor: so few that two or three addresses do not keep everybody else from signing in.
const HASHING_WAITING_PER_VISITOR_MAX: usize = 8;
/// Handlers that hear of danger, at the same time: no crowd at other pages keeps words of danger waiting.
const HEARING_MAX: usize = 8;
/// Of these, for one visitor.
const HEARING_PER_VISITOR_MAX: usize = 2;
/// Requests of one visitor that wait for that or are worked on, beside all others of theirs.
const HEARING_WAITING_PER_VISITOR_MAX: usize = 64;
/// The longest that a request waits for its turn, in seconds.
const TURN_SECONDS_MAX: u64 = 10;
/// Threads for handlers: there is one for whoever has a turn.
pub const HANDLER_THREADS_MAX: usize = HANDLERS_MAX + HASHING_MAX + HEARING_MAX;

/// The turns.
pub(crate) struct Lanes {
    wait: Duration,
    handlers: Arc<Semaphore>,
    hashing: Arc<Semaphore>,
    hashing_waiting: AtomicUsize,
    hearing: Arc<Semaphore>,
    visitors: Mutex<HashMap<Visitor, Arc<Own>>>,
}

/// What one visitor has under way.
struct Own {
    requests: AtomicUsize,
    hashing: AtomicUsize,
    hearing: AtomicUsize,
    handlers: Arc<Semaphore>,
    hearers: Arc<Semaphore>,
}

/// In which line a request stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lane {
    Pages,
    Hashing,
    Hearing,
}

impl Lane {
    const fn of(route: &Route) -> Self {
        match (route.hashes, route.hears) {
            (true, _) => Self::Hashing,
            (false, Some(_)) => Self::Hearing,
            (false, None) => Self::Pages,
        }
    }
}

/// A turn; over when dropped.
pub(crate) struct Turn {
    _permits: Vec<OwnedSemaphorePermit>,
    _line: Vec<InLine>,
}

/// Counts a request for as long as it waits or is worked on.
struct InLine {
    lanes: Arc<Lanes>,
    visitor: Visitor,
    own: Arc<Own>,
    lane: Lane,
}

impl Lanes {
    pub fn new() -> Arc<Self> {
        Self::with_wait(Duration::from_secs(TURN_SECONDS_MAX))
    }

    fn with_wait(wait: Duration) -> Arc<Self> {
        Arc::new(Self {
            wait,
            handlers: Arc::new(Semaphore::new(HANDLERS_MAX)),
            hashing: Arc::new(Semaphore::new(HASHING_MAX)),
            hashing_waiting: AtomicUsize::new(0),
            hearing: Arc::new(Semaphore::new(HEARING_MAX)),
            visitors: Mutex::default(),
        })
    }

    /// Waits for a turn; nothing when the line is too long or does not move.
    pub async fn turn(self: &Arc<Self>, visitor: Visitor, route: &Route) -> Option<Turn> {
        let line = self.stand(visitor, Lane::of(route))?;
        // Hashing has a lane of its own instead of a share of the other: sixty who wait for a hash would hold sixty
        // turns, and nobody could read. So has hearing of danger: sixty who read would keep it waiting. The threads are
        // enough for all of them.
        let lanes = match line.lane {
            Lane::Hashing => vec![&self.hashing],
            // The visitor's own first: nobody holds one of everybody's turns while waiting for their own.
            Lane::Hearing => vec![&line.own.hearers, &self.hearing],
            Lane::Pages => vec![&line.own.handlers, &self.handlers],
        };
        let mut permits = Vec::new();
        let wait = async {
            for lane in lanes {
                permits.push(Arc::clone(lane).acquire_owned().await.ok()?);
            }
            Some(())
        };
        tokio::time::timeout(self.wait, wait).await.ok()??;
        Some(Turn {
            _permits: permits,
            _line: vec![line],
        })
    }

    fn visitors(&self) -> MutexGuard<'_, HashMap<Visitor, Arc<Own>>> {
        self.visitors.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stands in line, unless it is too long.
    fn stand(self: &Arc<Self>, visitor: Visitor, lane: Lane) -> Option<InLine> {
        let own = {
            let mut visitors = self.visitors();
            let own = visitors.entry(visitor).or_insert_with(|| {
                Arc::new(Own {
                    requests: AtomicUsize::new(0),
                    hashing: AtomicUsize::new(0),
                    hearing: AtomicUsize::new(0),
                    handlers: Arc::new(Semaphore::new(HANDLERS_PER_VISITOR_MAX)),
                    hearers: Arc::new(Semaphore::new(HEARING_PER_VISITOR_MAX)),
                })
            });
            own.requests.fetch_add(1, Ordering::SeqCst);
            Arc::clone(own)
        };
        // Counted first and given back by dropping the place: asked first, two could find the same last place free.
        let many = own.requests.load(Ordering::SeqCst) > REQUESTS_PER_VISITOR_MAX;
        let too_long = match lane {
            Lane::Pages => many,
            Lane::Hashing => {
                let own = own.hashing.fetch_add(1, Ordering::SeqCst);
                let all = self.hashing_waiting.fetch_add(1, Ordering::SeqCst);
                many || own >= HASHING_WAITING_PER_VISITOR_MAX || all >= HASHING_WAITING_MAX
            }
            // Whatever else is asked for from the same address.
            Lane::Hearing => {
                own.hearing.fetch_add(1, Ordering::SeqCst) >= HEARING_WAITING_PER_VISITOR_MAX
            }
        };
        let place = InLine {
            lanes: Arc::clone(self),
            visitor,
            own,
            lane,
        };
        (!too_long).then_some(place)
    }
}

impl Drop for InLine {
    fn drop(&mut self) {
        match self.lane {
            Lane::Pages => {}
            Lane::Hashing => {
                self.own.hashing.fetch_sub(1, Ordering::SeqCst);
                self.lanes.hashing_waiting.fetch_sub(1, Ordering::SeqCst);
            }
            Lane::Hearing => {
                self.own.hearing.fetch_sub(1, Ordering::SeqCst);
            }
        }
        let mut visitors = self.lanes.visitors();
        // Both under the lock, or somebody could come back to what is just being forgotten.
        if self.own.requests.fetch_sub(1, Ordering::SeqCst) == 1 {
            visitors.remove(&self.visitor);
        }
    }
}

#[cfg(test)]
mod tests;
