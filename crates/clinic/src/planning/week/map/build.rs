//! What the week holds, sorted: who leads and when, the groups of the instance, and the hours that anything else takes.

use super::names::{credentials, kind, track};
use super::phase;
use crate::planning::week::aim::{Aim, Aside, Without};
use crate::planning::week::grid::{DAYS, Grid};
use crate::planning::week::load::SiteWeek;
use crate::planning::week::rules;
use care::PersonId;
use care::groups::group::{Group, GroupKind, Membership};
use care::people::site::{DAY_MINUTES, minute_of};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};
use timetable::Kind;

/// One staff number.
pub(super) struct Leader {
    pub(super) person: PersonId,
    pub(super) video: bool,
    pub(super) duty: Vec<Vec<bool>>,
    pub(super) credentials: Vec<String>,
}

/// A group as it is held in the week.
pub(super) struct Held<'a> {
    pub(super) group: &'a Group,
    pub(super) meetings: Vec<timetable::Meeting>,
    pub(super) kind: Kind,
    pub(super) video: bool,
    pub(super) leader: usize,
}

/// Makes the forms.
pub(super) struct Builder<'a> {
    pub(super) week: &'a SiteWeek,
    pub(super) aim: Aim<'a>,
    pub(super) joined: &'a BTreeSet<PersonId>,
    /// What the search leaves as it is.
    pub(super) aside: &'a Aside,
    pub(super) grid: Grid,
    pub(super) individual_minutes: u16,
    pub(super) leaders: Vec<Leader>,
    pub(super) held: Vec<Held<'a>>,
    /// Individual sessions of those who take part.
    pub(super) individuals: HashMap<PersonId, (timetable::Meeting, usize)>,
    /// Hours of those who take part that something outside the instance takes.
    pub(super) taken: HashMap<PersonId, Vec<(u8, std::ops::Range<usize>)>>,
    /// Hours in which they are expected on some date only.
    pub(super) dated: HashMap<PersonId, Vec<(u8, std::ops::Range<usize>)>>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        week: &'a SiteWeek,
        aim: Aim<'a>,
        joined: &'a BTreeSet<PersonId>,
        aside: &'a Aside,
    ) -> Result<Self, Vec<String>> {
        let grid = Grid::of(week)?;
        let mut builder = Self {
            week,
            aim,
            joined,
            aside,
            grid,
            individual_minutes: rules::individual_minutes(week),
            leaders: Vec::new(),
            held: Vec::new(),
            individuals: HashMap::new(),
            taken: HashMap::new(),
            dated: HashMap::new(),
        };
        builder.staff();
        builder.groups()?;
        if !builder.repairs() {
            for group in week.upcoming() {
                let times = builder.times(group);
                builder.take(group, &times);
            }
        }
        builder.dated();
        builder.without();
        Ok(builder)
    }

    /// Everybody on duty here, by the hours they say.
    pub(super) fn staff(&mut self) {
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
    pub(super) fn leader(&mut self, person: PersonId, video: bool) -> usize {
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

    /// Somebody once more, for one hour alone.
    fn second_self(&mut self, person: PersonId) -> usize {
        self.leaders.push(Leader {
            person,
            video: false,
            duty: vec![vec![false; usize::from(self.grid.units)]; DAYS],
            credentials: Vec::new(),
        });
        self.leaders.len() - 1
    }

    pub(super) fn set_duty(
        &mut self,
        leader: usize,
        day: u8,
        units: std::ops::Range<usize>,
        on: bool,
    ) {
        for unit in units {
            self.leaders[leader].duty[usize::from(day)][unit] = on;
        }
    }

    pub(super) fn repairs(&self) -> bool {
        matches!(self.aim, Aim::Repair(_))
    }

    /// The Monday of the real week that is looked at, for those whose week is another one each time.
    pub(super) fn real_monday(&self) -> Date {
        if self.repairs() {
            self.week.monday
        } else {
            self.week.monday_of(self.aside.real_week)
        }
    }

    /// After how many weeks somebody's week begins anew that is another one each time; nothing where it is the same every
    /// week.
    pub(super) fn round(&self, person: PersonId) -> Option<i32> {
        let turns = self.aside.turning.contains(&person) || self.week.takes_turns(person);
        let round = self.week.round_of(person);
        (turns && round > 1 && !self.repairs()).then_some(round)
    }

    /// Sorts every group that is held into those of the instance and those that only take hours.
    pub(super) fn groups(&mut self) -> Result<(), Vec<String>> {
        let mut misfits = Vec::new();
        for group in self.week.groups() {
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
    pub(super) fn belongs(&self, group: &Group) -> bool {
        group.site == self.week.site.id && phase::is_intensive(self.week, group)
    }

    pub(super) fn hold(&mut self, group: &'a Group, meetings: Vec<timetable::Meeting>) {
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
            // Their two selves are one person: where one leads the other is off duty, or the solver has them in a
            // room and on a screen at once.
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
    pub(super) fn individual(&mut self, group: &'a Group, times: &[(u8, u16)]) {
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
                let mut leader = self.leader(*counselor, false);
                if !self.week.may_counsel(*counselor) {
                    // They may go on as they do, at no other time: nothing new would be allowed.
                    let units = usize::from(meeting.start)
                        ..usize::from(meeting.start + self.grid.length(self.individual_minutes));
                    self.set_duty(leader, meeting.day, units, false);
                    leader = self.second_self(*counselor);
                }
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
    pub(super) fn take(&mut self, group: &'a Group, times: &[(u8, u16)]) {
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
            for (day, units) in self.touched(*day, *minute, group.minutes) {
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

    /// Hours that are spent on one date only: with a session that moved, or with one that somebody else leads then.
    /// What is held at such an hour goes on; nothing else is begun there, because on that date it could not be held.
    /// Dates beyond the weeks that are planned rule out no hour: what is found is tried on every one of them.
    fn dated(&mut self) {
        let week = self.week;
        let (monday, sunday) = (week.monday, week.sunday());
        let planned_until = week.monday_of(week.horizon_weeks);
        for (session, members) in &week.dated {
            let local = week.site.zone.local(session.starts_at);
            // A repaired week has its own groups as they are really held already.
            let known =
                self.repairs() && (week.group(session.group).is_some() || local.date() > sunday);
            if local.date() < monday || local.date() >= planned_until || known {
                continue;
            }
            let day = care::Weekday::of(local.date()).index();
            let minute = minute_of(local.time());
            for (day, units) in self.touched(day, minute, session.minutes) {
                for person in members {
                    let dated = self.dated.entry(*person).or_default();
                    dated.push((day, units.clone()));
                }
                for facilitator in &session.facilitators {
                    let leader = self.leader(*facilitator, false);
                    for unit in units.clone() {
                        if !self.leads(*facilitator, day, unit) {
                            self.set_duty(leader, day, unit..unit + 1, false);
                        }
                    }
                }
            }
        }
    }

    /// Hours at which nothing new is begun for somebody, because on some date it could not be held.
    fn without(&mut self) {
        let aside = self.aside;
        for (person, without) in &aside.without {
            if let Without::Hour {
                day,
                minute,
                minutes,
            } = without
            {
                let touched = self.touched(day.index(), *minute, *minutes);
                self.dated.entry(*person).or_default().extend(touched);
            }
        }
    }

    /// The units that something touches, by day. By another site's clock it may run past midnight.
    fn touched(&self, day: u8, minute: u16, minutes: u16) -> [(u8, std::ops::Range<usize>); 2] {
        let end = minute.saturating_add(minutes);
        [
            (day, self.grid.touched(minute, end.min(DAY_MINUTES))),
            (
                (day + 1) % 7,
                self.grid.touched(0, end.saturating_sub(DAY_MINUTES)),
            ),
        ]
    }

    /// Whether somebody leads something of the instance at an hour of every week.
    fn leads(&self, person: PersonId, day: u8, unit: usize) -> bool {
        let here = |meeting: &timetable::Meeting, minutes: u16| {
            let from = usize::from(meeting.start);
            let to = from + usize::from(self.grid.length(minutes));
            meeting.day == day && (from..to).contains(&unit)
        };
        let own = |leader: usize| self.leaders[leader].person == person;
        let group = |held: &Held<'_>| {
            let mut meetings = held.meetings.iter();
            own(held.leader) && meetings.any(|one| here(one, held.group.minutes))
        };
        self.held.iter().any(group)
            || self
                .individuals
                .values()
                .any(|(meeting, leader)| own(*leader) && here(meeting, self.individual_minutes))
    }

    pub(super) fn members(&self, group: &Group) -> impl Iterator<Item = PersonId> + use<'_, 'a> {
        let id = group.id;
        let (from, through) = (self.week.monday, self.week.sunday());
        let real = self.real_monday();
        let now = move |one: &Membership| match one.turns {
            None => one.meets(from, Some(through)),
            Some(turns) => one.spans(from, Some(through)) && turns.holds(real),
        };
        self.week
            .memberships
            .iter()
            .filter(move |one| one.group == id && now(one))
            .map(|one| one.person)
    }
}
