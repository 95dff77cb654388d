//! The one way to write, with group commit.
//!
//! There is one writing connection. It is handed from caller to caller: each runs its closure inside a savepoint of a
//! shared transaction, then waits. A committing thread closes the transaction with one fsync as soon as nobody else is
//! queueing for the connection, or [`Options::batch_max`] callers share it, and then wakes them all. So sixty-four
//! callers cost about as many fsyncs as one, nobody is told "saved" before the disk has it, and closures may borrow
//! what they like because they run on their own thread.

use crate::engine::{Connection, Engine};
use crate::seal::Vault;
use crate::{RecordError, Tx};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

/// How often a transaction runs again when another one got in between.
const ATTEMPTS_MAX: u32 = 12;

/// How the writer behaves.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The most callers that share one commit. 1 means no group commit.
    pub batch_max: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { batch_max: 256 }
    }
}

/// How a batch ended, for each of its members.
#[derive(Clone, Copy)]
enum Outcome {
    Committed,
    Contended,
    DiskFull,
    Unknown,
}

struct State {
    connection: Connection,
    open: bool,
    batch: u64,
    members: usize,
    /// How each finished batch ended, and how many members still have to read it.
    outcomes: HashMap<u64, (Outcome, usize)>,
    failed: bool,
    closing: bool,
}

struct Shared {
    state: Mutex<State>,
    /// Callers that queue for the connection or hold it.
    queueing: AtomicUsize,
    /// Wakes the committing thread.
    work: Condvar,
    /// Wakes callers whose batch has ended.
    ended: Condvar,
    options: Options,
}

pub(crate) struct Writer {
    shared: Arc<Shared>,
    committer: Option<JoinHandle<()>>,
}

/// What a caller learns after its closure ran.
enum Step<T, E> {
    Joined(T, u64),
    Refused(E),
    Contended,
}

impl Writer {
    pub fn start(connection: Connection, options: Options) -> Result<Self, RecordError> {
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                connection,
                open: false,
                batch: 0,
                members: 0,
                outcomes: HashMap::new(),
                failed: false,
                closing: false,
            }),
            queueing: AtomicUsize::new(0),
            work: Condvar::new(),
            ended: Condvar::new(),
            options,
        });
        let theirs = Arc::clone(&shared);
        let committer = std::thread::Builder::new()
            .name("commit".to_owned())
            .spawn(move || theirs.commit_until_closed())
            .map_err(|error| RecordError::Unopened(error.to_string()))?;
        Ok(Self {
            shared,
            committer: Some(committer),
        })
    }

    /// Runs `f` in a write transaction and returns once its effect is durable. `f` runs again when another
    /// transaction got in between, so it must not keep anything from an earlier run.
    pub fn transact<T, E: From<RecordError>>(
        &self,
        vault: &Vault,
        mut f: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        for _ in 0..ATTEMPTS_MAX {
            match self.shared.join(vault, &mut f)? {
                Step::Refused(error) => return Err(error),
                Step::Contended => {}
                Step::Joined(answer, batch) => match self.shared.wait_for(batch) {
                    Outcome::Committed => return Ok(answer),
                    Outcome::Contended => {}
                    Outcome::DiskFull => return Err(RecordError::DiskFull.into()),
                    Outcome::Unknown => return Err(RecordError::Unknown.into()),
                },
            }
        }
        Err(RecordError::Contended.into())
    }

    /// Runs `f` on the writing connection outside any transaction, for maintenance.
    pub fn exclusively<T>(
        &self,
        f: impl FnOnce(&mut Connection) -> Result<T, RecordError>,
    ) -> Result<T, RecordError> {
        let mut state = self.shared.lock();
        if state.open {
            self.shared.commit(&mut state);
        }
        if state.failed {
            return Err(RecordError::Failed);
        }
        f(&mut state.connection)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.shared.lock().closing = true;
        self.shared.work.notify_all();
        if let Some(committer) = self.committer.take() {
            let _ = committer.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic in a caller's closure is caught and rolled back below, so the state behind a poisoned lock is sound.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs one caller's closure in a savepoint of the shared transaction.
    fn join<T, E: From<RecordError>>(
        &self,
        vault: &Vault,
        f: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Step<T, E>, RecordError> {
        self.queueing.fetch_add(1, Ordering::SeqCst);
        let mut state = self.lock();
        let step = self.run(&mut state, vault, f);
        self.queueing.fetch_sub(1, Ordering::SeqCst);
        if self.options.batch_max == 1 && state.members > 0 {
            self.commit(&mut state);
        }
        drop(state);
        self.work.notify_one();
        match step {
            Ok(Ok(step)) => Ok(step),
            Ok(Err(panic)) => resume_unwind(panic),
            Err(error) => Err(error),
        }
    }

    fn run<T, E: From<RecordError>>(
        &self,
        state: &mut State,
        vault: &Vault,
        f: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<std::thread::Result<Step<T, E>>, RecordError> {
        if state.failed {
            return Err(RecordError::Failed);
        }
        if !state.open {
            state.connection.begin_write()?;
            state.open = true;
        }
        state.connection.batch("SAVEPOINT caller")?;
        let ran = catch_unwind(AssertUnwindSafe(|| {
            f(&mut Tx {
                connection: &mut state.connection,
                vault,
            })
        }));
        if matches!(ran, Ok(Ok(_))) {
            match state.connection.batch("RELEASE caller") {
                Ok(()) => state.members += 1,
                Err(RecordError::Contended) => return Ok(Ok(self.abandon(state))),
                Err(error) => return Err(error),
            }
        } else if state
            .connection
            .batch("ROLLBACK TO caller; RELEASE caller")
            .is_err()
        {
            // The engine gave up the whole transaction; everybody in it has to run again.
            return Ok(match ran {
                Err(panic) => {
                    let _: Step<T, E> = self.abandon(state);
                    Err(panic)
                }
                Ok(_) => Ok(self.abandon(state)),
            });
        }
        Ok(match ran {
            Ok(Ok(answer)) => Ok(Step::Joined(answer, state.batch)),
            Ok(Err(error)) => Ok(Step::Refused(error)),
            Err(panic) => Err(panic),
        })
    }

    /// Rolls the whole batch back and sends every member round again.
    fn abandon<T, E>(&self, state: &mut State) -> Step<T, E> {
        let _ = state.connection.batch("ROLLBACK");
        self.end(state, Outcome::Contended);
        Step::Contended
    }

    fn commit_until_closed(&self) {
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

    /// Ends the shared transaction: one fsync for everybody in it.
    fn commit(&self, state: &mut State) {
        if state.members == 0 {
            let _ = state.connection.batch("ROLLBACK");
            state.open = false;
            return;
        }
        let outcome = match state.connection.batch("COMMIT") {
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
        state.batch += 1;
        state.members = 0;
        state.open = false;
        self.ended.notify_all();
    }

    fn wait_for(&self, batch: u64) -> Outcome {
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
