//! What one person attends, also where it is not the same every week.

use crate::GroupId;
use crate::groups::group::{Meeting, Turns};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What one person attends, week after week.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Plan {
    /// The groups, by id, also those that they attend in some weeks only.
    pub groups: Vec<GroupId>,
    /// The individual session with their own counselor.
    pub individual: Option<Meeting>,
    /// The groups among them that they attend in some weeks of a rotation only, in order: early in one week, late in
    /// the next, as their shifts are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub some_weeks: Vec<(GroupId, Turns)>,
}

impl Plan {
    /// In which weeks of a rotation they attend a group; nothing where it is every week.
    pub fn turns_of(&self, group: GroupId) -> Option<Turns> {
        let mut some = self.some_weeks.iter();
        some.find(|(id, _)| *id == group).map(|(_, turns)| *turns)
    }

    /// Whether they attend the session of a group with this original date.
    pub fn attends(&self, group: GroupId, date: Date) -> bool {
        self.groups.contains(&group) && self.turns_of(group).is_none_or(|turns| turns.holds(date))
    }

    /// What they attend in the week of a date.
    #[must_use]
    pub fn in_week(&self, date: Date) -> Self {
        let mut groups = self.groups.clone();
        groups.retain(|group| self.attends(*group, date));
        Self {
            groups,
            individual: self.individual,
            some_weeks: Vec::new(),
        }
    }

    /// What somebody attends who attends these, one after the other, in the weeks that follow each other from that of
    /// a date on, and then all over again. The individual session is that of the first.
    pub fn taking_turns(from: Date, weeks: &[Self]) -> Self {
        let mut groups: Vec<GroupId> = weeks.iter().flat_map(|week| week.groups.clone()).collect();
        groups.sort_unstable();
        groups.dedup();
        let turns = |group: &GroupId| {
            let holds: Vec<bool> = weeks
                .iter()
                .map(|week| week.groups.contains(group))
                .collect();
            Some((*group, Turns::of(from, &holds)?))
        };
        Self {
            some_weeks: groups.iter().filter_map(turns).collect(),
            individual: weeks.first().and_then(|week| week.individual),
            groups,
        }
    }

    /// How many things differ: groups joined or left or attended in other weeks, and the individual session where it
    /// is another.
    pub fn differences(&self, other: &Self) -> usize {
        let missing = |from: &Self, to: &Self| {
            from.groups
                .iter()
                .filter(|group| !to.groups.contains(group))
                .count()
        };
        let other_weeks = |group: &&GroupId| {
            other.groups.contains(group) && self.turns_of(**group) != other.turns_of(**group)
        };
        missing(self, other)
            + missing(other, self)
            + self.groups.iter().filter(other_weeks).count()
            + usize::from(self.individual != other.individual)
    }
}
