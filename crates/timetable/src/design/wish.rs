//! How much a group at an hour would be worth to people, judged without planning their weeks.
//!
//! The judgement steers which slots are tried; what a slot is really worth is found by planning afterwards.

use super::state::DesignState;
use crate::instance::Kind;
use crate::week::{SCALE, attendance_cost};

/// What a session is worth when a day would be too short to count without it, in costs per acuity.
const COMPLETES_DAY: i64 = 1000;
/// What opening a new day is worth at most: nearly nothing, because one session is no day.
const NEW_DAY: i64 = 20;

/// One person, seen as someone who might join a group.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub person: u32,
    /// By day.
    pub taken: Vec<u64>,
    pub counts: [u32; 6],
    pub topics: u64,
    pub process: Option<u32>,
    pub units: u32,
    /// Whether their week is being planned anew.
    pub open: bool,
}

impl Wish {
    /// A person with their present week, without the groups in `gone`.
    pub fn of(state: &DesignState, p: usize, gone: &[u32]) -> Wish {
        let i = state.instance;
        let mut wish = Wish {
            person: p as u32,
            taken: vec![0; i.days],
            counts: [0; 6],
            topics: 0,
            process: None,
            units: 0,
            open: state.weeks[p].is_none(),
        };
        if let Some(week) = &state.weeks[p] {
            for &g in &week.groups {
                if gone.contains(&g) {
                    wish.open = true;
                } else {
                    wish.join(state, g);
                }
            }
            for m in &week.individual {
                wish.taken[usize::from(m.day)] |= m.mask(i.individual_units);
                wish.units += u32::from(i.individual_units);
                wish.counts[Kind::Individual.index()] += 1;
            }
        }
        wish
    }

    /// Notes that the person joins a running group.
    pub fn join(&mut self, state: &DesignState, g: u32) {
        let i = state.instance;
        let group = &i.groups[g as usize];
        let Some(r) = state.groups[g as usize] else {
            return;
        };
        for m in &i.options(g as usize)[r.option as usize].meetings {
            self.taken[usize::from(m.day)] |= m.mask(group.length_units);
            self.units += u32::from(group.length_units);
        }
        self.counts[group.kind.index()] += 1;
        self.topics |= group.topic_bit;
        if group.kind == Kind::Process {
            self.process = Some(g);
        }
    }

    /// What joining a group would be worth, whatever its hour, in scaled costs; 0 or less for not at all.
    /// `process` is what a process group is worth to someone without one.
    pub fn base_worth(&self, state: &DesignState, g: usize, process: i64) -> i64 {
        let i = state.instance;
        let (p, group) = (&i.people[self.person as usize], &i.groups[g]);
        let k = group.kind.index();
        let cost = attendance_cost(i, self.person as usize, g);
        if group.kind == Kind::Process {
            return if self.process.is_none() {
                process - cost * SCALE
            } else {
                0
            };
        }
        if self.topics & group.topic_bit != 0 {
            return 0;
        }
        let missing = if self.counts[k] < p.need[k] {
            i.weights.missing[k]
        } else {
            0
        };
        let short = p
            .prescribed_units
            .saturating_sub(self.units)
            .min(u32::from(group.length_units));
        (missing + i.weights.dose_short * i64::from(short) - cost) * SCALE
    }

    /// What a slot of a process group is worth: what the person would no longer cost. What they already have is of
    /// little weight, because the rest of the week follows the process group.
    pub fn process_worth(
        &self,
        state: &DesignState,
        g: usize,
        option: usize,
        base: i64,
        least: i64,
    ) -> i64 {
        let i = state.instance;
        let length = i.groups[g].length_units;
        let mut worth = base - least;
        for m in &i.options(g)[option].meetings {
            let both = self.taken[usize::from(m.day)] | m.mask(length);
            let clash = self.taken[usize::from(m.day)] & m.mask(length) != 0;
            let span = 64 - both.leading_zeros() - both.trailing_zeros();
            if clash || span > i.limits.span_units_max || both.count_ones() > i.limits.day_units_max
            {
                worth -= base / 16;
            }
        }
        worth
    }

    /// What this slot of another group is worth, given the worth of the group at any hour.
    pub fn worth(&self, state: &DesignState, g: usize, option: usize, base: i64) -> i64 {
        let i = state.instance;
        let p = &i.people[self.person as usize];
        let group = &i.groups[g];
        let limits = &i.limits;
        let mut worth = base;
        for m in &i.options(g)[option].meetings {
            let day = usize::from(m.day);
            let mask = m.mask(group.length_units);
            let taken = self.taken[day];
            if mask & (!p.free[day] | taken) != 0 {
                return 0;
            }
            let both = taken | mask;
            let span = 64 - both.leading_zeros() - both.trailing_zeros();
            let (before, units) = (taken.count_ones(), both.count_ones());
            if span > limits.span_units_max || units > limits.day_units_max {
                return 0;
            }
            worth -= (i64::from(span - units) * i.weights.gap + i.life(p, day, mask)) * SCALE;
            if before > 0 && before < limits.day_units_min {
                worth += COMPLETES_DAY * i64::from(p.acuity) * SCALE;
            } else if before == 0 && units < limits.day_units_min {
                if !self.open {
                    return 0;
                }
                worth = worth.min(NEW_DAY * SCALE);
            }
        }
        worth
    }
}
