//! Why not placed: obstacles are taken away one at a time, smallest first, until a week is found.

use super::force::{Forced, at_others_expense};
use super::nearest::{Nearest, nearest};
use super::step::{Steps, two_steps};
use super::trial::{Trial, general, relaxed};
use super::words;
use crate::board::ResourceBoard;
use crate::design::state::DesignState;
use crate::instance::{Instance, Kind, Meeting, Person};
use crate::solution::{Solution, Week};
use crate::week::SCALE;

/// Longest stretch of one commitment that is tried, in minutes.
pub(super) const STRETCH_MINUTES_MAX: u32 = 240;
/// Most pairs of changes said in one sentence.
const PAIRS_SAID_MAX: usize = 2;

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
    /// A member of staff is on duty for a session at an hour at which they are not, and so much longer in the week.
    LeaderHours {
        /// Who.
        staff: usize,
        /// Which day.
        day: usize,
        /// First unit.
        from: usize,
        /// First unit after it.
        to: usize,
    },
    /// The person may sit in the general process groups although their track is another.
    GeneralTrack,
    /// The person may sit in a group that is held in another language than theirs.
    Language {
        /// Which.
        group: usize,
    },
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
            Relaxation::LeaderHours {
                staff,
                day,
                from,
                to,
            } => {
                let (start, end) = (words::time(instance, from), words::time(instance, to));
                format!(
                    "{} being there on {} from {start} to {end}",
                    instance.staff[staff].name,
                    words::day(instance, day)
                )
            }
            Relaxation::GeneralTrack => format!("a general process group for {name}"),
            Relaxation::Language { group } => format!(
                "{name} sitting in {}, which is held in another language",
                instance.groups[group].name
            ),
            Relaxation::NewGroup {
                like,
                option,
                leader,
            } => new_group_words(instance, like, option, leader),
        }
    }

    /// Whether the site can make the change by itself; the others are somebody's own life.
    pub fn is_of_site(&self) -> bool {
        matches!(
            self,
            Relaxation::Seat { .. } | Relaxation::LeaderHours { .. } | Relaxation::NewGroup { .. }
        )
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
    /// Two changes at once that give them a week, least burden first; looked for where no single one is enough.
    pub two_steps: Vec<Steps>,
    /// The week they would have in other people's seats and hours, with who these are; none where that is not enough.
    pub at_others_expense: Option<Forced>,
    /// The week that comes nearest as things stand, with what it lacks; none where a week is possible.
    pub nearest: Option<Nearest>,
    /// In words, with at most three remedies. Whoever would have to move is not named.
    pub sentence: String,
}

/// Why a person is not placed: every relaxation is tried, and those that give them a week are listed, cheapest first.
/// Where none is enough two at once are tried, and where these are not, the nearest week is the answer.
pub fn why_not_placed(instance: &Instance, solution: &Solution, person: usize) -> WhyNotPlaced {
    why_not_placed_beside(instance, solution, person, &[])
}

/// As [`why_not_placed`], with groups that are barred to the person for their language alone: these are tried, too.
pub fn why_not_placed_beside(
    instance: &Instance,
    solution: &Solution,
    person: usize,
    foreign: &[usize],
) -> WhyNotPlaced {
    let mut trial = Trial::new(instance, solution, person);
    let possible_now = trial.search().map(|f| f.week);
    let mut why = WhyNotPlaced {
        possible_now,
        remedies: Vec::new(),
        two_steps: Vec::new(),
        at_others_expense: None,
        nearest: None,
        sentence: String::new(),
    };
    if why.possible_now.is_none() {
        let mut all = candidates(instance, solution, person);
        let running = foreign.iter().filter(|g| {
            solution.groups.get(**g).copied().flatten().is_some()
                && instance.people[person].barred.contains(g)
        });
        all.extend(running.map(|g| (Relaxation::Language { group: *g }, 3)));
        why.remedies = remedies(instance, solution, person, &mut trial, &all);
        if why.remedies.is_empty() {
            all.retain(|(one, _)| {
                matches!(
                    one,
                    Relaxation::Telehealth
                        | Relaxation::GeneralTrack
                        | Relaxation::Language { .. }
                        | Relaxation::LeaderHours { .. }
                )
            });
            why.two_steps = two_steps(instance, solution, person, all);
        }
        why.at_others_expense = at_others_expense(instance, solution, person);
        why.nearest = Some(nearest(instance, solution, person));
    }
    why.sentence = sentence(instance, person, &why);
    why
}

fn remedies(
    instance: &Instance,
    solution: &Solution,
    person: usize,
    trial: &mut Trial,
    all: &[(Relaxation, i64)],
) -> Vec<Remedy> {
    let mut remedies: Vec<Remedy> = Vec::new();
    for (relaxation, burden) in all {
        // A longer stretch that contains one that is enough says nothing new.
        let implied = remedies.iter().any(|r| implies(relaxation, &r.relaxation));
        if implied {
            continue;
        }
        if let Some(found) = trial.with(relaxation)
            && holds(instance, solution, person, relaxation, &found.week)
        {
            remedies.push(Remedy {
                relaxation: relaxation.clone(),
                burden: *burden,
                cost: found.cost / SCALE,
                week: found.week,
            });
        }
    }
    remedies
        .sort_by(|a, b| (a.burden, a.cost, &a.relaxation).cmp(&(b.burden, b.cost, &b.relaxation)));
    remedies
}

fn sentence(instance: &Instance, person: usize, why: &WhyNotPlaced) -> String {
    let name = &instance.people[person].name;
    if why.possible_now.is_some() {
        return format!(
            "A week for {name} exists as things stand; planning again would give it to them."
        );
    }
    let mut kinds = Vec::new();
    let mut reasons = Vec::new();
    for r in &why.remedies {
        let kind = std::mem::discriminant(&r.relaxation);
        if reasons.len() < super::REASONS_MAX && !kinds.contains(&kind) {
            kinds.push(kind);
            reasons.push(r.relaxation.in_words(instance, person));
        }
    }
    let pairs: Vec<String> = why
        .two_steps
        .iter()
        .take(PAIRS_SAID_MAX)
        .map(|steps| steps.in_words(instance, person))
        .collect();
    let mut said = match (reasons.as_slice(), pairs.as_slice()) {
        ([], []) => {
            let nearest = why.nearest.as_ref().map(|one| one.sentence.as_str());
            format!(
                "No week for {name} keeps the rules as things stand. {}",
                nearest.unwrap_or_default()
            )
        }
        ([], [one]) => format!(
            "No week for {name} keeps the rules as things stand. It would take two changes: {one}."
        ),
        ([], all) => format!(
            "No week for {name} keeps the rules as things stand. It would take two changes, such as {}.",
            all.join("; or ")
        ),
        ([one], _) => {
            format!("No week for {name} keeps the rules as things stand. It would take {one}.")
        }
        (all, _) => format!(
            "No week for {name} keeps the rules as things stand. Any one of these would give them one: {}.",
            all.join("; ")
        ),
    };
    if let Some(forced) = &why.at_others_expense {
        said.push_str(&expense(forced));
    }
    said
}

/// What a week in others' seats does to these, in numbers.
fn expense(forced: &Forced) -> String {
    let kept = forced.moved.len() - forced.lost.len();
    match (kept, forced.lost.len()) {
        (0, 0) => String::new(),
        (n, 0) => format!(
            " It is also possible in a seat or an hour of others: {} would have another week.",
            words::people(n)
        ),
        (0, l) => format!(
            " In a seat or an hour of others it would leave {} without a week.",
            words::people(l)
        ),
        (n, l) => format!(
            " In a seat or an hour of others it would give {} another week and leave {} without one.",
            words::people(n),
            words::people(l)
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
    leader_hours(i, &board, p, &mut all);
    all.extend(new_groups(i, s, person, |like, option| {
        free_for(i, p, like, option)
    }));
    all
}

/// New groups like those that the person may attend, in the slots that are looked for and for which there is a room.
pub(super) fn new_groups(
    i: &Instance,
    s: &Solution,
    person: usize,
    looked_for: impl Fn(usize, usize) -> bool,
) -> Vec<(Relaxation, i64)> {
    let state = DesignState::load(i, s);
    let mut all = Vec::new();
    for like in templates(i, person) {
        for option in 0..i.options(like).len() {
            if looked_for(like, option) && state.room_fits(like, option) {
                let leader = leader_for(&state, like, option);
                let new = Relaxation::NewGroup {
                    like,
                    option,
                    leader,
                };
                all.push((new, if leader.is_some() { 4 } else { 6 }));
            }
        }
    }
    all
}

/// Hours at which the person is free and their own counselor neither in session nor, as things stand, to be had.
fn leader_hours(i: &Instance, board: &ResourceBoard, p: &Person, all: &mut Vec<(Relaxation, i64)>) {
    if p.need[Kind::Individual.index()] == 0 {
        return;
    }
    let (staff, length) = (p.counselor, i.individual_units);
    let counselor = &i.staff[staff];
    let over = board.staff_units[staff] + u32::from(length) > counselor.units_max;
    let hours = (u32::from(length) * i.unit_minutes).div_ceil(60).max(1);
    for day in 0..i.days {
        let busy = board.busy[staff * i.days + day];
        for &start in &i.individual_starts {
            let at = Meeting {
                day: day as u8,
                start,
            };
            let mask = at.mask(length);
            let off = mask & !counselor.duty[day] != 0;
            if mask & (busy | !p.free[day]) == 0 && (off || over) {
                let from = usize::from(start);
                all.push((
                    Relaxation::LeaderHours {
                        staff,
                        day,
                        from,
                        to: from + usize::from(length),
                    },
                    2 * i64::from(hours),
                ));
            }
        }
    }
}

/// Stretches of a day that the person is not free in, the shortest first.
fn stretches(i: &Instance, p: &Person, all: &mut Vec<(Relaxation, i64)>) {
    let most = (STRETCH_MINUTES_MAX / i.unit_minutes).max(1) as usize;
    for length in 1..=most {
        let hours = (length as u32 * i.unit_minutes).div_ceil(60);
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
                        2 * i64::from(hours),
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
