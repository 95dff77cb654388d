//! Destroying a person's key.

use crate::common::{key, minutes};
use crate::engines::worlds;
use care::Role;
use clinic::access::{journal, sign_in};
use clinic::people::patient;
use clinic::{Refusal, home};
use record::RecordError;

#[test]
fn whoever_is_forgotten_cannot_be_read_listed_found_or_signed_in() {
    for world in worlds("forget") {
        let house = &world.houses[0];
        let person = house.patients[0];
        let owner = world.set_up(house, person);
        let theirs = world.enter(house, person);
        let officer = world.enter(house, house.who(Role::PrivacyOfficer, 0)).actor;
        let director = world
            .enter(house, house.who(Role::ClinicalDirector, 0))
            .actor;
        patient::forget_person(&world.clinic, &officer, key(7), person, &reason()).unwrap();
        patient::forget_person(&world.clinic, &officer, key(7), person, &reason()).unwrap();
        let listed = patient::people(&world.clinic, &director, None).unwrap();
        assert!(listed.iter().all(|patient| patient.id != person));
        assert_eq!(listed.len(), 5);
        let found = patient::people(&world.clinic, &director, Some("Person00")).unwrap();
        assert!(found.iter().all(|patient| patient.id != person));
        let chart = patient::chart(&world.clinic, &director, person);
        assert!(matches!(
            chart,
            Err(Refusal::NotFound | Refusal::Record(RecordError::Forgotten))
        ));
        assert!(matches!(
            sign_in::authenticate(&world.clinic, &theirs.cookie),
            Err(Refusal::SignedOut)
        ));
        let begun = sign_in::begin_password(
            &world.clinic,
            &owner.login,
            crate::app::PASSWORD,
            &crate::common::browser("10.0.0.3"),
        );
        assert!(matches!(begun, Err(Refusal::SignIn(_))));
        // The pages that listed them still open, and the journal is whole.
        assert!(
            home::staff_home(&world.clinic, &director)
                .unwrap()
                .caseload
                .is_empty()
        );
        journal::page(&world.clinic, &officer, Some(person.uuid()), None).unwrap();
        journal::verify(&world.clinic, &officer, None)
            .unwrap()
            .unwrap();
        // Whoever supported them is not shut out by it.
        let supporter = world.enter(house, house.supporter).actor;
        home::own_home(&world.clinic, &supporter).unwrap();
    }
}

#[test]
fn a_counselor_who_was_chosen_for_a_forgotten_person_still_has_a_home_page() {
    for world in worlds("forgetglass") {
        let house = &world.houses[0];
        let officer = world.enter(house, house.who(Role::PrivacyOfficer, 0)).actor;
        // This person's record was opened in an emergency.
        patient::forget_person(
            &world.clinic,
            &officer,
            key(7),
            house.patients[5],
            &reason(),
        )
        .unwrap();
        let openings = clinic::access::glass::openings(&world.clinic, &officer).unwrap();
        assert_eq!(openings.len(), 1);
        assert!(openings[0].patient.is_none());
        let counselor = world.enter(house, house.who(Role::Counselor, 1)).actor;
        home::staff_home(&world.clinic, &counselor).unwrap();
    }
}

#[test]
fn only_a_privacy_officer_forgets_and_only_after_confirming() {
    for world in worlds("whoforgets") {
        let house = &world.houses[0];
        let person = house.patients[1];
        for (role, who) in house.everyone() {
            let actor = world.enter(house, who).actor;
            if role != Role::PrivacyOfficer {
                let forgot = patient::forget_person(
                    &world.clinic,
                    &actor,
                    world.clinic.fresh_key(),
                    person,
                    &reason(),
                );
                assert!(matches!(forgot, Err(Refusal::NotFound)), "{role:?}");
            }
        }
        let officer = world.enter(house, house.who(Role::PrivacyOfficer, 0)).actor;
        world.wait(minutes(5));
        let late = patient::forget_person(&world.clinic, &officer, key(7), person, &reason());
        assert!(matches!(late, Err(Refusal::StepUp)));
    }
}

fn reason() -> care::Line {
    care::Line::parse("asked for in writing", "a reason").unwrap()
}
