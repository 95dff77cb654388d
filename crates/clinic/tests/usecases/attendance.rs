//! Rosters: marked, closed, corrected, and what two missed sessions in a row lead to.

use crate::common::World;
use crate::common::house::line;
use crate::engines::worlds;
use care::attendance::roster::{Mark, Phase};
use care::followup::signal::SignalKind;
use care::{GroupId, PersonId, Private, Role};
use clinic::Refusal;
use clinic::access::journal;
use clinic::attendance::session::{
    Marking, OneMark, RosterSheet, close, day, mark, mark_all, roster, take_back,
};
use clinic::followup::signal;
use clinic::followup::signal::Which;
use clinic::groups::group::{join, leave};
use jiff::civil::{Date, date};
use policy::Actor;

/// The first session of the first site's group: Tuesday, 5:30 to 8:30 pm.
pub const TUESDAY: Date = date(2026, 3, 3);
pub const THURSDAY: Date = date(2026, 3, 5);

pub fn enter(world: &World, role: Role, at: usize) -> Actor {
    let house = &world.houses[0];
    world.enter(house, house.who(role, at)).actor
}

pub fn group(world: &World) -> GroupId {
    world.houses[0].groups[0]
}

pub fn person(world: &World, place: usize) -> PersonId {
    world.houses[0].patients[place]
}

/// Sets the clock to an instant of UTC.
pub fn at(world: &World, text: &str) {
    world.clock.set(text.parse().unwrap());
}

/// The first two people join the group that the third is in.
pub fn fill(world: &World) {
    let director = enter(world, Role::ClinicalDirector, 0);
    for place in [0, 1] {
        let (group, person) = (group(world), person(world, place));
        let (key, first) = (world.clinic.fresh_key(), date(2026, 3, 2));
        join(&world.clinic, &director, key, group, person, first, None).unwrap();
    }
}

pub fn say(
    world: &World,
    actor: &Actor,
    on: Date,
    marks: &[(usize, Option<u32>, Mark)],
    because: Option<&str>,
) -> Result<usize, Refusal> {
    let marks = marks.iter().map(|(place, seen, mark)| OneMark {
        person: person(world, *place),
        seen: *seen,
        mark: mark.clone(),
    });
    let marking = Marking {
        group: group(world),
        date: on,
        marks: marks.collect(),
        because: because.map(line),
    };
    mark(&world.clinic, actor, world.clinic.fresh_key(), &marking)
}

fn late(late_minutes: u16) -> Mark {
    Mark::There {
        late_minutes,
        early_minutes: 0,
    }
}

fn excused(reason: &str) -> Mark {
    Mark::Excused {
        reason: Private::new(line(reason)),
    }
}

fn sheet(world: &World, actor: &Actor, on: Date) -> RosterSheet {
    roster(&world.clinic, actor, group(world), on).unwrap()
}

fn minutes(world: &World, sheet: &RosterSheet, place: usize) -> Option<u16> {
    let person = person(world, place);
    let line = sheet.lines.iter().find(|line| line.person == person);
    line.unwrap().minutes
}

/// The field and the sentence a use case refused with.
fn refused<T>(result: Result<T, Refusal>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(Refusal::Fields(issues)) => format!("{}: {}", issues[0].field, issues[0].sentence),
        Err(refusal) => refusal.to_string(),
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one course of events, told in order")]
fn a_roster_is_marked_closed_and_corrected_with_a_reason() {
    for world in worlds("attendance") {
        fill(&world);
        let counselor = enter(&world, Role::Counselor, 0);
        // On Monday only who will be excused can be said.
        let early = say(
            &world,
            &counselor,
            TUESDAY,
            &[(0, None, Mark::PRESENT)],
            None,
        );
        assert!(refused(early).starts_with("mark: This session has not begun"));
        say(
            &world,
            &counselor,
            TUESDAY,
            &[(1, None, excused("Court at six"))],
            None,
        )
        .unwrap();

        // Tuesday, a quarter to nine in the evening.
        at(&world, "2026-03-04T01:45:00Z");
        let counselor = enter(&world, Role::Counselor, 0);
        let unfinished = close(
            &world.clinic,
            &counselor,
            world.clinic.fresh_key(),
            group(&world),
            TUESDAY,
        );
        assert!(refused(unfinished).starts_with("2 people are not marked yet"));
        let marks = [
            (0, None, late(10)),
            (1, Some(0), excused("Court at six")),
            (2, None, Mark::NoShow),
        ];
        assert_eq!(say(&world, &counselor, TUESDAY, &marks, None).unwrap(), 2);
        let shown = sheet(&world, &counselor, TUESDAY);
        assert_eq!(minutes(&world, &shown, 0), Some(170));
        assert_eq!(minutes(&world, &shown, 1), Some(0));
        close(
            &world.clinic,
            &counselor,
            world.clinic.fresh_key(),
            group(&world),
            TUESDAY,
        )
        .unwrap();

        let silent = say(&world, &counselor, TUESDAY, &[(2, Some(0), late(30))], None);
        assert!(refused(silent).starts_with("because: This session is closed"));
        let stale = say(
            &world,
            &counselor,
            TUESDAY,
            &[(2, None, late(30))],
            Some("Came in late"),
        );
        assert!(matches!(stale, Err(Refusal::Changed)));
        let why = Some("Was in the kitchen when the roster was taken");
        say(&world, &counselor, TUESDAY, &[(2, Some(0), late(30))], why).unwrap();
        let shown = sheet(&world, &counselor, TUESDAY);
        assert_eq!(shown.phase, Phase::Closed);
        assert_eq!(minutes(&world, &shown, 2), Some(150));
        let line = shown
            .lines
            .iter()
            .find(|line| line.person == person(&world, 2))
            .unwrap();
        // The original stays readable, and why it was corrected.
        assert_eq!(line.said[0].0.mark, Mark::NoShow);
        assert_eq!(
            line.said[1]
                .0
                .because
                .as_ref()
                .map(|because| because.open().as_str()),
            why
        );
    }
}

#[test]
fn joining_and_leaving_later_changes_no_past_roster() {
    for world in worlds("past_rosters") {
        fill(&world);
        at(&world, "2026-03-04T15:00:00Z");
        let director = enter(&world, Role::ClinicalDirector, 0);
        let before: Vec<PersonId> = people(&sheet(&world, &director, TUESDAY));
        let key = world.clinic.fresh_key();
        leave(
            &world.clinic,
            &director,
            key,
            world.houses[0].membership,
            date(2026, 3, 4),
        )
        .unwrap();
        assert_eq!(people(&sheet(&world, &director, TUESDAY)), before);
        assert_eq!(
            people(&sheet(&world, &director, THURSDAY)).len(),
            before.len() - 1
        );
        // Somebody who is on no roster cannot be marked on it.
        at(&world, "2026-03-06T01:45:00Z");
        let counselor = enter(&world, Role::Counselor, 0);
        let gone = say(
            &world,
            &counselor,
            THURSDAY,
            &[(2, None, Mark::PRESENT)],
            None,
        );
        assert!(matches!(gone, Err(Refusal::NotFound)));
    }
}

fn people(sheet: &RosterSheet) -> Vec<PersonId> {
    sheet.lines.iter().map(|line| line.person).collect()
}

#[test]
fn what_one_press_marked_counts_until_that_press_is_taken_back() {
    for world in worlds("all_present") {
        fill(&world);
        at(&world, "2026-03-03T23:00:00Z");
        let counselor = enter(&world, Role::Counselor, 0);
        let (clinic, of) = (&world.clinic, (group(&world), TUESDAY));
        let marking = Marking {
            group: of.0,
            date: of.1,
            marks: Vec::new(),
            because: None,
        };
        let shown = people(&sheet(&world, &counselor, TUESDAY));
        let key = clinic.fresh_key();
        let done = mark_all(clinic, &counselor, key, &marking, &shown[..2]).unwrap();
        assert_eq!(done.marked, 2, "whoever was not on the page is left");
        let marked = || {
            let days = day(clinic, &counselor, Some(TUESDAY)).unwrap();
            days[0].sessions[0].marked
        };
        assert_eq!(marked(), 2);
        let back = |at_micros| {
            let key = clinic.fresh_key();
            take_back(clinic, &counselor, key, of, at_micros).unwrap()
        };
        assert_eq!(
            (back(done.at_micros - 1), marked()),
            (0, 2),
            "no such press"
        );
        assert_eq!((back(done.at_micros), marked()), (2, 0));
        assert_eq!(back(done.at_micros), 0, "it is taken back already");
        // Nothing holds of them, so the roster cannot be closed yet.
        let early = close(clinic, &counselor, clinic.fresh_key(), of.0, of.1);
        assert!(refused(early).starts_with("3 people are not marked yet"));
    }
}

#[test]
fn two_sessions_missed_in_a_row_raise_a_signal() {
    for world in worlds("missed") {
        fill(&world);
        at(&world, "2026-03-04T01:45:00Z");
        let counselor = enter(&world, Role::Counselor, 0);
        let missed = [
            (0, None, Mark::NoShow),
            (1, None, Mark::NoShow),
            (2, None, Mark::PRESENT),
        ];
        say(&world, &counselor, TUESDAY, &missed, None).unwrap();
        let open = |actor: &Actor| signal::list(&world.clinic, actor, Which::Open).unwrap();
        assert!(open(&counselor).is_empty());
        at(&world, "2026-03-06T01:45:00Z");
        let counselor = enter(&world, Role::Counselor, 0);
        let again = [
            (0, None, Mark::NoShow),
            (1, None, excused("A fever")),
            (2, None, Mark::NoShow),
        ];
        say(&world, &counselor, THURSDAY, &again, None).unwrap();
        let open = open(&counselor);
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].signal.kind, SignalKind::Missed);
        assert_eq!(open[0].signal.person, person(&world, 0));
    }
}

#[test]
fn who_does_not_work_there_sees_no_roster_and_takes_no_attendance() {
    let world = World::embedded();
    fill(&world);
    at(&world, "2026-03-04T01:45:00Z");
    let elsewhere = enter(&world, Role::Counselor, 1);
    let seen = roster(&world.clinic, &elsewhere, group(&world), TUESDAY);
    assert!(matches!(seen, Err(Refusal::NotFound)));
    let marked = say(
        &world,
        &elsewhere,
        TUESDAY,
        &[(0, None, Mark::PRESENT)],
        None,
    );
    assert!(matches!(marked, Err(Refusal::NotFound)));
    let intake = enter(&world, Role::IntakeCoordinator, 0);
    assert!(!sheet(&world, &intake, TUESDAY).may_mark);
    let marked = say(&world, &intake, TUESDAY, &[(0, None, Mark::PRESENT)], None);
    assert!(matches!(marked, Err(Refusal::Denied)));
    let nowhere = roster(&world.clinic, &intake, group(&world), date(2026, 3, 4));
    assert!(matches!(nowhere, Err(Refusal::NotFound)));
    // A director sees both sites' sessions, a counselor those of one.
    let director = enter(&world, Role::ClinicalDirector, 0);
    let days = |actor: &Actor| day(&world.clinic, actor, Some(TUESDAY)).unwrap();
    assert_eq!(days(&director).len(), 2);
    assert_eq!(days(&elsewhere).len(), 1);
    assert_eq!(days(&intake)[0].sessions[0].expected, 3);
}

#[test]
fn every_look_at_a_roster_and_every_mark_is_in_the_journal() {
    let world = World::embedded();
    fill(&world);
    at(&world, "2026-03-04T01:45:00Z");
    let counselor = enter(&world, Role::Counselor, 0);
    sheet(&world, &counselor, TUESDAY);
    say(&world, &counselor, TUESDAY, &[(0, None, late(5))], None).unwrap();
    let auditor = enter(&world, Role::Auditor, 0);
    let page = journal::page(&world.clinic, &auditor, None, None).unwrap();
    let actions: Vec<String> = page.iter().map(|line| line.entry.action.clone()).collect();
    for action in ["roster.viewed", "attendance.marked", "roster.saved"] {
        assert!(
            actions.iter().any(|found| found == action),
            "{action} in {actions:?}"
        );
    }
}
