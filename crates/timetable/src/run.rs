//! How a solve is steered: seed, budget, cancellation, and what it reports on the way.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The whole of a budget, in millionths.
const MILLION: u64 = 1_000_000;

/// What a solve may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Same seed and same `steps` give the same answer on any machine.
    pub seed: u64,
    /// Threads to use. The answer depends on it only in that each thread searches on its own.
    pub threads: usize,
    /// Stop after this long.
    pub time: Option<Duration>,
    /// Stop after this many steps per thread; what a step is depends on the solve.
    pub steps: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            seed: 1,
            threads: 1,
            time: Some(Duration::from_secs(10)),
            steps: None,
        }
    }
}

/// What a solve has reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Cost of the best timetable so far.
    pub best: i64,
    /// No timetable can cost less.
    pub bound: i64,
    /// How many people have a week in the best timetable.
    pub placed: usize,
    /// Time since the start.
    pub elapsed: Duration,
}

/// The solve's only contact with the world: a clock, a wish to stop, and a listener.
pub struct Control<'a> {
    /// Time since some fixed moment.
    pub clock: &'a (dyn Fn() -> Duration + Sync),
    /// Set it to stop the solve soon; what was found so far is returned.
    pub stop: &'a AtomicBool,
    /// Called with every improvement.
    pub report: &'a mut dyn FnMut(Event),
}

/// When to stop, for one thread.
#[derive(Clone, Copy)]
pub(crate) struct Deadline<'a> {
    clock: &'a (dyn Fn() -> Duration + Sync),
    stop: &'a AtomicBool,
    start: Duration,
    time: Option<Duration>,
    steps: Option<u64>,
}

impl<'a> Deadline<'a> {
    pub fn new(options: &Options, control: &Control<'a>) -> Deadline<'a> {
        Deadline {
            clock: control.clock,
            stop: control.stop,
            start: (control.clock)(),
            time: options.time,
            steps: options.steps,
        }
    }

    pub fn elapsed(&self) -> Duration {
        (self.clock)().saturating_sub(self.start)
    }

    /// Whether this step is one too many.
    pub fn over(&self, step: u64) -> bool {
        self.stop.load(Ordering::Relaxed)
            || self.steps.is_some_and(|most| step >= most)
            || self.time.is_some_and(|most| self.elapsed() >= most)
    }

    /// How much of the budget is used, in millionths.
    pub fn used(&self, step: u64) -> i64 {
        let by_steps = self
            .steps
            .map_or(0, |most| step.saturating_mul(MILLION) / most.max(1));
        let by_time = self.time.map_or(0, |most| {
            let used = self
                .elapsed()
                .as_nanos()
                .saturating_mul(u128::from(MILLION));
            (used / most.as_nanos().max(1)).min(u128::from(MILLION)) as u64
        });
        by_steps.max(by_time).min(MILLION) as i64
    }
}
