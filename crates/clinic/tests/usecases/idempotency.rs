//! Sending something twice.

use crate::common::house::site_draft;
use crate::common::{World, key};
use crate::engines::{size, worlds};
use care::{PersonId, Role};
use clinic::people::{patient, site};
use clinic::{Refusal, home};
use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

#[test]
fn the_same_key_has_one_effect_and_the_same_answer() {
    for world in worlds("twice") {
        let house = &world.houses[0];
        let boss = world
            .enter(house, house.who(Role::ProgramAdministrator, 0))
            .actor;
        let draft = site_draft("East", "America/Chicago");
        let before = world.journal_length(house);
        let first = site::add_site(&world.clinic, &boss, key(7), &draft).unwrap();
        let again = site::add_site(&world.clinic, &boss, key(7), &draft).unwrap();
        assert_eq!(first, again);
        assert_eq!(world.said_after(house, before), ["site.added"]);
        assert_eq!(site::sites(&world.clinic, &boss).unwrap().len(), 3);
    }
}

#[test]
fn the_same_key_with_anything_else_is_refused() {
    for world in worlds("reused") {
        let house = &world.houses[0];
        let boss = world
            .enter(house, house.who(Role::ProgramAdministrator, 0))
            .actor;
        let operator = clinic::access::setup::operator(house.organization);
        let draft = site_draft("East", "America/Chicago");
        let id = site::add_site(&world.clinic, &boss, key(7), &draft).unwrap();
        let other = site_draft("West", "America/Chicago");
        let reused = |result: Result<(), Refusal>| {
            assert!(matches!(result, Err(Refusal::KeyReused)), "{result:?}");
        };
        // Another body, another use case, another person.
        reused(site::add_site(&world.clinic, &boss, key(7), &other).map(drop));
        reused(site::change_site(&world.clinic, &boss, key(7), id, &draft));
        reused(site::add_site(&world.clinic, &operator, key(7), &draft).map(drop));
        assert_eq!(site::sites(&world.clinic, &boss).unwrap().len(), 3);
        // Another organization's keys are its own.
        let theirs = &world.houses[1];
        let their_boss = world
            .enter(theirs, theirs.who(Role::ProgramAdministrator, 0))
            .actor;
        site::add_site(&world.clinic, &their_boss, key(7), &other).unwrap();
    }
}

#[test]
fn a_refused_form_can_be_mended_and_sent_with_its_key() {
    for world in worlds("mended") {
        let house = &world.houses[0];
        let boss = world
            .enter(house, house.who(Role::ProgramAdministrator, 0))
            .actor;
        let taken = site_draft("North", "America/Chicago");
        let refused = site::add_site(&world.clinic, &boss, key(7), &taken);
        assert!(matches!(refused, Err(Refusal::Fields(_))));
        let mended = site_draft("East", "America/Chicago");
        site::add_site(&world.clinic, &boss, key(7), &mended).unwrap();
    }
}

/// Every key is sent five times by competing threads, in orders that differ.
#[test]
fn a_flood_of_sends_makes_one_effect_for_each_key() {
    let keys: u128 = size(1_000, 20_000);
    for world in worlds("flood") {
        let house = &world.houses[0];
        let director = world
            .enter(house, house.who(Role::ClinicalDirector, 0))
            .actor;
        let before = count(&world, &director);
        let answers: Mutex<HashMap<u128, HashSet<PersonId>>> = Mutex::default();
        std::thread::scope(|scope| {
            for thread in 0..10_u128 {
                let (world, director, answers) = (&world, &director, &answers);
                scope.spawn(move || {
                    for step in 0..keys / 2 {
                        // Two threads share each half of the keys from either end; every pass over a half differs.
                        let number =
                            (step * (2 * thread + 1) + thread * 97) % (keys / 2) * 2 + thread % 2;
                        let draft = house.patient_draft(&format!("Flood{number}"), 0, None);
                        let sent = key(1_000_000 + number);
                        let person =
                            patient::seed_patient(&world.clinic, director, sent, &draft).unwrap();
                        answers
                            .lock()
                            .unwrap()
                            .entry(number)
                            .or_default()
                            .insert(person);
                    }
                });
            }
        });
        let answers = answers.into_inner().unwrap();
        let made: HashSet<_> = answers.values().flatten().collect();
        assert_eq!(answers.len() as u128, keys);
        assert_eq!(
            made.len() as u128,
            keys,
            "every key has one answer of its own"
        );
        assert_eq!(
            count(&world, &director) - before,
            i64::try_from(keys).unwrap()
        );
    }
}

/// How many people are in care.
fn count(world: &World, director: &policy::Actor) -> i64 {
    let home = home::staff_home(&world.clinic, director).unwrap();
    home.sites.iter().map(|(_, people)| people).sum()
}
