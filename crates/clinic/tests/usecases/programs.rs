//! Whole programs, four weeks each: loaded from a file, filled with people whose lives differ, their weeks made by the
//! solver and published, one leader ill for a day, attendance taken at the rate that programs publish, and the meters
//! held against a recount of our own.
//!
//! Whoever the solver finds no week for is told why, and is placed by hand into the first track in which every group can
//! be joined: a program whose week keeps no rule of the protocol still runs, and is seen to be short. The numbers are
//! printed with `--nocapture`.

mod held;
mod pathway;
mod site;

use crate::common::World;
use crate::engines::worlds;
use care::attendance::roster::Mark;
use care::groups::group::GroupKind;
use care::planning::week::{Event, Purpose};
use care::{GroupId, LevelOfCare, PersonId, ProposalId, SeededDice, Track};
use clinic::Refusal;
use clinic::attendance::hours::site_hours;
use clinic::attendance::session::{Marking, OneMark, mark};
use clinic::groups::group::{GroupDraft, join};
use clinic::planning::week;
use clinic::planning::week::{Effort, ShownProposal};
use held::Held;
use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan as _};
use site::{PEOPLE, Run, monday};
use std::collections::BTreeSet;

const WEEKS: i32 = 4;
/// Seats of a group, as the site of the test gives them.
const SEATS: usize = 12;
/// Of four, three come: a rate that programs publish as their aim.
const ABSENT_OF_FOUR: u64 = 1;
/// The clock of the world stands still while a week is made, so the steps end the search.
const EFFORT: Effort = Effort {
    seconds: 60,
    steps: Some(20),
};

/// The files there are: our own, which holds every form, and the published weeks where they lie beside the repository.
fn files() -> Vec<String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let own = std::fs::read_to_string(format!("{root}/programs/examples.toml"));
    let beside = std::fs::read_to_string(format!("{root}/../shared/data/programs.toml"));
    let mut files = vec![own.expect("our own programs are in the repository")];
    files.extend(beside);
    files
}

impl Run<'_> {
    /// Makes the week from a Monday on and publishes it.
    fn make(&mut self, monday: Date) {
        let (clinic, director) = (&self.world.clinic, self.director());
        let what = week::WeekWanted {
            site: self.site,
            monday,
            purpose: Purpose::Assign,
        };
        let id = week::make(clinic, &director, what, EFFORT).expect("a week");
        let shown = self.publish(id);
        assert!(shown.groups.is_empty(), "groups stay as they are");
        for part in shown.people.into_iter().map(|one| one.part) {
            if let Some(plan) = part.after {
                self.by_hand.remove(&part.person);
                self.plans.insert(part.person, plan);
            } else {
                assert!(!part.reasons.is_empty(), "whoever has no week is told why");
            }
        }
        self.place_the_rest(monday);
        self.as_published(monday);
    }

    fn publish(&self, id: ProposalId) -> ShownProposal {
        let (clinic, director) = (&self.world.clinic, self.director());
        let shown = week::proposal(clinic, &director, id).expect("it is kept");
        week::publish(clinic, &director, clinic.fresh_key(), id, true).expect("published");
        shown
    }

    /// Whoever has no week joins the first track all of whose groups they can join.
    fn place_the_rest(&mut self, monday: Date) {
        let mut tracks: BTreeSet<Track> =
            self.groups.iter().map(|(_, draft)| draft.track).collect();
        if tracks.len() > 1 {
            // What is for everybody is joined besides, not instead.
            tracks.remove(&Track::General);
        }
        for person in self.people.clone() {
            if self.plans.contains_key(&person) || self.by_hand.contains_key(&person) {
                continue;
            }
            let joined = tracks
                .iter()
                .map(|track| self.join_track(person, *track, monday))
                .find(|joined| !joined.is_empty());
            self.by_hand.extend(joined.map(|joined| (person, joined)));
        }
    }

    fn join_track(&self, person: PersonId, track: Track, monday: Date) -> Vec<GroupId> {
        let clinic = &self.world.clinic;
        let wanted = self.groups.iter().filter(|(id, draft)| {
            let phases = self.phases.get(id).map_or(&[][..], Vec::as_slice);
            let first = phases.is_empty() || phases.contains(&1);
            let now = first && draft.stay_weeks.is_none_or(|weeks| weeks.first == 1);
            let shared = draft.track == Track::General;
            draft.kind != GroupKind::Individual && now && (draft.track == track || shared)
        });
        let (own, shared): (Vec<_>, Vec<_>) = wanted.partition(|(_, draft)| draft.track == track);
        if own.iter().any(|(_, draft)| self.lies_on(person, draft)) {
            return Vec::new();
        }
        let besides = shared
            .into_iter()
            .filter(|(_, draft)| !self.lies_on(person, draft));
        let mut joined = Vec::new();
        for (id, draft) in own.into_iter().chain(besides) {
            let key = clinic.fresh_key();
            match join(clinic, &self.director(), key, *id, person, monday, None) {
                Ok(_) => joined.push(*id),
                // Without a seat in the track, what is for everybody besides is no week.
                Err(Refusal::Fields(_) | Refusal::Conflict(_)) if draft.track == track => break,
                Err(Refusal::Fields(_) | Refusal::Conflict(_)) => {}
                Err(other) => panic!("{other}"),
            }
        }
        joined
    }

    /// Whether a meeting of a group lies on a hard commitment, found without the code that refuses it.
    fn lies_on(&self, person: PersonId, draft: &GroupDraft) -> bool {
        let spans = self.lives.get(&person);
        let mut spans = spans.into_iter().flatten();
        spans.any(|(day, from, to)| {
            draft.meetings.iter().any(|meeting| {
                i64::from(meeting.day.index()) == i64::from(*day)
                    && meeting.start_minute < *to
                    && *from < meeting.start_minute + draft.minutes
            })
        })
    }

    /// A leader is ill on the first day of a week on which something is held; the week is repaired and published.
    /// Answers how many of their sessions somebody else leads, and how many are not held then.
    fn sick_call(&self, monday: Date) -> (usize, usize) {
        let clinic = &self.world.clinic;
        let before = self.week(monday);
        let first = before.iter().find(|one| one.kind != GroupKind::Individual);
        let first = &first.expect("something is held").session;
        let (staff, on) = (first.facilitators[0], first.local.date());
        let touched = |one: &&Held| {
            one.session.facilitators.contains(&staff) && one.session.local.date() == on
        };
        let event = Event::StaffAway {
            staff,
            from: on,
            through: on,
        };
        let id = week::repair(
            clinic,
            &self.director(),
            clinic.fresh_key(),
            self.site,
            &event,
        )
        .expect("an answer");
        self.publish(id);
        let after = self.week(monday);
        assert_eq!(after.iter().find(touched).map(|one| &one.session), None);
        let touched: Vec<&Held> = before.iter().filter(touched).collect();
        let led = touched.iter().filter(|was| {
            after.iter().any(|now| {
                let same = now.session.group == was.session.group;
                same && now.session.starts_at == was.session.starts_at
            })
        });
        let led = led.count();
        (led, touched.len() - led)
    }

    /// Takes the attendance of one week as it happens, and counts along.
    fn attend(&mut self, monday: Date, dice: &SeededDice) {
        let mut week = self.week(monday);
        week.sort_by_key(|one| one.session.ends_at);
        for Held {
            session, members, ..
        } in week
        {
            let clinic = &self.world.clinic;
            let wait = session.ends_at.duration_since(clinic.now());
            self.world.wait(wait.max(SignedDuration::ZERO));
            let mut marks = Vec::new();
            for person in members {
                let there = dice.below(4) >= ABSENT_OF_FOUR;
                let late_minutes = if there && dice.below(10) == 0 { 10 } else { 0 };
                if there {
                    let minutes = u32::from(session.minutes - late_minutes);
                    *self.kept.entry((person, monday)).or_default() += minutes;
                }
                let mark = if there {
                    Mark::There {
                        late_minutes,
                        early_minutes: 0,
                    }
                } else {
                    Mark::NoShow
                };
                marks.push(OneMark {
                    person,
                    seen: None,
                    mark,
                });
            }
            let marking = Marking {
                group: session.group,
                date: session.date,
                marks,
                because: None,
            };
            let director = self.director();
            mark(clinic, &director, clinic.fresh_key(), &marking).expect("marked");
        }
    }

    /// The meters of a week say what we counted; answers the median of what those with a week kept.
    fn meters(&self, monday: Date) -> u32 {
        let (clinic, director) = (&self.world.clinic, self.director());
        let found = site_hours(clinic, &director, Some(self.site), Some(monday));
        let found = found.expect("hours").expect("a site");
        let mut kept = Vec::new();
        for person in &self.people {
            let one = found.people.iter().find(|one| one.person == *person);
            let meter = one.and_then(|one| one.meter);
            let counted = self.kept.get(&(*person, monday)).copied().unwrap_or(0);
            assert_eq!(meter.expect("they are counted").kept, counted, "{monday}");
            if self.plans.contains_key(person) || self.by_hand.contains_key(person) {
                kept.push(counted);
            }
        }
        kept.sort_unstable();
        kept.get(kept.len() / 2).copied().unwrap_or(0)
    }
}

/// What four weeks came to.
#[derive(PartialEq, Eq, Debug)]
struct Outcome {
    /// How many have a week of the solver's, and how many an individual session in it.
    placed: (usize, usize),
    /// How many are placed by hand.
    by_hand: usize,
    /// The ill leader's sessions that others lead, and those not held then.
    sick: (usize, usize),
    /// Median minutes kept, by week.
    kept: Vec<u32>,
}

fn simulate(world: &World, text: &str, at: usize) -> Outcome {
    let mut run = Run::open(world, text, at);
    let dice = SeededDice::new(24);
    let (mut kept, mut sick) = (Vec::new(), (0, 0));
    for number in 0..WEEKS {
        let monday = monday() + number.weeks();
        run.make(monday);
        if number == 1 {
            sick = run.sick_call(monday);
        }
        run.attend(monday, &dice);
        kept.push(run.meters(monday));
    }
    let alone = run.plans.values().filter(|plan| plan.individual.is_some());
    Outcome {
        placed: (run.plans.len(), alone.count()),
        by_hand: run.by_hand.len(),
        sick,
        kept,
    }
}

/// Four weeks of a program that nobody makes weeks for; answers how many joined its first phase by hand.
fn by_hand(world: &World, text: &str, at: usize) -> usize {
    let mut run = Run::open(world, text, at);
    run.place_the_rest(monday());
    for number in 0..WEEKS {
        run.as_published(monday() + number.weeks());
    }
    run.by_hand.len()
}

#[test]
fn every_program_runs_four_weeks_and_its_meters_add_up() {
    // With a week of the solver's, with an individual session in it, and by hand: seats and hours allow no more, as
    // `docs/programs.md` works out.
    let most = [
        ((24, 21), 0),
        ((12, 12), 8),
        ((24, 21), 0),
        ((12, 9), 0),
        ((0, 0), 12),
    ];
    for (number, text) in files().into_iter().enumerate() {
        let settle = care::groups::program_file::Settle::default();
        let plans =
            care::groups::program_file::load("programs", &text, &settle).expect("the file loads");
        assert_eq!(
            number == 0,
            plans.len() > most.len(),
            "ours holds every form"
        );
        for (at, plan) in plans.iter().enumerate() {
            if plan.level != LevelOfCare::IntensiveOutpatient {
                // The solver makes weeks of the intensive level; whoever is at another one joins by hand.
                assert_eq!(
                    by_hand(&World::embedded(), &text, at),
                    SEATS,
                    "{}",
                    plan.name
                );
                continue;
            }
            let outcome = simulate(&World::embedded(), &text, at);
            println!(
                "{}: {} groups, of {PEOPLE} {outcome:?}",
                plan.name,
                plan.groups.len()
            );
            let (placed, alone) = outcome.placed;
            match most.get(at) {
                Some(most) => {
                    assert_eq!(((placed, alone), outcome.by_hand), *most, "{}", plan.name);
                }
                // The first phase of each has one group of each kind, and everybody who can be there fills its seats.
                None => assert_eq!(
                    placed + outcome.by_hand,
                    SEATS,
                    "{}: {outcome:?}",
                    plan.name
                ),
            }
            let kept = outcome.kept.iter().all(|minutes| *minutes > 0);
            assert!(kept, "{}: {outcome:?}", plan.name);
            // Somebody who may lead it and is in the house takes the ill leader's only session of the day.
            if at < most.len() && plan.groups.iter().all(|group| !group.telehealth) {
                assert_eq!(outcome.sick, (1, 0), "{}", plan.name);
            }
        }
    }
}

#[test]
fn a_programs_four_weeks_are_the_same_on_every_engine() {
    let text = &files()[0];
    let morning_or_evening = 2;
    let outcomes: Vec<Outcome> = worlds("programs")
        .iter()
        .map(|world| simulate(world, text, morning_or_evening))
        .collect();
    for outcome in &outcomes {
        assert_eq!(outcome, &outcomes[0]);
    }
}
