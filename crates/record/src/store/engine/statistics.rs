//! What the embedded engine's planner is told about the tables.
//!
//! Without statistics it supposes ten rows to an organization, and then prefers to walk all of an organization's rows
//! in the order of the primary key to looking one person up in an index. With statistics gathered from the rows, a plan
//! would depend on the day on which they were gathered: a clinic of forty people has plans that are slow for twenty
//! thousand. So nothing is gathered. Every database is told the same, from its schema: one organization has nearly all
//! rows, and a few of them share what an index goes on with. The engine's documentation names this way itself, for
//! applications that want plans which stay.

use crate::RecordError;
use rusqlite::Connection;

// Only their order of size tells: the planner reckons in logarithms. A clinic with a fifth or with ten times of it
// has no other plans for that.
/// Rows of a table that grows with people and days.
const MANY: u32 = 100_000;
/// Rows of a table that grows with sites, rooms, groups and staff, or with what happens to them now and then.
const FEW: u32 = 100;
/// Tables of the second kind.
const SMALL: &[&str] = &[
    "access_grant",
    "bed",
    "care_group",
    "checkpoint_file",
    "glass",
    "group_change",
    "group_exception",
    "group_leader",
    "group_meeting",
    "group_phase",
    "house_look",
    "journal_checkpoint",
    "journal_head",
    "key_check",
    "kiosk",
    "leaflet",
    "measure_reading",
    "name_index",
    "on_call",
    "organization",
    "organization_key",
    "pending",
    "program",
    "proposal",
    "push_device",
    "room",
    "schema_version",
    "session_change",
    "site",
    "site_hours",
    "staff",
    "staff_credential",
    "staff_duty",
    "staff_role",
    "staff_site",
    "throttle",
];
/// An index over some rows only is over one in so many of them: what is open, not what was.
const PARTIAL_ONE_IN: u32 = 50;
/// How many rows have the same second column of an index, the same second and third, and so on.
const SHARED: [u32; 3] = [20, 4, 2];

const INDEXES: &str = "\
    SELECT m.name, l.name, l.\"unique\", l.partial, l.origin, (SELECT count(*) FROM pragma_index_info(l.name)) \
    FROM sqlite_schema m JOIN pragma_index_list(m.name) l WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' \
    ORDER BY m.name, l.name";
const TOLD: &str = "SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY tbl, idx";
const IS_TOLD: &str = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1')";
const TELL: &str = "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?1, ?2, ?3)";

type StatisticsLine = (String, String, String);

/// Tells the planner, unless it was told the same before. Connections opened later know it too.
pub(super) fn tell(connection: &Connection) -> Result<(), RecordError> {
    let mut lines = lines(connection)?;
    lines.sort();
    let Some((table, ..)) = lines.first() else {
        return Ok(());
    };
    let is_told: bool = connection.query_row(IS_TOLD, [], |row| row.get(0))?;
    if is_told && told(connection)? == lines {
        return Ok(());
    }
    let transaction = connection.unchecked_transaction()?;
    // Looking at one table makes those that hold what is known, which cannot be made by hand; it is said anew for
    // all. `sqlite_stat4` would hold samples of rows: values in the clear, by which plans would turn again.
    transaction.execute_batch(&format!(
        "ANALYZE {table}; DELETE FROM sqlite_stat1; DROP TABLE IF EXISTS sqlite_stat4;"
    ))?;
    for line in &lines {
        transaction.execute(TELL, rusqlite::params![line.0, line.1, line.2])?;
    }
    transaction.commit()?;
    // This connection still plans by what it read when it was opened.
    connection.execute_batch("ANALYZE sqlite_schema")?;
    Ok(())
}

fn told(connection: &Connection) -> Result<Vec<StatisticsLine>, RecordError> {
    let mut statement = connection.prepare(TOLD)?;
    let lines = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(lines.collect::<Result<_, _>>()?)
}

fn lines(connection: &Connection) -> Result<Vec<StatisticsLine>, RecordError> {
    let mut statement = connection.prepare(INDEXES)?;
    let lines = statement.query_map([], |row| {
        let table: String = row.get(0)?;
        let origin: String = row.get(4)?;
        let index = Index {
            is_unique: row.get(2)?,
            is_partial: row.get(3)?,
            columns: row.get(5)?,
        };
        let stat = index.stat(SMALL.contains(&table.as_str()));
        // A table without row numbers is its own primary key.
        let name = if origin == "pk" {
            table.clone()
        } else {
            row.get(1)?
        };
        Ok((table, name, stat))
    })?;
    Ok(lines.collect::<Result<_, _>>()?)
}

struct Index {
    is_unique: bool,
    is_partial: bool,
    columns: u32,
}

impl Index {
    /// How many rows there are, and how many share the first column, the first two, and so on.
    fn stat(&self, is_small: bool) -> String {
        let rows = if is_small { FEW } else { MANY };
        let rows = if self.is_partial {
            rows / PARTIAL_ONE_IN
        } else {
            rows
        };
        let shared = std::iter::once(rows)
            .chain(SHARED)
            .chain(std::iter::repeat(1));
        let mut counts: Vec<u32> = shared
            .take(self.columns as usize)
            .map(|count| count.min(rows))
            .collect();
        if let Some(last) = counts.last_mut().filter(|_| self.is_unique) {
            *last = 1;
        }
        std::iter::once(rows)
            .chain(counts)
            .map(|count| count.to_string())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::super::sqlite::{Sqlite, own};
    use super::*;
    use crate::seal::{MasterKey, Masters, Vault};
    use crate::store::engine::Connection as Engine;
    use crate::store::migrate::migrate;
    use care::SeededDice;
    use jiff::Timestamp;

    /// Statements that walk all rows an organization has in a table that grows, with why they may.
    const WALKS: &[(&str, &str)] = &[
        (
            "idempotency::SWEEP",
            "upkeep; what is too old is most of what lies there between two of them",
        ),
        (
            "inquiry::log::COUNT_CALLS",
            "the report of requests, of a quarter",
        ),
        ("job::LATEST", "the page of what was sent"),
        (
            "journal::STRAY_DETAILS",
            "the verification of the whole journal",
        ),
        (
            "keys::OLD_PERSON_KEYS",
            "the rotation of the master key, so many at a time",
        ),
        (
            "membership::ALL",
            "the week of a site, and the list of groups",
        ),
        (
            "patient::LIST",
            "the list of everybody, a page of it; it stops there",
        ),
        (
            "session::RENEW",
            "the demonstration, when its clock goes on",
        ),
    ];

    /// The tables that a statement reads, by the names it gives them.
    fn named(sql: &str) -> Vec<(String, String)> {
        let words: Vec<&str> = sql
            .split(|c: char| !(c.is_alphanumeric() || c == '_'))
            .filter(|word| !word.is_empty())
            .collect();
        let follows = |three: &[&str]| matches!(three[0], "FROM" | "JOIN" | "UPDATE" | "INTO");
        let pair = |three: &[&str]| (three[2].to_owned(), three[1].to_owned());
        words
            .windows(3)
            .filter(|three| follows(three))
            .flat_map(|three| [pair(three), (three[1].to_owned(), three[1].to_owned())])
            .collect()
    }

    /// An empty database of today's schema, whose planner was told.
    fn database() -> (tempfile::TempDir, Sqlite) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.sqlite3");
        let mut connection = Engine::Sqlite(Sqlite::writer(&path, "OFF").unwrap());
        let vault = Vault::new(Masters::single(MasterKey::random(&SeededDice::new(1))));
        migrate(&mut connection, &vault, Timestamp::UNIX_EPOCH).unwrap();
        connection.tell_planner().unwrap();
        let Engine::Sqlite(sqlite) = connection else {
            unreachable!("it was opened as such")
        };
        (folder, sqlite)
    }

    fn names(sqlite: &Sqlite, sql: &str) -> Vec<String> {
        let mut statement = sqlite.inner().prepare(sql).unwrap();
        let names = statement.query_map([], |row| row.get(0)).unwrap();
        names.collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn every_small_table_is_in_the_schema() {
        let (_folder, sqlite) = database();
        let tables = names(
            &sqlite,
            "SELECT name FROM sqlite_schema WHERE type = 'table'",
        );
        let gone: Vec<_> = SMALL
            .iter()
            .filter(|small| !tables.iter().any(|table| table == **small))
            .collect();
        assert!(gone.is_empty(), "no table has these names: {gone:?}");
    }

    #[test]
    fn no_plan_walks_all_rows_of_an_organization() {
        let (_folder, sqlite) = database();
        let partial = names(
            &sqlite,
            "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '% WHERE %'",
        );
        let mut walks = Vec::new();
        for (module, name, sql) in crate::statements() {
            let named = named(sql);
            let is_small = |line: &str| {
                let known = line
                    .split(' ')
                    .nth(1)
                    .and_then(|word| named.iter().find(|(alias, _)| alias == word));
                known.is_none_or(|(_, table)| SMALL.contains(&table.as_str()))
            };
            let mut statement = sqlite
                .inner()
                .prepare(&format!("EXPLAIN QUERY PLAN {}", own(sql)))
                .unwrap_or_else(|error| panic!("{module}::{name}: {error}"));
            let lines = statement
                .raw_query()
                .mapped(|row| row.get::<_, String>(3))
                .collect::<Result<Vec<_>, _>>()
                .unwrap();
            let walk = lines.into_iter().find(|line| {
                let all = line.starts_with("SCAN") || line.ends_with("(organization_id=?)");
                all && !is_small(line) && !partial.iter().any(|index| line.contains(index.as_str()))
            });
            if let Some(line) = walk {
                walks.push((format!("{module}::{name}"), line));
            }
        }
        let unlisted: Vec<_> = walks
            .iter()
            .filter(|(name, _)| !WALKS.iter().any(|(known, _)| known == name))
            .collect();
        assert!(unlisted.is_empty(), "{unlisted:#?}");
        let gone: Vec<_> = WALKS
            .iter()
            .filter(|(known, _)| !walks.iter().any(|(name, _)| name == known))
            .collect();
        assert!(gone.is_empty(), "these walk no more: {gone:#?}");
    }

    #[test]
    fn an_index_says_how_many_rows_share_what() {
        let index = |is_unique, is_partial, columns| Index {
            is_unique,
            is_partial,
            columns,
        };
        assert_eq!(index(false, false, 3).stat(false), "100000 100000 20 4");
        assert_eq!(index(true, false, 2).stat(false), "100000 100000 1");
        assert_eq!(index(true, true, 2).stat(false), "2000 2000 1");
        assert_eq!(index(true, false, 1).stat(true), "100 1");
    }
}
