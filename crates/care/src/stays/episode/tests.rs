//! What must hold of every episode, however it is moved through.

use super::*;
use crate::stays::bed::is_free;
use crate::stays::stay::StayPlace;
use crate::{BedId, LevelOfCare, ProgramId, ReferralId, SiteId, StayId};
use jiff::ToSpan as _;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(number))
}

fn stay(number: u128, level: LevelOfCare, place: StayPlace, from: Date) -> Stay {
    Stay {
        id: id::<StayId>(number),
        level,
        site: id::<SiteId>(1),
        place,
        counselor: None,
        from,
        planned: None,
        ended: None,
    }
}

fn here(program: u128, bed: Option<u128>) -> StayPlace {
    StayPlace::Here {
        program: id::<ProgramId>(program),
        bed: bed.map(id::<BedId>),
    }
}

fn closing(on: Date, reason: DischargeReason) -> Closing {
    Closing {
        on,
        reason,
        words: None,
    }
}

#[test]
fn a_step_is_a_new_stay_and_a_closed_episode_stays_closed() {
    let start = date(2026, 3, 2);
    let first = stay(1, LevelOfCare::Residential, here(1, Some(7)), start);
    let mut episode = Episode::open(id(1), id(2), first);
    let down = stay(
        2,
        LevelOfCare::IntensiveOutpatient,
        here(2, None),
        date(2026, 4, 1),
    );
    assert_eq!(
        episode.step(down.clone(), date(2026, 4, 1)),
        Ok(Ending::SteppedDown)
    );
    assert_eq!(
        episode.stays[0].ended,
        Some((date(2026, 4, 1), Ending::SteppedDown))
    );
    let again = Stay { id: id(3), ..down };
    let same = episode.step(again.clone(), date(2026, 4, 2)).unwrap_err();
    assert!(same.0.contains("already"), "{same}");
    let early = Stay {
        from: date(2026, 3, 15),
        place: here(3, None),
        ..again.clone()
    };
    let before = episode.step(early, date(2026, 4, 2)).unwrap_err();
    assert!(before.0.contains("Apr 1, 2026"), "{before}");
    let future = closing(date(2026, 5, 1), DischargeReason::Completed);
    assert!(episode.discharge(future, date(2026, 4, 2)).is_err());
    let end = closing(date(2026, 4, 20), DischargeReason::LeftAgainstAdvice);
    episode.discharge(end, date(2026, 4, 20)).unwrap();
    assert_eq!(
        episode.stays[1].ended,
        Some((date(2026, 4, 20), Ending::Left))
    );
    assert!(episode.now().is_none());
    let after = episode.step(again, date(2026, 4, 21)).unwrap_err();
    assert!(after.0.contains("closed"), "{after}");
}

#[test]
fn what_was_decided_before_somebody_left_is_of_no_course_after_it() {
    let first = stay(1, LevelOfCare::Outpatient, here(1, None), date(2026, 3, 2));
    let running = Episode::open(id(1), id(2), first);
    let mut ended = running.clone();
    let last = closing(date(2026, 3, 20), DischargeReason::Completed);
    ended.discharge(last, date(2026, 3, 20)).unwrap();
    let known = Episode {
        closed_at: "2026-03-20T15:00:00Z".parse().ok(),
        ..ended.clone()
    };
    for (at, on, of_day, of_moment) in [
        ("2026-03-19T15:00:00Z", date(2026, 3, 19), false, false),
        ("2026-03-20T14:59:59Z", date(2026, 3, 20), false, false),
        ("2026-03-20T15:00:00Z", date(2026, 3, 20), false, true),
        ("2026-03-21T15:00:00Z", date(2026, 3, 21), true, true),
    ] {
        let at: Timestamp = at.parse().unwrap();
        assert!(is_of_this_course(&[], at, on));
        assert!(is_of_this_course(std::slice::from_ref(&running), at, on));
        let back = [running.clone(), ended.clone()];
        assert_eq!(is_of_this_course(&back, at, on), of_day, "{at}");
        let back = [running.clone(), known.clone()];
        assert_eq!(is_of_this_course(&back, at, on), of_moment, "{at}");
    }
}

#[test]
fn the_reasons_have_the_codes_that_states_report() {
    let codes: Vec<u8> = DischargeReason::ALL
        .into_iter()
        .map(DischargeReason::teds)
        .collect();
    assert_eq!(codes, [1, 2, 3, 4, 5, 6, 7]);
    for reason in DischargeReason::ALL {
        assert_eq!(DischargeReason::from_code(reason.code()), Some(reason));
    }
    for ending in Ending::ALL {
        assert_eq!(Ending::from_code(ending.code()), Some(ending));
    }
}

/// What a test does next: after so many days (some of them back), to a level, into a bed or none.
fn moves() -> impl Strategy<Value = Vec<(i32, usize, u128, bool)>> {
    prop::collection::vec(
        (-3..20i32, 0..5usize, 1..4u128, prop::bool::weighted(0.1)),
        1..25,
    )
}

proptest! {
    /// Whatever is tried, the stays of an episode follow each other without overlap or gap, and only the last runs.
    #[test]
    fn stays_never_overlap(moves in moves()) {
        let mut day = date(2026, 1, 1);
        let mut episode = Episode::open(id(1), id(2), stay(1, LevelOfCare::Detox, here(1, Some(1)), day));
        for (number, (days, level, program, ends)) in (2..).zip(moves) {
            let on = day.checked_add(days.days()).unwrap();
            let today = day.max(on);
            let moved = if ends {
                episode.discharge(closing(on, DischargeReason::Other), today).is_ok()
            } else {
                let place = if program == 3 { StayPlace::Elsewhere { referral: id::<ReferralId>(number) } } else { here(program, None) };
                episode.step(stay(number, LevelOfCare::ALL[level], place, on), today).is_ok()
            };
            if moved { day = on; }
        }
        for pair in episode.stays.windows(2) {
            prop_assert_eq!(pair[0].until(), Some(pair[1].from));
        }
        for stay in &episode.stays {
            prop_assert!(stay.until().is_none_or(|until| stay.from <= until));
        }
        let open = episode.stays.iter().filter(|stay| stay.is_open()).count();
        prop_assert_eq!(open, usize::from(episode.closed.is_none()));
        prop_assert_eq!(episode.opened, episode.stays[0].from);
        let covered = (0..400).map(|n| date(2025, 12, 1).checked_add(n.days()).unwrap())
            .all(|day| episode.stays.iter().filter(|stay| stay.covers(day)).count() <= 1);
        prop_assert!(covered);
    }

    /// People who come and go in any order, entered late or not: while only free beds are given, no bed holds two.
    #[test]
    fn no_bed_holds_two(comings in prop::collection::vec((1..4u128, 0..60i32, prop::option::of(0..30i32)), 1..40)) {
        let start = date(2026, 1, 1);
        let mut stays: Vec<Stay> = Vec::new();
        for (number, (bed, from, length)) in (1..).zip(comings) {
            let from = start.checked_add(from.days()).unwrap();
            if !is_free(id(bed), from, &stays) {
                continue;
            }
            let mut new = stay(number, LevelOfCare::Residential, here(1, Some(bed)), from);
            new.ended = length.map(|days| (from.checked_add(days.days()).unwrap(), Ending::SteppedDown));
            stays.push(new);
        }
        for day in (0..100).map(|n| start.checked_add(n.days()).unwrap()) {
            for bed in 1..4 {
                let there = stays.iter().filter(|stay| stay.place.bed() == Some(id(bed)) && stay.covers(day)).count();
                prop_assert!(there <= 1, "bed {} holds {} on {}", bed, there, day);
            }
        }
    }
}
