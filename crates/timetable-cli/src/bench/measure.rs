//! One run under a clock of CPU time, with every improvement noted.

use crate::clock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use timetable::{Control, DesignAnswer, Event, Instance, Options, Solution, score};

/// What a run reached and when.
pub(crate) struct Run {
    pub solution: Solution,
    pub cost: i64,
    pub bound: i64,
    pub placed: usize,
    /// Hard rules broken, by the judge.
    pub broken: usize,
    pub seconds: f64,
    pub memory_mib: f64,
    trace: Vec<(f64, i64)>,
}

impl Run {
    /// CPU seconds until the cost was this or less; none when it never was.
    pub fn seconds_to(&self, cost: i64) -> Option<f64> {
        self.trace.iter().find(|(_, c)| *c <= cost).map(|t| t.0)
    }
}

/// A design on one thread for this many CPU seconds.
pub(crate) fn design(instance: &Instance, seed: u64, seconds: u64) -> Run {
    let time = Duration::from_secs(seconds);
    run(instance, seed, time, f64::MIN, timetable::design)
}

/// A run of any search that is steered by options and control; it ends early once its gap is at most `enough`.
pub(crate) fn run(
    instance: &Instance,
    seed: u64,
    time: Duration,
    enough: f64,
    search: impl FnOnce(&Instance, &Options, &mut Control) -> DesignAnswer,
) -> Run {
    forget_peak_memory();
    let stop = AtomicBool::new(false);
    let mut trace = Vec::new();
    let start = clock::cpu();
    let mut report = |e: Event| {
        // Taken here and not from the event, so that preparing counts as well.
        trace.push((clock::cpu().saturating_sub(start).as_secs_f64(), e.best));
        if crate::progress::gap_ratio(e.best, e.bound) <= enough {
            stop.store(true, Ordering::Relaxed);
        }
    };
    let options = Options {
        seed,
        threads: 1,
        time: Some(time),
        steps: None,
    };
    let mut control = Control {
        clock: &clock::cpu,
        stop: &stop,
        report: &mut report,
    };
    let answer = search(instance, &options, &mut control);
    let seconds = clock::cpu().saturating_sub(start).as_secs_f64();
    let memory_mib = clock::peak_memory_bytes().unwrap_or(0) as f64 / f64::from(1 << 20);
    trace.push((seconds, answer.cost));
    let scored = score(instance, &answer.solution);
    Run {
        cost: scored.total,
        bound: answer.bound,
        placed: answer.solution.placed(),
        broken: scored.broken.len(),
        solution: answer.solution,
        seconds,
        memory_mib,
        trace,
    }
}

/// Lets the next peak be that of the next run. Where the system refuses, the peak is that of the whole bench.
fn forget_peak_memory() {
    let _refused = std::fs::write("/proc/self/clear_refs", "5");
}
