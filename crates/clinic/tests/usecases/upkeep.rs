//! What is done without anybody asking, and what the journal says of it.

use crate::common::minutes;
use crate::engines::worlds;
use care::Role;
use clinic::people::patient;
use clinic::{Refusal, upkeep};
use record::people::name_index;

#[test]
fn people_of_an_earlier_scheme_are_indexed_anew_and_the_journal_says_so_once() {
    for world in worlds("index") {
        let house = &world.houses[0];
        let organization = house.organization;
        let before = world.journal_length(house);
        assert_eq!(upkeep::renew_index(&world.clinic, organization).unwrap(), 0);
        assert_eq!(
            world.journal_length(house),
            before,
            "nothing was to be done"
        );
        let record = world.clinic.record();
        record
            .transact(organization, |tx| {
                name_index::begin_anew(tx).map_err(Refusal::from)
            })
            .unwrap();
        let left = world.read(house, |read| name_index::left(read));
        assert!(left >= 6, "{left}");
        let mut renewed = 0;
        while let people @ 1.. = upkeep::renew_index(&world.clinic, organization).unwrap() {
            renewed += people;
        }
        assert_eq!(i64::try_from(renewed).unwrap(), left);
        assert_eq!(upkeep::renew_index(&world.clinic, organization).unwrap(), 0);
        assert_eq!(world.said_after(house, before), ["index.renewed"]);
        let left = world.read(house, |read| name_index::left(read));
        assert_eq!(left, 0);
        // Whoever could be found before still is.
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        let name = patient::chart(&world.clinic, &counselor, house.patients[0])
            .unwrap()
            .patient
            .name;
        let found = world.read(house, |read| {
            let within = door::reach_to_open(&counselor, world.now());
            record::people::search::named_alike(read, &within, &name, None)
        });
        assert!(found.people.contains(&house.patients[0]));
    }
}

#[test]
fn a_clock_that_was_accepted_is_told_in_every_journal() {
    for world in worlds("clock") {
        let written = world.now() + minutes(60);
        let before = world
            .houses
            .each_ref()
            .map(|house| world.journal_length(house));
        upkeep::accept_clock(&world.clinic, written).unwrap();
        for (house, before) in world.houses.iter().zip(before) {
            let entries = world.journal_after(house, before);
            let said: Vec<_> = entries.iter().map(|entry| entry.action.as_str()).collect();
            assert_eq!(said, ["clock.accepted"]);
            assert!(entries[0].actor.uuid().is_nil(), "the console's");
            assert_eq!(entries[0].at, world.now());
        }
    }
}
