//! What the journal remembers of refusals, and that it is whole after all of this.

use crate::common::house::site_draft;
use crate::common::key;
use crate::engines::worlds;
use care::Role;
use clinic::Refusal;
use clinic::access::{glass, journal};
use clinic::people::{patient, site};
use uuid::Uuid;

#[test]
fn a_refusal_is_remembered_without_saying_about_whom() {
    for world in worlds("denials") {
        let house = &world.houses[0];
        let auditor = world.enter(house, house.who(Role::Auditor, 0)).actor;
        let before = world.journal_length(house);
        let draft = site_draft("East", "America/Chicago");
        let denied = site::add_site(&world.clinic, &auditor, key(7), &draft);
        assert!(matches!(denied, Err(Refusal::Denied)));
        assert!(matches!(
            glass::openings(&world.clinic, &auditor),
            Err(Refusal::Denied)
        ));
        let hidden = patient::chart(&world.clinic, &auditor, house.patients[0]);
        assert!(matches!(hidden, Err(Refusal::NotFound)));
        let nobody = patient::chart(&world.clinic, &auditor, Uuid::from_u128(9).into());
        assert!(matches!(nobody, Err(Refusal::NotFound)));
        let entries = world.journal_after(house, before);
        let said: Vec<_> = entries.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(
            said,
            [
                "access.denied",
                "access.denied",
                "access.not_found",
                "access.not_found"
            ]
        );
        for entry in &entries {
            assert_eq!(
                (entry.actor, entry.session),
                (auditor.person(), auditor.session())
            );
            assert_eq!(entry.subject, house.organization.uuid());
        }
    }
}

#[test]
fn every_look_at_a_record_is_remembered_with_the_rule_that_allowed_it() {
    for world in worlds("looks") {
        let house = &world.houses[0];
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        let before = world.journal_length(house);
        patient::chart(&world.clinic, &counselor, house.patients[0]).unwrap();
        patient::chart(&world.clinic, &counselor, house.patients[1]).unwrap();
        patient::people(&world.clinic, &counselor, None).unwrap();
        let entries = world.journal_after(house, before);
        let said: Vec<_> = entries
            .iter()
            .map(|entry| (entry.action.as_str(), entry.rule.as_str()))
            .collect();
        let expected = [
            ("patient.viewed", "counselors-on-their-caseload"),
            ("patient.viewed", "counselors-at-own-sites"),
            ("patient.listed", "clinical-staff-search"),
        ];
        assert_eq!(said, expected);
    }
}

#[test]
fn oversight_reads_verifies_and_exports_and_nobody_else() {
    for world in worlds("oversight") {
        let house = &world.houses[0];
        for (role, person) in house.everyone() {
            let actor = world.enter(house, person).actor;
            let oversees = matches!(role, Role::PrivacyOfficer | Role::Auditor);
            let read = journal::page(&world.clinic, &actor, None, None);
            let verified = journal::verify(&world.clinic, &actor, None);
            let exported = journal::export(&world.clinic, &actor);
            assert_eq!(
                [read.is_ok(), verified.is_ok(), exported.is_ok()],
                [oversees; 3],
                "{role:?}"
            );
            if let (Ok(verified), Ok(exported)) = (verified, exported) {
                assert!(verified.is_ok());
                assert!(
                    !exported.contains("Person0") && !exported.contains(house.name),
                    "names stay inside"
                );
            }
        }
    }
}

#[test]
fn a_link_made_at_the_console_is_not_the_doing_of_whoever_it_is_for() {
    for world in worlds("console") {
        let house = &world.houses[0];
        let before = world.journal_length(house);
        world.welcome(house, house.who(Role::Counselor, 0));
        let entry = world.journal_after(house, before).remove(0);
        assert_eq!(entry.action, "invitation.issued");
        assert!(entry.actor.uuid().is_nil());
        assert_eq!(entry.subject, house.who(Role::Counselor, 0).uuid());
    }
}
