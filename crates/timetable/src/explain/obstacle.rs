//! Why not placed: obstacles are taken away one at a time, smallest first, until a week is found.

use super::trial::{Trial, general, relaxed};
use super::words;
use crate::board::ResourceBoard;
use crate::design::state::DesignState;
use crate::instance::{Instance, Kind, Person};
use crate::solution::{Solution, Week};
use crate::week::SCALE;

/// Longest stretch of one commitment that is tried, in minutes.
const STRETCH_MINUTES_MAX: u32 = 240;

/// One thing that could be different.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Relaxation {
    /// One more seat in a group.
    Seat {
        /// Which.
        group: usize,
    },
    /// Telehealth becomes possible for the person.
    Telehealth,
    /// The person is free on a day from one unit up to another.
    Hours {
        /// Which day.
        day: usize,
        /// First unit.
        from: usize,
        /// First unit after it.
        to: usize,
    },
    /// The person may sit in the general process groups although their track is another.
    GeneralTrack,
    /// One more group like this one, in one of its slots.
    NewGroup {
        /// The group it is like: kind, site, track, topic, seats, options.
        like: usize,
        /// Which of the options.
        option: usize,
        /// Who of the staff could lead it as things stand; none when someone must be found.
        leader: Option<usize>,
    },
}

impl Relaxation {
    /// In words: "one more seat in …".
    pub fn in_words(&self, instance: &Instance, person: usize) -> String {
        let name = &instance.people[person].name;
        match *self {
            Relaxation::Seat { group } => {
                format!("one more seat in {}", instance.groups[group].name)
            }
            Relaxation::Telehealth => format!("telehealth for {name}"),
            Relaxation::Hours { day, from, to } => {
                let (start, end) = (words::time(instance, from), words::time(instance, to));
                format!(
                    "{name} being free on {} from {start} to {end}",
                    words::day(instance, day)
                )
            }
            Relaxation::GeneralTrack => format!("a general process group for {name}"),
            Relaxation::NewGroup {
                like,
                option,
                leader,
            } => new_group_words(instance, like, option, leader),
        }
    }
}

pub(super) fn new_group_words(
    i: &Instance,
    like: usize,
    option: usize,
    leader: Option<usize>,
) -> String {
    let group = &i.groups[like];
    let track = group
        .track
        .map(|t| format!(" of the {} track", i.tracks[usize::from(t)]))
        .unwrap_or_default();
    let hours = words::meetings(i, &i.options(like)[option].meetings);
    let led = match leader {
        Some(f) => format!(", which {} could lead", i.staff[f].name),
        None => ", with someone to lead it".to_owned(),
    };
    format!("a new {}{track} on {hours}{led}", group.kind.words())
}

/// A relaxation that was tried and gives the person a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What would be different.
    pub relaxation: Relaxation,
    /// How much it asks of people, for ordering: a seat is 1, an hour of someone's life 2, a new group 4.
    pub burden: i64,
    /// The person's cost then, with the seats they take.
    pub cost: i64,
    /// Their week then; a new group has the number after the last.
    pub week: Week,
}

/// Why somebody has no week, and what it would take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyNotPlaced {
    /// A week that exists as things stand: they were left out because it costs more than leaving them out, or by
    /// oversight. None in the usual case.
    pub possible_now: Option<Week>,
    /// Every single relaxation that gives them a week, least burden first.
    pub remedies: Vec<Remedy>,
    /// In words, with at most three remedies.
    pub sentence: String,
}

/// Why a person is not placed: every relaxation is tried, and those that give them a week are listed, cheapest first.
pub fn why_not_placed(instance: &Instance, solution: &Solution, person: usize) -> WhyNotPlaced {
    let mut trial = Trial::new(instance, solution, person);
    let possible_now = trial.search().map(|f| f.week);
    let mut remedies = Vec::new();
    if possible_now.is_none() {
        for (relaxation, burden) in candidates(instance, solution, person) {
            // A longer stretch that contains one that is enough says nothing new.
            let implied = remedies
                .iter()
                .any(|r: &Remedy| implies(&relaxation, &r.relaxation));
            if implied {
                continue;
            }
            if let Some(found) = trial.with(&relaxation)
                && holds(instance, solution, person, &relaxation, &found.week)
            {
                remedies.push(Remedy {
                    relaxation,
                    burden,
                    cost: found.cost / SCALE,
                    week: found.week,
                });
            }
        }
        remedies.sort_by(|a, b| {
            (a.burden, a.cost, &a.relaxation).cmp(&(b.burden, b.cost, &b.relaxation))
        });
    }
    let sentence = sentence(instance, person, possible_now.is_some(), &remedies);
    WhyNotPlaced {
        possible_now,
        remedies,
        sentence,
    }
}

fn sentence(instance: &Instance, person: usize, possible: bool, remedies: &[Remedy]) -> String {
    let name = &instance.people[person].name;
    if possible {
        return format!(
            "A week for {name} exists as things stand; planning again would give it to them."
        );
    }
    let mut kinds = Vec::new();
    let mut reasons = Vec::new();
    for r in remedies {
        let kind = std::mem::discriminant(&r.relaxation);
        if reasons.len() < super::REASONS_MAX && !kinds.contains(&kind) {
            kinds.push(kind);
            reasons.push(r.relaxation.in_words(instance, person));
        }
    }
    match reasons.len() {
        0 => format!(
            "No week for {name} keeps the rules, and no single change that was tried is enough."
        ),
        1 => format!(
            "No week for {name} keeps the rules as things stand. It would take {}.",
            reasons[0]
        ),
        _ => format!(
            "No week for {name} keeps the rules as things stand. Any one of these would give them one: {}.",
            reasons.join("; ")
        ),
    }
}

/// One more seat may need a larger room, which only the whole timetable can tell; nothing else can break a rule.
fn holds(i: &Instance, s: &Solution, person: usize, relaxation: &Relaxation, week: &Week) -> bool {
    if !matches!(relaxation, Relaxation::Seat { .. }) {
        return true;
    }
    let (then, mut with) = relaxed(i, s, person, relaxation);
    with.weeks[person] = Some(week.clone());
    crate::score(&then, &with).broken.is_empty()
}

fn implies(wide: &Relaxation, narrow: &Relaxation) -> bool {
    match (wide, narrow) {
        (
            Relaxation::Hours { day: a, from, to },
            Relaxation::Hours {
                day: b,
                from: f,
                to: t,
            },
        ) => a == b && from <= f && to >= t,
        _ => false,
    }
}

/// Everything that is tried for one person, with its burden, smaller before larger.
fn candidates(i: &Instance, s: &Solution, person: usize) -> Vec<(Relaxation, i64)> {
    let board = ResourceBoard::new(i, s);
    let mut all = Vec::new();
    for &g in &i.eligible[person] {
        let group = g as usize;
        if s.groups[group].is_some() && board.members[group] >= i.groups[group].seats {
            all.push((Relaxation::Seat { group }, 1));
        }
    }
    let p = &i.people[person];
    if !p.telehealth_possible && i.groups.iter().any(|g| g.site.is_none()) {
        all.push((Relaxation::Telehealth, 2));
    }
    if general(i).is_some_and(|t| t != p.track) {
        all.push((Relaxation::GeneralTrack, 3));
    }
    stretches(i, p, &mut all);
    let state = DesignState::load(i, s);
    for like in templates(i, person) {
        for option in 0..i.options(like).len() {
            if free_for(i, p, like, option) && state.room_fits(like, option) {
                let leader = leader_for(&state, like, option);
                all.push((
                    Relaxation::NewGroup {
                        like,
                        option,
                        leader,
                    },
                    if leader.is_some() { 4 } else { 6 },
                ));
            }
        }
    }
    all
}

/// Stretches of a day that the person is not free in, an hour first.
fn stretches(i: &Instance, p: &Person, all: &mut Vec<(Relaxation, i64)>) {
    let hour = (60 / i.unit_minutes).max(1) as usize;
    let most = (STRETCH_MINUTES_MAX / i.unit_minutes).max(1) as usize;
    for length in (hour..=most).step_by(hour) {
        for day in 0..i.days {
            for from in 0..(i.units + 1).saturating_sub(length) {
                let (first, last) = (
                    p.free[day] >> from & 1,
                    p.free[day] >> (from + length - 1) & 1,
                );
                // A stretch with a free unit at its end is a shorter one in truth.
                if first == 0 && last == 0 {
                    all.push((
                        Relaxation::Hours {
                            day,
                            from,
                            to: from + length,
                        },
                        2 * (length / hour) as i64,
                    ));
                }
            }
        }
    }
}

/// One group of each kind, track and topic that the person could attend, to model a new one on.
pub(super) fn templates(i: &Instance, person: usize) -> Vec<usize> {
    let mut seen: Vec<(Kind, Option<usize>)> = Vec::new();
    let mut all = Vec::new();
    for &g in &i.eligible[person] {
        let group = &i.groups[g as usize];
        if !seen.contains(&(group.kind, group.site)) {
            seen.push((group.kind, group.site));
            all.push(g as usize);
        }
    }
    all
}

/// Whether a person is free for every meeting of a slot.
pub(super) fn free_for(i: &Instance, p: &Person, group: usize, option: usize) -> bool {
    let length = i.groups[group].length_units;
    i.options(group)[option]
        .meetings
        .iter()
        .all(|m| m.mask(length) & !p.free[usize::from(m.day)] == 0)
}

/// Someone who could lead a further group like this one without moving anything.
pub(super) fn leader_for(state: &DesignState, like: usize, option: usize) -> Option<usize> {
    let free = |f: &&u32| {
        state.leader_fits(like, option, **f) && state.displaced_units(like, option, **f) == 0
    };
    state.instance.leaders[like]
        .iter()
        .find(free)
        .map(|f| *f as usize)
}
