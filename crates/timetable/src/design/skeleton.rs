//! The process groups alone, searched before anything else: which slots and leaders give the most people a week.
//!
//! Everybody's least week around each process slot is known. With everything else forgotten, a choice of slots is worth
//! what the cheapest seating costs, and that is told in microseconds; so thousands of choices are tried in the time of
//! one timetable. Where people sit in no good one, no later change of a single group helps, because several process
//! groups had to move at once.

use super::choice::ProcessChoice;
use super::seating::Seating;
use super::state::{DesignState, unplaced_cost};
use crate::dice::Dice;
use crate::instance::Instance;
use crate::run::Deadline;
use crate::solution::Running;
use crate::week::{INFINITE, SCALE};

/// Temperature at the start and at the end, in costs.
const WARM: i64 = 3000;
const COLD: i64 = 30;
/// Steps for each process group.
const STEPS: usize = 1200;
/// Steps between two looks at the clock.
const LOOK_EVERY: usize = 16;
/// Of a hundred steps, how many stop a group for a while.
const STOPS: usize = 3;
/// Slots looked at for a group that another took the leader or the room from.
const REPLACEMENTS: usize = 12;

/// Process groups that share people; others have nothing to do with them but leaders and rooms.
struct Part {
    /// Indices of choices.
    choices: Vec<usize>,
    people: Vec<u32>,
    /// By position in `choices`, then in `people`: the position in the choice's own people, or none.
    at: Vec<Vec<Option<usize>>>,
    seats: Vec<usize>,
    out: Vec<i64>,
}

/// What was found: how process groups run, and who is thought to sit where.
#[derive(Clone, Default)]
pub(crate) struct Found {
    pub groups: Vec<(usize, Running)>,
    /// By person: the group.
    pub seat: Vec<Option<u32>>,
    /// Scaled: no timetable with these slots costs less.
    pub value: i64,
}

/// The search.
pub(crate) struct Skeleton<'a, 'c> {
    instance: &'a Instance,
    choices: &'c [ProcessChoice],
    parts: Vec<Part>,
    /// By choice.
    part_of: Vec<usize>,
    /// Leaders and rooms.
    state: DesignState<'a>,
    /// By choice: the position among its slots.
    slots: Vec<Option<usize>>,
    /// By part, scaled.
    value: Vec<i64>,
    seating: Seating,
    costs: Vec<Vec<i64>>,
}

impl<'a, 'c> Skeleton<'a, 'c> {
    pub fn new(instance: &'a Instance, choices: &'c [ProcessChoice]) -> Skeleton<'a, 'c> {
        let (parts, part_of) = parts(instance, choices);
        let mut skeleton = Skeleton {
            instance,
            choices,
            part_of,
            state: DesignState::new(instance),
            slots: vec![None; choices.len()],
            value: vec![0; parts.len()],
            parts,
            seating: Seating::default(),
            costs: Vec::new(),
        };
        for part in 0..skeleton.parts.len() {
            skeleton.value[part] = skeleton.judge(part);
        }
        skeleton
    }

    /// One annealing from nothing; what is best by then when the deadline comes first.
    pub fn search(&mut self, deadline: &Deadline, dice: &mut Dice) -> Found {
        let all = self.choices.len();
        for c in 0..all {
            self.place(c, None);
        }
        for part in 0..self.parts.len() {
            self.value[part] = self.judge(part);
        }
        let mut best = (self.total(), self.kept());
        let steps = all * STEPS;
        for step in 0..steps {
            if step % LOOK_EVERY == 0 && deadline.over(0) {
                break;
            }
            let left = (steps - step) as i64 * 1000 / steps as i64;
            let temperature = (WARM * left * left / 1_000_000).max(COLD) * SCALE;
            self.step(temperature, dice);
            let total = self.total();
            if total < best.0 {
                best = (total, self.kept());
            }
        }
        self.found(best.1)
    }

    /// How many people each part has.
    #[cfg(test)]
    pub fn sizes(&self) -> Vec<usize> {
        self.parts.iter().map(|part| part.people.len()).collect()
    }

    fn total(&self) -> i64 {
        self.value.iter().sum()
    }

    fn kept(&self) -> Vec<(Option<usize>, Option<Running>)> {
        let running = |c: usize| self.state.groups[self.choices[c].group];
        (0..self.slots.len())
            .map(|c| (self.slots[c], running(c)))
            .collect()
    }

    fn found(&mut self, kept: Vec<(Option<usize>, Option<Running>)>) -> Found {
        let mut found = Found {
            seat: vec![None; self.instance.people.len()],
            ..Found::default()
        };
        for (c, (slot, running)) in kept.into_iter().enumerate() {
            self.slots[c] = slot;
            found
                .groups
                .extend(running.map(|r| (self.choices[c].group, r)));
        }
        for part in 0..self.parts.len() {
            found.value += self.judge(part);
            let part = &self.parts[part];
            for (p, seat) in part.people.iter().zip(&self.seating.seat) {
                let group = |s: usize| self.choices[part.choices[s]].group as u32;
                found.seat[*p as usize] = seat.map(group);
            }
        }
        found
    }

    /// Moves one group; whoever had its leader or room then looks for another place.
    fn step(&mut self, temperature: i64, dice: &mut Dice) {
        let c = dice.below(self.choices.len());
        let choice = &self.choices[c];
        if choice.slots.is_empty() {
            return;
        }
        let before: Vec<(usize, Option<usize>)>;
        let stop = dice.chance(STOPS);
        if stop {
            before = vec![(c, self.slots[c])];
            self.place(c, None);
        } else {
            let slot = dice.below(choice.slots.len());
            let Some(&leader) = dice.pick(&self.instance.leaders[choice.group]) else {
                return;
            };
            before = self.force(c, slot, leader, dice);
        }
        let mut parts: Vec<usize> = before.iter().map(|b| self.part_of[b.0]).collect();
        parts.sort_unstable();
        parts.dedup();
        let was: Vec<i64> = parts.iter().map(|p| self.value[*p]).collect();
        for &part in &parts {
            self.value[part] = self.judge(part);
        }
        let change: i64 = parts
            .iter()
            .zip(&was)
            .map(|(p, w)| self.value[*p] - w)
            .sum();
        if change > dice.patience(temperature) {
            self.state.undo();
            for (c, slot) in before.into_iter().rev() {
                self.slots[c] = slot;
            }
            for (part, value) in parts.into_iter().zip(was) {
                self.value[part] = value;
            }
        } else {
            self.state.commit();
        }
    }

    /// Puts a group somewhere, others out of the way; what was moved and from where.
    fn force(
        &mut self,
        c: usize,
        slot: usize,
        leader: u32,
        dice: &mut Dice,
    ) -> Vec<(usize, Option<usize>)> {
        let mut before = vec![(c, self.slots[c])];
        self.place(c, None);
        let group = self.choices[c].group;
        let option = self.choices[c].slots[slot];
        let mut moved = Vec::new();
        while !self.fits(group, option, leader) {
            let Some(other) = self.in_the_way(c, option, leader) else {
                return before;
            };
            before.push((other, self.slots[other]));
            self.place(other, None);
            moved.push(other);
        }
        self.place(c, Some((slot, leader)));
        for other in moved {
            let mut best: Option<(i64, usize, u32)> = None;
            for _ in 0..REPLACEMENTS {
                let slot = dice.below(self.choices[other].slots.len());
                let group = self.choices[other].group;
                let option = self.choices[other].slots[slot];
                let able = |f: &&u32| self.fits(group, option, **f);
                let Some(&leader) = self.instance.leaders[group].iter().find(able) else {
                    continue;
                };
                self.slots[other] = Some(slot);
                let value = self.judge(self.part_of[other]);
                self.slots[other] = None;
                if best.is_none_or(|b| value < b.0) {
                    best = Some((value, slot, leader));
                }
            }
            if let Some((_, slot, leader)) = best {
                self.place(other, Some((slot, leader)));
            }
        }
        before
    }

    fn fits(&self, group: usize, option: u32, leader: u32) -> bool {
        self.state.leader_fits(group, option as usize, leader)
            && self.state.room_fits(group, option as usize)
    }

    /// Another running group that has this leader, or else the same site, at the same time.
    fn in_the_way(&self, c: usize, option: u32, leader: u32) -> Option<usize> {
        let i = self.instance;
        let group = self.choices[c].group;
        let length = i.groups[group].length_units;
        let meetings = &i.options(group)[option as usize].meetings;
        let on_duty = meetings
            .iter()
            .all(|m| m.mask(length) & !i.staff[leader as usize].duty[usize::from(m.day)] == 0);
        if !on_duty {
            return None;
        }
        let led = self.state.leader_fits(group, option as usize, leader);
        let meets = |other: &usize| {
            let g = self.choices[*other].group;
            let Some(r) = self.state.groups[g] else {
                return false;
            };
            let related = if led {
                i.groups[g].site == i.groups[group].site && !i.groups[g].telehealth
            } else {
                r.leader == leader
            };
            let longer = i.groups[g].length_units;
            related
                && i.options(g)[r.option as usize].meetings.iter().any(|a| {
                    meetings
                        .iter()
                        .any(|b| a.day == b.day && a.mask(longer) & b.mask(length) != 0)
                })
        };
        (0..self.choices.len()).find(meets)
    }

    fn place(&mut self, c: usize, at: Option<(usize, u32)>) {
        let choice = &self.choices[c];
        self.slots[c] = at.map(|a| a.0);
        let running = at.map(|(slot, leader)| Running {
            option: choice.slots[slot],
            leader,
        });
        self.state.set_group(choice.group, running);
    }

    /// What the people of a part cost at least with these slots, scaled.
    fn judge(&mut self, part: usize) -> i64 {
        let i = self.instance;
        let part = &self.parts[part];
        let groups = part.choices.len();
        self.costs.resize(part.people.len(), Vec::new());
        for (p, row) in self.costs.iter_mut().enumerate() {
            row.clear();
            row.extend((0..groups).map(|n| {
                let choice = &self.choices[part.choices[n]];
                match (self.slots[part.choices[n]], part.at[n][p]) {
                    (Some(slot), Some(at)) => choice.costs[slot][at],
                    _ => INFINITE,
                }
            }));
        }
        let mut total = self.seating.seat(&self.costs, &part.out, &part.seats);
        for (n, &c) in part.choices.iter().enumerate() {
            if let Some(slot) = self.slots[c] {
                let smallest = i.groups[self.choices[c].group].smallest as usize;
                let missing = smallest.saturating_sub(self.seating.size(n)) as i64;
                total += self.choices[c].run[slot] + missing * i.weights.small * SCALE;
            }
        }
        total
    }
}

/// Choices that share people belong together. People who have a process group at their own site are not counted among
/// those of the network's groups: through these all sites would be one part, and every step as slow as all of them.
fn parts(instance: &Instance, choices: &[ProcessChoice]) -> (Vec<Part>, Vec<usize>) {
    let people_of = people_of(instance, choices);
    let mut part_of: Vec<usize> = (0..choices.len()).collect();
    let mut first = vec![None; instance.people.len()];
    for (c, people) in people_of.iter().enumerate() {
        for &p in people {
            let known = *first[p as usize].get_or_insert(c);
            let (from, to) = (part_of[c], part_of[known]);
            if from != to {
                part_of
                    .iter_mut()
                    .filter(|part| **part == from)
                    .for_each(|part| *part = to);
            }
        }
    }
    let mut names = part_of.clone();
    names.sort_unstable();
    names.dedup();
    for part in &mut part_of {
        *part = names.binary_search(part).unwrap_or(0);
    }
    let made = (0..names.len()).map(|name| {
        let of: Vec<usize> = (0..choices.len()).filter(|c| part_of[*c] == name).collect();
        let mut people: Vec<u32> = of.iter().flat_map(|c| &people_of[*c]).copied().collect();
        people.sort_unstable();
        people.dedup();
        let at = |c: &usize| {
            let place = |p: &u32| choices[*c].people.binary_search(p).ok();
            people.iter().map(place).collect()
        };
        let seats = |c: &usize| instance.groups[choices[*c].group].seats as usize;
        let out = |p: &u32| unplaced_cost(instance, *p as usize);
        Part {
            at: of.iter().map(at).collect(),
            seats: of.iter().map(seats).collect(),
            out: people.iter().map(out).collect(),
            choices: of,
            people,
        }
    });
    (made.collect(), part_of)
}

/// By choice: who is counted among its people.
fn people_of(instance: &Instance, choices: &[ProcessChoice]) -> Vec<Vec<u32>> {
    let of_site = |c: &ProcessChoice| instance.groups[c.group].site.is_some();
    let mut at_home = vec![false; instance.people.len()];
    for &p in choices
        .iter()
        .filter(|c| of_site(c))
        .flat_map(|c| &c.people)
    {
        at_home[p as usize] = true;
    }
    let counted = |c: &ProcessChoice| -> Vec<u32> {
        let counts = |p: &&u32| of_site(c) || !at_home[**p as usize];
        c.people.iter().filter(counts).copied().collect()
    };
    choices.iter().map(counted).collect()
}
