//! One annealing: groups are taken out and built anew; steps that make things worse are taken while it is warm.

use super::alone::Ground;
use super::bound::DesignBound;
use super::rebuild::Rebuild;
use super::site::Places;
use super::state::State;
use crate::dice::Dice;
use crate::instance::{Instance, Kind};
use crate::run::{Deadline, Event};
use crate::solution::Solution;
use crate::week::SCALE;

/// Temperature at the start and at the end, in costs.
const WARM: i64 = 500;
const COLD: i64 = 12;
/// How far the judged worth of slots is spread, in temperatures.
const NOISE: i64 = 2;
/// Steps between two rounds of the bound, besides a share for every person.
const BOUND_EVERY: u64 = 8;

/// With at most this many people the bound is worked on before anything else.
const PEOPLE_FEW: usize = 150;
/// At most this many rounds of it.
const ROUNDS_FIRST: usize = 300;

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
    state: State<'a>,
    dice: Dice,
    rebuild: Rebuild,
    ladder: Ladder<'a>,
    best: Solution,
    /// Scaled.
    pub best_cost: i64,
    gone: Vec<u32>,
    pub steps: u64,
}

impl<'a> Search<'a> {
    pub fn new(instance: &'a Instance, places: &'a Places, seed: u64, bounds: bool) -> Search<'a> {
        let state = State::new(instance);
        Search {
            places,
            ground: Ground::new(instance),
            best: state.solution(),
            best_cost: state.cost,
            state,
            dice: Dice::new(seed),
            rebuild: Rebuild::default(),
            ladder: if bounds {
                Ladder::Ground(0)
            } else {
                Ladder::None
            },
            gone: Vec::new(),
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
        // With few people the bound is worth having first: its prices say who is hard to place.
        self.ground.digging = self.state.weeks.len() <= PEOPLE_FEW;
        for round in 0..ROUNDS_FIRST {
            if !self.ground.digging || deadline.over(0) || self.settled() {
                break;
            }
            self.climb(if round == 0 { PEOPLE_FEW as u64 } else { 1 });
        }
        self.learn();
        self.construct(deadline);
        let every = BOUND_EVERY + self.state.weeks.len() as u64 / 4;
        let mut told = (i64::MAX, -1);
        while !deadline.over(self.steps) {
            self.step(deadline.used(self.steps));
            self.steps += 1;
            if self.steps % every == 0 {
                self.climb(every);
                self.learn();
            }
            let now = (self.best_cost, self.bound());
            if now != told {
                told = now;
                let placed = self.best.placed();
                tell(Event {
                    best: now.0 / SCALE,
                    bound: now.1,
                    placed,
                    elapsed: deadline.elapsed(),
                });
            }
        }
        self.keep();
    }

    /// A first timetable: each site's groups are all built at once, as if they had been taken out.
    fn construct(&mut self, deadline: &Deadline) {
        for groups in &self.places.groups {
            if deadline.over(0) {
                break;
            }
            let guide = (self.places, &mut self.ground);
            self.rebuild.run(
                &mut self.state,
                guide,
                groups,
                env("CN", 0) * SCALE,
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
            Ladder::Rounds(bound) => bound.settled(),
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
                    self.ladder = match DesignBound::new(instance, self.places, &mut self.ground) {
                        Some(bound) => Ladder::Rounds(Box::new(bound)),
                        None => Ladder::None,
                    };
                }
            }
            Ladder::Rounds(bound) => {
                if !bound.settled() {
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
        let temperature = (env("WARM", WARM) * (1000 - used) * (1000 - used) / 1_000_000)
            .max(env("COLD", COLD))
            * SCALE;
        let first = self.dice.below(groups) as u32;
        self.choose(first);
        let before = self.state.cost;
        let guide = (self.places, &mut self.ground);
        self.rebuild.run(
            &mut self.state,
            guide,
            &self.gone,
            temperature * env("NOISE", NOISE),
            &mut self.dice,
        );
        let change = self.state.cost - before;
        if change > self.dice.patience(temperature) {
            self.state.undo();
            return;
        }
        self.state.commit();
        self.keep();
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

fn is_process(instance: &Instance, g: u32) -> bool {
    instance.groups[g as usize].kind == Kind::Process
}
fn env(n: &str, d: i64) -> i64 {
    std::env::var(n)
        .ok()
        .and_then(|v| v.parse().ok())
        .unwrap_or(d)
}
