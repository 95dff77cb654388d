//! What somebody does not bear. That none is known is a fact that somebody said; that nobody asked is another.

use crate::Line;
use crate::assessment::finding::Source;
use crate::people::chapter::{Chapter, InChapter};
use serde::{Deserialize, Serialize};

/// The most of one person. House rule: more than fit on a sheet that is read in a hurry are a text, not a list.
pub const ALLERGIES_MAX: usize = 12;

codes! {
    /// How bad the reaction was.
    AllergySeverity {
        /// A nuisance.
        Mild = "mild", "Mild";
        /// It needed something done about it.
        Moderate = "moderate", "Moderate";
        /// Breathing, circulation, or a hospital.
        Severe = "severe", "Severe";
        /// Nobody knows; never taken for mild.
        Unknown = "unknown", "Not known";
    }
}

/// One of them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allergy {
    /// To what.
    pub substance: Line,
    /// What happens.
    #[serde(default)]
    pub reaction: Option<Line>,
    /// How bad it was.
    pub severity: AllergySeverity,
}

impl Allergy {
    /// How it reads: "Penicillin: rash (moderate)".
    pub fn words(&self) -> String {
        let severity = self.severity.label().to_lowercase();
        match &self.reaction {
            Some(reaction) => format!("{}: {reaction} ({severity})", self.substance),
            None => format!("{} (severity {severity})", self.substance),
        }
    }
}

/// All that somebody said of them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allergies {
    /// Who said it.
    pub source: Source,
    /// To what; empty where none is known.
    pub list: Vec<Allergy>,
}

hidden! { Allergy Allergies }

impl InChapter for Allergies {
    const CHAPTER: Chapter = Chapter::Allergies;
}

impl Allergies {
    /// Whether somebody said that none is known.
    pub const fn none_known(&self) -> bool {
        self.list.is_empty()
    }

    /// Each as it reads; one line that says so where none is known.
    pub fn lines(&self) -> Vec<String> {
        if self.none_known() {
            return vec![format!("None known, said by {}", self.source.label())];
        }
        self.list.iter().map(Allergy::words).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_known_is_said_by_somebody_and_an_unknown_severity_is_never_mild() {
        let none = Allergies {
            source: Source::Person,
            list: Vec::new(),
        };
        assert_eq!(none.lines(), ["None known, said by the person"]);
        let substance = Line::parse("Penicillin", "a text").unwrap();
        let mut one = Allergy {
            substance,
            reaction: None,
            severity: AllergySeverity::Unknown,
        };
        assert_eq!(one.words(), "Penicillin (severity not known)");
        one.reaction = Line::parse("rash", "a text").ok();
        one.severity = AllergySeverity::Moderate;
        assert_eq!(one.words(), "Penicillin: rash (moderate)");
        assert_eq!(format!("{one:?}"), "…");
    }
}
