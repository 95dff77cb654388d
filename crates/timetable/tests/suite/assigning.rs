//! Assign: equals brute force on tiny instances, and its bound is never above the best.

use crate::placing::{all_weeks, random_groups};
use crate::tiny::{self, Size};
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use timetable::{Control, Instance, Options, Solution, Week, assign, score};

const TINY: Size = Size {
    people: 3,
    process: 2,
    others: 5,
    units: 7,
};
const STEPS: u64 = 120;

/// Runs a solve with a budget of steps, without a clock.
pub fn steps(seed: u64, steps: u64) -> Options {
    Options {
        seed,
        threads: 1,
        time: None,
        steps: Some(steps),
    }
}

/// A control that listens to nothing.
pub fn quietly<T>(run: impl FnOnce(&mut Control) -> T) -> T {
    let stop = AtomicBool::new(false);
    run(&mut Control {
        clock: &|| Duration::ZERO,
        stop: &stop,
        report: &mut |_| {},
    })
}

/// The least cost of any assignment, by trying all combinations of everybody's weeks.
pub fn brute_force(instance: &Instance, solution: &Solution) -> i64 {
    let mut choices: Vec<Vec<(i64, Option<Week>)>> = Vec::new();
    let mut alone = solution.clone();
    alone.weeks.fill(None);
    let nobody = score(instance, &alone);
    for p in 0..instance.people().len() {
        let mut own = vec![(0, None)];
        for week in all_weeks(instance, solution, p) {
            alone.weeks[p] = Some(week.clone());
            // Small groups count in the difference, so it is a lower estimate of what is added to any company.
            own.push((score(instance, &alone).total - nobody.total, Some(week)));
        }
        alone.weeks[p] = None;
        own.sort();
        choices.push(own);
    }
    let mut best = i64::MAX;
    combine(instance, &mut alone, &choices, 0, nobody.total, &mut best);
    best
}

fn combine(
    i: &Instance,
    s: &mut Solution,
    choices: &[Vec<(i64, Option<Week>)>],
    p: usize,
    least: i64,
    best: &mut i64,
) {
    if p == choices.len() {
        let result = score(i, s);
        if result.broken.is_empty() {
            *best = (*best).min(result.total);
        }
        return;
    }
    let rest: i64 = choices[p + 1..].iter().map(|c| c[0].0).sum();
    for (cost, week) in &choices[p] {
        if least + cost + rest >= *best {
            break;
        }
        s.weeks[p].clone_from(week);
        combine(i, s, choices, p + 1, least + cost, best);
    }
    s.weeks[p] = None;
}

#[test]
fn assign_equals_brute_force_and_its_bound_is_below() {
    let mut placed = 0;
    for seed in 0..150 {
        let instance = Instance::new(tiny::instance(seed, TINY)).expect("valid");
        let groups = random_groups(seed, &instance);
        let answer = quietly(|c| assign(&instance, &groups.groups, &steps(seed, STEPS), c));
        let best = brute_force(&instance, &groups);
        assert!(
            answer.bound <= best,
            "seed {seed}: bound {} above the best {best}",
            answer.bound
        );
        assert_eq!(answer.cost, best, "seed {seed}");
        let s = score(&instance, &answer.solution);
        assert!(s.broken.is_empty() && s.total == answer.cost);
        placed += answer.solution.placed();
    }
    assert!(
        placed > 50,
        "the instances must be worth testing, {placed} were placed"
    );
}
