//! A backup, and the way back.

use crate::common::{Home, database};
use crate::{done, found, prepared, refused};

/// Makes a backup; answers its folder.
fn backup(home: &Home) -> &'static str {
    let ran = home.run(&[
        "backup",
        "backups/monday",
        "--checkpoints-file",
        "checkpoints",
    ]);
    assert!(done(&ran).contains("backups/monday holds a backup"));
    "backups/monday"
}

#[test]
fn a_backup_of_a_running_clinic_is_put_back_elsewhere_and_verifies() {
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
    let folder = backup(&home);
    assert_eq!(
        server
            .client(&prepared.session)
            .get("/staff/people")
            .unwrap()
            .status,
        200
    );
    assert!(done(&home.run(&["journal", "verify", folder])).contains("nothing was changed"));
    server.kill();
    done(&home.run(&["restore", folder, "--to", "elsewhere.db"]));
    let verified = home.run(&["journal", "verify", "--database", "elsewhere.db"]);
    assert!(done(&verified).contains("nothing was changed"));
    let server = home.serve(&["--listen", "127.0.0.1:0", "--database", "elsewhere.db"]);
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
fn the_present_database_is_replaced_only_on_request_and_kept() {
    let (home, _) = prepared();
    let folder = backup(&home);
    refused(
        &home.run(&["restore", folder, "--to", "stepwell.db"]),
        &["stepwell.db"],
    );
    let server = home.serve(&["--listen", "127.0.0.1:0"]);
    let replace = ["restore", folder, "--to", "stepwell.db", "--replace"];
    refused(&home.run(&replace), &["in use"]);
    server.kill();
    done(&home.run(&replace));
    let kept = std::fs::read_dir(database(&home).parent().unwrap()).unwrap();
    let names: Vec<_> = kept
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        names
            .iter()
            .any(|name| name.starts_with("stepwell.db.before-restore")),
        "{names:?}"
    );
}

#[test]
fn a_damaged_backup_is_refused_and_the_database_is_left_alone() {
    let (home, _) = prepared();
    let folder = backup(&home);
    refused(&home.run(&["backup", folder]), &["name a new folder"]);
    let copy = home.path(folder).join("record.sqlite3");
    let mut bytes = std::fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&copy, bytes).unwrap();
    let before = std::fs::read(database(&home)).unwrap();
    found(
        &home.run(&["restore", folder, "--to", "stepwell.db", "--replace"]),
        &["Use another backup"],
    );
    found(
        &home.run(&["journal", "verify", folder]),
        &["not a backup that can be trusted"],
    );
    assert_eq!(std::fs::read(database(&home)).unwrap(), before);
}
