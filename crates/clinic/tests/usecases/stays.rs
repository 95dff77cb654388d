//! From admission to discharge: stays, beds, caseloads, referrals.

use crate::common::house::{House, born, line, local_today, referral_draft};
use crate::common::{World, key};
use crate::engines::worlds;
use care::stays::episode::{Closing, DischargeReason};
use care::stays::referral::ReferralState;
use care::stays::stay::{Ending, StayPlace};
use care::{BedId, LevelOfCare, PersonId, ProgramId, Role};
use clinic::Refusal;
use clinic::people::patient;
use clinic::people::program;
use clinic::people::program::ProgramDraft;
use clinic::stays::admission;
use clinic::stays::admission::{AdmissionDraft, Exceptions};
use clinic::stays::bed;
use clinic::stays::bed::BedDraft;
use clinic::stays::referral;
use clinic::stays::referral::StepDraft;
use clinic::stays::stay;
use clinic::stays::stay::StayDraft;
use jiff::civil::Date;
use policy::Actor;

/// So many days later.
pub fn days(date: Date, days: i64) -> Date {
    date.checked_add(jiff::Span::new().days(days)).unwrap()
}

/// A stay in a program as a form would describe it.
pub fn stay_draft(program: ProgramId, from: Date) -> StayDraft {
    StayDraft {
        program,
        bed: None,
        counselor: None,
        over: None,
        from,
        planned: None,
        emergency: None,
        despite: None,
    }
}

/// A residential program at the first site with two beds.
fn residence(world: &World, house: &House) -> (ProgramId, [BedId; 2]) {
    let boss = actor(world, house, Role::ProgramAdministrator);
    let clinic = &world.clinic;
    let draft = ProgramDraft {
        site: house.sites[0],
        name: line("Residence"),
        name_es: None,
        level: LevelOfCare::Residential,
        adolescents: false,
    };
    let program = program::add_program(clinic, &boss, clinic.fresh_key(), &draft).unwrap();
    let beds = ["One", "Two"].map(|name| {
        let draft = BedDraft {
            site: house.sites[0],
            name: line(name),
            level: LevelOfCare::Residential,
        };
        bed::add_bed(clinic, &boss, clinic.fresh_key(), &draft).unwrap()
    });
    (program, beds)
}

pub fn actor(world: &World, house: &House, role: Role) -> Actor {
    world.enter(house, house.who(role, 0)).actor
}

/// The field that a refusal names, and its sentence.
pub fn issue<T>(result: Result<T, Refusal>) -> (String, String) {
    match result {
        Err(Refusal::Fields(issues)) => (issues[0].field.to_owned(), issues[0].sentence.clone()),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was not refused"),
    }
}

#[test]
fn everybody_in_care_has_an_episode_and_steps_are_stays_in_it() {
    for world in worlds("steps") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let director = actor(&world, house, Role::ClinicalDirector);
        let (program, beds) = residence(&world, house);
        let today = local_today(&world);
        let person = house.patients[1];
        let course = || patient::chart(clinic, &director, person).unwrap().course;
        let before = course();
        assert_eq!(before.episodes.len(), 1);
        assert_eq!(
            before.now().unwrap().level,
            LevelOfCare::IntensiveOutpatient
        );
        assert!(!before.due.is_empty() && before.due.iter().all(|due| due.on > today));
        let up = StayDraft {
            bed: Some(beds[0]),
            planned: Some(days(today, 30)),
            ..stay_draft(program, today)
        };
        let ending = stay::step(clinic, &director, clinic.fresh_key(), person, &up).unwrap();
        assert_eq!(ending, Ending::SteppedUp);
        let down = stay_draft(house.programs[0], today);
        let step = || stay::step(clinic, &director, clinic.fresh_key(), person, &down);
        // Nothing is known that says that less is enough, so somebody who may says it, with a reason.
        let unsure = issue(step());
        assert_eq!(unsure.0, "placement");
        assert!(unsure.1.contains("Not enough to place"), "{}", unsure.1);
        house.place(clinic, person, LevelOfCare::IntensiveOutpatient);
        let ending = step().unwrap();
        assert_eq!(ending, Ending::SteppedDown);
        let after = course();
        assert_eq!(
            (after.episodes.len(), after.episodes[0].stays.len()),
            (1, 3)
        );
        let end = Closing {
            on: today,
            reason: DischargeReason::Completed,
            words: Some(line("Moves to her sister")),
        };
        stay::discharge(clinic, &director, clinic.fresh_key(), person, &end).unwrap();
        assert_eq!(course().episodes[0].closed, Some(end.clone()));
        assert!(course().now().is_none() && course().due.is_empty());
        let again = stay::discharge(clinic, &director, clinic.fresh_key(), person, &end);
        assert!(matches!(again, Err(Refusal::Conflict(_))));
        house.place(clinic, person, LevelOfCare::IntensiveOutpatient);
        let back = AdmissionDraft {
            stay: down,
            elsewhere: None,
            born: Some(born()),
            exceptions: Exceptions::default(),
        };
        admission::admit(clinic, &director, clinic.fresh_key(), person, &back).unwrap();
        assert_eq!(course().episodes.len(), 2);
        let twice = admission::admit(clinic, &director, clinic.fresh_key(), person, &back);
        assert!(matches!(twice, Err(Refusal::Conflict(_))));
    }
}

#[test]
fn a_bed_holds_one_person_and_only_where_people_stay_overnight() {
    for world in worlds("beds") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let director = actor(&world, house, Role::ClinicalDirector);
        let (program, beds) = residence(&world, house);
        let today = local_today(&world);
        let into = |bed: Option<BedId>| StayDraft {
            bed,
            ..stay_draft(program, today)
        };
        let go = |person: PersonId, draft: &StayDraft| {
            stay::step(clinic, &director, clinic.fresh_key(), person, draft)
        };
        let [one, two, ..] = house.patients[..] else {
            panic!("too few people")
        };
        assert_eq!(issue(go(one, &into(None))).0, "bed");
        let outside = StayDraft {
            bed: Some(beds[0]),
            ..stay_draft(house.programs[1], today)
        };
        assert!(issue(go(one, &outside)).1.contains("overnight"));
        go(one, &into(Some(beds[0]))).unwrap();
        let taken = issue(go(two, &into(Some(beds[0]))));
        assert_eq!(taken.0, "bed");
        assert!(taken.1.contains("Somebody is in this bed"));
        go(two, &into(Some(beds[1]))).unwrap();
        let board = bed::board(clinic, &director).unwrap();
        let north = board
            .iter()
            .find(|board| board.site.id == house.sites[0])
            .unwrap();
        let inside: Vec<_> = north
            .beds
            .iter()
            .filter_map(|(_, inside)| inside.as_ref().map(|inside| inside.person))
            .collect();
        assert_eq!(inside.len(), 2);
        let residential = north
            .census
            .iter()
            .find(|census| census.level == LevelOfCare::Residential)
            .unwrap();
        assert_eq!((residential.here, residential.free), (2, 0));
        // Whoever moves on frees the bed for the next.
        house.place(clinic, one, LevelOfCare::IntensiveOutpatient);
        go(one, &stay_draft(house.programs[0], today)).unwrap();
        go(two, &into(Some(beds[0]))).unwrap();
    }
}

#[test]
fn a_full_caseload_needs_a_director_with_a_reason() {
    for world in worlds("caseload") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let director = actor(&world, house, Role::ClinicalDirector);
        let intake = actor(&world, house, Role::IntakeCoordinator);
        let counselor = house.who(Role::Counselor, 0);
        let today = local_today(&world);
        let most = clinic
            .protocol()
            .level(LevelOfCare::IntensiveOutpatient)
            .caseload
            .clone()
            .unwrap()
            .most;
        // Two of the house's people are theirs already.
        for number in 2..most {
            let draft = house.patient_draft(&format!("More{number}"), 0, Some(counselor));
            patient::seed_patient(clinic, &director, clinic.fresh_key(), &draft).unwrap();
        }
        let draft = house.patient_draft("Over", 0, Some(counselor));
        let refused = issue(patient::seed_patient(
            clinic,
            &intake,
            clinic.fresh_key(),
            &draft,
        ));
        assert_eq!(refused.0, "counselor");
        assert!(refused.1.contains("24"), "{}", refused.1);
        let person = house.patients[2];
        let end = Closing {
            on: today,
            reason: DischargeReason::Other,
            words: None,
        };
        stay::discharge(clinic, &director, clinic.fresh_key(), person, &end).unwrap();
        house.place(clinic, person, LevelOfCare::IntensiveOutpatient);
        let mut draft = AdmissionDraft {
            stay: StayDraft {
                counselor: Some(counselor),
                ..stay_draft(house.programs[0], today)
            },
            elsewhere: None,
            born: Some(born()),
            exceptions: Exceptions::default(),
        };
        let admit = |actor: &Actor, draft: &AdmissionDraft| {
            admission::admit(clinic, actor, clinic.fresh_key(), person, draft)
        };
        assert_eq!(issue(admit(&intake, &draft)).0, "counselor");
        draft.stay.over = Some(line("She knows him from before"));
        let not_theirs = issue(admit(&intake, &draft));
        assert_eq!(not_theirs.0, "over");
        admit(&director, &draft).unwrap();
    }
}

#[test]
fn a_referral_is_tracked_until_arrival_and_then_is_a_stay() {
    for world in worlds("referrals") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let intake = actor(&world, house, Role::IntakeCoordinator);
        let director = actor(&world, house, Role::ClinicalDirector);
        let today = local_today(&world);
        let person = house.patients[0];
        let follow = |state, on| StepDraft {
            state,
            on,
            words: None,
        };
        let track = |state, on| {
            let (key, id) = (clinic.fresh_key(), house.referral);
            referral::track(clinic, &intake, key, id, &follow(state, on))
        };
        let waiting = referral::waiting(clinic, &intake).unwrap();
        assert_eq!(waiting.len(), 1);
        assert_eq!(
            issue(track(ReferralState::Accepted, days(today, 1))).0,
            "on"
        );
        track(ReferralState::Accepted, today).unwrap();
        let now = || {
            let chart = patient::chart(clinic, &director, person).unwrap();
            chart.course.now().unwrap().clone()
        };
        assert_eq!(now().level, LevelOfCare::IntensiveOutpatient);
        track(ReferralState::Arrived, today).unwrap();
        let there = now();
        assert_eq!(there.level, LevelOfCare::Residential);
        assert_eq!(
            there.place,
            StayPlace::Elsewhere {
                referral: house.referral
            }
        );
        assert_eq!(issue(track(ReferralState::Withdrawn, today)).0, "state");
        assert!(referral::waiting(clinic, &intake).unwrap().is_empty());
        let down = stay_draft(house.programs[0], today);
        house.place(clinic, person, LevelOfCare::IntensiveOutpatient);
        let ending = stay::step(clinic, &director, clinic.fresh_key(), person, &down).unwrap();
        assert_eq!(ending, Ending::SteppedDown);
    }
}

#[test]
fn a_first_stay_elsewhere_waits_for_arrival_and_can_find_another_provider() {
    for world in worlds("elsewhere") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let director = actor(&world, house, Role::ClinicalDirector);
        let today = local_today(&world);
        let person = house.patients[2];
        let end = Closing {
            on: today,
            reason: DischargeReason::Transferred,
            words: None,
        };
        stay::discharge(clinic, &director, clinic.fresh_key(), person, &end).unwrap();
        house.place(clinic, person, LevelOfCare::IntensiveOutpatient);
        let draft = AdmissionDraft {
            stay: stay_draft(house.programs[0], today),
            elsewhere: Some(referral_draft(today)),
            born: Some(born()),
            exceptions: Exceptions::default(),
        };
        admission::admit(clinic, &director, clinic.fresh_key(), person, &draft).unwrap();
        let course = || patient::chart(clinic, &director, person).unwrap().course;
        let first = course().now().unwrap().place.referral().unwrap();
        let declined = StepDraft {
            state: ReferralState::Declined,
            on: today,
            words: Some(line("No bed this week")),
        };
        referral::track(clinic, &director, clinic.fresh_key(), first, &declined).unwrap();
        let draft = referral_draft(today);
        let second =
            referral::refer(clinic, &director, clinic.fresh_key(), person, &draft).unwrap();
        let now = course();
        assert_eq!(now.now().unwrap().place.referral(), Some(second));
        let arrived = StepDraft {
            state: ReferralState::Arrived,
            on: today,
            words: None,
        };
        referral::track(clinic, &director, clinic.fresh_key(), second, &arrived).unwrap();
        assert_eq!(course().episodes[0].stays.len(), 1);
    }
}

/// The form of the record still works, and the stays follow it.
#[test]
fn another_program_in_the_record_is_another_stay_and_another_counselor_is_not() {
    for world in worlds("follow") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let director = actor(&world, house, Role::ClinicalDirector);
        let person = house.patients[0];
        let mut draft = house.patient_draft("Person00", 0, Some(house.who(Role::Counselor, 1)));
        patient::change_patient(clinic, &director, key(901), person, &draft).unwrap();
        let course = || patient::chart(clinic, &director, person).unwrap().course;
        assert_eq!(course().episodes[0].stays.len(), 1);
        assert_eq!(course().now().unwrap().counselor, draft.counselor);
        draft.program = house.programs[1];
        patient::change_patient(clinic, &director, key(902), person, &draft).unwrap();
        let stays = &course().episodes[0].stays;
        assert_eq!(stays.len(), 2);
        assert_eq!(stays[0].ended.unwrap().1, Ending::Transferred);
        let (program, _) = residence(&world, house);
        draft.program = program;
        let refused = issue(patient::change_patient(
            clinic,
            &director,
            key(903),
            person,
            &draft,
        ));
        assert!(refused.1.contains("Use “Move”"), "{refused:?}");
    }
}
