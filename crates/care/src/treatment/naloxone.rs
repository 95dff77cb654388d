//! Naloxone that was given to somebody to keep at hand.

use crate::assessment::facts::Basis;
use crate::assessment::finding::RawValue;
use crate::assessment::finding::catalogue::ids;
use crate::assessment::offered::OfferedAnswer;
use crate::day::day_text;
use crate::invalid::Issues;
use crate::people::chapter::{Chapter, InChapter};
use crate::text::says_something;
use crate::{Issue, Line};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most kits given at once; more is a slip of the finger. House rule.
pub const KITS_MAX: u16 = 20;

/// What became of a giving that was written down wrongly. What was written before stays readable.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivingMended {
    /// It was given otherwise than was written, and why that was.
    Corrected(Line),
    /// It was not given at all, and why it stood here.
    Withdrawn(Line),
}

impl GivingMended {
    /// What a form sends, and how it reads.
    pub const CODES: [(&'static str, &'static str); 2] = [
        ("corrected", "It was given otherwise"),
        ("withdrawn", "It was not given: withdraw it"),
    ];

    /// What a form sends.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Corrected(_) => Self::CODES[0].0,
            Self::Withdrawn(_) => Self::CODES[1].0,
        }
    }

    /// Reads a code back, with the reason.
    pub fn from_code(code: &str, why: Line) -> Option<Self> {
        let [(corrected, _), (withdrawn, _)] = Self::CODES;
        if code == corrected {
            Some(Self::Corrected(why))
        } else if code == withdrawn {
            Some(Self::Withdrawn(why))
        } else {
            None
        }
    }

    /// The reason.
    pub const fn why(&self) -> &Line {
        match self {
            Self::Corrected(why) | Self::Withdrawn(why) => why,
        }
    }
}

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
    /// What became of it where it was written down wrongly.
    #[serde(default)]
    pub mended: Option<GivingMended>,
}

hidden! { NaloxoneGiven GivingMended }

impl InChapter for NaloxoneGiven {
    const CHAPTER: Chapter = Chapter::Naloxone;
}

/// What was given answers of the assessment: that it is at hand, since the last day on which it was given. Whether it was
/// used since then is to be asked.
pub fn offered(given: &[&NaloxoneGiven], basis: &Basis) -> Option<OfferedAnswer> {
    let standing = given.iter().filter(|one| one.stands());
    let last = standing.map(|one| one.on).max()?;
    let at = basis.zone.to_timestamp(last.at(0, 0, 0, 0)).ok()?;
    let words = format!("Given on {}", day_text(last));
    let yes = RawValue::YesNo(true);
    OfferedAnswer::new(ids::NALOXONE, &yes, (at, "naloxone given"), words)
}

impl NaloxoneGiven {
    /// Whether it was given, as far as is known now.
    pub const fn stands(&self) -> bool {
        !matches!(self.mended, Some(GivingMended::Withdrawn(_)))
    }

    /// The same of a version that mends an earlier one: it says why.
    pub fn check_mended(&self, today: Date) -> Result<(), Vec<Issue>> {
        self.check(today)?;
        let why = self.mended.as_ref().map(GivingMended::why);
        if why.is_some_and(|why| says_something(why.as_str())) {
            Ok(())
        } else {
            let sentence = "Say in a few words why it is changed.";
            Err(vec![Issue::new("why", sentence)])
        }
    }

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
        let given = |on, kits| NaloxoneGiven {
            on,
            kits,
            by: None,
            mended: None,
        };
        assert!(given(today, 2).check(today).is_ok());
        let wrong = given(date(2026, 3, 3), 0).check(today).unwrap_err();
        let fields: Vec<_> = wrong.iter().map(|issue| issue.field).collect();
        assert_eq!(fields, ["on", "kits"]);
        assert!(given(today, KITS_MAX + 1).check(today).is_err());
    }

    #[test]
    fn what_is_mended_says_why_and_what_is_withdrawn_was_not_given() {
        let today = date(2026, 3, 2);
        let line = |text: &str| Line::parse(text, "a text").unwrap();
        let mut one = NaloxoneGiven {
            on: today,
            kits: 2,
            by: None,
            mended: None,
        };
        assert!(one.stands());
        assert_eq!(one.check_mended(today).unwrap_err()[0].field, "why");
        for (code, _) in GivingMended::CODES {
            let mended = GivingMended::from_code(code, line("Written down twice"));
            one.mended = mended;
            assert_eq!(one.mended.as_ref().map(GivingMended::code), Some(code));
            assert!(one.check_mended(today).is_ok(), "{code}");
            assert_eq!(one.stands(), code == "corrected");
            one.mended = GivingMended::from_code(code, line("–"));
            assert_eq!(one.check_mended(today).unwrap_err()[0].field, "why");
        }
        assert!(GivingMended::from_code("lost", line("Written down twice")).is_none());
    }
}
