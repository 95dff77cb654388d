//! The one way to write, with group commit.
//!
//! The embedded engine has one writing connection, a server several, of which each organization has its own. A
//! connection is handed from caller to caller: each runs its closure inside a savepoint of a
//! shared transaction, then waits. A committing thread closes the transaction with one fsync as soon as nobody else is
//! queueing for the connection, or [`Options::batch_max`] callers share it, and then wakes them all. So sixty-four
//! callers cost about as many fsyncs as one, nobody is told "saved" before the disk has it, and closures may borrow
//! what they like because they run on their own thread.

use crate::seal::Vault;
use crate::store::engine::Connection;
use crate::store::work::Counter;
use crate::{RecordError, TxAcross};
use care::OrganizationId;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

mod batch;

use batch::{BatchStep, Outcome, Shared};

/// How often a transaction runs again when another one got in between.
const ATTEMPTS_MAX: u32 = 12;
/// Attempts in company; after these a caller has a commit to itself, so that it neither spoils nor suffers others'.
const ATTEMPTS_SHARED_MAX: u32 = 3;

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

/// The writers there are. An organization's changes always go to the same one, so that they share commits; changes in
/// organizations that share none are made side by side.
pub(crate) struct Writers(Vec<Writer>);

impl Writers {
    /// One for each connection, of which there is at least one.
    pub fn start(
        connections: impl Iterator<Item = Result<Connection, RecordError>>,
        counter: &Arc<Counter>,
        options: Options,
        wait: Duration,
    ) -> Result<Self, RecordError> {
        connections
            .map(|connection| Writer::start(connection?, counter, options, wait))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The one for an organization.
    pub fn of(&self, organization: OrganizationId) -> &Writer {
        // The last bytes of an id are random, the first ones are a time.
        let [.., high, low] = organization.uuid().into_bytes();
        let number = usize::from(u16::from_be_bytes([high, low]));
        &self.0[number % self.0.len()]
    }

    /// The one for what is of no organization, or of several.
    pub fn first(&self) -> &Writer {
        &self.0[0]
    }
}

pub(crate) struct Writer {
    shared: Arc<Shared>,
    committer: Option<JoinHandle<()>>,
}

impl Writer {
    pub fn start(
        connection: Connection,
        counter: &Arc<Counter>,
        options: Options,
        wait: Duration,
    ) -> Result<Self, RecordError> {
        let shared = Shared::new(connection, Arc::clone(counter), options, wait);
        let shared = Arc::new(shared);
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
        mut f: impl FnMut(&mut TxAcross<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        for attempt in 0..ATTEMPTS_MAX {
            let alone = attempt >= ATTEMPTS_SHARED_MAX;
            match self.shared.join(vault, alone, &mut f)? {
                BatchStep::Refused(error) => return Err(error),
                BatchStep::Panicked(panic) => resume_unwind(panic),
                BatchStep::Again => {}
                BatchStep::Joined(answer, batch) => match batch.wait() {
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
        self.shared.exclusively(f)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.shared.close();
        if let Some(committer) = self.committer.take() {
            let _ = committer.join();
        }
    }
}
