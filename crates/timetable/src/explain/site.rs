//! What holds a site back most: the changes that would give the most people a week, found by trying them.

use super::obstacle::Relaxation;
use super::opening::{Answers, answers};
use super::words::capital;
use super::{REASONS_MAX, words};
use crate::instance::Instance;
use crate::score::score_week;
use crate::solution::Solution;
use std::collections::BTreeMap;

/// One thing that holds a site back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holding {
    /// These changes would give these people a week.
    Obstacle {
        /// The changes; all of them the site's.
        changes: Vec<Relaxation>,
        /// Who.
        people: Vec<usize>,
        /// What their being without a week costs now.
        cost: i64,
        /// In words.
        sentence: String,
    },
    /// Nothing that the site could change was found for this person: what it would take, or the nearest week.
    Nearest {
        /// Who.
        person: usize,
        /// What their being without a week costs now.
        cost: i64,
        /// In words.
        sentence: String,
    },
    /// A part of the cost of those who have a week.
    Part {
        /// Which.
        part: &'static str,
        /// How much of it.
        cost: i64,
        /// How many people it concerns.
        people: usize,
        /// In words.
        sentence: String,
    },
}

impl Holding {
    /// In words.
    pub fn sentence(&self) -> &str {
        match self {
            Holding::Obstacle { sentence, .. }
            | Holding::Nearest { sentence, .. }
            | Holding::Part { sentence, .. } => sentence,
        }
    }

    fn cost(&self) -> i64 {
        match self {
            Holding::Obstacle { cost, .. }
            | Holding::Nearest { cost, .. }
            | Holding::Part { cost, .. } => *cost,
        }
    }
}

/// The at most three things that hold a site back most, heaviest first.
pub fn holding_back(instance: &Instance, solution: &Solution, site: usize) -> Vec<Holding> {
    let placed: Vec<usize> = (0..instance.people.len())
        .filter(|p| instance.people[*p].site == site && solution.weeks[*p].is_some())
        .collect();
    let found = answers(instance, solution, site, &|_| Vec::new());
    let mut all = obstacles(instance, &found);
    all.extend(parts(instance, solution, &placed));
    all.sort_by_key(|h| std::cmp::Reverse(h.cost()));
    all.truncate(REASONS_MAX);
    all
}

/// The site's openings, and everybody whom none of them helps.
fn obstacles(instance: &Instance, found: &Answers) -> Vec<Holding> {
    let price = |p: usize| instance.weights.unplaced * i64::from(instance.people[p].acuity);
    let of_site = found.openings.iter().filter(|one| one.is_of_site());
    let helped: Vec<usize> = of_site.clone().flat_map(|one| one.people.clone()).collect();
    let opening = of_site.map(|one| Holding::Obstacle {
        changes: one.changes.clone(),
        people: one.people.clone(),
        cost: one.people.iter().map(|p| price(*p)).sum(),
        sentence: one.sentence.clone(),
    });
    let others = found.people.iter().filter(|(p, _)| !helped.contains(p));
    let nearest = others.map(|(p, why)| Holding::Nearest {
        person: *p,
        cost: price(*p),
        sentence: why.sentence.clone(),
    });
    opening.chain(nearest).collect()
}

/// Parts of the cost of those who have a week.
fn parts(instance: &Instance, solution: &Solution, placed: &[usize]) -> Vec<Holding> {
    let mut sums: BTreeMap<&'static str, (i64, usize)> = BTreeMap::new();
    for &p in placed {
        let Some(week) = &solution.weeks[p] else {
            continue;
        };
        let own = score_week(instance, solution, p, week, &mut Vec::new());
        for (name, cost) in own.named().into_iter().filter(|(_, c)| *c > 0) {
            let sum = sums.entry(name).or_default();
            sum.0 += cost;
            sum.1 += 1;
        }
    }
    let holding = |(part, (cost, people))| {
        let sentence = format!(
            "{} costs {cost}, over {}.",
            capital(part),
            words::people(people)
        );
        Holding::Part {
            part,
            cost,
            people,
            sentence,
        }
    };
    sums.into_iter().map(holding).collect()
}
