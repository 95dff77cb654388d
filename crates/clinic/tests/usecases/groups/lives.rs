//! No door books over what cannot move in a member's life.

use super::*;
use care::Track;
use care::groups::group::{GroupKind, Session};
use care::planning::commitment::{Journey, Telehealth, Way};
use clinic::attendance::hours::{MakeupDraft, book_makeup};
use clinic::groups::group::{Before, Scope, SessionShift, movable, shift, shift_back};

/// What cannot move, on one day of every week or on one date.
fn busy(world: &World, person: PersonId, rhythm: Rhythm, (from, to): (u16, u16)) {
    let entry = CommitmentDraft {
        rhythm,
        ..CommitmentDraft::weekly(CommitmentKind::Work, march(2), (from * 60, to * 60))
    };
    let (clinic, key) = (&world.clinic, world.clinic.fresh_key());
    commitment::add(clinic, &director(world), key, person, &entry).unwrap();
}

fn every(day: Weekday) -> Rhythm {
    Rhythm::Weekly { days: vec![day] }
}

/// The session of the morning group on a date, moved to Tuesday the tenth at nine.
fn to_tuesday(world: &World, id: GroupId, date: Date, scope: Scope) -> Result<Before, Refusal> {
    let clinic = &world.clinic;
    let now: Session = movable(clinic, &director(world), id, date).unwrap().session;
    let to = SessionShift {
        group: id,
        date,
        scope,
        to: march(10),
        start_minute: 9 * 60,
        place: now.place,
        facilitators: now.facilitators,
        cause: Cause::Building,
    };
    shift(clinic, &director(world), clinic.fresh_key(), &to)
}

fn on_tuesdays(house: &House) -> GroupDraft {
    GroupDraft {
        meetings: parse_meetings("Tue 9:00").unwrap(),
        ..morning(house)
    }
}

/// Every way of giving the members of a Monday group a Tuesday morning.
type Door = fn(&World, GroupId) -> Result<(), Refusal>;

const DOORS: [(&str, Door); 6] = [
    ("the series, changed from a date on", |world, id| {
        let draft = on_tuesdays(&world.houses[0]);
        let (clinic, key) = (&world.clinic, world.clinic.fresh_key());
        change_group(clinic, &director(world), key, id, march(9), &draft).map(drop)
    }),
    ("one session, by form", |world, id| {
        except(world, id, march(9), moved(march(10), 9 * 60))
    }),
    ("one session, on the board", |world, id| {
        to_tuesday(world, id, march(9), Scope::Once).map(drop)
    }),
    ("the series, on the board", |world, id| {
        to_tuesday(world, id, march(9), Scope::Onward).map(drop)
    }),
    ("joining", |world, _| {
        let house = &world.houses[0];
        let tuesdays = GroupDraft {
            name: line("Tuesday process"),
            ..on_tuesdays(house)
        };
        let id = add(world, &director(world), &tuesdays).unwrap();
        joins(world, id, house.patients[0], march(3)).map(drop)
    }),
    ("a make-up", |world, _| {
        let house = &world.houses[0];
        let tuesdays = GroupDraft {
            name: line("Another Tuesday"),
            kind: GroupKind::Education,
            track: Track::General,
            facilitators: vec![hire(world, &[Credential::Educator])],
            meetings: parse_meetings("Tue 12:30").unwrap(),
            ..morning(house)
        };
        let id = add(world, &director(world), &tuesdays).unwrap();
        let draft = MakeupDraft {
            group: id,
            person: house.patients[0],
            date: march(10),
        };
        let (clinic, key) = (&world.clinic, world.clinic.fresh_key());
        book_makeup(clinic, &director(world), key, &draft).map(drop)
    }),
];

#[test]
fn no_door_gives_a_member_a_time_that_their_life_has_not() {
    for world in worlds("group_doors") {
        let house = &world.houses[0];
        let id = add(&world, &director(&world), &morning(house)).unwrap();
        joins(&world, id, house.patients[0], march(2)).unwrap();
        busy(&world, house.patients[0], every(Weekday::Tue), (8, 14));
        for (name, door) in DOORS {
            let said = refused(door(&world, id));
            let why = [
                "cannot move",
                "no room for it",
                "They have something else at that time",
            ];
            assert!(why.iter().any(|why| said.contains(why)), "{name}: {said}");
            assert!(!said.contains("Work"), "{name} tells what it is: {said}");
        }
        let sessions = page(&world, &director(&world), id).sessions;
        let mondays = sessions.iter().all(|one| {
            Weekday::of(one.local.date()) == Weekday::Mon && one.start_minute() == 9 * 60
        });
        assert!(mondays, "{sessions:?}");
    }
}

#[test]
fn a_single_day_stands_against_one_session_and_not_against_a_series() {
    let world = World::embedded();
    let house = &world.houses[0];
    let id = add(&world, &director(&world), &morning(house)).unwrap();
    joins(&world, id, house.patients[0], march(2)).unwrap();
    let court = Rhythm::Once { on: march(10) };
    busy(&world, house.patients[0], court, (8, 12));
    let said = refused(to_tuesday(&world, id, march(9), Scope::Once));
    assert!(said.contains("1 member has something then"), "{said}");
    assert!(said.contains("Tue, Mar 10, 2026, 9:00 am"), "{said}");
    to_tuesday(&world, id, march(9), Scope::Onward).unwrap();
}

#[test]
fn a_vacation_keeps_nobody_from_moving_a_session_and_a_new_shift_keeps_it_from_going_back() {
    let world = World::embedded();
    let house = &world.houses[0];
    let person = house.patients[0];
    let id = add(&world, &director(&world), &morning(house)).unwrap();
    joins(&world, id, person, march(2)).unwrap();
    let away = CommitmentDraft::vacation(march(9), march(11));
    let (clinic, key) = (&world.clinic, world.clinic.fresh_key());
    commitment::add(clinic, &director(&world), key, person, &away).unwrap();
    let before = to_tuesday(&world, id, march(9), Scope::Once).unwrap();
    // Meanwhile their Mondays are taken.
    busy(&world, person, every(Weekday::Mon), (8, 12));
    let key = clinic.fresh_key();
    let said = refused(shift_back(clinic, &director(&world), key, &before));
    assert!(said.contains("cannot move"), "{said}");
    let key = clinic.fresh_key();
    let said = refused(remove_exception(
        clinic,
        &director(&world),
        key,
        id,
        march(9),
    ));
    assert!(said.contains("cannot move"), "{said}");
}

#[test]
fn nobody_sits_in_a_room_and_is_on_a_screen_at_home_with_a_bus_ride_between() {
    let world = World::embedded();
    let house = &world.houses[0];
    let (clinic, person) = (&world.clinic, house.patients[0]);
    let by_bus = Journey::new(Way::Bus, 40, Telehealth::Possible, Track::General).unwrap();
    let key = clinic.fresh_key();
    commitment::set_journey(clinic, &director(&world), key, person, &by_bus).unwrap();
    let id = add(&world, &director(&world), &morning(house)).unwrap();
    joins(&world, id, person, march(2)).unwrap();
    let leader = hire(&world, &[Credential::LicensedCounselor]);
    let by_video = |meets: &str| {
        let draft = GroupDraft {
            facilitators: vec![leader],
            place: MeetingPlace::Telehealth(None),
            meetings: parse_meetings(meets).unwrap(),
            minutes: 60,
            ..morning(house)
        };
        add(&world, &director(&world), &draft).unwrap()
    };
    // The morning ends at noon.
    let said = refused(joins(&world, by_video("Mon 12:30 pm"), person, march(3)));
    assert!(said.contains("not enough time for their way"), "{said}");
    let said = refused(joins(&world, by_video("Mon 7:30 am"), person, march(3)));
    assert!(said.contains("not enough time for their way"), "{said}");
    joins(&world, by_video("Mon 1:40 pm"), person, march(3)).unwrap();
}
