//! A lasting week for everybody, beside those for whom none is found: they keep what they have.
//!
//! The search may give a seat or a counselor's hour to somebody else, because whoever holds it has no week that keeps
//! the rules. But nothing is taken away from anybody without another week in its place. So whoever is left over with
//! something to keep is set aside, their seats and hours with them, and the others are planned again, until nobody
//! is in anybody's way. The same goes for whatever could not be held on some date ([`super::calendar`]); but whoever
//! has such a week is first looked for another one, without what was in its way.

use super::aim::{Aim, Aside};
use super::answer;
use super::calendar::{Changing, Misfit, OTHER_WEEKS_MAX, misfits};
use super::horizon::moved_to;
use super::load::SiteWeek;
use super::map::{SiteInstance, map, map_beside};
use super::proposal::{as_said, part_without, propose, solution_of};
use super::turns;
use crate::Refusal;
use care::PersonId;
use care::planning::week::{GroupChange, Part, Plan, Purpose, Whole};
use std::collections::{BTreeMap, BTreeSet};
use timetable::{DesignAnswer, Solution, score};

/// What is said when nothing is left to set aside and still something cannot be held on some date.
const NEVER_HELD: &str = "No week was found that can be held on every date ahead. Look for sessions that take one leader or one room at the same time, also on single dates and in groups that begin later, and mend those first.";

/// Why somebody has no other week although some were found.
fn never_held_for(kept: bool) -> String {
    let then = if kept {
        "so they keep what they have"
    } else {
        "so none is proposed"
    };
    format!(
        "Every week that was tried for them lies, on some date, upon something that was moved or handed on, {then}."
    )
}

/// What is asked for a purpose.
pub(crate) fn aim(purpose: Purpose) -> Aim<'static> {
    Aim::Everybody {
        move_groups: purpose == Purpose::Design,
    }
}

/// Those of a proposal who keep what they have.
pub(crate) fn keeping(parts: &[Part]) -> BTreeSet<PersonId> {
    parts
        .iter()
        .filter(|part| part.after.is_none() && part.before.is_some())
        .map(|part| part.person)
        .collect()
}

/// The proposal that a search makes. It is asked again, with the number of the round, while somebody who keeps what
/// they have is in the way of what it found.
pub(crate) fn made(
    week: &SiteWeek,
    purpose: Purpose,
    mut search: impl FnMut(&SiteInstance, usize) -> DesignAnswer,
) -> Result<(Whole, Vec<Part>), Refusal> {
    let turning = turns::needed(week, aim(purpose));
    let mut aside = Aside {
        real_week: turns::hardest(week, &turning),
        turning,
        ..Aside::default()
    };
    let mut tried = BTreeMap::new();
    let mut design = purpose;
    for round in 0.. {
        let mapped = mapped(week, design, &aside)?;
        let (mut whole, mut parts) = if mapped.people.is_empty() {
            (Whole::default(), Vec::new())
        } else {
            let answer = search(&mapped, round);
            propose(week, &mapped, &answer.solution, answer.bound)
        };
        turns::spread(week, aim(design), &aside, &whole.groups, &mut parts)
            .map_err(|said| Refusal::Conflict(said.join(" ")))?;
        let placed = parts.iter().filter(|part| part.after.is_some()).count();
        whole.placed = u32::try_from(placed).unwrap_or(u32::MAX);
        let mut keep = keeping(&parts);
        keep.extend(&aside.people);
        if keep != aside.people && !possible(week, purpose, &keep, &whole, &parts) {
            // At least one more than before, so this comes to an end.
            aside.people = keep;
            continue;
        }
        let misfits = misfits_of(week, &mapped, &whole.groups, &parts);
        if misfits.is_empty() {
            let never: BTreeSet<PersonId> = tried.into_keys().collect();
            add(week, purpose, &aside.people, &never, &mut whole, &mut parts);
            let ours = |id| mapped.group(id).is_some();
            as_said(week, &mut whole, &mut parts, Some(&ours));
            return Ok((whole, parts));
        }
        if !otherwise(&mut aside, &mut tried, &misfits) {
            if !mapped.moves {
                break;
            }
            // A group that meets as it does and still cannot go on has another leader: none of them changes, then.
            design = Purpose::Assign;
        }
    }
    Err(Refusal::Conflict(NEVER_HELD.to_owned()))
}

/// Leaves a group as it is that could not be held on some date, and has another week looked for whoever had one that
/// could not be: without what was in its way, a few times, and then they are set aside. Answers whether anything is
/// otherwise than before.
fn otherwise(aside: &mut Aside, tried: &mut BTreeMap<PersonId, usize>, misfits: &[Misfit]) -> bool {
    let mut more = false;
    for one in misfits {
        more |= match one {
            Misfit::Group(id) => aside.groups.insert(*id),
            Misfit::Person(id, without) => {
                let times = tried.entry(*id).or_default();
                let another = without.filter(|_| *times < OTHER_WEEKS_MAX);
                *times += 1;
                another.is_some_and(|without| aside.without.insert((*id, without)))
                    || aside.people.insert(*id)
            }
        };
    }
    more
}

/// What of a proposal could not be held on some date.
pub(crate) fn misfits_of(
    week: &SiteWeek,
    mapped: &SiteInstance,
    groups: &[GroupChange],
    parts: &[Part],
) -> Vec<Misfit> {
    let moved = moved_to(groups);
    let touched = |part: &Part, after: &Plan| {
        part.differences() > 0 || after.groups.iter().any(|id| moved(*id).is_some())
    };
    let people: Vec<Changing<'_>> = parts
        .iter()
        .filter_map(|part| {
            let after = part.after.as_ref()?;
            touched(part, after).then_some(Changing {
                person: part.person,
                before: part.before.as_ref(),
                after,
            })
        })
        .collect();
    misfits(week, groups, &people, &|id| mapped.group(id).is_some())
}

fn mapped(week: &SiteWeek, purpose: Purpose, aside: &Aside) -> Result<SiteInstance, Refusal> {
    map_beside(week, aim(purpose), aside).map_err(|said| Refusal::Conflict(said.join(" ")))
}

/// Whether a proposal keeps every rule beside those who `keep` what they have.
pub(crate) fn possible(
    week: &SiteWeek,
    purpose: Purpose,
    keep: &BTreeSet<PersonId>,
    whole: &Whole,
    parts: &[Part],
) -> bool {
    let plans = parts.iter().filter_map(|part| part.after.as_ref());
    // In every real week that is not like one before it.
    (0..turns::count_of(week, plans)).all(|real_week| {
        let aside = Aside {
            people: keep.clone(),
            turning: turns::taking(parts),
            real_week,
            ..Aside::default()
        };
        let Ok(mapped) = mapped(week, purpose, &aside) else {
            return false;
        };
        let solution = solution_of(&mapped, &whole.groups, parts);
        solution.is_some_and(|solution| holds(&mapped, &solution))
    })
}

/// Whether a timetable breaks no rule.
pub(crate) fn holds(mapped: &SiteInstance, solution: &Solution) -> bool {
    score(&mapped.instance, solution).broken.is_empty()
}

/// The parts of those who were set aside, with why nothing else was found for them; `never` had weeks that could not be
/// held on some date, and some of them have a part already.
fn add(
    week: &SiteWeek,
    purpose: Purpose,
    aside: &BTreeSet<PersonId>,
    never: &BTreeSet<PersonId>,
    whole: &mut Whole,
    parts: &mut Vec<Part>,
) {
    let everybody = map(week, aim(purpose)).ok().and_then(|mapped| {
        let mut solution = solution_of(&mapped, &whole.groups, parts)?;
        for person in aside {
            solution.weeks[mapped.person(*person)?] = None;
        }
        Some((mapped, solution))
    });
    // What the search says of whoever has none is said of a week without what was in its way, and not of theirs.
    for part in parts.iter_mut() {
        if part.after.is_none() && never.contains(&part.person) {
            part.reasons = vec![never_held_for(part.before.is_some())];
            part.answer = None;
        }
    }
    for person in aside {
        let (why, answer) = if never.contains(person) {
            (Some(never_held_for(week.present(*person).is_some())), None)
        } else {
            let found = everybody.as_ref().and_then(|(mapped, solution)| {
                let number = mapped.person(*person)?;
                Some(answer::alone(week, mapped, solution, number, &whole.groups))
            });
            found.unzip()
        };
        parts.push(Part {
            answer,
            ..part_without(week, *person, why)
        });
        whole.people += 1;
    }
}
