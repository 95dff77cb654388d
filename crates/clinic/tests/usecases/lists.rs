//! What a list shows and what opens are the same people.

use crate::common::house::House;
use crate::common::{World, key, minutes};
use crate::engines::worlds;
use crate::inquiries::draft;
use crate::signal::{card, keep};
use care::access::glass::GlassReason;
use care::intake::inquiry::InquiryDraft;
use care::{PersonId, PersonName, Role};
use clinic::Refusal;
use clinic::access::glass;
use clinic::followup::signal;
use clinic::people::patient;
use policy::Actor;
use std::collections::BTreeSet;

/// The people whose record opens for an actor.
fn open_to(world: &World, house: &House, actor: &Actor) -> BTreeSet<PersonId> {
    let opens = |person: &PersonId| match patient::chart(&world.clinic, actor, *person) {
        Ok(chart) => {
            assert_eq!(chart.patient.id, *person);
            true
        }
        Err(Refusal::NotFound) => false,
        Err(other) => panic!("{other:?}"),
    };
    house.patients.iter().copied().filter(opens).collect()
}

/// The people an actor's list shows; nothing for whoever has no list.
fn listed(world: &World, actor: &Actor, query: Option<&str>) -> Option<BTreeSet<PersonId>> {
    match patient::people(&world.clinic, actor, query) {
        Ok(people) => Some(people.iter().map(|patient| patient.id).collect()),
        Err(Refusal::Denied) => None,
        Err(other) => panic!("{other:?}"),
    }
}

/// Who is expected to see whom, written apart from the policies: places in the house's list of people.
fn expected(role: Role, at: usize) -> &'static [usize] {
    match (role, at) {
        (Role::ClinicalDirector, _) => &[0, 1, 2, 3, 4, 5],
        // Their site, the one whose counselor they are at the other site, and what was opened in an emergency.
        (Role::Counselor, 0) => &[0, 1, 2, 4],
        (Role::Counselor, _) => &[1, 3, 4, 5],
        (Role::MedicalProvider, 0) => &[0, 1, 2, 5],
        (Role::IntakeCoordinator, 0) => &[0, 1, 2],
        (Role::MedicalProvider | Role::IntakeCoordinator, _) => &[3, 4, 5],
        _ => &[],
    }
}

#[test]
fn every_list_shows_exactly_the_records_that_open() {
    for world in worlds("lists") {
        for house in &world.houses {
            for member in &house.staff {
                let actor = world.enter(house, member.person).actor;
                let open = open_to(&world, house, &actor);
                let wanted = expected(member.role, member.at);
                assert_eq!(
                    open,
                    wanted.iter().map(|at| house.patients[*at]).collect(),
                    "{member:?}"
                );
                match listed(&world, &actor, None) {
                    Some(listed) => {
                        assert_eq!(listed, open, "{member:?}");
                        assert_eq!(listed_by_name(&world, &actor), open, "{member:?}");
                    }
                    None => assert!(open.is_empty(), "{member:?}"),
                }
            }
        }
    }
}

fn listed_by_name(world: &World, actor: &Actor) -> BTreeSet<PersonId> {
    let words = ["Of", "Person0", "Person1", "Person"];
    let found: Vec<_> = words
        .iter()
        .map(|word| listed(world, actor, Some(word)).unwrap())
        .collect();
    assert_eq!(found[0], found[3]);
    assert_eq!(
        found[1].union(&found[2]).copied().collect::<BTreeSet<_>>(),
        found[3]
    );
    found[0].clone()
}

#[test]
fn people_in_care_and_supporters_open_no_record_here() {
    for world in worlds("norecords") {
        let house = &world.houses[0];
        for person in [house.patients[0], house.patients[3], house.supporter] {
            let actor = world.enter(house, person).actor;
            assert!(open_to(&world, house, &actor).is_empty());
            assert_eq!(listed(&world, &actor, None), None);
        }
    }
}

#[test]
fn an_emergency_changes_both_at_once_and_its_end_too() {
    for world in worlds("listsglass") {
        let house = &world.houses[0];
        let intake = world
            .enter(house, house.who(Role::IntakeCoordinator, 0))
            .actor;
        let same = || {
            let open = open_to(&world, house, &intake);
            assert_eq!(listed(&world, &intake, None), Some(open.clone()));
            open.len()
        };
        assert_eq!(same(), 3);
        let reason = GlassReason::parse("The ambulance is here for this person.").unwrap();
        glass::break_glass(&world.clinic, &intake, key(7), house.patients[4], &reason).unwrap();
        assert_eq!(same(), 4);
        world.wait(minutes(4 * 60));
        assert_eq!(same(), 3);
    }
}

/// Somebody who asked for help at a site and is not in care.
fn asked(world: &World, house: &House, at: usize) -> PersonId {
    let director = world
        .enter(house, house.who(Role::ClinicalDirector, 0))
        .actor;
    let draft = InquiryDraft {
        name: PersonName::parse("Robin", "Asker").unwrap(),
        born: None,
        ..draft(house, at, "Robin", &format!("207555010{at}"))
    };
    let key = world.clinic.fresh_key();
    let id = clinic::intake::inquiry::add(&world.clinic, &director, key, &draft).unwrap();
    let page = clinic::intake::inquiry::open(&world.clinic, &director, id).unwrap();
    page.inquiry.person
}

#[test]
fn the_list_of_signals_and_the_number_in_the_frame_hold_exactly_those_that_open() {
    for world in worlds("listsignals") {
        let house = &world.houses[0];
        let asked = [0, 1].map(|at| asked(&world, house, at));
        for person in house.patients.iter().chain(&asked) {
            keep(&world, house, &card(&world, *person));
        }
        let director = world
            .enter(house, house.who(Role::ClinicalDirector, 0))
            .actor;
        let all = signal::list(&world.clinic, &director, signal::Which::Open).unwrap();
        assert_eq!(all.len(), house.patients.len() + asked.len());
        for member in &house.staff {
            let actor = world.enter(house, member.person).actor;
            let ids = all.iter().map(|listed| listed.signal.id);
            let open: BTreeSet<_> = ids
                .filter(|id| signal::show(&world.clinic, &actor, *id).is_ok())
                .collect();
            match signal::list(&world.clinic, &actor, signal::Which::Open) {
                Ok(listed) => {
                    let listed: BTreeSet<_> = listed.iter().map(|one| one.signal.id).collect();
                    assert_eq!(listed, open, "{member:?}");
                    let count = signal::waiting(&world.clinic, &actor).unwrap().open;
                    assert_eq!(count, open.len(), "{member:?}");
                }
                Err(Refusal::Denied) => assert!(open.is_empty(), "{member:?}"),
                Err(other) => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn whom_somebody_opened_last_is_shown_to_them_alone_and_only_while_they_may_see_them() {
    for world in worlds("recent") {
        let house = &world.houses[0];
        let counselor = house.who(Role::Counselor, 0);
        let actor = world.enter(house, counselor).actor;
        let shown = |actor: &Actor| -> Vec<PersonId> {
            let people = patient::recent(&world.clinic, actor).unwrap();
            people.iter().map(|patient| patient.id).collect()
        };
        assert!(shown(&actor).is_empty());
        // The fourth is at the other site, and on somebody else's caseload.
        for at in [0, 3, 1] {
            patient::opened(&world.clinic, &actor, house.patients[at]);
        }
        assert_eq!(shown(&actor), [house.patients[1], house.patients[0]]);
        let elsewhere = world.enter(house, counselor).actor;
        assert!(shown(&elsewhere).is_empty());
        let intake = house.who(Role::IntakeCoordinator, 0);
        assert!(shown(&world.enter(house, intake).actor).is_empty());
    }
}
