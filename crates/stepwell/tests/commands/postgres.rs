//! The same clinic on `PostgreSQL`.

use crate::common::Home;
use crate::common::prepared::Prepared;
use crate::server::{Database, server};
use crate::{done, found, refused};
use postgres::{Client, NoTls};
use record::Location;

#[test]
fn a_clinic_is_served_checked_and_verified() {
    let Some(named) = server() else {
        return;
    };
    let database = Database::new(&named, "binary", None);
    let url = database.url();
    let home = Home::new();
    let prepared = Prepared::at(&home, Location::Postgres(url.clone()));
    let server = home.serve(&["--listen", "127.0.0.1:0", "--database", &url]);
    let mut client = server.client(&prepared.session);
    let page = client.get("/staff/people/new").unwrap();
    let token = page.token().unwrap().to_owned();
    let fields = [
        ("_token", token.as_str()),
        ("given", "Po"),
        ("family", "Stgres"),
        ("phone", "207 555 0164"),
        ("site", &prepared.site),
    ];
    let answer = client.post("/staff/people/new", &fields).unwrap();
    assert_eq!(answer.status, 303, "{}", answer.body);
    let again = client.post("/staff/people/new", &fields).unwrap();
    // Each answer has a proof of its own that it was just given; where they lead is the same.
    let led_to = |location: Option<String>| {
        let location = location.unwrap_or_default();
        location.split("&proof=").next().map(str::to_owned)
    };
    assert_eq!(
        led_to(again.location),
        led_to(answer.location),
        "the same form had two effects"
    );
    let args = ["--database", &url];
    assert!(
        done(&home.run(&[&["journal", "verify"], &args[..]].concat()))
            .contains("nothing was changed")
    );
    let checked = home.run(&[&["check"], &args[..]].concat());
    assert!(checked.out.contains("PostgreSQL "), "{checked:?}");
    refused(
        &home.run(&[&["backup", "backups"], &args[..]].concat()),
        &["pg_dump"],
    );
    server.terminate();
    assert!(server.wait().success());
    let mut client = Client::connect(&url, NoTls).unwrap();
    client
        .batch_execute("UPDATE journal SET rule = 'another' WHERE seq = 1")
        .unwrap();
    found(
        &home.run(&[&["journal", "verify"], &args[..]].concat()),
        &["entry 1 was changed"],
    );
}

#[test]
fn a_server_that_does_not_answer_is_named() {
    let home = Home::new();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let url = format!("postgresql://nobody:secret@{address}/nothing");
    let ran = home.run(&["serve", "--database", &url]);
    refused(&ran, &["cannot be opened"]);
    assert!(!ran.err.contains("secret"), "a password is in the message");
}
