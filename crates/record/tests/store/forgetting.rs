//! Forgetting somebody, seen by whoever holds the disk and the master key.

use crate::common::{Store, embedded, entry, now, size, stores};
use care::{Contact, Dice as _, Email, GlassId, JobId, LoginId, PasskeyId, PersonId, PersonName};
use jiff::SignedDuration;
use record::access::glass;
use record::access::glass::Glass;
use record::access::login::NewLogin;
use record::access::sign::NewPasskey;
use record::access::{account, login, sign};
use record::journal::{self, Detail};
use record::people::person;
use record::seal::{IndexToken, OrganizationKeys, name_tokens};
use record::{RecordError, job, keys};
use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

/// Words planted about each person; all of them have to be gone.
const PER_PERSON: usize = 10;

fn word(person: usize, place: usize) -> String {
    format!("canary{person:03}x{place}yzq")
}

/// Writes down everything there is to write down about somebody.
fn plant(store: &Store, number: usize) -> PersonId {
    let dice = &store.dice;
    let id = PersonId::from(dice.uuid(now()));
    let word = |place| word(number, place);
    let name = PersonName::parse(&word(0), &word(1)).unwrap();
    let email = format!("{}@example.org", word(2));
    let contact = Contact {
        email: Some(Email::parse(&email).unwrap()),
        ..Contact::default()
    };
    let glass = Glass {
        id: GlassId::from(dice.uuid(now())),
        actor: id,
        patient: id,
        reason: Some(word(3)),
        opened_at: now(),
        expires_at: now() + SignedDuration::from_hours(4),
        review: None,
    };
    let mut entry = entry(Some(id));
    entry.detail = Some(serde_json::json!({ "note": word(5) }));
    store
        .transact(|tx| {
            person::insert(tx, dice, id, &name, &contact, now())?;
            account::insert(tx, id, &email, now())?;
            account::set_totp(tx, dice, id, word(9).as_bytes())?;
            glass::insert(tx, dice, &glass)?;
            glass::review(tx, dice, &glass, id, &word(4), now())?;
            journal::append(tx, dice, now(), &entry)?;
            let job = JobId::from(dice.uuid(now()));
            job::enqueue(tx, dice, job, "mail", id, word(6).as_bytes(), now())?;
            let passkey = PasskeyId::from(dice.uuid(now()));
            let words = word(7);
            let new = NewPasskey {
                person: id,
                credential_id: &id.uuid().into_bytes(),
                credential: words.as_bytes(),
                name: &words,
                created_at: now(),
            };
            sign::insert_passkey(tx, dice, passkey, &new)?;
            let session = LoginId::from(dice.uuid(now()));
            let token = [u8::try_from(number % 251).unwrap(); 32];
            let mut token = token;
            token[..8].copy_from_slice(&(number as u64).to_be_bytes());
            let new = NewLogin {
                token_hash: token,
                person: id,
                device: &word(8),
                created_at: now(),
                stepped_up_at: None,
            };
            login::insert(tx, dice, session, &new)
        })
        .unwrap();
    id
}

/// Everything that lies on the disk of an embedded record.
fn disk(store: &Store) -> Vec<u8> {
    ["", "-wal", "-shm", "-journal"]
        .into_iter()
        .map(|suffix| PathBuf::from(format!("{}{suffix}", store.path().display())))
        .filter_map(|path| std::fs::read(path).ok())
        .flatten()
        .collect()
}

fn canaries_in(bytes: &[u8], people: usize) -> usize {
    let text: Vec<_> = bytes
        .windows(6)
        .enumerate()
        .filter(|(_, window)| window == b"canary")
        .collect();
    let known = |at: usize| {
        (0..people).any(|person| {
            (0..PER_PERSON).any(|place| bytes[at..].starts_with(word(person, place).as_bytes()))
        })
    };
    text.into_iter().filter(|(at, _)| known(*at)).count()
}

/// Every piece of 16 bytes of the wrapped keys in the database, but for one person's.
fn pieces_of_keys(store: &Store, but: PersonId) -> HashSet<[u8; 16]> {
    let file = rusqlite::Connection::open(store.path()).unwrap();
    let mut keys = file
        .prepare("SELECT wrapped FROM person_key WHERE person_id <> ?1")
        .unwrap();
    let but = but.uuid();
    let keys = keys
        .query_map([but.as_bytes().as_slice()], |row| row.get::<_, Vec<u8>>(0))
        .unwrap();
    keys.flat_map(|key| pieces(&key.unwrap()).collect::<Vec<_>>())
        .collect()
}

fn pieces(bytes: &[u8]) -> impl Iterator<Item = [u8; 16]> {
    bytes.windows(16).map(|piece| piece.try_into().unwrap())
}

/// Every token that the name of a planted person is found by.
fn tokens_of(store: &Store, number: usize) -> BTreeSet<IndexToken> {
    let keys = store.read(|read| OrganizationKeys::load(read)).unwrap();
    name_tokens(&keys, &[word(number, 0), word(number, 1)])
}

fn holds(bytes: &[u8], token: &IndexToken) -> bool {
    bytes.windows(token.len()).any(|window| window == token)
}

#[test]
fn nothing_about_the_forgotten_can_be_read_from_the_disk_even_with_the_master_key() {
    let store = embedded();
    let organization = store.organization;
    let people: Vec<_> = (0..size(50, 500))
        .map(|number| plant(&store, number))
        .collect();
    let stays = plant(&store, people.len());
    let master = store.masters.newest();
    let key_found = |person: PersonId, disk: &[u8]| {
        keys::finds_key_of(master, organization.uuid(), person.uuid(), disk)
    };
    let before = disk(&store);
    assert_eq!(
        canaries_in(&before, people.len() + 1),
        0,
        "sealed from the first write on"
    );
    let looked_for: Vec<_> = people.iter().step_by(size(5, 50)).copied().collect();
    let keys = pieces_of_keys(&store, stays);
    assert!(
        pieces(&before).filter(|piece| keys.contains(piece)).count() >= keys.len(),
        "the control"
    );
    let own = tokens_of(&store, 3);
    assert!(own.iter().all(|token| holds(&before, token)), "the control");
    assert!(
        looked_for.iter().all(|person| key_found(*person, &before)),
        "the control"
    );
    for person in &people {
        let forgot = |tx: &mut record::Tx<'_>| person::forget(tx, *person, now());
        assert!(store.transact(forgot).unwrap());
    }
    store.record.scrub().unwrap();
    let after = disk(&store);
    assert_eq!(canaries_in(&after, people.len() + 1), 0);
    for person in &looked_for {
        assert!(!key_found(*person, &after), "a key is still on the disk");
    }
    let left = pieces(&after).filter(|piece| keys.contains(piece));
    assert_eq!(left.count(), 0, "a piece of a key is still on the disk");
    let others = tokens_of(&store, people.len());
    let lingering = own.difference(&others).filter(|token| holds(&after, token));
    assert_eq!(lingering.count(), 0, "the index still knows the name");
    assert!(
        key_found(stays, &after),
        "the control: who was not forgotten still has a key"
    );
    assert_eq!(store.entries(), people.len() as u128 + 1);
    drop(store.record);
    let closed = std::fs::read(match &store.settings.location {
        record::Location::Sqlite(path) => path,
        record::Location::Postgres(_) => unreachable!(),
    });
    let closed = closed.unwrap();
    assert!(looked_for.iter().all(|person| !key_found(*person, &closed)));
}

#[test]
fn reading_about_the_forgotten_says_so_and_the_rest_goes_on() {
    for store in stores("forgetting") {
        let (gone, stays) = (plant(&store, 1), plant(&store, 2));
        let forget = || store.transact(|tx| person::forget(tx, gone, now()));
        assert!(forget().unwrap());
        assert!(!forget().unwrap(), "twice is once");
        store.record.scrub().unwrap();
        let read = |read: &mut record::Reader<'_>| -> Result<(), RecordError> {
            let forgotten = person::load(read, gone).err();
            assert!(matches!(forgotten, Some(RecordError::Forgotten)));
            assert!(matches!(
                sign::passkeys_of(read, gone),
                Err(RecordError::Forgotten)
            ));
            assert!(matches!(
                account::of(read, gone),
                Err(RecordError::Forgotten)
            ));
            let entries = journal::after(read, 0, 10)?;
            assert_eq!(journal::detail(read, &entries[0])?, Detail::Forgotten);
            let Detail::Open(detail) = journal::detail(read, &entries[1])? else {
                panic!("the other one stays");
            };
            assert!(detail.contains(&word(2, 5)));
            let glasses = glass::list(read)?;
            let reasons = glasses
                .iter()
                .filter(|glass| glass.reason.is_some())
                .count();
            assert_eq!((glasses.len(), reasons), (2, 1));
            person::load(read, stays).map(drop)
        };
        store.read(read).unwrap();
        assert_eq!(store.verify().entries, 2);
        let sealed_again = store.transact(|tx| store.append(tx, Some(gone)));
        assert!(matches!(sealed_again, Err(RecordError::Forgotten)));
    }
}

#[test]
fn a_scrub_that_a_long_read_holds_up_says_so() {
    let store = embedded();
    let person = plant(&store, 1);
    // Somebody else forgets and scrubs meanwhile: one thread does not begin a change inside its own look.
    let held = store.read(|read| {
        let _ = person::load(read, person)?;
        std::thread::scope(|threads| {
            let forgets = threads.spawn(|| {
                store.transact(|tx| person::forget(tx, person, now()))?;
                Ok::<_, RecordError>(store.record.scrub())
            });
            forgets.join().expect("the other thread ends")
        })
    });
    assert!(matches!(held.unwrap(), Err(RecordError::Contended)));
    store.record.scrub().unwrap();
}
