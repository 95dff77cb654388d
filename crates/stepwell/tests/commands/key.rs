//! Changing the master key.

use crate::common::database;
use crate::{done, prepared, refused};

#[test]
fn a_new_master_key_opens_everything_and_the_old_one_nothing() {
    let (home, prepared) = prepared();
    let old = std::fs::read_to_string(home.path("stepwell.key")).unwrap();
    done(&home.run(&["key", "rotate"]));
    let new = std::fs::read_to_string(home.path("stepwell.key")).unwrap();
    assert_ne!(old, new);
    assert_eq!(new.lines().count(), 2, "the old key is still in the file");
    done(&home.run(&["journal", "verify"]));
    let server = home.serve(&["--listen", "127.0.0.1:0"]);
    assert_eq!(
        server
            .client(&prepared.session)
            .get("/staff")
            .unwrap()
            .status,
        200
    );
    refused(&home.run(&["key", "rotate"]), &["in use"]);
    assert_eq!(
        std::fs::read_to_string(home.path("stepwell.key")).unwrap(),
        new
    );
    drop(server);
    let mut with_old = home.command(&["user", "list"]);
    let output = with_old.env("STEPWELL_MASTER_KEY", &old).output().unwrap();
    assert!(!output.status.success());
    assert!(database(&home).exists());
}

#[test]
fn a_key_from_the_environment_works_but_cannot_be_rotated() {
    let (home, _) = prepared();
    let text = std::fs::read_to_string(home.path("stepwell.key")).unwrap();
    std::fs::remove_file(home.path("stepwell.key")).unwrap();
    let output = home
        .command(&["user", "list"])
        .env("STEPWELL_MASTER_KEY", &text)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let output = home
        .command(&["key", "rotate"])
        .env("STEPWELL_MASTER_KEY", &text)
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("--master-key-file"));
    assert!(!home.path("stepwell.key").exists());
}

#[test]
fn a_systemd_credential_is_found() {
    let (home, _) = prepared();
    std::fs::create_dir(home.path("credentials")).unwrap();
    std::fs::rename(
        home.path("stepwell.key"),
        home.path("credentials/stepwell-master-key"),
    )
    .unwrap();
    let mut list = home.command(&["user", "list"]);
    let output = list
        .env("CREDENTIALS_DIRECTORY", home.path("credentials"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}
