use super::*;
use crate::Settings;
use crate::access::hashing::{HASHES_WAITING_MAX, Hashing};
use crate::access::setup::{SetupDraft, found};
use crate::people::site::SiteDraft;
use care::{Email, HandClock, Line, PersonName, SeededDice, TimeZoneName};
use record::seal::{MasterKey, Masters};
use record::{Location, Record, RecordError, Tx};
use signin::passkey::Passkeys;
use signin::password::{Factors, Password};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

const LOGIN: &str = "dee@clinic.example";
const TYPED: &str = "eight boats at the harbor";

/// A clinic with an administrator, on a clock that stands still.
fn clinic(folder: &tempfile::TempDir) -> Clinic {
    let now = "2026-03-02T17:00:00Z".parse().unwrap();
    let dice = Arc::new(SeededDice::new(11));
    let settings = record::Settings {
        durable: false,
        ..record::Settings::new(Location::Sqlite(folder.path().join("record.sqlite3")))
    };
    let masters = Masters::single(MasterKey::random(&*dice));
    let (record, _) = Record::open_migrated(&settings, masters, now).unwrap();
    let base_url = "http://localhost:8080";
    let settings = Settings {
        base_url: base_url.to_owned(),
        demo: false,
        public_phone: None,
        security_contact: None,
        help: care::HelpLines::default(),
        call_back_minutes: care::intake::inquiry::CALL_BACK_MINUTES,
        mail_host: None,
        mail_from: None,
        push_services: care::followup::push::Services::default(),
    };
    let passkeys = Passkeys::new("localhost", base_url, "Stepwell").unwrap();
    let clock = Arc::new(HandClock::new(now));
    let clinic = Clinic::new(record, clock, dice, passkeys, settings);
    let draft = SetupDraft {
        organization: Line::parse("Alder Recovery", "a name").unwrap(),
        site: SiteDraft {
            name: Line::parse("North", "a name").unwrap(),
            zone: TimeZoneName::parse("America/New_York").unwrap(),
            state: None,
            hours: Vec::new(),
        },
        name: PersonName::parse("Dee", "Osei").unwrap(),
        email: Email::parse(LOGIN).unwrap(),
    };
    found(&clinic, &draft).unwrap();
    clinic
}

fn typed(clinic: &Clinic, address: &str) -> Result<SecondFactor, Refusal> {
    let browser = Browser {
        address: address.to_owned(),
        device: "A test".to_owned(),
        known: None,
    };
    begin_password(clinic, LOGIN, TYPED, &browser)
}

fn attempt(clinic: &Clinic, address: &str) -> SignInError {
    match typed(clinic, address) {
        Err(Refusal::SignIn(error)) => error,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("somebody was let in"),
    }
}

#[test]
fn whoever_has_to_wait_takes_no_place_in_the_queue_and_what_cannot_be_checked_is_not_counted() {
    let folder = tempfile::tempdir().unwrap();
    let clinic = clinic(&folder);
    let full = || -> Vec<_> {
        (0..HASHES_WAITING_MAX)
            .map(|_| clinic.memory::<Hashing>().place().unwrap())
            .collect()
    };
    let places = full();
    // More often than failures are free: none of these is counted.
    for _ in 0..8 {
        assert_eq!(attempt(&clinic, "10.0.0.1"), SignInError::Busy);
    }
    drop(places);
    for _ in 0..5 {
        assert_eq!(attempt(&clinic, "10.0.0.1"), SignInError::NotRecognized);
    }
    let places = full();
    for _ in 0..3 {
        let told = attempt(&clinic, "10.0.0.1");
        assert!(matches!(told, SignInError::Wait { .. }), "{told}");
    }
    drop(places);
    drop(full());
}

/// What comes of the password when something happens while it waits to be checked.
fn typed_before(clinic: &Clinic, happens: impl FnOnce()) -> Result<SecondFactor, Refusal> {
    let place = clinic.memory::<Hashing>().place().unwrap();
    let (begun, has_begun) = channel();
    let (go, until) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let held = place.run(move |_| {
                begun.send(()).unwrap();
                let _ = until.recv();
            });
            held.unwrap();
        });
        has_begun.recv().unwrap();
        let typed = scope.spawn(|| typed(clinic, "10.0.0.1"));
        // For as long as it takes to find the account and to stand in the queue.
        std::thread::sleep(Duration::from_millis(300));
        happens();
        drop(go);
        typed.join().unwrap()
    })
}

#[test]
fn a_password_that_was_right_opens_nothing_once_the_account_is_another() {
    let folder = tempfile::tempdir().unwrap();
    let clinic = clinic(&folder);
    let found = clinic
        .record()
        .transact_across(|across| find(across, LOGIN));
    let (organization, found) = found.unwrap();
    let person = found.unwrap().person;
    let password = Password::parse(TYPED, LOGIN, Factors::WithSecond).unwrap();
    let salt = clinic.random();
    let place = clinic.memory::<Hashing>().place().unwrap();
    let hash = place.run(move |hasher| hasher.hash(&password, salt));
    let hash = hash.unwrap().unwrap();
    let change = |f: &dyn Fn(&mut Tx<'_>) -> Result<(), RecordError>| {
        clinic.record().transact(organization, f).unwrap();
    };
    change(&|tx| {
        account::set_password(tx, person, &hash)?;
        account::set_totp(tx, clinic.dice(), person, &[7; 20])
    });
    let refused = |typed: Result<SecondFactor, Refusal>| {
        matches!(typed, Err(Refusal::SignIn(SignInError::NotRecognized)))
    };
    assert!(typed_before(&clinic, || ()).is_ok());
    let another = || change(&|tx| account::set_password(tx, person, "another hash"));
    assert!(refused(typed_before(&clinic, another)));
    change(&|tx| account::set_password(tx, person, &hash));
    let since = clinic.now();
    let close = || change(&|tx| account::set_disabled(tx, person, Some(since)).map(drop));
    assert!(refused(typed_before(&clinic, close)));
}
