//! Empty records to test on: an embedded one always, and one on `PostgreSQL` where the environment names a server.

pub mod absent;
pub mod server;

use care::people::program::Program;
use care::people::site::Site;
use care::{
    Contact, Dice, LevelOfCare, Line, OrganizationId, PersonId, PersonName, ProgramId, SeededDice,
    SiteId, TimeZoneName,
};
use jiff::Timestamp;
use record::journal::{self, Entry, Verified};
use record::people::{organization, person};
use record::seal::{MasterKey, Masters};
use record::{Location, Reader, Record, RecordError, Settings, Tx, idempotency};
use server::{Database, server};
use std::path::{Path, PathBuf};
use uuid::Uuid;

pub struct Store {
    pub record: Record,
    pub settings: Settings,
    pub masters: Masters,
    pub dice: SeededDice,
    pub organization: OrganizationId,
    pub folder: tempfile::TempDir,
    /// Dropped after the record has let go of it.
    database: Option<Database>,
}

pub fn now() -> Timestamp {
    "2026-03-02T15:00:00Z".parse().unwrap()
}

/// The first of two sizes every day, the second when everything is asked for.
pub fn size<T>(everyday: T, full: T) -> T {
    if std::env::var_os("STEPWELL_FULL").is_some() {
        full
    } else {
        everyday
    }
}

/// One empty record per engine, each with one organization. `name` keeps tests on one server apart.
pub fn stores(name: &str) -> Vec<Store> {
    let mut stores = vec![embedded()];
    stores.extend(on_server(name));
    stores
}

/// An empty embedded record.
pub fn embedded() -> Store {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Sqlite(folder.path().join("record.sqlite3"));
    store(Settings::new(location), folder)
}

/// An empty record on the server, where there is one.
pub fn on_server(name: &str) -> Option<Store> {
    let database = Database::new(&server()?, name, None);
    let location = Location::Postgres(database.url());
    let mut store = store(Settings::new(location), tempfile::tempdir().unwrap());
    store.database = Some(database);
    Some(store)
}

/// An empty record opened in a particular way.
pub fn store(settings: Settings, folder: tempfile::TempDir) -> Store {
    let dice = SeededDice::new(7);
    let masters = Masters::single(MasterKey::random(&dice));
    let (record, _) = Record::open_migrated(&settings, masters.clone(), now()).unwrap();
    let organization = OrganizationId::from(dice.uuid(now()));
    let name = Line::parse("Test clinic", "a name").unwrap();
    let begin = |tx: &mut Tx<'_>| organization::insert(tx, &dice, &name, now());
    record
        .transact::<_, RecordError>(organization, begin)
        .unwrap();
    Store {
        record,
        settings,
        masters,
        dice,
        organization,
        folder,
        database: None,
    }
}

impl Store {
    /// The file of an embedded record.
    pub fn path(&self) -> &Path {
        match &self.settings.location {
            Location::Sqlite(path) => path,
            Location::Postgres(_) => panic!("a server has no file"),
        }
    }

    /// `Record::transact` of the one organization, with the error type settled.
    pub fn transact<T>(
        &self,
        f: impl FnMut(&mut Tx<'_>) -> Result<T, RecordError>,
    ) -> Result<T, RecordError> {
        self.record.transact(self.organization, f)
    }

    /// `Record::read` of the one organization, with the error type settled.
    pub fn read<T>(
        &self,
        f: impl FnOnce(&mut Reader<'_>) -> Result<T, RecordError>,
    ) -> Result<T, RecordError> {
        self.record.read(self.organization, f)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes down a number, once only, and a journal entry with it.
    pub fn note(&self, tx: &mut Tx<'_>, number: u128) -> Result<(), RecordError> {
        let key = Uuid::from_u128(number);
        idempotency::insert(tx, key, [1; 32], number.to_string(), now())?;
        self.append(tx, None).map(drop)
    }

    pub fn append(&self, tx: &mut Tx<'_>, about: Option<PersonId>) -> Result<i64, RecordError> {
        let entry = entry(about);
        journal::append(tx, &self.dice, now(), &entry)
    }

    /// Whether a number was written down.
    pub fn noted(&self, number: u128) -> bool {
        let key = Uuid::from_u128(number);
        self.read(|read| idempotency::find(read, key))
            .unwrap()
            .is_some()
    }

    pub fn verify(&self) -> Verified {
        self.read(|read| journal::verify(read, &[], true))
            .unwrap()
            .unwrap()
    }

    /// How many entries the journal has, every one of them verified.
    pub fn entries(&self) -> u128 {
        u128::try_from(self.verify().entries).unwrap()
    }

    pub fn add_person(&self, given: &str, family: &str) -> PersonId {
        let id = PersonId::from(self.dice.uuid(now()));
        let name = PersonName::parse(given, family).unwrap();
        let insert = |tx: &mut Tx<'_>| {
            let contact = Contact::default();
            person::insert(tx, &self.dice, id, &name, &contact, now())
        };
        self.transact(insert).unwrap();
        id
    }

    /// A site with a program, for people to be in care at.
    pub fn add_program(&self) -> (SiteId, ProgramId) {
        let site = Site {
            id: SiteId::from(self.dice.uuid(now())),
            name: Line::parse("North", "a name").unwrap(),
            zone: TimeZoneName::parse("America/New_York").unwrap(),
            state: None,
            hours: Vec::new(),
        };
        let program = Program {
            id: ProgramId::from(self.dice.uuid(now())),
            site: site.id,
            name: Line::parse("Evenings", "a name").unwrap(),
            name_es: None,
            level: LevelOfCare::ALL[0],
            adolescents: false,
            pathway: None,
        };
        self.transact(|tx| {
            record::people::site::insert(tx, &site, now())?;
            record::people::program::insert(tx, &program)
        })
        .unwrap();
        (site.id, program.id)
    }
}

pub fn entry(about: Option<PersonId>) -> Entry {
    Entry {
        actor: PersonId::from(Uuid::from_u128(1)),
        session: None,
        action: "person.view",
        rule: "own-site",
        subject_kind: "person",
        subject: about.map_or(Uuid::from_u128(2), PersonId::uuid),
        person: about,
        detail: Some(serde_json::json!({ "why": "a visit" })),
    }
}
