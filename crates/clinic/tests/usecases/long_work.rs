//! What reads a whole journal: asked for, worked off one at a time, shown and handed only to whom it belongs.

use crate::common::house::House;
use crate::common::{World, minutes, wait_for};
use crate::engines::worlds;
use care::Role;
use clinic::access::journal;
use clinic::access::journal::{Asked, KEPT_MINUTES, Range, Ready, Stand, Taken, Wrong};
use clinic::{Clinic, Refusal};
use policy::Actor;
use record::{Location, Settings};
use std::io::Read as _;
use std::sync::Arc;
use std::sync::mpsc::channel;

fn verify(clinic: &Arc<Clinic>, actor: &Actor) {
    journal::ask_for_verification(clinic, actor, clinic.fresh_key(), None).unwrap();
}

/// What the latest verification came to, once it is over.
fn verified(clinic: &Clinic, actor: &Actor) -> Asked {
    wait_for(|| {
        let asked = journal::verification(clinic, actor).unwrap().unwrap();
        (!matches!(asked.stand, Stand::UnderWay(_))).then_some(asked)
    })
}

fn export(clinic: &Arc<Clinic>, actor: &Actor, range: Range) -> Ready {
    journal::ask_for_export(clinic, actor, clinic.fresh_key(), range).unwrap();
    let stand = wait_for(|| match journal::export_of(clinic, actor).unwrap() {
        Some(Stand::UnderWay(_)) => None,
        stand => stand,
    });
    match stand {
        Stand::Done(ready) => ready,
        stand => panic!("{stand:?}"),
    }
}

fn text(taken: Option<Taken>) -> String {
    let Taken { mut file, bytes } = taken.expect("there is a file");
    let mut text = String::new();
    file.read_to_string(&mut text).unwrap();
    assert_eq!(text.len() as u64, bytes);
    text
}

fn enter(world: &World, house: &House, role: Role) -> Actor {
    world.enter(house, house.who(role, 0)).actor
}

#[test]
fn two_who_ask_at_once_wait_for_the_same_verification() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        readers: 1,
        ..Settings::new(Location::Sqlite(folder.path().join("record.sqlite3")))
    };
    let world = World::of(settings, folder);
    let (house, clinic) = (&world.houses[0], &world.clinic);
    let officer = enter(&world, house, Role::PrivacyOfficer);
    let auditor = enter(&world, house, Role::Auditor);
    let before = world.journal_length(house);
    let (begun, has_begun) = channel();
    let (go, until) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let sit = || {
                begun.send(()).unwrap();
                let _ = until.recv();
                Ok::<_, Refusal>(())
            };
            clinic.record().read(house.organization, |_| sit()).unwrap();
        });
        has_begun.recv().unwrap();
        // Nothing can be read, so the first one is still under way.
        verify(clinic, &officer);
        verify(clinic, &auditor);
        verify(clinic, &officer);
        drop(go);
    });
    let asked = verified(clinic, &auditor);
    assert!(matches!(&asked.stand, Stand::Done(outcome) if outcome.result.is_ok()));
    let said = world.said_after(house, before);
    let count = |what: &str| said.iter().filter(|said| *said == what).count();
    let counts = (count("journal.verify_asked"), count("journal.verified"));
    assert_eq!(counts, (3, 1), "{said:?}");
}

#[test]
fn a_verification_says_what_it_came_to_and_who_asked_and_only_to_its_own() {
    for world in worlds("verifications") {
        let [home, away] = &world.houses;
        let clinic = &world.clinic;
        let officer = enter(&world, home, Role::PrivacyOfficer);
        let auditor = enter(&world, home, Role::Auditor);
        let stranger = enter(&world, away, Role::Auditor);
        let counselor = enter(&world, home, Role::Counselor);
        assert_eq!(journal::verification(clinic, &officer).unwrap(), None);
        let refused = journal::ask_for_verification(clinic, &counselor, clinic.fresh_key(), None);
        assert!(matches!(refused, Err(Refusal::Denied)));
        let seen = journal::verification(clinic, &counselor);
        assert!(matches!(seen, Err(Refusal::Denied)));
        let length = world.journal_length(home);
        // The same form sent twice is one request.
        let key = clinic.fresh_key();
        for _ in 0..2 {
            journal::ask_for_verification(clinic, &officer, key, None).unwrap();
        }
        let asked = verified(clinic, &auditor);
        let Stand::Done(outcome) = &asked.stand else {
            panic!("{asked:?}");
        };
        // With the entry that it was asked for, and without the one that tells what it came to.
        assert_eq!(outcome.result.as_ref().unwrap().entries, length + 1);
        assert_eq!(world.said_after(home, length + 1), ["journal.verified"]);
        assert!(asked.by.is_some_and(|by| by.contains("Alder")));
        assert_eq!(journal::verification(clinic, &stranger).unwrap(), None);
        verify(clinic, &stranger);
        assert!(matches!(verified(clinic, &stranger).stand, Stand::Done(_)));
    }
}

#[test]
fn a_chain_that_was_broken_is_told_with_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("checkpoints");
    let world = World::embedded();
    let (house, clinic) = (&world.houses[0], &world.clinic);
    let officer = enter(&world, house, Role::PrivacyOfficer);
    clinic::upkeep::last_checkpoint(clinic, house.organization, Some(file.as_path())).unwrap();
    let ask = || {
        let (key, file) = (clinic.fresh_key(), Some(file.as_path()));
        journal::ask_for_verification(clinic, &officer, key, file).unwrap();
        match verified(clinic, &officer).stand {
            Stand::Done(outcome) => outcome.result,
            stand => panic!("{stand:?}"),
        }
    };
    assert!(ask().is_ok());
    std::fs::remove_file(&file).unwrap();
    let wrong = ask().unwrap_err();
    assert!(matches!(wrong, Wrong::Outside(_)), "{wrong}");
}

#[test]
fn a_file_is_handed_to_its_asker_once_and_to_nobody_else() {
    for world in worlds("exports") {
        let [home, away] = &world.houses;
        let clinic = &world.clinic;
        let officer = enter(&world, home, Role::PrivacyOfficer);
        let others = [
            enter(&world, home, Role::Auditor),
            enter(&world, away, Role::PrivacyOfficer),
        ];
        let ready = export(clinic, &officer, Range::default());
        for other in &others {
            assert_eq!(journal::export_of(clinic, other).unwrap(), None);
            assert!(journal::take_export(clinic, other).unwrap().is_none());
        }
        let counselor = enter(&world, home, Role::Counselor);
        let refused = journal::take_export(clinic, &counselor);
        assert!(matches!(refused, Err(Refusal::Denied)));
        let before = world.journal_length(home);
        let text = text(journal::take_export(clinic, &officer).unwrap());
        assert_eq!(text.lines().count() as u64, ready.entries);
        assert!(text.ends_with('\n') && !text.contains("Person0") && !text.contains(home.name));
        assert_eq!(world.said_after(home, before), ["journal.exported"]);
        assert!(journal::take_export(clinic, &officer).unwrap().is_none());
        assert_eq!(journal::export_of(clinic, &officer).unwrap(), None);
        assert_eq!(world.said_after(home, before), ["journal.exported"]);
    }
}

#[test]
fn a_file_that_nobody_takes_is_thrown_away() {
    let world = World::embedded();
    let (house, clinic) = (&world.houses[0], &world.clinic);
    let who = house.who(Role::PrivacyOfficer, 0);
    let ready = export(clinic, &world.enter(house, who).actor, Range::default());
    assert_eq!(ready.until, world.now() + minutes(KEPT_MINUTES));
    world.wait(minutes(KEPT_MINUTES - 1));
    journal::sweep_exports(clinic);
    // Whoever signs in again is the same person, and confirms again who they are.
    let again = world.enter(house, who).actor;
    assert_eq!(
        journal::export_of(clinic, &again).unwrap(),
        Some(Stand::Done(ready))
    );
    world.wait(minutes(1));
    let again = world.enter(house, who).actor;
    assert!(journal::take_export(clinic, &again).unwrap().is_none());
    // Another one may be made, and taken.
    export(clinic, &again, Range::default());
    text(journal::take_export(clinic, &again).unwrap());
}

#[test]
fn a_range_is_a_stretch_of_the_chain_without_a_gap() {
    let world = World::embedded();
    let (house, clinic) = (&world.houses[0], &world.clinic);
    let who = house.who(Role::Auditor, 0);
    world.wait(minutes(60));
    let from = world.now();
    let officer = world.enter(house, who).actor;
    journal::page(clinic, &officer, None, None).unwrap();
    world.wait(minutes(60));
    let until = world.now();
    let officer = world.enter(house, who).actor;
    let whole = export(clinic, &officer, Range::default()).entries;
    let range = Range {
        from: Some(from),
        until: Some(until),
    };
    let ready = export(clinic, &officer, range);
    assert!((1..whole).contains(&ready.entries), "{ready:?} of {whole}");
    let text = text(journal::take_export(clinic, &officer).unwrap());
    let entries: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for pair in entries.windows(2) {
        assert_eq!(pair[1]["previous"], pair[0]["hash"]);
    }
    assert!(entries.iter().any(|one| one["action"] == "journal.viewed"));
    let nothing = Range {
        from: None,
        until: Some(jiff::Timestamp::UNIX_EPOCH),
    };
    assert_eq!(export(clinic, &officer, nothing).entries, 0);
}

#[test]
fn what_is_ending_begins_nothing_long() {
    let world = World::embedded();
    let (house, clinic) = (&world.houses[0], &world.clinic);
    let officer = enter(&world, house, Role::PrivacyOfficer);
    clinic.end_long_work();
    let asked = journal::ask_for_verification(clinic, &officer, clinic.fresh_key(), None);
    assert!(matches!(asked, Err(Refusal::Conflict(_))));
    assert_eq!(journal::verification(clinic, &officer).unwrap(), None);
}
