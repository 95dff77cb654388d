//! The line of long work: one piece at a time in the whole process, in the order in which it was asked for.

use crate::lock::open;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Pieces of work in the line at most, with the one whose turn it is.
pub(super) const LINE_MAX: usize = 16;

type Work = Box<dyn FnOnce() + Send>;

/// The line, and the thread that works it off while somebody is in it.
#[derive(Default)]
pub(crate) struct TaskLine {
    state: Mutex<LineState>,
    /// Told when the thread has ended.
    over: Condvar,
    ending: AtomicBool,
}

#[derive(Default)]
struct LineState {
    waiting: VecDeque<(u64, Work)>,
    /// Whose turn it is; nothing when there is no thread.
    turn: Option<u64>,
    last: u64,
}

impl LineState {
    /// Whether something is worked on that does not wait any more.
    fn works(&self) -> bool {
        let waits = |turn| self.waiting.iter().any(|(one, _)| *one == turn);
        self.turn.is_some_and(|turn| !waits(turn))
    }

    fn is_full(&self) -> bool {
        self.waiting.len() + usize::from(self.works()) >= LINE_MAX
    }
}

impl TaskLine {
    /// Puts work at the end of the line; answers its number. Nothing when the line is full or the process is ending.
    pub fn join(self: &Arc<Self>, work: Work) -> Option<u64> {
        let mut state = open(&self.state);
        if state.is_full() || self.is_ending() {
            return None;
        }
        let number = state.last + 1;
        if state.turn.is_none() {
            let line = Arc::clone(self);
            // It waits until this lets go of the line.
            std::thread::Builder::new()
                .name("long-work".to_owned())
                .spawn(move || line.work_off())
                .ok()?;
            state.turn = Some(number);
        }
        state.last = number;
        state.waiting.push_back((number, work));
        Some(number)
    }

    /// Whether nobody can join: for saying so before anything is noted.
    pub fn is_full(&self) -> bool {
        self.is_ending() || open(&self.state).is_full()
    }

    fn work_off(&self) {
        loop {
            let mut state = open(&self.state);
            let next = state.waiting.pop_front().filter(|_| !self.is_ending());
            let Some((number, work)) = next else {
                let never = std::mem::take(&mut state.waiting);
                drop(state);
                // What never has its turn is over before anybody is told that the thread is.
                drop(never);
                if self.is_left() {
                    return;
                }
                continue;
            };
            state.turn = Some(number);
            drop(state);
            // One that breaks keeps none of the others from their turn.
            let _ = catch_unwind(AssertUnwindSafe(work));
        }
    }

    /// Whether nobody came meanwhile; the thread has ended then.
    fn is_left(&self) -> bool {
        let mut state = open(&self.state);
        let left = state.waiting.is_empty();
        if left {
            state.turn = None;
            self.over.notify_all();
        }
        left
    }

    /// How many are before the one with this number: none when it is its turn, or was.
    pub fn before(&self, number: u64) -> usize {
        let state = open(&self.state);
        let place = state.waiting.iter().position(|(one, _)| *one == number);
        place.map_or(0, |place| place + usize::from(state.works()))
    }

    /// Lets nobody join any more, and asks whose turn it is to end.
    pub fn stop(&self) {
        self.ending.store(true, Ordering::Relaxed);
    }

    /// Whether everything is to end.
    pub fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Relaxed)
    }

    /// Waits until nothing is worked on, at most so long; whether that is so.
    pub fn wait(&self, limit: Duration) -> bool {
        let waited = self
            .over
            .wait_timeout_while(open(&self.state), limit, |state| state.turn.is_some());
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.turn.is_none()
    }
}
