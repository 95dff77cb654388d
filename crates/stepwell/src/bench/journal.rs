//! Reads that are in the journal before they are answered, and verifying the journal.

use super::callers::rate;
use super::world::World;
use super::{Effort, Row};
use anyhow::{Context as _, Result};
use record::people::person;
use record::{Options, RecordError, journal};
use std::path::Path;
use std::time::Instant;

/// People who look at records at the same time.
const CALLERS: usize = 64;
/// What verification should reach, in entries a second.
const VERIFY_AIM: f64 = 50_000.0;

/// The rows.
pub fn measure(folder: &Path, effort: Effort) -> Result<Vec<Row>> {
    let world = World::in_file(folder, "journal.db", Options::default())?;
    let look = || -> Result<()> {
        world.record.read(world.organization, |read| {
            person::load(read, world.person).map(drop)
        })?;
        Ok(())
    };
    let unjournaled = rate(CALLERS, effort.each, |_| look())?;
    let journaled = rate(CALLERS, effort.each, |_| {
        look()?;
        world.commit_one()
    })?;
    world.fill_journal(effort)?;
    let began = Instant::now();
    let verified = world
        .record
        .read(world.organization, |read| journal::verify(read, &[], true))
        .map_err(|error: RecordError| error)?
        .context("The journal that was just written does not verify")?;
    let seconds = began.elapsed().as_secs_f64();
    let entries = u32::try_from(verified.entries)?;
    Ok(vec![
        Row::new("journaled_read", journaled, "1/s")
            .over("the same read, not journaled", unjournaled),
        Row::new("journal_verify", f64::from(entries) / seconds, "1/s").aim(VERIFY_AIM),
    ])
}
