//! What each process group may be: its slots, who could join it in each, and at what least cost.

use super::alone::Ground;
use super::site::Places;
use crate::instance::{Instance, Kind, Meeting};
use crate::week::{INFINITE, SCALE, attendance_cost};

/// One process group with everybody who may join it.
pub(crate) struct ProcessChoice {
    pub group: usize,
    /// Options that some leader is on duty for.
    pub slots: Vec<u32>,
    pub people: Vec<u32>,
    /// By slot: the scaled cost of running there.
    pub run: Vec<i64>,
    /// By slot: the hours it takes of a leader, as `day * units + unit`.
    pub hours: Vec<Vec<usize>>,
    /// By slot: who could lead it.
    pub leaders: Vec<Vec<u32>>,
    /// By slot, then by the position in `people`: the scaled least cost, or infinity.
    pub costs: Vec<Vec<i64>>,
}

/// Every process group's choice; nothing when the least costs cannot be told.
pub(crate) fn choices(
    instance: &Instance,
    places: &Places,
    ground: &mut Ground,
) -> Option<Vec<ProcessChoice>> {
    let process = |g: &usize| instance.groups[*g].kind == Kind::Process;
    let empty = |group| {
        let slots = places.slots(group);
        let meetings = |o: &u32| instance.options(group)[*o as usize].meetings.len() as i64;
        let run = |o| meetings(o) * instance.weights.run_meeting * SCALE;
        ProcessChoice {
            group,
            slots: slots.to_vec(),
            people: Vec::new(),
            run: slots.iter().map(run).collect(),
            hours: slots.iter().map(|o| hours(instance, group, *o)).collect(),
            leaders: slots.iter().map(|o| leaders(instance, group, *o)).collect(),
            costs: vec![Vec::new(); slots.len()],
        }
    };
    let groups = 0..instance.groups.len();
    let mut choices: Vec<ProcessChoice> = groups.filter(process).map(empty).collect();
    let mut choice_of = vec![usize::MAX; instance.groups.len()];
    for (c, choice) in choices.iter().enumerate() {
        choice_of[choice.group] = c;
    }
    for p in 0..instance.people.len() {
        let own = instance.eligible[p].iter().map(|g| *g as usize);
        for g in own.filter(process) {
            let choice = &mut choices[choice_of[g]];
            choice.people.push(p as u32);
            let more = attendance_cost(instance, p, g) * SCALE;
            let row = ground.row(p, g)?;
            for (costs, option) in choice.costs.iter_mut().zip(places.slots(g)) {
                costs.push(row[*option as usize].saturating_add(more).min(INFINITE));
            }
        }
    }
    Some(choices)
}

fn hours(instance: &Instance, group: usize, option: u32) -> Vec<usize> {
    let length = usize::from(instance.groups[group].length_units);
    let meetings = &instance.options(group)[option as usize].meetings;
    let from = |m: &Meeting| usize::from(m.day) * instance.units + usize::from(m.start);
    meetings
        .iter()
        .flat_map(|m| from(m)..from(m) + length)
        .collect()
}

fn leaders(instance: &Instance, group: usize, option: u32) -> Vec<u32> {
    let length = instance.groups[group].length_units;
    let meetings = &instance.options(group)[option as usize].meetings;
    let on_duty = |f: &u32| {
        let duty = &instance.staff[*f as usize].duty;
        let free = |m: &Meeting| m.mask(length) & !duty[usize::from(m.day)] == 0;
        meetings.iter().all(free)
    };
    let all = instance.leaders[group].iter().copied();
    all.filter(on_duty).collect()
}
