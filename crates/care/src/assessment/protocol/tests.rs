//! The numbers that ship, and errors that name file, line and remedy.

use super::*;
use crate::AgeGroup::{Adolescent, Adult};
use crate::LevelOfCare::{
    Detox, IntensiveOutpatient, Outpatient, PartialHospitalization, Residential,
};

#[test]
fn the_standard_protocol_has_the_numbers_it_should() {
    let protocol = Protocol::standard().unwrap_or_else(|problems| panic!("{problems}"));
    let iop = protocol.level(IntensiveOutpatient);
    assert_eq!(iop.days_per_week, Some(Range { from: 3, to: 5 }));
    assert_eq!(iop.session_hours, Some(Range { from: 2, to: 4 }));
    assert_eq!(iop.weeks, Some(Range { from: 4, to: 12 }));
    assert_eq!(
        iop.hours(Adult),
        Some(Hours {
            from: 9,
            below: Some(20)
        })
    );
    assert_eq!(
        iop.hours(Adolescent),
        Some(Hours {
            from: 6,
            below: Some(20)
        })
    );
    assert_eq!(
        protocol.level(Outpatient).hours(Adult).unwrap().below,
        Some(9)
    );
    assert_eq!(
        protocol.level(Outpatient).hours(Adolescent).unwrap().below,
        Some(6)
    );
    assert_eq!(
        protocol
            .level(PartialHospitalization)
            .hours(Adult)
            .unwrap()
            .from,
        20
    );
    let residential = protocol.level(Residential);
    assert_eq!(residential.program_days, [30, 60, 90]);
    assert!(residential.around_the_clock && protocol.level(Detox).around_the_clock);
    assert!(
        protocol
            .criteria()
            .all(|(_, criterion)| !criterion.source.is_empty())
    );
}

/// The standard file with one text replaced, and what the loader says to it.
fn broken(find: &str, replace: &str) -> String {
    assert!(STANDARD_TEXT.contains(find), "{find}");
    let text = STANDARD_TEXT.replacen(find, replace, 1);
    match Protocol::load("mine.toml", &text) {
        Ok(_) => panic!("“{replace}” was taken"),
        Err(problems) => problems.to_string(),
    }
}

#[test]
fn errors_name_file_line_and_remedy() {
    let table = [
        (
            "when = \"withdrawal.severity at least 'severe'\"",
            "when = \"withdrawl.severity at least 'severe'\"",
        ),
        (
            "when = \"withdrawal.severity at least 'severe'\"",
            "when = \"withdrawal.severity at least 'terrible'\"",
        ),
        (
            "when = \"withdrawal.severity at least 'severe'\"",
            "when = \"withdrawal.severity at most 'severe'\"",
        ),
        (
            "when = \"withdrawal.severity at least 'severe'\"",
            "when = \"not (withdrawal.severity at least 'severe')\"",
        ),
        (
            "when = \"withdrawal.severity at least 'severe'\"",
            "when = \"withdrawal.severity at least\"",
        ),
        (
            "when = \"withdrawal.severity at least 'severe'\"",
            "when = \"withdrawal.severity is 'severe\"",
        ),
        (
            "when = \"withdrawal.severity at least 'severe'\"",
            "when = \"medications.list is yes\"",
        ),
        (
            "one of ('stable', 'mostly stable')\"\nsource",
            "one of ('unstable', 'no home')\"\nsource",
        ),
        (
            "support.people at least 1\"\nsource",
            "support.people at least 51\"\nsource",
        ),
        (
            "support.people at least 1\"\nsource",
            "support.people at least 1 relapse.risk is 'likely'\"\nsource",
        ),
        (
            "relapse.needs_24h is yes\"\nsource",
            "relapse.needs_24h is 'yes'\"\nsource",
        ),
        ("days_per_week = [3, 5]", "days_per_week = [5, 3]"),
        ("days_per_week = [3, 5]", "days_per_week = [1, 2]"),
        ("days_per_week = [3, 5]", "days_per_week = \"3 to 5\""),
        ("days_per_week = [3, 5]", "days_a_week = [3, 5]"),
        ("{ from = 9, below = 20 }", "{ from = 9, below = 9 }"),
        ("level = \"detox\"", "level = \"residential\""),
        ("level = \"detox\"", "level = \"detoks\""),
        ("up_to = \"residential\"", "levels = [\"residential\"]"),
        ("weight = \"required\"", "weight = \"excluding\""),
        (
            "levels = [\"intensive_outpatient\", \"partial_hospitalization\"]",
            "levels = [\"residential\"]",
        ),
        ("id = \"severe-withdrawal\"", "id = \"hard-to-wake\""),
        ("label = \"Severe withdrawal\"", "label = \"\""),
        ("every_days = 60", "every_days = 0"),
        ("smallest = 6", "smallest = 20"),
        ("per_leader = 12", "leaders = 1"),
        ("version = 1", "version = one"),
    ];
    let said: Vec<String> = table
        .iter()
        .map(|(find, replace)| broken(find, replace))
        .collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_rule_says_one_thing_that_a_week_can_meet() {
    let said = [
        ("days = 3\nday_hours = 3", "days = 3"),
        ("day_services = 3", "day_services = 0"),
        ("id = \"teds-days\"", "id = \"hcpcs-h0015\""),
        ("counts = [\"group\"", "counts = [\"choir\""),
        ("whose = \"Kansas\"", "whose = \" \""),
    ]
    .map(|(find, replace)| broken(find, replace));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_level_that_nothing_rules_out_is_refused() {
    let mut text = STANDARD_TEXT.to_owned();
    for id in [
        "hard-to-wake",
        "acute-medical-danger",
        "acute-psychiatric-danger",
        "high-suicide-risk",
    ] {
        let from = text.find(&format!("id = \"{id}\"")).unwrap();
        let at = from + text[from..].find("up_to = \"detox\"").unwrap();
        text.replace_range(
            at..at + "up_to = \"detox\"".len(),
            "up_to = \"residential\"",
        );
    }
    let problems = Protocol::load("mine.toml", &text).unwrap_err().to_string();
    insta::assert_snapshot!(problems);
}

#[test]
fn numbers_as_large_as_a_file_can_hold_them_are_refused_in_sentences() {
    let largest = STANDARD_TEXT
        .replacen("days_per_week = [3, 5]", "days_per_week = [3, 65535]", 1)
        .replacen("session_hours = [2, 4]", "session_hours = [2, 65535]", 1)
        .replacen("every_days = 7", "every_days = 65535", 1)
        .replacen("per_leader = 12", "per_leader = 65535", 1)
        .replacen("{ most = 24,", "{ most = 65535,", 1)
        .replacen("minutes = [90, 180]", "minutes = [90, 65535]", 1)
        .replacen("program_days = [30,", "program_days = [65535,", 1);
    let Err(problems) = Protocol::load("mine.toml", &largest) else {
        panic!("all of them were taken");
    };
    let said = problems.to_string();
    for wanted in [
        "days_per_week = [3, 65535] is not possible",
        "session_hours = [2, 65535] is not possible",
        "every_days = 65535 is not possible",
        "group_size.per_leader = 65535 is not possible",
        "caseload = 65535 is not possible",
        "minutes = 65535 is not possible",
        "program_days = 65535 is not possible",
    ] {
        assert!(said.contains(wanted), "{wanted} is not in {said}");
    }
    let said = broken("every_days = 7", "every_days = 2000000000");
    assert!(said.contains("2000000000 is too large a number"), "{said}");
}
