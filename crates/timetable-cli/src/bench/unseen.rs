//! Fresh instances that nobody tuned anything on: how far from its proven bound the search ends, by size.

use super::measure::{self, Run};
use super::row::{Row, Rows};
use crate::files::say;
use crate::generate::{Knobs, generate};
use crate::progress::gap_ratio;
use crate::words::thousands;
use anyhow::{Result, anyhow};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use timetable::Instance;

/// One size of instance.
pub(super) struct Size {
    pub people: usize,
    /// CPU seconds of a design.
    pub seconds: u64,
    /// One instance for so many of the smallest size: the large ones take long and differ less.
    share: usize,
}

pub(super) const SIZES: [Size; 3] = [
    Size {
        people: 60,
        seconds: 5,
        share: 1,
    },
    Size {
        people: 300,
        seconds: 20,
        share: 3,
    },
    Size {
        people: 1500,
        seconds: 20,
        share: 10,
    },
];
/// Scarce, usual and loose staffing in turn.
const TIGHT: [usize; 3] = [80, 100, 130];
const SITE_SIZE: usize = 75;
/// Seeds drawn from the clock are below this, so that they are short enough to be typed again.
const SEED_MAX: u64 = 1_000_000_000;
/// What a tenth is in a hundred: the gap that nine of ten instances stay within.
const NINETIETH: usize = 90;

/// What is measured, and with what.
pub(super) struct Plan<'a> {
    /// How many instances of the smallest size.
    pub count: usize,
    /// Seed of the first instance; the others follow it.
    pub from: u64,
    /// CPU seconds for each design in place of those of its size.
    pub seconds: Option<u64>,
    /// Seed of the searches.
    pub seed: u64,
    /// Only sizes whose number of people reads so.
    pub only: Option<&'a str>,
}

impl Plan<'_> {
    /// The sizes that were asked for.
    pub fn sizes(&self) -> impl Iterator<Item = &'static Size> {
        let named = |size: &Size| self.only.is_none_or(|only| size.people.to_string() == only);
        SIZES.iter().filter(move |size| named(size))
    }
}

/// A seed that nobody chose, for instances that nobody has seen.
pub(super) fn fresh_seed() -> u64 {
    RandomState::new().build_hasher().finish() % SEED_MAX
}

/// How the instance is made that comes `nth`.
pub(super) fn knobs(people: usize, from: u64, nth: usize) -> Knobs {
    Knobs {
        people,
        seed: from.wrapping_add(nth as u64),
        site_size: SITE_SIZE,
        tight: TIGHT[nth % TIGHT.len()],
    }
}

/// That instance.
pub(super) fn instance(knobs: Knobs) -> Result<Instance> {
    generate(knobs).instance().map_err(|e| anyhow!("{e}"))
}

/// Measures each size.
pub(super) fn measure(plan: &Plan, rows: &mut Rows) -> Result<()> {
    for size in plan.sizes() {
        let seconds = plan.seconds.unwrap_or(size.seconds);
        let count = plan.count.div_ceil(size.share);
        rows.title(&format!(
            "{count} fresh instances of {} people, {seconds} CPU s each on one thread, instance seeds {} to {}, \
             search seed {}",
            thousands(i64::try_from(size.people).unwrap_or(i64::MAX)),
            plan.from,
            plan.from.wrapping_add(count as u64 - 1),
            plan.seed
        ));
        if rows.aloud() {
            say("        seed  staffing       placed        cost       bound     gap   CPU s");
        }
        let mut gaps = Vec::with_capacity(count);
        let mut placed = 0;
        for nth in 0..count {
            let knobs = knobs(size.people, plan.from, nth);
            let instance = instance(knobs)?;
            let run = measure::design(&instance, plan.seed, seconds);
            rows.broken += run.broken;
            placed += run.placed;
            gaps.push(100.0 * gap_ratio(run.cost, run.bound));
            if rows.aloud() {
                say(&line(&knobs, &run));
            }
        }
        gaps.sort_by(f64::total_cmp);
        let name = |what: &str| format!("unseen/{}/{what}", size.people);
        let gap = |hundredth| gaps[(gaps.len() - 1) * hundredth / 100];
        rows.add(Row::new(name("gap-median"), gap(50), "percent"));
        rows.add(Row::new(name("gap-90th"), gap(NINETIETH), "percent"));
        rows.add(Row::new(name("gap-worst"), gap(100), "percent"));
        let people = (count * size.people) as f64;
        rows.add(Row::new(name("placed"), placed as f64, "people").versus(people));
    }
    Ok(())
}

fn line(knobs: &Knobs, run: &Run) -> String {
    format!(
        "  {:>10}{:>10.2}{:>13}{:>12}{:>12}{:>6.1} %{:>8.1}",
        knobs.seed,
        knobs.tight as f64 / 100.0,
        format!("{}/{}", run.placed, knobs.people),
        thousands(run.cost),
        thousands(run.bound),
        100.0 * gap_ratio(run.cost, run.bound),
        run.seconds,
    )
}
