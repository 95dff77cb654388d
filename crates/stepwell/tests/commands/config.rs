//! A configuration that cannot be used is refused with file, line, key and what to do.

use crate::common::Home;
use crate::refused;

fn with(text: &str) -> Home {
    let home = Home::new();
    std::fs::write(home.path("stepwell.toml"), text).unwrap();
    home
}

#[test]
fn an_unknown_key_is_named_with_file_and_line() {
    let home = with("listen = \"127.0.0.1:0\"\ndatabse = \"a.db\"\n");
    refused(
        &home.run(&["serve"]),
        &["stepwell.toml, line 2", "“databse”", "Correct its spelling"],
    );
    assert!(
        !home.path("stepwell.db").exists(),
        "a server with a wrong configuration made a database"
    );
}

#[test]
fn a_wrong_value_is_named_with_file_and_line() {
    let home = with("database = \"a.db\"\nlisten = \"everywhere\"\n");
    refused(
        &home.run(&["serve"]),
        &["stepwell.toml, line 2", "Correct this line"],
    );
}

#[test]
fn a_missing_file_is_named() {
    refused(
        &Home::new().run(&["serve", "--config", "nowhere.toml"]),
        &["nowhere.toml", "cannot be read"],
    );
}

#[test]
fn an_address_without_a_scheme_is_refused_with_an_example() {
    let home = with("base_url = \"clinic.example.org\"\n");
    refused(
        &home.run(&["serve"]),
        &["clinic.example.org", "https://clinic.example.org"],
    );
}

#[test]
fn an_address_where_nobody_could_sign_in_is_refused() {
    let home = with("base_url = \"http://clinic.example.org\"\nlisten = \"127.0.0.1:0\"\n");
    refused(&home.run(&["serve"]), &["Nobody could sign in", "https://"]);
}

#[test]
fn a_mail_password_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let home = with(
        "listen = \"127.0.0.1:0\"\n[mail]\nhost = \"mail.example.org\"\nfrom = \"a@example.org\"\nuser = \"a\"\npassword_file = \"pw\"\n",
    );
    std::fs::write(home.path("pw"), "secret").unwrap();
    std::fs::set_permissions(home.path("pw"), PermissionsExt::from_mode(0o644)).unwrap();
    let ran = home.run(&["serve"]);
    refused(&ran, &["mode 644", "chmod 600"]);
    assert!(!ran.err.contains("secret"));
}

#[test]
fn a_flag_overrules_the_environment_which_overrules_the_file() {
    let home = with("database = \"file.db\"\n");
    let mut by_environment = home.command(&["check"]);
    let output = by_environment
        .env("STEPWELL_DATABASE", "environment.db")
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("environment.db"));
    let mut by_flag = home.command(&["check", "--database", "flag.db"]);
    let output = by_flag
        .env("STEPWELL_DATABASE", "environment.db")
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("flag.db"));
}
