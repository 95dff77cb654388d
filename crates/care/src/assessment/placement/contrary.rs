//! What does not go together, with what only a placement can see: an order of a court beside the clinical level.

use super::{Placement, Verdict};
use crate::assessment::facts::{Standing, contradictions};
use crate::assessment::finding::catalogue::ids;
use crate::assessment::finding::{Contradiction, Findings, Side};

/// The place of “a level with hours” among what a court orders.
const LEVEL_ORDERED: i32 = 3;

impl Placement<'_> {
    /// Everything that does not go together.
    pub fn contradictions<'f>(&self, findings: &'f Findings) -> Vec<Contradiction<'f>> {
        let mut found = contradictions(findings, &self.facts);
        found.extend(self.mandate(findings));
        found
    }

    fn mandate<'f>(&self, findings: &'f Findings) -> Option<Contradiction<'f>> {
        let ordered = self.facts.standing(ids::MANDATE, None) == Standing::Known
            && self.facts.reading(ids::MANDATE, None).plain.high == LEVEL_ORDERED;
        if !ordered || self.verdict() == Verdict::Open {
            return None;
        }
        let level = findings
            .counting(ids::MANDATE_LEVEL, None)
            .map(|(finding, _)| finding.words())
            .last();
        let clinical = self.verdict().floor();
        if level.as_deref() == Some(clinical.code().replace('_', " ").as_str()) {
            return None;
        }
        let words = level.unwrap_or_else(|| "a level with hours".to_owned());
        Some(Contradiction::Pair {
            sentence: format!(
                "A court orders {words}; the clinical level is {}. Both stand; neither replaces the other.",
                clinical.label().to_lowercase()
            ),
            sides: [
                Side {
                    question: Some(ids::MANDATE),
                    about: None,
                    words,
                },
                Side::beside("clinical level"),
            ],
            holds: false,
        })
    }
}
