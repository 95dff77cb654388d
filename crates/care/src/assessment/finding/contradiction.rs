//! What cannot all be true, shown as such.

use super::{Finding, Findings, QuestionId, Substance, Value, catalogue};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// The days that `use.days` looks back.
const LOOK_BACK_DAYS: i64 = 30;

/// Findings that contradict each other. Both stay; a clinician settles it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Contradiction<'f> {
    /// Sources answer the same question differently.
    Sources {
        /// Which question.
        question: QuestionId,
        /// About which substance.
        about: Option<Substance>,
        /// What each said.
        statements: Vec<&'f Finding>,
    },
    /// Answers to two questions do not go together.
    Pair {
        /// About which substance.
        about: Substance,
        /// Why not.
        sentence: String,
    },
}

impl Findings {
    /// Everything contradictory; `today` is the local date of the assessment.
    pub fn contradictions(&self, today: Date) -> Vec<Contradiction<'_>> {
        let mut found = self.disputes();
        for substance in self.substances() {
            if let Some(sentence) = self.days_against_last_use(substance, today) {
                found.push(Contradiction::Pair {
                    about: substance,
                    sentence,
                });
            }
        }
        found
    }

    fn disputes(&self) -> Vec<Contradiction<'_>> {
        let mut found = Vec::new();
        for (question, asked) in catalogue::all() {
            // Words of different people are two accounts, not a contradiction.
            if matches!(asked.kind, super::Kind::Text) {
                continue;
            }
            let mut abouts: Vec<_> = self.to(question).iter().map(|f| f.about).collect();
            abouts.dedup();
            for about in abouts {
                let counting: Vec<_> = self.counting(question, about).collect();
                if counting.windows(2).any(|pair| pair[0].1 != pair[1].1) {
                    found.push(Contradiction::Sources {
                        question,
                        about,
                        statements: counting.into_iter().map(|(finding, _)| finding).collect(),
                    });
                }
            }
        }
        found
    }

    fn days_against_last_use(&self, substance: Substance, today: Date) -> Option<String> {
        let days = self.reading_about(QuestionId::find("use.days")?, Some(substance))?;
        let last = self
            .counting(QuestionId::find("use.last")?, Some(substance))
            .filter_map(|(_, value)| match value {
                Value::On(date) => Some(*date),
                _ => None,
            })
            .max()?;
        let since = today.checked_sub(LOOK_BACK_DAYS.days()).ok()?;
        let name = substance.label();
        if days.plain.low > 0 && last < since {
            return Some(format!(
                "{name}: used on {} of the last {LOOK_BACK_DAYS} days, yet last used on {last}. One of the two cannot be right.",
                days.plain.low
            ));
        }
        (days.plain.high == 0 && last > since).then(|| {
            format!(
                "{name}: used on none of the last {LOOK_BACK_DAYS} days, yet last used on {last}. One of the two cannot be right."
            )
        })
    }
}
