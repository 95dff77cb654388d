//! Who may sign in.

use crate::common::token;
use crate::{done, prepared, refused};

const ANA: [&str; 8] = [
    "user",
    "add",
    "--email",
    "ana@clinic.example",
    "--name",
    "Ana Ruiz",
    "--role",
    "counselor",
];

#[test]
fn somebody_who_is_added_gets_a_link_that_works() {
    let (home, _) = prepared();
    let ran = home.run(&ANA);
    let said = done(&ran);
    let path = format!("/welcome/{}", token(said.trim()));
    let server = home.serve(&["--listen", "127.0.0.1:0"]);
    let page = server.client("").get(&path).unwrap();
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Welcome, Ana"), "{}", page.body);
    let list = home.run(&["user", "list"]);
    assert!(done(&list).contains("Ana Ruiz"), "{list:?}");
}

#[test]
fn what_does_not_fit_is_refused_with_what_would() {
    let (home, _) = prepared();
    done(&home.run(&ANA));
    refused(&home.run(&ANA), &["signs in with this address already"]);
    let elsewhere = [
        &ANA[..3],
        &["bo@clinic.example"],
        &ANA[4..],
        &["--site", "The Moon"],
    ]
    .concat();
    refused(
        &home.run(&elsewhere),
        &["no site named “The Moon”", "First Site"],
    );
    let unknown = ["user", "disable", "--email", "nobody@clinic.example"];
    refused(
        &home.run(&unknown),
        &["Nobody who works here", "stepwell user list"],
    );
    let role = home.run(&[&ANA[..7], &["wizard"]].concat());
    assert_eq!(role.code, Some(2));
    assert!(role.err.contains("clinical_director"), "{role:?}");
}

#[test]
fn the_server_gives_a_role_at_once_and_without_a_second_yes() {
    let (home, _) = prepared();
    done(&home.run(&ANA));
    let give = |email: &str| {
        let role = ["--role", "privacy_officer"];
        home.run(&[&["user", "give", "--email", email], &role[..]].concat())
    };
    assert!(done(&give("ana@clinic.example")).contains("Privacy officer"));
    let list = home.run(&["user", "list"]);
    assert!(done(&list).contains("Counselor, Privacy officer"));
    refused(&give("nobody@clinic.example"), &["Nobody who works here"]);
}

#[test]
fn a_closed_account_is_signed_out_at_once_and_can_be_opened_again() {
    let (home, prepared) = prepared();
    let email = ["--email", "dee@clinic.example"];
    done(&home.run(&[&["user", "disable"], &email[..]].concat()));
    let server = home.serve(&["--listen", "127.0.0.1:0"]);
    let answer = server.client(&prepared.session).get("/staff").unwrap();
    assert_ne!(answer.status, 200, "a closed account is still signed in");
    assert!(done(&home.run(&["user", "list"])).contains("(closed)"));
    server.kill();
    done(&home.run(&[&["user", "enable"], &email[..]].concat()));
    assert!(!done(&home.run(&["user", "list"])).contains("(closed)"));
}
