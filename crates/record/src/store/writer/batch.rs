//! Callers sharing one transaction.
//!
//! The savepoint is each caller's own, the end is everybody's:
//!
//! ```text
//! join    lock ─ BEGIN (the first) ─ SAVEPOINT ─ closure ─ RELEASE ─ unlock ─ Batch::wait
//!                                                    └ refused: ROLLBACK TO, and the others' work stands
//! commit  lock ─ COMMIT, one fsync ─ Batch::end for everybody who joined
//! ```
//!
//! So what `join` answers holds only once its batch was committed, and nobody may be told of it before.

use super::Options;
use crate::seal::Vault;
use crate::store::engine::{Connection, Engine};
use crate::store::transaction::Trouble;
use crate::store::work::Counter;
use crate::{RecordError, TxAcross};
use care::OrganizationId;
use parking_lot::{Condvar, Mutex, MutexGuard};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How long a caller waits for the disk to confirm. Then the outcome is not known, and the caller is told so.
/// House number: three times as long as a statement of the same batch may wait for a lock, so that slow company is
/// not taken for a silent disk.
const COMMIT_SECONDS_MAX: u64 = 30;
/// How often the committing thread looks by itself whether anybody still queues, in milliseconds.
const LINE_MILLIS: u64 = 100;

/// How a batch ended, for each of its members.
#[derive(Clone, Copy)]
pub(super) enum Outcome {
    Committed,
    /// Nothing was stored and it may be tried again.
    Contended,
    DiskFull,
    Unknown,
}

/// A shared transaction, as its members see it.
#[derive(Default)]
pub(super) struct Batch {
    outcome: Mutex<Option<Outcome>>,
    ended: Condvar,
}

impl Batch {
    fn end(&self, outcome: Outcome) {
        *self.outcome.lock() = Some(outcome);
        self.ended.notify_all();
    }

    /// Waits until it has ended. A disk that answers nobody does not keep the caller for ever.
    pub fn wait(&self) -> Outcome {
        let patience = Duration::from_secs(COMMIT_SECONDS_MAX);
        let mut outcome = self.outcome.lock();
        let _ = self
            .ended
            .wait_while_for(&mut outcome, |outcome| outcome.is_none(), patience);
        // Not a failure: the disk may still say yes. Whoever were told that it failed would do it once more, and then
        // it is there twice.
        outcome.unwrap_or(Outcome::Unknown)
    }
}

/// What a caller learns after its closure ran.
pub(super) enum BatchStep<T, E> {
    /// The answer holds if this batch is committed.
    Joined(T, Arc<Batch>),
    Refused(E),
    Panicked(Box<dyn Any + Send>),
    Again,
}

struct BatchState {
    connection: Connection,
    open: bool,
    batch: Arc<Batch>,
    members: usize,
    /// The organizations that this batch keeps others from writing in.
    held: Vec<OrganizationId>,
    failed: bool,
    closing: bool,
}

pub(super) struct Shared {
    state: Mutex<BatchState>,
    /// Callers that queue for the connection or hold it.
    queueing: AtomicUsize,
    /// Wakes the committing thread.
    work: Condvar,
    counter: Arc<Counter>,
    options: Options,
    wait: Duration,
}

impl Shared {
    pub fn new(
        connection: Connection,
        counter: Arc<Counter>,
        options: Options,
        wait: Duration,
    ) -> Self {
        let state = BatchState {
            connection,
            open: false,
            batch: Arc::default(),
            members: 0,
            held: Vec::new(),
            failed: false,
            closing: false,
        };
        Self {
            state: Mutex::new(state),
            queueing: AtomicUsize::new(0),
            work: Condvar::new(),
            counter,
            options,
            wait,
        }
    }

    pub fn close(&self) {
        self.state.lock().closing = true;
        self.work.notify_all();
    }

    /// The turn to write, or word that it did not come.
    fn turn(&self) -> Result<MutexGuard<'_, BatchState>, RecordError> {
        self.state.try_lock_for(self.wait).ok_or(RecordError::Busy)
    }

    /// Runs one caller's closure in a savepoint of the shared transaction, or of one to itself.
    pub fn join<T, E: From<RecordError>>(
        &self,
        vault: &Vault,
        alone: bool,
        f: &mut impl FnMut(&mut TxAcross<'_>) -> Result<T, E>,
    ) -> Result<BatchStep<T, E>, RecordError> {
        self.queueing.fetch_add(1, Ordering::SeqCst);
        let turn = self.turn();
        let step = turn.map(|mut state| {
            // Those who joined so far end here: in a batch with this one, which was contended before, they would have
            // to run again with it.
            if alone {
                self.commit(&mut state);
            }
            let step = self.run(&mut state, vault, f);
            // Under the lock. The committing thread reads the number under it too, and then sleeps: counted down
            // after the lock is given back, the thread could read the old number and miss the word that follows.
            self.queueing.fetch_sub(1, Ordering::SeqCst);
            // The committing thread may not get the lock for a while; whoever fills the batch closes it.
            if alone || state.members >= self.options.batch_max {
                self.commit(&mut state);
            }
            step
        });
        if step.is_err() {
            self.queueing.fetch_sub(1, Ordering::SeqCst);
        }
        self.work.notify_one();
        step?
    }

    fn run<T, E: From<RecordError>>(
        &self,
        state: &mut BatchState,
        vault: &Vault,
        f: &mut impl FnMut(&mut TxAcross<'_>) -> Result<T, E>,
    ) -> Result<BatchStep<T, E>, RecordError> {
        if state.failed {
            return Err(RecordError::Failed);
        }
        if !state.open {
            state.connection.begin_write()?;
            state.open = true;
        }
        if let Err(error) = state.connection.batch("SAVEPOINT caller") {
            return Self::give_up(state, error);
        }
        let held = state.held.len();
        let mut trouble = None;
        let mut tx = TxAcross {
            connection: &mut state.connection,
            vault,
            counter: &self.counter,
            trouble: &mut trouble,
            held: &mut state.held,
        };
        let ran = catch_unwind(AssertUnwindSafe(|| f(&mut tx)));
        // Undoing this caller alone would not do. A lost connection took everybody's work with it; and of two
        // transactions that wait for each other one has to let go of all its locks, those of the others in the batch
        // among them. Whatever `f` made of the error stands on nothing.
        if trouble == Some(Trouble::Again) && ran.is_ok() {
            Self::abandon(state);
            return Ok(BatchStep::Again);
        }
        let step = match ran {
            Ok(Ok(answer)) if trouble.is_none() => match state.connection.batch("RELEASE caller") {
                Ok(()) => {
                    state.members += 1;
                    return Ok(BatchStep::Joined(answer, Arc::clone(&state.batch)));
                }
                Err(error) => return Self::give_up(state, error),
            },
            Ok(Ok(_)) if trouble == Some(Trouble::Busy) => {
                BatchStep::Refused(RecordError::Busy.into())
            }
            Ok(Ok(_)) => {
                let why = "a statement failed and the transaction went on as if it had not";
                BatchStep::Refused(RecordError::Refused(why.to_owned()).into())
            }
            Ok(Err(error)) => BatchStep::Refused(error),
            Err(panic) => BatchStep::Panicked(panic),
        };
        // What it locked is given back with it.
        state.held.truncate(held);
        let undone = state.connection.batch("ROLLBACK TO caller; RELEASE caller");
        if undone.is_err() {
            // The engine gave up the whole transaction, and with it the work of everybody else in it.
            Self::abandon(state);
        } else if trouble == Some(Trouble::Busy) {
            // Whoever shares the batch waited for that lock too. The next one may be kept as long: nobody waits twice.
            self.commit(state);
        }
        Ok(step)
    }

    /// Gives the whole batch up over an error between two closures; worth another try unless the disk is full.
    fn give_up<T, E>(
        state: &mut BatchState,
        error: RecordError,
    ) -> Result<BatchStep<T, E>, RecordError> {
        Self::abandon(state);
        match error {
            RecordError::DiskFull => Err(error),
            _ => Ok(BatchStep::Again),
        }
    }

    /// Rolls the whole batch back and sends every member round again.
    fn abandon(state: &mut BatchState) {
        let _ = state.connection.batch("ROLLBACK");
        Self::end(state, Outcome::Contended);
    }

    pub fn commit_until_closed(&self) {
        let mut state = self.state.lock();
        loop {
            let full = state.members >= self.options.batch_max;
            let quiet = self.queueing.load(Ordering::SeqCst) == 0;
            if state.open && (full || quiet) {
                self.commit(&mut state);
            } else if state.closing {
                return;
            } else if state.open {
                // Whoever leaves the line because no turn came does so without the lock, so that word may be missed.
                let rest = Duration::from_millis(LINE_MILLIS);
                let _ = self.work.wait_for(&mut state, rest);
            } else {
                self.work.wait(&mut state);
            }
        }
    }

    pub fn exclusively<T>(
        &self,
        f: impl FnOnce(&mut Connection) -> Result<T, RecordError>,
    ) -> Result<T, RecordError> {
        // What maintenance does (folding the log, `VACUUM`) no engine does within a transaction; and whoever shares
        // the open one must neither wait for it nor fail with it.
        let mut state = self.turn()?;
        self.commit(&mut state);
        if state.failed {
            return Err(RecordError::Failed);
        }
        state.connection.ready()?;
        f(&mut state.connection)
    }

    /// Ends the shared transaction, if one is open: one fsync for everybody in it.
    fn commit(&self, state: &mut BatchState) {
        if !state.open {
            return;
        }
        // Not committed although nothing is in it: a commit can be in doubt, and there is nobody to be told.
        if state.members == 0 {
            let _ = state.connection.batch("ROLLBACK");
            state.held.clear();
            state.open = false;
            return;
        }
        let outcome = match state.connection.commit() {
            Ok(()) => {
                self.counter.commit();
                Outcome::Committed
            }
            Err(RecordError::Contended) => Outcome::Contended,
            Err(RecordError::DiskFull) => Outcome::DiskFull,
            Err(error) => {
                tracing::error!(%error, "a commit was not confirmed");
                // After a failed fsync SQLite's view of the file can no longer be trusted; a server that went
                // away can be asked again.
                state.failed = state.connection.engine() == Engine::Sqlite;
                Outcome::Unknown
            }
        };
        if !matches!(outcome, Outcome::Committed) {
            let _ = state.connection.batch("ROLLBACK");
        }
        Self::end(state, outcome);
    }

    fn end(state: &mut BatchState, outcome: Outcome) {
        std::mem::take(&mut state.batch).end(outcome);
        state.held.clear();
        state.members = 0;
        state.open = false;
    }
}
