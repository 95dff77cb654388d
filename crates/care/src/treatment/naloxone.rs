//! Naloxone that was given to somebody to keep at hand.

use crate::invalid::Issues;
use crate::people::chapter::{Chapter, InChapter};
use crate::{Issue, Line};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most kits given at once; more is a slip of the finger. House rule.
pub const KITS_MAX: u16 = 20;

/// One giving.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NaloxoneGiven {
    /// On which day.
    pub on: Date,
    /// How many kits.
    pub kits: u16,
    /// By whom, where it was not whoever wrote it down.
    #[serde(default)]
    pub by: Option<Line>,
}

hidden! { NaloxoneGiven }

impl InChapter for NaloxoneGiven {
    const CHAPTER: Chapter = Chapter::Naloxone;
}

impl NaloxoneGiven {
    /// What does not fit, each beside its field; `today` is the date where they are seen.
    pub fn check(&self, today: Date) -> Result<(), Vec<Issue>> {
        let mut issues = Issues::default();
        if self.on > today {
            issues.add("on", "This day has not come yet. Check the date.");
        }
        if !(1..=KITS_MAX).contains(&self.kits) {
            issues.add(
                "kits",
                format!("Enter how many kits, from 1 to {KITS_MAX}."),
            );
        }
        issues.into_result()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn kits_are_counted_and_given_on_a_day_that_has_come() {
        let today = date(2026, 3, 2);
        let given = |on, kits| NaloxoneGiven { on, kits, by: None };
        assert!(given(today, 2).check(today).is_ok());
        let wrong = given(date(2026, 3, 3), 0).check(today).unwrap_err();
        let fields: Vec<_> = wrong.iter().map(|issue| issue.field).collect();
        assert_eq!(fields, ["on", "kits"]);
        assert!(given(today, KITS_MAX + 1).check(today).is_err());
    }
}
