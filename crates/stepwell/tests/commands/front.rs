//! The front door's rules on the command line: a placement explained, an instrument scored.

use crate::common::Home;
use crate::{done, prepared, refused};

const DANGER: &str = r#"{"assessed_on": "2026-03-02", "born": "1991-06-14", "findings": [
    {"question": "withdrawal.severity", "value": "severe", "source": "clinician", "at": "2026-03-02T15:00:00Z"}]}"#;

#[test]
fn a_placement_names_what_decided_and_decides_nothing() {
    let home = Home::new();
    std::fs::write(home.path("danger.json"), DANGER).unwrap();
    let path = home.path("danger.json");
    let ran = home.run(&["place", path.to_str().unwrap()]);
    let said = done(&ran);
    assert!(said.contains("Medical detox"), "{said}");
    assert!(said.contains("withdrawal.severity: severe"), "{said}");
    assert!(said.contains("supports a clinician"), "{said}");
}

#[test]
fn a_file_that_is_no_assessment_is_refused_with_where_to_look() {
    let home = Home::new();
    std::fs::write(home.path("cut.json"), "{\"findings\": [").unwrap();
    let path = home.path("cut.json");
    refused(
        &home.run(&["place", path.to_str().unwrap()]),
        &["place --help"],
    );
}

#[test]
fn the_json_holds_what_the_sentences_say() {
    let home = Home::new();
    std::fs::write(home.path("danger.json"), DANGER).unwrap();
    let path = home.path("danger.json");
    let ran = home.run(&["place", path.to_str().unwrap(), "--json"]);
    let said: serde_json::Value = serde_json::from_str(done(&ran)).unwrap();
    assert_eq!(
        said["verdict"],
        serde_json::json!({ "kind": "at_least", "place": "detox" })
    );
    assert_eq!(said["could_be_up_to"], "emergency");
    assert_eq!(said["deciding"], serde_json::json!(["W1"]));
    let criteria = said["criteria"].as_array().unwrap();
    let severe = criteria.iter().find(|one| one["id"] == "W1").unwrap();
    assert_eq!(severe["outcome"], "met");
    let said_so = "withdrawal.severity: severe, a clinician, 2026-03-02";
    assert!(
        severe["findings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one == said_so)
    );
    assert_eq!(
        said["protocol"],
        serde_json::json!({ "id": "iop-standard", "version": 2 })
    );
    assert!(!said["open_questions"].as_array().unwrap().is_empty());
}

/// The protocol that comes along, with one text replaced, as a file of the clinic's own.
fn own_protocol(home: &Home, find: &str, replace: &str) -> String {
    let standard = include_str!("../../../../protocols/iop-standard.toml");
    assert!(standard.contains(find), "{find}");
    let path = home.path("own.toml");
    let own = standard.replacen("id = \"iop-standard\"", "id = \"harbor\"", 1);
    std::fs::write(&path, own.replacen(find, replace, 1)).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_protocol_of_ones_own_is_asked_instead_and_named() {
    let home = Home::new();
    std::fs::write(home.path("danger.json"), DANGER).unwrap();
    let path = home.path("danger.json");
    let own = own_protocol(
        &home,
        "when = \"withdrawal.severity at least 'severe' or",
        "when = \"relapse.needs_24h is yes or",
    );
    let ran = home.run(&[
        "place",
        path.to_str().unwrap(),
        "--json",
        "--protocol",
        &own,
    ]);
    let said: serde_json::Value = serde_json::from_str(done(&ran)).unwrap();
    assert_ne!(said["deciding"], serde_json::json!(["W1"]));
    let renamed = own_protocol(&home, "version = 2", "version = 7");
    let ran = home.run(&["place", path.to_str().unwrap(), "--protocol", &renamed]);
    assert!(done(&ran).contains("version 7"), "{}", done(&ran));
}

#[test]
fn a_protocol_with_an_error_is_refused_with_line_and_remedy_before_anything_is_served() {
    let home = Home::new();
    std::fs::write(home.path("danger.json"), DANGER).unwrap();
    let path = home.path("danger.json");
    let own = own_protocol(&home, "days_per_week = [3, 5]", "days_per_week = [5, 3]");
    let words = ["own.toml:", "days_per_week = [5, 3]", "the smaller first"];
    refused(
        &home.run(&["place", path.to_str().unwrap(), "--protocol", &own]),
        &words,
    );
    refused(&home.run(&["serve", "--protocol", &own]), &words);
    refused(&home.run(&["check", "--protocol", &own]), &words);
    assert!(!home.path("stepwell.db").exists());
}

#[test]
fn the_standard_protocol_is_printed_to_be_changed_and_taken() {
    let home = Home::new();
    std::fs::write(home.path("danger.json"), DANGER).unwrap();
    let ran = home.run(&["place", "--standard"]);
    let printed = done(&ran);
    assert_eq!(
        printed,
        include_str!("../../../../protocols/iop-standard.toml")
    );
    std::fs::write(
        home.path("own.toml"),
        printed.replacen("version = 2", "version = 9", 1).replacen(
            "id = \"iop-standard\"",
            "id = \"harbor\"",
            1,
        ),
    )
    .unwrap();
    let (path, own) = (home.path("danger.json"), home.path("own.toml"));
    let (path, own) = (path.to_str().unwrap(), own.to_str().unwrap());
    let ran = home.run(&["place", path, "--protocol", own]);
    assert!(done(&ran).contains("version 9"), "{}", done(&ran));
    // Changed, it is not called as it was.
    std::fs::write(own, printed.replacen("version = 2", "version = 9", 1)).unwrap();
    refused(
        &home.run(&["place", path, "--protocol", own]),
        &[
            "own.toml:",
            "called “iop-standard” like it",
            "Give it an `id`",
        ],
    );
    // A file for an earlier Stepwell is told that the form changed, and what to do.
    std::fs::write(own, printed.replacen("form = 2\n", "", 1)).unwrap();
    refused(
        &home.run(&["place", path, "--protocol", own]),
        &[
            "own.toml:1",
            "form of criteria has changed",
            "stepwell place --standard",
        ],
    );
}

#[test]
fn check_names_the_protocol_in_use_also_from_the_configuration() {
    let (home, _prepared) = prepared();
    assert!(done(&home.run(&["check"])).contains("iop-standard, version 2 (comes along)"));
    own_protocol(&home, "version = 2", "version = 7");
    std::fs::write(home.path("stepwell.toml"), "protocol = \"own.toml\"\n").unwrap();
    assert!(done(&home.run(&["check"])).contains("harbor, version 7"));
}

#[test]
fn every_instrument_is_listed_and_none_is_anybodys_alone_without_its_wording() {
    let home = Home::new();
    let ran = home.run(&["measures", "list"]);
    let listed = done(&ran);
    assert_eq!(
        listed
            .lines()
            .filter(|line| line.contains(" items "))
            .count(),
        17
    );
    assert!(
        listed.contains("phq-9") && !listed.contains("the person may"),
        "{listed}"
    );
}
