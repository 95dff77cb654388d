//! What has to be asked of the database: versions, schema, key, clock.

use super::{Finding, Line};
use crate::chance::SystemClock;
use crate::config::Config;
use crate::key;
use anyhow::{Result, anyhow};
use care::Clock as _;
use jiff::{SignedDuration, Timestamp};
use record::health::Health;
use record::{Location, Record, RecordError, Settings};

/// Clocks of a file server and of this computer may differ by this much, in seconds.
const CLOCK_SECONDS_MAX: i64 = 60;

/// The lines.
pub fn lines(config: &Config) -> Vec<Line> {
    let location = config.location();
    let mut lines = vec![(
        "version",
        Finding::Fine(format!("Stepwell {}", env!("CARGO_PKG_VERSION"))),
    )];
    if let Location::Sqlite(path) = &location
        && !path.exists()
    {
        let text = format!(
            "{} is not there yet; the first `stepwell serve` makes it",
            path.display()
        );
        lines.push(("database", Finding::Note(text)));
        return lines;
    }
    match Health::of(&location) {
        Ok(health) => lines.push(("engine", engine(&health))),
        Err(error) => {
            lines.push(("database", Finding::Problem(error.to_string())));
            return lines;
        }
    }
    lines.push((
        "schema",
        Finding::of(schema(&location), |version| format!("version {version}")),
    ));
    lines.push(("master key", master_key(config)));
    lines.push(("clock", clock(config)));
    lines
}

fn engine(health: &Health) -> Finding {
    let version = &health.version;
    match health.checksums {
        None => Finding::Fine(format!("SQLite {version}")),
        Some(true) => Finding::Fine(format!("PostgreSQL {version}, with data checksums")),
        Some(false) => Finding::Problem(format!(
            "PostgreSQL {version} runs without data checksums, so a damaged page would go unseen. Stop it and run: pg_checksums --enable"
        )),
    }
}

fn schema(location: &Location) -> Result<i64> {
    let (found, known) = (Record::version_at(location)?, Record::version_known());
    match found.cmp(&known) {
        std::cmp::Ordering::Equal => Ok(known),
        std::cmp::Ordering::Less if found == 0 => Err(anyhow!("empty. Run: stepwell serve")),
        std::cmp::Ordering::Less => Err(RecordError::Older { found, known }.into()),
        std::cmp::Ordering::Greater => Err(RecordError::Newer { found, known }.into()),
    }
}

fn open(config: &Config) -> Result<Record> {
    Ok(Record::open_read_only(
        &Settings::new(config.location()),
        key::load(config)?,
    )?)
}

fn master_key(config: &Config) -> Finding {
    let tried = open(config).and_then(|record| Ok(record.try_keys()?));
    Finding::of(tried, |organizations| match organizations {
        0 => format!("{}; nothing is sealed with it yet", key::source(config)),
        _ => format!("{} fits this database", key::source(config)),
    })
}

/// A clock that runs behind would date entries before those that came earlier, and keep links valid for too long.
fn clock(config: &Config) -> Finding {
    let now = SystemClock.now();
    let entry = open(config)
        .ok()
        .and_then(|record| record.last_entry_at().ok().flatten());
    let file = match config.location() {
        Location::Sqlite(path) => std::fs::metadata(path)
            .and_then(|meta| meta.modified())
            .ok(),
        Location::Postgres(_) => None,
    };
    let file = file.and_then(|at| Timestamp::try_from(at).ok());
    // Files are dated by the computer itself, entries by whatever clock the program was handed.
    let ahead = |at: &Timestamp, clock: Timestamp| {
        at.duration_since(clock) > SignedDuration::from_secs(CLOCK_SECONDS_MAX)
    };
    let entry = entry.filter(|at| ahead(at, now));
    match entry.or(file.filter(|at| ahead(at, SystemClock.outside()))) {
        Some(at) => Finding::Problem(format!(
            "this computer says {now:.0}, but the record was written to at {at:.0}. Set the clock, and let it follow a time server."
        )),
        None => Finding::Fine(format!("{now:.0}, not behind the record")),
    }
}
