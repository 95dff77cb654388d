//! What of the requests can be done now, and taking back what was logged by mistake.

use crate::common::World;
use crate::common::house::{House, line};
use crate::engines::worlds;
use crate::inquiries::{draft, who};
use care::intake::inquiry::{CallOutcome, DayPart, InquiryDraft};
use care::{InquiryId, Role};
use clinic::Refusal;
use clinic::intake::inquiry;
use clinic::intake::inquiry::CallDraft;

fn call(outcome: CallOutcome) -> CallDraft {
    CallDraft {
        outcome,
        words: None,
        next_call_at: None,
        despite: None,
    }
}

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
        for outcome in CallOutcome::ALL.iter() {
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
