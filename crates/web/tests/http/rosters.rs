//! A roster in one press: who is left came. Never over what was said, never of who is not there, and it can be taken back.

use crate::client::{Reply, Request};
use crate::common::{Seat, token};
use crate::page::text_of;
use crate::served::Served;
use care::attendance::roster::Mark;
use care::{PersonId, Role};
use clinic::attendance::arrival;
use clinic::attendance::session;
use clinic::groups::group::join;
use jiff::civil::{Date, date};

/// The first session of the first site's group, from 5:30 pm in New York.
const TUESDAY: Date = date(2026, 3, 3);

/// The roster half an hour after the session began, with three people on it and nothing said.
fn evening() -> (Served, Seat, String) {
    let served = Served::start();
    let group = served.house().groups[0];
    let director = served.enter(Role::ClinicalDirector).actor;
    for place in [0, 1] {
        let clinic = &served.world.clinic;
        let (key, first) = (clinic.fresh_key(), date(2026, 3, 2));
        let person = someone(&served, place);
        join(clinic, &director, key, group, person, first, None).unwrap();
    }
    served
        .world
        .clock
        .set("2026-03-03T23:00:00Z".parse().unwrap());
    let counselor = served.enter(Role::Counselor);
    let page = format!("/staff/sessions/{group}/{TUESDAY}");
    (served, counselor, page)
}

fn someone(served: &Served, place: usize) -> PersonId {
    served.house().patients[place]
}

/// What holds of somebody now.
fn stands(served: &Served, counselor: &Seat, place: usize) -> Option<Mark> {
    let group = served.house().groups[0];
    let clinic = &served.world.clinic;
    let sheet = session::roster(clinic, &counselor.actor, group, TUESDAY).unwrap();
    let mut lines = sheet.lines.iter();
    let line = lines.find(|line| line.person == someone(served, place));
    line.unwrap().stands().map(|entry| entry.mark.clone())
}

/// Sends the form of a roster as its page was, with what is typed and the button for who is left.
fn press(
    served: &Served,
    seat: &Seat,
    page: &Reply,
    path: &str,
    typed: &[(String, &str)],
) -> Reply {
    let mut form = page.form_to(path);
    for (name, value) in typed {
        form.set(name, value);
    }
    let mut fields = form.fields();
    fields.push(("rest".to_owned(), "present".to_owned()));
    served.send(&Request::post(path, &fields).session(&seat.cookie))
}

/// Where the page takes back what was just done.
fn undo(page: &str) -> String {
    let (_, toasts) = page.split_once("data-toast").unwrap();
    let (_, action) = toasts.split_once("action=\"").unwrap();
    text_of(action.split_once('"').unwrap().0)
}

#[test]
fn one_press_marks_who_is_left_and_one_takes_it_back() {
    let (served, counselor, path) = evening();
    let page = served.get(&path, &counselor.cookie);
    let body = &page.status_is(200).body;
    assert!(body.contains("Mark the rest present"), "{body}");
    assert!(body.contains("0 of 3 here, 3 not marked yet"), "{body}");
    let first = someone(&served, 0);
    let typed = [
        (format!("mark-{first}"), "late"),
        (format!("late-{first}"), "10"),
    ];
    let done = press(&served, &counselor, &page, &path, &typed);
    let to = done.status_is(303).header("location").to_owned();
    let shown = served.get(&to, &counselor.cookie);
    let body = &shown.status_is(200).body;
    assert!(body.contains("2 people are marked present."), "{body}");
    let count = "3 of 3 here, 1 late, everybody is marked";
    assert!(body.contains(count), "{body}");
    assert!(!body.contains("Mark the rest present"), "{body}");
    // Sent again, it is the same press.
    let again = press(&served, &counselor, &page, &path, &typed);
    assert_eq!(again.status_is(303).header("location"), to);
    // What was said of one by hand stays; of the others nothing is said any more, and they can be marked again.
    let back = served.post(&undo(body), &counselor.cookie, &[]);
    let to = back.status_is(303).header("location").to_owned();
    let page = served.get(&to, &counselor.cookie);
    let body = &page.status_is(200).body;
    assert!(body.contains("Whoever that press marked is not marked any more."));
    assert!(body.contains("1 of 3 here, 1 late, 2 not marked yet"));
    assert_eq!(stands(&served, &counselor, 1), None);
    let kept = served.journal();
    for (done, times) in [
        ("attendance.marked", 3),
        ("attendance.taken_back", 2),
        ("roster.unmarked", 1),
    ] {
        assert_eq!(
            kept.iter().filter(|kept| *kept == done).count(),
            times,
            "{done}"
        );
    }
    press(&served, &counselor, &page, &path, &[]).status_is(303);
    assert_eq!(stands(&served, &counselor, 1), Some(Mark::PRESENT));
}

#[test]
fn what_was_said_in_another_tab_stands_when_the_rest_is_marked_and_when_it_is_taken_back() {
    let (served, counselor, path) = evening();
    let (one, other) = (
        served.get(&path, &counselor.cookie),
        served.get(&path, &counselor.cookie),
    );
    let missed = someone(&served, 0);
    let mut form = other.form_to(&path);
    form.set(&format!("mark-{missed}"), "no_show");
    let post = Request::post(&path, &form.fields()).session(&counselor.cookie);
    served.send(&post).status_is(303);
    let done = press(&served, &counselor, &one, &path, &[]);
    let to = done.status_is(303).header("location").to_owned();
    assert_eq!(stands(&served, &counselor, 0), Some(Mark::NoShow));
    assert_eq!(stands(&served, &counselor, 1), Some(Mark::PRESENT));
    let shown = served.get(&to, &counselor.cookie);
    let undo = undo(&shown.status_is(200).body);
    // One of those left after all: that is said since, and is not taken back.
    let left = someone(&served, 1);
    let page = served.get(&path, &counselor.cookie);
    let mut form = page.form_to(&path);
    form.set(&format!("mark-{left}"), "no_show");
    let post = Request::post(&path, &form.fields()).session(&counselor.cookie);
    served.send(&post).status_is(303);
    served.post(&undo, &counselor.cookie, &[]).status_is(303);
    assert_eq!(stands(&served, &counselor, 0), Some(Mark::NoShow));
    assert_eq!(stands(&served, &counselor, 1), Some(Mark::NoShow));
    assert_eq!(stands(&served, &counselor, 2), None);
    // What the first tab shows of them is older than that.
    let typed = [(format!("mark-{left}"), "excused")];
    let mut form = one.form_to(&path);
    form.set(&typed[0].0, typed[0].1);
    form.set(&format!("reason-{left}"), "A fever");
    let post = Request::post(&path, &form.fields()).session(&counselor.cookie);
    assert_ne!(served.send(&post).status, 303);
    assert_eq!(stands(&served, &counselor, 1), Some(Mark::NoShow));
}

#[test]
fn another_colleague_takes_nothing_back_and_a_roster_of_the_past_is_not_filled() {
    let (served, counselor, path) = evening();
    let page = served.get(&path, &counselor.cookie);
    let done = press(&served, &counselor, &page, &path, &[]);
    let to = done.status_is(303).header("location").to_owned();
    let shown = served.get(&to, &counselor.cookie);
    let undo = undo(&shown.status_is(200).body);
    let director = served.enter(Role::ClinicalDirector);
    served.post(&undo, &director.cookie, &[]).status_is(303);
    assert_eq!(stands(&served, &counselor, 2), Some(Mark::PRESENT));
    // A day later it is closed: neither is taken back silently, nor is who is left filled in.
    served
        .world
        .clock
        .set("2026-03-04T23:00:00Z".parse().unwrap());
    let counselor = served.enter(Role::Counselor);
    served.post(&undo, &counselor.cookie, &[]).status_is(409);
    assert_eq!(stands(&served, &counselor, 2), Some(Mark::PRESENT));
    let page = served.get(&path, &counselor.cookie);
    assert!(!page.status_is(200).body.contains("name=\"rest\""));
    let refused = press(&served, &counselor, &page, &path, &[]);
    assert_eq!(refused.status, 409, "{}", refused.body);
}

#[test]
fn who_has_not_arrived_is_not_marked_where_people_check_in_at_the_door() {
    let (served, counselor, path) = evening();
    let (clinic, site) = (&served.world.clinic, served.house().sites[0]);
    let before = served.get(&path, &counselor.cookie);
    let administrator = served.enter(Role::ProgramAdministrator).actor;
    let made = arrival::make_kiosk(clinic, &administrator, clinic.fresh_key(), site);
    let screen = made.unwrap();
    let own = served
        .world
        .enter(served.house(), someone(&served, 0))
        .actor;
    let code = arrival::own_code(clinic, &own).unwrap().unwrap().code;
    arrival::arrive(clinic, token(&screen), &code.text()).unwrap();
    let page = served.get(&path, &counselor.cookie);
    let body = &page.status_is(200).body;
    assert!(!body.contains("Mark the rest present"), "{body}");
    assert!(
        body.contains("2 people have not checked in at the door"),
        "{body}"
    );
    // Neither by a page from before there was a screen, nor by a form that nobody offered.
    for page in [&before, &page] {
        press(&served, &counselor, page, &path, &[]).status_is(303);
        assert_eq!(stands(&served, &counselor, 1), None);
        assert_eq!(stands(&served, &counselor, 2), None);
    }
    assert!(stands(&served, &counselor, 0).is_some_and(|mark| mark.there()));
}
