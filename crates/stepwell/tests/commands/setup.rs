//! The first run: from nothing to an administrator who is signed in.

use crate::common::client::Client;
use crate::common::{Home, Server, token};
use std::os::unix::fs::PermissionsExt as _;

#[path = "../../../clinic/tests/usecases/totp.rs"]
mod totp;

const FORM: [(&str, &str); 7] = [
    ("organization", "Riverbend Recovery"),
    ("site", "Main Street"),
    ("zone", "America/Los_Angeles"),
    ("hours", "Mon to Fri 8:00 to 18:00\nSat 9:00 to 12:00"),
    ("given", "Ana"),
    ("family", "Ruiz"),
    ("email", "ana@clinic.example"),
];

/// A server on nothing, and the path of its setup link.
fn first_start(home: &Home) -> (Server, String) {
    let mut server = home.serve(&["--listen", "127.0.0.1:0"]);
    assert!(server.line().contains("Open this link"));
    let link = server.line();
    (server, format!("/setup/{}", token(&link)))
}

fn send(
    client: &mut Client,
    path: &str,
    fields: &[(&str, &str)],
) -> crate::common::client::HttpAnswer {
    let page = client.get(path).unwrap();
    assert_eq!(page.status, 200, "{}", page.body);
    let token = page.token().unwrap().to_owned();
    client
        .post(path, &[&[("_token", token.as_str())], fields].concat())
        .unwrap()
}

#[test]
fn the_setup_link_leads_to_an_administrator_who_is_signed_in() {
    let home = Home::new();
    let (server, path) = first_start(&home);
    let mode = std::fs::metadata(home.path("stepwell.key"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let mut client = server.client("");
    assert_eq!(client.get("/setup/AAAA").unwrap().status, 404);
    let answer = send(&mut client, &path, &FORM);
    assert_eq!(answer.status, 303, "{}", answer.body);
    let welcome = answer.location.unwrap();
    assert_eq!(
        client.get(&path).unwrap().status,
        404,
        "the setup link worked twice"
    );

    let page = client.get(&welcome).unwrap();
    let code = code(&page.body);
    let fields = [
        ("password", "four unrelated quiet words"),
        ("code", code.as_str()),
    ];
    let answer = send(&mut client, &welcome, &fields);
    let session = answer.session.expect("nobody was signed in");
    let home_page = server.client(&session).get("/staff").unwrap();
    assert_eq!(home_page.status, 200);
    assert!(home_page.body.contains("Riverbend Recovery"));
    // What the place still needs stands there, and what was said at its founding does not.
    let body = &home_page.body;
    assert!(body.contains("You are the only administrator"), "{body}");
    assert!(body.contains("What you offer"), "{body}");
    assert!(!body.contains("Time zone and opening hours"), "{body}");
}

#[test]
fn a_wrong_time_zone_is_refused_beside_its_field_with_an_example() {
    let home = Home::new();
    let (server, path) = first_start(&home);
    let mut fields = FORM;
    fields[2].1 = "Pacific Time";
    let answer = send(&mut server.client(""), &path, &fields);
    assert_eq!(answer.status, 422);
    assert!(
        answer.body.contains("“Pacific Time” is not a time zone"),
        "{}",
        answer.body
    );
    assert!(answer.body.contains("America/New_York"));
    assert!(
        answer.body.contains("Riverbend Recovery"),
        "what was typed is gone"
    );
}

#[test]
fn hours_that_are_none_are_refused_and_nothing_is_founded() {
    let home = Home::new();
    let (server, path) = first_start(&home);
    let mut fields = FORM;
    fields[3].1 = "whenever";
    let mut client = server.client("");
    let answer = send(&mut client, &path, &fields);
    assert_eq!(answer.status, 422);
    let body = &answer.body;
    assert!(
        body.contains("“whenever” is not a day with hours"),
        "{body}"
    );
    assert!(
        body.contains("whenever</textarea>"),
        "what was typed is gone"
    );
    assert_eq!(client.get(&path).unwrap().status, 200);
}

#[test]
fn a_restart_makes_a_new_setup_link_and_the_old_one_is_gone() {
    let home = Home::new();
    let (server, old) = first_start(&home);
    server.kill();
    let (server, new) = first_start(&home);
    assert_ne!(old, new);
    let mut client = server.client("");
    assert_eq!(client.get(&old).unwrap().status, 404);
    assert_eq!(client.get(&new).unwrap().status, 200);
}

/// The code that an authenticator app shows for the address on a page.
#[expect(
    clippy::disallowed_methods,
    reason = "the server under test runs on the real clock, as an app does"
)]
fn code(page: &str) -> String {
    let (_, rest) = page.split_once("secret=").unwrap();
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap();
    totp::code_at(&rest[..end], jiff::Timestamp::now().as_second())
}
