//! The one thread that hashes passwords.
//!
//! Each hash takes 19 MiB and a core for tens of milliseconds. One thread with memory of its own does one after the
//! other, so that a crowd at the door costs the same memory as one person. In front of it is a queue with a limit:
//! whoever would have to wait behind too many is told so at once, before anything was counted. An attempt that has to
//! wait for its throttle takes no place in it: whoever hammers keeps nobody else out.

use crate::Refusal;
use signin::SignInError;
use signin::password::Hasher;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Hashes asked for and not done; with the one that runs.
/// House number: with tens of milliseconds each, the last of them waits about a second.
pub const HASHES_WAITING_MAX: usize = 16;
/// How long a hash is waited for, in seconds.
const HASH_SECONDS_MAX: u64 = 20;

type Work = Box<dyn FnOnce(&mut Hasher) + Send>;

/// The queue, and the thread behind it once somebody was in it.
#[derive(Default)]
pub(crate) struct Hashing {
    waiting: AtomicUsize,
    thread: Mutex<Option<(Sender<Work>, JoinHandle<()>)>>,
}

/// A place in the queue.
pub(crate) struct HashingPlace<'a>(&'a Hashing);

impl Hashing {
    /// Takes a place in the queue, or says that there is none.
    pub fn place(&self) -> Result<HashingPlace<'_>, Refusal> {
        let place = HashingPlace(self);
        if self.waiting.fetch_add(1, Ordering::SeqCst) < HASHES_WAITING_MAX {
            Ok(place)
        } else {
            Err(SignInError::Busy.into())
        }
    }

    /// Holds a place for a transaction that may run more than once: it takes one, and keeps that.
    pub fn hold<'a>(&'a self, place: &mut Option<HashingPlace<'a>>) -> Result<(), Refusal> {
        if place.is_none() {
            *place = Some(self.place()?);
        }
        Ok(())
    }

    fn send(&self, work: Work) -> Result<(), Refusal> {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if thread.is_none() {
            *thread = Some(start().map_err(|_| SignInError::Busy)?);
        }
        let sent = thread.as_ref().map(|(queue, _)| queue.send(work));
        match sent {
            Some(Ok(())) => Ok(()),
            _ => Err(SignInError::Busy.into()),
        }
    }
}

fn start() -> std::io::Result<(Sender<Work>, JoinHandle<()>)> {
    // Without a limit of its own: whoever sends has a place, of which there are few.
    let (queue, works) = channel::<Work>();
    let thread = std::thread::Builder::new()
        .name("hashing".to_owned())
        .spawn(move || {
            let mut hasher = Hasher::new();
            for work in works {
                // Whoever waits for work that panicked is told that it did not happen; the next one is served.
                let _ = catch_unwind(AssertUnwindSafe(|| work(&mut hasher)));
            }
        })?;
    Ok((queue, thread))
}

impl HashingPlace<'_> {
    /// Waits for its turn and for the answer.
    pub fn run<T: Send + 'static>(
        self,
        work: impl FnOnce(&mut Hasher) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let (answer, answered) = sync_channel(1);
        self.0.send(Box::new(move |hasher| {
            // Nobody is left to hear it when waiting took too long.
            let _ = answer.send(work(hasher));
        }))?;
        answered
            .recv_timeout(Duration::from_secs(HASH_SECONDS_MAX))
            .map_err(|_| SignInError::Busy.into())
    }
}

impl Drop for HashingPlace<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Drop for Hashing {
    fn drop(&mut self) {
        let thread = self
            .thread
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some((queue, thread)) = thread.take() {
            drop(queue);
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests;
