//! The demonstration: every link leads in, and nothing stays behind.

use crate::common::client::Client;
use crate::common::{Home, date, token};
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

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
        Self::told(home, &["--seed", seed, "--at", &date::local().to_string()])
    }

    fn told(home: &Home, more: &[&str]) -> Self {
        let usual = ["demo", "--port", "0", "--print-links", "json"];
        let mut command = home.command(&[&usual, more].concat());
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

    /// Walks in by the link of a role; answers the session.
    fn enter(&self, role: &str) -> String {
        let mut accounts = self.accounts().iter();
        let account = accounts.find(|account| account["role"] == role).unwrap();
        let path = format!("/demo/{}", token(account["link"].as_str().unwrap()));
        let page = self.client("").get(&path).unwrap();
        let form_token = page.token().unwrap().to_owned();
        let entered = self.client("").post(&path, &[("_token", &form_token)]);
        entered.unwrap().session.expect("nobody was signed in")
    }

    /// Presses a button of the banner on a page; answers what the banner says then, on the page that it leads back to.
    fn go_on(&self, session: &str, (page, step): (&str, &str)) -> String {
        let shown = self.client(session).get(page).unwrap();
        let form_token = shown.token().unwrap().to_owned();
        let fields = [
            ("_token", form_token.as_str()),
            ("step", step),
            ("next", page),
        ];
        let answer = self.client(session).post("/demo-clock", &fields).unwrap();
        assert_eq!(answer.status, 303, "{}", answer.body);
        // The same form sent twice goes on once.
        let twice = self.client(session).post("/demo-clock", &fields).unwrap();
        // Where a day lies between, it is too old already.
        assert!([303, 409].contains(&twice.status), "{}", twice.body);
        self.time(session, page)
    }

    /// What time it is, as the banner says.
    fn time(&self, session: &str, page: &str) -> String {
        let shown = self.client(session).get(page).unwrap();
        assert_eq!(shown.status, 200, "{page}");
        let (_, rest) = shown.body.split_once("It is ").expect(page);
        rest.split_once(" here.").unwrap().0.to_owned()
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

#[test]
fn it_opens_in_the_middle_of_a_week_in_which_hours_can_still_be_rescued() {
    let home = Home::new();
    let demo = Demo::told(&home, &[]);
    let director = demo.enter("clinical_director");
    let time = demo.time(&director, "/staff");
    assert!(
        time.starts_with("Wed, ") && time.contains(", 9:4"),
        "{time}"
    );
    let hours = demo.client(&director).get("/staff/hours").unwrap();
    assert!(hours.body.contains("/makeups"), "{}", hours.body);
    let today = demo.client(&director).get("/staff/sessions").unwrap();
    assert!(today.body.contains("/staff/sessions/"), "{}", today.body);
}

#[test]
fn its_clock_is_put_on_and_nobody_is_signed_out() {
    let home = Home::new();
    let demo = Demo::told(&home, &["--at", "2026-03-05T22:50"]);
    let director = demo.enter("clinical_director");
    let patient = demo.enter("patient");
    let on = |session: &str, page: &str, step: &str| demo.go_on(session, (page, step));
    assert!(
        demo.time(&director, "/staff")
            .starts_with("Thu, Mar 5, 2026, 10:5")
    );
    // Midnight is crossed by the hour; clocks go ahead that weekend.
    assert!(on(&director, "/staff", "hour").starts_with("Thu, Mar 5, 2026, 11:5"));
    assert!(on(&director, "/staff", "hour").starts_with("Fri, Mar 6, 2026, 12:5"));
    assert!(on(&patient, "/me", "tomorrow").starts_with("Sat, Mar 7, 2026, 9:0"));
    assert!(on(&director, "/staff/hours", "tomorrow").starts_with("Sun, Mar 8, 2026, 9:0"));
    assert!(on(&director, "/staff", "monday").starts_with("Mon, Mar 9, 2026, 9:0"));
    assert!(on(&director, "/staff", "monday").starts_with("Mon, Mar 16, 2026, 9:0"));
    // Who was signed in before still is, and every printed link leads in.
    assert!(demo.time(&patient, "/me").starts_with("Mon, Mar 16, 2026"));
    assert!(demo.time("", "/").starts_with("Mon, Mar 16, 2026"));
    for account in demo.accounts() {
        demo.enter(account["role"].as_str().unwrap());
    }
    let form_token = demo
        .client(&director)
        .get("/staff")
        .unwrap()
        .token()
        .unwrap()
        .to_owned();
    let unknown = [("_token", form_token.as_str()), ("step", "yesterday")];
    let answer = demo
        .client(&director)
        .post("/demo-clock", &unknown)
        .unwrap();
    assert_eq!(answer.status, 404);
    let answer = demo
        .client(&director)
        .post("/demo-clock", &[("step", "hour")])
        .unwrap();
    assert_ne!(answer.status, 303, "a form without its token");
}

#[test]
fn a_moment_or_a_zone_that_is_none_is_refused_in_words() {
    let home = Home::new();
    for (flags, word) in [
        (["--at", "tomorrow"].as_slice(), "--at"),
        (&["--zones", "Mars/Olympus", "America/Denver"], "--zones"),
        (&["--zones", "America/Denver"], "--zones"),
    ] {
        let ran = home.run(&[&["demo", "--port", "0"], flags].concat());
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.err.contains(word), "{ran:?}");
    }
}

#[test]
fn a_demonstration_that_is_ended_while_it_is_made_leaves_nothing_behind() {
    for (signal, after_millis) in [("TERM", 0), ("INT", 300), ("HUP", 900), ("TERM", 1_500)] {
        let home = Home::new();
        std::fs::create_dir(home.path("tmp")).unwrap();
        let mut child = home
            .command(&["demo", "--port", "0", "--print-links", "json"])
            .env("TMPDIR", home.path("tmp"))
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let folders = || std::fs::read_dir(home.path("tmp")).unwrap().count();
        while folders() == 0 {
            assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
            std::thread::sleep(Duration::from_millis(5));
        }
        std::thread::sleep(Duration::from_millis(after_millis));
        let id = child.id().to_string();
        let kill = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(kill.unwrap().success());
        assert!(
            child.wait().unwrap().success(),
            "{signal} after {after_millis} ms"
        );
        assert_eq!(
            folders(),
            0,
            "{signal} after {after_millis} ms left a folder"
        );
    }
}
