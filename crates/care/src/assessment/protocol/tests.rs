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

/// The condition that the tests below replace.
const SUICIDE: &str = "when = \"risk.suicide at least 'high' or risk.attempt_last within 90 days\"";

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
        (SUICIDE, "when = \"risk.suicid at least 'high'\""),
        (SUICIDE, "when = \"risk.suicide at least 'terrible'\""),
        (SUICIDE, "when = \"risk.suicide at most 'high'\""),
        (SUICIDE, "when = \"not (risk.suicide at least 'high')\""),
        (SUICIDE, "when = \"risk.suicide at least\""),
        (SUICIDE, "when = \"risk.suicide is 'high\""),
        (SUICIDE, "when = \"medications.list is yes\""),
        (SUICIDE, "when = \"support.people at least 51\""),
        (
            SUICIDE,
            "when = \"support.people at most 0 relapse.risk is 'likely'\"",
        ),
        (SUICIDE, "when = \"relapse.needs_24h is 'yes'\""),
        (SUICIDE, "when = \"use.days@wine at least 3\""),
        (SUICIDE, "when = \"withdrawal.pawss@alcohol at least 4\""),
        (SUICIDE, "when = \"home.stability@alcohol is 'stable'\""),
        (
            SUICIDE,
            "when = \"withdrawal.grade@cannabis at least 'mild'\"",
        ),
        (SUICIDE, "when = \"medical.red_flags is 'seizure'\""),
        (SUICIDE, "when = \"medical.red_flags includes 'cough'\""),
        (SUICIDE, "when = \"risk.suicide includes 'high'\""),
        (SUICIDE, "when = \"use.overdose_last within 30 hours\""),
        (SUICIDE, "when = \"risk.suicide within 30 days\""),
        (SUICIDE, "when = \"use.last is known\""),
        (SUICIDE, "when = \"vitals.pulse at least 130\""),
        (
            SUICIDE,
            "when = \"medications.benzodiazepine is 'not prescribed'\"",
        ),
        ("days_per_week = [3, 5]", "days_per_week = [5, 3]"),
        ("days_per_week = [3, 5]", "days_per_week = [1, 2]"),
        ("days_per_week = [3, 5]", "days_per_week = \"3 to 5\""),
        ("days_per_week = [3, 5]", "days_a_week = [3, 5]"),
        ("{ from = 9, below = 20 }", "{ from = 9, below = 9 }"),
        ("level = \"detox\"", "level = \"residential\""),
        ("level = \"detox\"", "level = \"detoks\""),
        ("least = \"residential\"", "least = \"hospital\""),
        ("least = \"residential\"", "weight = \"excluding\""),
        ("least = \"residential\"", "supports = []"),
        (
            "least = \"residential\"",
            "least = \"residential\"\nsupports = [\"outpatient\"]",
        ),
        ("beside = [\"integrated_care\"]", "beside = [\"kindness\"]"),
        ("code = \"integrated_care\"", "code = \"safety_plan\""),
        ("matter = \"others\"", "matter = \"weather\""),
        ("urgency = \"week\"", "urgency = \"someday\""),
        ("priority = 1", "priority = 9"),
        ("sure = \"house\"", "sure = \"very\""),
        ("id = \"E2\"", "id = \"E1\""),
        ("label = \"High suicide risk: ", "label = \"\" # "),
        ("every_days = 60", "every_days = 0"),
        ("smallest = 6", "smallest = 20"),
        ("per_leader = 12", "leaders = 1"),
        ("version = 2", "version = two"),
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
fn a_file_of_another_form_is_told_that_the_form_changed_and_what_to_do() {
    // A file for an earlier Stepwell names no form, and its criteria could not be read either.
    let earlier = STANDARD_TEXT
        .replacen("form = 2\n", "", 1)
        .replace("least = \"residential\"", "weight = \"excluding\"");
    let later = STANDARD_TEXT.replacen("form = 2", "form = 3", 1);
    for (text, what) in [
        (earlier.as_str(), "names no form"),
        (later.as_str(), "written in form 3"),
        ("id = \"mine\"\nversion = 1\n", "names no form"),
    ] {
        let Problems(problems) = Protocol::load("mine.toml", text).unwrap_err();
        assert_eq!(
            problems.len(),
            1,
            "one sentence, not a list of what follows: {problems:?}"
        );
        let said = problems[0].to_string();
        assert!(said.contains(what) && said.contains("form 2"), "{said}");
        assert!(said.contains("stepwell place --standard"), "{said}");
    }
    // What cannot be read at all is told as that.
    let said = broken("form = 2", "form = two");
    assert!(said.contains("cannot be read"), "{said}");
}

#[test]
fn who_may_choose_less_is_said_by_the_criterion_and_not_by_its_name() {
    let said = broken(
        "least = \"outpatient\"\n",
        "least = \"outpatient\"\nprescriber = true\n",
    );
    assert!(said.contains("nobody could choose less"), "{said}");
    let said = broken("covers = [\"offer_moud\"]", "covers = [\"kindness\"]");
    assert!(said.contains("“kindness” is explained nowhere"), "{said}");
    let protocol = Protocol::standard().unwrap();
    let marked: Vec<&str> = protocol
        .criteria()
        .filter(|(_, criterion)| criterion.prescriber)
        .map(|(_, criterion)| criterion.id.as_str())
        .collect();
    // Withdrawal and pregnancy ask for somebody who prescribes, wherever they ask for more.
    for id in ["W1", "W2", "W4", "W8", "W10", "P1", "P2"] {
        assert!(marked.contains(&id), "{id}: {marked:?}");
    }
    assert!(
        !marked.contains(&"D1") && !marked.contains(&"O1"),
        "{marked:?}"
    );
}

#[test]
fn what_says_the_same_as_another_one_is_covered_by_it() {
    let protocol = Protocol::standard().unwrap();
    for long in &protocol.besides {
        for short in &protocol.besides {
            let same = long.code != short.code && long.text.starts_with(&short.text);
            assert!(
                !same || long.covers.contains(&short.code),
                "“{}” says “{}” already",
                long.code,
                short.code
            );
        }
    }
}

#[test]
fn a_level_that_nothing_asks_for_is_refused() {
    let text = STANDARD_TEXT.replace("least = \"residential\"", "least = \"detox\"");
    let problems = Protocol::load("mine.toml", &text).unwrap_err().to_string();
    assert!(
        problems.contains("Nothing asks for “residential”"),
        "{problems}"
    );
}

#[test]
fn a_criterion_that_says_nothing_is_refused() {
    let said = broken("beside = [\"motivational_interviewing\"]\n", "");
    assert!(said.contains("says nothing"), "{said}");
}

#[test]
fn the_sheet_is_up_to_date_and_holds_every_criterion() {
    let printed = Protocol::standard().unwrap().sheet();
    for (_, criterion) in Protocol::standard().unwrap().criteria() {
        assert!(printed.contains(&criterion.label), "{}", criterion.id);
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/placement.md");
    if std::env::var_os("STEPWELL_BLESS").is_some() {
        std::fs::write(path, &printed).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    assert!(
        kept == printed,
        "docs/placement.md is older than the protocol: stepwell place --sheet > docs/placement.md"
    );
}

#[test]
fn every_criterion_says_how_sure_it_is_and_house_rules_say_so() {
    let protocol = Protocol::standard().unwrap();
    for (_, criterion) in protocol.criteria() {
        let named = criterion.source.to_lowercase().contains("house rule");
        assert!(
            criterion.sure != Sure::House || named || criterion.weight == Weight::Supporting,
            "{}",
            criterion.id
        );
    }
    let unused: Vec<&str> = protocol
        .besides
        .iter()
        .enumerate()
        .filter(|(at, _)| !protocol.criteria().any(|(_, one)| one.beside.contains(at)))
        .map(|(_, beside)| beside.code.as_str())
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
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

/// The standard file without one criterion, under a name of its own.
fn without(id: &str) -> String {
    let begins = STANDARD_TEXT
        .find(&format!("[[criterion]]\nid = \"{id}\""))
        .unwrap();
    let rest = &STANDARD_TEXT[begins + 1..];
    let ends = begins + 1 + rest.find("[[criterion]]").unwrap();
    format!("{}{}", &STANDARD_TEXT[..begins], &STANDARD_TEXT[ends..])
}

const NAME: &str = "id = \"iop-standard\"";

#[test]
fn only_what_says_the_same_is_called_like_the_standard() {
    // Comments and layout are no difference.
    let same = format!("# Ours.\n{STANDARD_TEXT}");
    assert!(Protocol::load("mine.toml", &same).is_ok());
    for changed in [
        without("E6"),
        STANDARD_TEXT.replacen("version = 2", "version = 3", 1),
        STANDARD_TEXT.replacen("every_days = 7", "every_days = 8", 1),
        STANDARD_TEXT.replacen("risk.suicide at least 'high' or risk", "risk", 1),
    ] {
        assert_ne!(changed, STANDARD_TEXT);
        let said = Protocol::load("mine.toml", &changed)
            .unwrap_err()
            .to_string();
        assert!(said.contains("called “iop-standard” like it"), "{said}");
        let own = changed.replacen(NAME, "id = \"mine\"", 1);
        assert!(Protocol::load("mine.toml", &own).is_ok());
    }
}

#[test]
fn the_sheet_of_ones_own_begins_with_what_is_gone() {
    let standard = Protocol::standard().unwrap();
    assert!(standard.differences(&standard).is_empty());
    assert!(!standard.sheet().contains("What differs"));
    let text = without("E6")
        .replacen(NAME, "id = \"mine\"", 1)
        .replacen(
            "withdrawal.pawss at least 4",
            "withdrawal.pawss at least 6",
            1,
        )
        .replacen("id = \"W10\"", "id = \"W99\"", 1);
    let own = Protocol::load("mine.toml", &text).unwrap_or_else(|problems| panic!("{problems}"));
    let lines = own.differences(&standard);
    assert!(lines[0].starts_with("**Gone, a danger**: E6"), "{lines:?}");
    let has = |words: &str| lines.iter().any(|line| line.contains(words));
    assert!(
        has("Changed: W3")
            && has("was `use.near_daily_in_window@alcohol is yes and withdrawal.pawss at least 4`")
    );
    assert!(has("Gone") && has("Added: W99"), "{lines:?}");
    let sheet = own.sheet();
    let (differs, rules) = (
        sheet.find("What differs").unwrap(),
        sheet.find("## At least").unwrap(),
    );
    assert!(differs < rules);
}
