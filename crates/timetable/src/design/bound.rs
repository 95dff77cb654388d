//! A bound on every design: where process groups can be at once decides who can have a week.
//!
//! Each person's least week around each process slot is known ([`super::alone::Alone`]). Everything else that people
//! compete for is forgotten, except that a process group has one slot, a leader, seats, a smallest size and a price.
//! With two rules relaxed, that everybody sits in one group (or none, at the price of no week) by a price per person,
//! and that nobody leads two groups at once by a price per hour of a leader, groups decompose: each chooses its best
//! slot and members by sorting. A subgradient method finds good prices. What is proved is a capacitated facility
//! location bound; it never needs an answer from the search.

use super::choice::ProcessChoice;
use super::state::unplaced_cost;
use crate::instance::Instance;
use crate::week::SCALE;

/// Share of Polyak's step at first.
const STEP_FIRST: f64 = 1.0;
/// The share at which the hours of leaders begin to have prices: by then people's have settled.
const STEP_LEADERS: f64 = 0.25;
/// Below this share the prices have settled.
const STEP_LAST: f64 = 0.002;
/// Rounds without progress before steps are shortened.
const STALL: u32 = 12;
/// By how much they are shortened.
const SHORTEN: f64 = 0.75;

/// The bound in the making.
pub(crate) struct DesignBound<'a> {
    instance: &'a Instance,
    choices: Vec<ProcessChoice>,
    /// Scaled price of leaving each person out of every group.
    price: Vec<f64>,
    best_price: Vec<f64>,
    /// Scaled price of a leader's hour, by `staff * hours + hour`: a leader leads one group at a time.
    hour_price: Vec<f64>,
    best_hour_price: Vec<f64>,
    /// How many groups chose each hour of each leader.
    led: Vec<u32>,
    /// Whether they have prices yet. Moved together from the start, both kinds of price settle lower than people's do
    /// alone.
    leaders: bool,
    /// Hours in a week.
    hours: usize,
    /// Scaled.
    pub bound: i64,
    step: f64,
    stalled: u32,
    chosen: Vec<u32>,
    sorted: Vec<(i64, u32)>,
}

impl<'a> DesignBound<'a> {
    /// Starts from everybody's least costs.
    pub fn new(instance: &'a Instance, choices: Vec<ProcessChoice>) -> DesignBound<'a> {
        let price: Vec<f64> = (0..instance.people.len())
            .map(|p| float(unplaced_cost(instance, p)))
            .collect();
        let hours = instance.days * instance.units;
        DesignBound {
            hour_price: vec![0.0; instance.staff.len() * hours],
            best_hour_price: vec![0.0; instance.staff.len() * hours],
            led: vec![0; instance.staff.len() * hours],
            leaders: false,
            hours,
            instance,
            choices,
            best_price: price.clone(),
            price,
            bound: i64::MIN,
            step: STEP_FIRST,
            stalled: 0,
            chosen: vec![0; instance.people.len()],
            sorted: Vec::new(),
        }
    }

    /// What each process group may be.
    pub fn choices(&self) -> &[ProcessChoice] {
        &self.choices
    }

    /// By person: what a place in a process group is worth at the best prices, scaled.
    pub fn worth(&self) -> Vec<i64> {
        self.best_price.iter().map(|v| whole(*v)).collect()
    }

    /// Whether further rounds would hardly help.
    pub fn settled(&self) -> bool {
        self.step < STEP_LAST && self.leaders
    }

    /// One round of prices; `best` is the scaled cost of the best timetable known.
    pub fn round(&mut self, best: i64) {
        self.chosen.fill(0);
        let people: Vec<i64> = self.price.iter().map(|v| whole(*v)).collect();
        self.led.fill(0);
        let hours: Vec<i64> = self.hour_price.iter().map(|v| whole(*v)).collect();
        let mut value: i64 = people.iter().sum::<i64>() - hours.iter().sum::<i64>();
        for c in 0..self.choices.len() {
            value += self.choose(c, &people, &hours);
        }
        if value > self.bound {
            self.bound = value;
            self.best_price.clone_from(&self.price);
            self.best_hour_price.clone_from(&self.hour_price);
            self.stalled = 0;
        } else {
            self.stalled += 1;
            if self.stalled >= STALL {
                self.stalled = 0;
                self.step *= SHORTEN;
                if self.step < STEP_LAST && !self.leaders {
                    self.leaders = true;
                    self.step = STEP_LEADERS;
                }
                self.price.clone_from(&self.best_price);
                self.hour_price.clone_from(&self.best_hour_price);
                return;
            }
        }
        self.walk(best);
    }

    /// The best slot and members of one group at these prices; its value, at most 0.
    fn choose(&mut self, c: usize, price: &[i64], hours: &[i64]) -> i64 {
        let choice = &self.choices[c];
        let i = self.instance;
        let group = &i.groups[choice.group];
        let small = i.weights.small * SCALE;
        let mut best: (i64, Vec<u32>) = (0, Vec::new());
        let mut led = None;
        for (slot, (costs, run)) in choice.costs.iter().zip(&choice.run).enumerate() {
            let (leader, paid) = self.cheapest_leader(choice, slot, hours);
            let run = run + paid;
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
                led = Some((leader, slot));
            }
        }
        if let Some((leader, slot)) = led {
            for &hour in &choice.hours[slot] {
                self.led[leader as usize * self.hours + hour] += 1;
            }
        }
        for p in best.1 {
            self.chosen[p as usize] += 1;
        }
        best.0
    }

    /// Who could lead a slot at the least price, and the price.
    fn cheapest_leader(&self, choice: &ProcessChoice, slot: usize, hours: &[i64]) -> (u32, i64) {
        let priced = |f: &u32| {
            let from = *f as usize * self.hours;
            let paid: i64 = choice.hours[slot].iter().map(|h| hours[from + h]).sum();
            (*f, paid)
        };
        let all = choice.leaders[slot].iter().map(priced);
        all.min_by_key(|l| l.1).unwrap_or((0, 0))
    }

    fn walk(&mut self, best: i64) {
        let most = |p: usize| float(unplaced_cost(self.instance, p));
        let pull = |p: usize| 1.0 - f64::from(self.chosen[p]);
        let people = 0..self.price.len();
        let free = |p: &usize| !(self.price[*p] >= most(*p) && pull(*p) > 0.0);
        // A price at its most stays there when it is pulled up. Counted in the length, such pulls would make every
        // step too short: on a site where many have no week they are most of them.
        let norm: f64 = people.clone().filter(free).map(|p| pull(p) * pull(p)).sum();
        // The same at the other end: an hour that nobody wants twice stays free of charge.
        let over = |h: usize| f64::from(self.led[h]) - 1.0;
        let contested = |h: &usize| self.leaders && (self.hour_price[*h] > 0.0 || over(*h) > 0.0);
        let hours: Vec<usize> = (0..self.led.len()).filter(contested).collect();
        let norm = norm + hours.iter().map(|h| over(*h) * over(*h)).sum::<f64>();
        if norm == 0.0 {
            return;
        }
        let length = self.step * float((best - self.bound).max(SCALE)) / norm;
        let next: Vec<f64> = people
            .map(|p| (self.price[p] + length * pull(p)).min(most(p)))
            .collect();
        let dearer: Vec<(usize, f64)> = hours
            .into_iter()
            .map(|h| (h, (self.hour_price[h] + length * over(h)).max(0.0)))
            .collect();
        self.price = next;
        for (h, price) in dearer {
            self.hour_price[h] = price;
        }
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
