//! Weeks that take turns: early in one, late in the next, as somebody's shifts rotate.
//!
//! The groups are decided once, in one instance that stands for all weeks. In it everybody has a week that fits each of
//! the weeks that are planned, as most people have and as everybody prefers. For whoever has none because their shifts
//! rotate it stands for the hardest week of the rotation instead. Then there is an instance for each real week of the
//! rotation, over the same groups at the times that were decided; everybody else stays in it as they are, and those few
//! are placed in the seats that this week has. Weeks that are equal share one: there are as many as the rotations take to
//! come round together. The individual session is at one hour in all weeks, since a counselor's hour is weekly; where no
//! hour is free in all of them, there is none, and that is said.

use super::aim::{Aim, Aside};
use super::horizon::{first_sum, lasting, moved_to};
use super::load::{SiteWeek, whole_round};
use super::map::{SiteInstance, map, map_beside};
use super::message::turning_message;
use super::proposal::solution_of;
use care::groups::group::Meeting;
use care::planning::commitment::busy_in_week;
use care::planning::week::{GroupChange, Part, Plan, REASONS_MAX, Sum};
use care::{GroupId, PersonId, each_once};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use timetable::{Solution, place_one, score};

/// What is said of a week that takes turns.
const TURNS: &str = "It takes turns with their shifts: another week each time the shifts change.";
/// What is said where the hours of all turns have none in common for an individual session.
const NO_INDIVIDUAL: &str =
    "No hour is free in every week of their rotation for an individual session.";
/// Why somebody whose shifts rotate has no week.
pub(crate) const ONE_TURN_LACKS: &str =
    "In at least one week of their rotation there is no week for them, so none is proposed.";

/// One real week of a rotation: the groups as decided, and everybody who is placed in it so far.
struct Real {
    mapped: SiteInstance,
    solution: Solution,
}

impl Real {
    fn with(&self, person: PersonId, plan: &Plan) -> Option<Solution> {
        let number = self.mapped.person(person)?;
        let mut tried = self.solution.clone();
        tried.weeks[number] = Some(self.mapped.week(plan)?);
        let broken = score(&self.mapped.instance, &tried).broken;
        broken.is_empty().then_some(tried)
    }

    /// The weeks that somebody could have in this one, the best first.
    fn weeks(&self, person: PersonId) -> Vec<Plan> {
        let Some(number) = self.mapped.person(person) else {
            return Vec::new();
        };
        let found = place_one(&self.mapped.instance, &self.solution, number);
        let plans = found.weeks.iter().map(|one| self.mapped.plan(&one.week));
        plans.collect()
    }

    fn leave(&mut self, person: PersonId) {
        if let Some(number) = self.mapped.person(person) {
            self.solution.weeks[number] = None;
        }
    }
}

/// Whose shifts rotate so that no week among the groups of today would fit all of the rotation, were every seat free.
pub(crate) fn needed(week: &SiteWeek, aim: Aim<'_>) -> BTreeSet<PersonId> {
    let people = week.people.iter().map(|one| one.person);
    let rotating: Vec<PersonId> = people.filter(|one| week.round_of(*one) > 1).collect();
    if rotating.is_empty() {
        return BTreeSet::new();
    }
    let Ok(mapped) = map(week, aim) else {
        return BTreeSet::new();
    };
    let mut nobody = mapped.current.clone();
    nobody.weeks.fill(None);
    let none = |person: &PersonId| {
        mapped.person(*person).is_some_and(|number| {
            let found = place_one(&mapped.instance, &nobody, number);
            found.weeks.is_empty()
        })
    };
    rotating.into_iter().filter(none).collect()
}

/// Those without a week in a proposal, for want of a seat, who may have one that takes turns.
fn left(week: &SiteWeek, aside: &Aside, parts: &[Part]) -> BTreeSet<PersonId> {
    let without = parts.iter().filter(|part| part.after.is_none());
    without
        .map(|part| part.person)
        .filter(|person| !aside.turning.contains(person) && week.round_of(*person) > 1)
        .collect()
}

/// Which of the real weeks stands for all of them: the one in which the lives of those whose week takes turns hold most.
pub(crate) fn hardest(week: &SiteWeek, turning: &BTreeSet<PersonId>) -> i32 {
    let people = week.people.iter().map(|one| one.person);
    let all: BTreeSet<PersonId> = people
        .filter(|one| turning.contains(one) || week.takes_turns(*one))
        .collect();
    let count = count(week, all.iter().map(|one| week.round_of(*one)));
    let hard = |number: i32| {
        let lives = all.iter().filter_map(|person| week.lives.get(person));
        let minutes = lives.map(|own| {
            let busy = busy_in_week(own.iter().map(|(_, one)| one), week.monday_of(number));
            let fixed = busy.iter().filter(|one| one.fixed);
            fixed
                .map(|one| u32::from(one.end_minute - one.start_minute))
                .sum::<u32>()
        });
        minutes.sum::<u32>()
    };
    (0..count)
        .max_by_key(|number| (hard(*number), Reverse(*number)))
        .unwrap_or(0)
}

/// How many real weeks there are until these rotations, and those of every membership, have come round together.
fn count(week: &SiteWeek, rounds: impl IntoIterator<Item = i32>) -> i32 {
    let kept = week.memberships.iter().filter_map(|one| one.turns);
    let kept = kept.map(|turns| i32::from(turns.every_weeks()));
    whole_round(rounds.into_iter().chain(kept)).unwrap_or(1)
}

/// How many real weeks have to be looked at to have seen all of some plans.
pub(crate) fn count_of<'p>(week: &SiteWeek, plans: impl IntoIterator<Item = &'p Plan>) -> i32 {
    let turns = plans.into_iter().flat_map(|plan| plan.some_weeks.iter());
    count(week, turns.map(|(_, turns)| i32::from(turns.every_weeks())))
}

/// Those whose part of a proposal takes turns.
pub(crate) fn taking(parts: &[Part]) -> BTreeSet<PersonId> {
    let turns = |part: &&Part| {
        let plan = part.after.as_ref();
        plan.is_some_and(|plan| !plan.some_weeks.is_empty())
    };
    parts.iter().filter(turns).map(|part| part.person).collect()
}

/// Gives everybody whose week takes turns their other weeks too, beside the one that stands for all of them. Whoever has
/// none in one of them has none. Then whoever was left without a week, and whose shifts rotate, gets one from the seats
/// that are left in each week.
pub(crate) fn spread(
    week: &SiteWeek,
    aim: Aim<'_>,
    aside: &Aside,
    changes: &[GroupChange],
    parts: &mut [Part],
) -> Result<(), Vec<String>> {
    let left = left(week, aside, parts);
    let mut aside = aside.clone();
    aside.turning.extend(&left);
    let takes = |part: &Part| {
        let turns = aside.turning.contains(&part.person) || week.takes_turns(part.person);
        turns && (part.after.is_some() || left.contains(&part.person))
    };
    let mut turning: Vec<(usize, i32)> = (0..)
        .zip(parts.iter())
        .filter(|(_, part)| takes(part))
        .map(|(at, part)| (at, week.round_of(part.person)))
        .filter(|(_, round)| *round > 1)
        .collect();
    if turning.is_empty() {
        return Ok(());
    }
    turning.sort_by_key(|(at, _)| left.contains(&parts[*at].person));
    let mut reals = Vec::new();
    for number in 0..count(week, turning.iter().map(|(_, round)| *round)) {
        aside.real_week = number;
        let mapped = map_beside(week, aim, &aside)?;
        let Some(solution) = solution_of(&mapped, changes, parts) else {
            // Without one of the weeks nobody has them all.
            reals.clear();
            break;
        };
        let mut real = Real { mapped, solution };
        for (at, _) in &turning {
            real.leave(parts[*at].person);
        }
        reals.push(real);
    }
    let hardest = usize::try_from(hardest(week, &aside.turning)).unwrap_or(0);
    let moved = moved_to(changes);
    for (at, round) in turning {
        let part = &mut parts[at];
        let (person, before) = (part.person, part.before.as_ref());
        let firsts = match &part.after {
            Some(first) => vec![first.clone()],
            None => reals
                .get(hardest)
                .map_or_else(Vec::new, |real| real.weeks(person)),
        };
        let found = firsts.iter().find_map(|first| {
            let weeks = take_turns(&mut reals, person, round, first, before)?;
            Some((first, weeks))
        });
        match found {
            Some((first, weeks)) => turned(week, part, first, &weeks, &moved),
            None if part.after.is_some() => without(part),
            None => {}
        }
    }
    Ok(())
}

/// A part with the weeks that somebody has one after the other.
fn turned(
    week: &SiteWeek,
    part: &mut Part,
    first: &Plan,
    weeks: &[Plan],
    moved: &dyn Fn(GroupId) -> Option<(Vec<Meeting>, Vec<PersonId>)>,
) {
    let plan = Plan::taking_turns(week.monday, weeks);
    if part.after.is_none() {
        // What was said is why they had none.
        part.reasons.clear();
        part.answer = None;
    }
    part.after_sum = first_sum(week, part.person, &plan, moved);
    if plan.individual != first.individual {
        part.reasons.insert(0, NO_INDIVIDUAL.to_owned());
    }
    if !plan.some_weeks.is_empty() {
        part.reasons.insert(0, TURNS.to_owned());
    }
    part.reasons.truncate(REASONS_MAX);
    part.after = Some(plan.clone());
    let changed_groups = plan.groups.iter().any(|id| moved(*id).is_some());
    (part.message, part.language) = (None, None);
    if part.changes() || changed_groups {
        let shown: Vec<_> = (0..)
            .zip(weeks)
            .map(|(number, own)| {
                let monday = week.monday_of(number);
                (monday, lasting(week, part.person, own, moved))
            })
            .collect();
        part.message = Some(turning_message(week, part.person, &shown));
        part.language = Some(week.language_of(part.person).into());
    }
}

fn without(part: &mut Part) {
    part.after = None;
    part.after_sum = Sum::default();
    part.reasons = vec![ONE_TURN_LACKS.to_owned()];
    (part.message, part.language) = (None, None);
}

/// The weeks that somebody has one after the other, a turn for each: the same wherever it fits, what they have today
/// where that fits, and the best there is otherwise. They are placed in the real weeks, so that whoever comes next finds
/// their seats taken.
fn take_turns(
    reals: &mut [Real],
    person: PersonId,
    round: i32,
    first: &Plan,
    before: Option<&Plan>,
) -> Option<Vec<Plan>> {
    let round = usize::try_from(round).ok()?;
    if reals.is_empty() || !reals.len().is_multiple_of(round) {
        return None;
    }
    let with = |individual| -> Option<Vec<Plan>> {
        let turn = |turn: usize| {
            let real = &reals[turn];
            let mut plans = vec![first.clone()];
            plans.extend(before.map(|before| before.in_week(real.mapped.monday)));
            plans.extend(real.weeks(person));
            let mut plans = plans.into_iter().map(|plan| Plan { individual, ..plan });
            let all = reals.iter().skip(turn).step_by(round);
            plans.find(|plan| all.clone().all(|real| real.with(person, plan).is_some()))
        };
        (0..round).map(turn).collect()
    };
    let hours = each_once([first.individual, None]);
    let weeks = hours.into_iter().find_map(with)?;
    for (number, real) in reals.iter_mut().enumerate() {
        real.solution = real.with(person, &weeks[number % round])?;
    }
    Some(weeks)
}

/// A week that takes turns for one person, everybody else staying as they are; nothing where their shifts do not rotate,
/// and where one of the weeks has none for them.
pub(crate) fn alone(week: &SiteWeek, person: PersonId) -> Option<Plan> {
    let round = week.round_of(person);
    if round == 1 {
        return None;
    }
    let mut aside = Aside {
        turning: BTreeSet::from([person]),
        ..Aside::default()
    };
    let mut reals = Vec::new();
    for number in 0..count(week, [round]) {
        aside.real_week = number;
        let mapped = map_beside(week, Aim::One(person), &aside).ok()?;
        let solution = mapped.current.clone();
        let mut real = Real { mapped, solution };
        real.leave(person);
        reals.push(real);
    }
    let hardest = usize::try_from(hardest(week, &aside.turning)).ok()?;
    let before = week.lasting(person);
    let firsts = reals.get(hardest)?.weeks(person);
    firsts.iter().find_map(|first| {
        let weeks = take_turns(&mut reals, person, round, first, before.as_ref())?;
        Some(Plan::taking_turns(week.monday, &weeks))
    })
}
