//! Medicines somebody takes or took. Nothing is taken off the list: what is stopped says when.

use crate::assessment::finding::catalogue::ids;
use crate::assessment::finding::{RawValue, Source};
use crate::assessment::offered::OfferedAnswer;
use crate::day::day_text;
use crate::invalid::Issues;
use crate::people::chapter::{Chapter, InChapter};
use crate::treatment::drug_class::for_use_disorder;
use crate::{Issue, Line};
use jiff::Timestamp;
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

/// Where it stands what somebody takes.
const PLACE: &str = "medicines";

/// What a list of medicines answers of the assessment. It is as old as the oldest entry that an answer rests on. Whether
/// something is taken as prescribed, or beside it, is not said by a list.
pub fn offered(taken: &[(&Medicine, Timestamp)], none: Option<Timestamp>) -> Vec<OfferedAnswer> {
    let Some(oldest) = taken.iter().map(|(_, at)| *at).min() else {
        return none.map(of_none).unwrap_or_default();
    };
    let listed = taken.iter().map(|(one, _)| one.words());
    let listed = listed.collect::<Vec<_>>().join("; ");
    let value = RawValue::Text(listed.clone());
    let list = OfferedAnswer::new(ids::MEDICINES, &value, (oldest, PLACE), listed);
    list.into_iter()
        .chain(of_use_disorder(taken))
        .chain(of_prescribers(taken))
        .collect()
}

fn of_none(at: Timestamp) -> Vec<OfferedAnswer> {
    let words = || "Takes no medicine".to_owned();
    let list = RawValue::Text("None".to_owned());
    let for_disorder = RawValue::Several(Vec::new());
    let answers = [
        OfferedAnswer::new(ids::MEDICINES, &list, (at, PLACE), words()),
        OfferedAnswer::new(
            ids::USE_DISORDER_MEDICINES,
            &for_disorder,
            (at, PLACE),
            words(),
        ),
    ];
    answers.into_iter().flatten().collect()
}

fn of_use_disorder(taken: &[(&Medicine, Timestamp)]) -> Option<OfferedAnswer> {
    let named = taken.iter().filter_map(|(one, at)| {
        let word = for_use_disorder(&one.name)?;
        Some((word, one.words(), *at))
    });
    let named: Vec<(&str, String, Timestamp)> = named.collect();
    let oldest = named.iter().map(|(.., at)| *at).min()?;
    let mut words: Vec<String> = named.iter().map(|(word, ..)| (*word).to_owned()).collect();
    words.sort_unstable();
    words.dedup();
    let listed: Vec<String> = named.into_iter().map(|(_, words, _)| words).collect();
    let listed = format!("{}. Ask what it is taken for", listed.join("; "));
    let value = RawValue::Several(words);
    OfferedAnswer::new(ids::USE_DISORDER_MEDICINES, &value, (oldest, PLACE), listed)
}

fn of_prescribers(taken: &[(&Medicine, Timestamp)]) -> Option<OfferedAnswer> {
    let named = taken.iter().filter_map(|(one, at)| {
        let by = one.prescriber.as_ref()?;
        Some((format!("{by} ({})", one.name), *at))
    });
    let named: Vec<(String, Timestamp)> = named.collect();
    let oldest = named.iter().map(|(_, at)| *at).min()?;
    let words: Vec<String> = named.into_iter().map(|(words, _)| words).collect();
    let words = words.join("; ");
    let value = RawValue::Text(words.clone());
    OfferedAnswer::new(ids::PRESCRIBERS, &value, (oldest, PLACE), words)
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
    fn a_list_answers_what_it_says_and_is_as_old_as_its_oldest_entry() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (old, new) = (at("2026-03-01T12:00:00Z"), at("2026-03-02T12:00:00Z"));
        let mut suboxone = medicine();
        suboxone.name = line("Suboxone").unwrap();
        suboxone.prescriber = line("Dr. Amari");
        let lisinopril = medicine();
        let answers = offered(&[(&suboxone, new), (&lisinopril, old)], None);
        let said: Vec<_> = answers
            .iter()
            .map(|one| (one.question.question().id, one.finding().words(), one.at))
            .collect();
        assert_eq!(said[0].0, "medications.list");
        assert_eq!(said[0].2, old);
        let for_disorder = (
            "medications.for_use_disorder",
            "buprenorphine".to_owned(),
            new,
        );
        assert_eq!(said[1], for_disorder);
        assert_eq!(said[2].0, "medications.prescribers");
        assert_eq!(said.len(), 3);
        // That nothing is on the list is no answer; that somebody said so is one.
        assert!(offered(&[], None).is_empty());
        let none = offered(&[], Some(old));
        assert!(none.iter().any(OfferedAnswer::is_worst) && none.len() == 2);
        // Of somebody who takes something it is not said any more that they take nothing.
        assert_eq!(offered(&[(&lisinopril, new)], Some(old)).len(), 1);
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
