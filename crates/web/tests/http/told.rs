//! Who must know of a change: on the page of whoever sees to it, and on the page of the person until they say so.

use crate::client::Request;
use crate::served::Served;
use care::Role;

#[test]
fn a_change_stands_on_ones_own_page_in_ones_own_language_until_one_has_seen_it() {
    let served = Served::start();
    let house = served.house();
    let person = house.patients[0];
    let herself = served.world.enter(house, person);
    let other = served.world.enter(house, house.patients[3]);
    let one = served.touched(house, person);
    let page = || {
        served
            .get("/me", &herself.cookie)
            .status_is(200)
            .body
            .clone()
    };
    let shown = page();
    assert!(shown.contains("Your times have changed"), "{shown}");
    assert!(
        shown.contains("Off: ") && shown.contains("Got it"),
        "{shown}"
    );
    let in_spanish = || {
        let request = Request::get("/me").with("Accept-Language", "es");
        let reply = served.send(&request.session(&herself.cookie));
        reply.status_is(200).body.clone()
    };
    let spanish = in_spanish();
    assert!(spanish.contains("Sus horarios cambiaron"), "{spanish}");
    assert!(
        spanish.contains("Ya no: ") && spanish.contains("Entendido"),
        "{spanish}"
    );
    // It is nobody else's, and nobody else can have seen it.
    let theirs = served.get("/me", &other.cookie);
    assert!(
        !theirs
            .status_is(200)
            .body
            .contains("Your times have changed")
    );
    let seen = format!("/me/notices/{}/seen", one.id);
    served.post(&seen, &other.cookie, &[]).status_is(404);
    served.post(&seen, &herself.cookie, &[]).status_is(303);
    assert!(!in_spanish().contains("Sus horarios cambiaron"));
    let director = served.enter(Role::ClinicalDirector);
    let list = served.get("/staff/changes", &director.cookie);
    let list = list.status_is(200).main().to_owned();
    let (_, row) = list
        .split_once(&format!("id=\"notice-{}\"", one.id))
        .unwrap();
    let row = row.split("</tr>").next().unwrap();
    assert!(
        row.contains("Seen") && !row.contains("Reached by phone"),
        "{row}"
    );
}

#[test]
fn whoever_was_reached_by_phone_is_one_click_and_one_takes_it_back() {
    let served = Served::start();
    let house = served.house();
    let one = served.touched(house, house.patients[0]);
    let director = served.enter(Role::ClinicalDirector);
    let row = || {
        let page = served.get("/staff/changes", &director.cookie);
        let page = page.status_is(200).main().to_owned();
        let (_, row) = page
            .split_once(&format!("id=\"notice-{}\"", one.id))
            .unwrap();
        row.split("</tr>").next().unwrap().to_owned()
    };
    let before = row();
    assert!(
        before.contains("Person00") && before.contains("Not told"),
        "{before}"
    );
    let reached = format!("/staff/notices/{}/reached", one.id);
    assert!(
        before.contains(&format!("action=\"{reached}\"")),
        "{before}"
    );
    let done = served.post(&reached, &director.cookie, &[]);
    let to = done.status_is(303).header("location").to_owned();
    let body = served.get(&to, &director.cookie).body;
    let undo = format!("action=\"/staff/notices/{}/unreached\"", one.id);
    assert!(body.contains("Noted: reached by phone.") && body.contains(&undo));
    assert!(!row().contains("Not told"));
    let back = format!("/staff/notices/{}/unreached", one.id);
    served.post(&back, &director.cookie, &[]).status_is(303);
    assert!(row().contains("Not told"));
    // A counselor sees and calls their own people, and writes to nobody for the whole site.
    let page = |role| {
        let seat = served.enter(role);
        let page = served.get("/staff/changes", &seat.cookie);
        page.status_is(200).main().to_owned()
    };
    let counselor = page(Role::Counselor);
    assert!(
        counselor.contains("Person00") && !counselor.contains("/tell\""),
        "{counselor}"
    );
    // Whoever runs the groups and opens no record writes without learning to whom.
    let administrator = page(Role::ProgramAdministrator);
    assert!(!administrator.contains("Person0") && administrator.contains("/tell\""));
}
