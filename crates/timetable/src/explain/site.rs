//! What holds a site back most: the single changes that would give the most people a week, found by trying them.

use super::obstacle::{Relaxation, Remedy, WhyNotPlaced, why_not_placed};
use super::{REASONS_MAX, words};
use crate::instance::Instance;
use crate::score::score_week;
use crate::solution::Solution;
use std::collections::BTreeMap;

/// Most people without a week whose obstacles are looked for.
pub const PEOPLE_MAX: usize = 60;

/// One thing that holds a site back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holding {
    /// This change would give these people, one by one, a week.
    Obstacle {
        /// The change, as it would be for the first of them.
        relaxation: Relaxation,
        /// Who.
        people: Vec<usize>,
        /// What their being without a week costs now.
        cost: i64,
        /// In words.
        sentence: String,
    },
    /// These people fit no week, and no single change that was tried is enough.
    NoSingleChange {
        /// Who.
        people: Vec<usize>,
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
            | Holding::NoSingleChange { sentence, .. }
            | Holding::Part { sentence, .. } => sentence,
        }
    }

    fn cost(&self) -> i64 {
        match self {
            Holding::Obstacle { cost, .. }
            | Holding::NoSingleChange { cost, .. }
            | Holding::Part { cost, .. } => *cost,
        }
    }
}

/// The at most three things that hold a site back most, heaviest first.
pub fn holding_back(instance: &Instance, solution: &Solution, site: usize) -> Vec<Holding> {
    let here: Vec<usize> = (0..instance.people.len())
        .filter(|p| instance.people[*p].site == site)
        .collect();
    let (placed, unplaced): (Vec<usize>, Vec<usize>) =
        here.into_iter().partition(|p| solution.weeks[*p].is_some());
    let why: Vec<(usize, WhyNotPlaced)> = unplaced
        .into_iter()
        .take(PEOPLE_MAX)
        .map(|p| (p, why_not_placed(instance, solution, p)))
        .collect();
    let mut all = obstacles(instance, &why);
    all.extend(parts(instance, solution, &placed));
    all.sort_by_key(|h| std::cmp::Reverse(h.cost()));
    all.truncate(REASONS_MAX);
    all
}

/// What makes two people's remedies the same change.
fn key(r: &Relaxation) -> Option<Relaxation> {
    match r {
        // Hours, telehealth and track are somebody's own life: a site cannot change them for everybody at once.
        Relaxation::Hours { .. } | Relaxation::Telehealth | Relaxation::GeneralTrack => None,
        Relaxation::NewGroup { like, option, .. } => Some(Relaxation::NewGroup {
            like: *like,
            option: *option,
            leader: None,
        }),
        seat @ Relaxation::Seat { .. } => Some(seat.clone()),
    }
}

/// Changes by how much they are worth, each counting only people that no earlier one helps.
fn obstacles(instance: &Instance, why: &[(usize, WhyNotPlaced)]) -> Vec<Holding> {
    let price = |p: usize| instance.weights.unplaced * i64::from(instance.people[p].acuity);
    let mut open: Vec<usize> = (0..why.len())
        .filter(|n| why[*n].1.possible_now.is_none())
        .collect();
    let mut all = Vec::new();
    loop {
        let mut helped: BTreeMap<Relaxation, Vec<(usize, &Remedy)>> = BTreeMap::new();
        for &n in &open {
            for r in &why[n].1.remedies {
                if let Some(key) = key(&r.relaxation) {
                    helped.entry(key).or_default().push((n, r));
                }
            }
        }
        let worth =
            |list: &[(usize, &Remedy)]| list.iter().map(|(n, _)| price(why[*n].0)).sum::<i64>();
        let ease =
            |list: &[(usize, &Remedy)]| list.iter().map(|(_, r)| r.burden).min().unwrap_or(0);
        let best = helped
            .values()
            .max_by_key(|l| (worth(l), std::cmp::Reverse(ease(l))));
        let Some(list) = best else { break };
        let people: Vec<usize> = list.iter().map(|(n, _)| why[*n].0).collect();
        let relaxation = list[0].1.relaxation.clone();
        let gone: Vec<usize> = list.iter().map(|(n, _)| *n).collect();
        let what = relaxation.in_words(instance, people[0]);
        let sentence = format!(
            "{} would give {} a week.",
            capital(&what),
            words::people(people.len())
        );
        all.push(Holding::Obstacle {
            relaxation,
            cost: worth(list),
            people,
            sentence,
        });
        open.retain(|n| !gone.contains(n));
    }
    if !open.is_empty() {
        let people: Vec<usize> = open.iter().map(|n| why[*n].0).collect();
        let cost = people.iter().map(|p| price(*p)).sum();
        let sentence = format!(
            "For {}, no single change that was tried at the site makes a week possible.",
            words::people(people.len())
        );
        all.push(Holding::NoSingleChange {
            people,
            cost,
            sentence,
        });
    }
    all
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

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
