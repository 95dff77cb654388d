//! Durable commits: one at a time, and many callers sharing one.

use super::callers::rate;
use super::world::World;
use super::{Effort, Row};
use anyhow::Result;
use record::{Location, Options};
use std::path::Path;

/// Callers that commit at the same time.
const CALLERS: [usize; 3] = [1, 8, 64];
/// Organizations that write at the same time, with as many callers in all.
const ORGANIZATIONS: [usize; 3] = [1, 8, 64];
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
    let open = |options| World::at(Location::Postgres(url.to_owned()), options);
    let mut rows = measure(effort, "_postgres", |_, options| open(options))?;
    rows.extend(side_by_side(&open(Options::default())?, effort)?);
    Ok(rows)
}

/// Writes in one organization, and in several that need not wait for each other.
fn side_by_side(world: &World, effort: Effort) -> Result<Vec<Row>> {
    let callers = *ORGANIZATIONS.iter().max().unwrap_or(&1);
    let organizations = (0..callers)
        .map(|_| world.found_another())
        .collect::<Result<Vec<_>>>()?;
    let mut rows: Vec<Row> = Vec::new();
    let mut one = 0.0;
    for count in ORGANIZATIONS {
        let among = &organizations[..count];
        let rate = rate(callers, effort.each, |caller| {
            world.commit_in(among[caller % among.len()])
        })?;
        let row = Row::new(format!("organizations_{count}"), rate, "1/s");
        if count == 1 {
            one = rate;
            rows.push(row);
        } else {
            rows.push(row.over("organizations_1", one));
        }
    }
    Ok(rows)
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
