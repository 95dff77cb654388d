//! `SQLite` by way of rusqlite.

use super::statistics;
use crate::store::work::Counter;
use crate::{RecordError, Row, Value};
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::vtab::array;
use rusqlite::{OpenFlags, Statement, StatementStatus, ToSql};
use std::borrow::Cow;
use std::path::Path;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

/// Versions before this can lose committed pages when a WAL is reset while another connection reads it.
const SQLITE_VERSION_MIN: i32 = 3_051_003;
/// Prepared statements kept per connection: one of each. A smaller cache would throw out what the next page needs.
static STATEMENTS_CACHED: LazyLock<usize> = LazyLock::new(|| crate::statements().len());
/// How the server says "one of these".
const ONE_OF: &str = "= ANY(";
/// How much of the file a reader maps. After every commit it forgets the pages it kept, and nearly every look is a
/// commit to the journal: without the mapping each page would be copied out of the file again.
const MAPPED_BYTES: u64 = 1 << 30;
/// How long a connection waits for a lock that a backup or a checkpoint holds, in milliseconds.
const BUSY_MS: u64 = 5_000;

pub(crate) struct Sqlite {
    connection: rusqlite::Connection,
    counter: Arc<Counter>,
}

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
        // `secure_delete`: what is deleted is overwritten in the file. The wrapped key of somebody forgotten must not
        // be read off a free page, and rebuilding the whole file each time is no way out for a clinic that is open.
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
        Self::configured(connection)
    }

    /// Opens a connection that cannot write.
    pub fn reader(path: &Path) -> Result<Self, RecordError> {
        Self::reading(path).map_err(|error| unreadable(path, error))
    }

    fn reading(path: &Path) -> Result<Self, RecordError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = rusqlite::Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(std::time::Duration::from_millis(BUSY_MS))?;
        // The list of tables is read here, so that damage to the file's beginning is told as such.
        connection.execute_batch(&format!(
            "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;
                 PRAGMA mmap_size = {MAPPED_BYTES}; SELECT count(*) FROM sqlite_schema;"
        ))?;
        Self::configured(connection)
    }

    fn configured(connection: rusqlite::Connection) -> Result<Self, RecordError> {
        connection.set_prepared_statement_cache_capacity(*STATEMENTS_CACHED);
        // Without this promise a newly bound value may expire a cached statement, here at nearly every use: the
        // planner would like to see the value, because there are partial indexes and it can read statistics.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        array::load_module(&connection)?;
        Ok(Self {
            connection,
            counter: Arc::default(),
        })
    }

    /// Counts what is asked of this connection together with others.
    pub fn count_into(&mut self, counter: &Arc<Counter>) {
        self.counter = Arc::clone(counter);
    }

    /// Tells the planner what the tables are like; see [`statistics`].
    pub fn tell_planner(&self) -> Result<(), RecordError> {
        statistics::tell(&self.connection)
    }

    /// The connection itself, for the backup interface.
    pub fn inner(&self) -> &rusqlite::Connection {
        &self.connection
    }

    pub fn run(&mut self, sql: &'static str, args: &[Value]) -> Result<u64, RecordError> {
        let mut statement = self.connection.prepare_cached(&own(sql))?;
        bind(&mut statement, args)?;
        let changed = statement.raw_execute()? as u64;
        count(&self.counter, &statement);
        Ok(changed)
    }

    pub fn all(&mut self, sql: &'static str, args: &[Value]) -> Result<Vec<Row>, RecordError> {
        let mut statement = self.connection.prepare_cached(&own(sql))?;
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
        drop(rows);
        count(&self.counter, &statement);
        Ok(answer)
    }

    pub fn batch(&mut self, sql: &str) -> Result<(), RecordError> {
        Ok(self.connection.execute_batch(sql)?)
    }

    pub fn prepare(&mut self, sql: &'static str) -> Result<usize, RecordError> {
        Ok(self.connection.prepare(&own(sql))?.column_count())
    }
}

/// The text as this engine takes it: "one of these" is `= ANY($2)` on the server, and here a table made of the list.
pub(super) fn own(sql: &'static str) -> Cow<'static, str> {
    if sql.contains(ONE_OF) {
        Cow::Owned(sql.replace(ONE_OF, "IN rarray("))
    } else {
        Cow::Borrowed(sql)
    }
}

/// A statement was compiled for this use when it had never run before, or when the engine says that it did so again.
fn count(counter: &Counter, statement: &Statement<'_>) {
    let first = statement.get_status(StatementStatus::Run) <= 1;
    let again = statement.reset_status(StatementStatus::RePrepare);
    let steps = statement.reset_status(StatementStatus::VmStep);
    counter.statement(steps, i32::from(first) + again);
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
        use rusqlite::types::ToSqlOutput;
        let value = match self.0 {
            Value::Null => ValueRef::Null,
            Value::Int(n) => ValueRef::Integer(*n),
            Value::Text(text) | Value::Json(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
            Value::Id(uuid) => ValueRef::Blob(uuid.as_bytes()),
            Value::Ids(ids) => {
                let ids = ids.iter().map(|id| id.as_bytes().to_vec().into());
                let ids: Vec<rusqlite::types::Value> = ids.collect();
                return Ok(ToSqlOutput::from_rc(Rc::new(ids), c"rarray"));
            }
            Value::Time(at) => ValueRef::Integer(at.as_microsecond()),
        };
        Ok(ToSqlOutput::Borrowed(value))
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
