//! Place one is exact: it equals brute force, and more room never makes it worse.

use crate::tiny::{self, Dice};
use timetable::form::InstanceForm;
use timetable::{Broken, Instance, Kind, Meeting, Running, Solution, Week, place_one, score};

/// Groups at random hours with a leader who may; nobody placed. What breaks a rule is taken out again.
pub fn random_groups(seed: u64, instance: &Instance) -> Solution {
    let d = &mut Dice::new(seed);
    let mut solution = Solution::empty(instance);
    for g in 0..instance.groups().len() {
        for _ in 0..6 {
            let leaders = instance.leaders(g);
            let options = instance.options(g).len() as u64;
            if leaders.is_empty() || options == 0 {
                continue;
            }
            let leader = leaders[d.below(leaders.len() as u64) as usize];
            solution.groups[g] = Some(Running {
                option: d.below(options) as u32,
                leader,
            });
            if score(instance, &solution).broken.is_empty() {
                break;
            }
            solution.groups[g] = None;
        }
    }
    solution
}

/// Every week of a person, by trying all subsets of groups and every individual session.
pub fn all_weeks(instance: &Instance, solution: &Solution, person: usize) -> Vec<Week> {
    let running: Vec<u32> = instance
        .eligible(person)
        .iter()
        .copied()
        .filter(|g| solution.groups[*g as usize].is_some())
        .collect();
    let mut sessions = vec![vec![]];
    for day in 0..instance.days() {
        for &start in instance.individual_starts() {
            sessions.push(vec![Meeting {
                day: day as u8,
                start,
            }]);
        }
    }
    let mut alone = solution.clone();
    alone.weeks.fill(None);
    let mut weeks = Vec::new();
    for subset in 0u32..1 << running.len() {
        let groups: Vec<u32> = running
            .iter()
            .enumerate()
            .filter(|(i, _)| subset >> i & 1 == 1)
            .map(|(_, g)| *g)
            .collect();
        for individual in &sessions {
            let week = Week {
                groups: groups.clone(),
                individual: individual.clone(),
            };
            alone.weeks[person] = Some(week.clone());
            if score(instance, &alone).broken.is_empty() {
                weeks.push(week);
            }
        }
    }
    weeks
}

fn brute_force(instance: &Instance, solution: &Solution, person: usize) -> Option<i64> {
    let mut without = solution.clone();
    without.weeks[person] = None;
    let base = score(instance, &without).total
        - instance.weights().unplaced * i64::from(instance.people()[person].acuity);
    let with = |week| {
        without.weeks[person] = Some(week);
        let s = score(instance, &without);
        s.broken.is_empty().then_some(s.total - base)
    };
    all_weeks(instance, solution, person)
        .into_iter()
        .filter_map(with)
        .min()
}

/// A random instance in which some groups meet on two days, often too long before or after the process group.
fn of_several_days(seed: u64) -> InstanceForm {
    let mut form = tiny::instance(seed, tiny::TINY);
    form.w.span_max = 4;
    let both = |start: usize| {
        [0, 1].map(|day| Meeting {
            day,
            start: start as u8,
        })
    };
    for kind in [Kind::Education, Kind::Holistic] {
        let options = (0..form.units - 1).map(|start| both(start).to_vec());
        form.options.insert(kind, options.collect());
    }
    form
}

#[test]
fn no_day_is_longer_than_it_may_be_where_groups_meet_on_several_days() {
    let mut placed = 0;
    for seed in 0..150 {
        let instance = Instance::new(of_several_days(seed)).expect("valid");
        let mut solution = random_groups(seed, &instance);
        for person in 0..instance.people().len() {
            let choices = place_one(&instance, &solution, person);
            let possible = brute_force(&instance, &solution, person);
            assert_eq!(choices.weeks.is_empty(), possible.is_none(), "seed {seed}");
            for choice in &choices.weeks {
                solution.weeks[person] = Some(choice.week.clone());
                let broken = score(&instance, &solution).broken;
                assert!(broken.is_empty(), "seed {seed} person {person}: {broken:?}");
            }
            solution.weeks[person] = choices.weeks.first().map(|w| w.week.clone());
            placed += usize::from(solution.weeks[person].is_some());
        }
    }
    assert!(placed > 50, "only {placed} were placed");
}

#[test]
fn place_one_equals_brute_force() {
    let mut placed = 0;
    for seed in 0..150 {
        let instance = Instance::new(tiny::instance(seed, tiny::TINY)).expect("valid");
        let mut solution = random_groups(seed, &instance);
        for person in 0..instance.people().len() {
            let choices = place_one(&instance, &solution, person);
            let ours = choices.weeks.first().map(|w| w.cost);
            assert_eq!(
                ours,
                brute_force(&instance, &solution, person),
                "seed {seed} person {person}"
            );
            assert!(choices.exact);
            // Later people find seats and sessions taken.
            solution.weeks[person] = choices.weeks.first().map(|w| w.week.clone());
            placed += usize::from(solution.weeks[person].is_some());
            assert!(score(&instance, &solution).broken.is_empty());
        }
    }
    assert!(
        placed > 50,
        "the instances must be worth testing, {placed} were placed"
    );
}

#[test]
fn nobody_is_placed_in_a_group_that_is_barred_to_them() {
    let mut barred = 0;
    for seed in 0..40 {
        let mut form = tiny::instance(seed, tiny::TINY);
        let open = Instance::new(form.clone()).expect("valid");
        let solution = random_groups(seed, &open);
        let Some(best) = place_one(&open, &solution, 0).weeks.into_iter().next() else {
            continue;
        };
        let group = best.week.groups[0];
        form.participants[0].barred = vec![group as usize, group as usize];
        let instance = Instance::new(form).expect("valid");
        for choice in place_one(&instance, &solution, 0).weeks {
            assert!(!choice.week.groups.contains(&group), "seed {seed}");
        }
        let mut forced = solution.clone();
        forced.weeks[0] = Some(best.week);
        let broken = score(&instance, &forced).broken;
        let named = Broken::NotEligible {
            person: 0,
            group: group as usize,
        };
        assert!(broken.contains(&named), "seed {seed}: {broken:?}");
        barred += 1;
    }
    assert!(barred > 5, "{barred} are too few to test");
}

#[test]
fn a_group_that_does_not_exist_cannot_be_barred() {
    let mut form = tiny::instance(0, tiny::TINY);
    form.participants[0].barred = vec![form.series.len()];
    let refused = Instance::new(form).expect_err("there is no such group");
    assert_eq!(refused.field, "participants[0].barred");
}

/// The cost of the best week, and a price above any week's for none.
fn best_or_none(instance: &Instance, solution: &Solution, person: usize) -> i64 {
    place_one(instance, solution, person)
        .weeks
        .first()
        .map_or(1_000_000, |w| w.cost)
}

#[test]
fn more_room_never_makes_the_best_week_worse() {
    let mut better = 0;
    for seed in 0..60 {
        let form = tiny::instance(seed, tiny::TINY);
        let before = Instance::new(form.clone()).expect("valid");
        let solution = random_groups(seed, &before);
        let d = &mut Dice::new(seed);
        let mut roomier = vec![form.clone(); 3];
        for g in &mut roomier[0].series {
            // Below the smallest size members count in a week's favour, which a seat does not change.
            g.cap += 1;
        }
        let row = &mut roomier[1].participants[0].avail[d.below(3) as usize];
        for unit in row {
            *unit = (*unit).max(0);
        }
        for f in &mut roomier[2].staff {
            f.avail.iter_mut().for_each(|row| row.fill(1));
            f.max_units += 10;
        }
        for form in roomier {
            let after = Instance::new(form).expect("valid");
            let (old, new) = (
                best_or_none(&before, &solution, 0),
                best_or_none(&after, &solution, 0),
            );
            assert!(new <= old, "seed {seed}: {old} became {new}");
            better += usize::from(new < old);
        }
    }
    assert!(
        better > 10,
        "more room must sometimes help, it did {better} times"
    );
}

#[test]
fn relabeling_people_and_groups_does_not_change_the_cost() {
    for seed in 0..60 {
        let form = tiny::instance(seed, tiny::TINY);
        let instance = Instance::new(form.clone()).expect("valid");
        let solution = random_groups(seed, &instance);
        let (people, groups) = (form.participants.len(), form.series.len());
        let mut turned = form;
        turned.participants.reverse();
        turned.series.reverse();
        for p in &mut turned.participants {
            p.prev = p.prev.map(|g| groups - 1 - g);
        }
        let turned = Instance::new(turned).expect("valid");
        let mut turned_solution = solution.clone();
        turned_solution.groups.reverse();
        for p in 0..people {
            let same = best_or_none(&turned, &turned_solution, people - 1 - p);
            assert_eq!(
                best_or_none(&instance, &solution, p),
                same,
                "seed {seed} person {p}"
            );
        }
    }
}
