//! What a move would break, as the form of the move says it before anything moves: to whom it is told, to whom only in
//! numbers, and that it is not passed by unread.

use crate::client::{Reply, Request};
use crate::served::Served;
use care::planning::commitment::{CommitmentDraft, CommitmentKind, Firmness};
use care::{GroupId, Role};
use clinic::planning::commitment;
use jiff::civil::{Date, date};

/// A Wednesday. The group meets the day before, in the evening.
const WEDNESDAY: Date = date(2026, 3, 11);
const COURT: &str = "Court or supervision, 10:00 am to 11:00 am";

/// A house in which one member of the first group has to be in court on Wednesday mornings.
fn served(firmness: Firmness) -> Served {
    let served = Served::start();
    let clinic = &served.world.clinic;
    let director = served.enter(Role::ClinicalDirector).actor;
    let member = served.house().patients[2];
    let court = CommitmentDraft {
        firmness,
        ..CommitmentDraft::weekly(CommitmentKind::Court, date(2026, 3, 4), (600, 660))
    };
    let key = clinic.fresh_key();
    commitment::add(clinic, &director, key, member, &court).unwrap();
    served
}

fn address(group: GroupId, start: &str) -> String {
    format!("/staff/week/move?group={group}&date=2026-03-10&to={WEDNESDAY}&start={start}")
}

fn breaks(reply: &Reply) -> &str {
    let (_, part) = reply.body.split_once("id=\"breaks\"").unwrap();
    part.split_once("</section>").unwrap().0
}

#[test]
fn who_could_not_come_and_why_is_said_before_anything_moves() {
    let served = served(Firmness::Fixed);
    let group = served.house().groups[0];
    let director = served.enter(Role::ClinicalDirector).cookie;
    let page = served.get(&address(group, "9:30"), &director);
    let part = breaks(page.status_is(200));
    assert!(part.contains("data-breaks=\"1\""), "{part}");
    assert!(part.contains("Person02") && part.contains(COURT), "{part}");
    assert!(part.contains("cannot move"), "{part}");
    // In the afternoon nothing is in the way.
    let page = served.get(&address(group, "13:00"), &director);
    let part = breaks(page.status_is(200));
    assert!(
        part.contains("data-breaks=\"0\"") && !part.contains("Person02"),
        "{part}"
    );
    // Nothing has moved, and that a life was looked at is in the journal.
    let week = format!(
        "/staff/week?site={}&from=2026-03-09&view=groups",
        served.house().sites[0]
    );
    let board = served.get(&week, &director);
    assert!(!board.body.contains("Moved from"), "{}", board.body);
    assert!(served.journal().iter().any(|said| said == "patient.listed"));
}

#[test]
fn whoever_does_not_see_lives_is_told_a_number_and_strangers_nothing() {
    let served = served(Firmness::Fixed);
    let group = served.house().groups[0];
    let administrator = served.enter(Role::ProgramAdministrator).cookie;
    let page = served.get(&address(group, "9:30"), &administrator);
    let part = breaks(page.status_is(200));
    assert!(part.contains("1 more person"), "{part}");
    assert!(
        !page.body.contains("Person02") && !page.body.contains("Court"),
        "{part}"
    );
    let counselor = served.enter(Role::Counselor).cookie;
    served
        .get(&address(group, "9:30"), &counselor)
        .status_is(403);
    let other = &served.world.houses[1];
    let stranger = other.who(Role::ClinicalDirector, 0);
    let stranger = served.world.enter(other, stranger).cookie;
    served
        .get(&address(group, "9:30"), &stranger)
        .status_is(404);
}

#[test]
fn what_would_break_is_read_before_it_is_done_and_nothing_is_overwritten() {
    let served = served(Firmness::RatherNot);
    let group = served.house().groups[0];
    let director = served.enter(Role::ClinicalDirector).cookie;
    let path = "/staff/week/move";
    let send = |form: &crate::page::Form| {
        served.send(&Request::post(path, &form.fields()).session(&director))
    };
    // Two windows are opened on an afternoon in which nothing breaks.
    let opened = served.get(&address(group, "13:00"), &director);
    let (mut one, mut two) = (opened.form_to(path), opened.form_to(path));
    // In one of them another time is typed.
    let refused = send(one.set("start", "9:30"));
    refused.status_is(422);
    assert!(breaks(&refused).contains(COURT), "{}", refused.body);
    assert!(refused.body.contains("Read what this would break"));
    let read = refused.form_to(path);
    assert_eq!(read.value("start"), "9:30", "what was typed stays");
    send(&read).status_is(303);
    // The other was made from what is not so any more.
    send(two.set("start", "14:00")).status_is(409);
    let week = format!(
        "/staff/week?site={}&from=2026-03-09&view=groups",
        served.house().sites[0]
    );
    let board = served.get(&week, &director);
    assert!(board.body.contains("9:30 am"), "{}", board.body);
}

#[test]
fn a_session_opened_on_the_picture_says_who_comes_to_whoever_may_know() {
    let served = served(Firmness::Fixed);
    let house = served.house();
    let (site, group) = (house.sites[0], house.groups[0]);
    let week = format!("/staff/week?site={site}&from=2026-03-09&view=rooms");
    let open = format!("{week}&open={group}.2026-03-10");
    let director = served.enter(Role::ClinicalDirector).cookie;
    let page = served.get(&open, &director);
    let (_, panel) = page
        .status_is(200)
        .body
        .split_once("id=\"axis-panel\"")
        .unwrap();
    assert!(
        panel.contains("Person02") && panel.contains("1 person comes"),
        "{panel}"
    );
    // Wednesday's hour in court lies behind that day.
    assert!(page.body.contains("axis-life"), "{}", page.body);
    let administrator = served.enter(Role::ProgramAdministrator).cookie;
    let page = served.get(&open, &administrator);
    assert!(
        !page.status_is(200).body.contains("Person02"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("axis-life"), "{}", page.body);
    // A session of another week is not there.
    let other = served.get(&format!("{week}&open={group}.2026-05-05"), &director);
    assert!(other.status_is(200).body.contains("Point at a session"));
}

#[test]
fn what_is_printed_for_a_wall_says_nothing_of_the_clinic_the_groups_or_anybody() {
    let served = served(Firmness::Fixed);
    let house = served.house();
    let director = served.enter(Role::ClinicalDirector).cookie;
    for view in ["rooms", "leaders"] {
        let site = house.sites[0];
        let path = format!("/staff/week?site={site}&from=2026-03-09&view={view}&print=discreet");
        let page = served.get(&path, &director);
        let (_, sheet) = page.status_is(200).body.split_once("plain-sheet").unwrap();
        let sheet = sheet.split_once("</main>").unwrap().0;
        assert!(
            sheet.contains("Session") && sheet.contains("5:30 pm"),
            "{sheet}"
        );
        for word in ["Evening process", "seats", "Person02", "Counselor"] {
            assert!(!sheet.contains(word), "{view}: {word} in {sheet}");
        }
        assert!(page.body.contains("<title>Week</title>"), "{}", page.body);
    }
}
