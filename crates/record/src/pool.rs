//! Read-only connections, handed out and taken back.

use crate::RecordError;
use crate::engine::Connection;
use parking_lot::{Condvar, Mutex};
use std::time::Duration;

pub(crate) struct Pool {
    idle: Mutex<Vec<Connection>>,
    returned: Condvar,
    wait: Duration,
}

impl Pool {
    pub fn new(connections: Vec<Connection>, wait: Duration) -> Self {
        Self {
            idle: Mutex::new(connections),
            returned: Condvar::new(),
            wait,
        }
    }

    /// Runs `f` on one snapshot.
    pub fn read<T, E: From<RecordError>>(
        &self,
        f: impl FnOnce(&mut Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut lent = Lent {
            pool: self,
            connection: Some(self.take()?),
        };
        let Some(connection) = lent.connection.as_mut() else {
            return Err(RecordError::Contended.into());
        };
        connection.begin_read()?;
        let answer = f(connection);
        // What `f` says went wrong is worth more than a rollback that failed in consequence.
        match connection.batch("ROLLBACK") {
            Err(error) if answer.is_ok() => Err(error.into()),
            _ => answer,
        }
    }

    /// A connection that nobody uses, or word that none came back in time.
    fn take(&self) -> Result<Connection, RecordError> {
        let mut idle = self.idle.lock();
        let _ = self
            .returned
            .wait_while_for(&mut idle, |idle| idle.is_empty(), self.wait);
        idle.pop().ok_or(RecordError::Busy)
    }
}

/// Gives the connection back even when the reader panics.
struct Lent<'a> {
    pool: &'a Pool,
    connection: Option<Connection>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            if std::thread::panicking() {
                let _ = connection.batch("ROLLBACK");
            }
            self.pool.idle.lock().push(connection);
            self.pool.returned.notify_one();
        }
    }
}
