//! Design: groups' slots, leaders, rooms and everybody's week together.

mod alone;
mod bound;
pub(crate) mod rebuild;
pub(crate) mod site;
pub(crate) mod state;
mod wish;

use crate::dice::Dice;
use crate::instance::Instance;
use crate::run::{Control, Deadline, Event, Options};
use crate::solution::Solution;
use crate::week::SCALE;
use rebuild::Rebuild;
use site::Places;
use state::State;

/// What a design or an assignment found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The best timetable found; it breaks no hard rule.
    pub solution: Solution,
    /// Its cost.
    pub cost: i64,
    /// No timetable can cost less.
    pub bound: i64,
    /// Steps taken by all threads.
    pub steps: u64,
}

/// Temperature at the start and at the end, in costs.
const WARM: i64 = 500;
const COLD: i64 = 12;

/// Designs a timetable.
pub fn design(instance: &Instance, options: &Options, control: &mut Control) -> Answer {
    let deadline = Deadline::new(options, control);
    let places = Places::new(instance);
    let mut search = Search::new(instance, &places, options.seed);
    search.construct();
    let mut step = 0;
    let mut told = i64::MAX;
    while !deadline.over(step) {
        let used = deadline.used(step);
        search.step(used);
        step += 1;
        if search.best_cost < told {
            told = search.best_cost;
            search.keep();
            (control.report)(Event {
                best: told / SCALE,
                bound: 0,
                placed: search.best.placed(),
                elapsed: deadline.elapsed(),
            });
        }
    }
    search.keep();
    Answer {
        cost: search.best_cost / SCALE,
        solution: search.best,
        bound: 0,
        steps: step,
    }
}

/// One annealing.
struct Search<'a> {
    places: &'a Places,
    state: State<'a>,
    dice: Dice,
    rebuild: Rebuild,
    best: Solution,
    best_cost: i64,
    gone: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(instance: &'a Instance, places: &'a Places, seed: u64) -> Search<'a> {
        let state = State::new(instance);
        Search {
            places,
            best: state.solution(),
            best_cost: state.cost,
            state,
            dice: Dice::new(seed),
            rebuild: Rebuild::default(),
            gone: Vec::new(),
        }
    }

    /// A first timetable: each site's groups are all built at once, as if they had been taken out.
    fn construct(&mut self) {
        for groups in &self.places.groups {
            self.rebuild
                .run(&mut self.state, self.places, groups, 0, &mut self.dice);
        }
        for p in 0..self.state.weeks.len() {
            if self.state.weeks[p].is_none() {
                self.state.plan(p);
            }
        }
        self.state.commit();
        self.keep();
    }

    fn keep(&mut self) {
        if self.state.cost < self.best_cost || self.best.placed() == 0 {
            self.best_cost = self.state.cost;
            self.best = self.state.solution();
        }
    }

    fn step(&mut self, used: i64) {
        let i = self.state.instance;
        let groups = i.groups.len();
        if groups == 0 {
            return;
        }
        let temperature = (env("WARM", 500) * (1000 - used) * (1000 - used) / 1_000_000)
            .max(env("COLD", 12))
            * SCALE;
        let first = self.dice.below(groups) as u32;
        self.choose(first);
        let before = self.state.cost;
        let noise = temperature * env("NOISE", 20) / 10;
        self.rebuild.run(
            &mut self.state,
            self.places,
            &self.gone,
            noise,
            &mut self.dice,
        );
        if self.state.cost - before > self.dice.patience(temperature) {
            self.state.undo();
        } else {
            self.state.commit();
            if self.state.cost < self.best_cost {
                self.keep();
            }
        }
    }

    /// Which groups to build anew: one, or one and some that share people with it.
    fn choose(&mut self, first: u32) {
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

fn env(n: &str, d: i64) -> i64 {
    std::env::var(n)
        .ok()
        .and_then(|v| v.parse().ok())
        .unwrap_or(d)
}

/// TEMP
pub fn design_bound(instance: &Instance, best: i64, rounds: u32) -> i64 {
    let places = Places::new(instance);
    let Some(mut b) = bound::DesignBound::new(instance, &places, &|| false) else {
        return 0;
    };
    for n in 0..rounds {
        b.round(best * SCALE);
        if n % 50 == 0 {
            println!("{n} {}", b.bound / SCALE);
        }
    }
    b.bound / SCALE
}
