//! From a site's week to the solver's instance, and back.
//!
//! | here | there |
//! |---|---|
//! | Monday to Sunday on the site's clocks | 7 days of half hours, or of quarter hours where a group needs them |
//! | process, relapse prevention, family, holistic groups | the kind of the same name |
//! | education and skills groups | education; the topic counts for education alone |
//! | general, morning, day, afternoon, evening | one general track: which hours suit is in people's lives |
//! | every other track | a track of its own, for those who wish for it or are in it |
//! | telehealth groups | groups of no site, led by a second self of their leader who is on duty just then |
//! | individual groups of one member | the individual session of that member with whoever leads it |
//! | duty of staff | duty, and the hours that they lead today, because what is held is possible |
//! | commitments that cannot move, with the way | hours that are impossible, in any of the next four weeks |
//! | "rather not", and single dates | hours at a cost |
//! | dose, days, hours a day, mix | the numbers of the protocol's level |
//! | seats | seats, no more than the room has; closed groups have no seat for anybody new |
//!
//! Adults at the intensive level take part. Whoever does not (another level, adolescents with hours of their own)
//! keeps their seats and their counselor's hours, and is named.

use super::grid::{DAYS, Grid};
use super::load::{HORIZON_WEEKS, SiteWeek};
use super::options;
use super::rules;
use crate::group::AHEAD_WEEKS;
use care::commitment::Telehealth;
use care::group::{Group, GroupKind, Meeting, expand, start_of};
use care::site::{DAY_MINUTES, minute_of};
use care::week::{Event, Plan};
use care::{AgeGroup, Credential, GroupId, LevelOfCare, PersonId, TimeZoneName, Track};
use jiff::ToSpan;
use record::hours::Attending;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use timetable::form::{ClockForm, GroupForm, InstanceForm, PersonForm, RoomForm, StaffForm};
use timetable::{Broken, Instance, Kind, Running, Solution, Week, score};

/// What a unit costs that a person would rather keep. House rule: two of them are about as bad as one more day.
const RATHER_NOT_COST: i32 = 12;
/// What a unit costs on which something single happens within the horizon.
const SINGLE_COST: i32 = 5;
/// The longest name handed to the solver, in characters of at most four bytes.
const NAME_CHARS_MAX: usize = 48;

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Aim<'a> {
    /// A week for one person; everybody else stays as they are.
    One(PersonId),
    /// A week for everybody.
    Everybody {
        /// Whether groups may meet at other times.
        move_groups: bool,
    },
    /// The least disruptive week after something happened.
    Repair(&'a Event),
}

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
pub(crate) struct Mapped {
    pub instance: Instance,
    pub current: Solution,
    pub grid: Grid,
    pub people: Vec<PersonId>,
    pub groups: Vec<GroupId>,
    /// Who each staff number is, and whether it is their second self for telehealth.
    pub staff: Vec<(PersonId, bool)>,
    pub individual_minutes: u16,
    pub left_out: Vec<(PersonId, LeftOut)>,
    /// Those of them who give up a seat for which somebody waits, with the group's name.
    leaving: Vec<(PersonId, String)>,
    /// People whose present week keeps no rules, with what says why.
    pub astray: BTreeMap<PersonId, Astray>,
}

/// Why somebody's present week does not keep the rules.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Astray {
    /// "has something that cannot move on Monday at 9:00 am".
    pub why: String,
    /// Whether their life is what it does not fit, and not a rule of the program.
    pub life: bool,
}

impl Mapped {
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
        }
    }

    /// One of ours as the solver's; nothing when it is not on the grid any more.
    pub fn week(&self, plan: &Plan) -> Option<Week> {
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
pub(crate) fn map(week: &SiteWeek, aim: Aim<'_>) -> Result<Mapped, Vec<String>> {
    map_beside(week, aim, &BTreeSet::new())
}

/// Maps a site's week beside some who keep what they have: their seats and their counselors' hours are theirs.
pub(crate) fn map_beside(
    week: &SiteWeek,
    aim: Aim<'_>,
    keeping: &BTreeSet<PersonId>,
) -> Result<Mapped, Vec<String>> {
    let mut out = Vec::new();
    let mut all = BTreeSet::new();
    for one in &week.people {
        match takes_part(week, one) {
            Ok(()) => drop(all.insert(one.person)),
            Err(why) => out.push((one.person, why)),
        }
    }
    let everybody = Builder::new(week, aim, &all)?.build()?;
    let mut astray = astray(&everybody);
    for (person, group) in &everybody.leaving {
        let why = format!("has a seat in {group} for a time only, and it is somebody else’s then");
        astray.entry(*person).or_insert(Astray { why, life: false });
    }
    let joins = |one: &PersonId| {
        !keeping.contains(one)
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
        Builder::new(week, aim, &joined)?.build()?
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

/// Whether somebody's week is made here.
fn takes_part(week: &SiteWeek, one: &Attending) -> Result<(), LeftOut> {
    if one.level != LevelOfCare::IntensiveOutpatient {
        Err(LeftOut::OtherLevel)
    } else if crate::hours::age_group(one.born, week.monday) == AgeGroup::Adolescent {
        Err(LeftOut::Adolescent)
    } else {
        Ok(())
    }
}

/// Whose present week keeps no rules. What their life does not leave room for is said before any rule.
fn astray(mapped: &Mapped) -> BTreeMap<PersonId, Astray> {
    let mut astray: BTreeMap<PersonId, Astray> = BTreeMap::new();
    for broken in score(&mapped.instance, &mapped.current).broken {
        if let Some((person, why)) = rules::about_person(mapped, &broken) {
            let life = matches!(broken, Broken::PersonNotFree { .. });
            let known = astray.get(&mapped.people[person]);
            if known.is_none_or(|known| life && !known.life) {
                astray.insert(mapped.people[person], Astray { why, life });
            }
        }
    }
    astray
}

/// What is held now must be possible but for people's own weeks: otherwise no answer could be trusted.
fn settled(mapped: &Mapped) -> Result<(), Vec<String>> {
    let broken = score(&mapped.instance, &mapped.current).broken;
    let said: BTreeSet<String> = broken
        .iter()
        .map(|broken: &Broken| rules::about_site(mapped, broken))
        .collect();
    if said.is_empty() {
        Ok(())
    } else {
        Err(said.into_iter().collect())
    }
}

/// A track as the solver knows it.
fn track(track: Track) -> &'static str {
    match track {
        Track::General | Track::Morning | Track::Day | Track::Afternoon | Track::Evening => {
            "general"
        }
        own => own.code(),
    }
}

/// A kind as the solver knows it, for whatever is no individual session.
fn kind(kind: GroupKind) -> Option<Kind> {
    Some(match kind {
        GroupKind::Process => Kind::Process,
        GroupKind::Skills | GroupKind::Education => Kind::Education,
        GroupKind::RelapsePrevention => Kind::RelapsePrevention,
        GroupKind::Family => Kind::Family,
        GroupKind::Holistic => Kind::Holistic,
        GroupKind::Individual => return None,
    })
}

/// What somebody may lead: kinds, and tracks that need something of whoever leads them.
fn credentials(held: &[Credential]) -> Vec<String> {
    let mut names: Vec<&str> = Vec::new();
    for credential in held {
        match credential {
            Credential::LicensedCounselor => names.push("PROC"),
            Credential::Educator => names.push("EDU"),
            Credential::RelapsePrevention => names.push("RP"),
            Credential::FamilyTherapist => names.push("FAM"),
            Credential::Holistic => names.push("HOL"),
            Credential::CoOccurring => names.push(Track::CoOccurring.code()),
            Credential::Spanish => names.push(Track::Spanish.code()),
            Credential::Prescriber | Credential::Nurse => {}
        }
    }
    // Other tracks ask for nothing but to be led.
    names.extend(
        Track::ALL
            .into_iter()
            .filter(|one| one.credential().is_none() && track(*one) != "general")
            .map(Track::code),
    );
    names.into_iter().map(str::to_owned).collect()
}

fn clip(name: &str) -> String {
    name.chars().take(NAME_CHARS_MAX).collect()
}

/// One staff number.
struct Leader {
    person: PersonId,
    video: bool,
    duty: Vec<Vec<bool>>,
    credentials: Vec<String>,
}

/// A group as it is held in the week.
struct Held<'a> {
    group: &'a Group,
    meetings: Vec<timetable::Meeting>,
    kind: Kind,
    video: bool,
    leader: usize,
}

/// Makes the forms.
struct Builder<'a> {
    week: &'a SiteWeek,
    aim: Aim<'a>,
    joined: &'a BTreeSet<PersonId>,
    grid: Grid,
    individual_minutes: u16,
    leaders: Vec<Leader>,
    held: Vec<Held<'a>>,
    /// Individual sessions of those who take part.
    individuals: HashMap<PersonId, (timetable::Meeting, usize)>,
    /// Hours of those who take part that something outside the instance takes.
    taken: HashMap<PersonId, Vec<(u8, std::ops::Range<usize>)>>,
}

impl<'a> Builder<'a> {
    fn new(
        week: &'a SiteWeek,
        aim: Aim<'a>,
        joined: &'a BTreeSet<PersonId>,
    ) -> Result<Self, Vec<String>> {
        let grid = Grid::of(week)?;
        let mut builder = Self {
            week,
            aim,
            joined,
            grid,
            individual_minutes: rules::individual_minutes(week),
            leaders: Vec::new(),
            held: Vec::new(),
            individuals: HashMap::new(),
            taken: HashMap::new(),
        };
        builder.staff();
        builder.groups()?;
        if !builder.repairs() {
            for group in &week.upcoming {
                let times = builder.times(group);
                builder.take(group, &times);
            }
        }
        Ok(builder)
    }

    /// Everybody on duty here, by the hours they say.
    fn staff(&mut self) {
        for one in &self.week.staff {
            let mut duty = vec![vec![false; usize::from(self.grid.units)]; DAYS];
            let here = one
                .availability
                .iter()
                .filter(|(site, _)| *site == self.week.site.id);
            for (_, span) in here {
                // Only whole units: nobody is asked to come early.
                for unit in 0..self.grid.units {
                    let start = self.grid.first_minute + unit * self.grid.unit_minutes;
                    if span.start_minute <= start
                        && start + self.grid.unit_minutes <= span.end_minute
                    {
                        duty[usize::from(span.day.index())][usize::from(unit)] = true;
                    }
                }
            }
            self.leaders.push(Leader {
                person: one.id,
                video: false,
                duty,
                credentials: credentials(&one.credentials),
            });
        }
    }

    /// The number of somebody who leads; a new one where they have none yet.
    fn leader(&mut self, person: PersonId, video: bool) -> usize {
        let found = self
            .leaders
            .iter()
            .position(|one| one.person == person && one.video == video);
        found.unwrap_or_else(|| {
            let of = self.leaders.iter().find(|one| one.person == person);
            let credentials = of.map(|one| one.credentials.clone()).unwrap_or_default();
            self.leaders.push(Leader {
                person,
                video,
                duty: vec![vec![false; usize::from(self.grid.units)]; DAYS],
                credentials,
            });
            self.leaders.len() - 1
        })
    }

    fn set_duty(&mut self, leader: usize, day: u8, units: std::ops::Range<usize>, on: bool) {
        for unit in units {
            self.leaders[leader].duty[usize::from(day)][unit] = on;
        }
    }

    fn repairs(&self) -> bool {
        matches!(self.aim, Aim::Repair(_))
    }

    /// When a group meets in the week: by its series, or in a repaired week as it is really held.
    fn times(&self, group: &Group) -> Vec<(u8, u16)> {
        if group.site != self.week.site.id {
            return self.times_elsewhere(group);
        }
        if !self.repairs() {
            return group
                .meetings
                .iter()
                .map(|one| (one.day.index(), one.start_minute))
                .collect();
        }
        let next = self
            .week
            .monday
            .checked_add(7.days())
            .unwrap_or(self.week.monday);
        let zone = self.week.site.zone.zone();
        let mut times: Vec<(u8, u16)> =
            expand(group, &self.week.exceptions, self.week.monday, next, &zone)
                .iter()
                .filter(|session| session.held())
                .map(|session| {
                    let minute = session.start_minute();
                    (care::Weekday::of(session.local.date()).index(), minute)
                })
                .collect();
        times.sort_unstable();
        times.dedup();
        times
    }

    /// When a group of another site meets by the clock of this one, in any week that is looked at when groups are
    /// checked: one site may change its clocks and the other not.
    fn times_elsewhere(&self, group: &Group) -> Vec<(u8, u16)> {
        let week = self.week;
        let Some(zone) = week.zones.get(&group.site).map(TimeZoneName::zone) else {
            return Vec::new();
        };
        let weeks = if self.repairs() { 1 } else { AHEAD_WEEKS };
        let day = |number: i32| {
            week.monday
                .checked_add(number.days())
                .unwrap_or(week.monday)
        };
        let starts: Vec<jiff::Timestamp> = if self.repairs() {
            // A day before and after: the clocks are hours apart.
            expand(group, &week.exceptions, day(-1), day(8), &zone)
                .iter()
                .filter(|session| session.held())
                .map(|session| session.starts_at)
                .collect()
        } else {
            let on = |meeting: &Meeting| {
                let (index, minute) = (i32::from(meeting.day.index()), meeting.start_minute);
                let zone = &zone;
                (-1..=weeks).map(move |number| start_of(day(7 * number + index), minute, zone))
            };
            group.meetings.iter().flat_map(on).collect()
        };
        let mut times: Vec<(u8, u16)> = starts
            .into_iter()
            .map(|start| week.site.zone.local(start))
            .filter(|local| (day(0)..day(7 * weeks)).contains(&local.date()))
            .map(|local| {
                let minute = minute_of(local.time());
                (care::Weekday::of(local.date()).index(), minute)
            })
            .collect();
        times.sort_unstable();
        times.dedup();
        times
    }

    /// Sorts every group that is held into those of the instance and those that only take hours.
    fn groups(&mut self) -> Result<(), Vec<String>> {
        let mut misfits = Vec::new();
        for group in &self.week.groups {
            let times = self.times(group);
            if group.kind == GroupKind::Individual {
                self.individual(group, &times);
            } else if self.belongs(group) {
                let meetings: Option<Vec<timetable::Meeting>> = times
                    .iter()
                    .map(|(day, minute)| {
                        let start = self.grid.start(*minute, group.minutes)?;
                        Some(timetable::Meeting { day: *day, start })
                    })
                    .collect();
                match meetings {
                    Some(meetings) if meetings.is_empty() => {}
                    Some(meetings) => self.hold(group, meetings),
                    None => misfits.push(format!(
                        "{} does not fit the hours and half hours of this week. Change its times and try again.",
                        group.name
                    )),
                }
            } else {
                self.take(group, &times);
            }
        }
        if misfits.is_empty() {
            Ok(())
        } else {
            Err(misfits)
        }
    }

    /// Whether a group is one of this site for people at the intensive level.
    fn belongs(&self, group: &Group) -> bool {
        let level = group
            .program
            .and_then(|program| self.week.level_of(program));
        group.site == self.week.site.id
            && level.is_none_or(|level| level == LevelOfCare::IntensiveOutpatient)
    }

    fn hold(&mut self, group: &'a Group, meetings: Vec<timetable::Meeting>) {
        let (Some(kind), Some(first)) = (kind(group.kind), group.facilitators.first()) else {
            return;
        };
        let video = group.place.room().is_none();
        let leader = self.leader(*first, video);
        let length = self.grid.length(group.minutes);
        // Whoever leads it today may: they hold its credential between them.
        let code = ["PROC", "EDU", "RP", "HOL", "FAM", "IND"][kind.index()];
        for name in [code, track(group.track)] {
            if !self.leaders[leader]
                .credentials
                .iter()
                .any(|held| held == name)
            {
                self.leaders[leader].credentials.push(name.to_owned());
            }
        }
        for meeting in &meetings {
            let units = usize::from(meeting.start)..usize::from(meeting.start + length);
            self.set_duty(leader, meeting.day, units.clone(), true);
            if video {
                let bodily = self.leader(*first, false);
                self.set_duty(bodily, meeting.day, units.clone(), false);
            }
            for other in &group.facilitators[1..] {
                let other = self.leader(*other, false);
                self.set_duty(other, meeting.day, units.clone(), false);
            }
        }
        self.held.push(Held {
            group,
            meetings,
            kind,
            video,
            leader,
        });
    }

    /// An individual session: somebody's own where it is one that the solver could have made, hours taken otherwise.
    fn individual(&mut self, group: &'a Group, times: &[(u8, u16)]) {
        let members: Vec<PersonId> = self.members(group).collect();
        let own = match (members.as_slice(), times) {
            ([person], [(day, minute)])
                if self.joined.contains(person)
                    && group.site == self.week.site.id
                    && self.grid.length(group.minutes)
                        == self.grid.length(self.individual_minutes) =>
            {
                self.grid
                    .start(*minute, self.individual_minutes)
                    .map(|start| (*person, timetable::Meeting { day: *day, start }))
            }
            _ => None,
        };
        match (own, group.facilitators.first()) {
            (Some((person, meeting)), Some(counselor))
                if !self.individuals.contains_key(&person) =>
            {
                let leader = self.leader(*counselor, false);
                let length = usize::from(self.grid.length(self.individual_minutes));
                let from = usize::from(meeting.start);
                self.set_duty(leader, meeting.day, from..from + length, true);
                self.individuals.insert(person, (meeting, leader));
            }
            _ if !members.is_empty() => self.take(group, times),
            _ => {}
        }
    }

    /// Somebody's hours, and their leaders', that are spent outside the instance.
    fn take(&mut self, group: &'a Group, times: &[(u8, u16)]) {
        // Who joins it in time to come has to be free for it then.
        let members: Vec<PersonId> = if self.repairs() {
            self.members(group).collect()
        } else {
            let own = self.week.memberships.iter();
            own.filter(|one| one.group == group.id)
                .map(|one| one.person)
                .collect()
        };
        for (day, minute) in times {
            let end = minute.saturating_add(group.minutes);
            // By another site's clock it may run past midnight.
            let tomorrow = (*day + 1) % 7;
            for (day, from, to) in [
                (*day, *minute, end.min(DAY_MINUTES)),
                (tomorrow, 0, end.saturating_sub(DAY_MINUTES)),
            ] {
                let units = self.grid.touched(from, to);
                for person in &members {
                    let taken = self.taken.entry(*person).or_default();
                    taken.push((day, units.clone()));
                }
                for facilitator in &group.facilitators {
                    let leader = self.leader(*facilitator, false);
                    self.set_duty(leader, day, units.clone(), false);
                }
            }
        }
    }

    fn members(&self, group: &Group) -> impl Iterator<Item = PersonId> + use<'_, 'a> {
        let id = group.id;
        let (from, through) = (self.week.monday, self.week.sunday());
        self.week
            .memberships
            .iter()
            .filter(move |one| one.group == id && one.meets(from, Some(through)))
            .map(|one| one.person)
    }

    fn build(mut self) -> Result<Mapped, Vec<String>> {
        let people: Vec<&Attending> = self
            .week
            .people
            .iter()
            .filter(|one| self.joined.contains(&one.person))
            .collect();
        // Whoever sees a counselor that is not here has nobody to be planned with.
        let nobody = self.leader(PersonId::from(uuid::Uuid::nil()), false);
        let forms: Vec<PersonForm> = people.iter().map(|one| self.person(one, nobody)).collect();
        let form = InstanceForm {
            days: DAYS,
            units: usize::from(self.grid.units),
            clock: ClockForm {
                first_minute: u32::from(self.grid.first_minute),
                unit_minutes: u32::from(self.grid.unit_minutes),
            },
            dur: BTreeMap::new(),
            ind_dur: self.grid.length(self.individual_minutes),
            options: BTreeMap::new(),
            ind_starts: rules::individual_starts(self.grid, self.individual_minutes),
            series: self.held.iter().map(|held| self.series(held)).collect(),
            staff: self
                .leaders
                .iter()
                .map(|one| self.staff_form(one))
                .collect(),
            rooms: self.rooms(),
            w: rules::weights(self.week, self.grid, matches!(self.aim, Aim::Repair(_))),
            participants: forms,
        };
        let instance = Instance::new(form).map_err(|invalid| {
            vec![format!(
                "This week cannot be planned as it stands: {invalid}."
            )]
        })?;
        let leaving = self.held.iter().flat_map(|held| {
            let name = held.group.name.to_string();
            let all = self.leaving(held.group).into_iter();
            all.map(move |person| (person, name.clone()))
        });
        let leaving = leaving.collect();
        let mut current = Solution::empty(&instance);
        for (running, held) in current.groups.iter_mut().zip(&self.held) {
            *running = Some(Running {
                option: 0,
                leader: u32::try_from(held.leader).unwrap_or(u32::MAX),
            });
        }
        for (own, one) in current.weeks.iter_mut().zip(&people) {
            *own = self.present(one.person);
        }
        Ok(Mapped {
            instance,
            current,
            grid: self.grid,
            people: people.iter().map(|one| one.person).collect(),
            groups: self.held.iter().map(|held| held.group.id).collect(),
            staff: self
                .leaders
                .iter()
                .map(|one| (one.person, one.video))
                .collect(),
            individual_minutes: self.individual_minutes,
            left_out: Vec::new(),
            leaving,
            astray: BTreeMap::new(),
        })
    }

    /// What somebody attends now; nothing where they attend nothing.
    fn present(&self, person: PersonId) -> Option<Week> {
        let mut groups: Vec<u32> = (0u32..)
            .zip(&self.held)
            .filter(|(_, held)| self.members(held.group).any(|one| one == person))
            .map(|(number, _)| number)
            .collect();
        groups.sort_unstable();
        let individual: Vec<_> = self
            .individuals
            .get(&person)
            .map(|(meeting, _)| *meeting)
            .into_iter()
            .collect();
        (!groups.is_empty()).then_some(Week { groups, individual })
    }

    fn series(&self, held: &Held<'_>) -> GroupForm {
        let members: Vec<PersonId> = self.members(held.group).collect();
        let joined = |one: &&PersonId| self.joined.contains(one);
        let outside = members.iter().filter(|one| !joined(one)).count();
        let inside = members.len() - outside - self.leaving(held.group).len();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let room = held
            .group
            .place
            .room()
            .and_then(|id| self.week.rooms.iter().find(|room| room.id == id));
        let seats = room.map_or(u32::from(held.group.seats), |room| {
            u32::from(held.group.seats.min(room.seats.get()))
        });
        // A closed group, or one for certain weeks of a stay, keeps whom it has and takes nobody else.
        let open = held.group.open && held.group.stay_weeks.is_none();
        let later = self.later(held.group, &members);
        let seats = if open {
            seats
                .saturating_sub(count(outside + later))
                .max(count(inside))
        } else {
            count(inside)
        };
        // It moves only for those whose lives are looked at.
        let still = outside + later > 0;
        let now = (held.group, held.meetings.as_slice());
        let options = options::of(self.week, self.grid, (self.aim, still), now);
        GroupForm {
            name: Some(clip(held.group.name.as_str())),
            site: (!held.video).then_some(0),
            tele: held.video,
            kind: held.kind,
            track: (held.kind == Kind::Process).then(|| track(held.group.track).to_owned()),
            cap: seats,
            min: u32::from(held.group.smallest).saturating_sub(count(outside)),
            topic: (held.group.kind == GroupKind::Education)
                .then(|| held.group.topic.as_ref().map(|topic| clip(topic.as_str())))
                .flatten(),
            dur: Some(self.grid.length(held.group.minutes)),
            options: Some(options),
        }
    }

    /// How many will join a group in time to come; their seats are theirs from then on.
    fn later(&self, group: &Group, members: &[PersonId]) -> usize {
        if self.repairs() {
            return 0;
        }
        let sunday = self.week.sunday();
        let later: BTreeSet<PersonId> = self
            .week
            .memberships
            .iter()
            .filter(|one| one.group == group.id && one.joined_on > sunday)
            .map(|one| one.person)
            .filter(|one| !members.contains(one))
            .collect();
        later.len()
    }

    /// Members who take part and have their seat only until somebody else joins.
    fn leaving(&self, group: &Group) -> BTreeSet<PersonId> {
        let members: Vec<PersonId> = self.members(group).collect();
        if self.later(group, &members) == 0 {
            return BTreeSet::new();
        }
        let stays = |person: &PersonId| {
            let own = self.week.memberships.iter();
            own.filter(|one| one.group == group.id && one.person == *person)
                .any(|one| one.last_on.is_none())
        };
        members
            .into_iter()
            .filter(|one| self.joined.contains(one) && !stays(one))
            .collect()
    }

    fn staff_form(&self, one: &Leader) -> StaffForm {
        let on = |unit: &bool| u8::from(*unit);
        let avail: Vec<Vec<u8>> = one
            .duty
            .iter()
            .map(|day| day.iter().map(on).collect())
            .collect();
        let units: usize = one.duty.iter().flatten().filter(|unit| **unit).count();
        StaffForm {
            name: Some(clip(&self.week.staff_name(one.person))),
            site: (!one.video).then_some(0),
            avail,
            creds: one.credentials.clone(),
            max_units: u32::try_from(units).unwrap_or(u32::MAX),
        }
    }

    /// Rooms by size, each at least as large as what is held in it.
    fn rooms(&self) -> Vec<RoomForm> {
        let members = |id| {
            let inside = self
                .held
                .iter()
                .filter(|held| held.group.place.room() == Some(id));
            inside
                .map(|held| self.members(held.group).count())
                .max()
                .unwrap_or(0)
        };
        self.week
            .rooms
            .iter()
            .map(|room| RoomForm {
                site: Some(0),
                cap: u32::from(room.seats.get()).max(u32::try_from(members(room.id)).unwrap_or(0)),
            })
            .collect()
    }

    fn person(&mut self, one: &Attending, nobody: usize) -> PersonForm {
        let journey = self
            .week
            .journeys
            .get(&one.person)
            .copied()
            .unwrap_or_default();
        let own: Vec<&Held<'_>> = self
            .held
            .iter()
            .filter(|held| self.members(held.group).any(|member| member == one.person))
            .collect();
        let cohort = self.held.iter().position(|held| {
            held.kind == Kind::Process
                && self.members(held.group).any(|member| member == one.person)
        });
        let wished = track(journey.track);
        let offered = self
            .held
            .iter()
            .any(|held| held.kind == Kind::Process && track(held.group.track) == wished);
        let track_name = match cohort {
            Some(cohort) => track(self.held[cohort].group.track),
            None if offered => wished,
            None => "general",
        };
        let attends_video = own.iter().any(|held| held.video);
        let attends = |kind: Kind| own.iter().any(|held| held.kind == kind);
        let own_individual = self.individuals.get(&one.person).map(|(_, leader)| *leader);
        let counselor = one.counselor.and_then(|id| {
            self.leaders
                .iter()
                .position(|leader| leader.person == id && !leader.video)
        });
        let counselor = own_individual.or(counselor);
        let offers = |kind: Kind| self.held.iter().any(|held| held.kind == kind);
        let need = rules::need(self.week, counselor.is_some(), &offers, &attends);
        PersonForm {
            name: Some(clip(&one.name.full())),
            site: 0,
            track: track_name.to_owned(),
            avail: self.hours(one.person, &own),
            tele_ok: journey.telehealth != Telehealth::No || attends_video,
            tele_pref: journey.telehealth == Telehealth::Wished,
            dose: rules::prescribed_minutes(self.week).div_ceil(u32::from(self.grid.unit_minutes)),
            need,
            acuity: 1,
            therapist: counselor.unwrap_or(nobody),
            prev: cohort,
        }
    }

    /// By day and unit, what an hour costs somebody's life; -1 where it is impossible.
    fn hours(&self, person: PersonId, own: &[&Held<'_>]) -> Vec<Vec<i32>> {
        let mut hours = vec![vec![0_i32; usize::from(self.grid.units)]; DAYS];
        let repair = matches!(self.aim, Aim::Repair(_));
        let weeks = if repair { 1 } else { HORIZON_WEEKS };
        let last = self.week.monday.checked_add((7 * weeks - 1).days());
        let last = last.unwrap_or(self.week.monday);
        for (_, commitment) in self.week.lives.get(&person).into_iter().flatten() {
            let single = matches!(commitment.rhythm, care::commitment::Rhythm::Once { .. });
            for busy in commitment.busy(self.week.monday, last, true) {
                let day = usize::from(care::Weekday::of(busy.date).index());
                let touched = self.grid.touched(busy.start_minute, busy.end_minute);
                for hour in &mut hours[day][touched] {
                    *hour = match (busy.fixed, single && !repair) {
                        (true, false) => -1,
                        _ if *hour < 0 => -1,
                        (true, true) => (*hour).max(SINGLE_COST),
                        (false, _) => (*hour).max(RATHER_NOT_COST),
                    };
                }
            }
        }
        for (day, units) in self.taken.get(&person).into_iter().flatten() {
            hours[usize::from(*day)][units.clone()].fill(-1);
        }
        if repair {
            // What they attend this week they can attend; what happened since is said to the solver as a change.
            let individual = self.individuals.get(&person).map(|(meeting, _)| *meeting);
            let length = |held: &&Held<'_>| self.grid.length(held.group.minutes);
            let sessions = own
                .iter()
                .flat_map(|held| held.meetings.iter().map(move |one| (*one, length(held))))
                .chain(individual.map(|one| (one, self.grid.length(self.individual_minutes))));
            for (meeting, length) in sessions {
                let from = usize::from(meeting.start);
                let units = from..from + usize::from(length);
                for hour in &mut hours[usize::from(meeting.day)][units] {
                    *hour = (*hour).max(0);
                }
            }
        }
        hours
    }
}

/// A meeting of a group, as the week has it, for telling which of two lists of times differ.
pub(crate) fn meetings_of(mapped: &Mapped, solution: &Solution, group: usize) -> Vec<Meeting> {
    let mut meetings: Vec<Meeting> = solution
        .meetings(&mapped.instance, group)
        .iter()
        .map(|one| mapped.grid.meeting(*one))
        .collect();
    meetings.sort_unstable();
    meetings
}
