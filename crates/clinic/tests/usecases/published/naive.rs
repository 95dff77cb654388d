//! What is held and who is expected, read back from the boards, and looked at one session against the other.

use super::random::{Hard, Site};
use crate::common::World;
use care::groups::group::{GroupKind, MeetingPlace};
use care::planning::week::Plan;
use care::zone::local_in;
use care::{GroupId, PersonId, Weekday};
use clinic::planning::board::board;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use std::collections::{BTreeMap, BTreeSet};

/// One session that is held.
#[derive(Clone, Debug)]
pub struct One {
    group: GroupId,
    kind: GroupKind,
    topic: Option<String>,
    name: String,
    span: (Timestamp, Timestamp),
    place: MeetingPlace,
    leaders: Vec<PersonId>,
    seats: usize,
    members: Vec<PersonId>,
}

/// Everything that is held in some weeks at every site.
pub struct Held {
    all: Vec<One>,
    /// What a group that moved was called before.
    follows: BTreeMap<GroupId, GroupId>,
    zone: TimeZone,
}

fn overlap(one: &One, other: &One) -> bool {
    one.span.0 < other.span.1 && other.span.0 < one.span.1
}

impl Held {
    /// Reads the boards of the site and of the one whose video groups are attended from it.
    pub fn load(world: &World, site: &Site, monday: Date, weeks: i32) -> Self {
        let mut held = Self {
            all: Vec::new(),
            follows: BTreeMap::new(),
            zone: TimeZone::get(site.zone).unwrap(),
        };
        for week in 0..weeks {
            for at in [site.id, world.houses[0].sites[0]] {
                let from = monday + week.weeks();
                let seen = board(&world.clinic, &site.director, Some(at), Some(from)).unwrap();
                for shown in seen.sessions.iter().filter(|one| one.session.held()) {
                    let group = &seen.groups[shown.group];
                    held.follows
                        .extend(group.follows.map(|before| (group.id, before)));
                    held.all.push(One {
                        group: group.id,
                        kind: group.kind,
                        topic: group.topic.as_ref().map(ToString::to_string),
                        name: group.name.to_string(),
                        span: (shown.session.starts_at, shown.session.ends_at),
                        place: shown.session.place.clone(),
                        leaders: shown.session.facilitators.clone(),
                        seats: usize::from(group.seats),
                        members: shown.members.clone(),
                    });
                }
            }
        }
        held
    }

    fn of(&self, person: PersonId) -> impl Iterator<Item = &One> {
        self.all
            .iter()
            .filter(move |one| one.members.contains(&person))
    }

    /// Nobody, no room and no seat is in two places at one time.
    #[track_caller]
    pub fn nothing_is_taken_twice(&self, before: &Self, site: &str) {
        let known = before.in_two_places();
        for (at, one) in self.all.iter().enumerate() {
            assert!(
                one.members.len() <= one.seats,
                "{site}: {} of {} seats in {one:?}",
                one.members.len(),
                one.seats
            );
            let each: BTreeSet<_> = one.members.iter().collect();
            assert_eq!(each.len(), one.members.len(), "{site}: given twice {one:?}");
            for other in &self.all[at + 1..] {
                if !overlap(one, other) {
                    continue;
                }
                let leader = one.leaders.iter().find(|id| other.leaders.contains(id));
                assert!(leader.is_none(), "{site}: leader {one:?} and {other:?}");
                let room = one.place.room().is_some() && one.place.room() == other.place.room();
                assert!(!room, "{site}: room {one:?} and {other:?}");
            }
        }
        // A session that staff moved may lie upon another one of its members already.
        for (at, (one, other)) in self.in_two_places() {
            assert!(
                known.contains_key(&at),
                "{site}: person {one:?} and {other:?}"
            );
        }
    }

    /// Who is expected at two sessions at one time: the person and both starts.
    fn in_two_places(&self) -> BTreeMap<(PersonId, Timestamp, Timestamp), (&One, &One)> {
        let mut found = BTreeMap::new();
        for (at, one) in self.all.iter().enumerate() {
            for other in self.all[at + 1..]
                .iter()
                .filter(|other| overlap(one, other))
            {
                let twice = one.members.iter().filter(|id| other.members.contains(id));
                let (first, last) = (one.span.0.min(other.span.0), one.span.0.max(other.span.0));
                found.extend(twice.map(|person| ((*person, first, last), (one, other))));
            }
        }
        found
    }

    /// The sessions of somebody that lie on something that cannot move.
    fn on_hard(&self, person: PersonId, site: &Site) -> Vec<(Timestamp, GroupId)> {
        let hard = site.hard.get(&person);
        let mut found: Vec<_> = self
            .of(person)
            .filter(|one| !site.moved.contains(&(one.name.clone(), one.span.0)))
            .filter(|one| {
                hard.into_iter()
                    .flatten()
                    .any(|hard| lies_on(hard, one.span, &self.zone))
            })
            .map(|one| (one.span.0, one.group))
            .collect();
        found.sort_unstable();
        found
    }

    /// Whether a session is one of those that a plan gives.
    fn is_given(&self, group: GroupId, plan: &Plan) -> bool {
        let before = self.follows.get(&group).unwrap_or(&group);
        plan.groups.contains(&group) || plan.groups.contains(before)
    }

    /// Whoever was given a week can attend all of it. Other groups, at another level or site, are not given here.
    #[track_caller]
    pub fn lies_on_nothing_hard(&self, person: PersonId, plan: &Plan, site: &Site) {
        let mut found = self.on_hard(person, site);
        let own = |id: GroupId| {
            let mut all = self.all.iter();
            all.any(|one| one.group == id && one.kind == GroupKind::Individual)
        };
        found.retain(|(_, group)| self.is_given(*group, plan) || own(*group));
        let hard = site.hard.get(&person);
        assert!(found.is_empty(), "{}: {found:?} on {hard:?}", site.name);
    }

    /// Nothing that somebody decides puts a session onto a hard commitment where none was.
    #[track_caller]
    pub fn nobody_has_more_than_before_on_a_hard_commitment(&self, before: &Self, site: &Site) {
        for person in &site.people {
            let known: BTreeSet<Timestamp> = before
                .on_hard(*person, site)
                .into_iter()
                .map(|(at, _)| at)
                .collect();
            let new: Vec<_> = self
                .on_hard(*person, site)
                .into_iter()
                .filter(|(at, _)| !known.contains(at))
                .collect();
            assert!(new.is_empty(), "{}: {new:?}", site.name);
        }
    }

    /// Somebody attends exactly what the proposal said: the groups, the individual session, one process group, and no
    /// topic twice.
    #[track_caller]
    pub fn is_what_was_published(
        &self,
        person: PersonId,
        plan: &Plan,
        (site, monday): (&Site, Date),
    ) {
        let week: Vec<&One> = self
            .of(person)
            .filter(|one| {
                let on = local_in(one.span.0, &self.zone).date();
                (monday..monday + 7.days()).contains(&on)
            })
            .collect();
        let groups: BTreeSet<GroupId> = week
            .iter()
            .filter(|one| one.kind != GroupKind::Individual)
            .map(|one| one.group)
            .collect();
        for wanted in &plan.groups {
            let there = groups
                .iter()
                .any(|id| id == wanted || self.follows.get(id) == Some(wanted));
            let was = self.follows.get(wanted).unwrap_or(wanted);
            let differs = site.differing.contains(wanted) || site.differing.contains(was);
            assert!(there || differs, "{}: {wanted:?} is missing", site.name);
        }
        let own = week.iter().filter(|one| one.kind == GroupKind::Individual);
        let own: Vec<_> = own
            .map(|one| {
                let at = local_in(one.span.0, &self.zone);
                let minute =
                    u16::try_from(at.hour()).unwrap() * 60 + u16::try_from(at.minute()).unwrap();
                (Weekday::of(at.date()), minute)
            })
            .collect();
        if let Some(meeting) = plan.individual {
            assert_eq!(own, [(meeting.day, meeting.start_minute)], "{}", site.name);
        }
        let given: Vec<&&One> = week
            .iter()
            .filter(|one| self.is_given(one.group, plan))
            .collect();
        let process: BTreeSet<GroupId> = given
            .iter()
            .filter(|one| one.kind == GroupKind::Process)
            .map(|one| one.group)
            .collect();
        assert_eq!(process.len(), 1, "{}: {given:?}", site.name);
        let mut topics: BTreeMap<&str, GroupId> = BTreeMap::new();
        for one in &given {
            if let Some(topic) = &one.topic {
                let known = topics.insert(topic, one.group);
                assert!(
                    known.is_none_or(|id| id == one.group),
                    "{}: {topic} twice in {}",
                    site.name,
                    one.name
                );
            }
        }
    }

    /// Somebody for whom nothing was decided attends what they attended.
    #[track_caller]
    pub fn is_as_before(&self, before: &Self, person: PersonId, site: &str) {
        let all = |held: &Self| {
            let mut all: Vec<_> = held.of(person).map(|one| one.span).collect();
            all.sort_unstable();
            all
        };
        assert_eq!(all(self), all(before), "{site}");
    }
}

/// Whether an hour lies on something that cannot move: minute by minute of the day, by the clock of the site.
fn lies_on(hard: &Hard, span: (Timestamp, Timestamp), zone: &TimeZone) -> bool {
    let start = local_in(span.0, zone);
    let minutes = i32::try_from(span.1.duration_since(span.0).as_mins()).unwrap();
    let from = i32::from(start.hour()) * 60 + i32::from(start.minute());
    // What the way takes may reach into the day before or after.
    (-1..=1).any(|shift| {
        let day = start.date() + shift.days();
        let (every, anchor) = hard.every;
        let weeks = (day - anchor).get_days().div_euclid(7);
        let due = hard.days.contains(&Weekday::of(day))
            && weeks.rem_euclid(every) == 0
            && day >= hard.from
            && hard.until.is_none_or(|until| day <= until);
        let (first, last) = (
            hard.minutes.0 + shift * 24 * 60,
            hard.minutes.1 + shift * 24 * 60,
        );
        due && from < last && first < from + minutes
    })
}
