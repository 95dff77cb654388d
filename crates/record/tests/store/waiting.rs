//! Waiting for the record: never for oneself, and never for ever.

use crate::common::{store, stores};
use record::{Location, RecordError, Settings};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

/// Short, so that the test is.
const WAIT: Duration = Duration::from_millis(200);

#[test]
fn nothing_is_begun_inside_something_that_could_then_wait_for_itself() {
    for store in stores("nested") {
        let read = || store.read(|_| Ok(()));
        let write = || store.transact(|tx| store.note(tx, 1));
        let tried = [
            store.read(|_| read()),
            store.read(|_| write()),
            store.transact(|_| read()),
            store.transact(|_| write()),
            store.read(|_| store.record.scrub()),
        ];
        for result in tried {
            assert!(matches!(result, Err(RecordError::Nested)), "{result:?}");
        }
        // What was refused inside is over; the thread is free again, also after a panic.
        let broken = std::panic::AssertUnwindSafe(|| {
            store.read(|_| -> Result<(), RecordError> { panic!("as planned") })
        });
        assert!(std::panic::catch_unwind(broken).is_err());
        read().unwrap();
        write().unwrap();
    }
}

#[test]
fn another_record_may_be_read_inside() {
    let [one, other] = ["one", "other"].map(|_| crate::common::embedded());
    let both = one.read(|_| other.record.ping());
    both.unwrap();
}

/// A record that waits shortly, with two connections to read with.
fn impatient() -> crate::common::Store {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Sqlite(folder.path().join("record.sqlite3"));
    let settings = Settings {
        readers: 2,
        wait: WAIT,
        ..Settings::new(location)
    };
    store(settings, folder)
}

/// Sits in a read or a transaction until it is told to go; says when it has begun.
fn sit(begun: &Sender<()>, until: &std::sync::Mutex<std::sync::mpsc::Receiver<()>>) {
    begun.send(()).unwrap();
    let _ = until.lock().unwrap().recv();
}

#[test]
fn a_reader_is_told_when_no_connection_comes_free() {
    let store = impatient();
    let (begun, has_begun) = channel();
    let (go, until) = channel::<()>();
    let until = std::sync::Mutex::new(until);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let sitting = store.read(|_| {
                    sit(&begun, &until);
                    Ok(())
                });
                sitting.unwrap();
            });
            has_begun.recv().unwrap();
        }
        let asked = Instant::now();
        let refused = store.record.ping().unwrap_err();
        assert!(matches!(refused, RecordError::Busy), "{refused:?}");
        assert!(asked.elapsed() >= WAIT);
        // Writing goes on meanwhile.
        store.transact(|tx| store.note(tx, 1)).unwrap();
        drop(go);
    });
    store.record.ping().unwrap();
}

#[test]
fn a_writer_is_told_when_its_turn_does_not_come_and_nothing_is_stored() {
    let store = impatient();
    let (begun, has_begun) = channel();
    let (go, until) = channel::<()>();
    let until = std::sync::Mutex::new(until);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let sitting = store.transact(|tx| {
                store.note(tx, 1)?;
                sit(&begun, &until);
                Ok(())
            });
            sitting.unwrap();
        });
        has_begun.recv().unwrap();
        let refused = store.transact(|tx| store.note(tx, 2)).unwrap_err();
        assert!(matches!(refused, RecordError::Busy), "{refused:?}");
        // Reading goes on meanwhile.
        assert!(!store.noted(2));
        drop(go);
    });
    assert!(store.noted(1) && !store.noted(2));
    store.transact(|tx| store.note(tx, 2)).unwrap();
}
