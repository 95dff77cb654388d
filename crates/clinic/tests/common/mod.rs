//! A clinic to test on: two organizations alike, each with two sites, every role, and six people in care.
//! Made through the use cases, on a clock that stands still until a test moves it, once in a process: founding them
//! takes longer than most tests, so that each begins with a copy.

use care::{HandClock, OrganizationId, PersonId, SeededDice};
use clinic::access::sign_in;
use clinic::access::sign_in::{Browser, LinkPurpose};
use clinic::{Clinic, Key, Settings};
use jiff::{SignedDuration, Timestamp};
use policy::Actor;
use record::seal::{MasterKey, Masters};
use record::{Location, Record};
use signin::passkey::Passkeys;
use std::any::Any;
use std::sync::{Arc, LazyLock};
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
    /// What goes once the record is closed.
    _beside: Box<dyn Any + Send + Sync>,
}

/// What is known of a database in which the houses were founded. Whoever goes on in a copy of it throws what the dice
/// would have thrown next.
pub struct Original {
    houses: [House; 2],
    masters: Masters,
    dice: SeededDice,
}

/// The original on the embedded engine, and its file.
static EMBEDDED: LazyLock<(Original, Vec<u8>)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.sqlite3");
    let original = Original::found(Location::Sqlite(path.clone()));
    let log = std::fs::read(folder.path().join("record.sqlite3-wal"));
    assert!(log.is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound));
    (original, std::fs::read(path).unwrap())
});

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

/// What a clinic of the tests begins with.
pub fn begun() -> (SeededDice, Masters) {
    let dice = SeededDice::new(11);
    let masters = Masters::single(MasterKey::random(&dice));
    (dice, masters)
}

/// A clinic over a record. Nobody relies on it, so it does not wait for the disk.
pub fn over(
    settings: record::Settings,
    masters: Masters,
    dice: Arc<SeededDice>,
) -> (Clinic, Arc<HandClock>) {
    let clock = Arc::new(HandClock::new(noon()));
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

impl Original {
    /// Founds both houses in an empty database, and leaves it.
    pub fn found(location: Location) -> Self {
        let (dice, masters) = begun();
        let dice = Arc::new(dice);
        let settings = record::Settings::new(location);
        let (clinic, _) = over(settings, masters.clone(), Arc::clone(&dice));
        let houses = ["Alder", "Birch"].map(|name| House::found(&clinic, name));
        drop(clinic);
        Self {
            houses,
            masters,
            dice: SeededDice::clone(&dice),
        }
    }
}

impl World {
    /// The world on the embedded engine.
    pub fn embedded() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::Sqlite(folder.path().join("record.sqlite3"));
        Self::at(location, folder)
    }

    /// The world in a file that is not there yet.
    pub fn at(location: Location, folder: tempfile::TempDir) -> Self {
        Self::of(record::Settings::new(location), folder)
    }

    /// The world in a file that is not there yet, opened in a particular way.
    pub fn of(settings: record::Settings, folder: tempfile::TempDir) -> Self {
        let (original, file) = &*EMBEDDED;
        let Location::Sqlite(path) = &settings.location else {
            panic!("a database on a server is copied by the server");
        };
        std::fs::write(path, file).unwrap();
        Self::copied(original, settings, Box::new(folder))
    }

    /// The world in a database into which the original one was copied. What is `beside` it goes with it.
    pub fn copied(
        original: &Original,
        settings: record::Settings,
        beside: Box<dyn Any + Send + Sync>,
    ) -> Self {
        let dice = Arc::new(original.dice.clone());
        let (clinic, clock) = over(settings, original.masters.clone(), dice);
        Self {
            clinic: Arc::new(clinic),
            clock,
            houses: original.houses.clone(),
            _beside: beside,
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
