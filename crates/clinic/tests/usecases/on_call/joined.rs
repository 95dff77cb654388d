//! One event is one card: what comes after an answer, and which clock it has.

use super::*;
use crate::signal::severe_withdrawal;
use clinic::followup::signal::{close, waiting, warning};
use jiff::SignedDuration;

#[test]
fn one_event_is_one_card_and_the_highest_clock_wins() {
    for world in worlds("joined") {
        let (counselor, person, id) = in_danger(&world, "moderate");
        let listed = || {
            list(&world.clinic, &counselor, Which::Open)
                .unwrap()
                .remove(0)
                .signal
        };
        assert_eq!(listed().urgency, Urgency::Today);
        world.wait(minutes(1));
        danger(&world, &counselor, person, "high");
        let signal = listed();
        assert_eq!((signal.id, signal.urgency), (id, Urgency::Now));
        assert_eq!(signal.matter, Some(Matter::Suicide));
        assert_eq!(signal.further.len(), 1);
        assert!(signal.further[0].words.contains("high"));
        let by = signal.answer_by.unwrap();
        assert_eq!(by, world.clinic.now() + minutes(15));
        world.wait(minutes(1));
        // A lower one later neither closes nor lowers it, and the same again adds nothing.
        danger(&world, &counselor, person, "none");
        world.wait(minutes(1));
        danger(&world, &counselor, person, "moderate");
        let signal = listed();
        assert_eq!((signal.urgency, signal.answer_by), (Urgency::Now, Some(by)));
        // Another matter is another card.
        severe_withdrawal(&world, &counselor, person);
        assert_eq!(
            list(&world.clinic, &counselor, Which::Open).unwrap().len(),
            2
        );
    }
}

#[test]
fn what_comes_after_an_answer_is_answered_too_by_the_clock_of_the_card() {
    for world in worlds("answered_again") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let (counselor, person, id) = in_danger(&world, "high");
        // What the list, the warning, the gates and the button that closes each make of it.
        let is_answered = || {
            let warned = warning(clinic, &counselor, person).unwrap().unwrap();
            let on_list = waiting(clinic, &counselor).unwrap().now.is_empty();
            let listed = !list(clinic, &counselor, Which::Open).unwrap()[0].is_unanswered();
            let record = clinic.record();
            let gate = record.read(house.organization, |read| open_now(read, person));
            let all = [warned.answered, on_list, listed, gate.unwrap().is_empty()];
            assert!(all.iter().all(|one| *one == all[0]), "{all:?}");
            all[0]
        };
        assert!(!is_answered());
        respond(
            clinic,
            &counselor,
            key(31),
            id,
            &done_so_far("Spoke to them."),
        )
        .unwrap();
        assert!(is_answered());
        world.wait(minutes(1));
        danger(&world, &counselor, person, "moderate");
        let signal = show(clinic, &counselor, id).unwrap().signal;
        assert_eq!(signal.urgency, Urgency::Now);
        assert_eq!(signal.answer_by, Some(clinic.now() + minutes(15)));
        assert!(!is_answered());
        let refused = close(clinic, &counselor, key(32), id).unwrap_err();
        assert!(
            refused.to_string().contains("without a response"),
            "{refused}"
        );
        assert_eq!(go_on(&world, 15), 1, "and it goes up like every other");
        let again = done_so_far("Spoke to them again; their sister stays.");
        respond(clinic, &counselor, key(33), id, &again).unwrap();
        assert!(is_answered());
        close(clinic, &counselor, key(34), id).unwrap();
    }
}

#[test]
fn a_graver_reason_never_gives_more_time_than_the_clock_that_runs() {
    for world in worlds("earlier_clock") {
        let (counselor, person, id) = in_danger(&world, "moderate");
        let by = || {
            let shown = show(&world.clinic, &counselor, id).unwrap();
            shown.signal.answer_by.unwrap()
        };
        let evening = by();
        // Five minutes before its end.
        let left = world.clinic.now().duration_until(evening);
        world.wait(left - minutes(5));
        danger(&world, &counselor, person, "high");
        assert_eq!(by(), evening);
    }
}

/// An act knows its moment before it has its turn to write, so what is written later may bear an earlier one.
#[test]
fn what_is_written_later_came_later_whatever_the_clocks_say() {
    for world in worlds("out_of_order") {
        staffed(&world);
        let (clinic, person) = (&world.clinic, world.houses[0].patients[0]);
        let counselor = enter(&world, Role::Counselor, 0);
        let started = clinic.now();
        let put = |seconds: i64| {
            world
                .clock
                .set(started + SignedDuration::from_secs(60 + seconds));
        };
        let is_answered = || !list(clinic, &counselor, Which::Open).unwrap()[0].is_unanswered();
        let home = (Matter::Home, Urgency::Week);
        raise(&world, &counselor, person, home, "first");
        let id = only(&world, &counselor);
        let signal = || show(clinic, &counselor, id).unwrap().signal;
        assert_eq!(signal().answer_by, None, "no clock tells");
        put(0);
        respond(
            clinic,
            &counselor,
            key(31),
            id,
            &done_so_far("Spoke to them."),
        )
        .unwrap();
        assert!(is_answered());
        for (at, on) in [(-2, "second"), (0, "third")] {
            put(at);
            raise(&world, &counselor, person, home, on);
            assert!(!is_answered(), "{on}");
            // And an answer that knew its moment before that reason did.
            put(-5);
            let key = clinic.fresh_key();
            respond(
                clinic,
                &counselor,
                key,
                id,
                &done_so_far("Spoke to them again."),
            )
            .unwrap();
            assert!(is_answered(), "{on}");
        }
        // One with a clock, which the answer stops, is not left waiting without one.
        put(0);
        let graver = (Matter::Home, Urgency::Today);
        raise(&world, &counselor, person, graver, "fourth");
        put(-5);
        respond(clinic, &counselor, key(32), id, &done_so_far("Once more.")).unwrap();
        assert!(is_answered() && signal().answer_by.is_none());
    }
}

#[test]
fn a_warning_names_what_nobody_answered_and_asks_no_more_of_many_cards_than_of_one() {
    for world in worlds("warned_of_many") {
        staffed(&world);
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let person = house.patients[0];
        let counselor = enter(&world, Role::Counselor, 0);
        let warned = || {
            let warned = warning(clinic, &counselor, person).unwrap().unwrap();
            (warned.signal.matter.unwrap(), warned.answered, warned.more)
        };
        let gate = || {
            let record = clinic.record();
            let open = record.read(house.organization, |read| open_now(read, person));
            open.unwrap().len()
        };
        // The second look: the first opens what is opened once.
        let asked = || {
            warned();
            let before = clinic.record().work();
            warned();
            gate();
            (clinic.record().work() - before).statements
        };
        let matters = [Matter::Suicide, Matter::Overdose, Matter::Withdrawal];
        raise(&world, &counselor, person, (matters[0], Urgency::Now), "x");
        let one = asked();
        for matter in &matters[1..] {
            world.wait(minutes(1));
            raise(&world, &counselor, person, (*matter, Urgency::Now), "x");
        }
        assert_eq!(asked(), one);
        for (at, answered) in (0..).zip(&matters) {
            assert_eq!((warned(), gate()), ((*answered, false, 2), 3 - at));
            let open = list(clinic, &counselor, Which::Open).unwrap();
            let mut open = open.iter().map(|listed| &listed.signal);
            let id = open.find(|one| one.matter == Some(*answered)).unwrap().id;
            let key = clinic.fresh_key();
            respond(
                clinic,
                &counselor,
                key,
                id,
                &done_so_far("Spoke to them at once."),
            )
            .unwrap();
        }
        assert_eq!((warned(), gate()), ((matters[0], true, 2), 0));
    }
}
