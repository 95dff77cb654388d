//! Empty records to test on: an embedded one always, and one on `PostgreSQL` where the environment names a server.

use care::{Dice, Line, OrganizationId, SeededDice};
use jiff::Timestamp;
use record::seal::{MasterKey, Masters};
use record::{Location, Record, RecordError, Settings, organization};

pub struct Store {
    pub record: Record,
    pub settings: Settings,
    pub masters: Masters,
    pub dice: SeededDice,
    pub organization: OrganizationId,
    _folder: tempfile::TempDir,
}

pub fn now() -> Timestamp {
    "2026-03-02T15:00:00Z".parse().unwrap()
}

/// One empty record per engine, each with one organization. `name` keeps tests on one server apart.
pub fn stores(name: &str) -> Vec<Store> {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = Location::Sqlite(folder.path().join("record.sqlite3"));
    let mut stores = vec![store(sqlite, folder)];
    match std::env::var("STEPWELL_TEST_POSTGRES") {
        Ok(server) => stores.push(store(
            Location::Postgres(fresh_database(&server, name)),
            tempfile::tempdir().unwrap(),
        )),
        Err(_) if std::env::var_os("CI").is_some() => {
            panic!("STEPWELL_TEST_POSTGRES is not set, and CI must test both engines")
        }
        Err(_) => eprintln!(
            "SKIPPED on PostgreSQL: STEPWELL_TEST_POSTGRES is not set; `cargo xtask test` sets it"
        ),
    }
    stores
}

fn store(location: Location, folder: tempfile::TempDir) -> Store {
    let dice = SeededDice::new(7);
    let masters = Masters::single(MasterKey::random(&dice));
    let settings = Settings::new(location);
    let (record, _) = Record::open_migrated(&settings, masters.clone(), now()).unwrap();
    let organization = OrganizationId::from(dice.uuid(now()));
    let name = Line::parse("Test clinic", "a name").unwrap();
    record
        .transact(|tx| organization::insert(tx, &dice, organization, &name, now()))
        .map_err(|error: RecordError| error)
        .unwrap();
    Store {
        record,
        settings,
        masters,
        dice,
        organization,
        _folder: folder,
    }
}

/// Makes an empty database of this name on the server and answers its address.
pub fn fresh_database(server: &str, name: &str) -> String {
    let name = format!("stepwell_{name}_{}", std::process::id());
    let mut client = postgres::Client::connect(server, postgres::NoTls).unwrap();
    client
        .batch_execute(&format!("DROP DATABASE IF EXISTS {name}"))
        .unwrap();
    client
        .batch_execute(&format!("CREATE DATABASE {name}"))
        .unwrap();
    let (base, query) = server
        .split_once('?')
        .map_or((server, None), |(base, query)| (base, Some(query)));
    let base = base.rsplit_once('/').map_or(base, |(base, _)| base);
    query.map_or_else(
        || format!("{base}/{name}"),
        |query| format!("{base}/{name}?{query}"),
    )
}
