//! The process whose power is cut.

use care::{Dice as _, Line, OrganizationId, PersonId, SeededDice};
use jiff::Timestamp;
use record::journal::{self, Checkpoint, Entry};
use record::people::organization;
use record::seal::{MasterKey, Masters};
use record::{Location, Record, RecordError, Settings, idempotency};
use std::io::Write as _;
use std::path::Path;
use std::sync::Mutex;
use uuid::Uuid;

/// Where the child works; absent in every other process.
pub const FOLDER: &str = "STEPWELL_POWERCUT_FOLDER";
/// Where the child works whose disk fails.
pub const FAILING: &str = "STEPWELL_POWERCUT_FAILING";
/// Rows that it tries to write, and the fsync that fails, counted within each thread: late enough that the thread which
/// makes the schema, step by step, is done before (it takes two a step), and before the log is folded into the file for
/// the first time, which is not what this is about.
const ROWS_INTO_FAILURE: u64 = 90;
pub const FSYNC_THAT_FAILS: u32 = 60;
/// Whether the child waits for the disk.
pub const DURABLE: &str = "STEPWELL_POWERCUT_DURABLE";
/// Rows that it writes.
pub const ROWS: u64 = 400;
const THREADS: u64 = 4;
/// Rows after which the process ends and begins again, so that a log is deleted and another begun.
const ROWS_UNTIL_RESTART: u64 = 120;
const ROWS_PER_CHECKPOINT: u64 = 25;

pub fn now() -> Timestamp {
    "2026-03-02T15:00:00Z".parse().unwrap()
}

pub fn masters() -> Masters {
    Masters::single(MasterKey::random(&SeededDice::new(1)))
}

pub fn organization_id() -> OrganizationId {
    OrganizationId::from(Uuid::from_u128(5))
}

pub fn settings(folder: &Path, durable: bool) -> Settings {
    let mut settings = Settings::new(Location::Sqlite(folder.join("record.sqlite3")));
    (settings.durable, settings.readers) = (durable, 1);
    settings
}

/// Writes one row after the other, and tells how each went.
pub fn run_into_failure(folder: &Path) {
    let dice = SeededDice::new(2);
    let record = begin(&settings(folder, true), &dice);
    for number in 0..ROWS_INTO_FAILURE {
        let wrote = record.transact(organization_id(), |tx| row(tx, &dice, number));
        let said = match wrote {
            Ok(()) => format!("answered {number}\n"),
            Err(error) => {
                let find =
                    |read: &mut record::Reader<'_>| idempotency::find(read, Uuid::from_u128(0));
                let readable = record
                    .read::<_, RecordError>(organization_id(), find)
                    .is_ok_and(|row| row.is_some());
                let readable = if readable {
                    "still readable"
                } else {
                    "unreadable"
                };
                format!("refused {number}: {error} ({readable})\n")
            }
        };
        std::io::stdout().write_all(said.as_bytes()).unwrap();
    }
    std::process::exit(0);
}

/// Whether a line is one of ours and not of the test harness.
pub fn says(line: &str) -> bool {
    line.starts_with("answered ") || line.starts_with("refused ")
}

fn begin(settings: &Settings, dice: &SeededDice) -> Record {
    let (record, _) = Record::open_migrated(settings, masters(), now()).unwrap();
    let name = Line::parse("Clinic", "a name").unwrap();
    let begin = |tx: &mut record::Tx<'_>| organization::insert(tx, dice, &name, now());
    record
        .transact::<_, RecordError>(organization_id(), begin)
        .unwrap();
    record
}

pub fn run(folder: &Path) {
    let durable = std::env::var_os(DURABLE).is_some();
    let settings = settings(folder, durable);
    let dice = SeededDice::new(2);
    let record = begin(&settings, &dice);
    write(&record, &dice, folder, 0..ROWS_UNTIL_RESTART);
    drop(record);
    let record = Record::open(&settings, masters()).unwrap();
    write(&record, &dice, folder, ROWS_UNTIL_RESTART..ROWS / 2);
    record.scrub().unwrap();
    write(&record, &dice, folder, ROWS / 2..ROWS);
    // The last cuts come while the process still runs.
    std::process::exit(0);
}

fn write(record: &Record, dice: &SeededDice, folder: &Path, rows: std::ops::Range<u64>) {
    let file = Mutex::new(folder.join("checkpoints.jsonl"));
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (rows, file) = (rows.clone(), &file);
            scope.spawn(move || {
                for number in rows.filter(|number| number % THREADS == thread) {
                    record
                        .transact(organization_id(), |tx| row(tx, dice, number))
                        .unwrap();
                    // One write, so that the trace has answers and disk in their true order.
                    std::io::stdout()
                        .write_all(format!("answered {number}\n").as_bytes())
                        .unwrap();
                    if number % ROWS_PER_CHECKPOINT == 0 {
                        let file = file.lock().unwrap();
                        checkpoint(record, &file, number);
                    }
                }
            });
        }
    });
}

fn row(tx: &mut record::Tx<'_>, dice: &SeededDice, number: u64) -> Result<(), RecordError> {
    let key = Uuid::from_u128(number.into());
    // Long enough that the log is folded into the file now and then.
    let answer = format!("\"{}\"", "x".repeat(3_000));
    idempotency::insert(tx, key, [0; 32], answer, now())?;
    let entry = Entry {
        actor: PersonId::from(dice.uuid(now())),
        session: None,
        action: "row.write",
        rule: "test",
        subject_kind: "row",
        subject: key,
        person: None,
        detail: Some(serde_json::json!({ "number": number })),
    };
    journal::append(tx, dice, now(), &entry).map(drop)
}

fn checkpoint(record: &Record, file: &Path, number: u64) {
    let seconds = i64::try_from(number).unwrap() * 100;
    let at = now() + jiff::SignedDuration::from_secs(seconds);
    let due = |tx: &mut record::Tx<'_>| Checkpoint::when_due(tx, at);
    if let Some(checkpoint) = record
        .transact::<_, RecordError>(organization_id(), due)
        .unwrap()
    {
        checkpoint.append_to(file).unwrap();
    }
}
