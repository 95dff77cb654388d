//! Timetables from prices, and local search among people with the groups fixed.

use crate::design::state::{DesignState, Guide};
use crate::dice::Dice;
use crate::week::SCALE;

/// Most people planned anew in one step.
const TOGETHER_MAX: usize = 6;
/// Temperature at the start, in costs.
const WARM: i64 = 60;
/// Mean noise on a price, in costs.
const NOISE: i64 = 15;

/// Plans everybody without a week, people with little room first, steered by prices.
pub(crate) fn fill(state: &mut DesignState, guide: &[i64], dice: &mut Dice) {
    let mut order: Vec<(i64, u32)> = Vec::new();
    for (p, person) in state.instance.people.iter().enumerate() {
        if state.weeks[p].is_none() {
            let free: u32 = person.free.iter().map(|m| m.count_ones()).sum();
            order.push((
                i64::from(free) - 20 * i64::from(person.acuity) + dice.below(40) as i64,
                p as u32,
            ));
        }
    }
    order.sort_unstable();
    for (_, p) in order {
        state.plan_guided(
            p as usize,
            Guide {
                group: guide,
                session: &[],
            },
        );
    }
    state.commit();
}

/// Gives people without a week their published one where it is still possible, those with least need of it last.
pub(crate) fn fill_published(state: &mut DesignState, dice: &mut Dice) {
    let mut order: Vec<u32> = (0..state.weeks.len() as u32).collect();
    dice.shuffle(&mut order);
    for p in order {
        state.restore_week(p as usize);
    }
    state.commit();
}

/// Plans one of these people together with others who compete with them, again and again; keeps what is no worse.
pub(crate) fn search_around(
    state: &mut DesignState,
    people: &[u32],
    rounds: usize,
    dice: &mut Dice,
) {
    let mut together = Vec::new();
    for _ in 0..rounds {
        let Some(&p) = dice.pick(people) else { return };
        company(state, p as usize, &mut together, dice);
        replan(state, &together, Guide::default(), 0, dice);
    }
}

/// Plans everybody once more, one at a time, at no price but the true one.
pub(crate) fn sweep(state: &mut DesignState, dice: &mut Dice) {
    let mut order: Vec<u32> = (0..state.weeks.len() as u32).collect();
    dice.shuffle(&mut order);
    for p in order {
        state.plan(p as usize);
    }
    state.commit();
}

/// Takes a few people who compete out and plans them anew in another order, again and again. Some of the time the
/// prices steer them, or prices with noise: the best for all may be nobody's first choice.
pub(crate) fn search(
    state: &mut DesignState,
    guide: &[i64],
    rounds: usize,
    used: i64,
    dice: &mut Dice,
) {
    let mut people = Vec::new();
    let temperature = (WARM * (1000 - used) / 1000).max(1) * SCALE;
    let jitter = |dice: &mut Dice| dice.patience(NOISE * SCALE);
    let noisy: Vec<i64> = guide
        .iter()
        .map(|price| price.saturating_add(jitter(dice)))
        .collect();
    let hours = state.instance.days * state.instance.units;
    let restless: Vec<i64> = (0..hours).map(|_| jitter(dice)).collect();
    for _ in 0..rounds {
        choose(state, &mut people, dice);
        let steer = match dice.below(4) {
            0 => Guide {
                group: guide,
                session: &[],
            },
            1 => Guide {
                group: &noisy,
                session: &restless,
            },
            _ => Guide::default(),
        };
        replan(state, &people, steer, temperature, dice);
    }
}

/// Takes one of these people and a few who compete with them out and plans them anew; whether to keep it is for the
/// caller to say.
pub(crate) fn shuffle(state: &mut DesignState, of: &[u32], dice: &mut Dice) {
    let mut people = Vec::new();
    let drawn: Vec<u32> = (0..3).filter_map(|_| dice.pick(of).copied()).collect();
    if let Some(&dearest) = drawn.iter().max_by_key(|p| state.own[**p as usize]) {
        company(state, dearest as usize, &mut people, dice);
    }
    for &p in &people {
        state.clear_week(p as usize);
    }
    for &p in &people {
        state.plan(p as usize);
    }
}

/// Plans these people anew, in this order, and keeps it unless it is worse by more than the dice allow.
fn replan(
    state: &mut DesignState,
    people: &[u32],
    guide: Guide,
    temperature: i64,
    dice: &mut Dice,
) {
    let before = state.cost;
    for &p in people {
        state.clear_week(p as usize);
    }
    for &p in people {
        state.plan_guided(p as usize, guide);
    }
    if state.cost - before > dice.patience(temperature) {
        state.undo();
    } else {
        state.commit();
    }
}

/// One person with much to gain, and others whose seats or counselor they could use.
fn choose(state: &DesignState, people: &mut Vec<u32>, dice: &mut Dice) {
    people.clear();
    let n = state.weeks.len();
    if n > 0 {
        let dearest = (0..3)
            .map(|_| dice.below(n))
            .max_by_key(|p| state.own[*p])
            .unwrap_or(0);
        company(state, dearest, people, dice);
    }
}

/// A person, and others whose seats or counselor they could use.
fn company(state: &DesignState, person: usize, people: &mut Vec<u32>, dice: &mut Dice) {
    let i = state.instance;
    people.clear();
    people.push(person as u32);
    let together = 1 + dice.below(TOGETHER_MAX);
    for _ in 0..together * 2 {
        let other = if dice.chance(25) {
            dice.pick(&state.caseload[i.people[person].counselor])
                .copied()
        } else {
            let g = dice.pick(&i.eligible[person]).copied().unwrap_or(0);
            state
                .members
                .get(g as usize)
                .and_then(|m| dice.pick(m))
                .copied()
        };
        if let Some(p) = other.filter(|p| !people.contains(p)) {
            people.push(p);
        }
        if people.len() > together {
            break;
        }
    }
    // Someone else's turn to choose first.
    if people.len() > 1 && dice.chance(30) {
        dice.shuffle(people);
    }
}
