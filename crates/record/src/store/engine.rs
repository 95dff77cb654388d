//! One connection to either database behind one face: run a statement, get rows.
//!
//! Both engines take the same SQL text with `$1` placeholders. On `SQLite` those are names, numbered by first
//! appearance, so they are bound by name and never by position.

use crate::store::work::Counter;
use crate::{RecordError, Row, Value};
use care::OrganizationId;
use std::sync::Arc;

mod postgres;
mod sqlite;
mod statistics;

pub(crate) use postgres::Postgres;
pub(crate) use sqlite::Sqlite;

/// Which database this is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// Embedded `SQLite`.
    Sqlite,
    /// A `PostgreSQL` server.
    Postgres,
}

/// A connection.
pub(crate) enum Connection {
    Sqlite(Sqlite),
    Postgres(Box<Postgres>),
}

impl Connection {
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// The same connection, counting what is asked of it together with others.
    pub fn counted(mut self, counter: &Arc<Counter>) -> Self {
        match &mut self {
            Self::Sqlite(sqlite) => sqlite.count_into(counter),
            Self::Postgres(postgres) => postgres.count_into(counter),
        }
        self
    }

    /// Runs a statement and counts the rows it touched.
    pub fn run(&mut self, sql: &'static str, args: &[Value]) -> Result<u64, RecordError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.run(sql, args),
            Self::Postgres(postgres) => postgres.run(sql, args),
        }
    }

    /// Runs a statement and returns its rows.
    pub fn all(&mut self, sql: &'static str, args: &[Value]) -> Result<Vec<Row>, RecordError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.all(sql, args),
            Self::Postgres(postgres) => postgres.all(sql, args),
        }
    }

    /// Runs statements without arguments or answers, such as `BEGIN`.
    pub fn batch(&mut self, sql: &str) -> Result<(), RecordError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.batch(sql),
            Self::Postgres(postgres) => postgres.batch(sql),
        }
    }

    /// Tells the planner of the embedded engine what the tables are like. A server gathers that by itself.
    pub fn tell_planner(&self) -> Result<(), RecordError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.tell_planner(),
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Prepares a statement without running it, for the test that prepares all of them; answers how many columns it
    /// has.
    pub fn prepare(&mut self, sql: &'static str) -> Result<usize, RecordError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.prepare(sql),
            Self::Postgres(postgres) => postgres.prepare(sql),
        }
    }

    /// Opens a write transaction.
    pub fn begin_write(&mut self) -> Result<(), RecordError> {
        match self {
            // A plain `BEGIN` takes the right to write with its first change. Whoever else has the file open, such as
            // a tool of the engine, would be met there, where the engine refuses at once what was read before; here
            // it is waited for.
            Self::Sqlite(sqlite) => sqlite.batch("BEGIN IMMEDIATE"),
            // Not `REPEATABLE READ`: its snapshot is taken as the first organization is held, so whoever waited for
            // it there would be refused over the very change that they waited for. Because each organization is held
            // before it is read, nothing in it changes between two statements anyway.
            Self::Postgres(postgres) => postgres.begin("BEGIN ISOLATION LEVEL READ COMMITTED"),
        }
    }

    /// Keeps every other transaction from writing in an organization until this one ends. The embedded engine has one
    /// writing transaction anyway.
    pub fn hold(&mut self, organization: OrganizationId) -> Result<(), RecordError> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(postgres) => postgres.hold(organization),
        }
    }

    /// The same in all organizations.
    pub fn hold_all(&mut self) -> Result<(), RecordError> {
        match self {
            Self::Sqlite(_) => Ok(()),
            // The weakest lock that keeps out the `FOR UPDATE` of `hold`. Those who only read go on.
            Self::Postgres(postgres) => postgres.batch("LOCK TABLE journal_head IN EXCLUSIVE MODE"),
        }
    }

    /// Keeps every other process from changing the schema until this transaction ends. The file of the embedded engine
    /// is open in one writing process anyway.
    pub fn hold_schema(&mut self) -> Result<(), RecordError> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(postgres) => postgres.hold_schema(),
        }
    }

    /// Makes sure that the connection lives, outside any transaction.
    pub fn ready(&mut self) -> Result<(), RecordError> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(postgres) => postgres.begin("SELECT 1"),
        }
    }

    /// Opens a read-only snapshot.
    pub fn begin_read(&mut self) -> Result<(), RecordError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.batch("BEGIN"),
            Self::Postgres(postgres) => {
                // Otherwise two lists of one page would be of two moments.
                postgres.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            }
        }
    }

    /// Commits. [`RecordError::Contended`] and [`RecordError::DiskFull`] mean that nothing was stored; after any
    /// other error it may or may not have been.
    pub fn commit(&mut self) -> Result<(), RecordError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.batch("COMMIT"),
            Self::Postgres(postgres) => postgres.commit(),
        }
    }
}
