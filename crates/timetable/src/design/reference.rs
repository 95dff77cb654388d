//! Staying close to a published timetable, at a price.

use crate::solution::{Running, Week};

/// The published timetable that a repair should stay close to, with the scaled price of leaving it.
pub(crate) struct Reference {
    pub groups: Vec<Option<Running>>,
    pub weeks: Vec<Option<Week>>,
    /// By person: the price of any other week than theirs, or none.
    pub person: Vec<i64>,
    /// By group: the price of another slot.
    pub group: Vec<i64>,
    /// The price of another leader.
    pub leader: i64,
}

impl Reference {
    /// The price of this group running so.
    pub fn group_price(&self, g: usize, running: Option<Running>) -> i64 {
        match (self.groups[g], running) {
            (None, None) => 0,
            (Some(a), Some(b)) if a.option == b.option => {
                if a.leader == b.leader {
                    0
                } else {
                    self.leader
                }
            }
            _ => self.group[g],
        }
    }

    /// The price of any other week for this person.
    pub fn person_price(&self, p: usize) -> i64 {
        if self.weeks[p].is_some() {
            self.person[p]
        } else {
            0
        }
    }
}
