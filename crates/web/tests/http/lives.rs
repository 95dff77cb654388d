//! What a life holds, typed on a phone: shifts that rotate, vacations, single dates, and the coming weeks as they are.

use crate::client::Reply;
use crate::common::Seat;
use crate::served::Served;
use care::planning::commitment::{Commitment, CommitmentKind, Rhythm};
use care::{PersonId, Role};
use clinic::groups::group::join;
use clinic::planning::commitment;
use jiff::civil::{Date, date};

/// Somebody who signs in here.
fn member(served: &Served) -> PersonId {
    served.house().patients[0]
}

/// A house in which she is in the group that meets on Tuesdays and Thursdays from 5:30 to 8:30 pm.
fn house() -> Served {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector).actor;
    let (clinic, group) = (&served.world.clinic, served.house().groups[0]);
    let (key, first) = (clinic.fresh_key(), date(2026, 3, 2));
    join(clinic, &director, key, group, member(&served), first, None).unwrap();
    served
}

fn herself(served: &Served) -> Seat {
    served.world.enter(served.house(), member(served))
}

/// What the record holds of her life.
fn kept(served: &Served) -> Vec<Commitment> {
    let herself = herself(served);
    let life = commitment::life(&served.world.clinic, &herself.actor, member(served)).unwrap();
    life.commitments.into_iter().map(|(_, one)| one).collect()
}

/// What the hidden field carries that says what was shown.
fn shown(reply: &Reply) -> String {
    let (_, field) = reply
        .body
        .split_once("name=\"shown\" value=\"")
        .unwrap_or_else(|| panic!("nothing is shown: {}", reply.body));
    field.split('"').next().unwrap().to_owned()
}

const SHIFTS: [(&str, &str); 9] = [
    ("form", "shifts"),
    ("kind", "work"),
    ("label", "Plant"),
    ("firmness", "fixed"),
    ("weeks", "2"),
    ("turn_days.1a", "mon"),
    ("turn_start.1a", "6:00"),
    ("turn_end.1a", "14:00"),
    ("from", "Mar 2, 2026"),
];

/// The second week: late on Tuesday, and a night on Friday.
const SECOND: [(&str, &str); 6] = [
    ("turn_days.2a", "tue"),
    ("turn_start.2a", "2 pm"),
    ("turn_end.2a", "10 pm"),
    ("turn_days.2b", "fri"),
    ("turn_start.2b", "22:00"),
    ("turn_end.2b", "6:00"),
];

#[test]
fn shifts_of_two_weeks_are_one_entry_shown_as_dates_before_they_are_saved() {
    let served = house();
    let cookie = herself(&served).cookie;
    let send = |more: &[(&str, &str)]| {
        let fields = [&SHIFTS[..], &SECOND[..], more].concat();
        served.post("/me/life/shifts", &cookie, &fields)
    };
    let first = send(&[("anchor", "Mar 4, 2026")]);
    first.status_is(200);
    for told in [
        "Mon, Mar 2, 6:00 am to 2:00 pm",
        "Tue, Mar 10, 2:00 pm to 10:00 pm",
        "Fri, Mar 13, 10:00 pm to 6:00 am the next day",
        "Tue, Mar 10, 5:30 pm: ",
    ] {
        assert!(first.body.contains(told), "{told}: {}", first.body);
    }
    // What was typed still stands there, in both weeks.
    for typed in ["value=\"6:00\"", "value=\"2 pm\"", "value=\"Mar 4, 2026\""] {
        assert!(first.body.contains(typed), "{typed}");
    }
    assert!(kept(&served).is_empty(), "it was asked and not saved");
    let shown = shown(&first);
    send(&[("anchor", "Mar 4, 2026"), ("shown", &shown)]).status_is(303);
    let [one] = &kept(&served)[..] else {
        panic!("both weeks are one entry")
    };
    let Rhythm::Shifts { weeks, anchor } = &one.rhythm else {
        panic!("{one:?}")
    };
    assert_eq!((*anchor, weeks.len()), (date(2026, 3, 2), 2));
    assert_eq!(weeks[1][1].end_minute, 30 * 60, "a night ends the next day");
}

#[test]
fn a_shift_form_says_what_is_wrong_beside_its_week_and_keeps_what_was_typed() {
    let served = house();
    let cookie = herself(&served).cookie;
    let wrong = [
        ("turn_days.2a", ""),
        ("turn_start.2a", "2 pm"),
        ("turn_days.2b", "fri"),
        ("turn_start.2b", "25:00"),
        ("turn_end.2b", "6:00"),
    ];
    let fields = [&SHIFTS[..], &wrong[..]].concat();
    let reply = served.post("/me/life/shifts", &cookie, &fields);
    reply.status_is(422);
    for said in ["Choose the days with these times", "is not a time of day"] {
        assert!(reply.body.contains(said), "{said}: {}", reply.body);
    }
    assert!(reply.body.contains("value=\"25:00\"") && reply.body.contains("value=\"Plant\""));
    let reply = served.post(
        "/me/life/shifts",
        &cookie,
        &[&SHIFTS[..4], &[("weeks", "9"), ("from", "Mar 2, 2026")]].concat(),
    );
    reply.status_is(422);
    assert!(
        reply.body.contains("after how many weeks"),
        "{}",
        reply.body
    );
    // A term that was begun from the template needs its end.
    let term = [("ends", "yes"), ("anchor", "")];
    let reply = served.post("/me/life/shifts", &cookie, &[&SHIFTS[..], &term].concat());
    reply.status_is(422);
    assert!(
        reply.body.contains("the last day of the term"),
        "{}",
        reply.body
    );
    assert!(
        reply.body.contains("name=\"ends\""),
        "it is still asked for"
    );
    assert!(kept(&served).is_empty());
}

#[test]
fn a_template_fills_the_form_in() {
    let served = house();
    let staff = served.enter(Role::ClinicalDirector).cookie;
    let own = herself(&served).cookie;
    let person = member(&served);
    let pages = [
        (format!("/staff/people/{person}/life/shifts"), staff),
        ("/me/life/shifts".to_owned(), own),
    ];
    for (path, cookie) in pages {
        let page = served.get(&format!("{path}?template=two_two_three"), &cookie);
        page.status_is(200);
        for filled in ["value=\"7:00 am\"", "value=\"7:00 pm\""] {
            assert!(page.body.contains(filled), "{path}: {filled}");
        }
        let term = served.get(&format!("{path}?template=term"), &cookie);
        assert!(term.body.contains("name=\"ends\" value=\"yes\""), "{path}");
        let plain = served.get(&path, &cookie);
        assert!(!plain.body.contains("value=\"7:00 am\""), "{path}");
    }
}

#[test]
fn a_vacation_names_the_sessions_it_excuses_and_is_saved_with_the_second_tap() {
    let served = house();
    let cookie = herself(&served).cookie;
    let days = [
        ("form", "vacation"),
        ("from", "Mar 9, 2026"),
        ("until", "3/15/2026"),
    ];
    // What the script asks for while it is typed is what the form sends along.
    let live = served.post("/me/life/look", &cookie, &days);
    live.status_is(200);
    assert!(live.body.contains("will be excused"), "{}", live.body);
    for session in ["Tue, Mar 10, 5:30 pm: ", "Thu, Mar 12, 5:30 pm: "] {
        assert!(live.body.contains(session), "{}", live.body);
    }
    assert!(kept(&served).is_empty(), "nothing is saved by it");
    // Without having seen them, it is asked first.
    let unseen = served.post("/me/life/vacation", &cookie, &days);
    unseen.status_is(200);
    assert!(unseen.body.contains("Is this right?"), "{}", unseen.body);
    let shown = shown(&live);
    let fields = [&days[..], &[("shown", shown.as_str())]].concat();
    served
        .post("/me/life/vacation", &cookie, &fields)
        .status_is(303);
    let [one] = &kept(&served)[..] else {
        panic!("one vacation")
    };
    assert_eq!(one.kind, CommitmentKind::Vacation);
    assert_eq!(
        (one.from, one.until),
        (date(2026, 3, 9), Some(date(2026, 3, 15)))
    );
    // One that ends before it begins is refused, with both days as they were typed.
    let back = [("from", "Mar 9, 2026"), ("until", "3/8/2026")];
    let reply = served.post("/me/life/vacation", &cookie, &back);
    reply.status_is(422);
    assert!(reply.body.contains("value=\"3/8/2026\""), "{}", reply.body);
}

/// The list of one day on the page of a life.
fn day(page: &Reply, on: Date) -> String {
    let (_, list) = page
        .body
        .split_once(&format!("data-date=\"{on}\""))
        .unwrap_or_else(|| panic!("no {on}: {}", page.body));
    list.split("data-date").next().unwrap().to_owned()
}

#[test]
fn the_coming_weeks_are_shown_as_they_are_one_at_a_time() {
    let served = house();
    let cookie = herself(&served).cookie;
    let fields = [&SHIFTS[..], &SECOND[..]].concat();
    let shown = shown(&served.post("/me/life/shifts", &cookie, &fields));
    let fields = [&fields[..], &[("shown", shown.as_str())]].concat();
    served
        .post("/me/life/shifts", &cookie, &fields)
        .status_is(303);
    let week = |on: &str| served.get(&format!("/me/life?week={on}"), &cookie);
    let this = week("2026-03-02");
    assert!(day(&this, date(2026, 3, 2)).contains("6:00 am to 2:00 pm"));
    let tuesday = day(&this, date(2026, 3, 3));
    assert!(
        tuesday.contains("5:30 pm to 8:30 pm") && !tuesday.contains("Plant"),
        "{tuesday}"
    );
    assert!(
        !this.body.contains("rel=\"prev\""),
        "what is over is not looked at"
    );
    assert!(this.body.contains("/me/life?week=2026-03-09"));
    let next = week("2026-03-09");
    let tuesday = day(&next, date(2026, 3, 10));
    assert!(
        tuesday.contains("Plant") && tuesday.contains("5:30 pm to 8:30 pm"),
        "{tuesday}"
    );
    assert!(day(&next, date(2026, 3, 13)).contains("10:00 pm to 6:00 am the next day"));
    assert!(day(&next, date(2026, 3, 14)).contains("until 6:00 am"));
    assert!(day(&next, date(2026, 3, 15)).contains("Nothing planned"));
    assert!(next.body.contains("rel=\"prev\""));
    // A week of the past, and nonsense, lead to this one.
    for other in ["2026-02-02", "then"] {
        assert!(
            week(other).body.contains("data-date=\"2026-03-02\""),
            "{other}"
        );
    }
}

#[test]
fn what_the_assessment_heard_is_told_to_the_person_in_their_words() {
    let served = house();
    let (clinic, person) = (&served.world.clinic, member(&served));
    let director = served.enter(Role::ClinicalDirector);
    let path = format!("/staff/people/{person}/assessment/week");
    let said = [("source", "person"), ("a.week.hard", "Work until five")];
    served.post(&path, &director.cookie, &said).status_is(303);
    let life = commitment::life(clinic, &director.actor, person).unwrap();
    let label = life.told[0].label;
    let own = served.get("/me/life", &herself(&served).cookie);
    assert!(own.body.contains("What cannot move"), "{}", own.body);
    assert!(!own.body.contains(label), "{label}");
    let staff = served.get(&format!("/staff/people/{person}/life"), &director.cookie);
    assert!(staff.body.contains(label), "{label}");
}
