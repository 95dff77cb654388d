//! The schema: what stands in it in the clear, and steps that seal what did.

use super::*;
use crate::seal::{MasterKey, Masters};
use crate::store::engine::{Postgres, Sqlite};
use care::SeededDice;
use server::{Database, server};
use std::collections::{BTreeMap, BTreeSet};

#[path = "../../../tests/common/absent.rs"]
mod absent;
mod contact_rules;
#[path = "../../../tests/common/server.rs"]
mod server;
mod signals;

/// What stands in the clear, with why.
const CLEAR: &str = include_str!("../../../tests/clear.txt");
/// Columns that say whom a row is about.
const WHOM: [&str; 5] = [
    "person_id",
    "patient_id",
    "supporter_id",
    "actor_id",
    "subject_id",
];
const COLUMNS: &str = "\
    SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' \
    ORDER BY m.name, c.cid";
const REFERENCES: &str = "\
    SELECT m.name, f.\"table\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f \
    WHERE m.type = 'table'";

fn now() -> Timestamp {
    "2026-03-02T15:00:00Z".parse().unwrap()
}

fn vault() -> Vault {
    Vault::new(Masters::single(MasterKey::random(&SeededDice::new(1))))
}

/// An empty database. What goes with it goes after its connection.
struct Empty {
    connection: Connection,
    _folder: tempfile::TempDir,
    _server: Option<Database>,
}

fn embedded() -> Empty {
    let folder = tempfile::tempdir().unwrap();
    let file = Sqlite::writer(&folder.path().join("record.sqlite3"), "OFF").unwrap();
    Empty {
        connection: Connection::Sqlite(file),
        _folder: folder,
        _server: None,
    }
}

fn on_server(name: &str) -> Option<Empty> {
    let database = Database::new(&server()?, name, None);
    let client = Postgres::connect(&database.url()).unwrap();
    Some(Empty {
        connection: Connection::Postgres(Box::new(client)),
        _folder: tempfile::tempdir().unwrap(),
        _server: Some(database),
    })
}

/// An empty database of every engine there is.
fn empty(name: &str) -> Vec<Empty> {
    [embedded()].into_iter().chain(on_server(name)).collect()
}

/// The tables with their columns and types.
fn tables(connection: &mut Connection) -> BTreeMap<String, Vec<(String, String)>> {
    let mut tables: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for row in connection.all(COLUMNS, &[]).unwrap() {
        let (table, name, of): (String, String, String) = row.read().unwrap();
        tables.entry(table).or_default().push((name, of));
    }
    tables
}

/// The tables that say something about people: those with somebody's id, and those that hang on one of them.
fn about_people(
    connection: &mut Connection,
    tables: &BTreeMap<String, Vec<(String, String)>>,
) -> BTreeSet<String> {
    let whom = |columns: &[(String, String)]| {
        columns
            .iter()
            .any(|(column, _)| WHOM.contains(&column.as_str()))
    };
    let mut about: BTreeSet<String> = tables
        .iter()
        .filter(|(_, columns)| whom(columns))
        .map(|(table, _)| table.clone())
        .collect();
    let references: Vec<(String, String)> = connection
        .all(REFERENCES, &[])
        .unwrap()
        .iter()
        .map(|row| row.read().unwrap())
        .collect();
    let mut before = 0;
    while before < about.len() {
        before = about.len();
        for (table, to) in &references {
            if about.contains(to) {
                about.insert(table.clone());
            }
        }
    }
    about
}

/// The columns that the file lists, and what is wrong with the file itself.
fn listed(text: &str) -> (BTreeSet<String>, Vec<String>) {
    let (mut columns, mut wrong, mut reason) = (BTreeSet::new(), Vec::new(), false);
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let Some(entry) = line.strip_prefix("  ") else {
            reason = !line.is_empty();
            continue;
        };
        let (table, names) = entry.split_once(':').unwrap_or((entry, ""));
        for name in names.split_whitespace() {
            if !reason {
                wrong.push(format!("{table}.{name} has no reason"));
            }
            if !columns.insert(format!("{table}.{name}")) {
                wrong.push(format!("{table}.{name} is listed twice"));
            }
        }
    }
    (columns, wrong)
}

#[test]
fn whatever_stands_in_the_clear_beside_somebodys_id_is_listed_with_its_reason() {
    let mut empty = embedded();
    migrate(&mut empty.connection, &vault(), now()).unwrap();
    let tables = tables(&mut empty.connection);
    let about = about_people(&mut empty.connection, &tables);
    assert!(about.contains("referral_step"), "hangs on a referral");
    assert!(!about.contains("room"), "a room is about nobody");
    let mut clear = BTreeSet::new();
    for table in &about {
        for (column, kind) in &tables[table] {
            let sealed = column.starts_with("sealed") && kind == "BLOB";
            if !sealed && column != "organization_id" {
                clear.insert(format!("{table}.{column}"));
            }
        }
    }
    let (listed, mut wrong) = listed(CLEAR);
    for column in clear.difference(&listed) {
        wrong.push(format!(
            "{column} stands in the clear: seal it, or say in crates/record/tests/clear.txt why not"
        ));
    }
    for column in listed.difference(&clear) {
        wrong.push(format!(
            "{column} is in crates/record/tests/clear.txt and not in the clear"
        ));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_column_without_a_reason_shows_and_so_does_one_that_is_listed_twice() {
    let (columns, wrong) = listed("# About.\n\nBecause.\n  stay: level level\n\n  stay: bed_id\n");
    assert_eq!(columns.len(), 2);
    assert_eq!(
        wrong,
        ["stay.level is listed twice", "stay.bed_id has no reason"]
    );
}
