//! What one person could attend, given when the groups run.

use super::SCALE;
use super::day::span;
use crate::instance::{Instance, Kind, Meeting};
use crate::solution::{Running, Solution};

/// Most combinations of a process group with groups that meet on several days.
const COMBINATIONS_MAX: usize = 4096;

/// A group that meets on one day only.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offer {
    pub mask: u64,
    pub topic: u64,
    pub base: i64,
    pub group: u32,
    pub kind: u8,
    pub units: u8,
    pub day: u8,
}

/// A process group, with any groups that meet on several days: what the days are then built around.
#[derive(Clone, Debug)]
pub(crate) struct Anchor {
    pub groups: Vec<u32>,
    /// One mask per day.
    pub masks: Vec<u64>,
    pub topics: u64,
    pub base: i64,
    pub units: u32,
    /// Groups of each kind, one byte per kind.
    pub counts: u64,
}

/// A possible individual session.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Session {
    pub mask: u64,
    pub base: i64,
    pub at: Meeting,
}

/// Everything one person could attend, with what it costs them before any price.
#[derive(Clone, Debug)]
pub(crate) struct Menu {
    pub person: usize,
    pub anchors: Vec<Anchor>,
    /// By day and start.
    pub offers: Vec<Offer>,
    /// Where each day's offers begin; one more than days.
    pub offers_of: Vec<u32>,
    pub sessions: Vec<Session>,
    /// Where each day's sessions begin; one more than days.
    pub sessions_of: Vec<u32>,
    /// Whether every combination is listed; false only beyond [`COMBINATIONS_MAX`].
    pub complete: bool,
}

/// A group in its slot, seen by one person.
struct Seen {
    group: u32,
    kind: Kind,
    topic: u64,
    masks: Vec<(u8, u64)>,
    base: i64,
    units: u32,
}

impl Menu {
    /// The menu of a person with the groups as they run. Seats and the counselor's diary are not looked at: they are
    /// prices.
    pub fn new(instance: &Instance, solution: &Solution, person: usize) -> Menu {
        Menu::of(instance, &solution.groups, person, |_| true)
    }

    /// The menu of a person with only the groups that are open.
    pub fn of(
        instance: &Instance,
        groups: &[Option<Running>],
        person: usize,
        open: impl Fn(usize) -> bool,
    ) -> Menu {
        let see = |&g: &u32| {
            let running = groups[g as usize].filter(|_| open(g as usize))?;
            let slot = &instance.options(g as usize)[running.option as usize];
            see(instance, person, g, &slot.meetings)
        };
        let seen = instance.eligible[person].iter().filter_map(see).collect();
        Menu::of_seen(instance, person, seen)
    }

    fn of_seen(instance: &Instance, person: usize, seen: Vec<Seen>) -> Menu {
        let mut process = Vec::new();
        let mut several = Vec::new();
        let mut offers = Vec::new();
        for s in seen {
            let one_day = s.masks.windows(2).all(|w| w[0].0 == w[1].0);
            if s.kind == Kind::Process {
                process.push(s);
            } else if one_day {
                offers.push(Offer {
                    mask: s.masks.iter().fold(0, |m, (_, x)| m | x),
                    topic: s.topic,
                    base: s.base,
                    group: s.group,
                    kind: s.kind.index() as u8,
                    units: s.units as u8,
                    day: s.masks[0].0,
                });
            } else {
                several.push(s);
            }
        }
        offers.sort_by_key(|o| {
            (
                o.day,
                o.mask.trailing_zeros(),
                o.kind,
                o.topic,
                o.mask,
                o.group,
            )
        });
        let sessions = sessions(instance, person);
        let mut menu = Menu {
            person,
            anchors: Vec::new(),
            offers_of: starts(instance.days, offers.iter().map(|o| o.day)),
            offers,
            sessions_of: starts(instance.days, sessions.iter().map(|s| s.at.day)),
            sessions,
            complete: true,
        };
        for p in &process {
            let mut anchor = Anchor {
                groups: Vec::new(),
                masks: vec![0; instance.days],
                topics: 0,
                base: 0,
                units: 0,
                counts: 0,
            };
            let span_max = instance.limits.span_units_max;
            if anchor.add(p, span_max) {
                menu.combine(&anchor, &several, span_max);
            }
        }
        menu
    }

    /// The anchor alone, and with every compatible subset of the groups that meet on several days.
    fn combine(&mut self, anchor: &Anchor, several: &[Seen], span_max: u32) {
        if self.anchors.len() >= COMBINATIONS_MAX {
            self.complete = false;
            return;
        }
        self.anchors.push(anchor.clone());
        for (i, s) in several.iter().enumerate() {
            let mut with = anchor.clone();
            if with.add(s, span_max) {
                self.combine(&with, &several[i + 1..], span_max);
            }
        }
    }
}

impl Anchor {
    /// Adds a group, unless it meets when another does, has a topic of theirs, or makes a day longer than it may be.
    fn add(&mut self, s: &Seen, span_max: u32) -> bool {
        let clash = s.masks.iter().any(|&(d, m)| {
            let own = self.masks[usize::from(d)];
            own & m != 0 || span(own | m) > span_max
        });
        if clash || self.topics & s.topic != 0 {
            return false;
        }
        for &(d, m) in &s.masks {
            self.masks[usize::from(d)] |= m;
        }
        self.groups.push(s.group);
        self.topics |= s.topic;
        self.base += s.base;
        self.units += s.units;
        self.counts += 1 << (8 * s.kind.index());
        true
    }
}

/// The group as this person could attend it, or nothing when they are not free or it does not run.
fn see(instance: &Instance, person: usize, g: u32, meetings: &[Meeting]) -> Option<Seen> {
    let p = &instance.people[person];
    let group = &instance.groups[g as usize];
    if meetings.is_empty() {
        return None;
    }
    let mut masks = Vec::with_capacity(meetings.len());
    let mut cost = attendance_cost(instance, person, g as usize);
    for m in meetings {
        let (day, mask) = (usize::from(m.day), m.mask(group.length_units));
        if mask & !p.free[day] != 0 {
            return None;
        }
        cost += instance.life(p, day, mask);
        masks.push((m.day, mask));
    }
    Some(Seen {
        group: g,
        kind: group.kind,
        topic: group.topic_bit,
        units: meetings.len() as u32 * u32::from(group.length_units),
        masks,
        base: cost * SCALE,
    })
}

/// What attending this group costs this person at any hour: the wrong medium, leaving one's cohort.
pub(crate) fn attendance_cost(instance: &Instance, person: usize, g: usize) -> i64 {
    let (p, group, w) = (
        &instance.people[person],
        &instance.groups[g],
        &instance.weights,
    );
    let medium = if group.telehealth && !p.telehealth_wished {
        w.telehealth_mismatch
    } else {
        0
    };
    let leaves = group.kind == Kind::Process && p.cohort.is_some_and(|c| c != g);
    medium + if leaves { w.cohort_change } else { 0 }
}

fn sessions(instance: &Instance, person: usize) -> Vec<Session> {
    let p = &instance.people[person];
    let duty = &instance.staff[p.counselor].duty;
    let mut out = Vec::new();
    for (day, duty) in duty.iter().enumerate() {
        for &start in &instance.individual_starts {
            let at = Meeting {
                day: day as u8,
                start,
            };
            let mask = at.mask(instance.individual_units);
            if mask & !(p.free[day] & duty) == 0 {
                out.push(Session {
                    mask,
                    base: instance.life(p, day, mask) * SCALE,
                    at,
                });
            }
        }
    }
    out
}

fn starts(days: usize, of: impl Iterator<Item = u8>) -> Vec<u32> {
    let mut counts = vec![0u32; days + 1];
    for day in of {
        counts[usize::from(day) + 1] += 1;
    }
    for d in 0..days {
        counts[d + 1] += counts[d];
    }
    counts
}
