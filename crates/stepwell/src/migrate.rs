//! `stepwell migrate`.

use crate::chance::SystemClock;
use crate::config::Config;
use crate::{key, opening};
use anyhow::Result;
use care::Clock as _;
use record::{Record, Settings};

/// Brings the schema of the database to the one this binary needs.
pub fn run(config: &Config) -> Result<()> {
    opening::refuse_missing(config)?;
    let settings = Settings::new(config.location());
    let before = Record::version_at(&settings.location)?;
    let masters = if before == 0 {
        key::load_or_make(config)?.0
    } else {
        key::load(config)?
    };
    let (record, taken) = Record::open_migrated(&settings, masters, SystemClock.now())?;
    opening::fit::to_write(&record)?;
    let after = Record::version_known();
    if taken.is_empty() {
        console::say!("The database has schema version {after} already; nothing had to be done.");
        return Ok(());
    }
    for (version, name) in (before + 1..).zip(&taken) {
        console::say!("  {version}  {name}");
    }
    console::say!("The database now has schema version {after}.");
    Ok(())
}
