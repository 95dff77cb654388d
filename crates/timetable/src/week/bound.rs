//! The relaxation: what the rest of the week must cost at least.
//!
//! A state is how many of each kind are had, capped at the need, and how many surplus units, capped. Topics and the
//! number of days are forgotten, and a surplus at its cap counts as enough; both can only make the estimate lower.

use super::INFINITE;
use super::day::{DayPlan, Filling};

/// Surplus units that are told apart; more counts as enough.
const SURPLUS_MAX: u32 = 4;
const INDIVIDUAL: usize = 5;
/// Most sessions of a kind that the relaxation tells apart; more counts as had.
const NEED_TRACKED_MAX: u32 = 4;

/// What is asked of a person's week, in scaled costs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ask {
    /// By kind.
    pub need: [u32; 6],
    pub missing: [i64; 6],
    pub dose: u32,
    pub dose_short: i64,
    pub floor: u32,
}

impl Ask {
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
struct Step {
    cost: i64,
    table: u32,
}

/// The relaxed cost-to-go, by day and state.
#[derive(Default)]
pub(crate) struct Bound {
    need: [u32; 6],
    nominal: [u32; 6],
    stride: [usize; 6],
    states: usize,
    fixed_units: u32,
    to_go: Vec<Vec<i64>>,
    tables: Vec<(u64, u32, Vec<u16>)>,
    steps: Vec<Step>,
    best_of: Vec<(u64, u32, i64)>,
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
        self.tables.clear();
        self.to_go.resize(days + 1, Vec::new());
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
        self.fixed_units = fixed_units;
        let row = &mut self.to_go[days];
        row.clear();
        for state in 0..self.states {
            let mut rest = state;
            let mut cost = 0;
            let mut units = fixed_units;
            for k in (1..6).rev() {
                let have = (rest / self.stride[k]) as u32;
                rest %= self.stride[k];
                units += have * self.nominal[k];
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
    }

    /// One day back: the cheapest of its fillings, or (`may_skip`) nothing.
    pub fn back(&mut self, day: usize, plan: &DayPlan, extra: i64, may_skip: bool) {
        self.reduce(&plan.fillings);
        let (head, tail) = self.to_go.split_at_mut(day + 1);
        let (row, next) = (&mut head[day], &tail[0]);
        row.clear();
        if may_skip {
            row.extend_from_slice(next);
        } else {
            row.resize(self.states + 1, INFINITE);
        }
        for step in &self.steps {
            let cost = step.cost + extra;
            let table = &self.tables[step.table as usize].2;
            for (have, &then) in row.iter_mut().zip(table) {
                let with = cost + next[usize::from(then)];
                if with < *have {
                    *have = with;
                }
            }
        }
    }

    /// Forgets topics, and drops what is no better in counts and hours and no cheaper.
    fn reduce(&mut self, fillings: &[Filling]) {
        self.best_of.clear();
        for f in fillings {
            let known = self
                .best_of
                .iter_mut()
                .find(|(c, u, _)| *c == f.counts && *u == f.units);
            match known {
                Some((_, _, cost)) => *cost = (*cost).min(f.cost),
                None => self.best_of.push((f.counts, f.units, f.cost)),
            }
        }
        self.steps.clear();
        for i in 0..self.best_of.len() {
            let (counts, units, cost) = self.best_of[i];
            let dominated = self.best_of.iter().enumerate().any(|(j, &(c, u, x))| {
                j != i
                    && x <= cost
                    && u >= units
                    && covers(c, counts)
                    && (x < cost || u > units || c != counts || j < i)
            });
            if !dominated {
                let table = self.table(counts, units);
                self.steps.push(Step { cost, table });
            }
        }
    }

    fn table(&mut self, counts: u64, units: u32) -> u32 {
        if let Some(i) = self
            .tables
            .iter()
            .position(|t| t.0 == counts && t.1 == units)
        {
            return i as u32;
        }
        let mut table = Vec::with_capacity(self.states);
        for state in 0..self.states {
            let mut rest = state;
            let mut then = 0;
            let mut used = 0;
            let session = |c: u64| c >> (8 * INDIVIDUAL) & 0xFF != 0;
            if session(counts) && state / self.stride[INDIVIDUAL] == 1 {
                table.push(self.states as u16);
                continue;
            }
            for k in (1..6).rev() {
                let have = (rest / self.stride[k]) as u32;
                rest %= self.stride[k];
                let more = (have + ((counts >> (8 * k)) as u32 & 0xFF)).min(self.need[k]);
                used += (more - have) * self.nominal[k];
                then += more as usize * self.stride[k];
            }
            let surplus = (rest as u32 + units.saturating_sub(used)).min(SURPLUS_MAX);
            table.push((then + surplus as usize) as u16);
        }
        self.tables.push((counts, units, table));
        self.tables.len() as u32 - 1
    }
}

/// Whether `a` has at least as many of every kind as `b`, byte by byte; of individual sessions just as many, because
/// a second one on another day is not allowed.
fn covers(a: u64, b: u64) -> bool {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    ((a | HIGH) - b) & HIGH == HIGH && (a ^ b) >> (8 * INDIVIDUAL) == 0
}
