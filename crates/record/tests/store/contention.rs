//! Two processes' worth of writers on one server.

use crate::common::{now, on_server, size};
use care::{Line, OrganizationId};
use record::people::organization;
use record::{Location, Record, RecordError};
use std::sync::mpsc::channel;
use std::time::Duration;
use uuid::Uuid;

/// Whoever waits longer waits for something that does not come.
const PATIENCE: Duration = Duration::from_secs(10);

#[test]
fn two_records_on_one_server_append_to_one_journal_without_losing_anything() {
    let Some(store) = on_server("contention") else {
        return;
    };
    let other = Record::open(&store.settings, store.masters.clone()).unwrap();
    let each = size(12, 200);
    std::thread::scope(|scope| {
        for thread in 0..16_u128 {
            let (store, other) = (&store, &other);
            scope.spawn(move || {
                let record = if thread % 2 == 0 {
                    &store.record
                } else {
                    other
                };
                for number in thread * each..(thread + 1) * each {
                    record
                        .transact(store.organization, |tx| store.note(tx, number))
                        .unwrap();
                }
            });
        }
    });
    assert!((0..16 * each).all(|number| store.noted(number)));
    assert_eq!(store.entries(), 16 * each);
}

#[test]
fn whoever_writes_in_an_organization_waits_for_another_process_and_sees_what_it_left() {
    let Some(store) = on_server("again") else {
        return;
    };
    let other = Record::open(&store.settings, store.masters.clone()).unwrap();
    let (begun, has_begun) = channel();
    let (asked, was_asked) = channel();
    std::thread::scope(|scope| {
        let store = &store;
        scope.spawn(move || {
            store
                .transact(|tx| {
                    begun.send(()).unwrap();
                    // Until the other asks, and for as long as it takes it to come to the lock.
                    was_asked.recv_timeout(PATIENCE).unwrap();
                    std::thread::sleep(Duration::from_millis(200));
                    store.append(tx, None)
                })
                .unwrap();
        });
        has_begun.recv_timeout(PATIENCE).unwrap();
        let mut runs = 0;
        asked.send(()).unwrap();
        let place = other.transact(store.organization, |tx| -> Result<_, RecordError> {
            runs += 1;
            let (before, _) = record::journal::head(tx)?;
            assert_eq!(before, 1, "it read before the other had ended");
            store.append(tx, None)
        });
        assert_eq!((place.unwrap(), runs), (2, 1));
    });
    let twice = |tx: &mut record::Tx<'_>| -> Result<(), RecordError> { store.note(tx, 1) };
    other.transact(store.organization, twice).unwrap();
    assert!(matches!(
        store.transact(twice),
        Err(RecordError::Conflict(_))
    ));
}

#[test]
fn whoever_writes_in_one_organization_keeps_nobody_from_writing_in_another() {
    let Some(store) = on_server("aside") else {
        return;
    };
    // Each goes to a writer by its last bytes, and two of these have different ones.
    let organizations = [1_u128, 2].map(|number| OrganizationId::from(Uuid::from_u128(number)));
    let name = Line::parse("Beside it", "a name").unwrap();
    for id in organizations {
        let founded = store
            .record
            .transact(id, |tx| organization::insert(tx, &store.dice, &name, now()));
        founded.map_err(|error: RecordError| error).unwrap();
    }
    let [one, two] = organizations;
    let write = |id| {
        let written = store.record.transact(id, |tx| store.append(tx, None));
        written.map_err(|error: RecordError| error).unwrap()
    };
    let (written, was_written) = channel();
    std::thread::scope(|scope| {
        let (begun, has_begun) = channel();
        let (store, write) = (&store, &write);
        scope.spawn(move || {
            let held = store
                .record
                .transact(one, |tx| -> Result<i64, RecordError> {
                    let place = store.append(tx, None)?;
                    begun.send(()).unwrap();
                    was_written
                        .recv_timeout(PATIENCE)
                        .expect("the other waited");
                    Ok(place)
                });
            assert_eq!(held.unwrap(), 1);
        });
        has_begun.recv_timeout(PATIENCE).unwrap();
        assert_eq!(write(two), 1);
        written.send(()).unwrap();
    });
}

#[test]
fn a_lock_that_is_not_given_is_told_as_such_and_keeps_nobody_who_shares_the_commit_in_doubt() {
    let Some(store) = on_server("locked") else {
        return;
    };
    // By their last bytes these two go to the same writer.
    let [free, locked] =
        [1_u128, 1 + 8 * 256].map(|number| OrganizationId::from(Uuid::from_u128(number)));
    let name = Line::parse("Beside it", "a name").unwrap();
    for id in [free, locked] {
        let founded = store
            .record
            .transact(id, |tx| organization::insert(tx, &store.dice, &name, now()));
        founded.map_err(|error: RecordError| error).unwrap();
    }
    let Location::Postgres(url) = &store.settings.location else {
        panic!("a server has an address");
    };
    let mut other = postgres::Client::connect(url, postgres::NoTls).unwrap();
    let mut holding = other.transaction().unwrap();
    let lock = "SELECT 1 FROM journal_head WHERE organization_id = $1 FOR UPDATE";
    holding.query(lock, &[&locked.uuid()]).unwrap();
    let (begun, has_begun) = channel();
    std::thread::scope(|scope| {
        let store = &store;
        let sharing = scope.spawn(move || {
            store
                .record
                .transact(free, |tx| -> Result<i64, RecordError> {
                    begun.send(()).unwrap();
                    // For as long as it takes the other one to stand in the line.
                    std::thread::sleep(Duration::from_millis(200));
                    store.append(tx, None)
                })
        });
        has_begun.recv_timeout(PATIENCE).unwrap();
        let refused = store.record.transact(locked, |tx| store.append(tx, None));
        assert!(matches!(refused, Err(RecordError::Busy)), "{refused:?}");
        assert_eq!(sharing.join().unwrap().unwrap(), 1);
    });
    holding.rollback().unwrap();
    let written = store.record.transact(locked, |tx| store.append(tx, None));
    written.map_err(|error: RecordError| error).unwrap();
}
