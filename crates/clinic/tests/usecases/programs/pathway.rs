//! Programs with phases: eleven people are planned within the phase they are in, the next one is begun for one of them on
//! purpose, and taken back again.

use super::EFFORT;
use super::site::{Run, monday};
use crate::common::World;
use crate::engines::worlds;
use crate::stays::issue;
use care::planning::week::{Plan, Purpose};
use care::{GroupId, Line, PersonId};
use clinic::Refusal;
use clinic::planning::week;
use clinic::stays::phase;
use clinic::stays::phase::{PhaseDraft, PhasePage};
use jiff::ToSpan as _;
use jiff::civil::Date;

const ELEVEN: usize = 11;
/// Somebody with nothing that cannot move.
const FREE: usize = 3;

/// Two phases of the intensive level; the second wants three sessions first.
const EVENINGS: &str = r#"
[[program]]
name = "Early and late evenings"
level = "intensive_outpatient"
phases = [
  { name = "Early", weeks = 3 },
  { name = "Late", weeks = [4, 6], entry = { sessions = 3, level = "intensive_outpatient", words = "a safety plan is written" } },
]
groups = [
  { name = "Early process", kind = "process", days = ["mon", "wed", "thu"], start = "17:30", minutes = 180, phase = "Early" },
  { name = "Late process", kind = "process", days = ["tue", "wed", "fri"], start = "17:30", minutes = 180, phase = "Late" },
]
"#;

impl Run<'_> {
    /// What a proposal for a week gives to whom; nothing is published.
    fn proposed(&self, monday: Date) -> Vec<(PersonId, Option<Plan>)> {
        let (clinic, director) = (&self.world.clinic, self.director());
        let what = week::WeekWanted {
            site: self.site,
            monday,
            purpose: Purpose::Assign,
        };
        let id = week::make(clinic, &director, what, EFFORT).expect("a week");
        let shown = week::proposal(clinic, &director, id).expect("it is kept");
        let parts = shown.people.into_iter();
        parts.map(|one| (one.part.person, one.part.after)).collect()
    }

    /// The groups that are for a phase.
    fn of_phase(&self, phase: u16) -> Vec<GroupId> {
        let own = self.phases.iter();
        own.filter(|(_, phases)| phases.contains(&phase))
            .map(|(id, _)| *id)
            .collect()
    }

    fn page(&self, person: PersonId) -> PhasePage {
        phase::page(&self.world.clinic, &self.director(), person).expect("a page")
    }

    fn begin(&self, person: PersonId, draft: &PhaseDraft) -> Result<(), Refusal> {
        let clinic = &self.world.clinic;
        phase::begin(clinic, &self.director(), clinic.fresh_key(), person, draft)
    }

    /// Whether somebody is expected in one of these groups in a week.
    fn attends(&self, person: PersonId, groups: &[GroupId], monday: Date) -> bool {
        let week = self.week(monday);
        let mut own = week.iter().filter(|one| one.members.contains(&person));
        own.any(|one| groups.contains(&one.session.group))
    }

    fn saves(&self, person: PersonId, count: usize) {
        let page = self.page(person);
        assert_eq!(usize::from(page.standing.number), count);
    }
}

/// From the first proposal to the phase that follows, and back. Answers which phase followed.
fn moves_on(world: &World, text: &str, at: usize) -> u16 {
    let run = Run::with(world, text, at, ELEVEN);
    let person = run.people[FREE];
    let (first, then) = (monday(), monday() + 1.week());
    let early = run.of_phase(1);
    let proposed = run.proposed(first);
    let placed = proposed.iter().filter(|(_, plan)| plan.is_some()).count();
    assert!(placed > 0, "somebody has a week");
    for plan in proposed.iter().filter_map(|(_, plan)| plan.as_ref()) {
        assert!(!plan.groups.is_empty());
        assert!(plan.groups.iter().all(|group| early.contains(group)));
    }
    let clinic = &world.clinic;
    for group in &early {
        let key = clinic.fresh_key();
        clinic::groups::group::join(clinic, &run.director(), key, *group, person, first, None)
            .expect("a seat");
    }
    assert!(run.attends(person, &early, then));

    let page = run.page(person);
    let next = page.next.expect("a phase that follows");
    let draft = PhaseDraft {
        phase: next,
        week: 1,
        from: then,
        met: false,
        reason: None,
        seen: 0,
    };
    // It is early, and what is asked first was not kept: both are said, and want a reason.
    let (field, sentence) = issue(run.begin(person, &draft));
    assert_eq!(field, "reason");
    assert!(sentence.contains("lasts"), "{sentence}");
    run.saves(person, 0);
    let draft = PhaseDraft {
        reason: Some(Line::parse("The team decided so", "a reason").expect("a line")),
        ..draft
    };
    run.begin(person, &draft).expect("begun");
    run.saves(person, 1);
    // Another tab still shows how it was.
    assert!(matches!(
        run.begin(person, &draft),
        Err(Refusal::Conflict(_))
    ));
    assert!(run.attends(person, &early, first), "the week before stays");
    assert!(!run.attends(person, &early, then));
    let late = run.of_phase(next);
    for (one, plan) in run.proposed(then) {
        let own = if one == person { &late } else { &early };
        let groups = plan.iter().flat_map(|plan| &plan.groups);
        let all: Vec<&GroupId> = groups.collect();
        assert!(all.iter().all(|group| own.contains(group)), "{one}");
        assert!(one != person || !all.is_empty(), "they have a week");
    }

    let key = clinic.fresh_key();
    phase::take_back(clinic, &run.director(), key, person, 1).expect("taken back");
    run.saves(person, 0);
    assert!(
        run.attends(person, &early, then),
        "their seat is theirs again"
    );
    next
}

#[test]
fn eleven_people_are_planned_within_their_phase_and_the_next_one_is_begun_and_taken_back() {
    for world in worlds("pathways") {
        assert_eq!(moves_on(&world, EVENINGS, 0), 2);
    }
}

#[test]
fn a_phase_that_is_passed_over_is_not_the_next_one() {
    let text = &super::files()[0];
    let settle = care::groups::program_file::Settle::default();
    let plans = care::groups::program_file::load("programs", text, &settle).unwrap();
    let at = plans
        .iter()
        .position(|plan| plan.name.as_str() == "Mornings, evenings, aftercare");
    assert_eq!(moves_on(&World::embedded(), text, at.unwrap()), 3);
}

#[test]
fn whoever_is_entered_in_the_middle_is_in_that_week_and_moves_on_when_it_ends() {
    for world in worlds("pathway_middle") {
        let run = Run::with(&world, EVENINGS, 0, ELEVEN);
        let (clinic, director) = (&world.clinic, run.director());
        let person = run.people[FREE];
        let moving = || phase::moving_on(clinic, &run.director(), run.site).expect("a list");
        assert!(moving().moves.is_empty());
        let today = run.page(person).today;
        let draft = PhaseDraft {
            phase: 1,
            week: 3,
            from: today,
            met: false,
            reason: None,
            seen: 0,
        };
        let (field, _) = issue(run.begin(person, &draft));
        assert_eq!(field, "reason");
        let draft = PhaseDraft {
            reason: Some(Line::parse("Began elsewhere", "a reason").expect("a line")),
            ..draft
        };
        run.begin(person, &draft).expect("entered");
        let page = run.page(person);
        assert_eq!((page.standing.phase, page.standing.week(today)), (1, 3));
        // The three weeks are over next Monday, and the late evenings have seats for them.
        let found = moving();
        let who: Vec<PersonId> = found.moves.iter().map(|one| one.person).collect();
        assert_eq!(who, [person]);
        assert_eq!(found.moves[0].next.as_ref().unwrap().as_str(), "Late");
        // In three weeks all eleven come to it, and it has twelve seats.
        assert!(found.short.is_empty(), "{:?}", found.short);
        let key = clinic.fresh_key();
        phase::take_back(clinic, &director, key, person, 1).expect("taken back");
        assert!(moving().moves.is_empty());
    }
}
