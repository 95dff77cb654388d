//! A bound on every design: where process groups can be at once decides who can have a week.
//!
//! Each person's least week around each process slot is known ([`Alone`]). Everything else that people compete for is
//! forgotten, except that a process group has one slot, seats, a smallest size and a price. With the rule that
//! everybody sits in one group (or none, at the price of no week) relaxed by a price per person, groups decompose:
//! each chooses its best slot and members by sorting. A subgradient method finds good prices. What is proved is
//! a capacitated facility location bound; it never needs an answer from the search.

use super::alone::Alone;
use super::site::Places;
use super::state::unplaced_cost;
use crate::instance::{Instance, Kind};
use crate::week::{INFINITE, SCALE, attendance_cost};

/// Share of Polyak's step at first.
const STEP_FIRST: f64 = 1.0;
/// Rounds without progress before steps are shortened.
const STALL: u32 = 12;
const SHORTEN: f64 = 0.75;

/// One process group with everybody who may join it.
struct Choice {
    group: usize,
    people: Vec<u32>,
    /// By slot, then by the position in `people`: the scaled least cost, or infinity.
    costs: Vec<Vec<i64>>,
}

/// The bound in the making.
pub(crate) struct DesignBound<'a> {
    instance: &'a Instance,
    choices: Vec<Choice>,
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
    /// Everybody's least costs. `over` is asked now and then whether to give up; then there is no bound.
    pub fn new(
        instance: &'a Instance,
        places: &Places,
        over: &dyn Fn() -> bool,
    ) -> Option<DesignBound<'a>> {
        let mut alone = Alone::new(instance)?;
        let mut choices: Vec<Choice> = instance
            .groups
            .iter()
            .enumerate()
            .filter(|(_, g)| g.kind == Kind::Process)
            .map(|(group, _)| Choice {
                group,
                people: Vec::new(),
                costs: vec![Vec::new(); places.slots(group).len()],
            })
            .collect();
        for p in 0..instance.people.len() {
            if over() {
                return None;
            }
            let mut known: Vec<(usize, u8, Vec<u32>, Vec<i64>)> = Vec::new();
            for c in &mut choices {
                if instance.eligible[p]
                    .binary_search(&(c.group as u32))
                    .is_err()
                {
                    continue;
                }
                let (g, slots) = (&instance.groups[c.group], places.slots(c.group));
                let key = (g.option_set, g.length_units);
                let at = known
                    .iter()
                    .position(|k| (k.0, k.1) == key && k.2 == slots)
                    .unwrap_or_else(|| {
                        let costs = alone.costs(p, slots, c.group);
                        known.push((key.0, key.1, slots.to_vec(), costs));
                        known.len() - 1
                    });
                c.people.push(p as u32);
                let more = attendance_cost(instance, p, c.group) * SCALE;
                for (row, cost) in c.costs.iter_mut().zip(&known[at].3) {
                    row.push(cost.saturating_add(more).min(INFINITE));
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
        let meetings = |slot: usize, places: &[Vec<i64>]| places.len().min(slot + 1);
        let _ = meetings;
        let run = least_meetings(i, choice.group) * i.weights.run_meeting * SCALE;
        for costs in &choice.costs {
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

/// The fewest meetings of any slot of a group.
fn least_meetings(i: &Instance, g: usize) -> i64 {
    i.options(g)
        .iter()
        .map(|s| s.meetings.len())
        .min()
        .unwrap_or(0)
        .cast_signed() as i64
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
