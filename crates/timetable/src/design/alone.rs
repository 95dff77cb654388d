//! What each person's week would cost at least if every other group could meet whenever anyone could lead it.
//!
//! For every slot of a process group: the cheapest week around it, with one's own counselor always free, any number
//! of groups, any seat. Nobody's week in any timetable is cheaper, so these are the ground the design's bound stands
//! on; and they say where a process group can give whom a week at all.

use super::state::unplaced_cost;
use crate::instance::{Instance, Kind, Meeting};
use crate::week::bound::{Ask, Bound, BoundStep, prune};
use crate::week::{INFINITE, SCALE};
use std::collections::HashMap;

/// The kinds that a day is filled with: groups by [`Kind::index`], and the individual session.
const FILLERS: std::ops::Range<usize> = 1..6;

/// Counts of a day that fit its limits, and where one more session leads.
struct Counts {
    /// Packed one byte per kind, with their units.
    of: Vec<(u64, u32)>,
    /// By state and kind.
    next: Vec<[usize; 6]>,
}

/// Most counts that a day is told apart by; with more there is no bound.
const COUNTS_MAX: usize = 2_000;

const NOWHERE: usize = usize::MAX;

/// The least cost of a week by person and process slot.
pub(crate) struct Alone<'a> {
    instance: &'a Instance,
    counts: Counts,
    lengths: [u8; 6],
    /// What a seat costs at least, by kind: a full group's share of its meeting.
    seat: [i64; 6],
    bound: Bound,
    ended: Vec<i64>,
    idle: Vec<i64>,
    steps: Vec<BoundStep>,
}

/// Where each kind could start, by day, for one person.
struct Starts {
    of: Vec<[u64; 6]>,
}

impl<'a> Alone<'a> {
    /// Nothing when groups of one kind differ in length, or a day could hold too much: then nobody is bounded by this.
    pub fn new(instance: &'a Instance) -> Option<Alone<'a>> {
        let mut lengths = [0u8; 6];
        let mut seat = [i64::MAX; 6];
        lengths[5] = instance.individual_units;
        seat[5] = 0;
        for g in &instance.groups {
            let k = g.kind.index();
            if g.kind != Kind::Process && lengths[k] != 0 && lengths[k] != g.length_units {
                return None;
            }
            lengths[k] = g.length_units;
            let share = instance.weights.run_meeting * SCALE / i64::from(g.seats.max(1));
            seat[k] = seat[k].min(share);
        }
        Some(Alone {
            instance,
            counts: Counts::new(
                lengths,
                instance.limits.day_units_max.min(instance.units as u32),
            )?,
            lengths,
            seat,
            bound: Bound::default(),
            ended: Vec::new(),
            idle: Vec::new(),
            steps: Vec::new(),
        })
    }

    /// For one person: the least cost with a process group like this one in each of its options (scaled; without
    /// what leaving a cohort or telehealth costs), or infinity where no week is possible.
    pub fn costs(&mut self, person: usize, group: usize) -> Vec<i64> {
        let i = self.instance;
        let p = &i.people[person];
        let length = i.groups[group].length_units;
        let starts = self.starts(person);
        let ask = Ask::of(i, person);
        let mut nominal = [0; 6];
        for k in FILLERS {
            nominal[k] = u32::from(self.lengths[k]);
        }
        self.bound.prepare(&ask, nominal, i.days);
        let mut days: HashMap<(usize, u64), Vec<BoundStep>> = HashMap::new();
        let options = i.options(group);
        let mut out = Vec::with_capacity(options.len());
        for slot in options {
            let meetings = &slot.meetings;
            let mut masks = vec![0u64; i.days];
            for m in meetings {
                masks[usize::from(m.day)] |= m.mask(length);
            }
            if masks.iter().zip(&p.free).any(|(m, free)| m & !free != 0) {
                out.push(INFINITE);
                continue;
            }
            for (day, &mask) in masks.iter().enumerate() {
                let steps = || self.day(person, day, mask, &starts);
                days.entry((day, mask)).or_insert_with(steps);
            }
            let units = meetings.len() as u32 * u32::from(length);
            out.push(self.join(&ask, &masks, units, person, &days));
        }
        out
    }

    /// Joins the days around one process slot.
    fn join(
        &mut self,
        ask: &Ask,
        masks: &[u64],
        units: u32,
        person: usize,
        days: &HashMap<(usize, u64), Vec<BoundStep>>,
    ) -> i64 {
        let i = self.instance;
        let used = masks.iter().filter(|m| **m != 0).count() as u32;
        let extra = if used >= i.limits.days_min {
            i.weights.day_extra * SCALE
        } else {
            0
        };
        self.bound.end(ask, units, i.days);
        for day in (0..i.days).rev() {
            let free = masks[day] == 0;
            let steps = days.get(&(day, masks[day])).map_or(&[][..], Vec::as_slice);
            self.bound
                .back(day, steps, if free { extra } else { 0 }, free);
        }
        let mut cost = self.bound.to_go(0, self.bound.state(0, 0));
        for (day, mask) in masks.iter().enumerate() {
            cost = cost.saturating_add(i.life(&i.people[person], day, *mask) * SCALE);
        }
        cost + i64::from(used.saturating_sub(i.limits.days_min)) * i.weights.day_extra * SCALE
    }

    /// Where each kind could start: someone may lead it then, and the person is free.
    fn starts(&self, person: usize) -> Starts {
        let i = self.instance;
        let p = &i.people[person];
        let mut of = vec![[0u64; 6]; i.days];
        let mut seen: Vec<(usize, &[u32])> = Vec::new();
        for &g in &i.eligible[person] {
            let group = &i.groups[g as usize];
            let leaders = i.leaders[g as usize].as_slice();
            if group.kind == Kind::Process || seen.contains(&(group.option_set, leaders)) {
                continue;
            }
            seen.push((group.option_set, leaders));
            let on_duty = |m: &Meeting| {
                let mask = m.mask(group.length_units);
                let day = usize::from(m.day);
                mask & !p.free[day] == 0
                    && leaders
                        .iter()
                        .any(|f| mask & !i.staff[*f as usize].duty[day] == 0)
            };
            for m in i
                .options(g as usize)
                .iter()
                .flat_map(|s| &s.meetings)
                .filter(|m| on_duty(m))
            {
                of[usize::from(m.day)][group.kind.index()] |= 1 << m.start;
            }
        }
        let duty = &i.staff[p.counselor].duty;
        for (day, starts) in of.iter_mut().enumerate() {
            for &start in &i.individual_starts {
                let mask = Meeting {
                    day: day as u8,
                    start,
                }
                .mask(i.individual_units);
                if mask & !(p.free[day] & duty[day]) == 0 {
                    starts[5] |= 1 << start;
                }
            }
        }
        Starts { of }
    }

    /// The cheapest ways to fill one day around a process meeting, by counts.
    fn day(&mut self, person: usize, day: usize, base: u64, starts: &Starts) -> Vec<BoundStep> {
        let i = self.instance;
        let p = &i.people[person];
        let mut best = vec![INFINITE; self.counts.of.len()];
        let possible = p.free[day];
        let first_last = if base == 0 {
            63
        } else {
            base.trailing_zeros() as usize
        };
        for first in 0..i.units.min(first_last + 1) {
            if possible >> first & 1 == 1 {
                self.from(person, day, base, first, &starts.of[day], &mut best);
            }
        }
        let mut steps = std::mem::take(&mut self.steps);
        steps.clear();
        let taken = base.count_ones();
        for (cost, &(counts, units)) in best.iter().zip(&self.counts.of) {
            let total = units + taken;
            let fits = total >= i.limits.day_units_min && total <= i.limits.day_units_max;
            if *cost < INFINITE && fits {
                steps.push(BoundStep {
                    cost: *cost,
                    counts,
                    units,
                });
            }
        }
        let mut pruned = Vec::new();
        prune(&steps, &mut pruned);
        self.steps = steps;
        pruned
    }

    /// All days whose first session starts at one unit: a pass over the units, by counts so far.
    fn from(
        &mut self,
        person: usize,
        day: usize,
        base: u64,
        first: usize,
        starts: &[u64; 6],
        best: &mut [i64],
    ) {
        let i = self.instance;
        let p = &i.people[person];
        let states = self.counts.of.len();
        let last = (first + i.limits.span_units_max as usize).min(i.units);
        let row = |u: usize| (u - first) * states;
        self.ended.clear();
        self.ended.resize((last - first + 1) * states, INFINITE);
        self.idle.clear();
        self.idle.resize((last - first + 1) * states, INFINITE);
        self.ended[0] = 0;
        let gap = i.weights.gap * SCALE;
        for u in first..=last {
            let passed = base >> u.min(63) == 0 || u >= 64;
            for (s, best) in best.iter_mut().enumerate() {
                let ended = self.ended[row(u) + s];
                // Read where a session has just ended, and never in idle time: a day does not end with a gap, for
                // which nobody waits. Nor before the meeting that it stands around.
                if ended < *best && passed && (u > first) {
                    *best = ended;
                }
                let here = ended.min(self.idle[row(u) + s]);
                if here >= INFINITE || u == last {
                    continue;
                }
                if base >> u & 1 == 1 {
                    let next = &mut self.ended[row(u + 1) + s];
                    *next = here.min(*next);
                    continue;
                }
                if u > first {
                    let next = &mut self.idle[row(u + 1) + s];
                    *next = (here + gap).min(*next);
                }
                for k in FILLERS {
                    let (then, length) = (self.counts.next[s][k], usize::from(self.lengths[k]));
                    if then == NOWHERE || starts[k] >> u & 1 == 0 || u + length > last {
                        continue;
                    }
                    let mask = crate::instance::units_mask(length as u8) << u;
                    if mask & base != 0 {
                        continue;
                    }
                    let cost = here + i.life(p, day, mask) * SCALE + self.seat[k];
                    let next = &mut self.ended[row(u + length) + then];
                    *next = cost.min(*next);
                }
            }
        }
    }
}

impl Counts {
    fn new(lengths: [u8; 6], units_max: u32) -> Option<Counts> {
        let mut of: Vec<(u64, u32)> = vec![(0, 0)];
        let mut next: Vec<[usize; 6]> = Vec::new();
        let mut at = 0;
        while at < of.len() {
            if of.len() > COUNTS_MAX {
                return None;
            }
            let (counts, units) = of[at];
            let mut to = [NOWHERE; 6];
            for k in FILLERS {
                let more = units + u32::from(lengths[k]);
                let second_session = k == 5 && counts >> 40 != 0;
                if lengths[k] == 0 || more > units_max || second_session {
                    continue;
                }
                let new = (counts + (1 << (8 * k)), more);
                to[k] = of.iter().position(|s| *s == new).unwrap_or_else(|| {
                    of.push(new);
                    of.len() - 1
                });
            }
            next.push(to);
            at += 1;
        }
        Some(Counts { of, next })
    }
}

/// Least weeks by person, process slot and kind of process group, computed when first asked for.
pub(crate) struct Ground<'a> {
    alone: Option<Alone<'a>>,
    /// By group: which class of equal options and lengths; none when not a process group.
    class: Vec<Option<usize>>,
    classes: usize,
    rows: Vec<Option<Vec<i64>>>,
    /// By person: what a place in a process group is worth, scaled; the price of no week until better is known.
    pub worth: Vec<i64>,
    /// Whether rows are worked out when asked for. While not, every free hour counts as good.
    pub digging: bool,
}

impl<'a> Ground<'a> {
    pub fn new(instance: &'a Instance) -> Ground<'a> {
        let mut known: Vec<(usize, u8)> = Vec::new();
        let mut class = Vec::with_capacity(instance.groups.len());
        for g in &instance.groups {
            let key = (g.option_set, g.length_units);
            class.push((g.kind == Kind::Process).then(|| {
                known.iter().position(|k| *k == key).unwrap_or_else(|| {
                    known.push(key);
                    known.len() - 1
                })
            }));
        }
        Ground {
            alone: Alone::new(instance),
            class,
            classes: known.len(),
            rows: vec![None; instance.people.len() * known.len()],
            worth: (0..instance.people.len())
                .map(|p| unplaced_cost(instance, p))
                .collect(),
            digging: true,
        }
    }

    /// The least costs of a person by option of a process group; none when they cannot be told.
    pub fn row(&mut self, person: usize, group: usize) -> Option<&[i64]> {
        let at = person * self.classes + self.class[group]?;
        if self.rows[at].is_none() {
            self.rows[at] = Some(self.alone.as_mut()?.costs(person, group));
        }
        self.rows[at].as_deref()
    }

    /// The same, where it was asked for before.
    pub fn known(&self, person: usize, group: usize) -> Option<&[i64]> {
        self.rows[person * self.classes + self.class[group]?].as_deref()
    }

    /// The least cost of a person's week with a process group in this option, as far as it is known; infinite where
    /// they are not free.
    pub fn least(
        &mut self,
        instance: &Instance,
        person: usize,
        group: usize,
        option: usize,
    ) -> i64 {
        if self.digging {
            self.row(person, group);
        }
        self.least_known(instance, person, group, option)
    }

    /// The same, without working anything out.
    pub fn least_known(
        &self,
        instance: &Instance,
        person: usize,
        group: usize,
        option: usize,
    ) -> i64 {
        if let Some(row) = self.known(person, group) {
            return row[option];
        }
        let length = instance.groups[group].length_units;
        let free = &instance.people[person].free;
        let meetings = &instance.options(group)[option].meetings;
        let possible = meetings
            .iter()
            .all(|m| m.mask(length) & !free[usize::from(m.day)] == 0);
        if possible { 0 } else { INFINITE }
    }
}
