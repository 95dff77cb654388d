//! Design: never a broken rule, whatever the seed and whenever it is stopped; a bound that is one; the same answer
//! for the same seed.

use crate::assigning::{brute_force, quietly, steps};
use crate::tiny::{self, Size, TINY};
use proptest::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use timetable::{Control, Instance, Options, Running, Solution, design, score};

const SMALL: Size = Size {
    people: 10,
    process: 3,
    others: 10,
    units: 12,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_rule_is_broken_wherever_it_stops(seed in any::<u64>(), other in any::<u64>(), most in 0u64..60) {
        let instance = Instance::new(tiny::instance(seed, SMALL)).expect("valid");
        let answer = quietly(|c| design(&instance, &steps(other, most), c));
        let s = score(&instance, &answer.solution);
        prop_assert!(s.broken.is_empty(), "{:?}", s.broken);
        prop_assert_eq!(s.total, answer.cost);
        prop_assert!(answer.bound <= answer.cost);
    }

    #[test]
    fn a_longer_search_never_ends_worse(seed in any::<u64>(), other in any::<u64>(), most in 0u64..400) {
        let instance = Instance::new(tiny::instance(seed, SMALL)).expect("valid");
        let run = |most| quietly(|c| design(&instance, &steps(other, most), c));
        let (short, long) = (run(most), run(most * 2 + 100));
        prop_assert!(long.cost <= short.cost, "{} became {}", short.cost, long.cost);
        prop_assert!(long.bound >= short.bound, "{} became {}", short.bound, long.bound);
    }

    #[test]
    fn a_wish_to_stop_is_obeyed(seed in any::<u64>(), events in 0usize..5) {
        let instance = Instance::new(tiny::instance(seed, SMALL)).expect("valid");
        let stop = AtomicBool::new(false);
        let mut seen = 0;
        let mut report = |_| {
            seen += 1;
            if seen > events {
                stop.store(true, Ordering::Relaxed);
            }
        };
        let options = Options { seed, threads: 1, time: None, steps: Some(3000) };
        let control = &mut Control { clock: &|| Duration::ZERO, stop: &stop, report: &mut report };
        let answer = design(&instance, &options, control);
        prop_assert!(score(&instance, &answer.solution).broken.is_empty());
    }
}

#[test]
fn the_same_seed_gives_the_same_answer_on_any_number_of_threads_asked_for() {
    let instance = Instance::new(tiny::instance(5, SMALL)).expect("valid");
    for threads in [1, 2, 3] {
        let options = Options {
            seed: 9,
            threads,
            time: None,
            steps: Some(150),
        };
        let first = quietly(|c| design(&instance, &options, c));
        assert_eq!(
            first,
            quietly(|c| design(&instance, &options, c)),
            "{threads} threads"
        );
    }
}

/// The least cost over every slot and leader of every group: only for the tiniest of instances.
fn best_design(instance: &Instance, solution: &mut Solution, g: usize, best: &mut i64) {
    if g == instance.groups().len() {
        if score(instance, solution).broken.is_empty() {
            *best = (*best).min(brute_force(instance, solution));
        }
        return;
    }
    solution.groups[g] = None;
    best_design(instance, solution, g + 1, best);
    for option in 0..instance.options(g).len() as u32 {
        for &leader in instance.leaders(g).iter().take(1) {
            solution.groups[g] = Some(Running { option, leader });
            best_design(instance, solution, g + 1, best);
        }
    }
    solution.groups[g] = None;
}

#[test]
fn the_bound_of_a_design_is_never_above_the_best_there_is() {
    let size = Size {
        people: 2,
        process: 1,
        others: 2,
        units: 4,
    };
    let mut useful = 0;
    for seed in 0..40 {
        let mut form = tiny::instance(seed, size);
        form.w.dose_floor = 3;
        form.w.day_min = 1;
        let instance = Instance::new(form).expect("valid");
        let mut best = i64::MAX;
        best_design(&instance, &mut Solution::empty(&instance), 0, &mut best);
        let answer = quietly(|c| design(&instance, &steps(seed, 400), c));
        // Only the first leader was tried above, so the search may do better than `best`.
        assert!(
            answer.bound <= best.min(answer.cost),
            "seed {seed}: bound {} best {best}",
            answer.bound
        );
        useful += usize::from(answer.bound > 0);
    }
    assert!(
        useful > 20,
        "a bound of 0 proves nothing; {useful} were above"
    );
}

#[test]
fn more_room_never_makes_the_bound_worse() {
    for seed in 0..20 {
        let form = tiny::instance(seed, TINY);
        let bound = |form| {
            let instance = Instance::new(form).expect("valid");
            quietly(|c| design(&instance, &steps(1, 300), c)).bound
        };
        let before = bound(form.clone());
        let mut roomy = form;
        for row in &mut roomy.participants[0].avail {
            row.fill(0);
        }
        // The prices of the bound are found by a method that stops early, hence the allowance.
        let after = bound(roomy);
        assert!(
            after <= before + before / 20 + 40,
            "seed {seed}: {before} became {after}"
        );
    }
}
