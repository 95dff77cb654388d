//! One annealing: groups are taken out and built anew; steps that make things worse are taken while it is warm.

use super::alone::Ground;
use super::bound::DesignBound;
use super::choice::choices;
use super::rebuild::Rebuild;
use super::schedule::Schedule;
use super::serve;
use super::site::Places;
use super::skeleton::{Found, Skeleton};
use super::state::DesignState;
use crate::assign::polish;
use crate::dice::Dice;
use crate::instance::{Instance, Kind};
use crate::run::{Deadline, Event};
use crate::solution::Solution;
use crate::week::{INFINITE, SCALE};

/// Temperature at the start and at the end, in costs.
const WARM: i64 = 500;
const WARM_AGAIN: i64 = 200;
const COLD: i64 = 12;
/// How far the judged worth of slots is spread, in temperatures.
const NOISE: i64 = 2;
/// Of a hundred steps, how many let two groups change places, how many plan a few people anew, and how many are made
/// for somebody without a week.
const SWAPS: usize = 10;
const SHUFFLES: usize = 10;
const SERVES: usize = 20;
/// How many times the process groups are searched by themselves for every annealing that begins with them.
const SKELETONS: usize = 2;
/// How many times a process group is tried for before another is taken.
const PROCESS_TRIES: usize = 3;
/// Steps between two rounds of the bound, besides a share for every person.
const BOUND_EVERY: u64 = 8;

/// With at most this many people the bound is worked on before anything else.
const PEOPLE_FEW: usize = 150;
/// At most this many rounds of it.
const ROUNDS_FIRST: usize = 300;
/// People whose least weeks are worked out between two looks at the clock.
const GROUND_CHUNK: u64 = 8;

/// The bound, from nothing known to settled.
enum Ladder<'a> {
    /// Everybody's least weeks are being worked out; the next person.
    Ground(usize),
    Rounds(Box<DesignBound<'a>>),
    /// No bound but 0.
    None,
}

/// One annealing.
pub(crate) struct Search<'a> {
    places: &'a Places,
    ground: Ground<'a>,
    state: DesignState<'a>,
    dice: Dice,
    rebuild: Rebuild,
    ladder: Ladder<'a>,
    /// Whether this one works on the bound.
    bounds: bool,
    best: Solution,
    /// Scaled.
    pub best_cost: i64,
    gone: Vec<u32>,
    /// Process groups found by themselves, not begun with yet.
    skeletons: Vec<Found>,
    /// People who could have a week at all, as far as that is known.
    able: Vec<u32>,
    /// The temperature at the start of this annealing.
    warm: i64,
    pub steps: u64,
}

impl<'a> Search<'a> {
    pub fn new(instance: &'a Instance, places: &'a Places, seed: u64, bounds: bool) -> Search<'a> {
        let state = DesignState::new(instance);
        Search {
            places,
            ground: Ground::new(instance),
            best: state.solution(),
            best_cost: state.cost,
            state,
            dice: Dice::new(seed),
            rebuild: Rebuild::default(),
            ladder: Ladder::Ground(0),
            bounds,
            gone: Vec::new(),
            skeletons: Vec::new(),
            able: (0..instance.people.len() as u32).collect(),
            warm: WARM,
            steps: 0,
        }
    }

    /// The best timetable and its scaled cost.
    pub fn answer(self) -> (Solution, i64) {
        (self.best, self.best_cost)
    }

    /// The bound so far, in costs.
    pub fn bound(&self) -> i64 {
        match &self.ladder {
            Ladder::Rounds(b) if b.bound > 0 => {
                b.bound.div_euclid(SCALE) + i64::from(b.bound.rem_euclid(SCALE) > 0)
            }
            _ => 0,
        }
    }

    /// Searches until the deadline.
    pub fn run(&mut self, deadline: &Deadline, tell: &mut dyn FnMut(Event)) {
        // A first timetable soon, from what is known without digging.
        self.ground.digging = false;
        self.construct(deadline, &[]);
        self.tell(deadline, tell);
        while matches!(self.ladder, Ladder::Ground(_)) && !deadline.over(0) {
            self.climb(GROUND_CHUNK);
        }
        self.ground.digging = true;
        self.find_skeletons(deadline);
        // With few people the bound is worth having first: its prices say who is hard to place.
        for _ in 0..ROUNDS_FIRST {
            let few = self.state.weeks.len() <= PEOPLE_FEW;
            if !few || deadline.over(0) || self.settled() {
                break;
            }
            self.climb(1);
        }
        self.learn();
        self.begin(0, deadline);
        let every = BOUND_EVERY + self.state.weeks.len() as u64 / 16;
        let mut told = (i64::MAX, -1);
        let mut schedule = Schedule::new(self.state.weeks.len());
        while !deadline.over(self.steps) {
            if schedule.advance(self.steps) {
                self.begin(schedule.cycle, deadline);
            }
            self.step(schedule.used(self.steps));
            self.steps += 1;
            if self.steps.is_multiple_of(every) {
                self.climb(every * 4);
                self.learn();
            }
            let now = (self.best_cost, self.bound());
            if now != told {
                told = now;
                self.tell(deadline, tell);
            }
        }
        self.keep();
    }

    fn tell(&self, deadline: &Deadline, tell: &mut dyn FnMut(Event)) {
        tell(Event {
            best: self.best_cost / SCALE,
            bound: self.bound(),
            placed: self.best.placed(),
            elapsed: deadline.elapsed(),
        });
    }

    /// A timetable from nothing, or from process groups that run already: each site's groups are all built at once, as
    /// if they had been taken out, but for those in `kept`.
    fn construct(&mut self, deadline: &Deadline, kept: &[usize]) {
        let mut build = Vec::new();
        for groups in &self.places.groups {
            if deadline.over(0) {
                break;
            }
            build.clear();
            build.extend(groups.iter().filter(|g| !kept.contains(&(**g as usize))));
            self.rebuild.run(
                &mut self.state,
                self.places,
                &mut self.ground,
                &build,
                0,
                &mut self.dice,
            );
        }
        for p in 0..self.state.weeks.len() {
            if self.state.weeks[p].is_none() && !deadline.over(0) {
                self.state.plan(p);
            }
        }
        self.state.commit();
        self.keep();
    }

    /// A new annealing: from process groups found by themselves every other time, and between from the best, less warm.
    fn begin(&mut self, cycle: u64, deadline: &Deadline) {
        let instance = self.state.instance;
        // Every annealing that begins at the best ends near it, so every other one begins anew; but what that one found
        // was found in a short time, so the next goes on from the best. With many people there are many sites, and
        // beginning anew at all of them because of one would throw away too much.
        if cycle % 2 == 1 || (cycle > 0 && self.state.weeks.len() > PEOPLE_FEW) {
            self.warm = WARM_AGAIN;
            self.state = DesignState::load(instance, &self.best);
            self.state.change_all();
            return;
        }
        self.warm = WARM;
        self.state = DesignState::new(instance);
        self.state.change_all();
        let mut kept = Vec::new();
        if cycle > 0 {
            self.find_skeletons(deadline);
        }
        if let Some(found) = self.skeleton() {
            for (g, running) in found.groups {
                self.state.set_group(g, Some(running));
                kept.push(g);
            }
            self.rebuild.seat = found.seat;
        }
        self.construct(deadline, &kept);
    }

    /// Searches the process groups by themselves.
    fn find_skeletons(&mut self, deadline: &Deadline) {
        if let Ladder::Rounds(bound) = &self.ladder {
            let mut skeleton = Skeleton::new(self.state.instance, bound.choices());
            for _ in 0..SKELETONS {
                self.skeletons
                    .push(skeleton.search(deadline, &mut self.dice));
            }
        }
    }

    /// The best process groups that were found by themselves and not yet begun with.
    fn skeleton(&mut self) -> Option<Found> {
        let values = self.skeletons.iter().enumerate();
        let best = values.min_by_key(|(_, found)| found.value)?.0;
        Some(self.skeletons.swap_remove(best))
    }

    /// Remembers the present timetable if it is the best.
    fn keep(&mut self) {
        if self.state.cost < self.best_cost {
            self.best_cost = self.state.cost;
            self.state.copy_changes(&mut self.best);
        }
    }

    fn settled(&self) -> bool {
        match &self.ladder {
            Ladder::Ground(_) => false,
            Ladder::Rounds(bound) => !self.bounds || bound.settled(),
            Ladder::None => true,
        }
    }

    /// What the bound says a place is worth, once it says anything.
    fn learn(&mut self) {
        if let Ladder::Rounds(bound) = &self.ladder
            && bound.bound > 0
        {
            self.ground.worth = bound.worth();
            self.ground.digging = true;
        }
    }

    /// A little work on the bound.
    fn climb(&mut self, people: u64) {
        let instance = self.state.instance;
        match &mut self.ladder {
            Ladder::None => {}
            Ladder::Ground(from) => {
                let to = (*from + people as usize).min(instance.people.len());
                for p in *from..to {
                    for &g in instance.eligible[p]
                        .iter()
                        .filter(|g| is_process(instance, **g))
                    {
                        self.ground.row(p, g as usize);
                    }
                }
                *from = to;
                if to == instance.people.len() {
                    let known = choices(instance, self.places, &mut self.ground);
                    if known.is_some() {
                        let ground = &self.ground;
                        self.able.retain(|p| {
                            let own = &instance.eligible[*p as usize];
                            let rows = own.iter().filter(|g| is_process(instance, **g));
                            rows.filter_map(|g| ground.known(*p as usize, *g as usize))
                                .flatten()
                                .any(|cost| *cost < INFINITE)
                        });
                    }
                    self.ladder = known.map_or(Ladder::None, |c| {
                        Ladder::Rounds(Box::new(DesignBound::new(instance, c)))
                    });
                }
            }
            Ladder::Rounds(bound) => {
                if self.bounds && !bound.settled() {
                    bound.round(self.best_cost);
                }
            }
        }
    }

    fn step(&mut self, used: i64) {
        let groups = self.state.groups.len();
        if groups == 0 {
            return;
        }
        let temperature = (self.warm * (1000 - used) * (1000 - used) / 1_000_000).max(COLD) * SCALE;
        let before = self.state.cost;
        match self.dice.below(100) {
            n if n < SWAPS => self.swap(),
            n if n < SWAPS + SHUFFLES => {
                polish::shuffle(&mut self.state, &self.able, &mut self.dice);
            }
            n => {
                if n < SWAPS + SHUFFLES + SERVES {
                    self.rebuild.served = serve::choose(
                        &self.state,
                        &self.ground,
                        &self.able,
                        &self.rebuild.seat,
                        &mut self.dice,
                        &mut self.gone,
                    );
                }
                if self.rebuild.served.is_none() {
                    self.choose();
                }
                let noise = temperature * NOISE;
                self.rebuild.run(
                    &mut self.state,
                    self.places,
                    &mut self.ground,
                    &self.gone,
                    noise,
                    &mut self.dice,
                );
            }
        }
        let change = self.state.cost - before;
        if change > self.dice.patience(temperature) {
            self.state.undo();
            return;
        }
        self.state.commit();
        self.keep();
    }

    /// Two groups of a kind, site and track change places, leaders and all; their members are planned anew. Whoever
    /// sat in a cohort may find it again at the hour they like.
    fn swap(&mut self) {
        let i = self.state.instance;
        let a = self.first();
        let same = |b: &&u32| {
            let (x, y) = (&i.groups[a as usize], &i.groups[**b as usize]);
            let alike = x.kind == y.kind && x.track == y.track && x.option_set == y.option_set;
            **b != a
                && alike
                && x.length_units == y.length_units
                && i.leaders[a as usize] == i.leaders[**b as usize]
        };
        let like: Vec<u32> = self
            .places
            .neighbors(a)
            .iter()
            .filter(same)
            .copied()
            .collect();
        let Some(&b) = self.dice.pick(&like) else {
            return;
        };
        let (a, b) = (a as usize, b as usize);
        let mut people: Vec<u32> = self.state.members[a]
            .iter()
            .chain(&self.state.members[b])
            .copied()
            .collect();
        people.sort_unstable();
        people.dedup();
        for &p in &people {
            self.state.clear_week(p as usize);
        }
        let (of_a, of_b) = (self.state.groups[a], self.state.groups[b]);
        self.state.set_group(a, None);
        self.state.set_group(b, None);
        for (g, running) in [(a, of_b), (b, of_a)] {
            // Rooms differ when seats do.
            if running.is_some_and(|r| self.state.room_fits(g, r.option as usize)) {
                self.state.set_group(g, running);
            }
        }
        self.dice.shuffle(&mut people);
        for p in people {
            self.state.plan(p as usize);
        }
    }

    /// A group to start from; process groups more often than their number, because everything hangs on them.
    fn first(&mut self) -> u32 {
        let mut g = 0;
        for _ in 0..PROCESS_TRIES {
            g = self.dice.below(self.state.groups.len()) as u32;
            if is_process(self.state.instance, g) {
                break;
            }
        }
        g
    }

    /// Which groups to build anew: one, or one and some that share people with it.
    fn choose(&mut self) {
        let first = self.first();
        self.gone.clear();
        self.gone.push(first);
        let more = match self.dice.below(10) {
            0..6 => 0,
            6..8 => 1,
            8 => 2,
            _ => 4,
        };
        for _ in 0..more {
            let Some(&p) = self.dice.pick(&self.state.members[first as usize]) else {
                break;
            };
            let Some(week) = &self.state.weeks[p as usize] else {
                break;
            };
            if let Some(&g) = self.dice.pick(&week.groups)
                && !self.gone.contains(&g)
            {
                self.gone.push(g);
            }
        }
    }
}

fn is_process(instance: &Instance, g: u32) -> bool {
    instance.groups[g as usize].kind == Kind::Process
}
