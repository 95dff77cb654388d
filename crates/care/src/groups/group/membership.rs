//! Who is a member when.

use crate::{GroupId, MembershipId, PersonId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most members a page shows by name.
pub const MEMBERS_SEEN_MAX: usize = 60;

/// Somebody's time in a group, from one date to another.
///
/// A roster is read by a session's original date, so joining or leaving today changes no roster of yesterday, and
/// moving a session changes none at all.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Membership {
    /// Its id.
    pub id: MembershipId,
    /// The group.
    pub group: GroupId,
    /// Who.
    pub person: PersonId,
    /// The first date.
    pub joined_on: Date,
    /// The last date, once it is known.
    pub last_on: Option<Date>,
}

impl Membership {
    /// Whether it covers a date.
    pub fn covers(&self, date: Date) -> bool {
        self.joined_on <= date && self.last_on.is_none_or(|last| date <= last)
    }

    /// Whether it covers a date in common with the time from `from` on to `through`.
    pub fn meets(&self, from: Date, through: Option<Date>) -> bool {
        through.is_none_or(|through| self.joined_on <= through)
            && self.last_on.is_none_or(|last| from <= last)
    }
}

/// Who is expected at the session of `group` with the original date `date`.
pub fn roster(memberships: &[Membership], group: GroupId, date: Date) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = memberships
        .iter()
        .filter(|membership| membership.group == group && membership.covers(date))
        .map(|membership| membership.person)
        .collect();
    people.sort_unstable();
    people.dedup();
    people
}
