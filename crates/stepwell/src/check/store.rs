//! What has to be asked of the database: versions, pages, schema, key, checkpoints, clock.

use super::{CheckLine, Finding};
use crate::chance::SystemClock;
use crate::config::Config;
use crate::{key, opening};
use anyhow::Result;
use care::Clock as _;
use console::Found;
use jiff::Timestamp;
use record::journal::{Outside, outside};
use record::people::name_index;
use record::store::backup;
use record::store::health;
use record::store::health::Health;
use record::{Location, Record, RecordError, Settings};
use std::path::Path;
use std::process::Command;

/// The lines.
pub fn lines(config: &Config, backup: Option<&Path>) -> Vec<CheckLine> {
    let location = config.location();
    let mut lines = vec![(
        "version",
        Finding::Fine(format!("Stepwell {}", env!("CARGO_PKG_VERSION"))),
    )];
    if let Err(error) = opening::refuse_missing(config) {
        lines.push(("database", Finding::Unseen(error.to_string())));
        return lines;
    }
    match Health::of(&location) {
        Ok(health) => lines.push(("engine", engine(&health))),
        Err(error @ RecordError::NotADatabase(_)) => {
            lines.push(("database", Finding::Problem(error.to_string())));
            return lines;
        }
        Err(error) => {
            lines.push(("database", Finding::Unseen(error.to_string())));
            return lines;
        }
    }
    let pages = pages(&location);
    let damaged = matches!(pages, Finding::Problem(_));
    lines.push(("pages", pages));
    if damaged {
        // Whatever a damaged database says of itself is worth nothing.
        return lines;
    }
    let schema = schema(&location);
    let usable = schema.is_ok();
    lines.push((
        "schema",
        Finding::of_asked(schema, |version| format!("version {version}")),
    ));
    if usable {
        lines.push(("master key", master_key(config)));
        lines.push(("checkpoints", checkpoints(config)));
        lines.push(("index", index(config)));
        lines.push(("clock", clock(config)));
        lines.push(("backup", backup_line(config, backup)));
    }
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

fn pages(location: &Location) -> Finding {
    match (location, health::damage(location)) {
        (Location::Postgres(_), _) => Finding::Note(
            "the server checks its pages itself, when data checksums are on".to_owned(),
        ),
        (_, Ok(None)) => Finding::Fine("all were read and are sound".to_owned()),
        (_, Ok(Some(what))) => Finding::Problem(what),
        (_, Err(error)) => Finding::Unseen(error.to_string()),
    }
}

fn schema(location: &Location) -> Result<i64> {
    let (found, known) = (Record::version_at(location)?, Record::version_known());
    match found.cmp(&known) {
        std::cmp::Ordering::Equal => Ok(known),
        std::cmp::Ordering::Less if found == 0 => {
            Err(Found("empty. Run: stepwell serve".to_owned()).into())
        }
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

/// Opens the record for what needs no key.
fn open_sealed(config: &Config) -> Result<Record> {
    Ok(Record::open_read_only(
        &Settings::new(config.location()),
        key::none(),
    )?)
}

fn master_key(config: &Config) -> Finding {
    if let Some(error) = key::unreadable(config) {
        return Finding::Unseen(format!("{}: {error}", key::source(config)));
    }
    let tried = open(config).and_then(|record| Ok(record.try_key()?));
    Finding::of(tried, |organizations| match organizations {
        0 => format!("{}; nothing is sealed with it yet", key::source(config)),
        _ => format!("{} fits this database", key::source(config)),
    })
}

/// The file outside the database, held against what the database knows about it.
fn checkpoints(config: &Config) -> Finding {
    let Some(file) = &config.checkpoints_file else {
        return kept_inside_only(config);
    };
    let look = || -> Result<(Outside, Vec<outside::Finding>)> {
        let outside = Outside::read(file)?;
        let found = open_sealed(config)?.read_across(|across| outside.findings(across))?;
        Ok((outside, found))
    };
    match look() {
        Err(error) => Finding::Unseen(format!("{error:#}")),
        Ok((_, found)) if !found.is_empty() => {
            let all: Vec<_> = found.into_iter().map(|finding| finding.what).collect();
            Finding::Problem(format!("{}.", all.join("; and ")))
        }
        Ok((outside, _)) if !outside.is_there => {
            Finding::Note(format!("{} is begun with the first entry", file.display()))
        }
        Ok((outside, _)) => Finding::Fine(format!(
            "{} in {}, all that were written there",
            outside.checkpoints.len(),
            file.display()
        )),
    }
}

fn kept_inside_only(config: &Config) -> Finding {
    let known = open_sealed(config)
        .and_then(|record| Ok(record.read_across(|across| outside::known_files(across))?))
        .unwrap_or_default();
    match known.first() {
        // Whoever cuts the journal off takes the file out of the configuration first: that is no note.
        Some(file) => Finding::Problem(format!(
            "they went to {} until now, and no checkpoints_file is configured: nothing would show that the journal was cut off. Set checkpoints_file to it",
            file.display()
        )),
        None => Finding::Note("kept in the database only; set checkpoints_file to a place apart, so that a cut-off journal shows".to_owned()),
    }
}

/// Whether everybody is found by what is typed today, or was entered under an earlier scheme of the index.
fn index(config: &Config) -> Finding {
    let left = open_sealed(config).and_then(|record| {
        Ok(record.read_across(|across| -> Result<i64, RecordError> {
            let mut left = 0;
            for (organization, _) in record::people::organization::all(across)? {
                left += name_index::left(&mut across.within(organization))?;
            }
            Ok(left)
        })?)
    });
    match left {
        Err(error) => Finding::Unseen(format!("{error:#}")),
        Ok(0) => Finding::Fine("everybody is found by how names are read now".to_owned()),
        Ok(left) => Finding::Note(format!(
            "{left} people were entered under an earlier scheme and may not be found by name or date of birth; a server that runs indexes them anew, some thousands a minute"
        )),
    }
}

/// A clock that runs behind would date entries before those that came earlier, and keep links valid for too long.
fn clock(config: &Config) -> Finding {
    let now = SystemClock.now();
    let entry = open_sealed(config).and_then(|record| Ok(record.last_entry_at()?));
    let file = match config.location() {
        Location::Sqlite(path) => std::fs::metadata(path)
            .and_then(|meta| meta.modified())
            .ok(),
        Location::Postgres(_) => None,
    };
    let file = file.and_then(|at| Timestamp::try_from(at).ok());
    match entry {
        Err(error) => Finding::Unseen(format!("the journal cannot be read: {error:#}")),
        Ok(entry) => {
            // Files are dated by the computer itself, entries by whatever clock the program was handed.
            let behind = opening::fit::behind(now, entry)
                .or_else(|| opening::fit::behind(SystemClock.outside(), file));
            behind.map_or_else(|| kept(now, is_kept()), Finding::Problem)
        }
    }
}

/// What there is to say of a clock that is not behind. Codes of authenticator apps are refused where it is off by more
/// than half a minute, and one that is ahead dates what nobody can date back.
fn kept(now: Timestamp, is_kept: Option<bool>) -> Finding {
    let fine = format!("{now:.0}, not behind the record");
    match is_kept {
        Some(true) => Finding::Fine(format!("{fine}; a time service keeps it")),
        Some(false) => Finding::Note(format!(
            "{fine}; no time service keeps it, so that it will be off and codes of authenticator apps refused. Run: timedatectl set-ntp true"
        )),
        None => Finding::Fine(fine),
    }
}

/// Whether a time service keeps the clock of this computer, where the system can say so.
fn is_kept() -> Option<bool> {
    let asked = Command::new("timedatectl")
        .args(["show", "--property=NTPSynchronized", "--value"])
        .output()
        .ok()?;
    match asked.stdout.trim_ascii() {
        b"yes" => Some(true),
        b"no" => Some(false),
        _ => None,
    }
}

/// A backup, read to its last bit and held against the database.
fn backup_line(config: &Config, folder: Option<&Path>) -> Finding {
    let Some(folder) = folder else {
        return Finding::Note(
            "none was looked at; name the folder of your backups with --backup".to_owned(),
        );
    };
    let newest = match backup::newest_in(folder) {
        Ok(newest) => newest,
        Err(error) => return Finding::Unseen(error.to_string()),
    };
    let mut progress = console::Progress::on_terminal();
    let manifest = backup::verify_backup_watched(&newest, &mut |what, done, total| {
        progress.report(what, done, total);
    });
    let manifest = match manifest {
        Ok(manifest) => manifest,
        Err(error @ RecordError::BadBackup(_)) => return Finding::Problem(error.to_string()),
        Err(error) => return Finding::Unseen(error.to_string()),
    };
    let lost = open_sealed(config).and_then(|record| Ok(record.lost_since(&manifest)?));
    let place = newest.display();
    match lost {
        Err(error) => Finding::Unseen(format!("{error:#}")),
        Ok(lost) if lost.is_empty() => Finding::Fine(format!(
            "{place} of {:.0} is whole, and the database holds all of its journal",
            manifest.made_at
        )),
        Ok(lost) => Finding::Problem(format!("held against {place}: {}.", lost.join("; and "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_nothing_keeps_is_noted_and_one_of_which_nothing_is_known_is_not() {
        let now = "2026-03-04T09:00:00Z".parse().unwrap();
        for known in [Some(true), None] {
            assert!(matches!(kept(now, known), Finding::Fine(_)), "{known:?}");
        }
        let Finding::Note(said) = kept(now, Some(false)) else {
            panic!("it is not noted");
        };
        assert!(said.contains("not behind the record"), "{said}");
        assert!(said.contains("timedatectl"), "{said}");
    }
}
