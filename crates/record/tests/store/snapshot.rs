//! Snapshots that last over several reads, and what asking costs.

use crate::common::{Store, now, stores};
use care::{Contact, Dice as _, PersonId, PersonName};
use record::people::person;
use record::{Record, RecordError};

fn add(store: &Store, family: &str) -> PersonId {
    let id = PersonId::from(store.dice.uuid(now()));
    let name = PersonName::parse("Ana", family).unwrap();
    store
        .transact(|tx| person::insert(tx, &store.dice, id, &name, &Contact::default(), now()))
        .unwrap();
    id
}

fn called(store: &Store, id: PersonId) -> Result<String, RecordError> {
    let (name, _) = store.read(|read| person::load(read, id))?;
    Ok(name.full())
}

fn cost(record: &Record, f: impl FnOnce()) -> record::Work {
    let before = record.work();
    f();
    record.work() - before
}

#[test]
fn reads_within_one_snapshot_ask_each_question_once_and_do_not_see_what_others_write() {
    for store in stores("snapshot_kept") {
        let first = add(&store, "Lind");
        let other = std::sync::Barrier::new(2);
        std::thread::scope(|scope| {
            let later = scope.spawn(|| {
                other.wait();
                let later = add(&store, "Berg");
                other.wait();
                later
            });
            let work = cost(&store.record, || {
                store.record.one_snapshot(|| {
                    called(&store, first).unwrap();
                    called(&store, first).unwrap();
                });
            });
            assert_eq!((work.snapshots, work.statements), (1, 1));
            store.record.one_snapshot(|| {
                called(&store, first).unwrap();
                other.wait();
                other.wait();
                let later = later.join().unwrap();
                assert!(matches!(called(&store, later), Err(RecordError::Forgotten)));
                // Who writes sees what was written, and what others wrote before.
                let own = add(&store, "Holm");
                assert_eq!(called(&store, own).unwrap(), "Ana Holm");
                assert_eq!(called(&store, later).unwrap(), "Ana Berg");
            });
        });
    }
}

#[test]
fn a_kept_snapshot_gives_its_connection_back_also_after_a_panic_and_an_error() {
    let store = crate::common::embedded();
    let nobody = PersonId::from(store.dice.uuid(now()));
    let somebody = add(&store, "Lind");
    for _ in 0..2 * store.settings.readers {
        store.record.one_snapshot(|| {
            called(&store, somebody).unwrap();
            called(&store, nobody).unwrap_err();
        });
        let fails = || -> () {
            store.record.one_snapshot(|| {
                called(&store, somebody).unwrap();
                panic!("somebody made a mistake");
            });
        };
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(fails)).unwrap_err();
    }
    assert_eq!(called(&store, somebody).unwrap(), "Ana Lind");
}

#[test]
fn many_people_are_loaded_by_one_statement_that_is_compiled_once() {
    for store in stores("snapshot_sets") {
        let mut people: Vec<PersonId> = ["Lind", "Berg", "Holm"]
            .map(|name| add(&store, name))
            .into();
        let load = |people: &[PersonId]| store.read(|read| person::load_all(read, people)).unwrap();
        assert_eq!(load(&people).len(), 3);
        people.push(PersonId::from(store.dice.uuid(now())));
        for some in [&people[..], &people[..1], &[]] {
            let work = cost(&store.record, || {
                assert_eq!(load(some).len(), some.len().min(3));
            });
            assert_eq!(work.statements, u64::from(!some.is_empty()));
            assert_eq!(work.compiled, 0);
        }
    }
}
