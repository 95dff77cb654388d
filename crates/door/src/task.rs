//! Work that outlasts the request that asked for it: how far it is, and what came of it.
//!
//! A search for a week has a thread of its own for each site. What reads a whole journal stands in one line: one piece
//! of it at a time in the whole process, whoever asks and however often.

mod line;

pub use crate::lock::open;

use crate::{Clinic, Refusal};
use care::PersonId;
use jiff::Timestamp;
use line::TaskLine;
use record::{Across, RecordError};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

/// How long a piece of work rests between two steps, in milliseconds: whoever waits for the connection has it then.
const REST_MS: u64 = 2;
/// How often a step is tried for which no connection came free; each try waits as long as a page would.
const TRIES_MAX: usize = 6;
/// How long the end of the process waits for the step that is under way, in seconds.
const LAST_STEP_SECONDS_MAX: u64 = 1;

const BROKEN: &str = "It broke off because of a fault in this program. Ask for it again.";
const FULL: &str =
    "Much is being read at this moment, and the line is full. Ask again in a few minutes.";
const ENDING: &str = "The server was stopped before it was done. Ask for it again.";
const DAMAGED: &str = "The database is damaged where the journal lies, so it could not be read to its end. \
    Keep the server’s files as they are, and tell whoever runs the server.";
const UNFINISHED: &str =
    "It could not be finished. Ask for it again; if that fails too, tell whoever runs the server.";

/// What came of some work, once it is over: what it made, or the sentence that says why there is nothing.
pub struct Ended<T>(Mutex<Option<Result<T, String>>>);

impl<T> Default for Ended<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Ended<T> {
    /// Says what came of it. What was said first stands.
    pub fn say(&self, came: Result<T, String>) {
        let mut said = open(&self.0);
        if said.is_none() {
            *said = Some(came);
        }
    }

    /// Whether anything was said.
    pub fn is_over(&self) -> bool {
        open(&self.0).is_some()
    }
}

impl<T: Clone> Ended<T> {
    /// What came of it, once it is over.
    pub fn get(&self) -> Option<Result<T, String>> {
        open(&self.0).clone()
    }
}

/// Ends some work however its thread ends. What broke would otherwise go on for ever, as far as anybody can see.
pub struct Ending<T> {
    ended: Arc<Ended<T>>,
    broken: &'static str,
}

impl<T> Ending<T> {
    /// With what is said when nothing else was.
    pub fn new(ended: &Arc<Ended<T>>, broken: &'static str) -> Self {
        Self {
            ended: Arc::clone(ended),
            broken,
        }
    }
}

impl<T> Drop for Ending<T> {
    fn drop(&mut self) {
        self.ended.say(Err(self.broken.to_owned()));
    }
}

/// How far a piece of long work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// How many others are before it in the line; none when it is its turn.
    pub before: usize,
    /// Entries that were read.
    pub done: u64,
    /// Of how many; 0 until that is known.
    pub total: u64,
}

/// How a piece of long work stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand<T> {
    /// It waits for its turn, or has it.
    UnderWay(Progress),
    /// It is done; this came of it.
    Done(T),
    /// Nothing came of it; a sentence says why.
    Failed(String),
}

/// The line of this clinic's process.
fn line_of(clinic: &Clinic) -> &Arc<TaskLine> {
    clinic.memory()
}

/// A piece of work in the line.
pub struct Task<T> {
    /// Who asked for it.
    pub asked_by: PersonId,
    asked_at: Timestamp,
    number: OnceLock<u64>,
    done: AtomicU64,
    total: AtomicU64,
    ended: Arc<Ended<T>>,
}

impl<T> Task<T> {
    /// One that is not in the line yet.
    pub fn new(asked_by: PersonId, asked_at: Timestamp) -> Arc<Self> {
        Arc::new(Self {
            asked_by,
            asked_at,
            number: OnceLock::new(),
            done: AtomicU64::new(0),
            total: AtomicU64::new(0),
            ended: Arc::default(),
        })
    }

    /// Whether nobody need wait for it any more.
    pub fn is_over(&self) -> bool {
        self.ended.is_over()
    }

    /// Notes how far it is, and lets everybody else go first. Refused when the process is ending.
    pub fn go_on(&self, clinic: &Clinic, done: u64, total: u64) -> Result<(), Refusal> {
        self.done.store(done, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(REST_MS));
        if line_of(clinic).is_ending() {
            return Err(Refusal::Conflict(ENDING.to_owned()));
        }
        Ok(())
    }
}

impl<T: Clone> Task<T> {
    /// What it made, once it has.
    pub fn made(&self) -> Option<T> {
        self.ended.get().and_then(Result::ok)
    }

    /// How it stands.
    pub fn stand(&self, clinic: &Clinic) -> Stand<T> {
        match self.ended.get() {
            Some(Ok(made)) => Stand::Done(made),
            Some(Err(why)) => Stand::Failed(why),
            None => Stand::UnderWay(Progress {
                asked_at: self.asked_at,
                before: self
                    .number
                    .get()
                    .map_or(0, |number| line_of(clinic).before(*number)),
                done: self.done.load(Ordering::Relaxed),
                total: self.total.load(Ordering::Relaxed),
            }),
        }
    }
}

impl<T: Send + 'static> Task<T> {
    /// Puts it at the end of the line.
    pub fn begin(
        self: &Arc<Self>,
        clinic: &Arc<Clinic>,
        work: impl FnOnce(&Clinic, &Self) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<(), Refusal> {
        let (own, shared) = (Arc::clone(clinic), Arc::clone(self));
        // Made here, so that also what never has its turn is over.
        let ending = Ending::new(&self.ended, BROKEN);
        let number = line_of(clinic).join(Box::new(move || {
            let ending = ending;
            let came = work(&own, &shared).map_err(|refusal| why_not(&refusal));
            ending.ended.say(came);
        }));
        let number = number.ok_or_else(|| Refusal::Conflict(FULL.to_owned()))?;
        // Its turn may have come before this. Without a number `stand` says that nobody is before it, and is right.
        let _ = self.number.set(number);
        Ok(())
    }
}

/// What a page says when nothing came of a piece of work. The log says more.
fn why_not(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Conflict(sentence) => sentence.clone(),
        refusal => {
            tracing::error!(reason = %refusal, "long work was not finished");
            let sentence = match refusal {
                Refusal::Record(RecordError::Damaged(_)) => DAMAGED,
                _ => UNFINISHED,
            };
            sentence.to_owned()
        }
    }
}

/// Reads one step of a piece of work, on a snapshot of its own. Where all connections are taken it waits, and tries
/// again: nobody waits for it.
pub fn read_step<T>(
    clinic: &Clinic,
    mut f: impl FnMut(&mut Across<'_>) -> Result<T, RecordError>,
) -> Result<T, Refusal> {
    let mut tries = 1;
    loop {
        match clinic.record().read_across(&mut f) {
            Err(RecordError::Busy) if tries < TRIES_MAX && !line_of(clinic).is_ending() => {
                tries += 1;
            }
            answer => return answer.map_err(Refusal::from),
        }
    }
}

impl Clinic {
    /// Refuses what the line has no room for, before it is noted that somebody asked for it: the same form would be
    /// answered as if it had been begun.
    pub fn room_in_line(&self) -> Result<(), Refusal> {
        if line_of(self).is_full() {
            return Err(Refusal::Conflict(FULL.to_owned()));
        }
        Ok(())
    }

    /// Whether the program was asked to stop: what goes on for long ends where it can go on another time.
    pub fn is_stopping(&self) -> bool {
        line_of(self).is_ending()
    }

    /// Asks the long work to end with the step that it is in, and begins no other. Does not wait.
    pub fn stop_long_work(&self) {
        line_of(self).stop();
    }

    /// The same, and waits for that step; not long, whatever it hangs in.
    pub fn end_long_work(&self) {
        line_of(self).stop();
        if !line_of(self).wait(Duration::from_secs(LAST_STEP_SECONDS_MAX)) {
            tracing::warn!("ending without waiting longer for what reads a journal");
        }
    }
}

#[cfg(test)]
mod tests;
