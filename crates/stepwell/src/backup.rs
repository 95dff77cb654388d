//! `stepwell backup` and `stepwell restore`.

use crate::chance::SystemClock;
use crate::config::{Config, PlaceFlags, ServeFlags};
use anyhow::Result;
use care::Clock as _;
use clap::Args;
use console::Progress;
use record::store::backup;
use std::path::PathBuf;

/// What `backup` takes.
#[derive(Args)]
pub struct BackupFlags {
    /// The folder to make; it must be new or empty
    dest: PathBuf,
    #[command(flatten)]
    place: PlaceFlags,
}

/// What `restore` takes.
#[derive(Args)]
pub struct RestoreFlags {
    /// The folder of the backup
    folder: PathBuf,
    /// Where the database goes
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Put it in place of the database that is there, which is kept beside it
    #[arg(long)]
    replace: bool,
}

/// What is said below the flags of `backup`.
pub const BACKUP: &str = "\
Example, every night from cron:
  stepwell backup --config /etc/stepwell.toml /mnt/backups/$(date +%F)

The master key is not in a backup, on purpose: keep it apart. PostgreSQL has its own tools (pg_dump, pg_basebackup).";

/// Makes a backup, also while the clinic runs, and checks it.
pub fn run(flags: &BackupFlags) -> Result<()> {
    let config = Config::load(&flags.place, &ServeFlags::default())?;
    let now = SystemClock.now();
    let (location, checkpoints) = (config.location(), config.checkpoints_file.as_deref());
    let mut progress = Progress::on_terminal();
    let mut watch = |what: &'static str, done, total| progress.report(what, done, total);
    backup::backup_watched(&location, checkpoints, &flags.dest, now, &mut watch)?;
    let manifest = backup::verify_backup_watched(&flags.dest, &mut watch)?;
    drop(progress);
    let bytes: u64 = manifest.files.iter().map(|file| file.bytes).sum();
    console::say!(
        "{} holds a backup of {bytes} bytes, read back and found right. The master key is not in it.",
        flags.dest.display()
    );
    Ok(())
}

/// Puts a backup back.
pub fn restore(flags: &RestoreFlags) -> Result<()> {
    let mut progress = Progress::on_terminal();
    let mut watch = |what: &'static str, done, total| progress.report(what, done, total);
    let manifest = backup::restore_watched(&flags.folder, &flags.to, flags.replace, &mut watch)?;
    drop(progress);
    let checkpoints = flags.folder.join(backup::CHECKPOINTS);
    let held_against = if checkpoints.exists() {
        format!(" --checkpoints-file {}", checkpoints.display())
    } else {
        String::new()
    };
    console::say!(
        "{} now holds the backup made at {}.",
        flags.to.display(),
        manifest.made_at
    );
    console::say!(
        "The master key of that time belongs to it. Next: stepwell journal verify --database {}{held_against}",
        flags.to.display()
    );
    Ok(())
}
