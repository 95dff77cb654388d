//! Openings: what a site could change, ranked by people placed for what it asks. Each is made, everybody without a week
//! is planned into it one by one, and for the most promising the whole site is planned again, so that one seat can
//! place several by a chain. What an opening claims stands in a timetable that keeps every rule.

use super::obstacle::{Relaxation, WhyNotPlaced, why_not_placed_beside};
use super::trial::opened;
use super::words;
use crate::assign::improve;
use crate::instance::Instance;
use crate::place::place_one;
use crate::run::{Control, Options};
use crate::solution::Solution;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Most people without a week whose obstacles are looked for.
pub const PEOPLE_MAX: usize = 60;
/// Most openings answered.
pub const OPENINGS_MAX: usize = 6;
/// Most openings tried, the most promising first. House number: about a second for a site of 60.
const TRIED_MAX: usize = 40;
/// Most of them for which the whole site is planned again.
const CHAINS_MAX: usize = 6;
/// Rounds of that. House number: enough for a chain of three in the tests.
const CHAIN_STEPS: u64 = 20;
/// Most seats opened in one group at a time.
const SEATS_MAX: usize = 3;
/// Most changes of one person's own life that are tried as openings.
const OWN_MAX: usize = 2;

/// A change that gives people a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// What would be different.
    pub changes: Vec<Relaxation>,
    /// Whose life the changes are about where they are not the site's.
    pub person: usize,
    /// Who has a week with it, of those who have none.
    pub people: Vec<usize>,
    /// Who of the others has another week with it; nobody loses theirs.
    pub moved: Vec<usize>,
    /// How much it asks of people: a seat is 1, an hour 2, a new group 4.
    pub effort: i64,
    /// The timetable with it; a new group has the number after the last.
    pub solution: Solution,
    /// In words.
    pub sentence: String,
}

impl Opening {
    /// Whether the site can make all of it by itself; the others name somebody and are about their life.
    pub fn is_of_site(&self) -> bool {
        self.changes.iter().all(Relaxation::is_of_site)
    }
}

/// What is said of everybody without a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// Each of them, with why.
    pub people: Vec<(usize, WhyNotPlaced)>,
    /// What would give them a week, the most people for the least first.
    pub openings: Vec<Opening>,
}

/// Answers for everybody of a site without a week. `foreign` gives the groups barred to somebody for their language
/// alone.
pub fn answers(
    instance: &Instance,
    solution: &Solution,
    site: usize,
    foreign: &dyn Fn(usize) -> Vec<usize>,
) -> Answers {
    let without = (0..instance.people.len())
        .filter(|p| instance.people[*p].site == site && solution.weeks[*p].is_none());
    let people: Vec<(usize, WhyNotPlaced)> = without
        .take(PEOPLE_MAX)
        .map(|p| {
            let groups = foreign(p);
            (p, why_not_placed_beside(instance, solution, p, &groups))
        })
        .collect();
    let openings = openings(instance, solution, &people);
    Answers { people, openings }
}

/// Something to try, with how many ask for it.
struct Candidate {
    changes: Vec<Relaxation>,
    person: usize,
    effort: i64,
    promise: usize,
}

fn openings(i: &Instance, s: &Solution, why: &[(usize, WhyNotPlaced)]) -> Vec<Opening> {
    let open: Vec<&(usize, WhyNotPlaced)> = why
        .iter()
        .filter(|(_, why)| why.possible_now.is_none())
        .collect();
    // Whoever matters most is planned first; equals in their order.
    let mut waiting: Vec<usize> = open.iter().map(|(p, _)| *p).collect();
    waiting.sort_by_key(|p| (std::cmp::Reverse(i.people[*p].acuity), *p));
    let mut all = candidates(&open);
    all.sort_by(|a, b| {
        let (left, right) = (a.promise as i64 * b.effort, b.promise as i64 * a.effort);
        right
            .cmp(&left)
            .then_with(|| (a.effort, &a.changes, a.person).cmp(&(b.effort, &b.changes, b.person)))
    });
    all.truncate(TRIED_MAX);
    let mut tried: Vec<Opening> = Vec::new();
    for (at, one) in all.into_iter().enumerate() {
        tried.extend(made(i, s, &waiting, one, at < CHAINS_MAX));
    }
    ranked(tried)
}

/// The changes that are worth trying: those of the site by how many they help, and everybody's own cheapest.
fn candidates(open: &[&(usize, WhyNotPlaced)]) -> Vec<Candidate> {
    let mut shared: BTreeMap<Vec<Relaxation>, Candidate> = BTreeMap::new();
    let mut all = Vec::new();
    for (person, why) in open.iter().copied() {
        let mut own = 0;
        let single = why
            .remedies
            .iter()
            .map(|r| (vec![r.relaxation.clone()], r.burden));
        let double = why.two_steps.iter().map(|t| (t.changes.clone(), t.burden));
        for (changes, effort) in single.chain(double) {
            let candidate = Candidate {
                changes: changes.clone(),
                person: *person,
                effort: effort.max(1),
                promise: 1,
            };
            if changes.iter().all(Relaxation::is_of_site) {
                let known = shared.entry(changes).or_insert(Candidate {
                    promise: 0,
                    ..candidate
                });
                known.promise += 1;
            } else if own < OWN_MAX {
                own += 1;
                all.push(candidate);
            }
        }
    }
    for one in shared.into_values() {
        all.extend(more_seats(&one));
        all.push(one);
    }
    all
}

/// Where several ask for a seat in one group, more than one seat at once.
fn more_seats(one: &Candidate) -> Option<Candidate> {
    let [seat @ Relaxation::Seat { .. }] = one.changes.as_slice() else {
        return None;
    };
    let seats = one.promise.min(SEATS_MAX);
    (seats > 1).then(|| Candidate {
        changes: vec![seat.clone(); seats],
        person: one.person,
        effort: one.effort * seats as i64,
        promise: seats,
    })
}

/// Makes a change and plans whoever waits; nothing where nobody gains by it.
fn made(
    i: &Instance,
    s: &Solution,
    waiting: &[usize],
    one: Candidate,
    chain: bool,
) -> Option<Opening> {
    let (then, mut with) = opened(i, s, one.person, &one.changes);
    for &p in waiting {
        if let Some(best) = place_one(&then, &with, p).weeks.into_iter().next() {
            with.weeks[p] = Some(best.week);
        }
    }
    if chain && waiting.iter().any(|p| with.weeks[*p].is_none()) {
        let again = planned_again(&then, with.clone());
        let keeps =
            (0..with.weeks.len()).all(|p| with.weeks[p].is_none() || again.weeks[p].is_some());
        if keeps && again.placed() > with.placed() && again.groups == with.groups {
            with = again;
        }
    }
    if !crate::score(&then, &with).broken.is_empty() {
        return None;
    }
    let gained = |p: &usize| with.weeks[*p].is_some();
    let mut people: Vec<usize> = waiting.iter().copied().filter(gained).collect();
    people.sort_unstable();
    if people.is_empty() {
        return None;
    }
    let moved = (0..s.weeks.len())
        .filter(|p| s.weeks[*p].is_some() && s.weeks[*p] != with.weeks[*p])
        .collect();
    let mut opening = Opening {
        sentence: String::new(),
        changes: one.changes,
        person: one.person,
        people,
        moved,
        effort: one.effort,
        solution: with,
    };
    opening.sentence = sentence(i, &opening);
    Some(opening)
}

/// Everybody planned again with the groups as they are: the same rounds on any machine.
fn planned_again(instance: &Instance, start: Solution) -> Solution {
    let never = AtomicBool::new(false);
    let mut control = Control {
        clock: &|| Duration::ZERO,
        stop: &never,
        report: &mut |_| {},
    };
    let options = Options {
        seed: 1,
        threads: 1,
        time: None,
        steps: Some(CHAIN_STEPS),
    };
    improve(instance, start, &options, &mut control).solution
}

/// The most people for the least first; of those that help nobody more than the ones before, none.
fn ranked(mut all: Vec<Opening>) -> Vec<Opening> {
    all.sort_by(|a, b| {
        let (left, right) = (
            a.people.len() as i64 * b.effort,
            b.people.len() as i64 * a.effort,
        );
        right.cmp(&left).then_with(|| {
            (a.effort, a.moved.len(), &a.changes, a.person).cmp(&(
                b.effort,
                b.moved.len(),
                &b.changes,
                b.person,
            ))
        })
    });
    let mut kept: Vec<Opening> = Vec::new();
    for one in all {
        let new = one
            .people
            .iter()
            .any(|p| !kept.iter().any(|other| other.people.contains(p)));
        // More at once than any so far is worth knowing, too, although it asks for more.
        let more = kept
            .iter()
            .all(|other| other.people.len() < one.people.len());
        if kept.len() < OPENINGS_MAX && (new || more) {
            kept.push(one);
        }
    }
    kept
}

fn sentence(i: &Instance, one: &Opening) -> String {
    let what = match one.changes.as_slice() {
        [Relaxation::Seat { group }, more @ ..]
            if !more.is_empty() && of_one_group(&one.changes) =>
        {
            format!("{} more seats in {}", more.len() + 1, i.groups[*group].name)
        }
        all => {
            let each = all.iter().map(|change| change.in_words(i, one.person));
            words::list(&each.collect::<Vec<_>>())
        }
    };
    let moved = match one.moved.len() {
        0 => String::new(),
        1 => "; one other person would have another week".to_owned(),
        n => format!("; {n} others would have another week"),
    };
    format!(
        "{} would give {} a week{moved}.",
        words::capital(&what),
        words::people(one.people.len())
    )
}

fn of_one_group(changes: &[Relaxation]) -> bool {
    matches!(changes.first(), Some(Relaxation::Seat { .. }))
        && changes.windows(2).all(|two| two[0] == two[1])
}
