//! Callers sharing one transaction.

use super::Options;
use crate::engine::{Connection, Engine};
use crate::seal::Vault;
use crate::transaction::Trouble;
use crate::{RecordError, Tx};
use std::any::Any;
use std::cell::Cell;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

thread_local! {
    /// The writer whose transaction this thread is inside of, by address; 0 outside any.
    static INSIDE: Cell<usize> = const { Cell::new(0) };
}

/// How a batch ended, for each of its members.
#[derive(Clone, Copy)]
pub(super) enum Outcome {
    Committed,
    /// Nothing was stored and it may be tried again.
    Contended,
    DiskFull,
    Unknown,
}

/// What a caller learns after its closure ran.
pub(super) enum Step<T, E> {
    /// The answer holds if this batch is committed.
    Joined(T, u64),
    Refused(E),
    Panicked(Box<dyn Any + Send>),
    Again,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "four conditions that occur in every mixture"
)]
struct State {
    connection: Connection,
    open: bool,
    batch: u64,
    members: usize,
    /// How each finished batch ended, and how many members still have to read it.
    outcomes: HashMap<u64, (Outcome, usize)>,
    /// Whether the last batch met another process's.
    contended: bool,
    failed: bool,
    closing: bool,
}

pub(super) struct Shared {
    state: Mutex<State>,
    /// Callers that queue for the connection or hold it.
    queueing: AtomicUsize,
    /// Wakes the committing thread.
    work: Condvar,
    /// Wakes callers whose batch has ended.
    ended: Condvar,
    options: Options,
}

impl Shared {
    pub fn new(connection: Connection, options: Options) -> Self {
        let state = State {
            connection,
            open: false,
            batch: 0,
            members: 0,
            outcomes: HashMap::new(),
            contended: false,
            failed: false,
            closing: false,
        };
        Self {
            state: Mutex::new(state),
            queueing: AtomicUsize::new(0),
            work: Condvar::new(),
            ended: Condvar::new(),
            options,
        }
    }

    pub fn close(&self) {
        self.lock().closing = true;
        self.work.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic in a caller's closure is caught and rolled back below, so the state behind a poisoned lock is sound.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs one caller's closure in a savepoint of the shared transaction, or of one to itself.
    pub fn join<T, E: From<RecordError>>(
        &self,
        vault: &Vault,
        alone: bool,
        f: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Step<T, E>, RecordError> {
        let here = std::ptr::from_ref(self).addr();
        if INSIDE.get() == here {
            let why = "a transaction was begun inside another one and would wait for itself";
            return Err(RecordError::Refused(why.to_owned()));
        }
        self.queueing.fetch_add(1, Ordering::SeqCst);
        let mut state = self.lock();
        if alone {
            self.commit(&mut state);
        }
        let outside = INSIDE.replace(here);
        let step = self.run(&mut state, vault, f);
        INSIDE.set(outside);
        self.queueing.fetch_sub(1, Ordering::SeqCst);
        // The committing thread may not get the lock for a while; whoever fills the batch closes it.
        if alone || state.members >= self.options.batch_max {
            self.commit(&mut state);
        }
        drop(state);
        self.work.notify_one();
        step
    }

    fn run<T, E: From<RecordError>>(
        &self,
        state: &mut State,
        vault: &Vault,
        f: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Step<T, E>, RecordError> {
        if state.failed {
            return Err(RecordError::Failed);
        }
        if !state.open {
            state.connection.begin_write(state.contended)?;
            state.open = true;
        }
        if let Err(error) = state.connection.batch("SAVEPOINT caller") {
            return self.give_up(state, error);
        }
        let mut tx = Tx {
            connection: &mut state.connection,
            vault,
            trouble: None,
        };
        let ran = catch_unwind(AssertUnwindSafe(|| f(&mut tx)));
        let trouble = tx.trouble;
        if trouble == Some(Trouble::Again) && ran.is_ok() {
            self.abandon(state);
            return Ok(Step::Again);
        }
        let step = match ran {
            Ok(Ok(answer)) if trouble.is_none() => match state.connection.batch("RELEASE caller") {
                Ok(()) => {
                    state.members += 1;
                    return Ok(Step::Joined(answer, state.batch));
                }
                Err(error) => return self.give_up(state, error),
            },
            Ok(Ok(_)) => {
                let why = "a statement failed and the transaction went on as if it had not";
                Step::Refused(RecordError::Refused(why.to_owned()).into())
            }
            Ok(Err(error)) => Step::Refused(error),
            Err(panic) => Step::Panicked(panic),
        };
        let undone = state.connection.batch("ROLLBACK TO caller; RELEASE caller");
        if undone.is_err() {
            // The engine gave up the whole transaction, and with it the work of everybody else in it.
            self.abandon(state);
        }
        Ok(step)
    }

    /// Gives the whole batch up over an error between two closures; worth another try unless the disk is full.
    fn give_up<T, E>(
        &self,
        state: &mut State,
        error: RecordError,
    ) -> Result<Step<T, E>, RecordError> {
        self.abandon(state);
        match error {
            RecordError::DiskFull => Err(error),
            _ => Ok(Step::Again),
        }
    }

    /// Rolls the whole batch back and sends every member round again.
    fn abandon(&self, state: &mut State) {
        let _ = state.connection.batch("ROLLBACK");
        self.end(state, Outcome::Contended);
    }

    pub fn commit_until_closed(&self) {
        let mut state = self.lock();
        loop {
            let full = state.members >= self.options.batch_max;
            let quiet = self.queueing.load(Ordering::SeqCst) == 0;
            if state.open && (full || quiet) {
                self.commit(&mut state);
            } else if state.closing {
                return;
            } else {
                state = self
                    .work
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    pub fn exclusively<T>(
        &self,
        f: impl FnOnce(&mut Connection) -> Result<T, RecordError>,
    ) -> Result<T, RecordError> {
        let mut state = self.lock();
        self.commit(&mut state);
        if state.failed {
            return Err(RecordError::Failed);
        }
        state.connection.ready()?;
        f(&mut state.connection)
    }

    /// Ends the shared transaction, if one is open: one fsync for everybody in it.
    fn commit(&self, state: &mut State) {
        if !state.open {
            return;
        }
        if state.members == 0 {
            let _ = state.connection.batch("ROLLBACK");
            state.open = false;
            return;
        }
        let outcome = match state.connection.commit() {
            Ok(()) => Outcome::Committed,
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
        self.end(state, outcome);
    }

    fn end(&self, state: &mut State, outcome: Outcome) {
        if state.members > 0 {
            state.outcomes.insert(state.batch, (outcome, state.members));
        }
        state.contended = matches!(outcome, Outcome::Contended);
        state.batch += 1;
        state.members = 0;
        state.open = false;
        self.ended.notify_all();
    }

    pub fn wait_for(&self, batch: u64) -> Outcome {
        let mut state = self.lock();
        loop {
            if let Some((outcome, readers)) = state.outcomes.get_mut(&batch) {
                let outcome = *outcome;
                *readers -= 1;
                if *readers == 0 {
                    state.outcomes.remove(&batch);
                }
                return outcome;
            }
            state = self
                .ended
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}
