//! Somebody rings: who it is, by number and date of birth, and a call that becomes a request with an appointment.

use crate::common::house::{House, line};
use crate::common::{World, minutes};
use crate::engines::worlds;
use crate::inquiries::{add, draft, earliest, on_duty, who};
use care::intake::inquiry::{Asker, CallBack, Language, Likeness, Relationship, Sign, Stage};
use care::{Contact, InquiryId, Paragraph, PersonName, Phone, Private, Role};
use clinic::Refusal;
use clinic::followup::signal;
use clinic::intake::appointment;
use clinic::intake::appointment::Booking;
use clinic::intake::inquiry;
use clinic::intake::inquiry::TimeTaken;
use clinic::people::patient;
use policy::Actor;

fn phone(number: &str) -> Contact {
    Contact {
        phone: Phone::parse(number).ok(),
        email: None,
    }
}

fn found(world: &World, actor: &Actor, typed: &str) -> Vec<InquiryId> {
    let found = inquiry::found(&world.clinic, actor, typed).unwrap();
    found.iter().map(|(inquiry, _)| inquiry.id).collect()
}

/// A mother asks for her son, at her own number.
fn asked_for(world: &World, house: &House, number: &str) -> InquiryId {
    let intake = who(world, house, Role::IntakeCoordinator, 0);
    let mut asked = draft(house, 0, "Anselm", "");
    asked.contact = Contact::default();
    asked.asker = Asker::Other {
        name: Private::new(line("Mia Whitfield")),
        relationship: Relationship::Parent,
        contact: phone(number),
        person_knows: false,
    };
    asked.safe.with = CallBack::Asker;
    inquiry::add(&world.clinic, &intake, world.clinic.fresh_key(), &asked).unwrap()
}

#[test]
fn who_rings_is_found_by_number_its_end_and_date_of_birth_by_whoever_may_see_them() {
    for world in worlds("ringing") {
        let house = &world.houses[0];
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let dana = add(&world, house, "Dana", "207 555 0164");
        let anselm = asked_for(&world, house, "(207) 555-7741");
        for typed in ["+1 (207) 555-0164", "0164", "01-64"] {
            assert_eq!(found(&world, &intake, typed), [dana], "{typed}");
        }
        // The number is his mother's.
        for typed in ["2075557741", "7741"] {
            assert_eq!(found(&world, &intake, typed), [anselm], "{typed}");
        }
        for typed in ["2/3/1990", "1990-02-03", "020390", "2/3/90", "02031990"] {
            let both = found(&world, &intake, typed);
            assert!(both.contains(&dana) && both.contains(&anselm), "{typed}");
        }
        for typed in [
            "164", "0165", "50164", "555 0164", "207555", "2/3/91", "030290",
        ] {
            assert!(found(&world, &intake, typed).is_empty(), "{typed}");
        }
        // Nobody learns of somebody whom they may not see, by any of these ways.
        let far = who(&world, house, Role::IntakeCoordinator, 1);
        let counselor = who(&world, house, Role::Counselor, 0);
        let stranger = who(&world, &world.houses[1], Role::ClinicalDirector, 0);
        for actor in [&far, &counselor, &stranger] {
            for typed in ["0164", "7741", "207 555 0164", "020390"] {
                assert!(found(&world, actor, typed).is_empty(), "{typed}");
            }
        }
    }
}

#[test]
fn a_second_number_that_was_joined_to_somebody_means_them() {
    for world in worlds("second_number") {
        let house = &world.houses[0];
        let (clinic, fresh) = (&world.clinic, || world.clinic.fresh_key());
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let first = add(&world, house, "Dana", "207 555 0164");
        let second = add(&world, house, "Danielle", "207 555 0977");
        let into = inquiry::open(clinic, &intake, first).unwrap();
        inquiry::join(clinic, &intake, fresh(), second, into.inquiry.person).unwrap();
        for typed in ["0977", "207 555 0977"] {
            assert_eq!(found(&world, &intake, typed), [first], "{typed}");
        }
    }
}

#[test]
fn whoever_is_in_care_is_found_by_the_end_of_their_number() {
    for world in worlds("in_care_rings") {
        let house = &world.houses[0];
        let (clinic, fresh) = (&world.clinic, || world.clinic.fresh_key());
        let director = who(&world, house, Role::ClinicalDirector, 0);
        let mut described = house.patient_draft("Juniper", 0, None);
        described.contact = phone("406 555 3190");
        let id = patient::seed_patient(clinic, &director, fresh(), &described).unwrap();
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let seen = |actor: &Actor, typed: &str| {
            let people = patient::people(clinic, actor, Some(typed)).unwrap();
            people.iter().any(|one| one.id == id)
        };
        assert!(seen(&intake, "3190") && seen(&intake, "406.555.3190"));
        assert!(!seen(&intake, "3191"));
        let far = who(&world, house, Role::IntakeCoordinator, 1);
        assert!(!seen(&far, "3190") && !seen(&far, "406 555 3190"));
    }
}

/// Whoever sees a record and not the request behind it is told no name and no number of who asked: nor may the number
/// find the person, or it could be guessed.
#[test]
fn by_the_number_of_who_asked_somebody_is_found_by_whoever_may_see_that_request_alone() {
    for world in worlds("asked_in_care") {
        let house = &world.houses[0];
        let (clinic, fresh) = (&world.clinic, || world.clinic.fresh_key());
        let director = who(&world, house, Role::ClinicalDirector, 0);
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let mut described = house.patient_draft("Juniper", 0, None);
        described.contact = phone("406 555 3190");
        let id = patient::seed_patient(clinic, &director, fresh(), &described).unwrap();
        let request = asked_for(&world, house, "(207) 555-7741");
        inquiry::join(clinic, &intake, fresh(), request, id).unwrap();
        let seen = |actor: &Actor, typed: &str| {
            let people = patient::people(clinic, actor, Some(typed)).unwrap();
            people.iter().any(|one| one.id == id)
        };
        let counselor = who(&world, house, Role::Counselor, 0);
        let provider = who(&world, house, Role::MedicalProvider, 0);
        for typed in ["7741", "207 555 7741"] {
            assert!(seen(&director, typed) && seen(&intake, typed), "{typed}");
            assert!(
                !seen(&counselor, typed) && !seen(&provider, typed),
                "{typed}"
            );
        }
        assert!(seen(&counselor, "3190") && seen(&provider, "3190"));
    }
}

#[test]
fn a_call_becomes_a_request_that_was_reached_and_its_appointment_in_one_go() {
    for world in worlds("taking_calls") {
        let house = &world.houses[0];
        let (clinic, fresh) = (&world.clinic, || world.clinic.fresh_key());
        let assessor = on_duty(&world, house, "ada");
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let here = house.sites[0];
        let offers = inquiry::times(clinic, &intake, here, Language::English).unwrap();
        let slot = offers.slots[0];
        assert_eq!(slot.clinician, assessor);
        let booking = Booking {
            clinician: slot.clinician,
            starts_at: slot.starts_at,
            minutes: slot.minutes,
        };
        let said = draft(house, 0, "Dana", "207 555 0164");
        let (key, before) = (fresh(), world.journal_length(house));
        let taken = inquiry::take_call(clinic, &intake, key, &said, Some(booking)).unwrap();
        assert_eq!(taken.time, TimeTaken::Booked);
        let told = world.said_after(house, before);
        assert!(told.contains(&"inquiry.added".to_owned()), "{told:?}");
        assert!(told.contains(&"appointment.booked".to_owned()), "{told:?}");
        let page = inquiry::open(clinic, &intake, taken.inquiry).unwrap();
        assert_eq!(page.inquiry.stage, Stage::Booked);
        assert_eq!(page.standing().unwrap().starts_at, slot.starts_at);
        // The same form again is the same call.
        let again = inquiry::take_call(clinic, &intake, key, &said, Some(booking)).unwrap();
        assert_eq!(again, taken);
        // Whoever agreed to a time that somebody else took meanwhile is kept all the same.
        let mut late = draft(house, 0, "Lee", "207 555 0165");
        late.words = Paragraph::cut("I want to kill myself");
        let late = inquiry::take_call(clinic, &intake, fresh(), &late, Some(booking)).unwrap();
        assert_eq!(late.time, TimeTaken::Gone);
        let kept = inquiry::open(clinic, &intake, late.inquiry).unwrap();
        assert_eq!(kept.inquiry.stage, Stage::Reached);
        assert!(kept.standing().is_none());
        // And what they said of danger is a signal, whatever became of the time.
        let director = who(&world, house, Role::ClinicalDirector, 0);
        let open = signal::list(clinic, &director, signal::Which::Open).unwrap();
        let person = kept.inquiry.person;
        assert!(open.iter().any(|one| one.signal.person == person));
        let next = earliest(&world, &intake, late.inquiry);
        appointment::book(clinic, &intake, fresh(), late.inquiry, next).unwrap();
        // Another length than those on offer is no time that is gone: nothing is saved.
        let odd = Booking {
            minutes: 7,
            starts_at: booking.starts_at + minutes(24 * 60),
            ..booking
        };
        let mut third = draft(house, 0, "Kim", "207 555 0166");
        third.born = None;
        let refused = inquiry::take_call(clinic, &intake, fresh(), &third, Some(odd));
        assert!(matches!(refused, Err(Refusal::Fields(issues)) if issues[0].field == "minutes"));
        assert!(found(&world, &intake, "0166").is_empty());
    }
}

#[test]
fn who_may_be_known_is_told_while_they_are_described_to_whoever_may_see_them() {
    for world in worlds("so_far") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let dana = add(&world, house, "Dana", "207 555 0164");
        let (number, nothing) = (phone("+1 207 555 0164"), Contact::default());
        let name = PersonName::parse("Danna", "Whitfeild").unwrap();
        let born = draft(house, 0, "Dana", "").born;
        let only_number = Likeness {
            name: None,
            contact: &number,
            born: None,
            asked_by: None,
        };
        let without_number = Likeness {
            name: Some(&name),
            contact: &nothing,
            born,
            asked_by: None,
        };
        let alike = |actor: &Actor, at: usize, one: &Likeness<'_>| {
            inquiry::alike_so_far(clinic, actor, clinic.fresh_key(), house.sites[at], one)
        };
        let before = world.journal_length(house);
        for (one, sign) in [
            (&only_number, Sign::Phone),
            (&without_number, Sign::BirthAndName),
        ] {
            let known = alike(&intake, 0, one).unwrap().shown;
            assert_eq!(known.len(), 1, "{sign:?}");
            assert_eq!(known[0].known.inquiry, Some(dana));
            assert_eq!(known[0].signs, [sign]);
        }
        assert_eq!(
            world.said_after(house, before),
            ["inquiry.compared", "inquiry.compared"]
        );
        // Each pause in typing asks again. The same people on the same form are one entry; somebody else is another.
        let form = clinic.fresh_key();
        let pause = |one: &Likeness<'_>| {
            let shown = inquiry::alike_so_far(clinic, &intake, form, house.sites[0], one);
            shown.unwrap().shown.len()
        };
        let before = world.journal_length(house);
        for one in [&only_number, &only_number, &without_number] {
            assert_eq!(pause(one), 1);
        }
        assert_eq!(world.said_after(house, before), ["inquiry.compared"]);
        add(&world, house, "Kim", "207 555 0164");
        let before = world.journal_length(house);
        assert_eq!((pause(&only_number), pause(&only_number)), (2, 2));
        assert_eq!(world.said_after(house, before), ["inquiry.compared"]);
        let far = who(&world, house, Role::IntakeCoordinator, 1);
        assert!(alike(&far, 1, &only_number).unwrap().is_nobody());
        for (actor, at) in [(&far, 0), (&who(&world, house, Role::Counselor, 0), 0)] {
            assert!(matches!(
                alike(actor, at, &only_number),
                Err(Refusal::Denied)
            ));
            let times = inquiry::times(clinic, actor, house.sites[at], Language::English);
            assert!(matches!(times, Err(Refusal::Denied)));
        }
    }
}
