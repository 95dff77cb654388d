//! Databases this binary can use, can bring up to date, and must leave alone.

use crate::common::server::{Database, server};
use crate::common::{embedded, now, stores};
use record::{Location, Record, RecordError, Settings};

#[test]
fn an_empty_database_is_migrated_once() {
    for store in stores("migrated") {
        assert_eq!(
            Record::version_at(&store.settings.location).unwrap(),
            Record::version_known()
        );
        drop(store.record);
        let (_, taken) =
            Record::open_migrated(&store.settings, store.masters.clone(), now()).unwrap();
        assert!(taken.is_empty(), "{taken:?}");
    }
}

#[test]
fn of_two_processes_that_migrate_one_server_each_step_is_taken_by_one_and_neither_fails() {
    let Some(server) = server() else {
        return;
    };
    let other = embedded();
    let database = Database::new(&server, "at_once", None);
    let settings = Settings::new(Location::Postgres(database.url()));
    let together = std::sync::Barrier::new(2);
    let taken = std::thread::scope(|scope| {
        let each = [(), ()].map(|()| {
            scope.spawn(|| {
                together.wait();
                let opened = Record::open_migrated(&settings, other.masters.clone(), now());
                opened.map(|(_, taken)| taken.len())
            })
        });
        each.map(|one| one.join().unwrap().unwrap())
    });
    let steps = i64::try_from(taken.iter().sum::<usize>()).unwrap();
    assert_eq!(steps, Record::version_known(), "{taken:?}");
}

#[test]
fn an_empty_file_and_an_absent_one_are_version_0_and_have_to_be_migrated() {
    let other = embedded();
    let absent = Location::Sqlite(other.file("absent.sqlite3"));
    assert_eq!(Record::version_at(&absent).unwrap(), 0);
    std::fs::write(other.file("empty.sqlite3"), b"").unwrap();
    let mut empty = vec![Location::Sqlite(other.file("empty.sqlite3"))];
    let database = server().map(|server| Database::new(&server, "empty", None));
    empty.extend(
        database
            .iter()
            .map(|database| Location::Postgres(database.url())),
    );
    for location in empty {
        assert_eq!(Record::version_at(&location).unwrap(), 0);
        let settings = Settings::new(location);
        let error = Record::open(&settings, other.masters.clone())
            .err()
            .unwrap();
        assert!(
            matches!(error, RecordError::Older { found: 0, .. }),
            "{error}"
        );
        assert!(error.to_string().contains("stepwell migrate"), "{error}");
        let (_, taken) = Record::open_migrated(&settings, other.masters.clone(), now()).unwrap();
        assert_eq!(i64::try_from(taken.len()).unwrap(), Record::version_known());
    }
}

#[test]
fn a_database_of_a_newer_stepwell_is_left_alone() {
    for store in stores("newer") {
        drop(store.record);
        match &store.settings.location {
            Location::Sqlite(path) => {
                let file = rusqlite::Connection::open(path).unwrap();
                file.execute("INSERT INTO schema_version VALUES (1000, 'later', 0)", [])
                    .unwrap();
            }
            Location::Postgres(url) => {
                let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
                let sql = "INSERT INTO schema_version VALUES (1000, 'later', now())";
                client.batch_execute(sql).unwrap();
            }
        }
        let masters = || store.masters.clone();
        let refusals = [
            Record::open(&store.settings, masters()).err(),
            Record::open_read_only(&store.settings, masters()).err(),
            Record::open_migrated(&store.settings, masters(), now()).err(),
        ];
        for error in refusals {
            let error = error.unwrap();
            assert!(
                matches!(error, RecordError::Newer { found: 1000, .. }),
                "{error}"
            );
            assert!(
                error.to_string().contains("Install the newer Stepwell"),
                "{error}"
            );
        }
    }
}

#[test]
fn a_file_that_is_no_database_is_refused_and_not_touched() {
    let other = embedded();
    for (name, garbage) in [
        ("text", b"Dear Sir or Madam, ".repeat(500)),
        ("noise", vec![7; 4_096]),
    ] {
        let path = other.file(name);
        std::fs::write(&path, &garbage).unwrap();
        let settings = Settings::new(Location::Sqlite(path.clone()));
        let masters = || other.masters.clone();
        let refusals = [
            Record::open(&settings, masters()).err(),
            Record::open_read_only(&settings, masters()).err(),
            Record::open_migrated(&settings, masters(), now()).err(),
            Record::version_at(&settings.location).err(),
        ];
        for error in refusals {
            let error = error.unwrap().to_string();
            assert!(
                error.contains("is not a database") && error.contains("restore"),
                "{error}"
            );
        }
        assert_eq!(std::fs::read(&path).unwrap(), garbage);
    }
    let nowhere = Location::parse("/no/such/folder/record.sqlite3");
    let error = Record::open(&Settings::new(nowhere), other.masters.clone())
        .err()
        .unwrap();
    assert!(
        error
            .to_string()
            .contains("cannot be opened: /no/such/folder"),
        "{error}"
    );
}
