//! The board, and moving a session.

use crate::common::World;
use crate::engines::worlds;
use care::Role;
use care::groups::group::{Cause, MeetingPlace, parse_meetings};
use care::planning::commitment::{CommitmentDraft, CommitmentKind};
use clinic::Refusal;
use clinic::groups::group::{
    Before, GroupDraft, Scope, SessionShift, add_group, group_page, join, movable, shift,
    shift_back,
};
use clinic::planning::board::{Board, board, would_break};
use clinic::planning::commitment;
use jiff::civil::{Date, date};
use policy::Actor;

fn march(day: i8) -> Date {
    date(2026, 3, day)
}

fn director(world: &World) -> Actor {
    let house = &world.houses[0];
    world
        .enter(house, house.who(Role::ClinicalDirector, 0))
        .actor
}

fn seen(world: &World, from: Date) -> Board {
    let site = world.houses[0].sites[0];
    board(&world.clinic, &director(world), Some(site), Some(from)).expect("a board")
}

/// The session of a date, to be moved to another day at 9:00.
pub fn to(world: &World, on: Date, scope: Scope, to: Date) -> SessionShift {
    let group = world.houses[0].groups[0];
    let now = movable(&world.clinic, &director(world), group, on).expect("it is there");
    SessionShift {
        group,
        date: on,
        scope,
        to,
        start_minute: 540,
        place: now.session.place,
        facilitators: now.session.facilitators,
        cause: Cause::Building,
    }
}

pub fn go(world: &World, to: &SessionShift) -> Result<Before, Refusal> {
    shift(
        &world.clinic,
        &director(world),
        world.clinic.fresh_key(),
        to,
    )
}

fn back(world: &World, before: &Before) -> Result<(), Refusal> {
    shift_back(
        &world.clinic,
        &director(world),
        world.clinic.fresh_key(),
        before,
    )
}

/// The dates and minutes at which sessions of the board are held.
fn held(board: &Board) -> Vec<(Date, u16)> {
    let held = board.sessions.iter().filter(|shown| shown.session.held());
    held.map(|shown| (shown.session.local.date(), shown.session.start_minute()))
        .collect()
}

#[test]
fn the_board_shows_a_week_and_says_what_does_not_fit() {
    for world in worlds("board") {
        let house = &world.houses[0];
        let actor = director(&world);
        let key = world.clinic.fresh_key();
        join(
            &world.clinic,
            &actor,
            key,
            house.groups[0],
            house.patients[0],
            march(2),
            None,
        )
        .unwrap();
        let week = seen(&world, march(4));
        assert_eq!((week.from, week.today), (march(2), march(2)));
        assert_eq!(held(&week), [(march(3), 1050), (march(5), 1050)]);
        let mut people = vec![house.patients[0], house.patients[2]];
        people.sort_unstable();
        assert_eq!(week.sessions[0].members, people);
        assert_eq!(
            week.sessions[0].said,
            [(false, "Fewer than 6, its smallest useful size".to_owned())]
        );
        assert_eq!(week.counts(), (0, 2));
        assert!(week.may_move);
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        let own = board(&world.clinic, &counselor, None, None).unwrap();
        assert!(!own.may_move && own.sessions.iter().all(|shown| shown.mine));
        let elsewhere = board(&world.clinic, &counselor, Some(house.sites[1]), None);
        assert!(matches!(elsewhere, Err(Refusal::NotFound)));
        let other = board(&world.clinic, &actor, Some(world.houses[1].sites[0]), None);
        assert!(matches!(other, Err(Refusal::NotFound)));
    }
}

#[test]
fn one_session_is_moved_moved_again_and_back() {
    for world in worlds("board_once") {
        let first = go(&world, &to(&world, march(3), Scope::Once, march(4))).unwrap();
        assert_eq!(
            held(&seen(&world, march(2))),
            [(march(4), 540), (march(5), 1050)]
        );
        let second = go(&world, &to(&world, march(3), Scope::Once, march(6))).unwrap();
        assert_eq!(
            held(&seen(&world, march(2))),
            [(march(5), 1050), (march(6), 540)]
        );
        let again = go(&world, &to(&world, march(3), Scope::Once, march(6)));
        assert!(again.unwrap_err().to_string().contains("there already"));
        back(&world, &second).unwrap();
        assert_eq!(
            held(&seen(&world, march(2))),
            [(march(4), 540), (march(5), 1050)]
        );
        back(&world, &first).unwrap();
        assert_eq!(
            held(&seen(&world, march(2))),
            [(march(3), 1050), (march(5), 1050)]
        );
        let past = go(&world, &to(&world, march(3), Scope::Once, march(1)));
        assert!(past.unwrap_err().to_string().contains("today or later"));
    }
}

#[test]
fn a_series_goes_on_elsewhere_with_its_members_and_back() {
    for world in worlds("board_onward") {
        let house = &world.houses[0];
        let actor = director(&world);
        let key = world.clinic.fresh_key();
        join(
            &world.clinic,
            &actor,
            key,
            house.groups[0],
            house.patients[0],
            march(2),
            None,
        )
        .unwrap();
        // From the second week on, Thursday becomes Friday at nine.
        let before = go(&world, &to(&world, march(12), Scope::Onward, march(13))).unwrap();
        assert_eq!(
            held(&seen(&world, march(2))),
            [(march(3), 1050), (march(5), 1050)]
        );
        let next = seen(&world, march(9));
        assert_eq!(held(&next), [(march(10), 1050), (march(13), 540)]);
        assert!(
            next.sessions
                .iter()
                .all(|shown| shown.members.contains(&house.patients[0]))
        );
        back(&world, &before).unwrap();
        for monday in [march(2), march(9), march(16)] {
            let week = seen(&world, monday);
            let days: Vec<_> = held(&week)
                .iter()
                .map(|(day, minute)| (day.weekday().to_monday_zero_offset(), *minute))
                .collect();
            assert_eq!(days, [(1, 1050), (3, 1050)], "{monday}");
            assert!(
                week.sessions
                    .iter()
                    .all(|shown| shown.members.contains(&house.patients[0]))
            );
        }
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one course of events, told in order")]
fn every_way_of_moving_meets_the_same_refusals() {
    for world in worlds("board_refusals") {
        let house = &world.houses[0];
        let actor = director(&world);
        let morning = GroupDraft {
            meetings: parse_meetings("Wed 9:00").unwrap(),
            ..house.group_draft("Morning process", 0)
        };
        let morning = add_group(&world.clinic, &actor, world.clinic.fresh_key(), &morning).unwrap();
        for scope in [Scope::Once, Scope::Onward] {
            let taken = to(&world, march(3), scope, march(4));
            let said = go(&world, &taken).unwrap_err().to_string();
            assert!(said.contains("Morning process"), "{scope:?}: {said}");
            let nobody = SessionShift {
                facilitators: Vec::new(),
                ..to(&world, march(3), scope, march(6))
            };
            assert!(
                matches!(go(&world, &nobody), Err(Refusal::Fields(_))),
                "{scope:?}"
            );
            let stranger = SessionShift {
                facilitators: vec![house.who(Role::Counselor, 1)],
                ..to(&world, march(3), scope, march(6))
            };
            assert!(
                go(&world, &stranger)
                    .unwrap_err()
                    .to_string()
                    .contains("does not work at this site")
            );
            let elsewhere = SessionShift {
                place: MeetingPlace::Room(house.rooms[1]),
                ..to(&world, march(3), scope, march(6))
            };
            assert!(
                go(&world, &elsewhere)
                    .unwrap_err()
                    .to_string()
                    .contains("room of this site")
            );
            let late = SessionShift {
                start_minute: 1380,
                ..to(&world, march(3), scope, march(6))
            };
            assert!(
                go(&world, &late)
                    .unwrap_err()
                    .to_string()
                    .contains("midnight")
            );
        }
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        let wanted = to(&world, march(3), Scope::Once, march(6));
        let denied = shift(&world.clinic, &counselor, world.clinic.fresh_key(), &wanted);
        assert!(matches!(denied, Err(Refusal::Denied)));
        // Whoever took the room meanwhile keeps it.
        let moved = go(&world, &wanted).unwrap();
        let late = SessionShift {
            group: morning,
            date: march(4),
            to: march(3),
            start_minute: 1050,
            ..wanted
        };
        go(&world, &late).unwrap();
        assert!(matches!(back(&world, &moved), Err(Refusal::Conflict(_))));
        assert_eq!(
            group_page(&world.clinic, &actor, morning)
                .unwrap()
                .exceptions
                .len(),
            1
        );
    }
}

#[test]
fn what_a_move_would_break_is_told_by_name_or_by_number_and_changes_nothing() {
    for world in worlds("board_breaks") {
        let house = &world.houses[0];
        let actor = director(&world);
        let court = CommitmentDraft::weekly(CommitmentKind::Court, march(4), (570, 630));
        let key = world.clinic.fresh_key();
        commitment::add(&world.clinic, &actor, key, house.patients[2], &court).unwrap();
        let wanted = to(&world, march(3), Scope::Once, march(4));
        let breaks = would_break(&world.clinic, &actor, &wanted).unwrap();
        assert_eq!(
            (breaks.said.len(), breaks.unnamed, breaks.members),
            (1, 0, 1)
        );
        let told = &breaks.said[0];
        let (who, _) = told.who.as_ref().unwrap();
        assert_eq!((*who, told.firm), (house.patients[2], true));
        assert_eq!(
            told.what,
            "Court or supervision, 9:30 am to 10:30 am, cannot move"
        );
        // The same for whoever sees no lives, without a name; another mark, as another list was read.
        let administrator = house.who(Role::ProgramAdministrator, 0);
        let administrator = world.enter(house, administrator).actor;
        let counted = would_break(&world.clinic, &administrator, &wanted).unwrap();
        assert_eq!((counted.said.len(), counted.unnamed), (0, 1));
        assert_ne!(counted.mark, breaks.mark);
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        let denied = would_break(&world.clinic, &counselor, &wanted);
        assert!(matches!(denied, Err(Refusal::Denied)));
        // On another day nothing breaks, and by telehealth the way would not count.
        let friday = to(&world, march(3), Scope::Once, march(6));
        let free = would_break(&world.clinic, &actor, &friday).unwrap();
        assert!(free.is_empty() && free.mark.is_empty(), "{free:?}");
        assert_eq!(
            held(&seen(&world, march(2))),
            [(march(3), 1050), (march(5), 1050)]
        );
    }
}

#[test]
fn a_room_and_a_leader_that_are_taken_are_among_what_breaks() {
    for world in worlds("board_breaks_house") {
        let house = &world.houses[0];
        let actor = director(&world);
        let morning = GroupDraft {
            meetings: parse_meetings("Wed 9:00").unwrap(),
            ..house.group_draft("Morning process", 0)
        };
        add_group(&world.clinic, &actor, world.clinic.fresh_key(), &morning).unwrap();
        let wanted = to(&world, march(3), Scope::Once, march(4));
        let breaks = would_break(&world.clinic, &actor, &wanted).unwrap();
        assert_eq!(breaks.said.len(), 1, "{breaks:?}");
        let told = &breaks.said[0];
        assert!(
            told.firm && told.who.is_none() && told.what.contains("Morning process"),
            "{told:?}"
        );
    }
}
