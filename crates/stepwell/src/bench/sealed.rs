//! What sealing costs: a row with a sealed text against a row with the same text as it is.

use super::callers::rate;
use super::world::World;
use super::{Effort, Row};
use crate::chance::{SystemClock, SystemDice};
use anyhow::Result;
use care::{Clock as _, Dice as _, JobId};
use record::{Options, RecordError, idempotency, job};
use std::path::Path;

/// Rows to a commit, so that the disk does not hide the difference.
const ROWS: u32 = 200;
/// The text, about as long as a short note.
const TEXT_BYTES: usize = 512;

/// The row.
pub fn measure(folder: &Path, effort: Effort) -> Result<Vec<Row>> {
    let world = World::in_file(folder, "sealed.db", Options::default())?;
    let text = "x".repeat(TEXT_BYTES);
    let now = SystemClock.now();
    let plain = rate(1, effort.each, |_| {
        world.record.transact(world.organization, |tx| {
            for _ in 0..ROWS {
                idempotency::insert(tx, SystemDice.uuid(now), [0; 32], text.clone(), now)?;
            }
            Ok::<_, RecordError>(())
        })?;
        Ok(())
    })?;
    let sealed = rate(1, effort.each, |_| {
        world.record.transact(world.organization, |tx| {
            for _ in 0..ROWS {
                let id = JobId::from(SystemDice.uuid(now));
                job::enqueue(
                    tx,
                    &SystemDice,
                    id,
                    "bench",
                    world.person,
                    text.as_bytes(),
                    now,
                )?;
            }
            Ok::<_, RecordError>(())
        })?;
        Ok(())
    })?;
    let (sealed, plain) = (sealed * f64::from(ROWS), plain * f64::from(ROWS));
    Ok(vec![
        Row::new("sealed_write", sealed, "1/s")
            .over(format!("a row unsealed, {plain:.0}/s"), plain),
    ])
}
