//! One way to write: what is answered is stored, once, and nobody pays for anybody else's mistake.

use crate::common::{embedded, now, on_server, size, store, stores};
use record::{Location, Record, RecordError, Tx, idempotency};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Barrier;
use std::thread::ScopedJoinHandle;
use uuid::Uuid;

#[test]
fn an_error_or_a_panic_undoes_its_own_transaction_and_no_other() {
    for store in stores("undo") {
        let together = Barrier::new(12);
        std::thread::scope(|scope| {
            for number in 0..12_u128 {
                let (store, together) = (&store, &together);
                scope.spawn(move || {
                    together.wait();
                    for round in 0..5 {
                        let number = number + 100 * round;
                        let ran = catch_unwind(AssertUnwindSafe(|| {
                            store.transact(|tx| {
                                store.note(tx, number)?;
                                match number % 3 {
                                    0 => Ok(()),
                                    1 => Err(RecordError::Refused("no".to_owned())),
                                    _ => panic!("as planned"),
                                }
                            })
                        }));
                        match number % 3 {
                            0 => assert!(matches!(ran, Ok(Ok(())))),
                            1 => assert!(matches!(ran, Ok(Err(RecordError::Refused(_))))),
                            _ => assert!(ran.is_err()),
                        }
                    }
                });
            }
        });
        let mut stored = 0;
        for number in (0..5).flat_map(|round| (0..12).map(move |n| n + 100 * round)) {
            assert_eq!(store.noted(number), number % 3 == 0, "number {number}");
            stored += i64::from(number % 3 == 0);
        }
        assert_eq!(store.verify().entries, stored);
    }
}

fn write_from_many_threads(store: &crate::common::Store, threads: u128, each: u128) {
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                for number in thread * each..(thread + 1) * each {
                    store.transact(|tx| store.note(tx, number)).unwrap();
                    // Another connection sees it the moment it was answered.
                    assert!(store.noted(number));
                }
            });
        }
    });
    assert_eq!(store.entries(), threads * each);
}

#[test]
fn sixty_four_threads_lose_nothing_and_double_nothing() {
    for store in stores("threads") {
        write_from_many_threads(&store, 64, size(10, 200));
    }
}

#[test]
fn without_group_commit_it_is_only_slower() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Sqlite(folder.path().join("record.sqlite3"));
    let mut settings = record::Settings::new(location);
    settings.options.batch_max = 1;
    write_from_many_threads(&store(settings, folder), 8, 5);
}

#[test]
fn whoever_opened_for_reading_cannot_write() {
    for store in stores("readonly") {
        let reading = Record::open_read_only(&store.settings, store.masters.clone()).unwrap();
        let error = reading
            .transact(store.organization, |tx| store.note(tx, 1))
            .unwrap_err();
        assert!(error.to_string().contains("for reading only"), "{error}");
        reading.ping().unwrap();
    }
}

#[test]
fn a_second_writer_on_the_same_file_is_refused_until_the_first_is_gone() {
    let store = embedded();
    let again = || Record::open(&store.settings, store.masters.clone());
    let error = again().err().unwrap();
    assert!(matches!(error, RecordError::InUse(_)));
    assert!(error.to_string().contains("Stop that one first"), "{error}");
    drop(store.record);
    Record::open(&store.settings, store.masters.clone()).unwrap();
}

#[test]
fn a_reader_stays_on_its_snapshot() {
    for store in stores("snapshot") {
        store.transact(|tx| store.note(tx, 1)).unwrap();
        let see = |read: &mut record::Reader<'_>| -> Result<_, RecordError> {
            let key = Uuid::from_u128(2);
            Ok(idempotency::find(read, key)?.is_some())
        };
        let seen = store.read(|read| -> Result<_, RecordError> {
            let before = see(read)?;
            std::thread::scope(|scope| {
                let write = || store.transact(|tx| store.note(tx, 2)).unwrap();
                scope.spawn(write).join().unwrap();
            });
            Ok((before, see(read)?))
        });
        assert_eq!(seen.unwrap(), (false, false));
        assert!(store.read(see).unwrap(), "the next snapshot is newer");
    }
}

#[test]
fn a_transaction_cannot_go_on_after_a_statement_failed() {
    for store in stores("goes_on") {
        store.transact(|tx| store.note(tx, 1)).unwrap();
        let careless = |tx: &mut Tx<'_>| {
            store.note(tx, 2)?;
            let conflict = store.note(tx, 1).unwrap_err();
            assert!(matches!(conflict, RecordError::Conflict(_)));
            assert!(store.note(tx, 3).is_err(), "the transaction is over");
            Ok(())
        };
        let error = store.transact(careless).unwrap_err();
        assert!(error.to_string().contains("a statement failed"), "{error}");
        assert!(!store.noted(2) && !store.noted(3));
        store.transact(|tx| store.note(tx, 4)).unwrap();
        assert_eq!(store.verify().entries, 2);
    }
}

#[test]
fn keys_of_a_run_that_was_undone_are_never_used() {
    for store in stores("undone_keys") {
        let organization = care::OrganizationId::from(Uuid::from_u128(9));
        let name = care::Line::parse("Second", "a name").unwrap();
        let mut entry = crate::common::entry(None);
        entry.actor = care::PersonId::from(Uuid::from_u128(3));
        let create = |tx: &mut Tx<'_>| {
            record::people::organization::insert(tx, &store.dice, &name, now())?;
            record::journal::append(tx, &store.dice, now(), &entry)
        };
        let undone = store.record.transact(organization, |tx| {
            create(tx)?;
            Err::<(), _>(RecordError::Refused("not yet".to_owned()))
        });
        assert!(undone.is_err());
        store.record.transact(organization, create).unwrap();
        let fresh = Record::open_read_only(&store.settings, store.masters.clone()).unwrap();
        let verified = fresh
            .read(organization, |read| {
                record::journal::verify(read, &[], true)
            })
            .unwrap();
        assert_eq!(verified.unwrap().entries, 1);
    }
}

#[test]
fn a_lost_connection_loses_and_doubles_nothing() {
    let Some(store) = on_server("lost") else {
        return;
    };
    let Location::Postgres(url) = &store.settings.location else {
        unreachable!()
    };
    let numbers = size(120, 1_000);
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..4)
            .map(|thread| {
                let store = &store;
                scope.spawn(move || {
                    for number in (0..numbers).filter(|number| number % 4 == thread) {
                        // What was not confirmed is sent again under its key, as any caller would.
                        let send = |tx: &mut Tx<'_>| {
                            let key = Uuid::from_u128(number);
                            match idempotency::find(tx, key)? {
                                Some(_) => Ok(()),
                                None => store.note(tx, number),
                            }
                        };
                        while store.transact(send).is_err() {}
                    }
                })
            })
            .collect();
        let mut axe = postgres::Client::connect(url, postgres::NoTls).unwrap();
        // So many times and no more: on a busy machine connecting may take longer than being cut off.
        for _ in 0..size(20, 100) {
            if writers.iter().all(ScopedJoinHandle::is_finished) {
                break;
            }
            axe.batch_execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                    WHERE datname = current_database() AND pid <> pg_backend_pid(); SELECT pg_sleep(0.03)",
            )
            .unwrap();
        }
    });
    assert!((0..numbers).all(|number| store.noted(number)));
    assert_eq!(store.entries(), numbers);
}
