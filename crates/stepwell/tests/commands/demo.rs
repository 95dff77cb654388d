//! The demonstration: every link leads in, and nothing stays behind.

use crate::common::client::Client;
use crate::common::{Home, token};
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running demonstration and what it printed.
struct Demo {
    child: Child,
    told: Value,
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Demo {
    fn start(home: &Home, seed: &str) -> Self {
        let mut command = home.command(&[
            "demo",
            "--port",
            "0",
            "--seed",
            seed,
            "--print-links",
            "json",
        ]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        Self {
            child,
            told: serde_json::from_str(&line).unwrap(),
        }
    }

    fn client(&self, session: &str) -> Client {
        let address = self.told["address"]
            .as_str()
            .unwrap()
            .replace("http://localhost", "127.0.0.1");
        Client::new(address.parse().unwrap(), session)
    }

    fn accounts(&self) -> &[Value] {
        self.told["accounts"].as_array().unwrap()
    }
}

#[test]
fn one_link_for_each_role_leads_in_and_nothing_stays_behind() {
    let home = Home::new();
    let mut demo = Demo::start(&home, "1");
    let roles: Vec<_> = demo
        .accounts()
        .iter()
        .map(|account| account["role"].as_str().unwrap())
        .collect();
    assert_eq!(
        roles,
        [
            "intake_coordinator",
            "counselor",
            "medical_provider",
            "clinical_director",
            "program_administrator",
            "privacy_officer",
            "auditor",
            "patient",
            "support_person"
        ]
    );
    for account in demo.accounts() {
        let path = format!("/demo/{}", token(account["link"].as_str().unwrap()));
        let page = demo.client("").get(&path).unwrap();
        assert!(
            page.body.contains(account["name"].as_str().unwrap()),
            "{}",
            page.body
        );
        let form_token = page.token().unwrap().to_owned();
        let entered = demo
            .client("")
            .post(&path, &[("_token", &form_token)])
            .unwrap();
        let session = entered.session.expect("nobody was signed in");
        let own = if account["totp"].is_null() {
            "/me"
        } else {
            "/staff"
        };
        assert_eq!(
            demo.client(&session).get(own).unwrap().status,
            200,
            "{account}"
        );
    }
    let folder = demo.told["folder"].as_str().unwrap().to_owned();
    let database = format!("{folder}/stepwell.db");
    let verified = home.run(&[
        "journal",
        "verify",
        "--database",
        &database,
        "--checkpoints-file",
        &format!("{folder}/checkpoints"),
    ]);
    assert_eq!(verified.code, Some(0), "{verified:?}");
    let id = demo.child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .unwrap()
            .success()
    );
    assert!(demo.child.wait().unwrap().success());
    assert!(!Path::new(&folder).exists(), "{folder} was left behind");
}

#[test]
fn the_same_seed_makes_the_same_people() {
    let home = Home::new();
    let people = |seed: &str| -> Vec<String> {
        let demo = Demo::start(&home, seed);
        demo.accounts()
            .iter()
            .map(|account| account["totp"].to_string())
            .collect()
    };
    let first = people("7");
    assert_eq!(first, people("7"));
    assert_ne!(first, people("8"));
}
