//! How the time of assigning grows with the number of people: CPU time per person until the gap is small.

use super::measure::run;
use super::row::{Row, Rows};
use crate::generate::{Knobs, generate};
use anyhow::{Result, anyhow};
use std::time::Duration;

const PEOPLE: [usize; 6] = [60, 300, 1500, 3000, 7500, 15_000];
const PEOPLE_QUICK: usize = 3;
/// The gap at which the clock stops: one that every size reaches, so that sizes can be compared.
const GAP: f64 = 0.05;
/// CPU time of the design whose groups are then fixed, and most time of the assignment, per person.
const DESIGN_MS_PER_PERSON: u64 = 3;
const ASSIGN_MS_PER_PERSON: u64 = 10;
const ASSIGN_MS_MIN: u64 = 4000;

/// Measures the curve.
pub(crate) fn measure(quick: bool, seed: u64, rows: &mut Rows) -> Result<()> {
    rows.title(&format!(
        "growth of assign: CPU time until within {} % of the bound",
        GAP * 100.0
    ));
    let sizes = if quick {
        &PEOPLE[..PEOPLE_QUICK]
    } else {
        &PEOPLE[..]
    };
    for &people in sizes {
        let knobs = Knobs {
            people,
            seed: 1,
            site_size: 75,
            tight: 100,
        };
        let instance = generate(knobs).instance().map_err(|e| anyhow!("{e}"))?;
        let n = people as u64;
        let time = Duration::from_millis(n * DESIGN_MS_PER_PERSON);
        let design = run(&instance, seed, time, f64::MIN, timetable::design);
        let most = Duration::from_millis((n * ASSIGN_MS_PER_PERSON).max(ASSIGN_MS_MIN));
        let run = run(&instance, seed, most, GAP, |i, options, control| {
            timetable::assign(i, &design.solution.groups, options, control)
        });
        rows.broken += run.broken + design.broken;
        let row =
            |what: &str, value: f64, unit| Row::new(format!("growth/{people}/{what}"), value, unit);
        let per_person = run.seconds * 1e3 / people as f64;
        rows.add(row("per-person", per_person, "ms"));
        rows.add(row("seconds", run.seconds, "s"));
        let gap = 100.0 * crate::progress::gap_ratio(run.cost, run.bound);
        rows.add(row("gap", gap, "percent").versus(GAP * 100.0));
        rows.add(row("memory", run.memory_mib, "MiB"));
    }
    Ok(())
}
