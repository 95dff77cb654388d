//! A vacation excuses its sessions, and shifts that rotate are one entry that is told before it is saved.

use crate::common::World;
use crate::engines::worlds;
use care::attendance::roster::Mark;
use care::planning::commitment::{
    CommitmentDraft, CommitmentKind, Rhythm, Template, away_all_week, busy_in_week,
};
use care::{PersonId, Role};
use clinic::Refusal;
use clinic::attendance::own_week::own_ahead;
use clinic::attendance::session::{Marking, OneMark, mark, roster};
use clinic::groups::group::join;
use clinic::planning::commitment;
use jiff::SignedDuration;
use jiff::civil::{Date, date};

/// Somebody who signs in here.
fn member(world: &World) -> PersonId {
    world.houses[0].patients[0]
}

/// They join the group that meets on Tuesdays and Thursdays from 5:30 to 8:30 pm.
fn joins(world: &World) -> PersonId {
    let house = &world.houses[0];
    let director = world.enter(house, house.who(Role::ClinicalDirector, 0));
    let (clinic, key) = (&world.clinic, world.clinic.fresh_key());
    let (group, first) = (house.groups[0], date(2026, 3, 2));
    join(
        clinic,
        &director.actor,
        key,
        group,
        member(world),
        first,
        None,
    )
    .unwrap();
    member(world)
}

/// What is said about them and one session of that group now.
fn said(world: &World, on: Date) -> Option<Mark> {
    let house = &world.houses[0];
    let director = world.enter(house, house.who(Role::ClinicalDirector, 0));
    let sheet = roster(&world.clinic, &director.actor, house.groups[0], on).unwrap();
    let mut lines = sheet.lines.iter();
    let line = lines.find(|line| line.person == member(world)).unwrap();
    line.stands().map(|entry| entry.mark.clone())
}

fn is_excused(world: &World, on: Date) -> bool {
    matches!(said(world, on), Some(Mark::Excused { reason }) if reason.open().as_str() == "Vacation")
}

#[test]
fn a_vacation_excuses_its_sessions_and_takes_the_excuse_along() {
    for world in worlds("vacation_follows") {
        let house = &world.houses[0];
        let (clinic, person) = (&world.clinic, joins(&world));
        let herself = world.enter(house, person).actor;
        let fresh = || clinic.fresh_key();
        let days =
            |first, last| CommitmentDraft::vacation(date(2026, 3, first), date(2026, 3, last));
        let ahead = |on: Date| {
            let ahead = own_ahead(clinic, &herself).unwrap().sessions;
            ahead.iter().any(|mine| mine.session.date == on)
        };
        let (tuesday, thursday) = (date(2026, 3, 10), date(2026, 3, 12));
        let after = date(2026, 3, 17);
        assert!(ahead(tuesday) && ahead(thursday) && ahead(after));

        // What it would touch is told before anything is saved, and nothing is said yet.
        let typed = days(9, 15).settle().unwrap();
        let (_, touched) = commitment::clashes(clinic, &herself, person, &typed).unwrap();
        let dates: Vec<Date> = touched.iter().map(|session| session.date).collect();
        assert_eq!(dates, [tuesday, thursday]);
        assert_eq!(said(&world, tuesday), None);

        let id = commitment::add(clinic, &herself, fresh(), person, &days(9, 15)).unwrap();
        assert!(is_excused(&world, tuesday) && is_excused(&world, thursday));
        assert_eq!(said(&world, after), None);
        assert!(!ahead(tuesday) && !ahead(thursday) && ahead(after));
        let life = commitment::life(clinic, &herself, person).unwrap();
        let kept = || life.commitments.iter().map(|(_, one)| one);
        assert!(away_all_week(kept(), tuesday));
        assert!(
            busy_in_week(kept(), tuesday).is_empty(),
            "it is excused, not taken"
        );

        // Shorter, it excuses less; moved on, it excuses what comes then.
        commitment::change(clinic, &herself, fresh(), person, id, &days(9, 11)).unwrap();
        assert!(is_excused(&world, tuesday));
        assert_eq!(said(&world, thursday), None);
        commitment::change(clinic, &herself, fresh(), person, id, &days(12, 18)).unwrap();
        assert_eq!(said(&world, tuesday), None);
        assert!(is_excused(&world, thursday) && is_excused(&world, after));

        commitment::remove(clinic, &herself, fresh(), person, id).unwrap();
        assert!(ahead(tuesday) && ahead(thursday) && ahead(after));
        assert_eq!(said(&world, thursday), None);
        commitment::restore(clinic, &herself, fresh(), person, id).unwrap();
        assert!(is_excused(&world, thursday) && is_excused(&world, after));

        // A day of another vacation stays excused when one of them is given up.
        commitment::add(clinic, &herself, fresh(), person, &days(17, 17)).unwrap();
        commitment::remove(clinic, &herself, fresh(), person, id).unwrap();
        assert_eq!(said(&world, thursday), None);
        assert!(is_excused(&world, after));
    }
}

#[test]
fn what_staff_said_about_a_session_stands_and_so_does_what_is_past() {
    for world in worlds("vacation_stands") {
        let house = &world.houses[0];
        let (clinic, person) = (&world.clinic, joins(&world));
        let tuesday = date(2026, 3, 10);
        let director = || {
            let director = house.who(Role::ClinicalDirector, 0);
            world.enter(house, director).actor
        };
        let excused = Mark::Excused {
            reason: care::Private::new(crate::common::house::line("Fever")),
        };
        let marking = Marking {
            group: house.groups[0],
            date: tuesday,
            marks: vec![OneMark {
                person,
                seen: None,
                mark: excused.clone(),
            }],
            because: None,
        };
        mark(clinic, &director(), clinic.fresh_key(), &marking).unwrap();
        let herself = world.enter(house, person).actor;
        let away = CommitmentDraft::vacation(date(2026, 3, 3), date(2026, 3, 13));
        let id = commitment::add(clinic, &herself, clinic.fresh_key(), person, &away).unwrap();
        assert_eq!(said(&world, tuesday), Some(excused.clone()));
        assert!(is_excused(&world, date(2026, 3, 3)));
        // On Wednesday the first session is past: giving up the rest of the vacation leaves it excused.
        world.wait(SignedDuration::from_hours(2 * 24));
        let herself = world.enter(house, person).actor;
        commitment::remove(clinic, &herself, clinic.fresh_key(), person, id).unwrap();
        assert!(is_excused(&world, date(2026, 3, 3)));
        assert_eq!(said(&world, date(2026, 3, 5)), None);
        assert_eq!(said(&world, tuesday), Some(excused));
    }
}

#[test]
fn alternating_shifts_are_one_entry_that_lies_on_the_sessions_of_its_own_weeks() {
    for world in worlds("vacation_shifts") {
        let house = &world.houses[0];
        let (clinic, person) = (&world.clinic, joins(&world));
        let herself = world.enter(house, person).actor;
        let weeks = Template::EarlyLate.weeks();
        let typed = CommitmentDraft::shifts(CommitmentKind::Work, weeks, date(2026, 3, 2));
        let settled = typed.clone().settle().unwrap();
        let (_, touched) = commitment::clashes(clinic, &herself, person, &settled).unwrap();
        // Late shifts, from 2 to 10 pm, are those of every other week; the early ones end before the group meets.
        let dates: Vec<Date> = touched.iter().map(|session| session.date).collect();
        assert_eq!(dates[..2], [date(2026, 3, 10), date(2026, 3, 12)]);
        assert!(dates.iter().all(|on| settled.on(*on)));
        assert!(!dates.contains(&date(2026, 3, 17)), "{dates:?}");
        assert!(dates.contains(&date(2026, 3, 24)), "{dates:?}");
        let key = clinic.fresh_key();
        commitment::add(clinic, &herself, key, person, &typed).unwrap();
        let life = commitment::life(clinic, &herself, person).unwrap();
        assert_eq!(life.commitments.len(), 1, "both weeks are one entry");
        assert_eq!(life.commitments[0].1, settled);
        let Rhythm::Shifts { weeks, .. } = &life.commitments[0].1.rhythm else {
            panic!("shifts")
        };
        assert_eq!(weeks.len(), 2);
        // Nobody is excused by work.
        assert_eq!(said(&world, date(2026, 3, 10)), None);
    }
}

#[test]
fn what_is_typed_is_told_to_whoever_may_change_the_life_and_to_nobody_else() {
    for world in worlds("vacation_told") {
        let house = &world.houses[0];
        let (clinic, person) = (&world.clinic, joins(&world));
        let typed = CommitmentDraft::vacation(date(2026, 3, 9), date(2026, 3, 15));
        let typed = typed.settle().unwrap();
        let herself = world.enter(house, person).actor;
        let told = commitment::looked_ahead(clinic, &herself, person, Some(&typed)).unwrap();
        assert_eq!(told.1.len(), 2);
        let nothing = commitment::looked_ahead(clinic, &herself, person, None).unwrap();
        assert!(nothing.1.is_empty());
        let week = commitment::sessions_in_week(clinic, &herself, person, date(2026, 3, 11));
        assert_eq!(week.unwrap(), told.1);
        let stranger = world.enter(house, house.who(Role::Auditor, 0)).actor;
        for typed in [Some(&typed), None] {
            let refused = commitment::looked_ahead(clinic, &stranger, person, typed);
            assert!(matches!(refused, Err(Refusal::NotFound)), "{refused:?}");
        }
        let refused = commitment::sessions_in_week(clinic, &stranger, person, date(2026, 3, 11));
        assert!(matches!(refused, Err(Refusal::NotFound)), "{refused:?}");
    }
}
