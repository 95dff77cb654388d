//! The gates over real HTTP: a danger that nobody answered is named and linked, what was typed stays, and the one way
//! into care is the only one.

use crate::client::Reply;
use crate::served::Served;
use care::Role;
use clinic::followup::signal;
use clinic::followup::signal::Which;
use std::path::Path;

#[test]
fn a_danger_that_nobody_answered_is_named_and_linked_and_nothing_typed_is_lost() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    let person = served.house().patients[1];
    served.raise(person, "mental-health", ("a.risk.suicide", "high"));
    let open = signal::list(&served.world.clinic, &director.actor, Which::Open).unwrap();
    let address = format!("/staff/signals/{}", open[0].signal.id);
    let held = |reply: &Reply, kept: &str| {
        let body = &reply.status_is(422).body;
        assert!(
            body.contains("href=\"#signal\"") && body.contains("id=\"signal\""),
            "{body}"
        );
        assert!(body.contains(&format!("href=\"{address}\"")), "{body}");
        assert!(
            body.contains("“Suicide risk” asks for somebody now"),
            "{body}"
        );
        assert!(body.contains(kept), "{kept} is gone: {body}");
    };
    let path = format!("/staff/people/{person}/discharge");
    let typed = [
        ("reason", "completed"),
        ("on", "2 Mar 2026"),
        ("words", "Goes to her sister"),
    ];
    let reply = served.post(&path, &director.cookie, &typed);
    held(&reply, "value=\"Goes to her sister\"");
    let path = format!("/staff/people/{person}/refer");
    let refer = [
        ("level", "detox"),
        ("provider", "Pine Hill"),
        ("contact", "Front desk, 207-555-0199"),
        ("expected", "3 Mar 2026"),
    ];
    let reply = served.post(&path, &director.cookie, &refer);
    held(&reply, "value=\"Pine Hill\"");
    // Where the referral is what is done about it, it is made, and kept as the answer.
    let answer = [&refer[..], &[("emergency", "The ambulance takes her now.")]].concat();
    served.post(&path, &director.cookie, &answer).status_is(303);
    let shown = served.get(&address, &director.cookie);
    assert!(
        shown
            .status_is(200)
            .body
            .contains("The ambulance takes her now.")
    );
}

#[test]
fn the_hand_over_sheet_says_what_is_known_and_what_is_not() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    let person = served.house().patients[0];
    let path = format!("/staff/people/{person}/handover");
    let typed = [
        ("happened", "He fell in the hallway"),
        ("naloxone", "given"),
    ];
    let reply = served.post(&path, &director.cookie, &typed);
    let body = &reply.status_is(422).body;
    assert!(
        body.contains("He fell in the hallway") && body.contains("href=\"#when\""),
        "{body}"
    );
    let rest = [
        ("when", "2:15 pm"),
        ("to", "Medic 7"),
        ("contact", "The front desk"),
    ];
    let whole = [&typed[..], &rest[..]].concat();
    served.post(&path, &director.cookie, &whole).status_is(303);
    let sheet = served.get(&path, &director.cookie);
    let body = &sheet.status_is(200).body;
    for words in [
        "He fell in the hallway",
        "2:15 pm",
        "Medic 7",
        "Not known here",
    ] {
        assert!(body.contains(words), "{words}: {body}");
    }
}

/// Whatever stands in the sources of the pages and below.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            found.push((path.display().to_string(), text));
        }
    }
}

#[test]
fn no_page_brings_somebody_into_care_but_the_admission() {
    let mut found = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    assert!(found.len() > 50);
    let naming = |what: &str| -> Vec<&str> {
        let named = found.iter().filter(|(_, text)| text.contains(what));
        named.map(|(path, _)| path.as_str()).collect()
    };
    assert!(naming("seed_patient").is_empty());
    let admits = naming("admission::admit(");
    assert!(
        admits.len() == 1 && admits[0].ends_with("stays/moves.rs"),
        "{admits:?}"
    );
}
