//! A database that cannot be used is refused with a sentence that says what to do.

use crate::common::{Home, database};
use crate::{found, prepared, refused};
use std::os::unix::fs::PermissionsExt;

const LISTEN: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let home = Home::new();
    let garbage = "this is a shopping list and no database".repeat(200);
    std::fs::write(database(&home), &garbage).unwrap();
    found(
        &home.run(&LISTEN),
        &["is not a database", "stepwell restore"],
    );
    assert_eq!(std::fs::read_to_string(database(&home)).unwrap(), garbage);
}

#[test]
fn a_newer_schema_is_refused() {
    let (home, _) = prepared();
    let connection = rusqlite::Connection::open(database(&home)).unwrap();
    connection
        .execute("INSERT INTO schema_version (version, name, applied_at) VALUES (999, 'from the future', 0)", [])
        .unwrap();
    drop(connection);
    refused(
        &home.run(&LISTEN),
        &["schema version 999", "Install the newer Stepwell"],
    );
    refused(&home.run(&["migrate"]), &["schema version 999"]);
    found(&home.run(&["check"]), &["schema version 999"]);
}

#[test]
fn an_older_schema_is_refused_until_it_is_migrated() {
    let home = Home::new();
    home.serve(&["--listen", "127.0.0.1:0"]).kill();
    let connection = rusqlite::Connection::open(database(&home)).unwrap();
    let newest =
        "DELETE FROM schema_version WHERE version = (SELECT max(version) FROM schema_version)";
    assert_eq!(connection.execute(newest, []).unwrap(), 1);
    drop(connection);
    refused(&home.run(&LISTEN), &["stepwell migrate"]);
}

#[test]
fn a_key_file_that_others_can_read_is_refused() {
    let (home, _) = prepared();
    std::fs::set_permissions(home.path("stepwell.key"), PermissionsExt::from_mode(0o644)).unwrap();
    refused(&home.run(&LISTEN), &["can be read by others", "chmod 600"]);
}

#[test]
fn a_missing_key_is_not_replaced_by_a_new_one() {
    let (home, _) = prepared();
    std::fs::remove_file(home.path("stepwell.key")).unwrap();
    refused(&home.run(&LISTEN), &["is not there", "Put it back"]);
    assert!(!home.path("stepwell.key").exists());
}

#[test]
fn a_key_of_another_database_is_refused_by_check() {
    let (home, _) = prepared();
    let other = Home::new();
    other.serve(&["--listen", "127.0.0.1:0"]).kill();
    std::fs::copy(other.path("stepwell.key"), home.path("stepwell.key")).unwrap();
    found(
        &home.run(&["check"]),
        &["master key", "the key file that belongs to this database"],
    );
}

#[test]
fn a_port_in_use_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let port = format!("Port {}", taken.local_addr().unwrap().port());
    refused(
        &Home::new().run(&["serve", "--listen", &address]),
        &[&port, "choose another port"],
    );
    let port = taken.local_addr().unwrap().port().to_string();
    refused(
        &Home::new().run(&["demo", "--port", &port]),
        &["is in use", "0 picks a free one"],
    );
}

#[test]
fn a_second_process_is_refused_while_the_first_goes_on() {
    let (home, prepared) = prepared();
    let server = home.serve(&["--listen", "127.0.0.1:0"]);
    refused(
        &home.run(&LISTEN),
        &["in use by another Stepwell process", "Stop that one first"],
    );
    let args = ["journal", "export", "--out", "journal.jsonl"];
    refused(&home.run(&args), &["in use by another Stepwell process"]);
    assert_eq!(
        server
            .client(&prepared.session)
            .get("/staff")
            .unwrap()
            .status,
        200
    );
}

#[test]
fn a_command_about_no_database_makes_none() {
    let home = Home::new();
    for args in [
        &["user", "list"][..],
        &["journal", "verify"],
        &["migrate"],
        &["key", "rotate"],
    ] {
        refused(&home.run(args), &["There is no database at stepwell.db"]);
    }
    refused(
        &home.run(&["backup", "backups"]),
        &["there is no database to back up"],
    );
    assert!(!database(&home).exists());
}
