//! A clinic to test on: two organizations alike, each with two sites, every role, and six people in care.
//! Made through the use cases, on a clock that stands still until a test moves it.

use care::{HandClock, OrganizationId, PersonId, SeededDice};
use clinic::access::sign_in;
use clinic::access::sign_in::{Browser, LinkPurpose};
use clinic::{Clinic, Key, Settings};
use jiff::{SignedDuration, Timestamp};
use policy::Actor;
use record::seal::{MasterKey, Masters};
use record::{Location, Record};
use signin::passkey::Passkeys;
use std::sync::Arc;
use uuid::Uuid;

pub mod house;

use house::House;

/// The address that the clinic believes to have.
pub const BASE_URL: &str = "http://localhost:8080";

/// The whole installation.
pub struct World {
    pub clinic: Arc<Clinic>,
    pub clock: Arc<HandClock>,
    /// Two organizations made the same way.
    pub houses: [House; 2],
    _folder: tempfile::TempDir,
}

/// A signed-in browser.
pub struct Seat {
    pub cookie: String,
    pub actor: Actor,
}

pub fn noon() -> Timestamp {
    "2026-03-02T17:00:00Z".parse().unwrap()
}

pub fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

/// Waits for something, not for ever.
#[track_caller]
pub fn wait_for<T>(mut there: impl FnMut() -> Option<T>) -> T {
    for _ in 0..2_000 {
        if let Some(found) = there() {
            return found;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("it never came");
}

/// A key that a test chooses.
pub fn key(number: u128) -> Key {
    Key::of(Uuid::from_u128(number))
}

/// Somebody's browser, never seen here before.
pub fn browser(address: &str) -> Browser {
    Browser {
        address: address.to_owned(),
        device: "A test".to_owned(),
        known: None,
    }
}

/// The secret at the end of a link.
pub fn token(link: &str) -> &str {
    link.rsplit_once('/').unwrap().1
}

/// A clinic in which nothing was set up yet.
pub fn bare(settings: record::Settings) -> (Clinic, Arc<HandClock>) {
    let dice = Arc::new(SeededDice::new(11));
    let clock = Arc::new(HandClock::new(noon()));
    let masters = Masters::single(MasterKey::random(&*dice));
    let settings = record::Settings {
        durable: false,
        ..settings
    };
    let (record, _) = Record::open_migrated(&settings, masters, noon()).unwrap();
    let passkeys = Passkeys::new("localhost", BASE_URL, "Stepwell").unwrap();
    let settings = Settings {
        base_url: BASE_URL.to_owned(),
        demo: true,
        public_phone: Some("207-555-0100".to_owned()),
        security_contact: None,
        help: care::HelpLines::default(),
        call_back_minutes: care::intake::inquiry::CALL_BACK_MINUTES,
        mail_host: None,
        mail_from: None,
        push_services: care::followup::push::Services::default(),
    };
    let clinic = Clinic::new(record, clock.clone(), dice, passkeys, settings);
    (clinic, clock)
}

impl World {
    /// The world on the embedded engine.
    pub fn embedded() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::Sqlite(folder.path().join("record.sqlite3"));
        Self::at(location, folder)
    }

    /// The world on any engine. Nobody relies on it, so it does not wait for the disk.
    pub fn at(location: Location, folder: tempfile::TempDir) -> Self {
        Self::of(record::Settings::new(location), folder)
    }

    /// The world over a record that is opened in a particular way.
    pub fn of(settings: record::Settings, folder: tempfile::TempDir) -> Self {
        let (clinic, clock) = bare(settings);
        let houses = ["Alder", "Birch"].map(|name| House::found(&clinic, name));
        Self {
            clinic: Arc::new(clinic),
            clock,
            houses,
            _folder: folder,
        }
    }

    /// Signs somebody in, as a demonstration's link does.
    pub fn enter(&self, house: &House, person: PersonId) -> Seat {
        enter(&self.clinic, house.organization, person)
    }

    /// Moves the clock.
    pub fn wait(&self, by: SignedDuration) {
        self.clock.advance(by);
    }
}

/// Signs somebody in.
pub fn enter(clinic: &Clinic, organization: OrganizationId, person: PersonId) -> Seat {
    let link = sign_in::issue(clinic, organization, person, LinkPurpose::Demo).unwrap();
    let fresh = sign_in::demo_enter(clinic, token(&link), &browser("127.0.0.1")).unwrap();
    Seat {
        actor: sign_in::authenticate(clinic, &fresh.cookie).unwrap(),
        cookie: fresh.cookie.to_string(),
    }
}
