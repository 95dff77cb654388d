//! Who attends what in a repaired week: the solver's answer for each person where it holds for what is really held, and
//! otherwise what they attend now, but for what they cannot attend any more.

use super::super::load::SiteWeek;
use super::super::map::SiteInstance;
use super::held::Held;
use care::groups::group::Session;
use care::planning::week::Plan;
use care::{GroupId, PersonId, each_once};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use std::collections::{BTreeMap, BTreeSet};
use timetable::Repaired;

/// The week before and after.
pub(super) struct Weeks<'a> {
    pub week: &'a SiteWeek,
    pub before: Held<'a>,
    pub after: Held<'a>,
    /// When this is asked.
    pub now: Timestamp,
    /// The first day on which somebody can still begin or cease to attend a group.
    pub from: Date,
}

/// What somebody could attend, the best first.
struct Wish {
    person: PersonId,
    before: Plan,
    plans: Vec<Plan>,
}

impl Weeks<'_> {
    /// The sessions still to begin that somebody attends as it stands.
    pub fn attended(&self, person: PersonId) -> Vec<&Session> {
        let all = self.before.sessions.iter();
        all.filter(|one| self.ahead(one) && self.covered(person, one))
            .collect()
    }

    /// The sessions still to begin that somebody attends when a plan is theirs for the rest of the week.
    pub fn attends(&self, person: PersonId, before: &Plan, plan: &Plan) -> Vec<&Session> {
        let (first, last) = (self.from, self.week.sunday());
        let all = self.after.sessions.iter();
        all.filter(|one| self.ahead(one))
            .filter(|one| {
                match (
                    before.groups.contains(&one.group),
                    plan.groups.contains(&one.group),
                ) {
                    (true, false) => one.date < self.from && self.covered(person, one),
                    (false, true) => (first..=last).contains(&one.date),
                    _ => self.covered(person, one),
                }
            })
            .collect()
    }

    fn ahead(&self, session: &Session) -> bool {
        let on = self.week.site.zone.local(session.starts_at).date();
        session.starts_at > self.now && on >= self.week.monday && on <= self.week.sunday()
    }

    fn covered(&self, person: PersonId, session: &Session) -> bool {
        let mut own = self.week.memberships_of(person);
        own.any(|one| one.group == session.group && one.covers(session.date))
    }

    /// The hours that cannot move in somebody's life, by the clock of the site.
    fn hard(&self, person: PersonId) -> Vec<(Date, u16, u16)> {
        let lives = self.week.lives.get(&person).into_iter().flatten();
        let last = self.week.sunday().saturating_add(1.day());
        lives
            .flat_map(|(_, one)| one.busy(self.week.monday, last, true))
            .filter(|busy| busy.fixed)
            .map(|busy| (busy.date, busy.start_minute, busy.end_minute))
            .collect()
    }

    fn lies_on(&self, session: &Session, hard: &[(Date, u16, u16)]) -> bool {
        let at = self.week.site.zone.local(session.starts_at);
        let date = at.date();
        let start = care::people::site::minute_of(at.time());
        let end = start + session.minutes;
        let day = care::people::site::DAY_MINUTES;
        let tomorrow = date.saturating_add(1.day());
        hard.iter().any(|(on, from, to)| {
            (*on == date && *from < end && start < *to)
                || (end > day && *on == tomorrow && *from < end - day)
        })
    }

    /// Whether something still to begin that somebody attends lies on what cannot move in their life.
    pub fn collides(&self, person: PersonId) -> bool {
        let hard = self.hard(person);
        let own = self.attended(person);
        own.iter().any(|one| self.lies_on(one, &hard))
    }

    /// Minutes still to come that somebody can attend when a plan is theirs for the rest of the week.
    pub fn possible(&self, person: PersonId, before: &Plan, plan: &Plan) -> u32 {
        let hard = self.hard(person);
        let own = self.attends(person, before, plan).into_iter();
        own.filter(|one| !self.lies_on(one, &hard))
            .map(|one| u32::from(one.minutes))
            .sum()
    }

    /// Minutes still to come that somebody cannot attend, because their life holds something else then.
    pub fn lost(&self, person: PersonId) -> u32 {
        let hard = self.hard(person);
        let own = self.attended(person).into_iter();
        own.filter(|one| self.lies_on(one, &hard))
            .map(|one| u32::from(one.minutes))
            .sum()
    }

    /// A group for which somebody cannot come: it meets with another of theirs, or on what cannot move in their life
    /// and it did not before. Of two that meet at once it is one of the plan.
    fn impossible(&self, person: PersonId, before: &Plan, plan: &Plan) -> Option<GroupId> {
        let hard = self.hard(person);
        let known: BTreeSet<Timestamp> = self
            .attended(person)
            .iter()
            .map(|one| one.starts_at)
            .collect();
        let own = self.attends(person, before, plan);
        for (at, one) in own.iter().enumerate() {
            if !known.contains(&one.starts_at) && self.lies_on(one, &hard) {
                return Some(one.group);
            }
            if let Some(other) = own[at + 1..].iter().find(|other| other.overlaps(one)) {
                let moved = known.contains(&one.starts_at) || !plan.groups.contains(&one.group);
                let fixed = !plan.groups.contains(&other.group);
                return Some(if moved && !fixed {
                    other.group
                } else {
                    one.group
                });
            }
        }
        None
    }

    /// What somebody attends now, without what they cannot attend any more.
    fn rest(&self, person: PersonId, before: &Plan) -> Plan {
        let mut plan = before.clone();
        // One at a time: without the first a second one may be possible again, and nobody loses more than they have
        // to.
        while let Some(id) = self.impossible(person, before, &plan) {
            let count = plan.groups.len();
            plan.groups.retain(|one| *one != id);
            if plan.groups.len() == count {
                break;
            }
        }
        plan
    }

    fn wish(
        &self,
        mapped: &SiteInstance,
        repaired: &Repaired,
        person: PersonId,
        before: Plan,
    ) -> Wish {
        let number = mapped.person(person);
        // Whoever had no week that keeps the rules is given none by a repair.
        let number = number.filter(|number| mapped.current.weeks[*number].is_some());
        let planned = number
            .and_then(|number| repaired.solution.weeks[number].as_ref())
            .map(|own| mapped.plan(own).groups);
        let with = |planned: &[GroupId], back: &dyn Fn(GroupId) -> bool| {
            let kept = before.groups.iter().copied().filter(|id| back(*id));
            let groups: BTreeSet<GroupId> = planned.iter().copied().chain(kept).collect();
            Plan {
                groups: groups.into_iter().collect(),
                individual: before.individual,
                some_weeks: Vec::new(),
            }
        };
        // What the solver does not know is none of its business; what it stopped is still held on the other days.
        let foreign = |id: GroupId| mapped.group(id).is_none();
        let stopped = |id: GroupId| {
            let number = mapped.group(id);
            number.is_none_or(|number| repaired.solution.groups[number].is_none())
        };
        let mut plans = Vec::new();
        if let Some(planned) = planned {
            plans.push(with(&planned, &stopped));
            plans.push(with(&planned, &foreign));
        }
        plans.retain(|plan| self.impossible(person, &before, plan).is_none());
        let plans = each_once(plans);
        Wish {
            person,
            before,
            plans,
        }
    }

    /// What each of these people attends for the rest of the week. Seats are given up before they are taken.
    pub fn plans(
        &self,
        mapped: &SiteInstance,
        repaired: &Repaired,
        people: &BTreeSet<PersonId>,
    ) -> BTreeMap<PersonId, Plan> {
        let mut seated: BTreeMap<GroupId, BTreeSet<PersonId>> = BTreeMap::new();
        let (first, last) = (self.week.monday, self.week.sunday());
        for one in &self.week.memberships {
            if one.meets(first, Some(last)) {
                seated.entry(one.group).or_default().insert(one.person);
            }
        }
        let own = people
            .iter()
            .filter_map(|person| Some((*person, self.week.present(*person)?)));
        if self.from > last {
            // Nothing of the week is left to attend differently.
            return own.collect();
        }
        let wish = |(person, before)| self.wish(mapped, repaired, person, before);
        let mut open: Vec<Wish> = own.map(wish).collect();
        let mut given = BTreeMap::new();
        loop {
            let before = open.len();
            let mut left = Vec::new();
            for wish in open {
                let Some(plan) = self.seats(&seated, &wish) else {
                    left.push(wish);
                    continue;
                };
                for id in &wish.before.groups {
                    if !plan.groups.contains(id) {
                        seated.entry(*id).or_default().remove(&wish.person);
                    }
                }
                for id in &plan.groups {
                    seated.entry(*id).or_default().insert(wish.person);
                }
                given.insert(wish.person, plan);
            }
            open = left;
            // Two who would each take the other's seat wait for each other for ever. Both keep what they have, as far
            // as that still goes.
            if open.is_empty() || open.len() == before {
                break;
            }
        }
        for wish in open {
            let plan = self.rest(wish.person, &wish.before);
            given.insert(wish.person, plan);
        }
        given
    }

    /// The first plan for which every seat is free.
    fn seats(&self, seated: &BTreeMap<GroupId, BTreeSet<PersonId>>, wish: &Wish) -> Option<Plan> {
        let free = |id: &GroupId| {
            let taken = seated.get(id).map_or(0, BTreeSet::len);
            let seats = self.week.group(*id).map(|group| {
                let room = group.place.room();
                let room = room.and_then(|id| self.week.rooms.iter().find(|one| one.id == id));
                room.map_or(group.seats, |room| group.seats.min(room.seats.get()))
            });
            wish.before.groups.contains(id) || seats.is_some_and(|seats| taken < usize::from(seats))
        };
        let fits = |plan: &&Plan| plan.groups.iter().all(free);
        wish.plans.iter().find(fits).cloned()
    }
}
