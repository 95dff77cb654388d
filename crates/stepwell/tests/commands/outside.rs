//! The checkpoint file outside the database: gone, begun anew, or about what is not here any more.

use crate::common::prepared::Prepared;
use crate::common::{Home, database};
use crate::{done, found, prepared};

const SERVE: [&str; 4] = [
    "--listen",
    "127.0.0.1:0",
    "--checkpoints-file",
    "checkpoints",
];
const VERIFY: [&str; 4] = ["journal", "verify", "--checkpoints-file", "checkpoints"];

/// A clinic that ran with a checkpoint file, and was used: more than one checkpoint was written.
fn used() -> (Home, Prepared) {
    let (home, prepared) = prepared();
    for _ in 0..2 {
        let server = home.serve(&SERVE);
        let page = server.client(&prepared.session).get("/staff/people");
        assert_eq!(page.unwrap().status, 200);
        server.terminate();
        assert!(server.wait().success());
    }
    assert!(lines(&home) >= 2);
    (home, prepared)
}

fn lines(home: &Home) -> usize {
    let text = std::fs::read_to_string(home.path("checkpoints")).unwrap();
    text.lines().count()
}

fn tamper(home: &Home, sql: &str) {
    let connection = rusqlite::Connection::open(database(home)).unwrap();
    connection.execute_batch(sql).unwrap();
}

/// Cuts off the last entry and everything inside the database that would betray it.
fn cut(home: &Home) {
    tamper(
        home,
        "DELETE FROM journal_detail WHERE seq = (SELECT max(seq) FROM journal);
         DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal);
         UPDATE journal_head SET seq = (SELECT max(seq) FROM journal), hash = (SELECT hash FROM journal ORDER BY seq DESC LIMIT 1);
         DELETE FROM journal_checkpoint WHERE seq > (SELECT max(seq) FROM journal);",
    );
}

#[test]
fn a_cut_journal_whose_checkpoint_file_was_deleted_is_not_called_unchanged() {
    let (home, _prepared) = used();
    assert!(done(&home.run(&VERIFY)).contains("nothing was changed"));
    cut(&home);
    std::fs::remove_file(home.path("checkpoints")).unwrap();
    let missing = [
        "checkpoints is not there, though",
        "were written to it",
        "backups",
    ];
    found(&home.run(&VERIFY), &missing);
    let check = ["check", "--checkpoints-file", "checkpoints"];
    found(&home.run(&check), &["PROBLEM  checkpoints", missing[0]]);
    // Begun anew by the next start, it is still not the file that it was.
    let server = home.serve(&SERVE);
    server.terminate();
    assert!(server.wait().success());
    found(&home.run(&VERIFY), &["checkpoints"]);
}

#[test]
fn a_file_that_nobody_names_and_that_is_gone_is_found() {
    let (home, _prepared) = used();
    let verify = ["journal", "verify"];
    assert!(done(&home.run(&verify)).contains("nothing was changed"));
    std::fs::remove_file(home.path("checkpoints")).unwrap();
    found(
        &home.run(&verify),
        &["is not there, though", "--checkpoints-file"],
    );
}

#[test]
fn a_file_that_is_shorter_than_the_database_knows_is_found() {
    let (home, _prepared) = used();
    let text = std::fs::read_to_string(home.path("checkpoints")).unwrap();
    let last = text.lines().last().unwrap();
    std::fs::write(home.path("checkpoints"), format!("{last}\n")).unwrap();
    found(
        &home.run(&VERIFY),
        &["holds 1 of the", "it was cut or begun anew"],
    );
}

#[test]
fn an_organization_deleted_with_its_journal_is_named_by_the_file() {
    let (home, _prepared) = used();
    let connection = rusqlite::Connection::open(database(&home)).unwrap();
    let tables: Vec<String> = connection
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%organization_id%'",
        )
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(tables.len() > 30);
    drop(connection);
    let delete: Vec<String> = tables
        .iter()
        .map(|table| format!("DELETE FROM {table};"))
        .collect();
    let delete = delete.concat();
    tamper(&home, &format!("PRAGMA foreign_keys = OFF; {delete}"));
    found(
        &home.run(&VERIFY),
        &["no such organization", "deleted with its journal"],
    );
    found(
        &home.run(&["check", "--checkpoints-file", "checkpoints"]),
        &["no such organization"],
    );
}

#[test]
fn verifying_says_what_it_cannot_see() {
    let (home, prepared) = prepared();
    let ran = home.run(&["journal", "verify"]);
    let said = done(&ran);
    assert!(said.contains("What this cannot see:"), "{said}");
    assert!(
        said.contains("No checkpoints outside the database"),
        "{said}"
    );
    assert!(
        said.contains("no checkpoint vouches yet for the entries after 0"),
        "{said}"
    );
    let server = home.serve(&SERVE);
    let page = server.client(&prepared.session).get("/staff/people");
    assert_eq!(page.unwrap().status, 200);
    server.terminate();
    assert!(server.wait().success());
    let ran = home.run(&VERIFY);
    let said = done(&ran);
    assert!(said.contains("put back to the same earlier time"), "{said}");
    let without = home.run(&["journal", "verify", "--without-key"]);
    assert!(done(&without).contains("The sealed details were not opened."));
}

#[test]
fn a_file_that_was_configured_later_is_begun_at_the_next_start() {
    let (home, prepared) = prepared();
    let server = home.serve(&SERVE[..2]);
    let page = server.client(&prepared.session).get("/staff/people");
    assert_eq!(page.unwrap().status, 200);
    server.terminate();
    assert!(server.wait().success());
    found(
        &home.run(&VERIFY),
        &["configured just now", "stepwell serve"],
    );
    let server = home.serve(&SERVE);
    server.terminate();
    assert!(server.wait().success());
    assert!(done(&home.run(&VERIFY)).contains("nothing was changed"));
    assert_eq!(
        lines(&home),
        1,
        "the latest checkpoint was not written there"
    );
}

#[test]
fn a_file_that_is_configured_no_more_is_a_problem() {
    let (home, _prepared) = used();
    let check = ["check", "--checkpoints-file", "checkpoints"];
    assert!(done(&home.run(&check)).contains("all that were written there"));
    found(
        &home.run(&["check"]),
        &["PROBLEM  checkpoints", "no checkpoints_file is configured"],
    );
}

#[test]
fn a_file_that_was_moved_with_its_folder_is_held_against_what_was_written_to_it() {
    let (home, prepared) = prepared();
    std::fs::create_dir(home.path("kept")).unwrap();
    let at = |place: &'static str| ["--listen", "127.0.0.1:0", "--checkpoints-file", place];
    let used = |place: &'static str| {
        let server = home.serve(&at(place));
        let page = server.client(&prepared.session).get("/staff/people");
        assert_eq!(page.unwrap().status, 200);
        server.terminate();
        assert!(server.wait().success());
    };
    used("kept/checkpoints");
    used("kept/checkpoints");
    std::fs::rename(home.path("kept"), home.path("moved")).unwrap();
    let check = ["check", "--checkpoints-file", "moved/checkpoints"];
    done(&home.run(&check));
    let whole = std::fs::read_to_string(home.path("moved/checkpoints")).unwrap();
    let last = whole.lines().last().unwrap();
    std::fs::write(home.path("moved/checkpoints"), format!("{last}\n")).unwrap();
    found(&home.run(&check), &["it was cut or begun anew"]);
    // Known by its new place from the next start on, with all that was ever written to it.
    std::fs::write(home.path("moved/checkpoints"), &whole).unwrap();
    used("moved/checkpoints");
    done(&home.run(&check));
    std::fs::write(home.path("moved/checkpoints"), format!("{last}\n")).unwrap();
    found(&home.run(&check), &["it was cut or begun anew"]);
}
