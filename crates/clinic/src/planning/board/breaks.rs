//! What moving a session would break, and for whom, before it is moved. Nothing is changed here; the move itself asks
//! again, in the transaction that makes it.

use super::lives::{commitments, held, in_words, names};
use super::view::{Words, unseen};
use crate::groups::group::{SessionShift, fit};
use crate::groups::schedule;
use crate::groups::schedule::{Expected, FoundSession};
use crate::people::patient::saw_listed;
use crate::{Clinic, Look, Refusal, Version};
use care::groups::group::{Changed, Exception, Group, Schedule, Session, SessionChange};
use care::people::site::Site;
use care::planning::board::{Conflict, Seen, conflicts, lies_on};
use care::planning::commitment::Firmness;
use care::text::compare;
use care::{GroupId, PersonId};
use jiff::ToSpan as _;
use policy::{Action, Actor, Resource};
use record::people::{site, staff};
use std::collections::{BTreeSet, HashMap};

/// How far around a session others are looked at, in days: one of another site may bear another date.
const AROUND_DAYS: i32 = 2;

/// One thing that a move would break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// For whom; nobody where it is about the room or about those who lead.
    pub who: Option<(PersonId, String)>,
    /// Whether it cannot stay so; the others are worth a look.
    pub firm: bool,
    /// What, in words.
    pub what: String,
}

/// What a move would break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breaks {
    /// What can be told: what cannot stay so first, then by name.
    pub said: Vec<Broken>,
    /// How many more people cannot come, whose lives the actor may not see.
    pub unnamed: usize,
    /// How many people come to the session.
    pub members: usize,
    /// All of it in a mark, for a form that says that it was read; empty where nothing breaks.
    pub mark: String,
}

impl Breaks {
    /// Whether nothing breaks.
    pub fn is_empty(&self) -> bool {
        self.said.is_empty() && self.unnamed == 0
    }
}

/// What a move would break. Of a series that goes on otherwise, its first session is looked at.
pub fn would_break(clinic: &Clinic, actor: &Actor, to: &SessionShift) -> Result<Breaks, Refusal> {
    clinic.look(actor, |look| {
        let FoundSession { group, site, .. } =
            schedule::find_session(look.read, to.group, to.date)?;
        let resource = Resource::Site(look.organization(), site.id);
        look.permit_on(Action::ViewGroups, &resource)
            .map_err(unseen)?;
        look.permit_on(Action::ManageGroups, &resource)?;
        let schedule = schedule::everywhere(look.read)?;
        let Some(session) = as_moved(&schedule, &group, to) else {
            return Ok(Breaks::default());
        };
        let from = to.to.saturating_sub(AROUND_DAYS.days());
        let until = to.to.saturating_add((AROUND_DAYS + 1).days());
        let all = schedule.sessions((from, until));
        let mut near: Vec<Session> = all
            .iter()
            .filter(|other| (other.group, other.date) != (session.group, session.date))
            .filter(|other| other.overlaps(&session))
            .cloned()
            .collect();
        near.push(session);
        let expected = Expected::at(look.read, near)?;
        let Some((session, members)) = expected.each().last() else {
            return Ok(Breaks::default());
        };
        let here = schedule.groups().iter().filter(|one| one.site == site.id);
        let moved = Moved {
            here: here.cloned().collect(),
            site,
            group,
            session,
            members,
        };
        let mut breaks = moved.for_people(look, &expected)?;
        breaks.said.extend(moved.for_the_house(look, &all)?);
        breaks.said.sort_by(in_order);
        breaks.members = members.len();
        if !breaks.is_empty() {
            let told: Vec<(Option<PersonId>, &str)> = breaks
                .said
                .iter()
                .map(|one| (one.who.as_ref().map(|(id, _)| *id), one.what.as_str()))
                .collect();
            breaks.mark = Version::of(&(told, breaks.unnamed))?.to_string();
        }
        Ok(breaks)
    })
}

/// What cannot stay so first, then what is about the house, then by name.
fn in_order(one: &Broken, other: &Broken) -> std::cmp::Ordering {
    let name = |broken: &Broken| {
        let who = broken.who.as_ref();
        who.map_or_else(String::new, |(_, name)| name.clone())
    };
    other
        .firm
        .cmp(&one.firm)
        .then_with(|| compare(&name(one), &name(other)))
        .then_with(|| one.what.cmp(&other.what))
}

/// The session as it would be.
fn as_moved(schedule: &Schedule, group: &Group, to: &SessionShift) -> Option<Session> {
    let changed = Changed {
        moved: Some((to.to, to.start_minute)),
        facilitators: Some(to.facilitators.clone()),
        place: Some(to.place.clone()),
    };
    let exception = Exception {
        group: group.id,
        date: to.date,
        cause: to.cause,
        change: SessionChange::Changed(changed),
    };
    schedule.session_as(group, to.date, Some(&exception))
}

/// A session as it would be, with those who come to it.
struct Moved<'a> {
    group: Group,
    site: Site,
    here: Vec<Group>,
    session: &'a Session,
    members: &'a [PersonId],
}

impl Moved<'_> {
    /// What it would break of the lives of those who come, and of what else they come to.
    fn for_people(&self, look: &mut Look<'_, '_>, expected: &Expected) -> Result<Breaks, Refusal> {
        let names = names(look, self.members)?;
        let lives = held(look, self.site.id, self.session)?;
        let zone = self.site.zone.zone();
        let mut found: Vec<(PersonId, bool, String)> = Vec::new();
        for person in self.members {
            for one in lies_on(self.session, &zone, commitments(&lives, *person)) {
                let firm = one.commitment.firmness == Firmness::Fixed;
                found.push((*person, firm, in_words(&one)));
            }
        }
        for (other, people) in expected.each() {
            if (other.group, other.date) == (self.session.group, self.session.date) {
                continue;
            }
            let both = people.iter().filter(|id| self.members.contains(id));
            let what = format!("comes to {} at this time", self.called(other.group));
            found.extend(both.map(|id| (*id, true, what.clone())));
        }
        // Whose lives were looked at is in the journal, whether anything was found or not.
        let mut looked_at: Vec<PersonId> = names.keys().copied().collect();
        looked_at.sort_unstable();
        if !looked_at.is_empty() {
            saw_listed(look, &looked_at, false);
        }
        Ok(told(&names, found))
    }

    fn called(&self, id: GroupId) -> String {
        let found = self.here.iter().find(|group| group.id == id);
        found.map_or_else(
            || "a group at another site".to_owned(),
            |group| group.name.to_string(),
        )
    }

    /// What does not fit about its room and about those who lead it. How many come does not change by a move.
    fn for_the_house(
        &self,
        look: &mut Look<'_, '_>,
        all: &[Session],
    ) -> Result<Vec<Broken>, Refusal> {
        let team = staff::all(look.read)?;
        let rooms = site::rooms(look.read)?;
        let words = Words {
            team: &team,
            rooms: &rooms,
            groups: &self.here,
            all,
        };
        let leaders = team.iter();
        let leaders: Vec<_> = leaders
            .filter(|member| self.session.facilitators.contains(&member.id))
            .collect();
        let seen = Seen {
            session: self.session,
            site: self.site.id,
            members: self.members.len(),
            seats: self.group.seats,
            smallest: self.group.smallest,
        };
        let by_move = |one: &Conflict| !matches!(one, Conflict::TooSmall | Conflict::OverCapacity);
        let found = conflicts(&seen, all, &leaders).into_iter();
        let mut broken: Vec<Broken> = found
            .filter(by_move)
            .map(|one| Broken {
                who: None,
                firm: one.urgent(),
                what: words.sentence(one, &self.group, self.members.len()),
            })
            .collect();
        let small = fit::room(&rooms, &self.group, &self.session.place);
        broken.extend(small.map(|issue| Broken {
            who: None,
            firm: true,
            what: issue.sentence,
        }));
        Ok(broken)
    }
}

/// What was found, of those whose lives are open by name, and of the others by number.
fn told(names: &HashMap<PersonId, String>, found: Vec<(PersonId, bool, String)>) -> Breaks {
    let mut breaks = Breaks::default();
    let mut unnamed = BTreeSet::new();
    for (person, firm, what) in found {
        let Some(name) = names.get(&person) else {
            unnamed.insert(person);
            continue;
        };
        breaks.said.push(Broken {
            who: Some((person, name.clone())),
            firm,
            what,
        });
    }
    breaks.unnamed = unnamed.len();
    breaks
}
