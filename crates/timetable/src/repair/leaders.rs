//! Keeping groups in their slots when a leader is missing: someone else leads, perhaps after handing on a group of
//! their own. Nobody who attends notices, so this is tried before anything else.

use crate::design::state::DesignState;
use crate::solution::Running;

/// How far a group may be handed on.
const HANDS_MAX: usize = 3;

/// Starts a group in its published slot under whoever can lead it; true when that worked.
pub(super) fn keep_slot(state: &mut DesignState, g: usize, published: Running) -> bool {
    state.room_fits(g, published.option as usize)
        && hand_to(state, g, published, HANDS_MAX, &mut Vec::new())
}

fn hand_to(
    state: &mut DesignState,
    g: usize,
    running: Running,
    hands: usize,
    moving: &mut Vec<usize>,
) -> bool {
    let i = state.instance;
    let option = running.option as usize;
    let mut leaders: Vec<u32> = i.leaders[g].clone();
    leaders.sort_by_key(|f| {
        (
            *f != running.leader,
            state.displaced_units(g, option, *f),
            *f,
        )
    });
    for &leader in &leaders {
        if state.leader_fits(g, option, leader) && state.displaced_units(g, option, leader) == 0 {
            state.set_group(g, Some(Running { leader, ..running }));
            return true;
        }
    }
    if hands == 0 {
        return false;
    }
    moving.push(g);
    for &leader in &leaders {
        for other in in_the_way(state, g, option, leader) {
            // Nobody was given their week back yet; a group that somebody sits in could not be stopped even for a
            // moment.
            if moving.contains(&other) || !state.members[other].is_empty() {
                continue;
            }
            let Some(theirs) = state.groups[other] else {
                continue;
            };
            state.set_group(other, None);
            if state.leader_fits(g, option, leader) && state.displaced_units(g, option, leader) == 0
            {
                state.set_group(g, Some(Running { leader, ..running }));
                if hand_to(state, other, theirs, hands - 1, moving) {
                    moving.pop();
                    return true;
                }
                state.set_group(g, None);
            }
            state.set_group(other, Some(theirs));
        }
    }
    moving.pop();
    false
}

/// Groups that a leader leads: in the way by their hours in the week if not by the hour.
fn in_the_way(state: &DesignState, g: usize, option: usize, leader: u32) -> Vec<usize> {
    let i = state.instance;
    let slot = &i.options(g)[option].meetings;
    let length = i.groups[g].length_units;
    let on_duty = slot
        .iter()
        .all(|m| m.mask(length) & !i.staff[leader as usize].duty[usize::from(m.day)] == 0);
    let led = |(_, r): &(usize, &Option<Running>)| on_duty && r.is_some_and(|r| r.leader == leader);
    state
        .groups
        .iter()
        .enumerate()
        .filter(led)
        .map(|(other, _)| other)
        .collect()
}
