//! Medicines somebody takes or took. Nothing is taken off the list: what is stopped says when.

use crate::assessment::finding::Source;
use crate::day::day_text;
use crate::invalid::Issues;
use crate::people::chapter::{Chapter, InChapter};
use crate::{Issue, Line};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

codes! {
    /// Whether it was taken on the day on which somebody asked.
    TakenToday {
        /// Taken.
        Yes = "yes", "Yes";
        /// Not taken.
        No = "no", "No";
        /// Nobody asked, or they do not know.
        Unknown = "unknown", "Not known";
    }
}

/// One medicine.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Medicine {
    /// What it is called.
    pub name: Line,
    /// How much at a time.
    #[serde(default)]
    pub dose: Option<Line>,
    /// How often.
    #[serde(default)]
    pub often: Option<Line>,
    /// Who prescribes it.
    #[serde(default)]
    pub prescriber: Option<Line>,
    /// Since when, as exactly as they know.
    #[serde(default)]
    pub since: Option<Line>,
    /// Whether it was taken on the day of this entry.
    pub taken: TakenToday,
    /// The day on which it was stopped; nothing while it is taken.
    #[serde(default)]
    pub stopped_on: Option<Date>,
    /// Why.
    #[serde(default)]
    pub stopped_why: Option<Line>,
    /// Why it is taken although it is named after an allergy of theirs.
    #[serde(default)]
    pub despite: Option<Line>,
    /// Who said all this.
    pub source: Source,
}

/// That somebody takes no medicine. It holds as long as none is on the list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoMedicines {
    /// Who said it.
    pub source: Source,
}

hidden! { Medicine NoMedicines }

impl InChapter for Medicine {
    const CHAPTER: Chapter = Chapter::Medicines;
}

impl InChapter for NoMedicines {
    const CHAPTER: Chapter = Chapter::NoMedicines;
}

impl Medicine {
    /// Whether it is taken still.
    pub const fn is_current(&self) -> bool {
        self.stopped_on.is_none()
    }

    /// How it reads: "Lisinopril 10 mg, every morning".
    pub fn words(&self) -> String {
        let mut words = self.name.to_string();
        if let Some(dose) = &self.dose {
            words = format!("{words} {dose}");
        }
        if let Some(often) = &self.often {
            words = format!("{words}, {often}");
        }
        match self.stopped_on {
            Some(on) => format!("{words} (stopped {})", day_text(on)),
            None => words,
        }
    }

    /// What does not fit together, each beside its field; `today` is the date where they are seen.
    pub fn check(&self, today: Date) -> Result<(), Vec<Issue>> {
        let mut issues = Issues::default();
        match self.stopped_on {
            Some(on) if on > today => {
                issues.add("stopped_on", "This day has not come yet. Check the date.");
            }
            Some(on) if on < today && self.taken == TakenToday::Yes => {
                let sentence =
                    "It was stopped before today, so it was not taken today. Mend one of the two.";
                issues.add("taken", sentence);
            }
            None if self.stopped_why.is_some() => {
                let sentence = "Enter the day on which it was stopped, or leave the reason empty.";
                issues.add("stopped_on", sentence);
            }
            _ => {}
        }
        issues.into_result()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn line(text: &str) -> Option<Line> {
        Line::parse(text, "a text").ok()
    }

    fn medicine() -> Medicine {
        Medicine {
            name: line("Lisinopril").unwrap(),
            dose: line("10 mg"),
            often: line("every morning"),
            prescriber: None,
            since: None,
            taken: TakenToday::Unknown,
            stopped_on: None,
            stopped_why: None,
            despite: None,
            source: Source::Person,
        }
    }

    #[test]
    fn what_is_stopped_says_when_and_cannot_be_stopped_tomorrow() {
        let today = date(2026, 3, 2);
        let mut one = medicine();
        assert_eq!(one.words(), "Lisinopril 10 mg, every morning");
        assert!(one.is_current() && one.check(today).is_ok());
        one.stopped_why = line("cough");
        assert_eq!(one.check(today).unwrap_err()[0].field, "stopped_on");
        one.stopped_on = Some(date(2026, 3, 3));
        assert_eq!(one.check(today).unwrap_err()[0].field, "stopped_on");
        one.stopped_on = Some(date(2026, 3, 1));
        one.taken = TakenToday::Yes;
        assert_eq!(one.check(today).unwrap_err()[0].field, "taken");
        one.taken = TakenToday::No;
        assert!(one.check(today).is_ok() && !one.is_current());
        assert!(one.words().ends_with("(stopped Mar 1, 2026)"));
    }
}
