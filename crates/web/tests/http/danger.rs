//! Danger to somebody over real HTTP: it stands above every page on which something is decided about them.

use crate::served::Served;
use care::{PersonId, Role};
use clinic::signal::{self, Which};

/// An answer that raises a signal, written down by the director; answers where that leads.
fn raise(served: &Served, person: PersonId, section: &str, answer: (&str, &str)) -> String {
    let director = served.enter(Role::ClinicalDirector);
    let path = format!("/staff/people/{person}/assessment/{section}");
    let said = [("source", "person"), answer];
    let reply = served.post(&path, &director.cookie, &said);
    reply.status_is(303).header("location").to_owned()
}

/// The banners above a page.
fn above(page: &str) -> &str {
    let banners = page.split_once("<aside class=\"banners\"");
    banners.map_or("", |(_, rest)| rest.split_once("</aside>").unwrap().0)
}

#[test]
fn an_open_danger_stands_above_every_page_on_which_something_is_decided() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    let person = served.house().patients[0];
    let pages = [
        "",
        "/placement",
        "/admit",
        "/move",
        "/discharge",
        "/assessment",
    ];
    let page = |part: &str, cookie: &str| {
        let path = format!("/staff/people/{person}{part}");
        served.get(&path, cookie).status_is(200).body.clone()
    };
    for part in pages {
        let calm = page(part, &director.cookie);
        assert!(!above(&calm).contains("open signal"), "{part}");
    }
    raise(&served, person, "mental-health", ("a.risk.suicide", "high"));
    let open = signal::list(&served.world.clinic, &director.actor, Which::Open).unwrap();
    let signal = format!("/staff/signals/{}", open[0].signal.id);
    for part in pages {
        let warned = page(part, &director.cookie);
        let banner = above(&warned);
        assert!(banner.contains("Suicide risk, open signal."), "{part}");
        assert!(banner.contains("nobody has answered yet"), "{part}");
        assert!(banner.contains(&signal), "{part}");
    }
    let other = format!("/staff/people/{}", served.house().patients[1]);
    let beside = served.get(&other, &director.cookie);
    assert!(!above(&beside.status_is(200).body).contains("open signal"));
    let said = [("words", "Seen at once."), ("done", "now")];
    let path = format!("{signal}/respond");
    served.post(&path, &director.cookie, &said).status_is(303);
    assert!(above(&page("", &director.cookie)).contains("answered, still open"));
    let path = format!("{signal}/close");
    served.post(&path, &director.cookie, &[]).status_is(303);
    assert!(!above(&page("", &director.cookie)).contains("open signal"));
}

#[test]
fn whoever_may_see_a_record_and_answer_no_signal_is_told_of_none() {
    let served = Served::start();
    // The medical provider sees this record behind broken glass.
    let person = served.house().patients[5];
    raise(&served, person, "mental-health", ("a.risk.suicide", "high"));
    let path = format!("/staff/people/{person}");
    for (role, warned) in [
        (Role::ClinicalDirector, true),
        (Role::MedicalProvider, false),
    ] {
        let reply = served.get(&path, &served.enter(role).cookie);
        let banners = above(&reply.status_is(200).body);
        assert_eq!(banners.contains("open signal"), warned, "{role:?}");
    }
}
