//! The prices of seats and of counselors' time, and the bound they prove.
//!
//! Seats, smallest sizes, counselors' units and counselors' hours are the only things that tie people together once
//! the groups are fixed. Priced, people decompose: for any prices, the sum of everybody's cheapest priced week less
//! what the prices would earn at full use is a lower bound. Prices follow a deflected subgradient with Polyak steps.

use crate::instance::Instance;
use crate::solution::{Running, Week};
use crate::week::{CLOSED, Menu, SCALE};

/// How much of the last direction is kept.
const DEFLECTION: f64 = 0.6;
/// First step, as a share of Polyak's.
const STEP_FIRST: f64 = 0.4;
/// Iterations without a better bound before steps are shortened.
const STALL: u32 = 8;
/// By how much they are shortened.
const SHORTEN: f64 = 0.7;

/// Prices and how they move.
pub(crate) struct Market<'a> {
    instance: &'a Instance,
    groups: &'a [Option<Running>],
    /// By group, in costs; negative down to the small-group weight where members are wanted.
    seat: Vec<f64>,
    /// By `(staff * days + day) * units + unit`, in costs.
    unit: Vec<f64>,
    /// By staff, per unit of their hours, in costs.
    hours: Vec<f64>,
    /// By staff: units of individual sessions that their hours still hold.
    hours_left: Vec<u32>,
    /// By `staff * days + day`: units that an individual session could take.
    open: Vec<u64>,
    direction: (Vec<f64>, Vec<f64>, Vec<f64>),
    /// The prices of the best bound.
    best: (Vec<f64>, Vec<f64>, Vec<f64>),
    /// Scaled copies that the searches read.
    pub group_price: Vec<i64>,
    session_price: Vec<i64>,
    /// The best bound so far, scaled, and the prices that proved it.
    pub bound: i64,
    pub bound_prices: Vec<i64>,
    step: f64,
    stalled: u32,
}

/// What people chose at the present prices.
pub(crate) struct Demand {
    /// Scaled sum of everybody's cheapest cost, prices included.
    pub cost: i64,
    pub members: Vec<u32>,
    /// By `(staff * days + day) * units + unit`.
    pub units: Vec<u32>,
    pub staff_units: Vec<u32>,
}

impl Demand {
    pub fn new(instance: &Instance) -> Demand {
        Demand {
            cost: 0,
            members: vec![0; instance.groups.len()],
            units: vec![0; instance.staff.len() * instance.days * instance.units],
            staff_units: vec![0; instance.staff.len()],
        }
    }

    pub fn add(&mut self, instance: &Instance, person: usize, week: &Week) {
        for &g in &week.groups {
            self.members[g as usize] += 1;
        }
        let counselor = instance.people[person].counselor;
        let length = usize::from(instance.individual_units);
        for m in &week.individual {
            let from = (counselor * instance.days + usize::from(m.day)) * instance.units
                + usize::from(m.start);
            self.units[from..from + length]
                .iter_mut()
                .for_each(|n| *n += 1);
            self.staff_units[counselor] += length as u32;
        }
    }
}

impl<'a> Market<'a> {
    /// Everything free at first.
    pub fn new(instance: &'a Instance, groups: &'a [Option<Running>]) -> Market<'a> {
        let mut hours_left: Vec<u32> = instance.staff.iter().map(|s| s.units_max).collect();
        let mut open: Vec<u64> = instance
            .staff
            .iter()
            .flat_map(|s| s.duty.iter().copied())
            .collect();
        for (g, running) in groups.iter().enumerate() {
            let Some(r) = running else { continue };
            let length = instance.groups[g].length_units;
            for m in &instance.options(g)[r.option as usize].meetings {
                open[r.leader as usize * instance.days + usize::from(m.day)] &= !m.mask(length);
                let left = &mut hours_left[r.leader as usize];
                *left = left.saturating_sub(u32::from(length));
            }
        }
        let units = instance.staff.len() * instance.days * instance.units;
        let zero = || {
            (
                vec![0.0; groups.len()],
                vec![0.0; units],
                vec![0.0; instance.staff.len()],
            )
        };
        let (seat, unit, hours) = zero();
        let mut market = Market {
            instance,
            groups,
            seat,
            unit,
            hours,
            hours_left,
            open,
            direction: zero(),
            best: zero(),
            group_price: vec![CLOSED; groups.len()],
            session_price: vec![CLOSED; units],
            bound: i64::MIN,
            bound_prices: Vec::new(),
            step: STEP_FIRST,
            stalled: 0,
        };
        market.publish();
        market
    }

    /// The session prices of a counselor, by `day * units + start`.
    pub fn sessions(&self, counselor: usize) -> &[i64] {
        let day = self.instance.days * self.instance.units;
        &self.session_price[counselor * day..(counselor + 1) * day]
    }

    /// Rounds the prices to what the searches read. The bound uses the rounded ones, so rounding costs nothing.
    #[expect(
        clippy::cast_precision_loss,
        reason = "weights are small whole numbers"
    )]
    fn publish(&mut self) {
        let i = self.instance;
        // What an empty seat below the smallest size costs is all that may be paid for a member. With more, the sum
        // would claim more than any timetable costs, and be no bound.
        let least = -(i.weights.small as f64);
        for (g, price) in self.seat.iter_mut().enumerate() {
            *price = price.max(least);
            self.group_price[g] = if self.groups[g].is_some() {
                scaled(*price)
            } else {
                CLOSED
            };
        }
        let length = i.individual_units;
        for f in 0..i.staff.len() {
            let hours = scaled(self.hours[f]) * i64::from(length);
            let none = self.hours_left[f] < u32::from(length);
            for day in 0..i.days {
                let row = (f * i.days + day) * i.units;
                for &start in &i.individual_starts {
                    let at = row + usize::from(start);
                    let mask = crate::instance::Meeting {
                        day: day as u8,
                        start,
                    }
                    .mask(length);
                    let sum: i64 = self.unit[at..at + usize::from(length)]
                        .iter()
                        .map(|x| scaled(*x))
                        .sum();
                    let shut = none || mask & !self.open[f * i.days + day] != 0;
                    self.session_price[at] = if shut { CLOSED } else { sum + hours };
                }
            }
        }
    }

    /// What the prices would earn at full use, scaled.
    fn earnings(&self) -> i64 {
        let mut sum = 0;
        for (g, group) in self
            .instance
            .groups
            .iter()
            .enumerate()
            .filter(|(g, _)| self.groups[*g].is_some())
        {
            // A negative price pays for members who are missed, so it is earned on the smallest size and not on every
            // seat.
            let price = self.group_price[g];
            sum += price
                * i64::from(if price > 0 {
                    group.seats
                } else {
                    group.smallest
                });
        }
        sum += self.unit.iter().map(|x| scaled(*x)).sum::<i64>();
        let hours = self.hours.iter().zip(&self.hours_left);
        sum + hours
            .map(|(price, left)| scaled(*price) * i64::from(*left))
            .sum::<i64>()
    }

    fn run_cost(&self) -> i64 {
        let meetings = self.groups.iter().enumerate().filter_map(|(g, r)| {
            Some(
                self.instance.options(g)[r.as_ref()?.option as usize]
                    .meetings
                    .len(),
            )
        });
        meetings.sum::<usize>() as i64 * self.instance.weights.run_meeting * SCALE
    }

    /// Learns from what people chose: a bound, and better prices. `best` is the scaled cost of the best timetable.
    #[expect(clippy::cast_precision_loss, reason = "costs are far below 2^53")]
    pub fn learn(&mut self, demand: &Demand, best: i64) {
        let value = demand
            .cost
            .saturating_add(self.run_cost())
            .saturating_sub(self.earnings());
        if value > self.bound {
            self.bound = value;
            self.bound_prices.clone_from(&self.group_price);
            self.best = (self.seat.clone(), self.unit.clone(), self.hours.clone());
            self.stalled = 0;
        } else {
            self.stalled += 1;
            if self.stalled >= STALL {
                self.stalled = 0;
                self.step *= SHORTEN;
                self.return_to_best();
            }
        }
        let norm = self.turn(demand);
        if norm == 0.0 {
            return;
        }
        // At least one cost: where the best is nearly proven, steps would shrink to nothing before it is.
        let gap = ((best - self.bound).max(SCALE)) as f64 / SCALE as f64;
        let length = self.step * gap / norm;
        let walk = |price: &mut f64, d: &f64| *price += length * d;
        self.seat
            .iter_mut()
            .zip(&self.direction.0)
            .for_each(|(p, d)| walk(p, d));
        self.unit
            .iter_mut()
            .zip(&self.direction.1)
            .for_each(|(p, d)| {
                walk(p, d);
                *p = p.max(0.0);
            });
        self.hours
            .iter_mut()
            .zip(&self.direction.2)
            .for_each(|(p, d)| {
                walk(p, d);
                *p = p.max(0.0);
            });
        self.publish();
    }

    fn return_to_best(&mut self) {
        self.seat.clone_from(&self.best.0);
        self.unit.clone_from(&self.best.1);
        self.hours.clone_from(&self.best.2);
        for d in [
            &mut self.direction.0,
            &mut self.direction.1,
            &mut self.direction.2,
        ] {
            d.fill(0.0);
        }
    }

    /// Turns the direction towards what is over- and underused; the squared length of the pull.
    fn turn(&mut self, demand: &Demand) -> f64 {
        let i = self.instance;
        let mut norm = 0.0;
        let mut mix = |old: &mut f64, new: f64, price: f64, least: f64| {
            let blocked = price <= least && new < 0.0;
            *old = if blocked {
                0.0
            } else {
                DEFLECTION * *old + (1.0 - DEFLECTION) * new
            };
            norm += *old * *old;
        };
        for (g, group) in i
            .groups
            .iter()
            .enumerate()
            .filter(|(g, _)| self.groups[*g].is_some())
        {
            let members = f64::from(demand.members[g]);
            let (low, high) = (f64::from(group.smallest), f64::from(group.seats));
            // Between the two sizes nothing pulls a price that is at rest.
            let pull = if members > high {
                members - high
            } else if members < low {
                members - low
            } else if self.seat[g] > 0.0 {
                members - high
            } else if self.seat[g] < 0.0 {
                members - low
            } else {
                0.0
            };
            mix(
                &mut self.direction.0[g],
                pull,
                self.seat[g],
                f64::NEG_INFINITY,
            );
        }
        for (at, taken) in demand.units.iter().enumerate() {
            mix(
                &mut self.direction.1[at],
                f64::from(*taken) - 1.0,
                self.unit[at],
                0.0,
            );
        }
        for (f, taken) in demand.staff_units.iter().enumerate() {
            let pull = f64::from(*taken) - f64::from(self.hours_left[f]);
            mix(&mut self.direction.2[f], pull, self.hours[f], 0.0);
        }
        norm
    }
}

/// A price in thousandths, rounded.
#[expect(
    clippy::cast_precision_loss,
    reason = "the scale is a small whole number"
)]
fn scaled(price: f64) -> i64 {
    (price * SCALE as f64).round() as i64
}

/// What everybody chooses at the market's prices; people are shared out over threads in order.
pub(crate) fn demand(
    instance: &Instance,
    market: &Market,
    menus: &[Menu],
    searchers: &mut [crate::week::Searcher],
) -> Demand {
    let share = menus.len().div_ceil(searchers.len()).max(1);
    let parts: Vec<Demand> = std::thread::scope(|scope| {
        let mut others = Vec::new();
        let mut chunks = menus.chunks(share).zip(searchers.iter_mut());
        let own = chunks.next();
        for (chunk, searcher) in chunks {
            others.push(scope.spawn(|| ask(instance, market, chunk, searcher)));
        }
        let first = own.map(|(chunk, searcher)| ask(instance, market, chunk, searcher));
        first
            .into_iter()
            .chain(others.into_iter().filter_map(|t| t.join().ok()))
            .collect()
    });
    let mut sum = Demand::new(instance);
    for part in parts {
        sum.cost = sum.cost.saturating_add(part.cost);
        let add = |to: &mut [u32], from: &[u32]| to.iter_mut().zip(from).for_each(|(a, b)| *a += b);
        add(&mut sum.members, &part.members);
        add(&mut sum.units, &part.units);
        add(&mut sum.staff_units, &part.staff_units);
    }
    sum
}

fn ask(
    instance: &Instance,
    market: &Market,
    menus: &[Menu],
    searcher: &mut crate::week::Searcher,
) -> Demand {
    let mut demand = Demand::new(instance);
    for menu in menus {
        let p = menu.person;
        let prices = crate::week::Prices {
            group: &market.group_price,
            session: market.sessions(instance.people[p].counselor),
            days: crate::week::EVERY_DAY,
        };
        let found = searcher.best(
            instance,
            menu,
            prices,
            crate::design::state::unplaced_cost(instance, p),
        );
        // What the answer costs at least and not what it costs: where a search gave up, only the former proves
        // anything.
        demand.cost = demand.cost.saturating_add(searcher.least);
        if let Some(found) = found {
            demand.add(instance, p, &found.week);
        }
    }
    demand
}
