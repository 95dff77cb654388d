//! `stepwell journal`: proving that nothing was changed, and taking it out.

use crate::chance::SystemDice;
use crate::config::{Config, PlaceFlags, ServeFlags};
use crate::{key, opening};
use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use clinic::setup::operator;
use record::journal::{Checkpoint, Fault, Verified};
use record::seal::{MasterKey, Masters};
use record::{Location, Read, Record, RecordError, Settings, backup};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The `journal` commands.
#[derive(Subcommand)]
pub enum Command {
    /// Prove that no entry was changed, added or removed; exit code 1 and the first bad entry otherwise
    ///
    /// Reads every entry and holds it against the one before it, the head, and the signed checkpoints, those in the
    /// database and those kept outside. Changes nothing; works while the clinic runs, on a backup, and on PostgreSQL.
    /// With the master key, the sealed details are held against their commitments as well.
    #[command(after_help = VERIFY)]
    Verify(VerifyFlags),
    /// Write every entry to a file, one JSON object a line, without the sealed details
    ///
    /// That it was exported becomes an entry itself, so with the embedded database stop the clinic first.
    Export(ExportFlags),
}

const VERIFY: &str = "\
Examples:
  stepwell journal verify                              the configured database
  stepwell journal verify /mnt/backups/2026-11-23      a backup, with the checkpoints that belong to it
  stepwell journal verify --without-key                where the master key should not be";

/// What `journal verify` takes.
#[derive(Args)]
pub struct VerifyFlags {
    /// A backup folder or a database file [default: the configured database]
    folder_or_file: Option<PathBuf>,
    /// Leave the sealed details alone; then no master key is needed
    #[arg(long)]
    without_key: bool,
    #[command(flatten)]
    place: PlaceFlags,
}

/// What `journal export` takes.
#[derive(Args)]
pub struct ExportFlags {
    /// The file to write; it must not exist yet. “-” is standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Which organization, where there are several
    #[arg(long)]
    organization: Option<String>,
    #[command(flatten)]
    place: PlaceFlags,
}

/// Runs one of them.
pub fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Verify(flags) => verify(&flags),
        Command::Export(flags) => export(&flags),
    }
}

/// What is verified.
struct Subject {
    location: Location,
    checkpoints: Vec<Checkpoint>,
}

fn subject(flags: &VerifyFlags, config: &Config) -> Result<Subject> {
    let read = |file: Option<&Path>| match file {
        Some(file) => Checkpoint::read_file(file),
        None => Ok(Vec::new()),
    };
    Ok(match &flags.folder_or_file {
        Some(folder) if folder.is_dir() => {
            backup::verify_backup(folder)?;
            Subject {
                location: Location::Sqlite(folder.join(backup::RECORD)),
                // Later checkpoints would miss the entries that came after the backup.
                checkpoints: read(Some(&folder.join(backup::CHECKPOINTS)))?,
            }
        }
        Some(file) => Subject {
            location: Location::Sqlite(file.clone()),
            checkpoints: read(config.checkpoints_file.as_deref())?,
        },
        None => Subject {
            location: config.location(),
            checkpoints: read(config.checkpoints_file.as_deref())?,
        },
    })
}

fn verify(flags: &VerifyFlags) -> Result<ExitCode> {
    let config = Config::load(&flags.place, &ServeFlags::default())?;
    let subject = subject(flags, &config)?;
    if let Location::Sqlite(path) = &subject.location
        && !path.exists()
    {
        bail!(
            "There is no database at {}. Name a backup folder, a database file, or --database.",
            path.display()
        );
    }
    let masters = if flags.without_key {
        // Nothing is opened with it; the record only wants to hold one.
        Masters::single(MasterKey::random(&SystemDice))
    } else {
        key::load(&config).context("To verify without the sealed details, use --without-key")?
    };
    let record = Record::open_read_only(&Settings::new(subject.location), masters)?;
    let results = record.read(|read| verify_all(read, &subject.checkpoints, !flags.without_key))?;
    if results.is_empty() {
        println!("There is no organization yet, so there is no journal.");
    }
    let mut sound = true;
    for (name, result) in results {
        match result {
            Ok(verified) => println!(
                "{name}: nothing was changed. {} entries and {} signed checkpoints hold together.",
                verified.entries, verified.checkpoints
            ),
            Err(fault) => {
                sound = false;
                println!("{name}: entry {} {}.", fault.seq, fault.what);
            }
        }
    }
    if !sound {
        println!("Keep this database and its backups as they are, and tell your privacy officer.");
    }
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

type Results = Vec<(String, Result<Verified, Fault>)>;

fn verify_all(
    read: &mut impl Read,
    outside: &[Checkpoint],
    details: bool,
) -> Result<Results, RecordError> {
    record::organization::all(read)?
        .into_iter()
        .map(|(id, name)| Ok((name, record::journal::verify(read, id, outside, details)?)))
        .collect()
}

fn export(flags: &ExportFlags) -> Result<ExitCode> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let config = Config::load(&flags.place, &ServeFlags::default())?;
    let clinic = opening::console(&config)?;
    let organization = opening::organization(&clinic, flags.organization.as_deref())?;
    let to_terminal = flags.out == Path::new("-");
    let mut out: Box<dyn std::io::Write> =
        if to_terminal {
            Box::new(std::io::stdout())
        } else {
            let file = std::fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&flags.out);
            Box::new(file.with_context(|| {
                format!("{} cannot be made; name a new file", flags.out.display())
            })?)
        };
    let text = clinic::journal::export(&clinic, &operator(organization))?;
    out.write_all(text.as_bytes())?;
    out.flush()?;
    if !to_terminal {
        println!(
            "{} entries are in {}.",
            text.lines().count(),
            flags.out.display()
        );
    }
    Ok(ExitCode::SUCCESS)
}
