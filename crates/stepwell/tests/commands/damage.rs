//! A damaged page, a wrong key, a clock that is behind: found and named by `check`, and refused by `serve`.

use crate::common::{Home, database};
use crate::{done, found, prepared, refused};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::PermissionsExt;

const LISTEN: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];

/// Folds the log into the file and answers how long a page is and on which page a table begins.
fn page_of(home: &Home, table: &str) -> (u32, u32) {
    let connection = rusqlite::Connection::open(database(home)).unwrap();
    connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    let size = connection
        .query_row("PRAGMA page_size", [], |row| row.get(0))
        .unwrap();
    let page = connection
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?1",
            [table],
            |row| row.get(0),
        )
        .unwrap();
    (size, page)
}

/// Overwrites a page, as a failing disk or a hand that slipped does.
fn overwrite(home: &Home, (size, page): (u32, u32)) {
    let mut file = std::fs::File::options()
        .write(true)
        .open(database(home))
        .unwrap();
    file.seek(SeekFrom::Start(u64::from(page - 1) * u64::from(size)))
        .unwrap();
    file.write_all(&vec![0x5a; size as usize]).unwrap();
}

#[test]
fn an_overwritten_page_of_any_table_is_found_and_nobody_serves_on_it() {
    for table in [
        "journal",
        "staff",
        "journal_detail",
        "key_check",
        "session_person",
    ] {
        let (home, _prepared) = prepared();
        let page = page_of(&home, table);
        overwrite(&home, page);
        let before = std::fs::read(database(&home)).unwrap();
        found(
            &home.run(&["check"]),
            &["PROBLEM  pages", "is damaged", "stepwell restore"],
        );
        found(&home.run(&LISTEN), &["is damaged", "stepwell restore"]);
        assert_eq!(std::fs::read(database(&home)).unwrap(), before, "{table}");
    }
}

#[test]
fn an_overwritten_beginning_is_found() {
    let (home, _prepared) = prepared();
    let (size, _) = page_of(&home, "journal");
    overwrite(&home, (size, 1));
    found(
        &home.run(&["check"]),
        &["PROBLEM  database", "is not a database"],
    );
    found(
        &home.run(&LISTEN),
        &["is not a database", "stepwell restore"],
    );
}

/// The first hundred bytes, which say that this is a database, are as they were.
#[test]
fn a_damaged_list_of_tables_is_found() {
    let (home, _prepared) = prepared();
    let (size, _) = page_of(&home, "journal");
    let mut file = std::fs::File::options()
        .write(true)
        .open(database(&home))
        .unwrap();
    file.seek(SeekFrom::Start(100)).unwrap();
    file.write_all(&vec![0x5a; size as usize - 100]).unwrap();
    drop(file);
    found(
        &home.run(&["check"]),
        &["PROBLEM  database", "its beginning was damaged"],
    );
    for command in [&LISTEN[..], &["journal", "verify"], &["user", "list"]] {
        found(
            &home.run(command),
            &["its beginning was damaged", "stepwell restore"],
        );
    }
}

#[test]
fn the_key_of_another_database_is_refused_before_anything_is_written() {
    let (home, _prepared) = prepared();
    let other = Home::new();
    other.serve(&LISTEN[1..]).kill();
    std::fs::copy(other.path("stepwell.key"), home.path("stepwell.key")).unwrap();
    for args in [
        &LISTEN[..],
        &["key", "rotate"],
        &["journal", "export", "--out", "-"],
    ] {
        found(
            &home.run(args),
            &["the key file that belongs to this database"],
        );
    }
    let kept = std::fs::read(home.path("stepwell.key")).unwrap();
    assert_eq!(kept, std::fs::read(other.path("stepwell.key")).unwrap());
}

#[test]
fn a_key_with_one_wrong_digit_is_told_from_damage_also_before_there_is_an_organization() {
    for is_set_up in [false, true] {
        let home = if is_set_up { prepared().0 } else { Home::new() };
        // The first start leaves the value that later keys are held against.
        home.serve(&LISTEN[1..]).kill();
        let path = home.path("stepwell.key");
        let mut text = std::fs::read_to_string(&path).unwrap();
        let last = text.trim_end().len() - 1;
        let digit = if &text[last..=last] == "0" { "1" } else { "0" };
        text.replace_range(last..=last, digit);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
        let said = ["the key was changed", "Put back the copy"];
        found(&home.run(&LISTEN), &said);
        found(&home.run(&["check"]), &said);
    }
}

#[test]
fn a_server_whose_clock_is_behind_the_record_does_not_start() {
    let (home, _prepared) = prepared();
    let connection = rusqlite::Connection::open(database(&home)).unwrap();
    connection
        .execute("UPDATE journal SET at = at + 3600000000", [])
        .unwrap();
    drop(connection);
    let said = ["but the record was written to at", "Set the clock"];
    found(&home.run(&LISTEN), &said);
    found(
        &home.run(&["user", "disable", "--email", "dee@clinic.example"]),
        &said,
    );
    found(
        &home.run(&["check"]),
        &["PROBLEM  clock", "Set the clock", "--accept-clock"],
    );
    // Whoever knows that the record's time is the wrong one can start all the same.
    let accepted = [&LISTEN[1..], &["--accept-clock"]].concat();
    home.serve(&accepted).kill();
    let connection = rusqlite::Connection::open(database(&home)).unwrap();
    let said: i64 = connection
        .query_row(
            "SELECT count(*) FROM journal WHERE action = 'clock.accepted'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(said, 1, "whoever reads the journal is told");
}

#[test]
fn a_database_that_lost_what_its_backup_holds_is_found() {
    let (home, _prepared) = prepared();
    done(&home.run(&["backup", "backups/monday"]));
    done(&home.run(&["backup", "backups/tuesday"]));
    let check = ["check", "--backup", "backups"];
    assert!(done(&home.run(&check)).contains("backups/tuesday"));
    let connection = rusqlite::Connection::open(database(&home)).unwrap();
    connection
        .execute(
            "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
            [],
        )
        .unwrap();
    drop(connection);
    found(
        &home.run(&check),
        &["PROBLEM  backup", "it was cut off or written anew"],
    );
    let copy = home.path("backups/tuesday/record.sqlite3");
    let mut bytes = std::fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&copy, bytes).unwrap();
    found(&home.run(&check), &["not a backup that can be trusted"]);
    // Without its manifest it is still the newest: the one of Monday does not hide it.
    std::fs::remove_file(home.path("backups/tuesday/manifest.json")).unwrap();
    found(&home.run(&check), &["tuesday", "it has no manifest"]);
    refused(
        &home.run(&["check", "--backup", "nowhere"]),
        &["NOT SEEN  backup", "nowhere"],
    );
}
