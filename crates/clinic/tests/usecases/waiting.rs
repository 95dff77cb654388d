//! The waiting list: the order and its reasons, what is owed meanwhile, offers that expire, coming off.

use crate::common::house::line;
use crate::common::minutes;
use crate::engines::worlds;
use crate::inquiries::{add, call, draft, who};
use care::intake::inquiry::{CallOutcome, Inquiry, InquiryStep, Next, StepKind};
use care::intake::waiting::{InterimService, OffReason, OfferEnd, Precedence, PriorityFact};
use care::{Paragraph, Role};
use clinic::intake::inquiry::{BoardFilter, CallDraft};
use clinic::intake::waiting::WaitingDraft;
use clinic::intake::{inquiry, waiting};
use clinic::{Refusal, Version};
use jiff::ToSpan as _;
use record::RecordError;
use record::people::patient::Within;

fn said(pregnant: PriorityFact, injects: PriorityFact) -> WaitingDraft {
    WaitingDraft {
        level: None,
        pregnant,
        injects,
    }
}

/// What is cut off where there are very many comes last in what is read.
#[test]
fn danger_and_whoever_asked_longest_ago_are_read_before_anything_is_cut_off() {
    for world in worlds("waitcut") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let first = add(&world, house, "Dana", "555 010 0101");
        world.wait(minutes(1));
        let second = add(&world, house, "Noor", "555 010 0102");
        world.wait(minutes(1));
        let mut danger = draft(house, 0, "Wren", "555 010 0190");
        danger.words = Paragraph::cut("I want to kill myself, please call");
        let key = clinic.fresh_key();
        let danger = inquiry::request(clinic, house.organization, key, &danger).unwrap();
        for id in [second, danger.inquiry] {
            inquiry::wait(clinic, &intake, clinic.fresh_key(), id).unwrap();
        }
        let within = Within {
            actor: intake.person(),
            now: world.now(),
            organization: true,
            own_sites: false,
            caseload: false,
            own: false,
            supported: false,
            glass: false,
        };
        let ids = |read: Vec<Inquiry>| read.iter().map(|it| it.id).collect::<Vec<_>>();
        let read = clinic.record().read(house.organization, |read| {
            let open = record::intake::inquiry::open(read, &within)?;
            let waiting = record::intake::inquiry::waiting(read, &within)?;
            Ok::<_, RecordError>((open, waiting))
        });
        let ((open, beyond), (waiting, more)) = read.unwrap();
        assert_eq!((beyond.all(), more), (0, 0));
        assert_eq!(ids(open), [danger.inquiry, first, second]);
        assert_eq!(ids(waiting), [danger.inquiry, second]);
    }
}

#[test]
fn the_list_is_in_the_order_of_the_rule_and_says_why() {
    use PriorityFact::{No, Unknown, Yes};
    for world in worlds("waitorder") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let mut expected = Vec::new();
        let facts = [
            (No, No, Precedence::Others),
            (Unknown, No, Precedence::NotAsked),
            (No, Yes, Precedence::Injecting),
            (Yes, No, Precedence::Pregnant),
            (Yes, Yes, Precedence::PregnantInjecting),
            (No, No, Precedence::Others),
        ];
        for (number, (pregnant, injects, precedence)) in facts.into_iter().enumerate() {
            world.wait(minutes(1));
            let number = format!("555 010 01{number}0");
            let id = add(&world, house, "Dana", &number);
            inquiry::wait(clinic, &intake, clinic.fresh_key(), id).unwrap();
            let (key, said) = (clinic.fresh_key(), said(pregnant, injects));
            waiting::set(clinic, &intake, key, id, said).unwrap();
            expected.push((precedence, id));
        }
        let mut danger = draft(house, 0, "Wren", "555 010 0190");
        danger.words = Paragraph::cut("I want to kill myself, please call");
        let key = clinic.fresh_key();
        let receipt = inquiry::request(clinic, house.organization, key, &danger).unwrap();
        inquiry::wait(clinic, &intake, clinic.fresh_key(), receipt.inquiry).unwrap();
        expected.push((Precedence::Danger, receipt.inquiry));
        // Stable: within each, whoever asked first.
        expected.sort_by_key(|(precedence, _)| *precedence);
        let list = waiting::list(clinic, &intake, None).unwrap();
        let rows = list.rows.iter().map(|row| (row.precedence, row.inquiry.id));
        assert_eq!(rows.collect::<Vec<_>>(), expected);
        let elsewhere = waiting::list(clinic, &intake, Some(house.sites[1])).unwrap();
        assert!(elsewhere.rows.is_empty());
        // Nobody of another clinic is on it.
        let stranger = who(&world, &world.houses[1], Role::ClinicalDirector, 0);
        let theirs = waiting::list(clinic, &stranger, None).unwrap();
        assert!(theirs.rows.is_empty());
        let opened = waiting::open(clinic, &stranger, receipt.inquiry);
        assert!(matches!(opened, Err(Refusal::NotFound)));
    }
}

#[test]
fn what_is_owed_is_given_and_two_tabs_do_not_overwrite_each_other() {
    for world in worlds("waitowed") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let id = add(&world, house, "Dana", "555 010 0199");
        let open = || waiting::open(clinic, &intake, id).unwrap();
        let fresh = || clinic.fresh_key();
        let injects = said(PriorityFact::No, PriorityFact::Yes);
        let early = waiting::set(clinic, &intake, fresh(), id, injects);
        assert!(
            matches!(early, Err(Refusal::Conflict(_))),
            "not on the list"
        );
        inquiry::wait(clinic, &intake, fresh(), id).unwrap();
        let over = |version: Version| clinic.fresh_key().over(version);
        let first = open().version;
        waiting::set(clinic, &intake, over(first), id, injects).unwrap();
        let second = waiting::set(clinic, &intake, over(first), id, injects);
        assert!(matches!(second, Err(Refusal::Changed)));
        let give = |service, on, note| {
            waiting::give(clinic, &intake, clinic.fresh_key(), id, service, on, note)
        };
        let tomorrow = open()
            .site
            .zone
            .local(world.now())
            .date()
            .tomorrow()
            .unwrap();
        let refused = give(InterimService::Needles, Some(tomorrow), None);
        assert!(matches!(refused, Err(Refusal::Fields(issues)) if issues[0].field == "on"));
        let before = world.journal_length(house);
        let note = line("By telephone, half an hour.");
        for service in open().waiting.missing() {
            give(service, None, Some(&note)).unwrap();
        }
        assert!(open().waiting.missing().is_empty());
        let told = world.said_after(house, before);
        let given = told.iter().filter(|it| *it == "waiting.interim_given");
        assert_eq!(given.count(), 3, "{told:?}");
    }
}

#[test]
fn an_offer_that_nobody_answers_expires_and_somebody_is_to_call() {
    for world in worlds("waitoffer") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let id = add(&world, house, "Dana", "555 010 0199");
        inquiry::wait(clinic, &intake, clinic.fresh_key(), id).unwrap();
        let open = || waiting::open(clinic, &intake, id).unwrap().waiting;
        let offer = |until| {
            let key = clinic.fresh_key();
            waiting::offer(clinic, &intake, key, id, until, None)
        };
        for wrong in [world.now(), world.now() + (15 * 24).hours()] {
            let refused = offer(wrong);
            assert!(
                matches!(refused, Err(Refusal::Fields(issues)) if issues[0].field == "until_day")
            );
        }
        let until = world.now() + 24.hours();
        offer(until).unwrap();
        assert!(
            matches!(offer(until), Err(Refusal::Conflict(_))),
            "one at a time"
        );
        waiting::expire_due(clinic, house.organization).unwrap();
        assert!(open().open_offer().is_some());
        let card = || {
            let board = inquiry::board(clinic, &intake, &BoardFilter::default()).unwrap();
            let mut open = board.open.into_iter();
            open.find(|card| card.inquiry.id == id).unwrap()
        };
        assert_eq!(card().due.next, Next::Wait);
        world.wait(minutes(24 * 60));
        let before = world.journal_length(house);
        for _ in 0..2 {
            waiting::expire_due(clinic, house.organization).unwrap();
        }
        assert_eq!(world.said_after(house, before), ["waiting.expired"]);
        assert_eq!(
            open().offers[0].ended,
            Some((OfferEnd::Expired, world.now()))
        );
        assert_eq!(card().due.next, Next::Call);
        let page = inquiry::open(clinic, &intake, id).unwrap();
        let step = page
            .steps
            .iter()
            .find(|it| it.kind == StepKind::OfferExpired);
        assert_eq!(step.unwrap().by, None, "nobody did it");
        // A declined one is over, and expires no more.
        offer(world.now() + 24.hours()).unwrap();
        let made_at = || open().open_offer().unwrap().at;
        let end = |made_at| {
            let key = clinic.fresh_key();
            waiting::end_offer(clinic, &intake, key, id, made_at, OfferEnd::Declined)
        };
        let first = made_at();
        end(first).unwrap();
        assert!(matches!(end(first), Err(Refusal::Conflict(_))));
        // A page that shows the first one ends no other.
        world.wait(minutes(1));
        offer(world.now() + 24.hours()).unwrap();
        assert!(matches!(end(first), Err(Refusal::Conflict(_))));
        assert!(open().open_offer().is_some());
        end(made_at()).unwrap();
        world.wait(minutes(48 * 60));
        assert_eq!(waiting::expire_due(clinic, house.organization).unwrap(), 0);
    }
}

#[test]
fn an_offer_that_expires_puts_off_no_call_that_is_due_already() {
    for world in worlds("waitsooner") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let id = add(&world, house, "Dana", "555 010 0199");
        inquiry::wait(clinic, &intake, clinic.fresh_key(), id).unwrap();
        let until = world.now() + 24.hours();
        waiting::offer(clinic, &intake, clinic.fresh_key(), id, until, None).unwrap();
        let sooner = world.now() + 2.hours();
        let call = CallDraft {
            next_call_at: Some(sooner),
            ..call(CallOutcome::NoAnswer)
        };
        inquiry::log_call(clinic, &intake, clinic.fresh_key(), id, &call).unwrap();
        world.wait(minutes(24 * 60));
        waiting::expire_due(clinic, house.organization).unwrap();
        let page = inquiry::open(clinic, &intake, id).unwrap();
        let expired = |step: &InquiryStep| step.kind == StepKind::OfferExpired;
        assert!(page.steps.iter().any(expired));
        assert_eq!(page.inquiry.next_call_at, Some(sooner));
    }
}

#[test]
fn whoever_comes_off_the_list_does_so_for_a_reason_and_their_offer_with_them() {
    for world in worlds("waitoff") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let id = add(&world, house, "Dana", "555 010 0199");
        inquiry::wait(clinic, &intake, clinic.fresh_key(), id).unwrap();
        let until = world.now() + 24.hours();
        let words = line("A place in the evening group");
        let key = clinic.fresh_key();
        waiting::offer(clinic, &intake, key, id, until, Some(&words)).unwrap();
        let off = |reason, words| {
            waiting::take_off(clinic, &intake, clinic.fresh_key(), id, reason, words)
        };
        let refused = off(OffReason::Other, None);
        assert!(matches!(refused, Err(Refusal::Fields(issues)) if issues[0].field == "off_words"));
        off(OffReason::Elsewhere, None).unwrap();
        let page = waiting::open(clinic, &intake, id).unwrap();
        assert!(!page.waits() && page.waiting.open_offer().is_none());
        assert_eq!(page.waiting.off[0].reason, OffReason::Elsewhere);
        assert!(
            waiting::list(clinic, &intake, None)
                .unwrap()
                .rows
                .is_empty()
        );
        assert!(matches!(
            off(OffReason::Elsewhere, None),
            Err(Refusal::Conflict(_))
        ));
        // What was said of them is known when they come back.
        inquiry::wait(clinic, &intake, clinic.fresh_key(), id).unwrap();
        let page = waiting::open(clinic, &intake, id).unwrap();
        assert!(page.waits() && page.waiting.off.len() == 1);
    }
}
