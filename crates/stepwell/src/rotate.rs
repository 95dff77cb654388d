//! `stepwell key`: changing the master key.

use crate::chance::SystemDice;
use crate::config::{Config, PlaceFlags, ServeFlags};
use crate::key::{self, Source};
use crate::opening;
use anyhow::{Result, bail};
use clap::Subcommand;
use record::seal::{MasterKey, Masters};
use record::{Record, Settings};

/// The `key` commands.
#[derive(Subcommand)]
pub enum Command {
    /// Make a new master key and wrap everybody's key with it; stop the clinic first
    ///
    /// It may be interrupted and run again: until it ends, the key file holds the old key and the new one. Backups
    /// made before need the old key, so keep a copy of it with them until they are thrown away.
    Rotate {
        #[command(flatten)]
        place: PlaceFlags,
    },
}

/// Runs one of them.
pub fn run(command: Command) -> Result<()> {
    let Command::Rotate { place } = command;
    let config = Config::load(&place, &ServeFlags::default())?;
    let Source::File(file) = key::source(&config) else {
        bail!(
            "The master key comes from the environment, which cannot be written. Put it into a file with mode 0600, name that with --master-key-file, rotate, and take the new key from there."
        );
    };
    opening::refuse_missing(&config)?;
    let before = key::load(&config)?;
    // Whoever writes to the record is kept out before anything changes.
    let record = Record::open(&Settings::new(config.location()), before.clone())?;
    opening::fit::to_write(&record)?;
    let both = before.with_newer(MasterKey::random(&SystemDice));
    both.store(&file)?;
    let count = record.rewrap(&SystemDice, &both)?;
    Masters::single(both.newest().clone()).store(&file)?;
    console::say!(
        "{count} keys are under a new master key, which is in {}.",
        file.display()
    );
    console::say!(
        "Copy it now to a place apart from the database, and keep the old one as long as backups from before."
    );
    Ok(())
}
