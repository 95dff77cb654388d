//! What the first page asks of whom: requests that can be worked now, rosters, assessments; and taking back a call that
//! was logged by mistake.

use crate::attendance::{TUESDAY, at, fill, person, say};
use crate::common::World;
use crate::common::house::{House, line};
use crate::engines::worlds;
use crate::inquiries::{add, call, draft, earliest, on_duty, who};
use care::attendance::roster::Mark;
use care::intake::inquiry::{CallOutcome, DayPart, InquiryDraft};
use care::{InquiryId, Private, Role};
use clinic::Refusal;
use clinic::home::staff_home;
use clinic::intake::appointment;
use clinic::intake::inquiry;
use clinic::intake::inquiry::CallDraft;
use jiff::SignedDuration;

/// Somebody who asked on the public page.
fn asked(world: &World, house: &House, at: usize, draft: InquiryDraft) -> InquiryId {
    let clinic = &world.clinic;
    let draft = InquiryDraft {
        site: house.sites[at],
        ..draft
    };
    let receipt = inquiry::request(clinic, house.organization, clinic.fresh_key(), &draft);
    receipt.unwrap().inquiry
}

#[test]
fn what_can_be_done_now_is_on_the_list_and_the_rest_is_a_number() {
    for world in worlds("worklist") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let list = || inquiry::worklist(clinic, &intake).unwrap();
        let before = list().mark;
        // Monday noon: what just came in is seen at once, and whoever can be called in the evening alone is a number.
        let calm = asked(&world, house, 0, draft(house, 0, "Dana", "555 010 0199"));
        let mut evening = draft(house, 0, "Eve", "555 010 0198");
        evening.safe.times = vec![DayPart::Evening];
        asked(&world, house, 0, evening);
        asked(&world, house, 1, draft(house, 1, "Far", "555 010 0197"));
        let found = list();
        let ids: Vec<_> = found.now.iter().map(|card| card.inquiry.id).collect();
        assert_eq!((ids, found.at_their_time, found.open), (vec![calm], 1, 2));
        assert_ne!(found.mark, before, "an open page hears of it");
        // Nobody answered: it comes back by itself, and the page knows when.
        inquiry::log_call(
            clinic,
            &intake,
            clinic.fresh_key(),
            calm,
            &call(CallOutcome::NoAnswer),
        )
        .unwrap();
        let found = list();
        assert!(found.now.is_empty() && found.next_at.is_some());
        for number in 0..inquiry::SHOWN_MAX + 3 {
            let phone = format!("555 020 01{number:02}");
            asked(
                &world,
                house,
                0,
                draft(house, 0, &format!("Many{number}"), &phone),
            );
        }
        let found = list();
        assert_eq!((found.now.len(), found.more), (inquiry::SHOWN_MAX, 3));
        // Whoever works no requests has no list, and nothing to be compared with.
        let counselor = who(&world, house, Role::Counselor, 0);
        assert_eq!(inquiry::mark(clinic, &counselor).unwrap(), None);
        assert_eq!(inquiry::mark(clinic, &intake).unwrap(), Some(found.mark));
    }
}

#[test]
fn an_open_list_hears_of_everything_that_is_put_off() {
    for world in worlds("worklistmark") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let mark = || inquiry::mark(clinic, &intake).unwrap();
        let [first, second] = [("Dana", "0199"), ("Eve", "0198")].map(|(name, end)| {
            let draft = draft(house, 0, name, &format!("555 010 {end}"));
            asked(&world, house, 0, draft)
        });
        let put_off = |id, hours| {
            let draft = CallDraft {
                next_call_at: Some(world.now() + SignedDuration::from_hours(hours)),
                ..call(CallOutcome::NoAnswer)
            };
            inquiry::log_call(clinic, &intake, clinic.fresh_key(), id, &draft).unwrap();
        };
        put_off(first, 48);
        let before = mark();
        // To before the other, so that no time of all is the latest.
        put_off(second, 24);
        let put = mark();
        assert_ne!(put, before);
        inquiry::wait(clinic, &intake, clinic.fresh_key(), second).unwrap();
        assert_ne!(mark(), put);
    }
}

#[test]
fn a_call_that_was_logged_by_mistake_is_taken_back_by_whoever_logged_it_while_nothing_was_done_since()
 {
    for world in worlds("call_back") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let director = who(&world, house, Role::ClinicalDirector, 0);
        let fresh = || clinic.fresh_key();
        let id = asked(&world, house, 0, draft(house, 0, "Dana", "555 010 0199"));
        let stands = || {
            let page = inquiry::open(clinic, &intake, id).unwrap();
            let it = page.inquiry;
            (it.stage, it.next_call_at, it.owner, page.calls.len())
        };
        let before = stands();
        for outcome in CallOutcome::ALL {
            let mut draft = call(*outcome);
            draft.despite = Some(line("They said so."));
            let logged = inquiry::log_call(clinic, &intake, fresh(), id, &draft).unwrap();
            assert_ne!(stands(), before);
            let theirs = inquiry::take_call_back(clinic, &director, fresh(), id, logged);
            assert!(matches!(theirs, Err(Refusal::Conflict(_))), "{outcome:?}");
            inquiry::take_call_back(clinic, &intake, fresh(), id, logged).unwrap();
            assert_eq!(stands(), before, "{outcome:?}");
            let again = inquiry::take_call_back(clinic, &intake, fresh(), id, logged);
            assert!(matches!(again, Err(Refusal::Conflict(_))), "{outcome:?}");
        }
        // Counting goes by what was not taken back.
        let page = inquiry::open(clinic, &intake, id).unwrap();
        assert_eq!(care::intake::inquiry::came_to(&page.steps).len(), 0);
        let first = inquiry::log_call(clinic, &intake, fresh(), id, &call(CallOutcome::NoAnswer));
        inquiry::wait(clinic, &intake, fresh(), id).unwrap();
        inquiry::log_call(clinic, &intake, fresh(), id, &call(CallOutcome::Reached)).unwrap();
        let late = inquiry::take_call_back(clinic, &intake, fresh(), id, first.unwrap());
        assert!(matches!(late, Err(Refusal::Conflict(_))));
    }
}

#[test]
fn a_roster_is_open_while_somebody_on_it_is_not_marked() {
    for world in worlds("roster_day") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        fill(&world);
        // Tuesday evening, after the session.
        at(&world, "2026-03-04T01:45:00Z");
        let director = who(&world, house, Role::ClinicalDirector, 0);
        let day = || staff_home(clinic, &director).unwrap().rosters;
        let open = day().open;
        assert_eq!((open.len(), open[0].date, open[0].left), (1, TUESDAY, 3));
        let excused = Mark::Excused {
            reason: Private::new(line("Called in sick.")),
        };
        let marks = [(0, None, Mark::PRESENT), (1, None, excused)];
        say(&world, &director, TUESDAY, &marks, None).unwrap();
        let found = day();
        assert_eq!((found.open[0].left, found.called_in.len()), (1, 1));
        assert_eq!(found.called_in[0].person, person(&world, 1));
        say(&world, &director, TUESDAY, &[(2, None, Mark::NoShow)], None).unwrap();
        assert!(day().open.is_empty());
        // Whoever takes no attendance is asked nothing.
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let rosters = staff_home(clinic, &intake).unwrap().rosters;
        assert!(rosters.called_in.is_empty());
    }
}

#[test]
fn whoever_assesses_today_finds_it_on_their_first_page() {
    for world in worlds("own_visits") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let assessor = on_duty(&world, house, "ada");
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let id = add(&world, house, "Dana", "555 010 0199");
        let booking = earliest(&world, &intake, id);
        appointment::book(clinic, &intake, clinic.fresh_key(), id, booking).unwrap();
        let before = booking.starts_at - SignedDuration::from_mins(1);
        world.clock.set(before);
        let counselor = world.enter(house, assessor).actor;
        let visits = staff_home(clinic, &counselor).unwrap().visits;
        let called: Vec<_> = visits.iter().map(|visit| visit.called.as_str()).collect();
        assert_eq!(called, ["Dana Whitfield"]);
        let other = who(&world, house, Role::Counselor, 0);
        assert!(staff_home(clinic, &other).unwrap().visits.is_empty());
    }
}
