//! What would have to be different for another level.
//!
//! Because excluding criteria only ever become true with danger and required ones only false, clearing a level means
//! moving answers toward safety, and the changes for several criteria can be made together. Every way is applied and
//! kept only when the level then really is the recommended one.

use super::state::{EMERGENCY, State};
use super::{Place, Verdict};
use crate::LevelOfCare;
use crate::assessment::finding::{Danger, QuestionId, Reading};
use crate::assessment::protocol::{Protocol, bits};

/// The most ways shown for one level; more would be read by nobody.
pub const WAYS_MAX: usize = 3;

/// One answer that would have to be another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// Which question.
    pub question: QuestionId,
    /// Its answer then.
    pub to: i32,
}

/// What would make another level the recommended one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Otherwise {
    /// The level.
    pub level: LevelOfCare,
    /// Ways to it, each a set of changes that belong together; the shortest first. Empty when no few changes lead there.
    pub ways: Vec<Vec<Change>>,
}

type Changes = Vec<(u8, i32)>;

/// Every level but the recommended one.
pub fn all(protocol: &Protocol, readings: &mut [Reading], state: State) -> Vec<Otherwise> {
    let verdict = state.verdict(protocol);
    LevelOfCare::ALL
        .into_iter()
        .filter(|level| verdict != Verdict::Recommended(Place::Level(*level)))
        .map(|level| Otherwise {
            level,
            ways: ways(protocol, readings, state, level as usize),
        })
        .collect()
}

fn ways(
    protocol: &Protocol,
    readings: &mut [Reading],
    state: State,
    target: usize,
) -> Vec<Vec<Change>> {
    let mut found: Vec<Changes> = Vec::new();
    let cleared = clear(protocol, readings, target);
    let after = applied(protocol, readings, state, &cleared);
    if lands(protocol, after, target) {
        found.push(cleared);
    } else {
        // Nothing stands against the target any more, but a less intensive level would do: something must rule it out.
        // More danger can undo the clearing, so reasons are sought among criteria that leave the target alone.
        let floor = after.floor(protocol);
        for reason in reasons(protocol, floor, target) {
            let way = raise(protocol, readings, state, &cleared, reason, target);
            found.extend(way.filter(|way| !found.contains(way)));
        }
    }
    found.sort_by_key(Vec::len);
    found.truncate(WAYS_MAX);
    found
        .into_iter()
        .map(|way| {
            way.into_iter()
                .map(|(slot, to)| Change {
                    question: protocol.slots[usize::from(slot)].question,
                    to,
                })
                .collect()
        })
        .collect()
}

/// The changes after which nothing rules the target out, and nothing unknown could.
fn clear(protocol: &Protocol, readings: &[Reading], target: usize) -> Changes {
    let mut changes = Changes::new();
    for at in bits(protocol.bearing[target]) {
        let excluding = protocol.excluding >> at & 1 == 1;
        let wanted = protocol.criteria[at]
            .expression
            .change_to(!excluding, readings, excluding);
        for change in wanted {
            merge(protocol, &mut changes, change);
        }
    }
    changes
}

/// Keeps the safer of two changes to one answer.
fn merge(protocol: &Protocol, changes: &mut Changes, (slot, to): (u8, i32)) {
    let danger = protocol.slots[usize::from(slot)].question.question().danger;
    match changes.iter_mut().find(|(known, _)| *known == slot) {
        None => changes.push((slot, to)),
        Some(known) if danger == Danger::Falling => known.1 = known.1.max(to),
        Some(known) => known.1 = known.1.min(to),
    }
}

/// The criteria that would rule out the level at `floor` and leave the target alone.
fn reasons(protocol: &Protocol, floor: usize, target: usize) -> impl Iterator<Item = usize> {
    let set = protocol
        .bearing
        .get(floor)
        .map_or(0, |bearing| bearing & !protocol.bearing[target]);
    bits(set)
}

/// Makes `reason` rule its levels out, and goes on with the shortest further reason until the target is reached.
fn raise(
    protocol: &Protocol,
    readings: &mut [Reading],
    state: State,
    cleared: &Changes,
    reason: usize,
    target: usize,
) -> Option<Changes> {
    let mut way = cleared.clone();
    let mut next = Some(reason);
    for _ in 0..EMERGENCY {
        let added = with(protocol, readings, &way, |readings| {
            worsen(protocol, readings, next?)
        })?;
        for (slot, to) in added {
            // An answer that clearing needs cannot be the reason as well.
            if way.iter().any(|(known, _)| *known == slot) {
                return None;
            }
            way.push((slot, to));
        }
        let after = applied(protocol, readings, state, &way);
        if lands(protocol, after, target) {
            return Some(way);
        }
        let floor = after.floor(protocol);
        if floor > target {
            return None;
        }
        next = reasons(protocol, floor, target).next();
    }
    None
}

fn worsen(protocol: &Protocol, readings: &[Reading], reason: usize) -> Option<Changes> {
    let excluding = protocol.excluding >> reason & 1 == 1;
    let criterion = protocol.criteria.get(reason)?;
    Some(
        criterion
            .expression
            .change_to(excluding, readings, excluding),
    )
}

fn lands(protocol: &Protocol, state: State, target: usize) -> bool {
    state.verdict(protocol) == Verdict::Recommended(Place::at(target))
}

fn applied(
    protocol: &Protocol,
    readings: &mut [Reading],
    state: State,
    changes: &Changes,
) -> State {
    let touched = changes.iter().fold(0, |set, (slot, _)| {
        set | protocol.slots[usize::from(*slot)].criteria
    });
    with(protocol, readings, changes, |readings| {
        state.again(protocol, readings, touched)
    })
}

/// Looks at the readings with some answers changed, and puts them back.
fn with<T>(
    _: &Protocol,
    readings: &mut [Reading],
    changes: &Changes,
    look: impl FnOnce(&[Reading]) -> T,
) -> T {
    let before: Vec<Reading> = changes
        .iter()
        .map(|(slot, to)| {
            std::mem::replace(&mut readings[usize::from(*slot)], Reading::exactly(*to))
        })
        .collect();
    let seen = look(readings);
    for ((slot, _), reading) in changes.iter().zip(before) {
        readings[usize::from(*slot)] = reading;
    }
    seen
}
