//! Two processes' worth of writers on one server.

use crate::common::{on_server, size};
use record::{Record, RecordError};

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
fn a_transaction_that_met_another_runs_again_on_what_the_other_left() {
    let Some(store) = on_server("again") else {
        return;
    };
    let other = Record::open(&store.settings, store.masters.clone()).unwrap();
    let mut runs = 0;
    let place = store.transact(|tx| {
        runs += 1;
        let (before, _) = record::journal::head(tx)?;
        if runs == 1 {
            assert_eq!(before, 0);
            other.transact(store.organization, |tx| store.append(tx, None))?;
        }
        store.append(tx, None)
    });
    assert_eq!((place.unwrap(), runs), (2, 2));
    let twice = |tx: &mut record::Tx<'_>| -> Result<(), RecordError> { store.note(tx, 1) };
    other.transact(store.organization, twice).unwrap();
    assert!(matches!(
        store.transact(twice),
        Err(RecordError::Conflict(_))
    ));
}
