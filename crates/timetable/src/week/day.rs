//! What fits into one day around what is already there.

use super::bound::{BoundStep, reduce};
use super::menu::{Offer, Session};
use super::{CLOSED, INFINITE};

/// One way to fill a day: the cheapest with these counts, hours and topics.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Filling {
    pub cost: i64,
    /// Groups of each kind, one byte per kind.
    pub counts: u64,
    pub topics: u64,
    /// Last group chosen, in the chain of the day; [`NONE`] for none.
    pub chain: u32,
    /// Position of the individual session in the menu; [`NONE`] for none.
    pub session: u32,
    /// Units beyond the anchor's.
    pub units: u32,
}

pub(crate) const NONE: u32 = u32::MAX;

/// The limits of a day and the price of idle time, as the search needs them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DayRules {
    pub units_min: u32,
    pub units_max: u32,
    pub span_max: u32,
    pub gap: i64,
    pub individual_units: u32,
}

/// What the menu has on a day, and at which of its positions that begins.
#[derive(Clone, Copy)]
pub(crate) struct DayMenu<'a> {
    pub offers: &'a [Offer],
    pub offers_from: u32,
    pub sessions: &'a [Session],
    pub sessions_from: u32,
}

/// An offer or a session at its price of today.
#[derive(Clone, Copy)]
struct Priced {
    mask: u64,
    topic: u64,
    cost: i64,
    at: u32,
    kind: u8,
    units: u8,
}

/// All fillings of one day.
#[derive(Default)]
pub(crate) struct DayPlan {
    pub fillings: Vec<Filling>,
    /// Chains of groups: the offer's position in the menu, and the chain before it.
    pub chains: Vec<(u32, u32)>,
    /// What the relaxation needs of the fillings.
    pub steps: Vec<BoundStep>,
    /// The most units that a filling adds, and the least cost of one; infinite when there is none.
    pub units_most: u32,
    pub cost_least: i64,
    best_of: Vec<BoundStep>,
    offers: Vec<Priced>,
    sessions: Vec<Priced>,
    slots: Vec<(u32, u32)>,
    stamp: u32,
    base_units: u32,
    /// Whether there were more ways than are looked at.
    pub truncated: bool,
}

const SLOTS: usize = 2048;
/// Most ways to fill one day that are looked at.
const CHAINS_MAX: usize = 50_000;

pub(super) fn span(mask: u64) -> u32 {
    if mask == 0 {
        0
    } else {
        64 - mask.leading_zeros() - mask.trailing_zeros()
    }
}

/// What is chosen so far on the way down.
#[derive(Clone, Copy)]
struct Chosen {
    mask: u64,
    units: u32,
    cost: i64,
    counts: u64,
    topics: u64,
    chain: u32,
}

impl DayPlan {
    /// Nothing is possible on this day.
    pub fn clear(&mut self) {
        self.fillings.clear();
        self.steps.clear();
        self.truncated = false;
        self.units_most = 0;
        self.cost_least = INFINITE;
    }

    /// Lists the fillings of a day around `base` and `topics`, the units and topics that the anchor takes already.
    pub fn fill(
        &mut self,
        rules: &DayRules,
        base: u64,
        topics: u64,
        menu: DayMenu<'_>,
        group_price: &[i64],
        session_price: impl Fn(&Session) -> i64,
    ) {
        self.truncated = false;
        self.fillings.clear();
        self.chains.clear();
        self.offers.clear();
        self.sessions.clear();
        for (i, o) in menu.offers.iter().enumerate() {
            let price = group_price[o.group as usize];
            if price >= CLOSED
                || o.mask & base != 0
                || o.topic & topics != 0
                || span(o.mask | base) > rules.span_max
            {
                continue;
            }
            self.offer(Priced {
                mask: o.mask,
                topic: o.topic,
                cost: o.base + price,
                at: menu.offers_from + i as u32,
                kind: o.kind,
                units: o.units,
            });
        }
        for (i, s) in menu.sessions.iter().enumerate() {
            let price = session_price(s);
            if price < CLOSED && s.mask & base == 0 && span(s.mask | base) <= rules.span_max {
                let at = menu.sessions_from + i as u32;
                self.sessions.push(Priced {
                    mask: s.mask,
                    topic: 0,
                    cost: s.base + price,
                    at,
                    kind: 5,
                    units: 0,
                });
            }
        }
        self.sessions.sort_by_key(|s| (s.cost, s.at));
        if self.slots.is_empty() {
            self.slots = vec![(0, 0); SLOTS];
        }
        // Slots are emptied by a new stamp: wiping them would touch all of them for every day of every question.
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamp == 0 {
            self.slots.fill((0, 0));
            self.stamp = 1;
        }
        let start = Chosen {
            mask: base,
            units: base.count_ones(),
            cost: 0,
            counts: 0,
            topics: 0,
            chain: NONE,
        };
        self.base_units = start.units;
        self.down(rules, 0, start);
        self.units_most = self.fillings.iter().map(|f| f.units).max().unwrap_or(0);
        self.cost_least = self
            .fillings
            .iter()
            .map(|f| f.cost)
            .min()
            .unwrap_or(INFINITE);
        reduce(&self.fillings, &mut self.best_of, &mut self.steps);
    }

    /// Of groups of the same kind and topic at the same hour only the cheapest matters.
    fn offer(&mut self, new: Priced) {
        // Twins stand one after the other: the menu is sorted by start, kind, topic and hours before anything else.
        let twin = self
            .offers
            .last_mut()
            .filter(|o| o.mask == new.mask && o.kind == new.kind && o.topic == new.topic);
        match twin {
            Some(o) if o.cost <= new.cost => {}
            Some(o) => *o = new,
            None => self.offers.push(new),
        }
    }

    fn down(&mut self, rules: &DayRules, from: usize, chosen: Chosen) {
        self.emit(rules, chosen);
        for i in from..self.offers.len() {
            let o = self.offers[i];
            let units = chosen.units + u32::from(o.units);
            let mask = chosen.mask | o.mask;
            if chosen.mask & o.mask != 0 || chosen.topics & o.topic != 0 || units > rules.units_max
            {
                continue;
            }
            if span(mask) > rules.span_max {
                continue;
            }
            if self.chains.len() >= CHAINS_MAX {
                self.truncated = true;
                return;
            }
            let chain = self.chains.len() as u32;
            self.chains.push((o.at, chosen.chain));
            let next = Chosen {
                mask,
                units,
                cost: chosen.cost + o.cost,
                counts: chosen.counts + (1 << (8 * o.kind)),
                topics: chosen.topics | o.topic,
                chain,
            };
            self.down(rules, i + 1, next);
        }
    }

    fn emit(&mut self, rules: &DayRules, chosen: Chosen) {
        let possible = (rules.units_min..=rules.units_max).contains(&chosen.units)
            // Groups that meet on several days come together before any day is looked at.
            && span(chosen.mask) <= rules.span_max;
        if chosen.mask != 0 && possible {
            let gap = i64::from(span(chosen.mask) - chosen.units) * rules.gap;
            self.keep(Filling {
                cost: chosen.cost + gap,
                counts: chosen.counts,
                topics: chosen.topics,
                chain: chosen.chain,
                session: NONE,
                units: chosen.units - self.base_units,
            });
        }
        let units = chosen.units + rules.individual_units;
        if units < rules.units_min || units > rules.units_max || self.sessions.is_empty() {
            return;
        }
        let mut best = (i64::MAX, NONE);
        // The gap can at best be filled by the session; sessions come cheapest first, so the rest can be skipped.
        let closest = (span(chosen.mask).max(units)).saturating_sub(units);
        let least = i64::from(closest) * rules.gap;
        for s in &self.sessions {
            if s.cost + least >= best.0 {
                break;
            }
            let mask = chosen.mask | s.mask;
            if chosen.mask & s.mask != 0 || span(mask) > rules.span_max {
                continue;
            }
            let cost = s.cost + i64::from(span(mask) - units) * rules.gap;
            if cost < best.0 {
                best = (cost, s.at);
            }
        }
        if best.1 != NONE {
            self.keep(Filling {
                cost: chosen.cost + best.0,
                counts: chosen.counts + (1 << 40),
                topics: chosen.topics,
                chain: chosen.chain,
                session: best.1,
                units: units - self.base_units,
            });
        }
    }

    /// Keeps the cheapest filling of each signature.
    fn keep(&mut self, new: Filling) {
        let key = (new.counts ^ new.topics.rotate_left(17) ^ (u64::from(new.units) << 58))
            .wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut slot = (key >> 53) as usize % SLOTS;
        for _ in 0..SLOTS {
            let (stamp, at) = self.slots[slot];
            if stamp != self.stamp {
                self.slots[slot] = (self.stamp, self.fillings.len() as u32);
                break;
            }
            let old = &mut self.fillings[at as usize];
            if old.counts == new.counts && old.topics == new.topics && old.units == new.units {
                if new.cost < old.cost {
                    *old = new;
                }
                return;
            }
            slot = (slot + 1) % SLOTS;
        }
        // With all slots taken, fillings of one signature stand side by side: slower, and no less right.
        self.fillings.push(new);
    }
}
