//! Proving that the journal was not changed.

use crate::common::database;
use crate::{done, found, prepared, refused};

/// Changes the database behind the record's back.
fn tamper(home: &crate::common::Home, sql: &str) {
    let connection = rusqlite::Connection::open(database(home)).unwrap();
    assert!(connection.execute(sql, []).unwrap() > 0);
}

#[test]
fn a_changed_entry_is_named() {
    let (home, _) = prepared();
    assert!(done(&home.run(&["journal", "verify"])).contains("nothing was changed"));
    tamper(
        &home,
        "UPDATE journal SET action = 'nothing.happened' WHERE seq = 2",
    );
    found(
        &home.run(&["journal", "verify"]),
        &["entry 2 was changed after it was written"],
    );
}

#[test]
fn a_removed_entry_is_named_also_without_the_key() {
    let (home, _) = prepared();
    std::fs::remove_file(home.path("stepwell.key")).unwrap();
    refused(&home.run(&["journal", "verify"]), &["--without-key"]);
    let offline = ["journal", "verify", "--without-key"];
    assert!(done(&home.run(&offline)).contains("nothing was changed"));
    tamper(&home, "DELETE FROM journal WHERE seq = 3");
    found(&home.run(&offline), &["entry 3 is missing"]);
}

#[test]
fn a_journal_that_was_cut_off_and_made_good_is_betrayed_by_the_checkpoints_outside() {
    let (home, prepared) = prepared();
    let server = home.serve(&[
        "--listen",
        "127.0.0.1:0",
        "--checkpoints-file",
        "checkpoints",
    ]);
    assert_eq!(
        server
            .client(&prepared.session)
            .get("/staff/people")
            .unwrap()
            .status,
        200
    );
    server.terminate();
    assert!(server.wait().success());
    tamper(&home, "DELETE FROM journal_checkpoint");
    let last = "(SELECT max(seq) FROM journal)";
    tamper(
        &home,
        &format!("DELETE FROM journal_detail WHERE seq = {last}"),
    );
    tamper(&home, &format!("DELETE FROM journal WHERE seq = {last}"));
    tamper(
        &home,
        "UPDATE journal_head SET seq = (SELECT max(seq) FROM journal), hash = (SELECT hash FROM journal \
            ORDER BY seq DESC LIMIT 1)",
    );
    // The database knows where its checkpoints went, also when nobody says so.
    let by_itself = home.run(&["journal", "verify"]);
    found(&by_itself, &["a signed checkpoint knows a later one"]);
    let held = home.run(&["journal", "verify", "--checkpoints-file", "checkpoints"]);
    found(&held, &["a signed checkpoint knows a later one"]);
}

#[test]
fn it_is_taken_out_once_into_a_new_file() {
    let (home, _) = prepared();
    let export = ["journal", "export", "--out", "journal.jsonl"];
    done(&home.run(&export));
    let text = std::fs::read_to_string(home.path("journal.jsonl")).unwrap();
    let first: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!(first["seq"], 1);
    assert_eq!(first["action"], "organization.founded");
    refused(&home.run(&export), &["name a new file"]);
    let again = home.run(&["journal", "export", "--out", "-"]);
    assert!(
        done(&again).contains("journal.exported"),
        "that it was exported is not in the journal"
    );
}
