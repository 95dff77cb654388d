//! Explanations are true: what they say it would take does take it, and the differences are the re-solved ones.

use crate::assigning::{quietly, steps};
use crate::tiny::{self, Size};
use timetable::explain::{self, Wanted};
use timetable::{Instance, design, place_one, score};

const SMALL: Size = Size {
    people: 9,
    process: 3,
    others: 8,
    units: 10,
};

#[test]
fn every_remedy_places_the_person() {
    let mut remedies = 0;
    for seed in 0..40 {
        let instance = Instance::new(tiny::instance(seed, SMALL)).expect("valid");
        let solution = quietly(|c| design(&instance, &steps(seed, 30), c)).solution;
        for p in (0..instance.people().len()).filter(|p| solution.weeks[*p].is_none()) {
            let why = explain::why_not_placed(&instance, &solution, p);
            assert_eq!(
                why.possible_now.is_some(),
                !place_one(&instance, &solution, p).weeks.is_empty()
            );
            assert!(
                why.remedies.windows(2).all(|w| w[0].burden <= w[1].burden),
                "cheapest first"
            );
            for remedy in why.remedies {
                let (then, mut with) =
                    explain::relaxed(&instance, &solution, p, &remedy.relaxation);
                let choices = place_one(&then, &with, p);
                let best = choices.weeks.first().expect("the remedy gives them a week");
                assert_eq!(best.cost, remedy.cost);
                with.weeks[p] = Some(remedy.week);
                let broken = score(&then, &with).broken;
                assert!(broken.is_empty(), "{:?}: {broken:?}", remedy.relaxation);
                remedies += 1;
            }
        }
    }
    assert!(remedies > 50, "{remedies} remedies are too few to test");
}

#[test]
fn every_difference_is_the_resolved_difference() {
    let (mut granted, mut moved) = (0, 0);
    for seed in 0..40 {
        let instance = Instance::new(tiny::instance(seed, SMALL)).expect("valid");
        let solution = quietly(|c| design(&instance, &steps(seed, 30), c)).solution;
        let before = score(&instance, &solution).total;
        for p in 0..instance.people().len() {
            let groups = (0..instance.groups().len()).map(Wanted::Group);
            let days = (0..instance.days()).flat_map(|d| [Wanted::Day(d), Wanted::FreeDay(d)]);
            for wanted in groups.chain(days).chain([Wanted::Hour { day: 0, unit: 3 }]) {
                let Ok(forced) = explain::why_not(&instance, &solution, p, wanted) else {
                    continue;
                };
                let after = score(&instance, &forced.solution);
                assert!(after.broken.is_empty(), "{wanted:?}: {:?}", after.broken);
                assert_eq!(after.total - before, forced.difference, "{wanted:?}");
                let week = forced.solution.weeks[p].as_ref().expect("a forced week");
                if let Wanted::Group(g) = wanted {
                    assert!(week.groups.contains(&(g as u32)));
                }
                for other in (0..instance.people().len()).filter(|o| *o != p) {
                    let same = forced.solution.weeks[other] == solution.weeks[other];
                    assert_eq!(same, !forced.moved.contains(&other));
                }
                granted += 1;
                moved += forced.moved.len();
            }
        }
    }
    assert!(
        granted > 200 && moved > 0,
        "{granted} wishes, {moved} people moved"
    );
}

#[test]
fn a_week_that_others_compare_to_is_possible() {
    for seed in 0..30 {
        let instance = Instance::new(tiny::instance(seed, SMALL)).expect("valid");
        let solution = quietly(|c| design(&instance, &steps(seed, 30), c)).solution;
        for p in 0..instance.people().len() {
            let Some(why) = explain::why_this_week(&instance, &solution, p) else {
                continue;
            };
            if let Some(second) = why.second {
                let mut other = solution.clone();
                other.weeks[p] = Some(second.week);
                let s = score(&instance, &other);
                assert!(s.broken.is_empty());
                assert_eq!(s.total - score(&instance, &solution).total, why.difference);
            }
        }
        for h in explain::holding_back(&instance, &solution, 0) {
            assert!(h.sentence().len() > 10);
        }
    }
}
