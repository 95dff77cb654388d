//! A move for somebody without a week: groups that they need are built anew around them.
//!
//! One person without a week costs more than everything else together, and a random move seldom touches just the groups
//! that this one person lacks.

use super::alone::Ground;
use super::state::DesignState;
use crate::dice::Dice;
use crate::instance::Kind;
use crate::week::INFINITE;

/// Most groups, besides the process group, that are built anew for one person.
const GROUPS_MAX: usize = 4;
/// Of a hundred times, how often the process group thought of is taken, and how often it moves as well.
const THOUGHT: usize = 60;
const MOVED: usize = 15;

/// For whom the move is made, and in which process group they are to sit.
#[derive(Clone, Copy)]
pub(crate) struct Served {
    pub person: u32,
    pub group: u32,
}

/// Somebody of `able` without a week, and the groups to build anew for them.
pub(super) fn choose(
    state: &DesignState,
    ground: &Ground,
    able: &[u32],
    thought: &[Option<u32>],
    dice: &mut Dice,
    gone: &mut Vec<u32>,
) -> Option<Served> {
    let i = state.instance;
    let without = |p: &u32| state.weeks[*p as usize].is_none();
    let waiting: Vec<u32> = able.iter().copied().filter(without).collect();
    let person = *dice.pick(&waiting)?;
    let p = person as usize;
    let suits = |g: &u32| {
        i.groups[*g as usize].kind == Kind::Process
            && state.groups[*g as usize].is_some_and(|r| {
                ground.least_known(i, p, *g as usize, r.option as usize) < INFINITE
            })
    };
    let suited: Vec<u32> = i.eligible[p].iter().copied().filter(suits).collect();
    let own = thought.get(p).copied().flatten();
    let own = own.filter(|g| suited.contains(g) && dice.chance(THOUGHT));
    let group = own.or_else(|| dice.pick(&suited).copied())?;
    gone.clear();
    if dice.chance(MOVED) {
        gone.push(group);
    }
    for _ in 0..=dice.below(GROUPS_MAX) {
        if let Some(&g) = dice.pick(&i.eligible[p])
            && i.groups[g as usize].kind != Kind::Process
            && !gone.contains(&g)
        {
            gone.push(g);
        }
    }
    Some(Served { person, group })
}
