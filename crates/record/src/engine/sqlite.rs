//! `SQLite` by way of rusqlite.

use crate::{RecordError, Row, Value};
use rusqlite::types::ValueRef;
use rusqlite::{OpenFlags, Statement, ToSql};
use std::path::Path;

/// Versions before this can lose committed pages when a WAL is reset while another connection reads it.
const SQLITE_VERSION_MIN: i32 = 3_051_003;
/// Prepared statements kept per connection; more than the number of statements there are.
const STATEMENTS_CACHED: usize = 256;
/// How long a connection waits for a lock that a backup or a checkpoint holds, in milliseconds.
const BUSY_MS: u64 = 5_000;

pub(crate) struct Sqlite(rusqlite::Connection);

impl Sqlite {
    /// Opens the one connection that writes, and asserts what durability rests on.
    pub fn writer(path: &Path, synchronous: &str) -> Result<Self, RecordError> {
        Self::writing(path, synchronous).map_err(|error| unreadable(path, error))
    }

    fn writing(path: &Path, synchronous: &str) -> Result<Self, RecordError> {
        if rusqlite::version_number() < SQLITE_VERSION_MIN {
            return Err(RecordError::Unopened(format!(
                "SQLite {} can lose committed data; 3.51.3 or newer is needed",
                rusqlite::version()
            )));
        }
        let connection = rusqlite::Connection::open(path)?;
        connection.busy_timeout(std::time::Duration::from_millis(BUSY_MS))?;
        connection.execute_batch(&format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; PRAGMA foreign_keys = ON;
             PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;"
        ))?;
        let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
        let level: i64 = connection.query_row("PRAGMA synchronous", [], |row| row.get(0))?;
        let wanted = if synchronous == "FULL" { 2 } else { 0 };
        if mode != "wal" || level != wanted {
            return Err(RecordError::Unopened(format!(
                "SQLite answers journal_mode {mode} and synchronous {level}; wal and {wanted} are needed. Is the folder on a network drive?"
            )));
        }
        // What an earlier process left in the log may be in memory only: after a failed fsync the system forgets that
        // it still had to write. Folding the log into the file writes all of it once more, before anything new
        // comes to rest on it. A reader in the way is waited for, though not for ever.
        let folded = "PRAGMA wal_checkpoint(TRUNCATE)";
        if connection.query_row(folded, [], |row| row.get::<_, bool>(0))? {
            tracing::warn!("a long read keeps the write-ahead log from being folded at the start");
        }
        Ok(Self::configured(connection))
    }

    /// Opens a connection that cannot write.
    pub fn reader(path: &Path) -> Result<Self, RecordError> {
        Self::reading(path).map_err(|error| unreadable(path, error))
    }

    fn reading(path: &Path) -> Result<Self, RecordError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = rusqlite::Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(std::time::Duration::from_millis(BUSY_MS))?;
        connection.execute_batch(
            "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;
             PRAGMA schema_version;",
        )?;
        Ok(Self::configured(connection))
    }

    fn configured(connection: rusqlite::Connection) -> Self {
        connection.set_prepared_statement_cache_capacity(STATEMENTS_CACHED);
        Self(connection)
    }

    /// The connection itself, for the backup interface.
    pub fn inner(&self) -> &rusqlite::Connection {
        &self.0
    }

    pub fn run(&mut self, sql: &'static str, args: &[Value]) -> Result<u64, RecordError> {
        let mut statement = self.0.prepare_cached(sql)?;
        bind(&mut statement, args)?;
        Ok(statement.raw_execute()? as u64)
    }

    pub fn all(&mut self, sql: &'static str, args: &[Value]) -> Result<Vec<Row>, RecordError> {
        let mut statement = self.0.prepare_cached(sql)?;
        bind(&mut statement, args)?;
        let columns = statement.column_count();
        let mut rows = statement.raw_query();
        let mut answer = Vec::new();
        while let Some(row) = rows.next()? {
            let values = (0..columns)
                .map(|index| row.get_ref(index).map(read))
                .collect::<Result<_, _>>()?;
            answer.push(Row(values));
        }
        Ok(answer)
    }

    pub fn batch(&mut self, sql: &str) -> Result<(), RecordError> {
        Ok(self.0.execute_batch(sql)?)
    }

    pub fn prepare(&mut self, sql: &'static str) -> Result<(), RecordError> {
        self.0.prepare(sql)?;
        Ok(())
    }
}

/// Says of a file that is no database what to do about it.
fn unreadable(path: &Path, error: RecordError) -> RecordError {
    match error {
        RecordError::Damaged(_) => RecordError::NotADatabase(path.to_owned()),
        RecordError::Refused(what) => RecordError::Unopened(format!("{}: {what}", path.display())),
        error => error,
    }
}

fn bind(statement: &mut Statement<'_>, args: &[Value]) -> Result<(), RecordError> {
    const NAMES: [&str; 24] = [
        "$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11", "$12", "$13", "$14",
        "$15", "$16", "$17", "$18", "$19", "$20", "$21", "$22", "$23", "$24",
    ];
    for (name, value) in NAMES.iter().zip(args) {
        let index = statement.parameter_index(name)?;
        let index =
            index.ok_or_else(|| RecordError::Refused(format!("a statement has no {name}")))?;
        statement.raw_bind_parameter(index, Bound(value))?;
    }
    if args.len() > NAMES.len() || statement.parameter_count() != args.len() {
        return Err(RecordError::Refused(
            "a statement was given the wrong number of arguments".to_owned(),
        ));
    }
    Ok(())
}

struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        let value = match self.0 {
            Value::Null => ValueRef::Null,
            Value::Int(n) => ValueRef::Integer(*n),
            Value::Text(text) | Value::Json(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
            Value::Id(uuid) => ValueRef::Blob(uuid.as_bytes()),
            Value::Time(at) => ValueRef::Integer(at.as_microsecond()),
        };
        Ok(rusqlite::types::ToSqlOutput::Borrowed(value))
    }
}

fn read(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Integer(n) => Value::Int(n),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
        ValueRef::Null | ValueRef::Real(_) => Value::Null,
    }
}
