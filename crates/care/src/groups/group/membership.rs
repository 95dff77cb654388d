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
            later.filter(move |date| through.is_none_or(|last| *date <= last))
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn member(person: u128, turns: Option<Turns>) -> Membership {
        Membership {
            id: MembershipId::from(Uuid::from_u128(person)),
            group: GroupId::from(Uuid::from_u128(1)),
            person: PersonId::from(Uuid::from_u128(person)),
            joined_on: date(2026, 3, 11),
            last_on: Some(date(2026, 4, 8)),
            turns,
        }
    }

    #[test]
    fn a_membership_in_some_weeks_covers_those_alone() {
        let even = Turns::of(date(2026, 3, 9), &[true, false]);
        let one = member(2, even);
        let covered = |day| one.covers(date(2026, 3, day));
        assert!(!covered(9) && covered(11) && covered(15) && !covered(16) && covered(23));
        let meets = |from, to| one.meets(date(2026, 3, from), Some(date(2026, 3, to)));
        assert!(meets(9, 15) && !meets(16, 22) && meets(16, 23) && !meets(9, 10));
        assert!(one.spans(date(2026, 3, 16), Some(date(2026, 3, 22))));
        // The week of April 6 is even too; it ends on the 8th.
        assert!(one.meets(date(2026, 3, 30), None) && !one.meets(date(2026, 4, 9), None));
    }

    #[test]
    fn two_who_come_in_turns_take_one_seat_and_a_third_takes_another() {
        let odd = Turns::of(date(2026, 3, 9), &[false, true]);
        let even = Turns::of(date(2026, 3, 9), &[true, false]);
        let (one, other, always) = (member(2, even), member(3, odd), member(4, None));
        let most = |all: &[Membership]| most_at_once(all, date(2026, 3, 2), None);
        assert_eq!(most(&[one.clone(), other.clone()]), 1);
        assert_eq!(most(&[one.clone(), other, always.clone()]), 2);
        assert_eq!(most(&[one.clone(), one, always]), 3);
        assert_eq!(most(&[]), 0);
    }
}
