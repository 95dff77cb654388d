//! What the front door knows of the rest of the house: who asked for whom, who leads which group, what was filled in,
//! whose care has ended.

use crate::common::house::{email, line};
use crate::common::{World, minutes};
use crate::engines::worlds;
use crate::inquiries::{add, draft, on_duty, who};
use crate::stays::stay_draft;
use care::groups::group::{Cause, Changed, SessionChange, parse_meetings};
use care::intake::inquiry::{Asker, CallBack, InquiryDraft, Relationship, Sign, Stage};
use care::stays::episode::{Closing, DischargeReason};
use care::{Contact, InquiryId, PersonId, PersonName, Phone, Private, Role};
use clinic::Refusal;
use clinic::assessment::measure;
use clinic::groups::group;
use clinic::groups::group::{ExceptionDraft, GroupDraft, add_exception, add_group};
use clinic::intake::appointment;
use clinic::intake::appointment::Booking;
use clinic::intake::inquiry;
use clinic::people::patient;
use clinic::people::patient::Which;
use clinic::stays::admission;
use clinic::stays::admission::{AdmissionDraft, Exceptions};
use clinic::stays::stay;
use jiff::civil::{Date, date};
use measures::Answers;
use policy::Actor;

/// A request by somebody's mother, who is called back herself.
fn by_mother(mut draft: InquiryDraft, name: &str, phone: &str, mail: &str) -> InquiryDraft {
    draft.name = PersonName::parse(name, "Quintanilla").unwrap();
    draft.contact = Contact::default();
    draft.born = None;
    draft.safe.with = CallBack::Asker;
    draft.asker = Asker::Other {
        name: Private::new(line("Mia Quintanilla")),
        relationship: Relationship::Parent,
        contact: Contact {
            phone: Phone::parse(phone).ok(),
            email: Some(email(mail)),
        },
        person_knows: false,
    };
    draft
}

#[test]
fn who_asked_for_whom_is_noticed_by_their_own_number_and_address() {
    for world in worlds("askers") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let blank = || draft(house, 0, "Dana", "555 010 0199");
        let asked = by_mother(blank(), "Teo", "555 010 0164", "mia@home.example");
        let first = inquiry::add(clinic, &intake, clinic.fresh_key(), &asked).unwrap();
        let signs = |draft: &InquiryDraft| {
            let alike = inquiry::alike(clinic, &intake, clinic.fresh_key(), draft).unwrap();
            alike
                .shown
                .into_iter()
                .map(|alike| (alike.signs, alike.known))
        };
        // She asks again, under a name that was misheard: by telephone, then by mail.
        let mut again = by_mother(blank(), "Leo", "+1 (555) 010-0164", "m@other.example");
        again.name.family = line("Kinley");
        let (found, known) = signs(&again).next().unwrap();
        assert_eq!(found, [Sign::AskedBy]);
        assert_eq!(known.inquiry, Some(first));
        let mother = known.asker.unwrap();
        assert_eq!(mother.name().unwrap().as_str(), "Mia Quintanilla");
        again = by_mother(again, "Leo", "555 010 0111", "mia@home.example");
        assert_eq!(signs(&again).next().unwrap().0, [Sign::AskedBy]);
        // He calls himself from her telephone.
        let own = draft(house, 0, "Somebody", "555-010-0164");
        assert_eq!(signs(&own).next().unwrap().0, [Sign::Asker]);
        // Whoever looks for the number that calls finds him.
        let filter = inquiry::BoardFilter {
            query: Some("555 010 0164".to_owned()),
            ..inquiry::BoardFilter::default()
        };
        let board = inquiry::board(clinic, &intake, &filter).unwrap();
        assert_eq!(board.open[0].inquiry.id, first);
        // A hospital sends many; its number says nothing about whom.
        let mut sent = again.clone();
        sent.name.family = line("Rosenthal");
        sent.asker = Asker::Referrer {
            name: Private::new(line("Iris Holm")),
            organization: Private::new(line("Harbor General")),
            role: None,
            contact: asked.asker.contact().unwrap().clone(),
            person_knows: true,
        };
        assert_eq!(signs(&sent).count(), 0);
        // Once her number is corrected the old one is nobody's, and nothing finds whoever was forgotten.
        let corrected = by_mother(asked.clone(), "Teo", "555 010 0165", "mia@new.example");
        inquiry::change(clinic, &intake, clinic.fresh_key(), first, &corrected).unwrap();
        assert_eq!(signs(&own).count(), 0);
        let new = draft(house, 0, "Somebody", "555-010-0165");
        assert_eq!(signs(&new).count(), 1);
        let officer = who(&world, house, Role::PrivacyOfficer, 0);
        let person = inquiry::open(clinic, &intake, first)
            .unwrap()
            .inquiry
            .person;
        let reason = line("asked in writing");
        patient::forget_person(clinic, &officer, clinic.fresh_key(), person, &reason).unwrap();
        assert_eq!(signs(&new).count(), 0);
    }
}

/// When an assessment of an hour could begin on a day, by the clocks of the first site.
fn times(world: &World, intake: &Actor, id: InquiryId, on: Date) -> Vec<String> {
    let (_, _, offers) = appointment::day(&world.clinic, intake, id, Some(on), 60).unwrap();
    let times = offers.slots.iter();
    times
        .map(|slot| {
            offers
                .site
                .zone
                .local(slot.starts_at)
                .strftime("%H:%M")
                .to_string()
        })
        .collect()
}

#[test]
fn nobody_is_offered_a_time_at_which_the_clinician_leads_a_group() {
    for world in worlds("leading") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let assessor = on_duty(&world, house, "ada");
        let director = who(&world, house, Role::ClinicalDirector, 0);
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let id = add(&world, house, "Dana", "555 010 0199");
        let tuesday = date(2026, 3, 3);
        assert!(times(&world, &intake, id, tuesday).contains(&"10:00".to_owned()));
        let led = GroupDraft {
            facilitators: vec![assessor],
            meetings: parse_meetings("Tue 10:00").unwrap(),
            minutes: 90,
            ..house.group_draft("Morning process", 0)
        };
        let administrator = who(&world, house, Role::ProgramAdministrator, 0);
        let led = add_group(clinic, &administrator, clinic.fresh_key(), &led).unwrap();
        let expected = |from: &str, until: &str| {
            let times = times(&world, &intake, id, tuesday);
            let taken = |time: &&String| time.as_str() > from && time.as_str() < until;
            (times.iter().filter(taken).count(), times)
        };
        // The hour before it begins and the hour after it ends can be had, and nothing that overlaps it.
        let (overlapping, all) = expected("09:00", "11:30");
        assert_eq!(overlapping, 0, "{all:?}");
        assert!(all.contains(&"09:00".to_owned()) && all.contains(&"11:30".to_owned()));
        let booking = Booking {
            clinician: assessor,
            starts_at: "2026-03-03T15:30:00Z".parse().unwrap(),
            minutes: 60,
        };
        let refused = appointment::book(clinic, &intake, clinic.fresh_key(), id, booking);
        assert!(matches!(refused, Err(Refusal::Fields(_))));
        let page = inquiry::open(clinic, &intake, id).unwrap();
        let offered = page.offers.unwrap().slots;
        assert!(
            offered
                .iter()
                .all(|slot| slot.starts_at != booking.starts_at)
        );
        // A session that is moved takes the time it is moved to; one that is cancelled takes none.
        let differs = |change| ExceptionDraft {
            date: tuesday,
            cause: Cause::Training,
            change,
        };
        let moved = differs(SessionChange::Changed(Changed {
            moved: Some((tuesday, 14 * 60)),
            ..Changed::default()
        }));
        add_exception(clinic, &director, clinic.fresh_key(), led, &moved).unwrap();
        assert_eq!(expected("13:00", "15:30").0, 0);
        assert!(expected("09:00", "11:30").0 > 0);
        group::remove_exception(clinic, &director, clinic.fresh_key(), led, tuesday).unwrap();
        let cancelled = differs(SessionChange::Cancelled);
        add_exception(clinic, &director, clinic.fresh_key(), led, &cancelled).unwrap();
        appointment::book(clinic, &intake, clinic.fresh_key(), id, booking).unwrap();
    }
}

/// When the measures of somebody are due, and when they were filled in last.
fn measures_due(world: &World, actor: &Actor, person: PersonId) -> (Date, Option<Date>) {
    let course = patient::chart(&world.clinic, actor, person).unwrap().course;
    let due = course
        .due
        .iter()
        .find(|due| due.what == "measures")
        .unwrap();
    (due.on, due.last)
}

#[test]
fn a_measure_that_was_filled_in_is_not_due() {
    for world in worlds("filled") {
        let house = &world.houses[0];
        let (clinic, person) = (&world.clinic, house.patients[0]);
        let counselor = || who(&world, house, Role::Counselor, 0);
        assert_eq!(
            measures_due(&world, &counselor(), person),
            (date(2026, 3, 9), None)
        );
        // Eight days later at ten in the evening it is overdue; one answer is enough, by the date at the site.
        world.wait(minutes((8 * 24 + 10) * 60));
        let actor = counselor();
        assert_eq!(measures_due(&world, &actor, person).0, date(2026, 3, 9));
        let answers = Answers::new().with("1", 1).with("2", 0);
        measure::record(
            clinic,
            &actor,
            clinic.fresh_key(),
            person,
            "gad-7",
            &answers,
        )
        .unwrap();
        assert_eq!(
            measures_due(&world, &actor, person),
            (date(2026, 3, 17), Some(date(2026, 3, 10)))
        );
    }
}

#[test]
fn those_whose_care_has_ended_are_listed_apart() {
    for world in worlds("apart") {
        let house = &world.houses[0];
        let (clinic, left) = (&world.clinic, house.patients[1]);
        let director = who(&world, house, Role::ClinicalDirector, 0);
        let listed = |which, query| {
            let listed = patient::listed(clinic, &director, which, query).unwrap();
            listed.into_iter().map(|one| (one.patient.id, one.in_care))
        };
        assert_eq!(listed(Which::Ended, None).count(), 0);
        let closing = Closing {
            on: date(2026, 3, 2),
            reason: DischargeReason::Completed,
            words: None,
        };
        stay::discharge(clinic, &director, clinic.fresh_key(), left, &closing).unwrap();
        for query in [None, Some("Person01")] {
            let current: Vec<_> = listed(Which::InCare, query).collect();
            // A name that sounds alike is found, too.
            assert_eq!(current.len(), 5);
            assert!(current.iter().all(|(id, in_care)| *id != left && *in_care));
            let ended: Vec<_> = listed(Which::Ended, query).collect();
            assert_eq!(ended, [(left, false)]);
            assert!(listed(Which::Everybody, query).any(|one| one == (left, false)));
        }
        // Nobody carries whoever left.
        let counselor = who(&world, house, Role::Counselor, 1);
        let home = clinic::home::staff_home(clinic, &counselor).unwrap();
        assert!(home.caseload.iter().all(|patient| patient.id != left));
    }
}

#[test]
fn who_asked_is_found_from_any_page_by_those_who_may_see_them() {
    for world in worlds("anywhere") {
        let house = &world.houses[0];
        let id = add(&world, house, "Dana", "555 010 0199");
        for member in &house.staff {
            let actor = world.enter(house, member.person).actor;
            let may = match (member.role, member.at) {
                (Role::ClinicalDirector, _) | (Role::IntakeCoordinator, 0) => Some(1),
                (Role::IntakeCoordinator | Role::Counselor | Role::MedicalProvider, _) => Some(0),
                _ => None,
            };
            for query in ["whitf", "555 010 0199"] {
                match inquiry::found(&world.clinic, &actor, query) {
                    Ok(found) => {
                        assert_eq!(Some(found.len()), may, "{member:?}");
                        assert!(found.iter().all(|(inquiry, _)| inquiry.id == id));
                    }
                    Err(Refusal::Denied) => assert_eq!(may, None, "{member:?}"),
                    Err(other) => panic!("{other:?}"),
                }
            }
        }
        let theirs = &world.houses[1];
        let stranger = who(&world, theirs, Role::ClinicalDirector, 0);
        assert!(
            inquiry::found(&world.clinic, &stranger, "whitf")
                .unwrap()
                .is_empty()
        );
    }
}

#[test]
fn whoever_waited_for_a_place_and_has_one_waits_no_more() {
    for world in worlds("waited") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let id = add(&world, house, "Dana", "555 010 0199");
        inquiry::wait(clinic, &intake, clinic.fresh_key(), id).unwrap();
        let asked = || inquiry::open(clinic, &intake, id).unwrap().inquiry;
        assert_eq!(asked().waiting_since, Some(date(2026, 3, 2)));
        let draft = AdmissionDraft {
            stay: stay_draft(house.programs[0], date(2026, 3, 2)),
            elsewhere: None,
            // What was said when they asked is known.
            born: None,
            exceptions: Exceptions::default(),
        };
        let level = care::LevelOfCare::IntensiveOutpatient;
        house.place(clinic, asked().person, level);
        admission::admit(clinic, &intake, clinic.fresh_key(), asked().person, &draft).unwrap();
        assert_eq!(
            (asked().stage, asked().waiting_since),
            (Stage::Admitted, None)
        );
    }
}
