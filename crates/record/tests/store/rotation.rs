//! A new master key, put in place while the old one is still needed, and needed alone afterwards.

use crate::common::{Store, now, stores};
use record::people::person;
use record::seal::{MasterKey, Masters};
use record::{Record, RecordError, journal};

/// What can be read with these master keys: how many people, and whether the journal opens.
fn readable(store: &Store, masters: &Masters, people: &[care::PersonId]) -> (usize, bool) {
    let record = Record::open_read_only(&store.settings, masters.clone()).unwrap();
    let load = |person: &&care::PersonId| {
        record
            .read(store.organization, |read| person::load(read, **person))
            .is_ok()
    };
    let opens = record.read(store.organization, |read| journal::verify(read, &[], true));
    (
        people.iter().filter(load).count(),
        opens.is_ok_and(|verified| verified.is_ok()),
    )
}

#[test]
fn after_a_rotation_only_the_new_master_key_opens_anything() {
    for store in stores("rotation") {
        let people: Vec<_> = (0..30)
            .map(|n| store.add_person("Ana", &format!("Lind {n}")))
            .collect();
        for person in &people {
            store
                .transact(|tx| store.append(tx, Some(*person)))
                .unwrap();
        }
        let newest = MasterKey::random(&store.dice);
        let both = store.masters.with_newer(newest.clone());
        let new = Masters::single(newest);
        assert_eq!(
            readable(&store, &both, &people),
            (30, true),
            "before, with both"
        );
        assert_eq!(
            readable(&store, &new, &people),
            (0, false),
            "before, with the new one"
        );
        let Store { record, .. } = &store;
        assert_eq!(record.rewrap(&store.dice, &both).unwrap(), 30 + 3);
        assert_eq!(
            record.rewrap(&store.dice, &both).unwrap(),
            0,
            "once is enough"
        );
        assert_eq!(
            readable(&store, &new, &people),
            (30, true),
            "after, with the new one"
        );
        assert_eq!(
            readable(&store, &store.masters, &people),
            (0, false),
            "after, with the old"
        );
        let lost = Record::open_read_only(&store.settings, store.masters.clone()).unwrap();
        let error = lost.read(store.organization, |read| {
            person::load(read, people[0]).map(drop)
        });
        let error = error.unwrap_err();
        assert!(matches!(error, RecordError::WrongKey(_)), "{error}");
        assert!(
            error
                .to_string()
                .contains("key file that belongs to this database"),
            "{error}"
        );
    }
}

#[test]
fn an_interrupted_rotation_is_read_with_both_and_finished_later() {
    for store in stores("interrupted") {
        let mut people: Vec<_> = (0..10).map(|_| store.add_person("Ana", "Lind")).collect();
        let both = store.masters.with_newer(MasterKey::random(&store.dice));
        store.record.rewrap(&store.dice, &both).unwrap();
        // As after an interruption: some were added under the old key meanwhile, and are not rewrapped.
        people.extend((0..10).map(|_| store.add_person("Bo", "Marsh")));
        assert_eq!(readable(&store, &both, &people), (20, true));
        assert_eq!(readable(&store, &store.masters, &people).0, 10);
        let sealed_anew = Record::open_read_only(&store.settings, both.clone()).unwrap();
        assert!(
            sealed_anew
                .read(store.organization, |read| person::load(read, people[0])
                    .map(drop))
                .is_ok()
        );
        assert_eq!(store.record.rewrap(&store.dice, &both).unwrap(), 10);
        let new = Masters::single(both.newest().clone());
        assert_eq!(readable(&store, &new, &people), (20, true));
        store
            .transact(|tx| person::forget(tx, people[0], now()))
            .unwrap();
        assert_eq!(readable(&store, &new, &people), (19, true));
    }
}
