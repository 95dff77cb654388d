//! Repair: no rule broken, pins kept, and nobody touched who need not be.

use crate::assigning::{quietly, steps};
use crate::tiny::{self, Dice, Size};
use timetable::{Change, Disruption, Instance, Repaired, Running, Solution, design, repair, score};

const SMALL: Size = Size {
    people: 6,
    process: 2,
    others: 5,
    units: 9,
};

fn published(instance: &Instance, seed: u64) -> Solution {
    quietly(|c| design(instance, &steps(seed, 40), c)).solution
}

/// With people far dearer than anything else, so that the fewest are touched.
fn gentle() -> Disruption {
    Disruption {
        person: 1_000_000,
        group: 1,
        leader: 0,
        ..Disruption::default()
    }
}

fn mend(
    instance: &Instance,
    solution: &Solution,
    change: Change,
    disruption: &Disruption,
) -> Repaired {
    let repaired = quietly(|c| repair(instance, solution, &[change], disruption, &steps(1, 25), c));
    let repaired = repaired.expect("a published week that keeps the rules");
    let s = score(&repaired.instance, &repaired.solution);
    assert!(s.broken.is_empty(), "{change:?}: {:?}", s.broken);
    assert_eq!(s.total, repaired.cost);
    repaired
}

fn some_change(d: &mut Dice, instance: &Instance) -> Change {
    let day = d.below(instance.days() as u64) as usize;
    let from = d.below(instance.units() as u64 - 3) as usize;
    match d.below(4) {
        0 => Change::RoomGone {
            room: d.below(2) as usize,
        },
        1 => Change::PersonBusy {
            person: d.below(6) as usize,
            day,
            from,
            to: from + 3,
        },
        2 => Change::SiteClosed { site: 0, day },
        _ => Change::StaffOut {
            staff: d.below(4) as usize,
            day,
            from,
            to: from + 4,
        },
    }
}

/// Whether these people can all keep their week: their groups keep their slots under some leaders, all at once.
fn can_stay(after: &Instance, published: &Solution, people: &[usize]) -> bool {
    let mut kept = Solution::empty(after);
    let mut needed = Vec::new();
    for &p in people {
        kept.weeks[p].clone_from(&published.weeks[p]);
        needed.extend(
            published.weeks[p]
                .iter()
                .flat_map(|w| w.groups.iter().map(|g| *g as usize)),
        );
    }
    needed.sort_unstable();
    needed.dedup();
    lead_all(after, published, &mut kept, &needed)
}

fn lead_all(after: &Instance, published: &Solution, kept: &mut Solution, groups: &[usize]) -> bool {
    let Some((&g, rest)) = groups.split_first() else {
        return score(after, kept).broken.is_empty();
    };
    let Some(running) = published.groups[g] else {
        return false;
    };
    for &leader in after.leaders(g) {
        kept.groups[g] = Some(Running { leader, ..running });
        if lead_all(after, published, kept, rest) {
            return true;
        }
    }
    kept.groups[g] = None;
    false
}

/// The fewest people who must be touched, by trying every set of people who stay.
fn fewest_touched(after: &Instance, published: &Solution) -> usize {
    let placed: Vec<usize> = (0..published.weeks.len())
        .filter(|p| published.weeks[*p].is_some())
        .collect();
    let sets = 0u32..1 << placed.len();
    let stay = |set: &u32| {
        placed
            .iter()
            .enumerate()
            .filter(|(n, _)| set >> n & 1 == 1)
            .map(|(_, p)| *p)
            .collect()
    };
    let possible = sets.filter(|set| {
        let people: Vec<usize> = stay(set);
        can_stay(after, published, &people)
    });
    placed.len() - possible.map(u32::count_ones).max().unwrap_or(0) as usize
}

#[test]
fn a_repair_touches_no_more_people_than_it_must() {
    let (mut touched, mut changes) = (0, 0);
    for seed in 0..400 {
        let instance = Instance::new(tiny::instance(seed, SMALL)).expect("valid");
        let solution = published(&instance, seed);
        let change = some_change(&mut Dice::new(seed), &instance);
        let repaired = mend(&instance, &solution, change, &gentle());
        let least = fewest_touched(&repaired.instance, &solution);
        assert_eq!(repaired.touched.len(), least, "seed {seed}: {change:?}");
        touched += least;
        changes += usize::from(least > 0);
    }
    assert!(
        changes > 10,
        "{changes} changes touched {touched} people: too few to test"
    );
}

#[test]
fn what_is_pinned_stays_where_it_can() {
    for seed in 0..40 {
        let instance = Instance::new(tiny::instance(seed, SMALL)).expect("valid");
        let solution = published(&instance, seed);
        let change = some_change(&mut Dice::new(seed + 1000), &instance);
        for p in (0..6).filter(|p| solution.weeks[*p].is_some()) {
            let pinned = Disruption {
                person: 0,
                pinned_people: vec![p],
                ..Disruption::default()
            };
            let repaired = mend(&instance, &solution, change, &pinned);
            if can_stay(&repaired.instance, &solution, &[p]) {
                assert!(
                    !repaired.touched.contains(&p),
                    "seed {seed} person {p}: {change:?}"
                );
            }
        }
    }
}

#[test]
fn nothing_changed_nothing_touched_and_nonsense_is_refused() {
    let instance = Instance::new(tiny::instance(3, SMALL)).expect("valid");
    let solution = published(&instance, 3);
    let none = quietly(|c| {
        repair(
            &instance,
            &solution,
            &[],
            &Disruption::default(),
            &steps(1, 5),
            c,
        )
    })
    .expect("fine");
    assert!(none.touched.is_empty() && none.handed_over.is_empty());
    let odd = [Change::RoomGone { room: 99 }];
    let error = quietly(|c| {
        repair(
            &instance,
            &solution,
            &odd,
            &Disruption::default(),
            &steps(1, 5),
            c,
        )
    });
    assert_eq!(error.expect_err("refused").field, "changes[0].room");
}
