//! The exact search over process groups and days.
//!
//! The answer is the cheapest week, or proof that none is below the cutoff. A branch is left only where the relaxation
//! says that it cannot beat the best so far, and the relaxation never says more than the rest costs; so the order of
//! the walk decides how long it takes and never what the answer costs. Whatever gives up early says so in `exact`, and
//! `least` falls back to something that still holds, because the bound of an assignment is a sum of these.

use super::bound::{Ask, Bound};
use super::day::{DayMenu, DayPlan, DayRules, Filling, NONE};
use super::menu::{Anchor, Menu, Session};
use super::{CLOSED, INFINITE, SCALE};
use crate::instance::Instance;
use crate::solution::Week;

/// Most steps of the walk for one question; a guard against instances made to be hard.
const STEPS_MAX: u32 = 2_000_000;

/// The bound where not every combination was looked at: below any cost, and still far from overflow.
const UNKNOWN: i64 = -INFINITE / 1_000_000;

/// A week that was found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// Scaled cost, prices included.
    pub cost: i64,
    pub week: Week,
}

/// The prices of one question.
#[derive(Clone, Copy)]
pub(crate) struct Prices<'a> {
    /// By group, scaled.
    pub group: &'a [i64],
    /// By `day * units + start` of the person's own counselor, scaled; empty for no prices.
    pub session: &'a [i64],
    /// Days that may be used, as bits.
    pub days: u32,
}

/// Every day of the grid.
pub(crate) const EVERY_DAY: u32 = u32::MAX;

/// Everything one question needs, so that functions stay short.
#[derive(Clone, Copy)]
struct Question<'a> {
    instance: &'a Instance,
    menu: &'a Menu,
    prices: Prices<'a>,
    rules: DayRules,
}

/// A child of the walk: which filling, and what the week must cost at least with it.
#[derive(Clone, Copy)]
struct Child {
    least: i64,
    filling: u32,
}

/// Where the walk is.
#[derive(Clone, Copy)]
struct Walk {
    cost: i64,
    counts: u64,
    units: u32,
    topics: u64,
    days: u32,
}

/// Reusable room for searches; keep one per thread.
#[derive(Default)]
pub(crate) struct Searcher {
    ask: Ask,
    bound: Bound,
    free_days: Vec<DayPlan>,
    free_filled: Vec<bool>,
    anchor_days: Vec<DayPlan>,
    children: Vec<Vec<Child>>,
    path: Vec<u32>,
    order: Vec<(i64, usize)>,
    best: i64,
    best_week: Week,
    steps: u32,
    truncated: bool,
    /// Whether the last answer is proven; false only past [`STEPS_MAX`] or with an incomplete menu.
    pub exact: bool,
    /// A lower bound on the last answer's cost, at most the cutoff.
    pub least: i64,
}

impl Searcher {
    /// The cheapest week below `cutoff` at these prices, if there is one.
    pub fn best(
        &mut self,
        instance: &Instance,
        menu: &Menu,
        prices: Prices,
        cutoff: i64,
    ) -> Option<Found> {
        let rules = self.prepare(instance, menu);
        let q = Question {
            instance,
            menu,
            prices,
            rules,
        };
        // Below half of infinity nothing that breaks a rule can look possible, whatever the prices subtract.
        self.best = cutoff.min(INFINITE / 2);
        self.exact = menu.complete;
        self.least = cutoff;
        self.steps = 0;
        self.truncated = false;
        let mut found = false;
        // The cheapest process group first: its week then cuts the search around the others short.
        let mut order = std::mem::take(&mut self.order);
        order.clear();
        for (at, anchor) in menu.anchors.iter().enumerate() {
            let each = anchor.groups.iter().map(|g| prices.group[*g as usize]);
            let price = each.fold(0, i64::saturating_add);
            let mut taken = anchor.masks.iter().enumerate().filter(|(_, m)| **m != 0);
            if price < CLOSED && taken.all(|(d, _)| prices.days >> d & 1 == 1) {
                order.push((anchor.base + price, at));
            }
        }
        order.sort_unstable();
        for &(cost, at) in &order {
            found |= self.around(q, &menu.anchors[at], cost);
        }
        self.order = order;
        self.least = if menu.complete && !self.truncated {
            self.least.min(self.best)
        } else {
            UNKNOWN
        };
        found.then(|| Found {
            cost: self.best,
            week: std::mem::take(&mut self.best_week),
        })
    }

    fn prepare(&mut self, instance: &Instance, menu: &Menu) -> DayRules {
        let (w, l) = (&instance.weights, &instance.limits);
        self.ask = Ask::of(instance, menu.person);
        let mut nominal = [0; 6];
        nominal[5] = u32::from(instance.individual_units);
        for o in &menu.offers {
            let n = &mut nominal[usize::from(o.kind)];
            *n = u32::from(o.units).max(*n);
        }
        let days = instance.days;
        self.bound.prepare(&self.ask, nominal, days);
        self.free_filled.clear();
        self.free_filled.resize(days, false);
        self.free_days.resize_with(days, DayPlan::default);
        self.anchor_days.resize_with(days, DayPlan::default);
        self.children.resize_with(days, Vec::new);
        self.path.resize(days, NONE);
        DayRules {
            units_min: l.day_units_min,
            units_max: l.day_units_max,
            span_max: l.span_units_max,
            gap: w.gap * SCALE,
            individual_units: u32::from(instance.individual_units),
        }
    }

    /// Searches around one anchor; whether it gave a new best.
    fn around(&mut self, q: Question, anchor: &Anchor, cost: i64) -> bool {
        let days = q.instance.days;
        let limits = &q.instance.limits;
        let anchor_days = anchor.masks.iter().filter(|m| **m != 0).count() as u32;
        if anchor_days > limits.days_max {
            return false;
        }
        let day_extra = q.instance.weights.day_extra * SCALE;
        let cost = cost + i64::from(anchor_days.saturating_sub(limits.days_min)) * day_extra;
        // Below the fewest days a further day may be free, so the relaxation must not charge for it.
        let extra = if anchor_days >= limits.days_min {
            day_extra
        } else {
            0
        };
        if !self.could_do(q, anchor, cost) {
            return false;
        }
        self.bound.end(&self.ask, anchor.units, days);
        for d in (0..days).rev() {
            let free = anchor.masks[d] == 0;
            let steps = if Searcher::is_shared(anchor, d) {
                &self.free_days[d]
            } else {
                &self.anchor_days[d]
            };
            self.bound
                .back(d, &steps.steps, if free { extra } else { 0 }, free);
        }
        let start = Walk {
            cost,
            counts: anchor.counts,
            units: anchor.units,
            topics: anchor.topics,
            days: anchor_days,
        };
        let least = cost.saturating_add(self.bound.to_go(0, self.bound.state(start.counts, 0)));
        if least >= self.best {
            return false;
        }
        let before = self.best;
        self.walk(q, anchor, 0, start);
        // What was not walked costs at least what the relaxation said of the whole anchor, so the bound stands
        // although the answer is no longer proven.
        if self.steps >= STEPS_MAX {
            self.exact = false;
            self.least = self.least.min(least);
        }
        self.best < before
    }

    /// Fills the days, the anchor's own first; false when already they, or the hours of the week, cannot be had, or
    /// cost too much.
    /// Asked before the relaxation is built, which takes a pass over every way to fill every day.
    fn could_do(&mut self, q: Question, anchor: &Anchor, cost: i64) -> bool {
        let (mut least, mut units) = (cost, anchor.units);
        for own in [true, false] {
            for d in (0..q.instance.days).filter(|d| (anchor.masks[*d] != 0) == own) {
                let shared = self.fill(q, anchor, d);
                let plan = if shared {
                    &self.free_days[d]
                } else {
                    &self.anchor_days[d]
                };
                self.exact &= !plan.truncated;
                self.truncated |= plan.truncated;
                units += plan.units_most;
                least += if own {
                    plan.cost_least
                } else {
                    // A day that is free may stay empty for nothing, or pay: what a question forces has a negative
                    // price.
                    plan.cost_least.min(0)
                };
            }
            if least >= self.best {
                return false;
            }
        }
        units >= self.ask.floor
    }

    /// Whether a day's plan is the one shared by all anchors that leave the day free.
    fn is_shared(anchor: &Anchor, d: usize) -> bool {
        // A topic that the anchor teaches is shut on every day, so even an empty day is then another one.
        anchor.masks[d] == 0 && anchor.topics == 0
    }

    /// Fills a day; whether the plan is the one shared by all anchors that leave the day free.
    fn fill(&mut self, q: Question, anchor: &Anchor, d: usize) -> bool {
        let shared = Searcher::is_shared(anchor, d);
        if shared && self.free_filled[d] {
            return true;
        }
        let plan = if shared {
            &mut self.free_days[d]
        } else {
            &mut self.anchor_days[d]
        };
        self.free_filled[d] |= shared;
        if q.prices.days >> d & 1 == 0 {
            plan.clear();
            return shared;
        }
        let (m, units) = (q.menu, q.instance.units);
        let offers = (m.offers_of[d] as usize, m.offers_of[d + 1] as usize);
        let sessions = (m.sessions_of[d] as usize, m.sessions_of[d + 1] as usize);
        let menu = DayMenu {
            offers: &m.offers[offers.0..offers.1],
            offers_from: offers.0 as u32,
            sessions: &m.sessions[sessions.0..sessions.1],
            sessions_from: sessions.0 as u32,
        };
        let session_prices = q.prices.session;
        let session_price = |s: &Session| {
            let at = usize::from(s.at.day) * units + usize::from(s.at.start);
            session_prices.get(at).copied().unwrap_or(0)
        };
        let (base, topics) = (anchor.masks[d], anchor.topics);
        plan.fill(&q.rules, base, topics, menu, q.prices.group, session_price);
        shared
    }

    fn plan(&self, anchor: &Anchor, d: usize) -> &DayPlan {
        if Searcher::is_shared(anchor, d) {
            &self.free_days[d]
        } else {
            &self.anchor_days[d]
        }
    }

    fn walk(&mut self, q: Question, anchor: &Anchor, d: usize, at: Walk) {
        if d == q.instance.days {
            // The fewest days are the one rule that no step keeps and the relaxation forgets, so they are counted
            // here.
            let cost = at.cost.saturating_add(self.ask.end(at.counts, at.units));
            if cost < self.best && at.days >= q.instance.limits.days_min {
                self.best = cost;
                self.record(q.menu, anchor);
            }
            return;
        }
        let mut children = std::mem::take(&mut self.children[d]);
        children.clear();
        self.list(q, anchor, d, at, &mut children);
        children.sort_unstable_by_key(|c| (c.least, c.filling));
        for c in &children {
            self.steps += 1;
            if c.least >= self.best || self.steps >= STEPS_MAX {
                break;
            }
            self.path[d] = c.filling;
            let next = self.after(q, anchor, d, at, c.filling);
            self.walk(q, anchor, d + 1, next);
        }
        self.children[d] = children;
    }

    /// The fillings of a day that could still lead to a new best.
    fn list(&self, q: Question, anchor: &Anchor, d: usize, at: Walk, children: &mut Vec<Child>) {
        if anchor.masks[d] == 0 {
            self.child(anchor, d, at, NONE, children);
        }
        if anchor.masks[d] == 0 && at.days >= q.instance.limits.days_max {
            return;
        }
        let plan = self.plan(anchor, d);
        for (i, f) in plan.fillings.iter().enumerate() {
            // Bits 40 to 47 count individual sessions. A second one, on another day, breaks a rule that each day
            // keeps.
            let second_session = f.session != NONE && at.counts >> 40 & 0xFF != 0;
            if f.topics & at.topics == 0 && !second_session {
                let next = self.after(q, anchor, d, at, i as u32);
                self.child(anchor, d, next, i as u32, children);
            }
        }
    }

    fn child(
        &self,
        anchor: &Anchor,
        d: usize,
        next: Walk,
        filling: u32,
        children: &mut Vec<Child>,
    ) {
        let state = self.bound.state(next.counts, next.units - anchor.units);
        let least = next.cost.saturating_add(self.bound.to_go(d + 1, state));
        if least < self.best {
            children.push(Child { least, filling });
        }
    }

    fn after(&self, q: Question, anchor: &Anchor, d: usize, at: Walk, filling: u32) -> Walk {
        if filling == NONE {
            return at;
        }
        let f: &Filling = &self.plan(anchor, d).fillings[filling as usize];
        let new_day = anchor.masks[d] == 0;
        let charged = new_day && at.days >= q.instance.limits.days_min;
        Walk {
            cost: at.cost
                + f.cost
                + if charged {
                    q.instance.weights.day_extra * SCALE
                } else {
                    0
                },
            counts: at.counts + f.counts,
            units: at.units + f.units,
            topics: at.topics | f.topics,
            days: at.days + u32::from(new_day),
        }
    }

    /// Writes the walk's path down as the best week.
    fn record(&mut self, menu: &Menu, anchor: &Anchor) {
        let mut week = std::mem::take(&mut self.best_week);
        week.groups.clear();
        week.individual.clear();
        week.groups.extend_from_slice(&anchor.groups);
        for (d, &filling) in self.path.iter().enumerate() {
            if filling == NONE {
                continue;
            }
            let plan = self.plan(anchor, d);
            let f = &plan.fillings[filling as usize];
            let mut chain = f.chain;
            while chain != NONE {
                let (offer, before) = plan.chains[chain as usize];
                week.groups.push(menu.offers[offer as usize].group);
                chain = before;
            }
            if f.session != NONE {
                week.individual.push(menu.sessions[f.session as usize].at);
            }
        }
        week.groups.sort_unstable();
        self.best_week = week;
    }
}
