//! Schema versions: forward only, one source for both engines.
//!
//! A migration is a list of single DDL statements with type tokens in place of an engine's names:
//! `@id` (`BLOB` of 16 bytes or `uuid`), `@time` (microseconds or `timestamptz`), `@int`, `@text`, `@bytes`, `@json`;
//! `@table` closes a table (`STRICT, WITHOUT ROWID` on `SQLite`).
//!
//! What has to be sealed needs keys, which SQL does not have: such a migration has a [`Sealing`] between two lists.

use crate::seal::Vault;
use crate::store::engine::{Connection, Engine};
use crate::store::work::Counter;
use crate::{RecordError, Row, TxAcross};
use jiff::Timestamp;

mod alerts;
mod answers;
mod arrivals;
mod askers;
mod assessment;
mod attendance;
mod calendars;
mod chapter_times;
mod chapters;
mod contact_rules;
mod details;
mod emergency;
mod first;
mod grants;
mod groups;
mod inquiry;
mod languages;
mod leaflets;
mod lives;
mod looks;
mod messages;
mod minors;
mod name_index;
mod notices;
mod open_work;
mod outside;
mod pathways;
mod plans;
mod proposals;
mod push;
mod reminders;
mod safety_plans;
mod signals;
mod stays;
mod turns;
mod urgencies;
mod waiting;
mod waits;
mod wordings;

/// One step of the schema.
pub(crate) struct Migration {
    pub name: &'static str,
    pub statements: &'static [&'static str],
    pub sealing: Option<Sealing>,
}

/// What comes after the statements of a step, in the same transaction.
pub(crate) struct Sealing {
    /// Reads, seals and writes what stood in the clear.
    pub seal: fn(&mut TxAcross<'_>) -> Result<(), RecordError>,
    /// Takes away what is sealed now.
    pub then: &'static [&'static str],
}

/// Every step in order; the version of a database is how many of them it has seen.
const MIGRATIONS: &[Migration] = &[
    first::MIGRATION,
    groups::MIGRATION,
    lives::MIGRATION,
    attendance::MIGRATION,
    stays::MIGRATION,
    assessment::MIGRATION,
    inquiry::MIGRATION,
    calendars::MIGRATION,
    proposals::MIGRATION,
    arrivals::MIGRATION,
    askers::MIGRATION,
    wordings::MIGRATION,
    grants::MIGRATION,
    outside::MIGRATION,
    messages::MIGRATION,
    name_index::MIGRATION,
    signals::MIGRATION,
    urgencies::MIGRATION,
    plans::MIGRATION,
    safety_plans::MIGRATION,
    minors::MIGRATION,
    alerts::MIGRATION,
    push::MIGRATION,
    waits::MIGRATION,
    contact_rules::MIGRATION,
    answers::MIGRATION,
    leaflets::MIGRATION,
    chapters::MIGRATION,
    details::MIGRATION,
    reminders::MIGRATION,
    waiting::MIGRATION,
    chapter_times::MIGRATION,
    open_work::MIGRATION,
    looks::MIGRATION,
    emergency::MIGRATION,
    languages::MIGRATION,
    notices::MIGRATION,
    pathways::MIGRATION,
    turns::MIGRATION,
];

const CREATE: &str = "\
    CREATE TABLE IF NOT EXISTS schema_version (version @int NOT NULL PRIMARY KEY, name @text NOT NULL, \
    applied_at @time NOT NULL @table";

statements! {
    VERSION: i64 = "SELECT coalesce(max(version), 0) FROM schema_version";
    APPLIED = "INSERT INTO schema_version (version, name, applied_at) VALUES ($1, $2, $3)";
}

/// The version this binary needs.
pub(crate) fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// The version a database has; 0 when it is empty.
pub(crate) fn found(connection: &mut Connection) -> Result<i64, RecordError> {
    match connection.all(VERSION.sql, &[]) {
        Ok(rows) => rows.first().map_or(Ok(0), Row::read),
        // There is no such table. Nothing else may count as an empty database: on a damaged page, or a server that is
        // away, the first step would be taken once more.
        Err(RecordError::Refused(_)) => Ok(0),
        Err(error) => Err(error),
    }
}

/// Refuses a database this binary cannot use as it is.
pub(crate) fn check(connection: &mut Connection) -> Result<(), RecordError> {
    let (found, known) = (found(connection)?, known());
    match found.cmp(&known) {
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Less => Err(RecordError::Older { found, known }),
        std::cmp::Ordering::Greater => Err(RecordError::Newer { found, known }),
    }
}

/// Brings a database to the version this binary needs; answers the names of the steps taken.
pub(crate) fn migrate(
    connection: &mut Connection,
    vault: &Vault,
    now: Timestamp,
) -> Result<Vec<&'static str>, RecordError> {
    migrate_to(connection, vault, known(), now)
}

/// The same up to a version, for tests of the steps after it.
fn migrate_to(
    connection: &mut Connection,
    vault: &Vault,
    known: i64,
    now: Timestamp,
) -> Result<Vec<&'static str>, RecordError> {
    let found = found(connection)?;
    if found > known {
        return Err(RecordError::Newer { found, known });
    }
    if found == 0 {
        let create = render(CREATE, connection.engine());
        alone(connection, |connection| connection.batch(&create))?;
    }
    let mut taken = Vec::new();
    for (number, migration) in (1_i64..)
        .zip(MIGRATIONS)
        .take(usize::try_from(known).unwrap_or(0))
        .skip(usize::try_from(found).unwrap_or(0))
    {
        // Each step by itself: when one fails those before it stand, and an hour of sealing is not undone by the step
        // after it. Its version is written with it, so wherever this breaks off the number is true.
        let is_new = alone(connection, |connection| {
            step(connection, vault, number, migration, now)
        })?;
        if is_new {
            taken.push(migration.name);
        }
    }
    Ok(taken)
}

/// Changes the schema in a transaction, while no other process does.
fn alone<T>(
    connection: &mut Connection,
    f: impl FnOnce(&mut Connection) -> Result<T, RecordError>,
) -> Result<T, RecordError> {
    connection.begin_write()?;
    let held = connection.hold_schema();
    let done = held.and_then(|()| f(connection));
    if done.is_ok() {
        connection.commit()?;
    } else {
        // Why it failed matters more than whether undoing it was confirmed.
        let _ = connection.batch("ROLLBACK");
    }
    done
}

/// Takes one step, unless another process took it since this one looked; answers whether it did.
fn step(
    connection: &mut Connection,
    vault: &Vault,
    number: i64,
    migration: &Migration,
    now: Timestamp,
) -> Result<bool, RecordError> {
    if found(connection)? >= number {
        return Ok(false);
    }
    apply(connection, vault, migration)?;
    connection.run(APPLIED, args_across![number, migration.name, now])?;
    Ok(true)
}

fn apply(
    connection: &mut Connection,
    vault: &Vault,
    migration: &Migration,
) -> Result<(), RecordError> {
    batch(connection, migration.statements)?;
    let Some(sealing) = &migration.sealing else {
        return Ok(());
    };
    let counter = Counter::default();
    let mut trouble = None;
    let mut tx = TxAcross {
        connection: &mut *connection,
        vault,
        counter: &counter,
        trouble: &mut trouble,
        held: &mut Vec::new(),
    };
    (sealing.seal)(&mut tx)?;
    batch(connection, sealing.then)
}

fn batch(connection: &mut Connection, statements: &[&str]) -> Result<(), RecordError> {
    let engine = connection.engine();
    statements
        .iter()
        .try_for_each(|sql| connection.batch(&render(sql, engine)))
}

/// One engine's text of a statement with type tokens.
pub(crate) fn render(sql: &str, engine: Engine) -> String {
    let names: [(&str, &str); 7] = match engine {
        Engine::Sqlite => [
            ("@id", "BLOB"),
            ("@time", "INTEGER"),
            ("@int", "INTEGER"),
            ("@text", "TEXT"),
            ("@bytes", "BLOB"),
            ("@json", "TEXT"),
            // `WITHOUT ROWID` keeps rows in the order of their key, which begins with the organization, and spares a
            // second look-up from key to row number. `STRICT` refuses here what the server would refuse.
            ("@table", ") STRICT, WITHOUT ROWID"),
        ],
        Engine::Postgres => [
            ("@id", "uuid"),
            ("@time", "timestamptz"),
            ("@int", "bigint"),
            ("@text", "text"),
            ("@bytes", "bytea"),
            ("@json", "jsonb"),
            ("@table", ")"),
        ],
    };
    names.iter().fold(sql.to_owned(), |sql, (token, name)| {
        sql.replace(token, name)
    })
}

#[cfg(test)]
mod tests;
