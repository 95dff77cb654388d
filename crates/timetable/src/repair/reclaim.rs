//! Giving one person their published week back, whatever stands in its way: a repair keeps first what weighs most, and
//! that is not always what the most people can stay with.

use super::leaders;
use crate::design::state::DesignState;
use crate::dice::Dice;
use crate::solution::{Running, Solution};

/// Tries it for one person. Whether it is worth what others lose is for the caller to say, who can undo it.
pub(super) fn reclaim(
    state: &mut DesignState,
    published: &Solution,
    person: usize,
    dice: &mut Dice,
) {
    let Some(week) = &published.weeks[person] else {
        return;
    };
    let own = |g: &usize| week.groups.contains(&(*g as u32));
    let option = |r: &Option<Running>| r.map(|r| r.option);
    let counselor = state.instance.people[person].counselor as u32;
    let leads = |r: &Option<Running>| {
        !week.individual.is_empty() && r.is_some_and(|r| r.leader == counselor)
    };
    // What the week lost, and what was handed to the counselor and may have taken the hour of the session.
    let lost: Vec<usize> = (0..state.groups.len())
        .filter(|g| {
            let (now, then) = (&state.groups[*g], &published.groups[*g]);
            own(g) && option(now) != option(then) || leads(now) && !leads(then)
        })
        .collect();
    for &g in &lost {
        stop(state, g);
        empty_around(state, g);
    }
    keep(state, published, &lost);
    let mut homeless = Vec::new();
    for &g in lost.iter().filter(|g| own(g)) {
        if let (None, Some(running)) = (state.groups[g], published.groups[g]) {
            force(state, &week.groups, g, running, &mut homeless, dice);
        }
    }
    homeless.extend(lost);
    settle(state, published, &homeless);
    // A counselor who has to lead what nobody else can may hand on what others can.
    let led: Vec<usize> = (0..state.groups.len())
        .filter(|g| leads(&state.groups[*g]) && leads(&published.groups[*g]))
        .collect();
    for &g in &led {
        stop(state, g);
    }
    settle(state, published, &led);
    // Nobody else takes a seat or the counselor's hour first.
    let in_the_way: Vec<usize> = (0..state.weeks.len())
        .filter(|p| state.weeks[*p] != published.weeks[*p])
        .collect();
    for &p in &in_the_way {
        state.clear_week(p);
    }
    let mut order = in_the_way;
    dice.shuffle(&mut order);
    order.sort_by_key(|p| *p != person);
    for &p in &order {
        state.restore_week(p);
    }
    for &p in &order {
        if state.weeks[p].is_none() {
            state.plan(p);
        }
    }
}

/// Starts those of the groups that do not run in their published slots, under leaders who disturb no session.
fn keep(state: &mut DesignState, published: &Solution, groups: &[usize]) {
    let held = super::hold_sessions(state, published);
    start(state, published, groups);
    super::release_sessions(state, &held);
}

/// The same, and the rest under whoever is left.
fn settle(state: &mut DesignState, published: &Solution, groups: &[usize]) {
    keep(state, published, groups);
    start(state, published, groups);
}

fn start(state: &mut DesignState, published: &Solution, groups: &[usize]) {
    for &g in groups {
        if let (None, Some(running)) = (state.groups[g], published.groups[g]) {
            leaders::keep_slot(state, g, running);
        }
    }
}

/// Takes the weeks of those whose group has somebody who could lead this one, so that leaders can change hands; they
/// get them back afterwards.
fn empty_around(state: &mut DesignState, g: usize) {
    for other in 0..state.groups.len() {
        if state.groups[other].is_some_and(|r| state.instance.leaders[g].contains(&r.leader)) {
            for p in state.members[other].clone() {
                state.clear_week(p as usize);
            }
        }
    }
}

/// Takes a group out, and its members' weeks.
fn stop(state: &mut DesignState, g: usize) {
    for p in state.members[g].clone() {
        state.clear_week(p as usize);
    }
    state.set_group(g, None);
}

/// Starts a group in its published slot; what had the room or the leader is stopped and noted.
fn force(
    state: &mut DesignState,
    spared: &[u32],
    g: usize,
    running: Running,
    homeless: &mut Vec<usize>,
    dice: &mut Dice,
) {
    let i = state.instance;
    let option = running.option as usize;
    if leaders::keep_slot(state, g, running) {
        return;
    }
    let meetings = &i.options(g)[option].meetings;
    let length = i.groups[g].length_units;
    let on_duty = |f: &&u32| {
        let duty = &i.staff[**f as usize].duty;
        let free = |m: &crate::instance::Meeting| m.mask(length) & !duty[usize::from(m.day)] == 0;
        meetings.iter().all(free)
    };
    let able: Vec<u32> = i.leaders[g].iter().filter(on_duty).copied().collect();
    let Some(&leader) = dice.pick(&able) else {
        return;
    };
    let sees = |p: &usize| i.people[*p].counselor == leader as usize;
    if state.displaced_units(g, option, leader) > 0 {
        for p in (0..state.weeks.len()).filter(sees) {
            state.clear_week(p);
        }
    }
    loop {
        let room = state.room_fits(g, option);
        if room && state.leader_fits(g, option, leader) {
            state.set_group(g, Some(Running { leader, ..running }));
            return;
        }
        let blocks = |(other, r): (usize, &Option<Running>)| {
            let r = (*r)?;
            let spare = other == g || spared.contains(&(other as u32));
            let related = if room {
                r.leader == leader
            } else {
                i.groups[other].site == i.groups[g].site && !i.groups[other].telehealth
            };
            (related && !spare).then_some(other)
        };
        let all = state.groups.iter().enumerate();
        let blocking: Vec<usize> = all.filter_map(blocks).collect();
        let Some(&other) = dice.pick(&blocking) else {
            return;
        };
        stop(state, other);
        homeless.push(other);
    }
}
