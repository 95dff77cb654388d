//! What people's lives hold: who may see and change it, what is kept, and what midnight does.

use crate::common::house::line;
use crate::common::key;
use crate::engines::worlds;
use care::groups::group::{Cause, SessionChange};
use care::planning::commitment::{
    CommitmentDraft, CommitmentKind, Firmness, Journey, Rhythm, Telehealth, Way,
};
use care::{Role, Track, Weekday};
use clinic::Refusal;
use clinic::groups::group::{ExceptionDraft, add_exception};
use clinic::planning::commitment;
use jiff::SignedDuration;
use jiff::civil::date;

fn shift() -> CommitmentDraft {
    CommitmentDraft {
        label: Some(line("Line cook")),
        ..CommitmentDraft::weekly(CommitmentKind::Work, date(2026, 3, 2), (9 * 60, 17 * 60))
    }
}

#[test]
fn a_person_and_their_team_keep_one_life_between_them() {
    for world in worlds("lives") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let herself = world.enter(house, person).actor;
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        let added = commitment::add(clinic, &herself, key(900), person, &shift()).unwrap();
        // The same form sent twice has one effect.
        let again = commitment::add(clinic, &herself, key(900), person, &shift()).unwrap();
        assert_eq!(added, again);

        let life = commitment::life(clinic, &counselor, person).unwrap();
        assert_eq!(life.commitments.len(), 1);
        assert_eq!(life.commitments[0].1.name(), "Line cook");
        assert!(life.may_edit && life.journey.is_none());

        let mut softer = shift();
        softer.firmness = Firmness::RatherNot;
        let id = life.commitments[0].0;
        commitment::change(clinic, &counselor, key(901), person, id, &softer).unwrap();
        let journey = Journey::new(Way::Bus, 45, Telehealth::Possible, Track::Women).unwrap();
        commitment::set_journey(clinic, &herself, key(902), person, &journey).unwrap();
        let life = commitment::life(clinic, &herself, person).unwrap();
        assert_eq!(life.commitments[0].1.firmness, Firmness::RatherNot);
        assert_eq!(life.journey, Some(journey));

        commitment::remove(clinic, &herself, key(903), person, id).unwrap();
        let twice = commitment::remove(clinic, &herself, key(904), person, id);
        assert!(matches!(twice, Err(Refusal::NotFound)));
        assert!(
            commitment::life(clinic, &herself, person)
                .unwrap()
                .commitments
                .is_empty()
        );
        commitment::restore(clinic, &herself, key(905), person, id).unwrap();
        assert_eq!(
            commitment::life(clinic, &herself, person)
                .unwrap()
                .commitments
                .len(),
            1
        );
    }
}

#[test]
fn who_may_not_change_a_life_learns_nothing() {
    for world in worlds("liveswho") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let mut n = 910;
        for (role, actor) in house.everyone() {
            let actor = world.enter(house, actor).actor;
            n += 1;
            let answer = commitment::add(clinic, &actor, key(n), person, &shift());
            let near = actor.sites().contains(&house.sites[0]);
            let may = match role {
                Role::ClinicalDirector => true,
                Role::IntakeCoordinator | Role::Counselor => near,
                Role::Patient => actor.person() == person,
                _ => false,
            };
            match answer {
                Ok(_) => assert!(may, "{role:?}"),
                Err(Refusal::NotFound) => assert!(!may, "{role:?}"),
                Err(other) => panic!("{role:?}: {other:?}"),
            }
        }
    }
}

#[test]
fn what_is_over_is_refused_and_what_is_under_way_is_taken() {
    for world in worlds("livesover") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let herself = world.enter(house, person).actor;
        let mut once = shift();
        let mut add = |on, until| {
            (once.from, once.rhythm) = (on, Rhythm::Once { on });
            (once.start_minute, once.end_minute) = (0, until);
            commitment::add(clinic, &herself, clinic.fresh_key(), person, &once)
        };
        let Err(Refusal::Fields(issues)) = add(date(2026, 2, 24), 60) else {
            panic!("a day of last week")
        };
        assert_eq!(issues[0].field, "from");
        assert!(issues[0].sentence.contains("is over"), "{issues:?}");
        // All of today, until midnight.
        add(date(2026, 3, 2), 24 * 60).unwrap();
        let mut ended = shift();
        ended.from = date(2026, 1, 5);
        ended.until = Some(date(2026, 2, 16));
        let key = clinic.fresh_key();
        let Err(Refusal::Fields(issues)) = commitment::add(clinic, &herself, key, person, &ended)
        else {
            panic!("its last Monday is past")
        };
        assert_eq!(issues[0].field, "until");
        let life = commitment::life(clinic, &herself, person).unwrap();
        assert_eq!(life.commitments.len(), 1);
        let id = life.commitments[0].0;
        let key = clinic.fresh_key();
        let changed = commitment::change(clinic, &herself, key, person, id, &ended);
        assert!(matches!(changed, Err(Refusal::Fields(_))), "{changed:?}");
    }
}

#[test]
fn a_night_shift_is_one_commitment_and_what_it_lies_on_is_told_before() {
    for world in worlds("livesnight") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let herself = world.enter(house, person).actor;
        let mut night = shift();
        night.rhythm = Rhythm::Weekly {
            days: vec![Weekday::Sun],
        };
        (night.start_minute, night.end_minute) = (23 * 60, 7 * 60);
        let id = commitment::add(clinic, &herself, key(931), person, &night).unwrap();
        let life = commitment::life(clinic, &herself, person).unwrap();
        let [(kept, one)] = &life.commitments[..] else {
            panic!("a night is one")
        };
        assert_eq!((*kept, one.end_minute), (id, 31 * 60));
        assert_eq!(one.days(), [Weekday::Sun]);
        // One within a day may run past midnight later, and stays one; so does a shift of a whole day.
        for (start, end, lasts) in [(20 * 60, 2 * 60, 6 * 60), (420, 420, 1440)] {
            (night.start_minute, night.end_minute) = (start, end);
            let again = clinic.fresh_key();
            commitment::change(clinic, &herself, again, person, id, &night).unwrap();
            let life = commitment::life(clinic, &herself, person).unwrap();
            assert_eq!(life.commitments.len(), 1);
            let one = &life.commitments[0].1;
            assert_eq!(one.end_minute - one.start_minute, lasts);
        }
        let settled = night.settle().unwrap();
        let (_, none) = commitment::clashes(clinic, &herself, person, &settled).unwrap();
        assert!(none.is_empty(), "nothing is attended yet: {none:?}");
        let stranger = world.enter(house, house.who(Role::Auditor, 0)).actor;
        let refused = commitment::clashes(clinic, &stranger, person, &settled);
        assert!(matches!(refused, Err(Refusal::NotFound)), "{refused:?}");
    }
}

#[test]
fn nobody_keeps_endlessly_many_and_what_is_over_is_not_shown() {
    for world in worlds("livesmany") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let herself = world.enter(house, person).actor;
        let mut over = shift();
        over.from = date(2026, 1, 5);
        over.until = Some(date(2026, 1, 30));
        let refused = commitment::add(clinic, &herself, clinic.fresh_key(), person, &over);
        assert!(matches!(refused, Err(Refusal::Fields(_))), "{refused:?}");
        let mut ends = shift();
        ends.until = Some(date(2026, 3, 6));
        commitment::add(clinic, &herself, clinic.fresh_key(), person, &ends).unwrap();
        let shown = || {
            let life = commitment::life(clinic, &herself, person).unwrap();
            life.commitments.len()
        };
        assert_eq!(shown(), 1);
        world.wait(SignedDuration::from_hours(24 * 7));
        assert_eq!(shown(), 0, "what is over is not shown");
        for _ in 1..care::planning::commitment::PER_PERSON_MAX {
            commitment::add(clinic, &herself, clinic.fresh_key(), person, &shift()).unwrap();
        }
        let more = commitment::add(clinic, &herself, clinic.fresh_key(), person, &shift());
        assert!(matches!(more, Err(Refusal::Conflict(_))), "{more:?}");
    }
}

#[test]
fn a_session_that_is_cancelled_is_in_nobodys_way() {
    for world in worlds("livesclash") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[2];
        let director = world
            .enter(house, house.who(Role::ClinicalDirector, 0))
            .actor;
        let evenings =
            CommitmentDraft::weekly(CommitmentKind::Work, date(2026, 3, 2), (18 * 60, 22 * 60));
        let settled = CommitmentDraft {
            rhythm: Rhythm::Weekly {
                days: vec![Weekday::Tue],
            },
            ..evenings
        }
        .settle()
        .unwrap();
        let dates = || {
            let (_, told) = commitment::clashes(clinic, &director, person, &settled).unwrap();
            told.into_iter().map(|clash| clash.date).collect::<Vec<_>>()
        };
        let cancelled = date(2026, 3, 10);
        let mut all = dates();
        assert!(all.contains(&cancelled), "{all:?}");
        let draft = ExceptionDraft {
            date: cancelled,
            cause: Cause::Weather,
            change: SessionChange::Cancelled,
        };
        let key = clinic.fresh_key();
        add_exception(clinic, &director, key, house.groups[0], &draft).unwrap();
        all.retain(|date| *date != cancelled);
        assert_eq!(dates(), all);
    }
}
