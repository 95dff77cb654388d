//! Design: groups' slots, leaders, rooms and everybody's week together.

pub(crate) mod alone;
mod bound;
mod choice;
pub(crate) mod rebuild;
pub(crate) mod reference;
mod rooms;
mod schedule;
mod search;
mod seating;
#[cfg(test)]
mod seating_tests;
pub(crate) mod serve;
pub(crate) mod site;
mod skeleton;
#[cfg(test)]
mod skeleton_tests;
pub(crate) mod state;
#[cfg(test)]
mod state_tests;
mod wish;

use crate::instance::Instance;
use crate::run::{Control, Deadline, Event, Options};
use crate::score;
use crate::solution::Solution;
use crate::week::SCALE;
use search::Search;
use site::Places;

/// What a design or an assignment found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DesignAnswer {
    /// The best timetable found; it breaks no hard rule.
    pub solution: Solution,
    /// Its cost.
    pub cost: i64,
    /// No timetable can cost less.
    pub bound: i64,
    /// Steps taken by all threads.
    pub steps: u64,
}

/// Designs a timetable. A step is one rebuilding of a few groups and everybody touched; every thread anneals on its
/// own from its own seed, and the best of them is the answer.
pub fn design(instance: &Instance, options: &Options, control: &mut Control) -> DesignAnswer {
    let deadline = Deadline::new(options, control);
    let places = Places::new(instance);
    let run = |thread: usize, tell: &mut dyn FnMut(Event)| {
        let seed = options.seed.wrapping_add(thread as u64 * 0x9E37_79B9);
        // One of them works on the bound. It hangs on the instance and on no seed, so the others would prove the same
        // once more.
        let mut search = Search::new(instance, &places, seed, thread == 0);
        search.run(&deadline, tell);
        search
    };
    let found: Vec<Search> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..options.threads.max(1))
            .map(|t| scope.spawn(move || run(t, &mut |_| {})))
            .collect();
        let first = run(0, control.report);
        let others = others.into_iter().filter_map(|t| t.join().ok());
        std::iter::once(first).chain(others).collect()
    });
    let bound = found.iter().map(Search::bound).max().unwrap_or(0);
    let steps = found.iter().map(|s| s.steps).sum();
    let best = found.into_iter().min_by_key(|s| s.best_cost);
    let (solution, cost) = best.map_or_else(|| (Solution::empty(instance), 0), Search::answer);
    debug_assert_eq!(
        score(instance, &solution).total * SCALE,
        cost,
        "the incremental cost is the score"
    );
    let cost = cost / SCALE;
    let answer = DesignAnswer {
        cost,
        bound: bound.min(cost),
        solution,
        steps,
    };
    let people = answer.solution.placed();
    (control.report)(Event {
        best: cost,
        bound: answer.bound,
        placed: people,
        elapsed: deadline.elapsed(),
    });
    answer
}
