//! Read-only connections, handed out and taken back, and snapshots that a thread keeps over several reads.

use crate::store::engine::Connection;
use crate::store::work::Counter;
use crate::{RecordError, Row, Value};
use parking_lot::{Condvar, Mutex};
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::Duration;

/// Answers kept for a snapshot; what comes after these is asked each time.
const ANSWERS_MAX: usize = 128;
/// Rows kept for a snapshot in all: more than the lists of a page have, and not a whole journal.
const ROWS_MAX: usize = 5_000;

// By thread, because a handler is one thread from its beginning to its end. Handed through every use case instead,
// the snapshot would be in each of their signatures, and one that forgot it would quietly read another moment.
thread_local! {
    /// The pool whose snapshot this thread keeps from one read to the next, by address; 0 for none.
    static KEEPING: Cell<usize> = const { Cell::new(0) };
    /// That snapshot, between two reads.
    static KEPT: RefCell<Option<Snapshot>> = const { RefCell::new(None) };
}

pub(crate) struct Pool {
    idle: Mutex<Vec<Connection>>,
    returned: Condvar,
    counter: Arc<Counter>,
    wait: Duration,
}

/// A connection with a snapshot open.
pub(crate) struct Snapshot {
    pub connection: Connection,
    pub answers: Answers,
}

/// What a snapshot answered. It never changes, so the same question has the same answer and is asked once.
#[derive(Default)]
pub(crate) struct Answers(Vec<(&'static str, Vec<Value>, Vec<Row>)>);

impl Answers {
    /// Every row of the answer to a question, asked of `connection` unless it is known.
    pub fn all(
        &mut self,
        connection: &mut Connection,
        sql: &'static str,
        args: &[Value],
    ) -> Result<Vec<Row>, RecordError> {
        let known = self
            .0
            .iter()
            .find(|(kept, with, _)| *kept == sql && with == args);
        if let Some((_, _, rows)) = known {
            return Ok(rows.clone());
        }
        let rows = connection.all(sql, args)?;
        // Nothing is thrown out to make room: who asks and whom they reach is asked first, and then again by every
        // use case of a page.
        let kept: usize = self.0.iter().map(|(_, _, rows)| rows.len()).sum();
        if kept + rows.len() <= ROWS_MAX && self.0.len() < ANSWERS_MAX {
            self.0.push((sql, args.to_vec(), rows.clone()));
        }
        Ok(rows)
    }
}

impl Pool {
    pub fn new(connections: Vec<Connection>, counter: Arc<Counter>, wait: Duration) -> Self {
        Self {
            idle: Mutex::new(connections),
            returned: Condvar::new(),
            counter,
            wait,
        }
    }

    /// Runs `f` on one snapshot: that which this thread keeps, if it keeps one.
    pub fn read<T, E: From<RecordError>>(
        &self,
        f: impl FnOnce(&mut Snapshot) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut lent = Lent {
            pool: self,
            snapshot: Some(self.open()?),
        };
        let Some(snapshot) = lent.snapshot.as_mut() else {
            return Err(RecordError::Contended.into());
        };
        let answer = f(snapshot);
        // A server takes no more questions in a transaction of which one failed.
        if answer.is_ok() && self.keeps() {
            KEPT.set(lent.snapshot.take());
            return answer;
        }
        // What `f` says went wrong is worth more than a rollback that failed in consequence.
        match snapshot.connection.batch("ROLLBACK") {
            Err(error) if answer.is_ok() => Err(error.into()),
            _ => answer,
        }
    }

    /// Lets everything that this thread reads within `f` be read from one snapshot.
    pub fn keep<T>(&self, f: impl FnOnce() -> T) -> T {
        let _keeping = Keeping {
            pool: self,
            before: KEEPING.replace(self.address()),
        };
        f()
    }

    /// Gives back the snapshot that this thread keeps, so that the next read sees what was committed meanwhile.
    pub fn refresh(&self) {
        if self.keeps()
            && let Some(mut snapshot) = KEPT.take()
        {
            let _ = snapshot.connection.batch("ROLLBACK");
            self.give_back(snapshot.connection);
        }
    }

    fn address(&self) -> usize {
        // Stands for the pool while `keep` borrows it, for as long as which it cannot move.
        std::ptr::from_ref(self).addr()
    }

    fn keeps(&self) -> bool {
        KEEPING.get() == self.address()
    }

    fn open(&self) -> Result<Snapshot, RecordError> {
        if self.keeps()
            && let Some(snapshot) = KEPT.take()
        {
            return Ok(snapshot);
        }
        let mut connection = self.take()?;
        if let Err(error) = connection.begin_read() {
            self.give_back(connection);
            return Err(error);
        }
        self.counter.snapshot();
        Ok(Snapshot {
            connection,
            answers: Answers::default(),
        })
    }

    /// A connection that nobody uses, or word that none came back in time.
    fn take(&self) -> Result<Connection, RecordError> {
        let mut idle = self.idle.lock();
        let _ = self
            .returned
            .wait_while_for(&mut idle, |idle| idle.is_empty(), self.wait);
        idle.pop().ok_or(RecordError::Busy)
    }

    fn give_back(&self, connection: Connection) {
        self.idle.lock().push(connection);
        self.returned.notify_one();
    }
}

/// Gives the connection back even when the reader panics.
struct Lent<'a> {
    pool: &'a Pool,
    snapshot: Option<Snapshot>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(mut snapshot) = self.snapshot.take() {
            if std::thread::panicking() {
                let _ = snapshot.connection.batch("ROLLBACK");
            }
            self.pool.give_back(snapshot.connection);
        }
    }
}

/// Ends the keeping, also when what ran within panics.
struct Keeping<'a> {
    pool: &'a Pool,
    before: usize,
}

impl Drop for Keeping<'_> {
    fn drop(&mut self) {
        self.pool.refresh();
        KEEPING.set(self.before);
    }
}
