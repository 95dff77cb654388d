//! The front door's rules on the command line: a placement explained, an instrument scored.

use crate::common::Home;
use crate::{done, refused};

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
fn every_instrument_is_listed_and_none_is_anybodys_alone_without_its_wording() {
    let home = Home::new();
    let ran = home.run(&["measures", "list"]);
    let listed = done(&ran);
    assert_eq!(
        listed
            .lines()
            .filter(|line| line.contains(" items "))
            .count(),
        16
    );
    assert!(
        listed.contains("phq-9") && !listed.contains("the person may"),
        "{listed}"
    );
}
