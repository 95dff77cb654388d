//! Durable commits: one at a time, and many callers sharing one.

use super::callers::rate;
use super::world::World;
use super::{Effort, Row};
use anyhow::Result;
use record::{Location, Options};
use std::path::Path;

/// Callers that commit at the same time.
const CALLERS: [usize; 3] = [1, 8, 64];
/// No sharing: every caller waits for a commit of their own.
const ALONE: Options = Options { batch_max: 1 };

/// Rows for the embedded database.
pub fn on_sqlite(folder: &Path, effort: Effort) -> Result<Vec<Row>> {
    measure(effort, "", |name, options| {
        World::in_file(folder, name, options)
    })
}

/// Rows for a server.
pub fn on_postgres(url: &str, effort: Effort) -> Result<Vec<Row>> {
    measure(effort, "_postgres", |_, options| {
        World::at(Location::Postgres(url.to_owned()), options)
    })
}

fn measure(
    effort: Effort,
    suffix: &str,
    open: impl Fn(&str, Options) -> Result<World>,
) -> Result<Vec<Row>> {
    let world = open("single.db", ALONE)?;
    let single = rate(1, effort.each, |_| world.commit_one())?;
    drop(world);
    let name = format!("commit_single{suffix}");
    let mut rows = vec![Row::new(&name, single, "1/s")];
    let world = open("group.db", Options::default())?;
    for callers in CALLERS {
        let together = rate(callers, effort.each, |_| world.commit_one())?;
        let row = Row::new(format!("commit_group_{callers}{suffix}"), together, "1/s");
        rows.push(row.over(&name, single));
    }
    Ok(rows)
}
