//! Assign: the groups are fixed, everybody gets a week, with a proven bound.

pub(crate) mod polish;
pub(crate) mod prices;

use crate::design::state::DesignState;
use crate::dice::Dice;
use crate::instance::Instance;
use crate::run::{Control, Deadline, Event, Options};
use crate::solution::{Running, Solution};
use crate::week::{Menu, SCALE, Searcher};
use crate::{DesignAnswer, score};
use prices::{Market, demand};

/// A fresh timetable is rounded from the prices every so many iterations.
const ROUND_EVERY: u64 = 10;

/// Gives everybody a week with the groups exactly as they run. A step is one round of prices.
pub fn assign(
    instance: &Instance,
    groups: &[Option<Running>],
    options: &Options,
    control: &mut Control,
) -> DesignAnswer {
    let mut start = Solution::empty(instance);
    start
        .groups
        .clone_from_slice(&groups[..instance.groups().len().min(groups.len())]);
    improve(instance, start, options, control)
}

/// As [`assign`], but starting from a timetable whose groups and weeks are kept where nothing better is found.
pub fn improve(
    instance: &Instance,
    start: Solution,
    options: &Options,
    control: &mut Control,
) -> DesignAnswer {
    let deadline = Deadline::new(options, control);
    let groups = start.groups.clone();
    let menus: Vec<Menu> = (0..instance.people.len())
        .map(|p| Menu::new(instance, &start, p))
        .collect();
    let mut market = Market::new(instance, &groups);
    let mut searchers: Vec<Searcher> = std::iter::repeat_with(Searcher::default)
        .take(options.threads.max(1))
        .collect();
    let mut dice = Dice::new(options.seed);
    let mut state = DesignState::load(instance, &start);
    polish::fill(&mut state, &[], &mut dice);
    let (mut best, mut best_cost) = (state.solution(), state.cost);
    let mut step = 0;
    let mut told = (i64::MAX, i64::MIN);
    while !deadline.over(step) {
        let chosen = demand(instance, &market, &menus, &mut searchers);
        market.learn(&chosen, best_cost);
        if step % ROUND_EVERY == ROUND_EVERY - 1 {
            let mut fresh = DesignState::load(
                instance,
                &Solution {
                    groups: groups.clone(),
                    weeks: vec![None; menus.len()],
                },
            );
            polish::fill(&mut fresh, &market.bound_prices, &mut dice);
            polish::sweep(&mut fresh, &mut dice);
            if fresh.cost < state.cost {
                state = fresh;
            }
        }
        let rounds = instance.people.len() / 8 + 4;
        polish::search(
            &mut state,
            &market.bound_prices,
            rounds,
            deadline.used(step) / 1000,
            &mut dice,
        );
        if state.cost < best_cost {
            (best, best_cost) = (state.solution(), state.cost);
        }
        step += 1;
        // Costs are whole, so a bound above the next lower one proves the best.
        let bound = whole(market.bound);
        if (best_cost / SCALE, bound) != told {
            told = (best_cost / SCALE, bound);
            (control.report)(Event {
                best: told.0,
                bound,
                placed: best.placed(),
                elapsed: deadline.elapsed(),
            });
        }
        if bound >= told.0 {
            break;
        }
    }
    debug_assert_eq!(
        score(instance, &best).total * SCALE,
        best_cost,
        "the incremental cost is the score"
    );
    DesignAnswer {
        solution: best,
        cost: best_cost / SCALE,
        bound: whole(market.bound).min(best_cost / SCALE),
        steps: step,
    }
}

/// Costs are whole, so a bound can be rounded up.
fn whole(scaled: i64) -> i64 {
    if scaled <= 0 {
        // No cost is below 0.
        0
    } else {
        scaled.div_euclid(SCALE) + i64::from(scaled.rem_euclid(SCALE) > 0)
    }
}
