//! Ids of another organization are nothing at all: no reading, no writing, and no difference from an id made up.

use crate::engines::worlds;
use care::Role;

mod answers;

use answers::{Ids, answers};

#[test]
fn ids_of_another_organization_are_like_ids_made_up() {
    for world in worlds("crossing") {
        let [home, theirs] = &world.houses;
        let their_session = world
            .enter(theirs, theirs.who(Role::Counselor, 0))
            .actor
            .session()
            .unwrap();
        let quiet = world.journal_length(theirs);
        let mails = || {
            world.mail(theirs, "Set up your sign-in").len()
                + world.mail(theirs, "A review is waiting for you").len()
        };
        let mails_before = mails();
        for (role, person) in home.everyone() {
            let actor = world.enter(home, person).actor;
            let made_up = answers(&world, home, &actor, Ids::made_up());
            for place in [0, 3] {
                let swapped = answers(&world, home, &actor, Ids::of(theirs, place, their_session));
                assert_eq!(swapped, made_up, "{role:?}");
            }
            for (what, said) in made_up {
                assert_ne!(said, "done", "{role:?} {what}");
            }
        }
        // Nothing was read or written over there: not even their journal has anything to say.
        assert_eq!(world.journal_length(theirs), quiet);
        assert_eq!(mails(), mails_before);
    }
}

/// The same ids do open at home, so that the test above refuses for the right reason.
#[test]
fn the_same_ids_work_at_home() {
    for world in worlds("athome") {
        let home = &world.houses[0];
        let session = world
            .enter(home, home.who(Role::Counselor, 0))
            .actor
            .session()
            .unwrap();
        let ids = Ids::of(home, 0, session);
        let mut done = std::collections::BTreeSet::new();
        // Those who change others and those who forget come last.
        let mut everyone = home.everyone();
        everyone.sort_by_key(|(role, _)| match role {
            Role::ProgramAdministrator => 1,
            Role::PrivacyOfficer => 2,
            _ => 0,
        });
        // Signed in before any account is closed.
        let enter = |(_, person)| world.enter(home, person).actor;
        let actors: Vec<_> = everyone.into_iter().map(enter).collect();
        let supporter = world.enter(home, home.supporter).actor;
        for actor in actors {
            let said = answers(&world, home, &actor, ids);
            done.extend(
                said.into_iter()
                    .filter(|(_, said)| said == "done")
                    .map(|(what, _)| what),
            );
        }
        let missing: Vec<_> = answers(&world, home, &supporter, Ids::made_up())
            .into_iter()
            .map(|(what, _)| what)
            .filter(|what| !done.contains(what))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
