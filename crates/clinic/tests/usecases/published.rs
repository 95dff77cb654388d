//! Whatever a site, its groups and the lives of its people are like: a week that was published keeps what it promises.
//!
//! Random sites are made through the use cases, with people who are members already, who join later, whose lives
//! changed since, and who are at another level of care, and with single sessions that differ. Their week is made, published and read back from the board,
//! and a checker that shares no code with the solver or the week's code looks at every session of the next weeks.

mod naive;
mod random;

use crate::common::World;
use crate::engines::size;
use care::planning::week::{Event, ProposalState, Purpose};
use care::{ProposalId, SeededDice};
use clinic::attendance::own_week;
use clinic::planning::week;
use clinic::planning::week::{Effort, ShownProposal};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use naive::Held;
use random::Site;

/// The world begins on Monday 2 March 2026; the first week that is made begins a week later.
const MONDAY: Date = date(2026, 3, 9);
/// How many weeks of a lasting week are looked at: every rotation comes round in that time.
const WEEKS: i32 = 4;
const EFFORT: Effort = Effort {
    seconds: 5,
    steps: Some(12),
};

/// Makes a week and publishes it; answers the proposal as it was shown before.
fn published(world: &World, site: &Site, monday: Date, purpose: Purpose) -> Option<ShownProposal> {
    let (clinic, actor) = (&world.clinic, &site.director);
    let what = week::WeekWanted {
        site: site.id,
        monday,
        purpose,
    };
    let id = match week::make(clinic, actor, what, EFFORT) {
        Ok(id) => id,
        // A site that does not add up is refused with a sentence; nothing is published then.
        Err(refusal) => {
            assert!(refusal.to_string().contains(' '), "{refusal}");
            return None;
        }
    };
    Some(yes(world, site, id))
}

/// Says yes to a proposal, unless it says itself that something has to be decided first.
fn yes(world: &World, site: &Site, id: ProposalId) -> ShownProposal {
    let (clinic, actor) = (&world.clinic, &site.director);
    let shown = week::proposal(clinic, actor, id).unwrap();
    assert!(!shown.stale);
    let result = week::publish(clinic, actor, clinic.fresh_key(), id, false);
    let open = shown.groups.iter().any(|group| group.open);
    assert_eq!(result.is_err(), open, "{}: {result:?}", site.name);
    let state = if open {
        ProposalState::Open
    } else {
        ProposalState::Published
    };
    let then = week::proposal(clinic, actor, id).unwrap();
    assert_eq!(then.proposal.state, state);
    shown
}

/// A lasting week: every session of the next weeks, and what each person was given.
fn lasting(world: &World, site: &Site, monday: Date, purpose: Purpose) -> usize {
    let before = Held::load(world, site, monday, WEEKS);
    let Some(shown) = published(world, site, monday, purpose) else {
        return 0;
    };
    let then = week::proposal(&world.clinic, &site.director, shown.proposal.id).unwrap();
    if then.proposal.state != ProposalState::Published {
        return 0;
    }
    let after = Held::load(world, site, monday, WEEKS);
    after.nothing_is_taken_twice(&before, &site.name);
    after.nobody_has_more_than_before_on_a_hard_commitment(&before, site);
    let mut placed = 0;
    for part in shown.people.iter().map(|one| &one.part) {
        match &part.after {
            // Whoever keeps their week keeps what was agreed with them for later, too.
            Some(plan) if part.differences() == 0 => {
                if shown.groups.is_empty() {
                    after.is_as_before(&before, part.person, &site.name);
                }
                after.lies_on_nothing_hard(part.person, plan, site);
            }
            Some(plan) => {
                placed += 1;
                after.lies_on_nothing_hard(part.person, plan, site);
                // A week that takes turns is looked at in each of them; later on groups have ended.
                let turns = !plan.some_weeks.is_empty() && monday == MONDAY;
                for number in 0..if turns { WEEKS } else { 1 } {
                    let real = monday + number.weeks();
                    let own = plan.in_week(real);
                    after.is_what_was_published(part.person, &own, (site, real));
                }
            }
            None => after.is_as_before(&before, part.person, &site.name),
        }
    }
    hours_are_those_of_the_calendar(world, site, &shown);
    let joined: Vec<_> = shown.people.iter().map(|one| one.part.person).collect();
    for person in site.people.iter().filter(|one| !joined.contains(one)) {
        after.is_as_before(&before, *person, &site.name);
    }
    placed
}

/// What each of the coming weeks was said to come to is what each person's calendar shows of it.
fn hours_are_those_of_the_calendar(world: &World, site: &Site, shown: &ShownProposal) {
    for part in shown.people.iter().map(|one| &one.part) {
        let least = usize::try_from(WEEKS).unwrap();
        assert!(
            part.after.is_none() || part.weeks.len() >= least,
            "{}",
            site.name
        );
        for real in &part.weeks {
            let (clinic, actor) = (&world.clinic, &site.director);
            let week = own_week::week_of(clinic, actor, part.person, Some(real.monday)).unwrap();
            assert_eq!(
                real.minutes + real.excused_minutes,
                week.minutes(),
                "{}: {real:?} of {:?}",
                site.name,
                part.after
            );
        }
    }
}

/// Something happens to a week, and the answer is published. Answers whether anything changed by it.
fn repaired(world: &World, site: &Site, monday: Date, event: &Event) -> bool {
    let (clinic, actor) = (&world.clinic, &site.director);
    let before = Held::load(world, site, monday, 1);
    let id = match week::repair(clinic, actor, clinic.fresh_key(), site.id, event) {
        Ok(id) => id,
        Err(refusal) => {
            assert!(refusal.to_string().contains(' '), "{refusal}");
            return false;
        }
    };
    let shown = yes(world, site, id);
    let after = Held::load(world, site, monday, 1);
    after.nothing_is_taken_twice(&before, &site.name);
    after.nobody_has_more_than_before_on_a_hard_commitment(&before, site);
    !shown.groups.is_empty() || shown.people.iter().any(|one| one.part.changes())
}

#[test]
fn a_published_week_takes_nothing_twice_and_lies_on_nothing_hard() {
    let sites = size(14, 200);
    let world = World::embedded();
    let mut placed = 0;
    for seed in 0..sites {
        let dice = SeededDice::new(1000 + seed);
        let mut site = Site::random(&world, &dice, seed);
        let purpose = if seed % 3 == 2 {
            Purpose::Design
        } else {
            Purpose::Assign
        };
        placed += lasting(&world, &site, MONDAY, purpose);
        // Lives go on, and the week after is made anew.
        site.lives_change(&world, &dice);
        placed += lasting(&world, &site, MONDAY + 1.week(), Purpose::Assign);
    }
    println!("{placed} weeks were given to people at {sites} sites");
    assert!(placed > 2 * usize::try_from(sites).unwrap(), "{placed}");
}

#[test]
fn a_repaired_week_takes_nothing_twice_and_moves_nobody_onto_something_hard() {
    let (sites, mut changed) = (size(14, 200), 0);
    let world = World::embedded();
    for seed in 0..sites {
        let dice = SeededDice::new(5000 + seed);
        let mut site = Site::random(&world, &dice, seed);
        lasting(&world, &site, MONDAY, Purpose::Assign);
        for event in site.events(&dice, MONDAY) {
            changed += u64::from(repaired(&world, &site, MONDAY, &event));
        }
        // A changed life is answered in the week that runs.
        let event = site.a_life_changes(&world, &dice);
        changed += u64::from(repaired(&world, &site, MONDAY - 1.week(), &event));
    }
    println!("{changed} repairs changed something at {sites} sites");
    assert!(changed > sites, "{changed}");
}
