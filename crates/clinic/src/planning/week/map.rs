//! From a site's week to the solver's instance, and back.
//!
//! | here | there |
//! |---|---|
//! | Monday to Sunday on the site's clocks | 7 days of half hours, or of quarter hours where a group needs them |
//! | process, relapse prevention, family, holistic groups | the kind of the same name |
//! | education and skills groups | education; the topic counts for education, and within a program for all but process |
//! | general, morning, day, afternoon, evening | one general track: which hours suit is in people's lives |
//! | every other track | a track of its own, for those who wish for it or are in it; other kinds of it are barred to others |
//! | telehealth groups | groups of no site, led by a second self of their leader who is on duty just then |
//! | individual groups of one member | the individual session of that member with whoever leads it |
//! | duty of staff | duty, and the hours that they lead today, because what is held is possible |
//! | commitments that cannot move, with the way | hours that are impossible, in any of the weeks that are planned |
//! | shifts that rotate, where no week fits all of them | an instance for each real week of the rotation |
//! | "rather not", and single dates | hours at a cost |
//! | vacations | nothing: a week away is excused |
//! | single sessions that were moved or handed on | hours that are impossible for what is new, within the same weeks |
//! | the program, its phase and the weeks of a stay | groups that are barred to whoever is elsewhere in it |
//! | the hours of a phase | a floor of one's own, where it is above that of the level |
//! | the language of a track | groups that are barred to whoever has not chosen that language |
//! | dose, days, hours a day, mix | the numbers of the protocol's level |
//! | seats | seats, no more than the room has; closed groups have no seat for anybody new |
//!
//! Adults at the intensive level take part. Whoever does not (another level, adolescents with hours of their own)
//! keeps their seats and their counselor's hours, and is named.

mod build;
mod forms;
mod names;
mod phase;
mod times;

use self::build::Builder;
use super::aim::{Aim, Aside};
use super::breach;
use super::grid::Grid;
use super::load::{SiteWeek, whole_round};
use care::groups::group::Meeting;
use care::planning::week::Plan;
use care::{AgeGroup, GroupId, LevelOfCare, PersonId};
use jiff::civil::Date;
use record::attendance::hours::Attending;
use std::collections::{BTreeMap, BTreeSet};
use timetable::{Broken, Instance, Solution, Week, score};

/// Why somebody does not take part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeftOut {
    /// Another level of care, with other hours.
    OtherLevel,
    /// An adolescent, with other hours.
    Adolescent,
}

impl LeftOut {
    /// In words.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::OtherLevel => "is at another level of care",
            Self::Adolescent => "is under eighteen, with hours of their own",
        }
    }
}

/// The instance, what is held now, and what its numbers stand for.
pub(crate) struct SiteInstance {
    pub instance: Instance,
    pub current: Solution,
    pub grid: Grid,
    /// The Monday of the real week that it is of, for those whose week is another one each time.
    pub monday: Date,
    pub people: Vec<PersonId>,
    pub groups: Vec<GroupId>,
    /// Who each staff number is, and whether it is their second self for telehealth.
    pub staff: Vec<(PersonId, bool)>,
    pub individual_minutes: u16,
    /// Whether groups may meet at other times, or under another leader.
    pub moves: bool,
    pub left_out: Vec<(PersonId, LeftOut)>,
    /// Those of them who give up a seat for which somebody waits, with the group's name.
    leaving: Vec<(PersonId, String)>,
    /// People whose present week keeps no rules, with what says why.
    pub astray: BTreeMap<PersonId, RuleBreach>,
}

/// Why somebody's present week does not keep the rules.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct RuleBreach {
    /// "has something that cannot move on Monday at 9:00 am".
    pub why: String,
    /// Whether their life is what it does not fit, and not a rule of the program.
    pub life: bool,
}

impl SiteInstance {
    pub fn person(&self, id: PersonId) -> Option<usize> {
        self.people.iter().position(|one| *one == id)
    }

    pub fn group(&self, id: GroupId) -> Option<usize> {
        self.groups.iter().position(|one| *one == id)
    }

    /// A week of the solver's as ours.
    pub fn plan(&self, week: &Week) -> Plan {
        let mut groups: Vec<GroupId> = week
            .groups
            .iter()
            .filter_map(|group| self.groups.get(*group as usize).copied())
            .collect();
        groups.sort_unstable();
        Plan {
            groups,
            individual: week.individual.first().map(|one| self.grid.meeting(*one)),
            some_weeks: Vec::new(),
        }
    }

    /// One of ours as the solver's, as it is in the real week of the instance; nothing when it is not on the grid any
    /// more.
    pub fn week(&self, plan: &Plan) -> Option<Week> {
        let plan = plan.in_week(self.monday);
        let mut groups = Vec::new();
        for id in &plan.groups {
            groups.push(u32::try_from(self.group(*id)?).ok()?);
        }
        groups.sort_unstable();
        let individual = match plan.individual {
            Some(meeting) => vec![self.grid.own(meeting, self.individual_minutes)?],
            None => Vec::new(),
        };
        Some(Week { groups, individual })
    }
}

/// Maps a site's week, or says which groups do not fit and why.
pub(crate) fn map(week: &SiteWeek, aim: Aim<'_>) -> Result<SiteInstance, Vec<String>> {
    map_beside(week, aim, &Aside::default())
}

/// Maps a site's week beside what is set aside.
pub(crate) fn map_beside(
    week: &SiteWeek,
    aim: Aim<'_>,
    aside: &Aside,
) -> Result<SiteInstance, Vec<String>> {
    let mut out = Vec::new();
    let mut all = BTreeSet::new();
    for one in &week.people {
        match takes_part(week, one) {
            Ok(()) => drop(all.insert(one.person)),
            Err(why) => out.push((one.person, why)),
        }
    }
    // Whose week keeps no rules shows only beside everybody: of whoever is left out, an instance has nothing but seats
    // and hours that are taken, and those break no rule.
    let everybody = Builder::new(week, aim, &all, aside)?.build()?;
    let mut astray = astray(&everybody);
    for number in other_weeks(week, aim, aside) {
        let there = Aside {
            real_week: number,
            ..aside.clone()
        };
        let there = Builder::new(week, aim, &all, &there)?.build()?;
        for (person, breach) in self::astray(&there) {
            astray.entry(person).or_insert(breach);
        }
    }
    for (person, group) in &everybody.leaving {
        let why = format!("has a seat in {group} for a time only, and it is somebody else’s then");
        astray
            .entry(*person)
            .or_insert(RuleBreach { why, life: false });
    }
    let joins = |one: &PersonId| {
        !aside.people.contains(one)
            && match aim {
                Aim::One(person) => *one == person,
                Aim::Everybody { .. } => true,
                Aim::Repair(_) => !astray.contains_key(one),
            }
    };
    let joined: BTreeSet<PersonId> = all.iter().copied().filter(joins).collect();
    let mut mapped = if joined == all {
        everybody
    } else {
        Builder::new(week, aim, &joined, aside)?.build()?
    };
    for person in 0..mapped.people.len() {
        if astray.contains_key(&mapped.people[person]) {
            mapped.current.weeks[person] = None;
        }
    }
    mapped.left_out = out;
    mapped.astray = astray;
    settled(&mapped)?;
    Ok(mapped)
}

/// The real weeks, besides the one that is looked at, in which somebody attends other groups than in that one.
fn other_weeks(week: &SiteWeek, aim: Aim<'_>, aside: &Aside) -> Vec<i32> {
    let turns = week.memberships.iter().filter_map(|one| one.turns);
    let rounds = turns.map(|turns| i32::from(turns.every_weeks()));
    let count = whole_round(rounds).unwrap_or(1);
    let looked_at =
        |number: &i32| matches!(aim, Aim::Repair(_)) || number % count == aside.real_week % count;
    (0..count).filter(|number| !looked_at(number)).collect()
}

/// Whether somebody's week is made here.
fn takes_part(week: &SiteWeek, one: &Attending) -> Result<(), LeftOut> {
    if one.level != LevelOfCare::IntensiveOutpatient {
        Err(LeftOut::OtherLevel)
    } else if AgeGroup::on(one.born, week.monday) == AgeGroup::Adolescent {
        Err(LeftOut::Adolescent)
    } else {
        Ok(())
    }
}

/// Whose present week keeps no rules. What their life does not leave room for is said before any rule.
fn astray(mapped: &SiteInstance) -> BTreeMap<PersonId, RuleBreach> {
    let mut astray: BTreeMap<PersonId, RuleBreach> = BTreeMap::new();
    for broken in score(&mapped.instance, &mapped.current).broken {
        if let Some((person, why)) = breach::about_person(&mapped.instance, mapped.grid, &broken) {
            let life = matches!(broken, Broken::PersonNotFree { .. });
            let known = astray.get(&mapped.people[person]);
            if known.is_none_or(|known| life && !known.life) {
                astray.insert(mapped.people[person], RuleBreach { why, life });
            }
        }
    }
    astray
}

/// What is held now must be possible but for people's own weeks: otherwise no answer could be trusted.
fn settled(mapped: &SiteInstance) -> Result<(), Vec<String>> {
    let broken = score(&mapped.instance, &mapped.current).broken;
    let said: BTreeSet<String> = broken
        .iter()
        .map(|broken: &Broken| breach::about_site(&mapped.instance, mapped.grid, broken))
        .collect();
    if said.is_empty() {
        Ok(())
    } else {
        Err(said.into_iter().collect())
    }
}

/// A meeting of a group, as the week has it, for telling which of two lists of times differ.
pub(crate) fn meetings_of(
    mapped: &SiteInstance,
    solution: &Solution,
    group: usize,
) -> Vec<Meeting> {
    let mut meetings: Vec<Meeting> = solution
        .meetings(&mapped.instance, group)
        .iter()
        .map(|one| mapped.grid.meeting(*one))
        .collect();
    meetings.sort_unstable();
    meetings
}
