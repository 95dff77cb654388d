//! The gates over real HTTP: a danger that nobody answered is named and linked, what was typed stays, and the one way
//! into care is the only one.

use crate::client::Reply;
use crate::served::Served;
use crate::sources::sources;
use care::{LevelOfCare, Role};
use clinic::followup::signal;
use clinic::followup::signal::Which;

#[test]
fn a_danger_that_nobody_answered_is_named_and_linked_and_nothing_typed_is_lost() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    let person = served.house().patients[1];
    served.raise(person, "withdrawal", ("a.withdrawal.severity", "severe"));
    let open = signal::list(&served.world.clinic, &director.actor, Which::Open).unwrap();
    assert_eq!(open.len(), 1);
    let address = format!("/staff/signals/{}", open[0].signal.id);
    let title = open[0].signal.title();
    let held = |reply: &Reply, kept: &str| {
        let body = &reply.status_is(422).body;
        assert!(
            body.contains("href=\"#signal\"") && body.contains("id=\"signal\""),
            "{body}"
        );
        assert!(body.contains(&format!("href=\"{address}\"")), "{body}");
        assert!(
            body.contains(&format!("“{title}” asks for somebody now")),
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
    let said = [("emergency", "The ambulance takes her there now.")];
    let answer = [&refer[..], &said].concat();
    let unnamed = served.post(&path, &director.cookie, &answer);
    assert!(unnamed.status_is(422).body.contains("Tick each signal"));
    let tick = format!("answers-{}", open[0].signal.id);
    let answer = [&answer[..], &[(tick.as_str(), "yes")]].concat();
    // Less than what is known asks for is no answer to it.
    let mut less = answer.clone();
    less[0].1 = "residential";
    let less = served.post(&path, &director.cookie, &less);
    assert!(
        less.status_is(422)
            .body
            .contains("it is no answer to the danger")
    );
    served.post(&path, &director.cookie, &answer).status_is(303);
    let shown = served.get(&address, &director.cookie);
    assert!(
        shown
            .status_is(200)
            .body
            .contains("The ambulance takes her there now.")
    );
}

#[test]
fn a_choice_that_no_longer_fits_is_chosen_again_and_no_button_says_otherwise() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    let house = served.house();
    let person = house.patients[1];
    let get = |path: &str| {
        let reply = served.get(path, &director.cookie);
        reply.status_is(200).body.clone()
    };
    let record = format!("/staff/people/{person}");
    let out = [("reason", "other"), ("on", "2 Mar 2026")];
    let path = format!("{record}/discharge");
    served.post(&path, &director.cookie, &out).status_is(303);
    house.place(
        &served.world.clinic,
        person,
        LevelOfCare::IntensiveOutpatient,
    );
    let admits = format!("href=\"{record}/admit\"");
    assert!(get(&format!("{record}/placement")).contains(&admits));
    served.raise(person, "return-to-use", ("a.relapse.needs_24h", "yes"));
    let page = get(&format!("{record}/placement"));
    assert!(
        !page.contains(&admits) && page.contains("Choose again"),
        "{page}"
    );
    let path = format!("{record}/admit");
    assert!(get(&path).contains("Choose again"));
    let program = house.programs[0].to_string();
    let admission = [
        ("program", program.as_str()),
        ("from", "2 Mar 2026"),
        ("born", "3 Feb 1990"),
    ];
    let refused = served.post(&path, &director.cookie, &admission);
    let body = &refused.status_is(422).body;
    assert!(body.contains("href=\"#placement\""), "{body}");
    assert!(body.contains("is the least that is safe by what is known now"));
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

#[test]
fn no_page_brings_somebody_into_care_but_the_admission() {
    let found = sources("src");
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
