//! "Somebody’s life changed": who is offered it, what it leads to, and what comes back when nobody was chosen.

use crate::served::Served;
use care::Role;

#[test]
fn somebodys_new_shift_is_answered_by_whoever_may_see_them() {
    let served = Served::start();
    let house = served.house();
    let path = format!("/staff/sites/{}/repair", house.sites[0]);
    let director = served.enter(Role::ClinicalDirector).cookie;
    let person = house.patients[0].to_string();
    let page = served.get(&path, &director);
    page.status_is(200);
    assert!(page.body.contains("Somebody’s life changed"));
    assert!(page.body.contains(&person), "the people in care are listed");

    let post = |cookie: &str, fields: &[(&str, &str)]| served.post(&path, cookie, fields);
    // No days are asked for: the rest of the week that runs is answered.
    let reply = post(&director, &[("what", "life"), ("person", &person)]);
    reply.status_is(303);
    let proposal = reply.header("location").to_owned();
    assert!(proposal.starts_with("/staff/proposals/"), "{proposal}");
    served.get(&proposal, &director).status_is(200);

    let typed = [("what", "life"), ("person", ""), ("through", "6 Mar 2026")];
    let reply = post(&director, &typed);
    reply.status_is(422);
    assert!(reply.body.contains("Choose whose life changed."));
    assert!(reply.body.contains("value=\"6 Mar 2026\""));
    let (_, radio) = reply.body.split_once("value=\"life\"").unwrap();
    let radio = radio.split_once('>').unwrap().0;
    assert!(radio.contains("checked"), "{radio}");

    // Somebody of another house is like nobody.
    let theirs = served.world.houses[1].patients[0].to_string();
    for stranger in [theirs, uuid::Uuid::nil().to_string()] {
        let reply = post(&director, &[("what", "life"), ("person", &stranger)]);
        reply.status_is(422);
        let said = "Choose somebody who is in care at this site.";
        assert!(reply.body.contains(said), "{}", reply.body);
    }
}

#[test]
fn whoever_makes_weeks_without_seeing_people_is_not_offered_it() {
    let served = Served::start();
    let house = served.house();
    let path = format!("/staff/sites/{}/repair", house.sites[0]);
    let administrator = served.enter(Role::ProgramAdministrator).cookie;
    let person = house.patients[0].to_string();
    let page = served.get(&path, &administrator);
    page.status_is(200);
    assert!(!page.body.contains("life changed") && !page.body.contains(&person));
    let fields = [("what", "life"), ("person", person.as_str())];
    let reply = served.post(&path, &administrator, &fields);
    reply.status_is(422);
    assert!(!reply.body.contains(&person), "{}", reply.body);
}

/// Another window, or somebody else a moment later: the proposal is shown with who decided, and nothing is sent again.
#[test]
fn what_was_decided_already_is_shown_and_not_sent_again() {
    let served = Served::start();
    let house = served.house();
    let director = served.enter(Role::ClinicalDirector).cookie;
    let person = house.patients[0].to_string();
    let path = format!("/staff/sites/{}/repair", house.sites[0]);
    let made = served.post(&path, &director, &[("what", "life"), ("person", &person)]);
    made.status_is(303);
    let proposal = made.header("location").to_owned();
    let publish = format!("{proposal}/publish");
    let first = served.post(&publish, &director, &[]);
    first.status_is(303);
    assert!(first.header("location").contains("said=published"));
    let page = served.get(first.header("location"), &director);
    assert!(
        page.body.contains("It holds for the week of"),
        "{}",
        page.body
    );
    for again in [publish, format!("{proposal}/withdraw")] {
        let reply = served.post(&again, &director, &[]);
        reply.status_is(303);
        let page = served.get(reply.header("location"), &director);
        page.status_is(200);
        assert!(
            page.body.contains("This was already published by"),
            "{}",
            page.body
        );
        assert!(!page.body.contains("Send it again"));
    }
}
