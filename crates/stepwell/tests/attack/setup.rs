//! The setup link, clicked many times in the same moment.

use crate::common::client::Client;
use crate::common::{Home, token};
use crate::crowd::{Told, at_once};

const FORM: [(&str, &str); 6] = [
    ("organization", "Riverbend Recovery"),
    ("site", "Main Street"),
    ("zone", "America/Los_Angeles"),
    ("given", "Ana"),
    ("family", "Ruiz"),
    ("email", "ana@clinic.example"),
];

#[test]
fn a_setup_link_clicked_eight_times_at_once_founds_one_organization() {
    let home = Home::new();
    let mut server = home.serve(&["--listen", "127.0.0.1:0"]);
    assert!(server.line().contains("Open this link"));
    let path = format!("/setup/{}", token(&server.line()));
    let address = server.address;
    let tokens: Vec<_> = (0..8)
        .map(|_| {
            Client::new(address, "")
                .get(&path)
                .unwrap()
                .token()
                .unwrap()
                .to_owned()
        })
        .collect();
    let told = Told::default();
    at_once(tokens.len(), |number| {
        let fields = [&[("_token", tokens[number].as_str())], &FORM[..]].concat();
        let answer = Client::new(address, "").post(&path, &fields).unwrap();
        told.add(if answer.status == 303 {
            "founded"
        } else {
            "refused"
        });
    });
    println!("setup link clicked 8 times at once\n  {}", told.all());
    assert_eq!(told.count("founded"), 1, "{}", told.all());
    server.terminate();
    server.wait();
    let listed = home.run(&["user", "list"]);
    assert_eq!(
        listed.out.matches("ana@clinic.example").count(),
        1,
        "{listed:?}"
    );
}
