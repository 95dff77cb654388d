//! `stepwell journal verify`.

use crate::config::{Config, PlaceFlags, ServeFlags};
use crate::key;
use anyhow::{Context as _, Result, bail};
use care::OrganizationId;
use clap::Args;
use console::{Exit, Progress};
use record::journal::outside::{self, Finding};
use record::journal::{Fault, Outside, Verified};
use record::store::backup;
use record::{Across, Location, Record, RecordError, Settings};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// What the help says at its end.
pub const AFTER: &str = "\
Examples:
  stepwell journal verify                              the configured database
  stepwell journal verify /mnt/backups/2026-11-23      a backup, with the checkpoints that belong to it
  stepwell journal verify --without-key                where the master key should not be

Exit codes: 0 nothing was changed, 1 something was, 2 it could not be looked at.";

/// What `journal verify` takes.
#[derive(Args)]
pub struct Flags {
    /// A backup folder or a database file [default: the configured database]
    folder_or_file: Option<PathBuf>,
    /// Leave the sealed details alone; then no master key is needed
    #[arg(long)]
    without_key: bool,
    /// Print JSON instead of sentences
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: PlaceFlags,
}

/// What is verified.
struct Subject {
    location: Location,
    /// The checkpoint files it is held against.
    files: Vec<Outside>,
    /// Whether the files are those that the database wrote to; a backup has a copy, which its manifest vouches for.
    is_own: bool,
}

/// What one organization's journal came to.
struct Journal {
    id: OrganizationId,
    name: String,
    result: Result<Verified, Fault>,
}

/// What was found, and what could not be seen.
struct Report {
    journals: Vec<Journal>,
    findings: Vec<Finding>,
    unseen: Vec<String>,
}

/// Verifies, and prints what was found.
pub fn run(flags: &Flags) -> Result<Exit> {
    let config = Config::load(&flags.place, &ServeFlags::default())?;
    let Subject {
        location,
        mut files,
        is_own,
    } = subject(flags, &config)?;
    if let Location::Sqlite(path) = &location
        && !path.exists()
    {
        bail!(
            "There is no database at {}. Name a backup folder, a database file, or --database.",
            path.display()
        );
    }
    let masters = if flags.without_key {
        key::none()
    } else {
        key::load(&config).context("To verify without the sealed details, use --without-key")?
    };
    let record = Record::open_read_only(&Settings::new(location), masters)?;
    let report = record.read_across(|across| -> Result<Report, RecordError> {
        let mut gone = Vec::new();
        if is_own && files.is_empty() {
            (files, gone) = remembered(across)?;
        }
        look(across, &files, gone, is_own, !flags.without_key)
    })?;
    let sound = report.findings.is_empty() && report.journals.iter().all(|one| one.result.is_ok());
    if flags.json {
        console::say!("{}", serde_json::to_string_pretty(&report.json(sound))?);
    } else {
        report.print(sound);
    }
    Ok(Exit::found(!sound))
}

fn subject(flags: &Flags, config: &Config) -> Result<Subject> {
    let configured = || -> Result<Vec<Outside>> {
        let file = config.checkpoints_file.as_deref();
        Ok(file.map(Outside::read).transpose()?.into_iter().collect())
    };
    Ok(match &flags.folder_or_file {
        Some(folder) if folder.is_dir() => {
            let mut progress = Progress::on_terminal();
            backup::verify_backup_watched(folder, &mut |what, done, total| {
                progress.report(what, done, total);
            })?;
            let copy = Outside::read(&folder.join(backup::CHECKPOINTS))?;
            Subject {
                location: Location::Sqlite(folder.join(backup::RECORD)),
                // Later checkpoints would miss the entries that came after the backup.
                files: Some(copy)
                    .filter(|copy| copy.is_there)
                    .into_iter()
                    .collect(),
                is_own: false,
            }
        }
        Some(file) => Subject {
            location: Location::Sqlite(file.clone()),
            files: configured()?,
            is_own: true,
        },
        None => Subject {
            location: config.location(),
            files: configured()?,
            is_own: true,
        },
    })
}

/// The files that the database wrote to, where nobody names one: those that are there, and the others.
fn remembered(across: &mut Across<'_>) -> Result<(Vec<Outside>, Vec<Outside>), RecordError> {
    let (mut files, mut gone) = (Vec::new(), Vec::new());
    for file in outside::known_files(across)? {
        let found = Outside::read(&file)?;
        if found.is_there {
            files.push(found);
        } else {
            gone.push(found);
        }
    }
    Ok((files, gone))
}

fn look(
    across: &mut Across<'_>,
    files: &[Outside],
    gone: Vec<Outside>,
    is_own: bool,
    details: bool,
) -> Result<Report, RecordError> {
    let checkpoints: Vec<_> = files
        .iter()
        .flat_map(|file| file.checkpoints.iter().cloned())
        .collect();
    let mut progress = Progress::on_terminal();
    let mut journals = Vec::new();
    for (id, name) in record::people::organization::all(across)? {
        let result = record::journal::verify_watched(
            &mut across.within(id),
            &checkpoints,
            details,
            &mut |done, total| {
                progress.report("Reading the journal", done, total);
            },
        )?;
        journals.push(Journal { id, name, result });
    }
    drop(progress);
    let mut findings = Vec::new();
    if is_own {
        // A file that the database wrote to and that is gone is missed, whether or not anybody names it.
        for file in files.iter().chain(&gone) {
            findings.extend(file.findings(across)?);
        }
    }
    // Of an end that was cut off the chain has told already, with its place.
    findings.retain(|finding| {
        let told = |one: &Journal| Some(one.id) == finding.organization && one.result.is_err();
        !journals.iter().any(told)
    });
    let unseen = unseen(&journals, files, &gone, details);
    Ok(Report {
        journals,
        findings,
        unseen,
    })
}

/// What this cannot see, said plainly: whoever reads “nothing was changed” should know how far that goes.
fn unseen(journals: &[Journal], files: &[Outside], gone: &[Outside], details: bool) -> Vec<String> {
    let mut unseen = Vec::new();
    if files.is_empty() {
        let absent = "No checkpoints outside the database were looked at. Whoever can write to the database could have cut off the end of a journal, or deleted an organization with its journal, and its checkpoints with it. Set checkpoints_file to a place that the database’s account can only add to.";
        unseen.push(absent.to_owned());
    }
    for file in gone {
        unseen.push(format!(
            "Checkpoints were written to {}, which is not there now. Name its copy with --checkpoints-file.",
            file.file.display()
        ));
    }
    for one in journals {
        if let Ok(verified) = &one.result
            && verified.vouched < verified.entries
        {
            unseen.push(format!(
                "{}: no checkpoint vouches yet for the entries after {}. Entries cut from that end would not be missed.",
                one.name, verified.vouched
            ));
        }
    }
    if !files.is_empty() {
        unseen.push(format!(
            "A database and {} that were both put back to the same earlier time look whole. Keep a copy of the file where nobody who runs this server can write.",
            names(files)
        ));
    }
    if !details {
        unseen.push("The sealed details were not opened.".to_owned());
    }
    unseen
}

fn names(files: &[Outside]) -> String {
    let names: Vec<_> = files.iter().map(|file| shown(&file.file)).collect();
    names.join(" and ")
}

fn shown(file: &Path) -> String {
    file.display().to_string()
}

impl Report {
    fn print(&self, sound: bool) {
        if self.journals.is_empty() {
            console::say!("There is no organization, so there is no journal.");
        }
        for one in &self.journals {
            let name = &one.name;
            match &one.result {
                Ok(verified) => console::say!(
                    "{name}: nothing was changed. {} entries and {} signed checkpoints hold together.",
                    verified.entries,
                    verified.checkpoints
                ),
                Err(fault) => console::say!("{name}: entry {} {}.", fault.seq, fault.what),
            }
        }
        for finding in &self.findings {
            console::say!("FOUND: {}.", finding.what);
        }
        if !sound {
            console::say!(
                "Keep this database and its backups as they are, and tell your privacy officer."
            );
        }
        console::say!("\nWhat this cannot see:");
        for what in &self.unseen {
            console::say!("  - {what}");
        }
    }

    fn json(&self, sound: bool) -> Value {
        let journal = |one: &Journal| match &one.result {
            Ok(verified) => json!({
                "organization": one.id, "name": one.name, "sound": true, "entries": verified.entries,
                "checkpoints": verified.checkpoints, "vouched_to": verified.vouched,
            }),
            Err(fault) => json!({
                "organization": one.id, "name": one.name, "sound": false, "entry": fault.seq, "what": fault.what,
            }),
        };
        let journals: Vec<_> = self.journals.iter().map(journal).collect();
        let findings: Vec<_> = self
            .findings
            .iter()
            .map(|finding| json!({ "organization": finding.organization, "what": finding.what }))
            .collect();
        json!({
            "sound": sound, "journals": journals, "findings": findings, "not_seen": self.unseen,
        })
    }
}
