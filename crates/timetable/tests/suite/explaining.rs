//! Explanations are true: what they say it would take does take it, and the differences are the re-solved ones.

use crate::assigning::{quietly, steps};
use crate::tiny::{self, Size};
use timetable::explain::{self, Wanted};
use timetable::{Broken, Instance, design, place_one, score};

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

/// Few hours are anybody's own: one change is often not enough.
fn scarce(seed: u64) -> timetable::form::InstanceForm {
    let mut form = tiny::instance(seed, SMALL);
    let mut dice = tiny::Dice::new(seed);
    for unit in form
        .participants
        .iter_mut()
        .flat_map(|p| p.avail.iter_mut().flatten())
    {
        if dice.chance(40) {
            *unit = -1;
        }
    }
    form
}

#[test]
fn nobody_without_a_week_is_without_an_answer() {
    let (mut singles, mut pairs, mut neither, mut at_expense) = (0, 0, 0, 0);
    let tight = (0..30).map(|seed| (seed, tiny::instance(seed, SMALL)));
    for (seed, form) in tight.chain((0..20).map(|seed| (seed, scarce(seed)))) {
        let instance = Instance::new(form).expect("valid");
        let solution = quietly(|c| design(&instance, &steps(seed, 30), c)).solution;
        for p in (0..instance.people().len()).filter(|p| solution.weeks[*p].is_none()) {
            let why = explain::why_not_placed(&instance, &solution, p);
            assert!(
                !why.sentence.contains("no single change"),
                "{}",
                why.sentence
            );
            if why.possible_now.is_some() {
                continue;
            }
            for pair in &why.two_steps {
                assert!(why.remedies.is_empty(), "one change is enough");
                assert_eq!(pair.changes.len(), 2, "{pair:?}");
                let (then, mut with) = explain::relaxed_by(&instance, &solution, p, &pair.changes);
                with.weeks[p] = Some(pair.week.clone());
                let broken = score(&then, &with).broken;
                assert!(broken.is_empty(), "{pair:?}: {broken:?}");
                for one in &pair.changes {
                    let (then, with) = explain::relaxed(&instance, &solution, p, one);
                    let alone = place_one(&then, &with, p).weeks;
                    assert!(alone.is_empty(), "{one:?} alone would be enough");
                }
            }
            if let Some(forced) = &why.at_others_expense {
                assert!(score(&instance, &forced.solution).broken.is_empty());
                assert!(forced.solution.weeks[p].is_some());
                assert!(
                    !forced.moved.is_empty(),
                    "a week in nobody's way is possible now"
                );
                at_expense += 1;
            }
            let nearest = why.nearest.expect("an answer");
            lacks_what_it_says(&instance, &solution, p, &nearest);
            match (why.remedies.is_empty(), why.two_steps.is_empty()) {
                (false, _) => singles += 1,
                (true, false) => pairs += 1,
                (true, true) => neither += 1,
            }
        }
    }
    assert!(
        singles > 10 && pairs > 0 && at_expense > 0,
        "{singles} with one change, {pairs} with two, {neither} with a nearest week, {at_expense} at others' expense"
    );
}

/// The nearest week breaks no rule but those on hours and days, and its hours are what is said.
fn lacks_what_it_says(
    instance: &Instance,
    solution: &timetable::Solution,
    p: usize,
    nearest: &explain::Nearest,
) {
    let floor = instance.limits().floor_units;
    assert_eq!(nearest.short_units, floor.saturating_sub(nearest.units));
    if nearest.week.groups.is_empty() {
        assert_eq!(nearest.short_units, floor);
        return;
    }
    let (then, mut with) = explain::relaxed_by(instance, solution, p, &nearest.changes);
    with.weeks[p] = Some(nearest.week.clone());
    let broken = score(&then, &with).broken;
    for one in &broken {
        match one {
            Broken::BelowFloor { person, units } => {
                assert_eq!((*person, *units), (p, nearest.units));
            }
            Broken::Days { person, days } => assert_eq!((*person, *days), (p, nearest.days)),
            Broken::DayUnits { person, .. } => assert_eq!(*person, p),
            other => panic!("{other}"),
        }
    }
    let short = broken
        .iter()
        .any(|one| matches!(one, Broken::BelowFloor { .. }));
    assert_eq!(short, nearest.short_units > 0);
}

#[test]
fn an_opening_places_whom_it_says_and_nobody_loses_a_week() {
    let (mut openings, mut several) = (0, 0);
    for seed in 0..60 {
        let instance = Instance::new(tiny::instance(seed, SMALL)).expect("valid");
        let solution = quietly(|c| design(&instance, &steps(seed, 30), c)).solution;
        let answers = explain::answers(&instance, &solution, 0, &|_| Vec::new());
        let without: Vec<usize> = (0..instance.people().len())
            .filter(|p| solution.weeks[*p].is_none())
            .collect();
        let answered: Vec<usize> = answers.people.iter().map(|(p, _)| *p).collect();
        assert_eq!(answered, without);
        for one in &answers.openings {
            let (then, _) = explain::opened(&instance, &solution, one.person, &one.changes);
            let broken = score(&then, &one.solution).broken;
            assert!(broken.is_empty(), "{:?}: {broken:?}", one.changes);
            assert!(!one.people.is_empty());
            for p in &one.people {
                assert!(without.contains(p) && one.solution.weeks[*p].is_some());
            }
            for (p, week) in solution.weeks.iter().enumerate() {
                assert!(
                    week.is_none() || one.solution.weeks[p].is_some(),
                    "{p} lost theirs"
                );
                let other = week.is_some() && *week != one.solution.weeks[p];
                assert_eq!(other, one.moved.contains(&p));
            }
            openings += 1;
            several += usize::from(one.people.len() > 1);
        }
        let worth = |one: &explain::Opening, other: &explain::Opening| {
            one.people.len() as i64 * other.effort
        };
        for two in answers.openings.windows(2) {
            assert!(
                worth(&two[0], &two[1]) >= worth(&two[1], &two[0]),
                "{two:?}"
            );
        }
        // The same question has the same answer.
        assert_eq!(
            answers,
            explain::answers(&instance, &solution, 0, &|_| Vec::new())
        );
    }
    assert!(
        openings > 20 && several > 0,
        "{openings} openings, {several} for several people"
    );
}

/// Whoever sits in a group is barred from it for its language and loses their week: the group is what it would take.
#[test]
fn a_group_in_another_language_is_an_answer_for_whoever_it_is_barred_to() {
    let mut opened = 0;
    for seed in 0..40 {
        let free = Instance::new(tiny::instance(seed, SMALL)).expect("valid");
        let solution = quietly(|c| design(&free, &steps(seed, 30), c)).solution;
        let sits = |p: &usize| {
            let week = solution.weeks[*p].as_ref();
            week.is_some_and(|week| week.groups.contains(&0))
        };
        for p in (0..free.people().len()).filter(sits) {
            let mut form = tiny::instance(seed, SMALL);
            form.participants[p].barred = vec![0];
            let instance = Instance::new(form).expect("valid");
            let mut without = solution.clone();
            without.weeks[p] = None;
            let language = explain::Relaxation::Language { group: 0 };
            let why = explain::why_not_placed_beside(&instance, &without, p, &[0]);
            if why.possible_now.is_none() {
                let found = why.remedies.iter().find(|r| r.relaxation == language);
                let found = found.expect("the group gives them a week");
                assert!(found.week.groups.contains(&0));
                opened += 1;
            }
            let unasked = explain::why_not_placed(&instance, &without, p);
            assert!(unasked.remedies.iter().all(|r| r.relaxation != language));
        }
    }
    assert!(opened > 5, "{opened} are too few to test");
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
