//! The weeks of a rotation in which something holds: "early group in even weeks".

use crate::Invalid;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// Every rotation that is planned comes round within so many weeks: it lasts 1, 2, 3, 4, 6, 8, 12 or 24 of them. So
/// whoever looks at so many weeks has seen all there are, whatever rotations meet.
pub const ROUND_WEEKS_MAX: u8 = 24;
/// The Monday from which the weeks of every rotation are counted, so that two that hold in the same weeks are equal.
const ANCHOR: Date = date(2024, 1, 1);

/// The weeks of a rotation in which something holds, by the week in which a date lies.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Turns {
    every_weeks: u8,
    /// A bit for each week in which it holds, counted from the anchor.
    weeks: u32,
}

impl Turns {
    /// The weeks that follow each other from that of a date on, each with whether it holds in it, and then all over
    /// again. Nothing where it holds in every week, or in none, or where the rotation is longer than any that is kept.
    pub fn of(from: Date, holds: &[bool]) -> Option<Self> {
        let count = holds.len();
        let round = usize::from(ROUND_WEEKS_MAX);
        if count == 0 || !round.is_multiple_of(count) || holds.iter().all(|one| *one == holds[0]) {
            return None;
        }
        // Two weeks of four that come every second week are one week of two.
        let every = (1..=count).find(|every| {
            let comes_round = |week: usize| holds[week] == holds[week % every];
            count.is_multiple_of(*every) && (0..count).all(comes_round)
        })?;
        let every_weeks = u8::try_from(every).ok()?;
        let mut turns = Self {
            every_weeks,
            weeks: 0,
        };
        for (holds, ahead) in holds.iter().take(every).zip(0_i64..) {
            if *holds {
                turns.weeks |= 1 << turns.number(from.saturating_add((7 * ahead).days()));
            }
        }
        Some(turns)
    }

    /// Which week of the rotation a date lies in.
    fn number(self, date: Date) -> u32 {
        let week = (date - ANCHOR).get_days().div_euclid(7);
        let number = week.rem_euclid(i32::from(self.every_weeks).max(1));
        u32::try_from(number).unwrap_or(0)
    }

    /// Whether it holds in the week of a date.
    pub fn holds(self, date: Date) -> bool {
        self.weeks & (1 << self.number(date)) != 0
    }

    /// After how many weeks it begins anew.
    pub const fn every_weeks(self) -> u8 {
        self.every_weeks
    }

    /// In how many of them it holds.
    pub const fn count(self) -> u32 {
        self.weeks.count_ones()
    }

    /// The first Monday on or after that of a date in whose week it holds.
    pub fn next(self, from: Date) -> Date {
        let monday = from.saturating_sub(i64::from(crate::Weekday::of(from).index()).days());
        (0..i64::from(self.every_weeks))
            .map(|ahead| monday.saturating_add((7 * ahead).days()))
            .find(|monday| self.holds(*monday))
            .unwrap_or(monday)
    }

    /// As it is kept: "0,2/3" is the first and the third of three weeks.
    pub fn text(self) -> String {
        let weeks: Vec<String> = (0..u32::from(self.every_weeks))
            .filter(|week| self.weeks & (1 << week) != 0)
            .map(|week| week.to_string())
            .collect();
        format!("{}/{}", weeks.join(","), self.every_weeks)
    }

    /// Reads what was kept.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let unreadable = || Invalid::new(format!("“{text}” is not the weeks of a rotation."));
        let (weeks, every) = text.split_once('/').ok_or_else(unreadable)?;
        let every: u8 = every.parse().map_err(|_| unreadable())?;
        if !(2..=ROUND_WEEKS_MAX).contains(&every) || !ROUND_WEEKS_MAX.is_multiple_of(every) {
            return Err(unreadable());
        }
        let mut holds = vec![false; usize::from(every)];
        for week in weeks.split(',') {
            let week: usize = week.parse().map_err(|_| unreadable())?;
            *holds.get_mut(week).ok_or_else(unreadable)? = true;
        }
        Self::of(ANCHOR, &holds).ok_or_else(unreadable)
    }
}

impl TryFrom<String> for Turns {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::parse(&text)
    }
}

impl From<Turns> for String {
    fn from(turns: Turns) -> Self {
        turns.text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MONDAY: Date = date(2026, 3, 9);

    #[test]
    fn even_weeks_are_the_same_whoever_counts_them() {
        let even = Turns::of(MONDAY, &[true, false]).unwrap();
        let later = MONDAY.saturating_add(21.days());
        assert_eq!(Turns::of(later, &[false, true]), Some(even));
        assert_eq!(Turns::of(MONDAY, &[true, false, true, false]), Some(even));
        assert!(even.holds(date(2026, 3, 15)) && !even.holds(date(2026, 3, 16)));
        assert_eq!(even.next(date(2026, 3, 18)), date(2026, 3, 23));
        assert_eq!(Turns::of(MONDAY, &[true, true]), None);
        assert_eq!(Turns::of(MONDAY, &[false, false]), None);
        assert!(Turns::parse("0/1").is_err() && Turns::parse("2/2").is_err());
        assert!(Turns::parse("0/5").is_err() && Turns::parse("").is_err());
    }

    proptest! {
        #[test]
        fn what_is_kept_holds_in_the_same_weeks(
            holds in prop::collection::vec(any::<bool>(), 8),
            ahead in -200_i64..200,
        ) {
            let from = MONDAY.saturating_add(ahead.days());
            if let Some(turns) = Turns::of(from, &holds) {
                prop_assert_eq!(Turns::parse(&turns.text()).unwrap(), turns);
                for week in 0_i64..24 {
                    let at = from.saturating_add((7 * week).days());
                    let expected = holds[usize::try_from(week % 8).unwrap()];
                    prop_assert_eq!(turns.holds(at), expected);
                }
            } else {
                prop_assert!(holds.iter().all(|one| *one == holds[0]));
            }
        }
    }
}
