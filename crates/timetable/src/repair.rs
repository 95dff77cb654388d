//! Repair: something happened to a published week; the least disruptive timetable that copes with it.

mod change;
mod leaders;
mod reclaim;
pub mod sessions;

pub use change::Change;

use crate::assign::polish;
use crate::design::alone::Ground;
use crate::design::rebuild::Rebuild;
use crate::design::reference::Reference;
use crate::design::site::Places;
use crate::design::state::DesignState;
use crate::dice::Dice;
use crate::instance::{Instance, Invalid};
use crate::run::{Control, Deadline, Event, Options};
use crate::score;
use crate::solution::{Solution, Week};
use crate::week::SCALE;

/// The price of moving what is pinned: more than anything else could be worth.
const PINNED: i64 = 10_000_000;
/// Rounds of search that are enough for one change to a site, when the options do not say.
pub const STEPS_USUAL: u64 = 60;
/// Most people planned anew in one round of the search, per step.
const ROUNDS: usize = 8;

/// What disruption costs, in the instance's costs, and what must stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disruption {
    /// For every person whose published week changes in any way, or is lost.
    pub person: i64,
    /// For every group whose slot changes, or that stops or starts.
    pub group: i64,
    /// For every group that keeps its slot under another leader.
    pub leader: i64,
    /// People whose week stays if it is possible at all.
    pub pinned_people: Vec<usize>,
    /// Groups whose slot stays if it is possible at all.
    pub pinned_groups: Vec<usize>,
}

impl Default for Disruption {
    // House numbers; their order is what counts. What people were told is taken back last. Those who attend a group
    // that moves are counted one by one beside it, so the group itself is little; and of another leader nobody has to
    // know before they come.
    fn default() -> Self {
        Disruption {
            person: 600,
            group: 100,
            leader: 20,
            pinned_people: Vec::new(),
            pinned_groups: Vec::new(),
        }
    }
}

/// A repaired timetable.
#[derive(Clone, Debug)]
pub struct Repaired {
    /// The instance after the changes; the solution is for it.
    pub instance: Instance,
    /// The new timetable; it breaks no hard rule of that instance.
    pub solution: Solution,
    /// Its cost, without the price of disruption.
    pub cost: i64,
    /// The price of disruption.
    pub disruption: i64,
    /// People whose published week changed or was lost.
    pub touched: Vec<usize>,
    /// Groups whose slot changed, or that stopped or started.
    pub moved: Vec<usize>,
    /// Groups that have another leader in the same slot.
    pub handed_over: Vec<usize>,
}

/// Repairs a published timetable. It may be for fewer people than the instance has: the others are new.
pub fn repair(
    instance: &Instance,
    published: &Solution,
    changes: &[Change],
    disruption: &Disruption,
    options: &Options,
    control: &mut Control,
) -> Result<Repaired, Invalid> {
    let after = change::apply(instance, changes)?;
    let published = checked(instance, published, disruption)?;
    let deadline = Deadline::new(options, control);
    let mut dice = Dice::new(options.seed);
    let mut state = DesignState::near(&after, reference(&published, disruption));
    restore(&mut state, &published, &mut dice);
    let solution = search(
        &mut state, &published, &deadline, options, &mut dice, control,
    );
    Ok(report(&after, &published, solution, disruption))
}

/// The published timetable with a place for everybody, or what is wrong with it.
fn checked(
    instance: &Instance,
    published: &Solution,
    disruption: &Disruption,
) -> Result<Solution, Invalid> {
    let mut published = published.clone();
    if published.groups.len() != instance.groups.len() {
        return Err(Invalid::new(
            "published.series",
            "is not for the instance's groups",
        ));
    }
    if published.weeks.len() > instance.people.len() {
        return Err(Invalid::new(
            "published.part",
            "has more people than the instance",
        ));
    }
    published.weeks.resize(instance.people.len(), None);
    let pins = [
        (&disruption.pinned_people, instance.people.len()),
        (&disruption.pinned_groups, instance.groups.len()),
    ];
    for (pinned, count) in pins {
        if let Some(p) = pinned.iter().find(|p| **p >= count) {
            return Err(Invalid::new("pinned", format!("{p} is not one of {count}")));
        }
    }
    let broken = score(instance, &published).broken;
    match broken.first() {
        Some(rule) => Err(Invalid::new(
            "published",
            format!("breaks a rule before any change: {rule}"),
        )),
        None => Ok(published),
    }
}

fn reference(published: &Solution, d: &Disruption) -> Reference {
    let mut person = vec![d.person * SCALE; published.weeks.len()];
    let mut group = vec![d.group * SCALE; published.groups.len()];
    d.pinned_people
        .iter()
        .for_each(|p| person[*p] = PINNED * SCALE);
    d.pinned_groups
        .iter()
        .for_each(|g| group[*g] = PINNED * SCALE);
    Reference {
        groups: published.groups.clone(),
        weeks: published.weeks.clone(),
        person,
        group,
        leader: d.leader * SCALE,
    }
}

/// As much of the published timetable as is still possible, and weeks for those who lost theirs.
fn restore(state: &mut DesignState, published: &Solution, dice: &mut Dice) {
    // Groups whose loss would cost the most disruption choose first.
    let mut weight = vec![0i64; published.groups.len()];
    for (p, week) in published.weeks.iter().enumerate() {
        let price = state.none_cost(p);
        week.iter()
            .flat_map(|w| &w.groups)
            .for_each(|g| weight[*g as usize] += price);
    }
    let mut order: Vec<usize> = (0..weight.len())
        .filter(|g| published.groups[*g].is_some())
        .collect();
    order.sort_by_key(|g| std::cmp::Reverse(weight[*g]));
    // All that fit are put back first. A leader who is sought for one of the others is then not taken from a group
    // that could have kept them.
    let mut homeless = Vec::new();
    for &g in &order {
        let Some(running) = published.groups[g] else {
            continue;
        };
        let option = running.option as usize;
        if state.room_fits(g, option) && state.leader_fits(g, option, running.leader) {
            state.set_group(g, Some(running));
        } else {
            homeless.push((g, running));
        }
    }
    // Sessions of people whose week is still whole, so that a new leader is sought who disturbs none of them.
    let seen = hold_sessions(state, published);
    for (g, running) in homeless {
        leaders::keep_slot(state, g, running);
    }
    release_sessions(state, &seen);
    polish::fill_published(state, dice);
    polish::fill(state, &[], dice);
}

/// Marks the counselors' time of published sessions, by the hour and in the week; what was marked.
fn hold_sessions(state: &mut DesignState, published: &Solution) -> Vec<(usize, u64)> {
    let i = state.instance;
    let mut held = Vec::new();
    for (p, week) in published.weeks.iter().enumerate() {
        for m in week.iter().flat_map(|w: &Week| &w.individual) {
            let at = i.people[p].counselor * i.days + usize::from(m.day);
            let mask = m.mask(i.individual_units) & !state.seeing[at];
            state.seeing[at] |= mask;
            state.staff_units[i.people[p].counselor] += mask.count_ones();
            held.push((at, mask));
        }
    }
    held
}

fn release_sessions(state: &mut DesignState, held: &[(usize, u64)]) {
    for (at, mask) in held {
        state.seeing[*at] &= !mask;
        state.staff_units[at / state.instance.days] -= mask.count_ones();
    }
}

/// Improves the restored timetable: people who lost something are planned with others, groups that moved are moved.
fn search(
    state: &mut DesignState,
    published: &Solution,
    deadline: &Deadline,
    options: &Options,
    dice: &mut Dice,
    control: &mut Control,
) -> Solution {
    let places = Places::new(state.instance);
    let mut ground = Ground::new(state.instance);
    let mut rebuild = Rebuild::default();
    let (mut best, mut best_cost) = (state.solution(), state.cost);
    let most = options.steps.unwrap_or(STEPS_USUAL);
    let mut step = 0;
    while step < most && !deadline.over(step) {
        let lost: Vec<u32> = (0..published.groups.len() as u32)
            .filter(|g| published.groups[*g as usize] != state.groups[*g as usize])
            .collect();
        let before = state.cost;
        if let Some(&g) = dice.pick(&lost) {
            rebuild.run(state, &places, &mut ground, &[g], 200 * SCALE, dice);
            if state.cost > before {
                state.undo();
            } else {
                state.commit();
            }
        }
        let unhappy: Vec<u32> = (0..published.weeks.len() as u32)
            .filter(|p| state.weeks[*p as usize] != published.weeks[*p as usize])
            .collect();
        if let Some(&p) = dice.pick(&unhappy) {
            let before = state.cost;
            reclaim::reclaim(state, published, p as usize, dice);
            if state.cost > before {
                state.undo();
            } else {
                state.commit();
            }
        }
        polish::search_around(state, &unhappy, ROUNDS, dice);
        if state.cost < best_cost {
            (best, best_cost) = (state.solution(), state.cost);
            let elapsed = deadline.elapsed();
            (control.report)(Event {
                best: best_cost / SCALE,
                bound: 0,
                placed: best.placed(),
                elapsed,
            });
        }
        step += 1;
    }
    best
}

fn report(after: &Instance, published: &Solution, solution: Solution, d: &Disruption) -> Repaired {
    let cost = score(after, &solution).total;
    let option = |s: &Solution, g: usize| s.groups[g].map(|r| r.option);
    let groups = 0..published.groups.len();
    let moved: Vec<usize> = groups
        .clone()
        .filter(|g| option(published, *g) != option(&solution, *g))
        .collect();
    let handed_over: Vec<usize> = groups
        .filter(|g| !moved.contains(g) && published.groups[*g] != solution.groups[*g])
        .collect();
    let touched: Vec<usize> = (0..published.weeks.len())
        .filter(|p| {
            published.weeks[*p].as_ref().is_some_and(|week| {
                let through_group = week.groups.iter().any(|g| moved.contains(&(*g as usize)));
                through_group || solution.weeks[*p].as_ref() != Some(week)
            })
        })
        .collect();
    let disruption = d.person * touched.len() as i64
        + d.group * moved.len() as i64
        + d.leader * handed_over.len() as i64;
    Repaired {
        instance: after.clone(),
        solution,
        cost,
        disruption,
        touched,
        moved,
        handed_over,
    }
}
