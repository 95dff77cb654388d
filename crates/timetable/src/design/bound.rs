//! A bound on every design: where process groups can be at once decides who can have a week.
//!
//! Each person's least week around each process slot is known ([`super::alone::Alone`]). Everything else that people
//! compete for is forgotten, except that a process group has one slot, seats, a smallest size and a price. With the
//! rule that everybody sits in one group (or none, at the price of no week) relaxed by a price per person, groups
//! decompose: each chooses its best slot and members by sorting. A subgradient method finds good prices. What is proved
//! is a capacitated facility location bound; it never needs an answer from the search.

use super::alone::Ground;
use super::site::Places;
use super::state::unplaced_cost;
use crate::instance::{Instance, Kind};
use crate::week::{INFINITE, SCALE, attendance_cost};

/// Share of Polyak's step at first.
const STEP_FIRST: f64 = 1.0;
/// Below this share the prices have settled.
const STEP_LAST: f64 = 0.002;
/// Rounds without progress before steps are shortened.
const STALL: u32 = 12;
/// By how much they are shortened.
const SHORTEN: f64 = 0.75;

/// One process group with everybody who may join it.
struct ProcessChoice {
    group: usize,
    people: Vec<u32>,
    /// By slot: the scaled cost of running there.
    run: Vec<i64>,
    /// By slot, then by the position in `people`: the scaled least cost, or infinity.
    costs: Vec<Vec<i64>>,
}

/// The bound in the making.
pub(crate) struct DesignBound<'a> {
    instance: &'a Instance,
    choices: Vec<ProcessChoice>,
    /// Scaled price of leaving each person out of every group.
    price: Vec<f64>,
    best_price: Vec<f64>,
    /// Scaled.
    pub bound: i64,
    step: f64,
    stalled: u32,
    chosen: Vec<u32>,
    sorted: Vec<(i64, u32)>,
}

impl<'a> DesignBound<'a> {
    /// Starts from everybody's least costs; no bound when they cannot be told.
    pub fn new(
        instance: &'a Instance,
        places: &Places,
        ground: &mut Ground,
    ) -> Option<DesignBound<'a>> {
        let process = |g: &usize| instance.groups[*g].kind == Kind::Process;
        let empty = |group| {
            let slots = places.slots(group);
            let meetings = |o: &u32| instance.options(group)[*o as usize].meetings.len() as i64;
            let run = slots
                .iter()
                .map(|o| meetings(o) * instance.weights.run_meeting * SCALE)
                .collect();
            ProcessChoice {
                group,
                people: Vec::new(),
                run,
                costs: vec![Vec::new(); slots.len()],
            }
        };
        let mut choices: Vec<ProcessChoice> = (0..instance.groups.len())
            .filter(process)
            .map(empty)
            .collect();
        let mut choice_of = vec![usize::MAX; instance.groups.len()];
        choices
            .iter()
            .enumerate()
            .for_each(|(c, choice)| choice_of[choice.group] = c);
        for p in 0..instance.people.len() {
            for g in instance.eligible[p]
                .iter()
                .map(|g| *g as usize)
                .filter(process)
            {
                let choice = &mut choices[choice_of[g]];
                choice.people.push(p as u32);
                let more = attendance_cost(instance, p, g) * SCALE;
                let row = ground.row(p, g)?;
                for (costs, option) in choice.costs.iter_mut().zip(places.slots(g)) {
                    costs.push(row[*option as usize].saturating_add(more).min(INFINITE));
                }
            }
        }
        let price: Vec<f64> = (0..instance.people.len())
            .map(|p| float(unplaced_cost(instance, p)))
            .collect();
        Some(DesignBound {
            instance,
            choices,
            best_price: price.clone(),
            price,
            bound: i64::MIN,
            step: STEP_FIRST,
            stalled: 0,
            chosen: vec![0; instance.people.len()],
            sorted: Vec::new(),
        })
    }

    /// By person: what a place in a process group is worth at the best prices, scaled.
    pub fn worth(&self) -> Vec<i64> {
        self.best_price.iter().map(|v| whole(*v)).collect()
    }

    /// Whether further rounds would hardly help.
    pub fn settled(&self) -> bool {
        self.step < STEP_LAST
    }

    /// One round of prices; `best` is the scaled cost of the best timetable known.
    pub fn round(&mut self, best: i64) {
        self.chosen.fill(0);
        let whole: Vec<i64> = self.price.iter().map(|v| whole(*v)).collect();
        let mut value: i64 = whole.iter().sum();
        for c in 0..self.choices.len() {
            value += self.choose(c, &whole);
        }
        if value > self.bound {
            self.bound = value;
            self.best_price.clone_from(&self.price);
            self.stalled = 0;
        } else {
            self.stalled += 1;
            if self.stalled >= STALL {
                self.stalled = 0;
                self.step *= SHORTEN;
                self.price.clone_from(&self.best_price);
                return;
            }
        }
        self.walk(best);
    }

    /// The best slot and members of one group at these prices; its value, at most 0.
    fn choose(&mut self, c: usize, price: &[i64]) -> i64 {
        let choice = &self.choices[c];
        let i = self.instance;
        let group = &i.groups[choice.group];
        let small = i.weights.small * SCALE;
        let mut best: (i64, Vec<u32>) = (0, Vec::new());
        for (costs, run) in choice.costs.iter().zip(&choice.run) {
            self.sorted.clear();
            for (p, cost) in choice.people.iter().zip(costs) {
                let gain = cost - price[*p as usize];
                if gain < small {
                    self.sorted.push((gain, *p));
                }
            }
            self.sorted.sort_unstable();
            let mut sum = run + small * i64::from(group.smallest);
            let mut least = (sum, 0);
            // Up to the smallest size a member also takes away the price of an empty seat. So it can pay to have
            // somebody who costs more than they are priced at, and the list above goes up to there.
            for (n, (gain, _)) in self.sorted.iter().take(group.seats as usize).enumerate() {
                sum += gain
                    - if (n as u32) < group.smallest {
                        small
                    } else {
                        0
                    };
                if sum < least.0 {
                    least = (sum, n + 1);
                }
            }
            if least.0 < best.0 {
                best = (
                    least.0,
                    self.sorted[..least.1].iter().map(|s| s.1).collect(),
                );
            }
        }
        for p in best.1 {
            self.chosen[p as usize] += 1;
        }
        best.0
    }

    fn walk(&mut self, best: i64) {
        let most = |p: usize| float(unplaced_cost(self.instance, p));
        let pull = |p: usize| 1.0 - f64::from(self.chosen[p]);
        let people = 0..self.price.len();
        let free = |p: &usize| !(self.price[*p] >= most(*p) && pull(*p) > 0.0);
        // A price at its most stays there when it is pulled up. Counted in the length, such pulls would make every
        // step too short: on a site where many have no week they are most of them.
        let norm: f64 = people.clone().filter(free).map(|p| pull(p) * pull(p)).sum();
        if norm == 0.0 {
            return;
        }
        let length = self.step * float((best - self.bound).max(SCALE)) / norm;
        let next: Vec<f64> = people
            .map(|p| (self.price[p] + length * pull(p)).min(most(p)))
            .collect();
        self.price = next;
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "scaled costs are far below 2^53"
)]
fn float(cost: i64) -> f64 {
    cost as f64
}

/// Prices are rounded before they are used, so that the bound is exact.
fn whole(price: f64) -> i64 {
    price.round() as i64
}
