//! The first page of staff: what can be done on it in one click, and what is a number.

use crate::common::Seat;
use crate::served::Served;
use care::{InquiryId, Role};
use clinic::attendance::hours::watch;
use clinic::intake::inquiry;
use std::collections::BTreeSet;

/// Somebody asks on the public page of the first site.
fn ask(served: &Served, family: &str, number: usize) -> InquiryId {
    let (clinic, house) = (&served.world.clinic, served.house());
    let phone = format!("555 010 02{number:02}");
    let draft = house.inquiry_draft(0, "Dana", family, &phone);
    let asked = inquiry::request(clinic, house.organization, clinic.fresh_key(), &draft);
    asked.unwrap().inquiry
}

fn main_of(served: &Served, seat: &Seat, path: &str) -> String {
    let page = served.get(path, &seat.cookie);
    page.status_is(200).main().to_owned()
}

/// The form of the page that takes back what was just done.
fn undo(page: &str) -> String {
    let (_, toasts) = page.split_once("data-toast").unwrap();
    let (_, action) = toasts.split_once("action=\"").unwrap();
    action.split_once('"').unwrap().0.replace("&amp;", "&")
}

#[test]
fn a_call_without_an_answer_is_one_click_on_the_first_page_and_one_takes_it_back() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let before = main_of(&served, &intake, "/staff");
    assert!(before.contains("Nothing to do now"), "{before}");
    let id = ask(&served, "Whitfield", 1);
    let page = main_of(&served, &intake, "/staff");
    let call = format!("/staff/inquiries/{id}/call");
    assert!(page.contains(&format!("action=\"{call}\"")), "{page}");
    assert!(page.contains("name=\"outcome\" value=\"no_answer\""));
    // What their rules forbid is no button.
    assert!(!page.contains("value=\"voicemail\"") && !page.contains("value=\"message\""));
    let fields = [("outcome", "no_answer"), ("next", "/staff")];
    let done = served.post(&call, &intake.cookie, &fields);
    let to = done.status_is(303).header("location").to_owned();
    assert!(to.starts_with("/staff?said=called"), "{to}");
    let shown = served.get(&to, &intake.cookie);
    let body = &shown.status_is(200).body;
    assert!(body.contains("The call is logged.") && body.contains("Nothing to do now"));
    // It says whom and what: a press that met another row is seen at once.
    assert!(
        body.contains("Dana Whitfield: no answer. The call is logged."),
        "{body}"
    );
    // With scripts only the list is made anew, where it stands.
    assert!(page.contains("data-swap=\"today\""), "{page}");
    let back = served.post(&undo(body), &intake.cookie, &[]);
    let to = back.status_is(303).header("location").to_owned();
    assert!(to.starts_with("/staff?said=call-back"), "{to}");
    let page = main_of(&served, &intake, &to);
    assert!(page.contains("Dana Whitfield"), "{page}");
    // A form that leads nowhere else leads to the request.
    let fields = [("outcome", "no_answer"), ("next", "//evil.example")];
    let done = served.post(&call, &intake.cookie, &fields);
    let to = done.status_is(303).header("location").to_owned();
    assert!(
        to.starts_with(&format!("/staff/inquiries/{id}?said=saved")),
        "{to}"
    );
}

#[test]
fn the_way_back_of_a_booking_calls_off_that_time_and_no_later_one() {
    let served = Served::start();
    served.on_duty();
    let clinic = &served.world.clinic;
    let intake = served.enter(Role::IntakeCoordinator);
    let id = ask(&served, "Whitfield", 1);
    let open = || inquiry::open(clinic, &intake.actor, id).unwrap();
    let slots = open().offers.unwrap().slots;
    let book = |at: usize| {
        let slot = &slots[at];
        let clinician = slot.clinician.to_string();
        let starts_at = slot.starts_at.to_string();
        let minutes = slot.minutes.to_string();
        let fields = [
            ("clinician", clinician.as_str()),
            ("starts_at", starts_at.as_str()),
            ("minutes", minutes.as_str()),
            ("next", "/staff"),
        ];
        let path = format!("/staff/inquiries/{id}/book");
        let done = served.post(&path, &intake.cookie, &fields);
        let to = done.status_is(303).header("location").to_owned();
        assert!(to.starts_with("/staff?said=booked"), "{to}");
        let shown = served.get(&to, &intake.cookie);
        undo(&shown.status_is(200).body)
    };
    let (first, second) = (book(0), book(1));
    served.post(&first, &intake.cookie, &[]).status_is(409);
    assert_eq!(open().standing().unwrap().starts_at, slots[1].starts_at);
    let back = served.post(&second, &intake.cookie, &[]);
    let to = back.status_is(303).header("location").to_owned();
    assert!(to.starts_with("/staff?said=called-off"), "{to}");
    assert!(open().standing().is_none());
}

#[test]
fn a_list_on_the_first_page_ends_with_how_many_more_there_are() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    for number in 0..inquiry::SHOWN_MAX + 2 {
        ask(&served, &format!("Whitfield{number}"), number);
    }
    let page = main_of(&served, &intake, "/staff");
    assert_eq!(
        page.matches("value=\"no_answer\"").count(),
        inquiry::SHOWN_MAX
    );
    assert!(page.contains("And 2 more"), "{page}");
    // It is made anew by itself, and compared with what whoever listens hears.
    assert!(
        page.contains("data-poll=") && page.contains(" data-stale"),
        "{page}"
    );
    let (_, mark) = page.split_once("data-requests=\"").unwrap();
    let (mark, _) = mark.split_once('"').unwrap();
    let heard = served.get("/staff/alerts/stream", &intake.cookie);
    let heard: serde_json::Value = serde_json::from_str(&heard.status_is(200).body).unwrap();
    assert_eq!(heard["requests"], mark);
    ask(&served, "Later", 99);
    let heard = served.get("/staff/alerts/stream", &intake.cookie);
    let heard: serde_json::Value = serde_json::from_str(&heard.body).unwrap();
    assert_ne!(heard["requests"], mark);
}

#[test]
fn hours_at_risk_are_one_line_with_a_number() {
    let served = Served::start();
    // Everybody joined on Monday; on Wednesday those who have no sessions are short.
    served
        .world
        .clock
        .set("2026-03-04T15:00:00Z".parse().unwrap());
    watch(&served.world.clinic, served.house().organization).unwrap();
    let director = served.enter(Role::ClinicalDirector);
    let page = main_of(&served, &director, "/staff");
    let (_, line) = page.split_once("id=\"hours-at-risk\"").unwrap();
    let (line, _) = line.split_once("</p>").unwrap();
    assert!(line.contains("6 people may miss"), "{line}");
    assert!(line.contains("href=\"/staff/hours\""), "{line}");
    assert_eq!(page.matches("Hours at risk").count(), 1, "{page}");
    // The list of signals has each of them.
    let list = main_of(&served, &director, "/staff/signals");
    assert_eq!(list.matches("Hours at risk").count(), 6, "{list}");
}

#[test]
fn hours_have_everybody_once_with_the_threshold_and_nobody_in_red() {
    let served = Served::start();
    served
        .world
        .clock
        .set("2026-03-04T15:00:00Z".parse().unwrap());
    let director = served.enter(Role::ClinicalDirector);
    let page = main_of(&served, &director, "/staff/hours");
    let links = page.split("class=\"row-link\" href=\"").skip(1);
    let links: Vec<&str> = links.map(|rest| rest.split('"').next().unwrap()).collect();
    let once: BTreeSet<&str> = links.iter().copied().collect();
    assert!(!links.is_empty() && links.len() == once.len(), "{links:?}");
    assert!(page.contains("On track from 80%, at risk below 60%."));
    assert!(page.contains("will likely be short this week"), "{page}");
    for red in ["status urgent", "status in-danger"] {
        assert!(!page.contains(red), "{page}");
    }
}

#[test]
fn each_role_opens_on_its_own_work() {
    let served = Served::start();
    ask(&served, "Whitfield", 1);
    for (role, shows, not) in [
        (
            Role::IntakeCoordinator,
            vec!["Requests to work now"],
            vec!["Where it is short", "Your caseload"],
        ),
        (
            Role::Counselor,
            vec!["Your caseload"],
            vec!["Where it is short", "Requests to work now"],
        ),
        (
            Role::MedicalProvider,
            vec!["Sites"],
            vec!["Where it is short", "Requests to work now"],
        ),
        (
            Role::ClinicalDirector,
            vec!["Where it is short", "Requests to work now"],
            vec!["Your caseload"],
        ),
        (
            Role::Auditor,
            vec!["Sites"],
            vec!["Where it is short", "Your caseload", "data-poll"],
        ),
    ] {
        let seat = served.enter(role);
        let page = main_of(&served, &seat, "/staff");
        for words in shows {
            assert!(
                page.contains(words),
                "{role:?} is not shown {words}: {page}"
            );
        }
        for words in not {
            assert!(!page.contains(words), "{role:?} is shown {words}: {page}");
        }
    }
}

#[test]
fn contact_rules_open_with_nothing_chosen_where_nobody_was_asked() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    let person = served.house().patients[0];
    let path = format!("/staff/people/{person}/contact");
    let page = main_of(&served, &director, &path);
    assert!(
        page.contains("name=\"channels\"") && !page.contains(" checked"),
        "{page}"
    );
    let said = [("channels", "phone"), ("times", "any"), ("voicemail", "no")];
    served.post(&path, &director.cookie, &said).status_is(303);
    let page = main_of(&served, &director, &path);
    assert_eq!(page.matches(" checked").count(), said.len(), "{page}");
}
