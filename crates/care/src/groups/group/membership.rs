//! Who is a member when.

use super::{ROUND_WEEKS_MAX, Turns};
use crate::{GroupId, MembershipId, PersonId};
use jiff::ToSpan as _;
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
    /// The weeks of a rotation in which it holds; nothing where it holds in every week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turns: Option<Turns>,
}

impl Membership {
    /// Whether it covers a date: sessions, rosters, hours and calendars all ask this of a session's original date.
    pub fn covers(&self, date: Date) -> bool {
        self.spans(date, Some(date)) && self.turns.is_none_or(|turns| turns.holds(date))
    }

    /// Whether it covers a date in common with the time from `from` on to `through`.
    pub fn meets(&self, from: Date, through: Option<Date>) -> bool {
        if !self.spans(from, through) {
            return false;
        }
        let Some(turns) = self.turns else { return true };
        let first = from.max(self.joined_on);
        let ends = [through, self.last_on].into_iter().flatten().min();
        let held = turns.next(first);
        // In the week of the first date it holds from that date on, in a later one from its Monday.
        ends.is_none_or(|last| held.max(first) <= last)
    }

    /// Whether its dates have one in common with the time from `from` on to `through`, whatever weeks it holds in.
    pub fn spans(&self, from: Date, through: Option<Date>) -> bool {
        through.is_none_or(|through| self.joined_on <= through)
            && self.last_on.is_none_or(|last| from <= last)
    }
}

/// How many are members at once at most, from one date through another.
pub fn most_at_once(memberships: &[Membership], from: Date, through: Option<Date>) -> usize {
    let at = |date: Date| memberships.iter().filter(|one| one.covers(date)).count();
    let rotates = memberships.iter().any(|one| one.turns.is_some());
    // Whoever sits there begins to on their first date; with rotations more may meet in a later week, within a round.
    let weeks = if rotates {
        i64::from(ROUND_WEEKS_MAX)
    } else {
        1
    };
    memberships
        .iter()
        .filter(|one| one.meets(from, through))
        .flat_map(|one| {
            let first = one.joined_on.max(from);
            let later = (0..weeks).map(move |week| first.saturating_add((7 * week).days()));
            later.filter(|date| through.is_none_or(|last| *date <= last))
        })
        .map(at)
        .max()
        .unwrap_or(0)
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
