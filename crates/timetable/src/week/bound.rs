//! The relaxation: what the rest of the week must cost at least.
//!
//! A state is how many of each kind are had, capped at the need, and how many surplus units, capped. Topics and the
//! number of days are forgotten, and a surplus at its cap counts as enough; both can only make the estimate lower.

use super::day::Filling;
use super::{INFINITE, SCALE};
use crate::instance::Instance;

/// Surplus units that are told apart; more counts as enough.
const SURPLUS_MAX: u32 = 2;
const INDIVIDUAL: usize = 5;
/// Most different prescriptions whose tables are kept.
const TABLES_MAX: usize = 64;
/// Most sessions of a kind that the relaxation tells apart; more counts as had.
const NEED_TRACKED_MAX: u32 = 4;

/// What is asked of a person's week, in scaled costs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Ask {
    /// By kind.
    pub need: [u32; 6],
    pub missing: [i64; 6],
    pub dose: u32,
    pub dose_short: i64,
    pub floor: u32,
}

impl Ask {
    /// What the plan of a person asks for.
    pub fn of(instance: &Instance, person: usize) -> Ask {
        let (p, w) = (&instance.people[person], &instance.weights);
        Ask {
            need: p.need,
            missing: w.missing.map(|m| m * SCALE),
            dose: p.prescribed_units,
            dose_short: w.dose_short * SCALE,
            floor: instance.limits.floor_units.max(p.floor_units),
        }
    }

    /// The cost of what is missing in the end; infinite below the floor.
    pub fn end(&self, counts: u64, units: u32) -> i64 {
        if units < self.floor {
            return INFINITE;
        }
        let mut cost = i64::from(self.dose.saturating_sub(units)) * self.dose_short;
        for k in 1..6 {
            let have = (counts >> (8 * k)) as u32 & 0xFF;
            cost += i64::from(self.need[k].saturating_sub(have)) * self.missing[k];
        }
        cost
    }
}

/// Counts, units and cost only: the fillings that the relaxation tells apart.
#[derive(Clone, Copy)]
pub(crate) struct BoundStep {
    pub cost: i64,
    pub counts: u64,
    pub units: u32,
}

/// Where each filling leads from each state; the same for everybody who is asked for the same.
struct Tables {
    ask: Ask,
    nominal: [u32; 6],
    of: Vec<(u64, u32, Vec<u16>)>,
    /// The end of the week, by the anchor's units.
    ends: Vec<(u32, Vec<i64>)>,
}

/// The relaxed cost-to-go, by day and state.
#[derive(Default)]
pub(crate) struct Bound {
    need: [u32; 6],
    nominal: [u32; 6],
    stride: [usize; 6],
    states: usize,
    to_go: Vec<Vec<i64>>,
    tables: Vec<Tables>,
    current: usize,
}

impl Bound {
    /// Prepares for one person: `nominal` is a usual length of each kind.
    pub fn prepare(&mut self, ask: &Ask, nominal: [u32; 6], days: usize) {
        self.nominal = nominal;
        let mut states = SURPLUS_MAX as usize + 1;
        for k in 1..6 {
            // The individual session is tracked even when not asked for: a second one is never allowed.
            self.need[k] = if k == INDIVIDUAL {
                1
            } else {
                ask.need[k].min(NEED_TRACKED_MAX)
            };
            self.stride[k] = states;
            states *= self.need[k] as usize + 1;
        }
        self.states = states;
        debug_assert!(states < usize::from(u16::MAX), "a state is a 16-bit number");
        self.to_go.resize(days + 1, Vec::new());
        let known = self
            .tables
            .iter()
            .position(|t| t.ask == *ask && t.nominal == nominal);
        self.current = known.unwrap_or_else(|| {
            if self.tables.len() >= TABLES_MAX {
                self.tables.clear();
            }
            self.tables.push(Tables {
                ask: ask.clone(),
                ends: Vec::new(),
                nominal,
                of: Vec::new(),
            });
            self.tables.len() - 1
        });
    }

    /// The state of these counts and units (units beyond the anchor's).
    pub fn state(&self, counts: u64, units: u32) -> usize {
        let mut state = 0;
        let mut used = 0;
        for k in 1..6 {
            let have = ((counts >> (8 * k)) as u32 & 0xFF).min(self.need[k]);
            state += have as usize * self.stride[k];
            used += have * self.nominal[k];
        }
        state + units.saturating_sub(used).min(SURPLUS_MAX) as usize
    }

    /// What the days from `day` on cost at least, from this state.
    pub fn to_go(&self, day: usize, state: usize) -> i64 {
        self.to_go[day][state]
    }

    /// The end of the week, for an anchor with this many units.
    pub fn end(&mut self, ask: &Ask, fixed_units: u32, days: usize) {
        let ends = &self.tables[self.current].ends;
        if let Some((_, row)) = ends.iter().find(|e| e.0 == fixed_units) {
            self.to_go[days].clone_from(row);
            return;
        }
        let mut row = Vec::with_capacity(self.states + 1);
        for state in 0..self.states {
            let mut rest = state;
            let mut cost = 0;
            let mut units = fixed_units;
            for k in (1..6).rev() {
                let have = (rest / self.stride[k]) as u32;
                rest %= self.stride[k];
                units += have * self.nominal[k];
                // What is needed beyond the number that is tracked is not charged, which only lowers the estimate. An
                // individual session is tracked also for whoever is asked for none, and costs nothing there by being
                // absent.
                let need = if k == INDIVIDUAL {
                    ask.need[k]
                } else {
                    self.need[k]
                };
                cost += i64::from(need.saturating_sub(have)) * ask.missing[k];
            }
            if rest < SURPLUS_MAX as usize {
                units += rest as u32;
                cost += i64::from(ask.dose.saturating_sub(units)) * ask.dose_short;
                if units < ask.floor {
                    cost = INFINITE;
                }
            }
            row.push(cost);
        }
        row.push(INFINITE);
        self.to_go[days].clone_from(&row);
        self.tables[self.current].ends.push((fixed_units, row));
    }

    /// One day back: the cheapest of its fillings, or (`may_skip`) nothing.
    pub fn back(&mut self, day: usize, steps: &[BoundStep], extra: i64, may_skip: bool) {
        let (head, tail) = self.to_go.split_at_mut(day + 1);
        let (row, next) = (&mut head[day], &tail[0]);
        row.clear();
        if may_skip {
            row.extend_from_slice(next);
        } else {
            row.resize(self.states + 1, INFINITE);
        }
        for step in steps {
            let cost = step.cost + extra;
            let tables = &mut self.tables[self.current];
            let known = tables
                .of
                .iter()
                .position(|t| t.0 == step.counts && t.1 == step.units);
            let at = known.unwrap_or_else(|| {
                let table = table(&self.need, &self.nominal, &self.stride, self.states, step);
                tables.of.push((step.counts, step.units, table));
                tables.of.len() - 1
            });
            for (have, &then) in row.iter_mut().zip(&tables.of[at].2) {
                let with = cost + next[usize::from(then)];
                if with < *have {
                    *have = with;
                }
            }
        }
    }
}

/// Forgets topics, and drops what is no better in counts and hours and no cheaper.
pub(crate) fn reduce(
    fillings: &[Filling],
    best_of: &mut Vec<BoundStep>,
    steps: &mut Vec<BoundStep>,
) {
    best_of.clear();
    for f in fillings {
        let known = best_of
            .iter_mut()
            .find(|s| s.counts == f.counts && s.units == f.units);
        match known {
            Some(s) => s.cost = s.cost.min(f.cost),
            None => best_of.push(BoundStep {
                cost: f.cost,
                counts: f.counts,
                units: f.units,
            }),
        }
    }
    prune(best_of, steps);
}

/// Drops what is no better in counts and hours and no cheaper.
pub(crate) fn prune(all: &[BoundStep], steps: &mut Vec<BoundStep>) {
    steps.clear();
    for (i, s) in all.iter().enumerate() {
        let dominated = all.iter().enumerate().any(|(j, o)| {
            let better = o.cost < s.cost || o.units > s.units || o.counts != s.counts || j < i;
            j != i && o.cost <= s.cost && o.units >= s.units && covers(o.counts, s.counts) && better
        });
        if !dominated {
            steps.push(*s);
        }
    }
}

/// Where a step leads from each state.
fn table(
    need: &[u32; 6],
    nominal: &[u32; 6],
    stride: &[usize; 6],
    states: usize,
    step: &BoundStep,
) -> Vec<u16> {
    let of = |k: usize| (step.counts >> (8 * k)) as u32 & 0xFF;
    let mut table = Vec::with_capacity(states);
    for state in 0..states {
        if of(INDIVIDUAL) != 0 && state / stride[INDIVIDUAL] == 1 {
            table.push(states as u16);
            continue;
        }
        let (mut rest, mut then, mut used) = (state, 0, 0);
        for k in (1..6).rev() {
            let have = (rest / stride[k]) as u32;
            rest %= stride[k];
            let more = (have + of(k)).min(need[k]);
            used += (more - have) * nominal[k];
            then += more as usize * stride[k];
        }
        let surplus = (rest as u32 + step.units.saturating_sub(used)).min(SURPLUS_MAX);
        table.push((then + surplus as usize) as u16);
    }
    table
}

/// Whether `a` has at least as many of every kind as `b`, byte by byte; of individual sessions just as many, because
/// a second one on another day is not allowed.
fn covers(a: u64, b: u64) -> bool {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    ((a | HIGH) - b) & HIGH == HIGH && (a ^ b) >> (8 * INDIVIDUAL) == 0
}
