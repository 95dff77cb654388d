//! What `check` says.

use crate::common::{Home, database};
use crate::{done, found, prepared, refused};
use std::os::unix::fs::PermissionsExt;

#[test]
fn all_is_well_also_while_the_clinic_runs() {
    let (home, _) = prepared();
    let server = home.serve(&["--listen", "127.0.0.1:0"]);
    let ran = home.run(&["check"]);
    let said = done(&ran);
    for line in [
        "ok       engine          SQLite 3.",
        "fits this database",
        "not behind the record",
        "MiB are free",
    ] {
        assert!(said.contains(line), "{line:?} is not in {said}");
    }
    assert!(said.contains("Everything that was looked at is as it should be."));
    drop(server);
}

#[test]
fn an_installation_that_was_never_started_is_told_what_to_do() {
    let home = Home::new();
    refused(
        &home.run(&["check"]),
        &[
            "NOT SEEN  database",
            "There is no database at stepwell.db",
            "stepwell serve",
        ],
    );
    assert!(!database(&home).exists());
}

#[test]
fn a_database_that_others_can_read_is_a_problem() {
    let (home, _) = prepared();
    std::fs::set_permissions(database(&home), PermissionsExt::from_mode(0o644)).unwrap();
    found(
        &home.run(&["check"]),
        &["PROBLEM  permissions", "chmod 600"],
    );
}

#[test]
fn a_clock_that_runs_behind_the_record_is_a_problem() {
    let (home, _) = prepared();
    let connection = rusqlite::Connection::open(database(&home)).unwrap();
    connection
        .execute("UPDATE journal SET at = at + 3600000000 WHERE seq = 1", [])
        .unwrap();
    connection
        .execute("UPDATE journal SET at = at + 3600000000 WHERE seq > 1", [])
        .unwrap();
    drop(connection);
    found(&home.run(&["check"]), &["PROBLEM  clock", "Set the clock"]);
}

#[test]
fn links_that_would_lead_nowhere_are_a_problem() {
    let (home, _) = prepared();
    found(
        &home.run(&["check", "--listen", "0.0.0.0:80"]),
        &["PROBLEM  address", "base_url"],
    );
}

#[test]
fn a_key_file_that_cannot_be_read_is_not_seen() {
    let (home, _) = prepared();
    std::fs::remove_file(home.path("stepwell.key")).unwrap();
    std::fs::create_dir(home.path("stepwell.key")).unwrap();
    refused(
        &home.run(&["check"]),
        &["NOT SEEN  master key", "stepwell.key"],
    );
}
