//! Passkey ceremonies that the browser keeps: read back only here, and used once.

use crate::common::{now, stores};
use care::{Dice as _, PasskeyId};
use jiff::SignedDuration;
use record::RecordError;
use record::access::account;
use record::access::ceremony;
use record::access::sign;
use record::access::sign::NewPasskey;

#[test]
fn a_ceremony_is_read_back_only_as_it_was_sealed() {
    for store in stores("ceremony") {
        let dice = &store.dice;
        let (id, other) = (dice.uuid(now()), dice.uuid(now()));
        let sealed = store
            .read(|read| ceremony::seal(read, dice, id, b"a challenge"))
            .unwrap();
        assert!(!sealed.windows(9).any(|part| part == b"challenge"));
        let open = |id, sealed: &[u8]| {
            store
                .read(|read| ceremony::open(read, id, sealed))
                .map(|half| half.to_vec())
        };
        assert_eq!(open(id, &sealed).unwrap(), b"a challenge");
        let mut bent = sealed.clone();
        *bent.last_mut().unwrap() ^= 1;
        for (id, sealed) in [
            (id, &bent[..]),
            (other, &sealed[..]),
            (id, &b""[..]),
            (id, &b"x"[..]),
        ] {
            let refused = open(id, sealed);
            assert!(matches!(refused, Err(RecordError::Damaged(_))));
        }
    }
}

#[test]
fn a_ceremony_is_used_once_and_forgotten_when_it_would_be_over() {
    for store in stores("used_once") {
        let id = store.dice.uuid(now());
        let until = now() + SignedDuration::from_mins(5);
        let use_up = |id| {
            store
                .transact(|tx| ceremony::use_up(tx, id, until))
                .unwrap()
        };
        assert!(use_up(id));
        assert!(!use_up(id), "the same answer, sent again");
        assert!(use_up(store.dice.uuid(now())));
        let sweep = |at| {
            store.transact(|tx| sign::sweep_pending(tx, at)).unwrap();
        };
        sweep(until);
        assert!(!use_up(id));
        sweep(until + SignedDuration::from_secs(1));
        assert!(use_up(id), "nothing is kept of it");
    }
}

#[test]
fn a_passkey_that_was_taken_away_meanwhile_is_not_used() {
    for store in stores("taken_away") {
        let dice = &store.dice;
        let person = store.add_person("Dee", "Osei");
        let id = PasskeyId::from(dice.uuid(now()));
        store
            .transact(|tx| {
                account::insert(tx, person, "dee@example.org", now())?;
                let new = NewPasskey {
                    person,
                    credential_id: b"an id",
                    credential: b"a key",
                    name: "A phone",
                    created_at: now(),
                };
                sign::insert_passkey(tx, dice, id, &new)
            })
            .unwrap();
        let found = store.read(|read| sign::passkeys_of(read, person)).unwrap();
        let passkey = found.first().unwrap();
        let use_it = || {
            store
                .transact(|tx| sign::use_passkey(tx, dice, passkey, now()))
                .unwrap()
        };
        assert!(use_it());
        let taken = store.transact(|tx| sign::delete_passkey(tx, id, person));
        assert!(taken.unwrap());
        assert!(!use_it());
    }
}
