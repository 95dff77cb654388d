//! Every time is told with its zone, and nowhere else than here.

use super::*;
use std::fs;
use std::path::{Path, PathBuf};

/// What makes a text of an instant, and stands in this module alone.
const HERE: [&str; 3] = [".abbreviation(", "minute_text(minute_of(", ".moment(zone."];
/// Files that tell something by the reader's own clock, with why that is nobody else's and no site's.
const OWN: [(&str, &str); 17] = [
    ("shell/ask.rs", "where the reader's clock is found"),
    (
        "shell/clock.rs",
        "what falls back to it where a place is not known",
    ),
    ("pages/access/account.rs", "the reader's own account"),
    ("pages/access/journal.rs", "the journal of the organization"),
    (
        "pages/access/journal/export.rs",
        "the journal of the organization",
    ),
    (
        "pages/access/journal/verify.rs",
        "the journal of the organization",
    ),
    ("pages/access/trial.rs", "a message to the reader"),
    (
        "pages/assessment/measures/wording.rs",
        "the organization's wording of an instrument",
    ),
    (
        "pages/assessment/measures/wording/reading.rs",
        "the organization's wording of an instrument",
    ),
    ("pages/attendance/calendar.rs", "the reader's own calendar"),
    ("pages/followup/alerts.rs", "the reader's own browsers"),
    ("pages/home/staff.rs", "a request whose site is gone"),
    ("pages/outbox.rs", "every message of a demonstration"),
    (
        "pages/people/patients/glass.rs",
        "somebody forgotten, of whom no site is known",
    ),
    (
        "pages/people/patients/palette.rs",
        "a request whose site is gone",
    ),
    ("pages/people/team.rs", "somebody who works at no site"),
    ("pages/people/team/roles.rs", "roles of the organization"),
];

/// The sources that pages are made of, by their place below `src`.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders: Vec<PathBuf> = ["pages", "shell"].map(|part| root.join(part)).to_vec();
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let place = path.strip_prefix(&root).unwrap().display().to_string();
                found.push((place.replace('\\', "/"), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(found.len() > 150, "only {} files were read", found.len());
    found
}

fn is_listed(list: &[(&str, &str)], place: &str) -> bool {
    list.iter().any(|(listed, _)| *listed == place)
}

#[test]
fn no_page_makes_a_time_of_an_instant_by_itself() {
    let mut wrong = Vec::new();
    for (place, text) in sources() {
        if place.starts_with("shell/clock") {
            continue;
        }
        let found = HERE.iter().filter(|needle| text.contains(**needle));
        wrong
            .extend(found.map(|needle| format!("{place} has {needle}: tell it by shell/clock.rs")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whoever tells of a person or a site by the reader's clock tells two readers two times.
#[test]
fn the_clock_of_the_reader_tells_only_of_what_is_theirs_or_the_organizations() {
    let needles = ["ask.zone()", "self.zone()", "ask.clocks()", "self.clocks()"];
    let sources = sources();
    let uses = |text: &str| needles.iter().any(|needle| text.contains(needle));
    let wrong: Vec<&str> = sources
        .iter()
        .filter(|(place, text)| place != "shell/clock/tests.rs" && uses(text))
        .map(|(place, _)| place.as_str())
        .filter(|place| !is_listed(&OWN, place))
        .collect();
    assert!(wrong.is_empty(), "by whose clock, and why? {wrong:?}");
    let idle: Vec<&str> = OWN
        .iter()
        .map(|(place, _)| *place)
        .filter(|listed| {
            !sources
                .iter()
                .any(|(place, text)| place == listed && uses(text))
        })
        .collect();
    assert!(idle.is_empty(), "these do not any more: {idle:?}");
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn an_instant_is_said_in_as_few_words_as_are_clear() {
    let zone = TimeZoneName::parse("America/New_York").unwrap();
    let now = at("2026-03-02T17:00:00Z");
    for (then, nearby, by) in [
        ("2026-03-02T20:30:00Z", "today, 3:30 pm EST", "3:30 pm EST"),
        (
            "2026-03-09T13:00:00Z",
            "Mon, Mar 9, 9:00 am EDT",
            "Mon, Mar 9, 9:00 am EDT",
        ),
        (
            "2025-07-30T13:00:00Z",
            "Wed, Jul 30, 2025, 9:00 am EDT",
            "Wed, Jul 30, 2025, 9:00 am EDT",
        ),
    ] {
        assert_eq!(near(at(then), now, &zone), nearby);
        assert_eq!(due(at(then), now, &zone), by);
    }
}

#[test]
fn the_zone_is_named_in_both_languages() {
    let zone = TimeZoneName::parse("America/Denver").unwrap();
    let then = at("2026-03-10T00:30:00Z");
    assert_eq!(moment(then, &zone), "Mon, Mar 9, 2026, 6:30 pm MDT");
    assert_eq!(
        moment_in(Language::English, then, &zone),
        moment(then, &zone)
    );
    assert!(moment_in(Language::Spanish, then, &zone).ends_with(" MDT"));
}

#[test]
fn how_old_it_is_comes_before_when_it_was() {
    let clocks = Clocks {
        zone: TimeZoneName::parse("America/New_York").unwrap(),
        now: at("2026-03-02T11:34:10Z"),
    };
    let said = clocks.aged(at("2026-03-02T11:30:00Z")).into_string();
    let (old, when) = said.split_once(" · ").unwrap();
    assert!(old.ends_with(">4 min ago</span>"), "{said}");
    assert!(when.contains("6:30 am EST"), "{said}");
    assert_eq!(minutes_since(at("2026-03-02T12:00:00Z"), clocks.now), 0);
}
