//! The way in: asking, calling back, booking, ending, joining, counting.

use crate::common::house::{House, email, line};
use crate::common::{World, key, minutes};
use crate::engines::worlds;
use care::intake::appointment::AppointmentState::{Booked, Kept, Missed};
use care::intake::inquiry::{CallOutcome, Channel, InquiryDraft, LossReason, Sign, Stage};
use care::intake::waiting::OffReason;
use care::people::patient::BirthDate;
use care::{InquiryId, PersonId, PersonName, Role, Span, Weekday};
use clinic::Refusal;
use clinic::access::glass;
use clinic::intake::appointment;
use clinic::intake::appointment::Booking;
use clinic::intake::inquiry;
use clinic::intake::inquiry::{BoardFilter, CallDraft};
use clinic::intake::waiting;
use clinic::people::{patient, staff};
use jiff::civil::date;
use policy::Actor;

pub fn draft(house: &House, at: usize, given: &str, phone: &str) -> InquiryDraft {
    InquiryDraft {
        born: BirthDate::parse("1990-02-03", date(2026, 3, 2)).ok(),
        ..house.inquiry_draft(at, given, "Whitfield", phone)
    }
}

pub fn who(world: &World, house: &House, role: Role, at: usize) -> Actor {
    world.enter(house, house.who(role, at)).actor
}

/// A counselor at the first site with duty hours on all days, eight to six.
pub fn on_duty(world: &World, house: &House, given: &str) -> PersonId {
    let console = clinic::access::setup::operator(house.organization);
    let mut draft = house.member_draft(Role::Counselor, 0, given);
    draft.name = PersonName::parse(given, "Duty").unwrap();
    draft.availability = Weekday::ALL
        .map(|day| (house.sites[0], Span::new(day, 480, 1080).unwrap()))
        .to_vec();
    staff::add_staff(&world.clinic, &console, world.clinic.fresh_key(), &draft).unwrap()
}

pub fn add(world: &World, house: &House, given: &str, phone: &str) -> InquiryId {
    let intake = who(world, house, Role::IntakeCoordinator, 0);
    let draft = draft(house, 0, given, phone);
    inquiry::add(&world.clinic, &intake, world.clinic.fresh_key(), &draft).unwrap()
}

/// The first time that is offered.
pub fn earliest(world: &World, actor: &Actor, id: InquiryId) -> Booking {
    let page = inquiry::open(&world.clinic, actor, id).unwrap();
    let slot = page.offers.unwrap().slots[0];
    Booking {
        clinician: slot.clinician,
        starts_at: slot.starts_at,
        minutes: slot.minutes,
    }
}

/// A call that came to this, and nothing more about it.
pub fn call(outcome: CallOutcome) -> CallDraft {
    CallDraft {
        outcome,
        words: None,
        next_call_at: None,
        despite: None,
    }
}

/// Everything an actor's board shows, and whether exactly that opens.
fn board(world: &World, actor: &Actor, all: &[InquiryId]) -> Option<Vec<InquiryId>> {
    let opens = |id: &InquiryId| inquiry::open(&world.clinic, actor, *id).is_ok();
    let open: Vec<InquiryId> = all.iter().copied().filter(opens).collect();
    match inquiry::board(&world.clinic, actor, &BoardFilter::default()) {
        Ok(board) => {
            let cards = board.open.iter().map(|card| card.inquiry.id);
            let listed: Vec<_> = cards
                .chain(board.ended.iter().map(|inquiry| inquiry.id))
                .collect();
            assert!(
                all.iter()
                    .all(|id| listed.contains(id) == open.contains(id))
            );
            Some(open)
        }
        Err(Refusal::Denied) => {
            assert!(open.is_empty());
            None
        }
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn anybody_asks_once_and_those_who_answer_for_the_site_see_it() {
    for world in worlds("asking") {
        let house = &world.houses[0];
        let (clinic, here) = (&world.clinic, house.organization);
        let asked = draft(house, 0, "Dana", "555 010 0199");
        let before = world.journal_length(house);
        let receipt = inquiry::request(clinic, here, key(7), &asked).unwrap();
        assert_eq!(receipt.call_back_by, world.now() + minutes(120));
        assert_eq!(
            inquiry::request(clinic, here, key(7), &asked).unwrap(),
            receipt
        );
        assert_eq!(world.said_after(house, before), ["inquiry.requested"]);
        let mut nobody = asked.clone();
        nobody.contact.phone = None;
        let refused = inquiry::request(clinic, here, key(8), &nobody);
        assert!(matches!(refused, Err(Refusal::Fields(issues)) if issues[0].field == "phone"));
        let mut elsewhere = asked.clone();
        elsewhere.site = world.houses[1].sites[0];
        let refused = inquiry::request(clinic, here, key(9), &elsewhere);
        assert!(matches!(refused, Err(Refusal::Fields(issues)) if issues[0].field == "site"));
        let far = inquiry::request(
            clinic,
            here,
            key(10),
            &draft(house, 1, "Lee", "555 010 0198"),
        );
        let all = [receipt.inquiry, far.unwrap().inquiry];
        for member in &house.staff {
            let actor = world.enter(house, member.person).actor;
            let expected: Option<&[InquiryId]> = match (member.role, member.at) {
                (Role::ClinicalDirector, _) => Some(&all),
                (Role::IntakeCoordinator, at) => Some(&all[at..=at]),
                (Role::Counselor | Role::MedicalProvider, _) => Some(&[]),
                _ => None,
            };
            assert_eq!(
                board(&world, &actor, &all).as_deref(),
                expected,
                "{member:?}"
            );
        }
        let theirs = &world.houses[1];
        let stranger = who(&world, theirs, Role::ClinicalDirector, 0);
        assert_eq!(board(&world, &stranger, &all), Some(Vec::new()));
    }
}

#[test]
fn calls_are_logged_and_say_when_to_call_next() {
    for world in worlds("working") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let fresh = || clinic.fresh_key();
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let asked = draft(house, 0, "Dana", "555 010 0199");
        let id = inquiry::request(clinic, house.organization, key(7), &asked)
            .unwrap()
            .inquiry;
        let open = || inquiry::open(clinic, &intake, id).unwrap();
        inquiry::log_call(clinic, &intake, fresh(), id, &call(CallOutcome::NoAnswer)).unwrap();
        let after = open();
        assert_eq!((after.inquiry.stage, after.calls.len()), (Stage::New, 1));
        assert_eq!(after.inquiry.next_call_at, Some(world.now() + minutes(240)));
        let mut past = call(CallOutcome::NoAnswer);
        past.next_call_at = Some(world.now());
        assert!(matches!(
            inquiry::log_call(clinic, &intake, fresh(), id, &past),
            Err(Refusal::Fields(_))
        ));
        inquiry::log_call(clinic, &intake, fresh(), id, &call(CallOutcome::Reached)).unwrap();
        let reached = open();
        assert_eq!(reached.inquiry.stage, Stage::Reached);
    }
}

#[test]
fn a_time_is_one_persons_and_whoever_assesses_sees_them() {
    for world in worlds("booking") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let fresh = || clinic.fresh_key();
        let assessor = on_duty(&world, house, "ada");
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let id = add(&world, house, "Dana", "555 010 0199");
        let booking = earliest(&world, &intake, id);
        assert_eq!(booking.clinician, assessor);
        let counselor = world.enter(house, assessor).actor;
        assert!(matches!(
            inquiry::open(clinic, &counselor, id),
            Err(Refusal::NotFound)
        ));
        let made = appointment::book(clinic, &intake, fresh(), id, booking).unwrap();
        assert!(
            inquiry::open(clinic, &counselor, id).is_ok(),
            "whoever assesses sees it"
        );
        // Nobody else gets that time, nor one outside duty hours, and two at once do not get it either.
        let other = add(&world, house, "Lee", "555 010 0198");
        let night = Booking {
            starts_at: booking.starts_at + minutes(12 * 60),
            ..booking
        };
        for taken in [
            booking,
            night,
            Booking {
                starts_at: booking.starts_at + minutes(30),
                ..booking
            },
        ] {
            let refused = appointment::book(clinic, &intake, fresh(), other, taken);
            assert!(matches!(refused, Err(Refusal::Fields(_))), "{taken:?}");
        }
        let later = Booking {
            starts_at: booking.starts_at + minutes(60),
            ..booking
        };
        assert_eq!(
            appointment::book(clinic, &intake, fresh(), id, later).unwrap(),
            made,
            "moved"
        );
        assert!(appointment::book(clinic, &intake, fresh(), other, booking).is_ok());
    }
}

#[test]
fn who_came_is_said_afterwards_and_can_be_taken_back() {
    for world in worlds("marking") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let fresh = || clinic.fresh_key();
        let assessor = on_duty(&world, house, "ada");
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let id = add(&world, house, "Dana", "555 010 0199");
        let booking = earliest(&world, &intake, id);
        let made = appointment::book(clinic, &intake, fresh(), id, booking).unwrap();
        let counselor = world.enter(house, assessor).actor;
        let early = appointment::mark(clinic, &counselor, fresh(), made, Kept);
        assert!(matches!(early, Err(Refusal::Conflict(_))));
        world.wait(minutes(8 * 60));
        let [intake, counselor] = [house.who(Role::IntakeCoordinator, 0), assessor]
            .map(|person| world.enter(house, person).actor);
        let stage = || inquiry::open(clinic, &intake, id).unwrap().inquiry.stage;
        appointment::mark(clinic, &counselor, fresh(), made, Kept).unwrap();
        assert_eq!(stage(), Stage::Assessed);
        let assessed = inquiry::open(clinic, &intake, id).unwrap();
        assert!(
            assessed.offers.is_none(),
            "nobody is assessed twice by default"
        );
        appointment::mark(clinic, &counselor, fresh(), made, Booked).unwrap();
        assert_eq!(stage(), Stage::Booked);
        appointment::mark(clinic, &intake, fresh(), made, Missed).unwrap();
        assert_eq!(stage(), Stage::Reached);
        // To be called from now on, and late from the next minute.
        let late = || {
            let list = inquiry::worklist(clinic, &intake).unwrap();
            (list.now.len(), list.overdue)
        };
        assert_eq!(late(), (1, 0));
        world.wait(minutes(1));
        assert_eq!(late(), (1, 1));
    }
}

#[test]
fn an_inquiry_ends_with_a_reason_and_is_taken_up_again() {
    for world in worlds("ending") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let fresh = || clinic.fresh_key();
        on_duty(&world, house, "ada");
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let id = add(&world, house, "Dana", "555 010 0199");
        let booking = earliest(&world, &intake, id);
        appointment::book(clinic, &intake, fresh(), id, booking).unwrap();
        let refused = inquiry::lose(clinic, &intake, fresh(), id, LossReason::Other, None);
        assert!(
            matches!(refused, Err(Refusal::Fields(_))),
            "another reason is said in words"
        );
        inquiry::lose(clinic, &intake, fresh(), id, LossReason::Cost, None).unwrap();
        let lost = inquiry::open(clinic, &intake, id).unwrap();
        assert_eq!(
            (lost.inquiry.stage, lost.standing().is_none()),
            (Stage::Lost, true)
        );
        assert_eq!(lost.inquiry.loss.as_ref().unwrap().reason, LossReason::Cost);
        let again = inquiry::log_call(clinic, &intake, fresh(), id, &call(CallOutcome::Reached));
        assert!(
            matches!(again, Err(Refusal::Conflict(_))),
            "an ended inquiry is taken up first"
        );
        inquiry::reopen(clinic, &intake, fresh(), id).unwrap();
        let open = inquiry::open(clinic, &intake, id).unwrap();
        assert_eq!(
            (open.inquiry.stage, open.inquiry.loss.is_none()),
            (Stage::Reached, true)
        );
        assert_eq!(
            open.offers.unwrap().slots[0].starts_at,
            booking.starts_at,
            "the time is free again"
        );
        inquiry::wait(clinic, &intake, fresh(), id).unwrap();
        assert!(matches!(
            inquiry::wait(clinic, &intake, fresh(), id),
            Err(Refusal::Conflict(_))
        ));
        let reason = OffReason::Declined;
        waiting::take_off(clinic, &intake, fresh(), id, reason, None).unwrap();
    }
}

#[test]
fn how_many_come_how_far_is_open_to_those_who_answer_for_it() {
    for world in worlds("counting") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        on_duty(&world, house, "ada");
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let id = add(&world, house, "Dana", "555 010 0199");
        let booking = earliest(&world, &intake, id);
        appointment::book(clinic, &intake, clinic.fresh_key(), id, booking).unwrap();
        let counted = |actor: &Actor| {
            inquiry::counted(clinic, actor, (date(2026, 3, 1), date(2026, 3, 3)), None)
        };
        let administrator = who(&world, house, Role::ProgramAdministrator, 0);
        let funnel = counted(&administrator).unwrap().funnel;
        assert_eq!(
            (funnel.asked, funnel.reached, funnel.booked, funnel.assessed),
            (1, 1, 1, 0)
        );
        for role in [Role::Counselor, Role::Auditor, Role::PrivacyOfficer] {
            assert!(matches!(
                counted(&who(&world, house, role, 0)),
                Err(Refusal::Denied)
            ));
        }
        assert!(matches!(
            inquiry::open(clinic, &administrator, id),
            Err(Refusal::NotFound)
        ));
    }
}

#[test]
fn whoever_asked_before_is_noticed_and_joined_with_both_histories() {
    for world in worlds("joining") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let fresh = || clinic.fresh_key();
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let first = add(&world, house, "Dana", "555 010 0199");
        let mut again = draft(house, 0, "Danielle", "+1 555-010-0199");
        again.name.family = line("Whitfeild");
        let alike = inquiry::alike(clinic, &intake, fresh(), &again)
            .unwrap()
            .shown;
        assert_eq!(alike.len(), 1);
        assert_eq!(alike[0].signs, [Sign::BirthAndName, Sign::Phone]);
        assert_eq!(alike[0].known.inquiry, Some(first));
        // At the other site they do not learn that there is anybody.
        let far = who(&world, house, Role::IntakeCoordinator, 1);
        let elsewhere = InquiryDraft {
            site: house.sites[1],
            ..again.clone()
        };
        let seen = inquiry::alike(clinic, &far, fresh(), &elsewhere).unwrap();
        assert!(seen.is_nobody());
        let second = inquiry::add(clinic, &intake, fresh(), &again).unwrap();
        let page = inquiry::open(clinic, &intake, second).unwrap();
        let into = page.alike.shown[0].known.person;
        inquiry::log_call(
            clinic,
            &intake,
            fresh(),
            second,
            &call(CallOutcome::Reached),
        )
        .unwrap();
        inquiry::join(clinic, &intake, fresh(), second, into).unwrap();
        let whole = inquiry::open(clinic, &intake, first).unwrap();
        assert_eq!((whole.joined.len(), whole.calls.len()), (1, 1));
        assert!(matches!(
            inquiry::wait(clinic, &intake, fresh(), second),
            Err(Refusal::Conflict(_))
        ));
        inquiry::part(clinic, &intake, fresh(), second).unwrap();
        assert!(
            inquiry::open(clinic, &intake, first)
                .unwrap()
                .joined
                .is_empty()
        );
        inquiry::join(clinic, &intake, fresh(), second, into).unwrap();
        // Forgetting the person forgets what was joined to them.
        let officer = who(&world, house, Role::PrivacyOfficer, 0);
        let (name, born) = patient::about_to_forget(clinic, &officer, into).unwrap();
        assert!(name == "Dana Whitfield" && born.is_some());
        patient::forget_person(clinic, &officer, fresh(), into, &line("asked in writing")).unwrap();
        let director = who(&world, house, Role::ClinicalDirector, 0);
        for id in [first, second] {
            assert!(matches!(
                inquiry::open(clinic, &director, id),
                Err(Refusal::NotFound)
            ));
        }
        assert_eq!(board(&world, &director, &[first, second]), Some(Vec::new()));
        inquiry::counted(
            clinic,
            &director,
            (date(2026, 3, 1), date(2026, 3, 3)),
            None,
        )
        .unwrap();
    }
}

#[test]
fn an_emergency_opens_the_inquiry_of_whoever_is_not_in_care_yet() {
    for world in worlds("askglass") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let id = add(&world, house, "Dana", "555 010 0199");
        let provider = who(&world, house, Role::MedicalProvider, 0);
        assert!(matches!(
            inquiry::open(clinic, &provider, id),
            Err(Refusal::NotFound)
        ));
        let reason =
            care::access::glass::GlassReason::parse("The emergency room called about this person.")
                .unwrap();
        let born = BirthDate::parse("1990-02-03", date(2026, 3, 2)).unwrap();
        let (given, family, key) = (line("dana"), line("Whitfield"), clinic.fresh_key());
        let opened = glass::break_glass_for(clinic, &provider, key, &given, &family, born, &reason);
        let person = opened.unwrap();
        assert_eq!(inquiry::of_person(clinic, &provider, person).unwrap(), id);
        assert!(
            inquiry::open(clinic, &provider, id)
                .unwrap()
                .glass_until
                .is_some()
        );
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let open = glass::break_glass(clinic, &intake, clinic.fresh_key(), person, &reason);
        assert!(
            matches!(open, Err(Refusal::Conflict(_))),
            "it is open to them anyway"
        );
    }
}

#[test]
fn mail_goes_only_where_the_rules_allow_it_and_says_nothing() {
    for world in worlds("askmail") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        on_duty(&world, house, "ada");
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let mut writes = draft(house, 0, "Wren", "555 010 0197");
        writes.contact.email = Some(email("wren@mail.example"));
        writes.safe.channels = vec![Channel::Email];
        let mut calls = draft(house, 0, "Cal", "555 010 0196");
        calls.contact.email = Some(email("cal@mail.example"));
        for draft in [writes, calls] {
            let id = inquiry::add(clinic, &intake, clinic.fresh_key(), &draft).unwrap();
            let booking = earliest(&world, &intake, id);
            appointment::book(clinic, &intake, clinic.fresh_key(), id, booking).unwrap();
        }
        let mails = world.mail(house, "Appointment");
        assert_eq!(mails.len(), 1);
        let text = mails[0].1.text();
        for word in [
            "treatment",
            "ssessment",
            "Recovery",
            "Wren",
            "North",
            "Duty",
        ] {
            assert!(!text.contains(word), "{text}");
        }
    }
}
