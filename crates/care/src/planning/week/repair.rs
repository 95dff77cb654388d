//! What a repaired week puts to somebody's choice, session by session, and what is kept of a choice to take it back.

use super::RepairOutcome;
use crate::groups::group::{Exception, Membership};
use crate::{GroupId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One way to answer for a session.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RepairWay {
    /// What becomes of the session.
    pub outcome: RepairOutcome,
    /// The session in which everybody sits instead, where two are joined.
    pub joins: Option<(GroupId, Date)>,
}

/// A session that cannot be held as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hit {
    /// The group.
    pub group: GroupId,
    /// The session's original date.
    pub date: Date,
    /// What can be done, what asks least of people first.
    pub ways: Vec<RepairWay>,
    /// Which of it is done; nothing where the session is left as it is.
    pub chosen: Option<usize>,
}

/// What taking a published repair back needs to know.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RepairDone {
    /// A mark of how things stood once it was published: with another one it cannot be taken back any more.
    pub mark: Vec<u8>,
    /// What differed already for the sessions that it changed.
    pub before: Vec<Exception>,
    /// When the first thing begins that it changed.
    pub begins_at: Option<Timestamp>,
    /// Whether those who are touched were told.
    pub told: bool,
}

/// What a repair says about the site. It names no person in care.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Repair {
    /// The sessions that are hit, in order.
    pub hits: Vec<Hit>,
    /// No answer that leaves every other session alone touches fewer people.
    pub touched_least: u32,
    /// Once it is published.
    pub done: Option<RepairDone>,
}

impl Repair {
    /// A session that is hit.
    pub fn hit(&self, group: GroupId, date: Date) -> Option<&Hit> {
        let mut hits = self.hits.iter();
        hits.find(|hit| hit.group == group && hit.date == date)
    }
}

/// What one way means for one person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Consequence {
    /// The group whose session is hit.
    pub group: GroupId,
    /// The session's original date.
    pub date: Date,
    /// Which of its ways.
    pub way: usize,
    /// Minutes that they can keep through it.
    pub minutes: u32,
    /// The session in which they sit instead.
    pub instead: Option<(GroupId, Date)>,
}

/// What a repair means for one person.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PartRepair {
    /// Minutes kept in this week already.
    pub kept_minutes: u32,
    /// Minutes kept and still possible if nobody does anything.
    pub nothing_minutes: u32,
    /// What each way means for them.
    pub ways: Vec<Consequence>,
    /// A free seat, though nothing happened to them.
    pub offer: Option<Consequence>,
    /// Their memberships as they stand; nothing where that was not kept yet.
    pub memberships: Option<Vec<Membership>>,
}

impl PartRepair {
    /// What is done with the sessions of theirs that are hit.
    pub fn chosen<'a>(&'a self, repair: &'a Repair) -> impl Iterator<Item = &'a Consequence> {
        self.ways.iter().filter(move |one| {
            let hit = repair.hit(one.group, one.date);
            hit.is_some_and(|hit| hit.chosen == Some(one.way))
        })
    }

    /// Minutes kept and still possible with what is chosen.
    pub fn possible_minutes(&self, repair: &Repair) -> u32 {
        self.nothing_minutes + self.chosen(repair).map(|one| one.minutes).sum::<u32>()
    }
}

/// What somebody chose of a repair.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Choice {
    /// For each session that is hit, in order, which way; nothing leaves it as it is.
    pub ways: Vec<Option<usize>>,
    /// Those who get the seat that they were offered.
    pub offers: Vec<PersonId>,
}
