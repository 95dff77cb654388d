//! Ten thousand ways to tamper with a journal, each found where it was done.

use super::{Checkpoint, Entry, Fault, Verified, append, verify};
use crate::seal::{MasterKey, Masters, Vault};
use crate::store::engine::{Connection, Sqlite};
use crate::{Location, Reader, Record, RecordError, Settings, Tx};
use care::{Contact, Dice, Line, OrganizationId, PersonId, PersonName, SeededDice};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

mod due;
mod steps;
mod tamper;

/// Entries of the journal that is tampered with.
const ENTRIES: i64 = 60;
/// Entries after which it has checkpoints; the last one is signed.
const CHECKPOINTS: [i64; 3] = [20, 40, ENTRIES];
/// Tamperings in an everyday run, and with `STEPWELL_FULL=1`.
const TAMPERINGS: (usize, usize) = (2_000, 10_000);

fn now() -> Timestamp {
    "2026-03-02T15:00:00Z".parse().unwrap()
}

/// A record with one organization and two people, of whom the second was forgotten in the end.
struct Desk {
    record: Record,
    dice: SeededDice,
    masters: Masters,
    organization: OrganizationId,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dice = SeededDice::new(3);
        let masters = Masters::single(MasterKey::random(&dice));
        let settings = Settings::new(Location::Sqlite(folder.path().join("record.sqlite3")));
        let (record, _) = Record::open_migrated(&settings, masters.clone(), now()).unwrap();
        let organization = OrganizationId::from(dice.uuid(now()));
        let name = Line::parse("Clinic", "a name").unwrap();
        let insert = |tx: &mut Tx<'_>| crate::people::organization::insert(tx, &dice, &name, now());
        record
            .transact::<_, RecordError>(organization, insert)
            .unwrap();
        Self {
            record,
            dice,
            masters,
            organization,
            folder,
        }
    }

    fn transact<T>(&self, f: impl FnMut(&mut Tx<'_>) -> Result<T, RecordError>) -> T {
        self.record.transact(self.organization, f).unwrap()
    }

    fn add_person(&self) -> PersonId {
        let id = PersonId::from(self.dice.uuid(now()));
        let name = PersonName::parse("Ana", "Lind").unwrap();
        let contact = Contact::default();
        self.transact(|tx| {
            crate::people::person::insert(tx, &self.dice, id, &name, &contact, now())
        });
        id
    }

    /// Appends entry number `number`; every third is without details, the others about somebody or about nobody.
    fn append(&self, number: i64, people: &[PersonId]) {
        let about = people.get(usize::try_from(number % 4).unwrap()).copied();
        let entry = Entry {
            actor: PersonId::from(self.dice.uuid(now())),
            session: (number % 2 == 0).then(|| self.dice.uuid(now()).into()),
            action: "person.view",
            rule: "own-site",
            subject_kind: "person",
            subject: Uuid::from_u128(u128::from(number.unsigned_abs())),
            person: about,
            detail: (number % 3 != 0).then(|| serde_json::json!({ "number": number })),
        };
        self.transact(|tx| append(tx, &self.dice, now(), &entry));
    }

    fn checkpoint(&self, minutes: i64) -> Option<Checkpoint> {
        let at = now() + SignedDuration::from_mins(minutes);
        self.transact(|tx| Checkpoint::when_due(tx, at))
    }

    /// The connection that tampers and verifies, within a transaction that is rolled back each time.
    fn tampering(&self) -> Connection {
        let path = self.folder.path().join("record.sqlite3");
        let connection = Sqlite::writer(&path, "OFF").unwrap();
        connection
            .inner()
            .execute_batch("PRAGMA foreign_keys = OFF")
            .unwrap();
        Connection::Sqlite(connection)
    }
}

fn look(
    connection: &mut Connection,
    vault: &Vault,
    organization: OrganizationId,
    outside: &[Checkpoint],
    with_details: bool,
) -> Result<Verified, Fault> {
    verify(
        &mut Reader {
            connection,
            answers: &mut crate::store::pool::Answers::default(),
            vault,
            organization,
        },
        outside,
        with_details,
    )
    .unwrap()
}
