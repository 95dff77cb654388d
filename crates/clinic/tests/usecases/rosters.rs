//! Three weeks of one group in which anything happens in any order: people join, leave and come back, and what was said
//! about a session is said differently later. No past roster changes, and minutes are those of the last word.
//!
//! What should be so is kept here in plain lists, and read back after every act.

use crate::attendance::{enter, group, person};
use crate::common::World;
use crate::common::house::line;
use crate::engines::size;
use care::attendance::roster::Mark;
use care::zone::local_in;
use care::{MembershipId, PersonId, Private, Role, SeededDice};
use clinic::Refusal;
use clinic::attendance::hours::site_hours;
use clinic::attendance::session::{Marking, OneMark, RosterSheet, mark, roster};
use clinic::groups::group::{join, leave};
use clinic::people::patient::seed_patient;
use jiff::civil::{Date, DateTime, date, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan as _};
use policy::Actor;
use std::collections::{BTreeMap, BTreeSet};

/// The world begins on this Monday; the group meets on Tuesday and Thursday from 5:30 to 8:30 pm.
const MONDAY: Date = date(2026, 3, 2);
const WEEKS: i64 = 3;
const SESSION_MINUTES: u32 = 180;

struct Course {
    world: World,
    dice: SeededDice,
    people: Vec<PersonId>,
    /// Who is a member from when until when.
    members: BTreeMap<MembershipId, (PersonId, Date, Option<Date>)>,
    /// The last word about somebody and a session, and how often something was said.
    said: BTreeMap<(Date, PersonId), (Mark, u32)>,
    /// Rosters of past days, as they were when the day was over.
    past: BTreeMap<Date, BTreeSet<PersonId>>,
}

impl Course {
    fn begin(seed: u64) -> Self {
        let world = World::embedded();
        let director = enter(&world, Role::ClinicalDirector, 0);
        let mut people: Vec<PersonId> = (0..3).map(|place| person(&world, place)).collect();
        for number in 0..3 {
            let draft = world.houses[0].patient_draft(&format!("more{number}"), 0, None);
            let key = world.clinic.fresh_key();
            people.push(seed_patient(&world.clinic, &director, key, &draft).expect("admitted"));
        }
        let first = (people[2], MONDAY, None);
        Self {
            members: BTreeMap::from([(world.houses[0].membership, first)]),
            dice: SeededDice::new(seed),
            people,
            said: BTreeMap::new(),
            past: BTreeMap::new(),
            world,
        }
    }

    fn below(&self, end: u64) -> i64 {
        i64::try_from(self.dice.below(end)).expect("a small number")
    }

    /// Sessions end after a quarter of an hour, so the director signs in anew for each act.
    fn director(&self) -> Actor {
        enter(&self.world, Role::ClinicalDirector, 0)
    }

    /// The time at the site.
    fn now(&self) -> DateTime {
        let zone = TimeZone::get("America/New_York").expect("a zone");
        local_in(self.world.clinic.now(), &zone).datetime()
    }

    /// The dates of the sessions that have begun.
    fn begun(&self) -> Vec<Date> {
        let days = (0..WEEKS).flat_map(|week| [7 * week + 1, 7 * week + 3]);
        days.map(|day| MONDAY + day.days())
            .filter(|on| on.to_datetime(time(17, 30, 0, 0)) <= self.now())
            .collect()
    }

    /// Whoever is a member on a date.
    fn expected(&self, on: Date) -> BTreeSet<PersonId> {
        let covers = |(_, from, last): &&(PersonId, Date, Option<Date>)| {
            *from <= on && last.is_none_or(|last| on <= last)
        };
        self.members
            .values()
            .filter(covers)
            .map(|one| one.0)
            .collect()
    }

    fn act(&mut self) {
        match self.dice.below(4) {
            0 => self.join(),
            1 => self.leave(),
            _ => self.mark(),
        }
    }

    fn join(&mut self) {
        let person = self.people[usize::try_from(self.below(6)).expect("small")];
        let from = self.now().date() + (self.below(8) - 4).days();
        let last = (self.below(2) == 0).then(|| from + self.below(7).days());
        let (clinic, key) = (&self.world.clinic, self.world.clinic.fresh_key());
        let group = group(&self.world);
        match join(clinic, &self.director(), key, group, person, from, last) {
            Ok(id) => drop(self.members.insert(id, (person, from, last))),
            Err(refusal) => assert!(matches!(refusal, Refusal::Fields(_)), "{refusal}"),
        }
    }

    fn leave(&mut self) {
        let which = usize::try_from(self.dice.below(self.members.len().max(1) as u64));
        let found = self.members.iter().nth(which.expect("small"));
        let Some((id, (person, from, _))) = found.map(|(id, one)| (*id, *one)) else {
            return;
        };
        let today = self.now().date();
        let last = today + (self.below(10) - 4).days();
        let (clinic, key) = (&self.world.clinic, self.world.clinic.fresh_key());
        match leave(clinic, &self.director(), key, id, last) {
            Ok(_) if from > today && last < from => drop(self.members.remove(&id)),
            Ok(_) => drop(self.members.insert(id, (person, from, Some(last)))),
            Err(Refusal::Fields(_) | Refusal::Conflict(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }

    /// Something is said about a session that has begun, for the first time or differently from before.
    fn mark(&mut self) {
        let begun = self.begun();
        if begun.is_empty() {
            return;
        }
        let on = begun[usize::try_from(self.dice.below(begun.len() as u64)).expect("small")];
        let known = self.said.keys().filter(|(date, _)| *date == on);
        let mut about = self.expected(on);
        about.extend(known.map(|(_, person)| *person));
        let mut marks = Vec::new();
        for person in about {
            if self.dice.below(2) == 0 {
                continue;
            }
            let cut = |end| u16::try_from(self.dice.below(end)).expect("small");
            let new = match self.dice.below(4) {
                0 => Mark::NoShow,
                1 => Mark::Excused {
                    reason: Private::new(line("Said so before")),
                },
                _ => Mark::There {
                    late_minutes: cut(90),
                    early_minutes: cut(90),
                },
            };
            let before = self.said.get(&(on, person));
            let seen = before.map(|(_, count)| count - 1);
            if before.is_none_or(|(before, _)| *before != new) {
                let count = before.map_or(0, |(_, count)| *count) + 1;
                self.said.insert((on, person), (new.clone(), count));
            }
            marks.push(OneMark {
                person,
                seen,
                mark: new,
            });
        }
        let marking = Marking {
            group: group(&self.world),
            date: on,
            marks,
            because: Some(line("The list at the door says otherwise")),
        };
        let (clinic, key) = (&self.world.clinic, self.world.clinic.fresh_key());
        mark(clinic, &self.director(), key, &marking).expect("it is taken");
    }

    fn sheet(&self, on: Date) -> RosterSheet {
        let (clinic, director) = (&self.world.clinic, self.director());
        roster(clinic, &director, group(&self.world), on).expect("a roster")
    }

    /// The rosters of what has begun: who is on them, and the minutes of each.
    fn look(&mut self) {
        for on in self.begun() {
            let sheet = self.sheet(on);
            let members = sheet.lines.iter().filter(|one| one.member);
            let members: BTreeSet<PersonId> = members.map(|one| one.person).collect();
            assert_eq!(members, self.expected(on), "{on}");
            if on < self.now().date() {
                let then = self.past.entry(on).or_insert_with(|| members.clone());
                assert_eq!(members, *then, "the roster of {on} is past");
            }
            for one in &sheet.lines {
                let last = self.said.get(&(on, one.person));
                let minutes = last.map(|(mark, _)| kept(mark));
                assert_eq!(one.minutes.map(u32::from), minutes, "{on}");
                let count = last.map_or(0, |(_, count)| *count);
                assert_eq!(one.said.len(), usize::try_from(count).expect("small"));
            }
            let on_it = |person: &PersonId| sheet.lines.iter().any(|one| one.person == *person);
            let mut said = self.said.keys().filter(|(date, _)| *date == on);
            assert!(said.all(|(_, person)| on_it(person)), "nobody is lost");
        }
    }

    /// Each week's meters are the sums of the last words.
    fn meters(&self) {
        for week in 0..WEEKS {
            let monday = MONDAY + (7 * week).days();
            let (clinic, director) = (&self.world.clinic, self.director());
            let site = Some(self.world.houses[0].sites[0]);
            let found = site_hours(clinic, &director, site, Some(monday));
            let found = found.expect("hours").expect("a site");
            for person in &self.people {
                let of_week = |(on, who): &(Date, PersonId)| {
                    who == person && (monday..monday + 7.days()).contains(on)
                };
                let said = self.said.iter().filter(|(key, _)| of_week(key));
                let sum: u32 = said.map(|(_, (mark, _))| kept(mark)).sum();
                let one = found.people.iter().find(|one| one.person == *person);
                let meter = one.and_then(|one| one.meter).expect("they are counted");
                assert_eq!(meter.kept, sum, "{monday}");
            }
        }
    }
}

fn kept(mark: &Mark) -> u32 {
    match mark {
        Mark::There {
            late_minutes,
            early_minutes,
        } => SESSION_MINUTES - u32::from(*late_minutes) - u32::from(*early_minutes),
        Mark::Excused { .. } | Mark::NoShow | Mark::TakenBack => 0,
    }
}

#[test]
fn whatever_happens_no_past_roster_changes_and_minutes_are_those_of_the_last_word() {
    let (mut joined, mut amended) = (0, 0);
    for seed in 0..size(4, 40) {
        let mut course = Course::begin(seed);
        while course.now().date() < MONDAY + (7 * WEEKS).days() {
            course.act();
            course.look();
            let minutes = 60 * (1 + course.below(20));
            course.world.wait(SignedDuration::from_mins(minutes));
        }
        course.meters();
        joined += course.members.len();
        amended += course.said.values().filter(|(_, count)| *count > 1).count();
    }
    println!("{joined} memberships, {amended} amended marks");
    assert!(joined > 4 && amended > 4, "{joined}, {amended}");
}
