//! Every day's work on a finished design: placing one person, assigning everybody anew, repairing an evening.

use super::measure::run;
use super::row::{Row, Rows};
use crate::clock;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use timetable::{Change, Control, Disruption, Instance, Options, Solution, place_one, score};

/// Most people placed one by one, spread over the whole instance.
const PLACED_MAX: usize = 300;
/// Most evenings repaired.
const REPAIRED_MAX: usize = 20;
/// When the evening starts, as a minute of the day.
const EVENING_MINUTE: u32 = 17 * 60;
/// From this many people on, an instance is a large one.
const LARGE_PEOPLE: usize = 1000;

/// What the house wants to reach: small instances, large ones.
const PLACE_GOAL_MS: (f64, f64) = (2.0, 10.0);
const ASSIGN_GOAL_GAP: (f64, f64) = (1.0, 2.0);
const ASSIGN_SECONDS: (u64, u64) = (1, 20);
const REPAIR_GOAL_MS: f64 = 300.0;

fn by_size<T>(instance: &Instance, (small, large): (T, T)) -> T {
    if instance.people().len() < LARGE_PEOPLE {
        small
    } else {
        large
    }
}

/// Places people one at a time, everybody else as they are.
pub(crate) fn place(name: &str, instance: &Instance, solution: &Solution, rows: &mut Rows) {
    let people = instance.people().len();
    let (mut sum, mut slowest, mut count, mut inexact) = (0.0, 0.0_f64, 0, 0);
    for person in (0..people).step_by(people.div_ceil(PLACED_MAX).max(1)) {
        let start = clock::cpu();
        let choices = place_one(instance, solution, person);
        let ms = milliseconds(start);
        (sum, slowest, count) = (sum + ms, slowest.max(ms), count + 1);
        inexact += usize::from(!choices.exact);
    }
    let goal = by_size(instance, PLACE_GOAL_MS);
    let mean = sum / f64::from(count.max(1));
    rows.add(Row::new(format!("place/{name}/mean"), mean, "ms").versus(goal));
    rows.add(Row::new(format!("place/{name}/slowest"), slowest, "ms").versus(goal));
    rows.add(Row::new(
        format!("place/{name}/not-proven"),
        inexact as f64,
        "people",
    ));
}

/// Assigns everybody to the groups of a design, from nothing.
pub(crate) fn assign(
    name: &str,
    instance: &Instance,
    solution: &Solution,
    seed: u64,
    rows: &mut Rows,
) {
    let time = Duration::from_secs(by_size(instance, ASSIGN_SECONDS));
    let run = run(instance, seed, time, 0.0, |i, options, control| {
        timetable::assign(i, &solution.groups, options, control)
    });
    rows.broken += run.broken;
    let gap = 100.0 * crate::progress::gap_ratio(run.cost, run.bound);
    let row = |what: &str, value: f64, unit| Row::new(format!("assign/{name}/{what}"), value, unit);
    rows.add(row("cost", run.cost as f64, "cost"));
    rows.add(row("bound", run.bound as f64, "cost"));
    rows.add(row("gap", gap, "percent").versus(by_size(instance, ASSIGN_GOAL_GAP)));
    rows.add(row("seconds", run.seconds, "s"));
    rows.add(row("memory", run.memory_mib, "MiB"));
}

/// Takes each leader out for each evening on which they lead, one evening at a time, and repairs the week.
pub(crate) fn repair(
    name: &str,
    instance: &Instance,
    solution: &Solution,
    seed: u64,
    rows: &mut Rows,
) {
    let changes = evenings_led(instance, solution);
    let (mut sum, mut slowest, mut touched, mut lost) = (0.0, 0.0_f64, 0, 0);
    for change in &changes {
        let stop = AtomicBool::new(false);
        let mut control = Control {
            clock: &clock::cpu,
            stop: &stop,
            report: &mut |_| (),
        };
        let options = Options {
            seed,
            ..Options::default()
        };
        let start = clock::cpu();
        let disruption = Disruption::default();
        let done = timetable::repair(
            instance,
            solution,
            &[*change],
            &disruption,
            &options,
            &mut control,
        );
        let ms = milliseconds(start);
        (sum, slowest) = (sum + ms, slowest.max(ms));
        if let Ok(done) = done {
            touched += done.touched.len();
            lost += solution.placed().saturating_sub(done.solution.placed());
            rows.broken += score(&done.instance, &done.solution).broken.len();
        }
    }
    if changes.is_empty() {
        return;
    }
    let count = changes.len() as f64;
    let row = |what: &str, value: f64, unit| Row::new(format!("repair/{name}/{what}"), value, unit);
    rows.add(row("evenings", count, "repairs"));
    rows.add(row("mean", sum / count, "ms").versus(REPAIR_GOAL_MS));
    rows.add(row("slowest", slowest, "ms").versus(REPAIR_GOAL_MS));
    rows.add(row("touched", touched as f64 / count, "people"));
    rows.add(row("lost", lost as f64 / count, "people"));
}

/// Every leader's every evening with a group in it, up to a limit.
fn evenings_led(instance: &Instance, solution: &Solution) -> Vec<Change> {
    let since = EVENING_MINUTE.saturating_sub(instance.first_minute());
    let from = (since / instance.unit_minutes()) as usize;
    let mut evenings = Vec::new();
    for (g, running) in solution.groups.iter().enumerate() {
        let Some(running) = running else { continue };
        let late = |m: &&timetable::Meeting| usize::from(m.start) >= from;
        for m in solution.meetings(instance, g).iter().filter(late) {
            evenings.push((running.leader as usize, usize::from(m.day)));
        }
    }
    evenings.sort_unstable();
    evenings.dedup();
    evenings.truncate(REPAIRED_MAX);
    let out = |(staff, day)| Change::StaffOut {
        staff,
        day,
        from,
        to: instance.units(),
    };
    evenings.into_iter().map(out).collect()
}

fn milliseconds(start: Duration) -> f64 {
    (clock::cpu().saturating_sub(start)).as_secs_f64() * 1e3
}
