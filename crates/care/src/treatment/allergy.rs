//! What somebody does not bear. That none is known is a fact that somebody said; that nobody asked is another.

use crate::Line;
use crate::assessment::finding::Source;
use crate::people::chapter::{Chapter, InChapter};
use crate::treatment::drug_class::{DrugClass, classes_in};
use serde::{Deserialize, Serialize};

/// The most of one person. House rule: more than fit on a sheet that is read in a hurry are a text, not a list.
pub const ALLERGIES_MAX: usize = 12;

/// Shorter words of an allergy are not looked for in the names of medicines. House number: "egg" or "dye" is part of
/// too many of them.
const WORD_LETTERS_MIN: usize = 4;

fn folded(line: &Line) -> String {
    line.as_str().to_lowercase()
}

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
    /// Whether a word of what it is to stands in a medicine's name, however either is written.
    fn is_named_in(&self, medicine: &Line) -> bool {
        let (medicine, substance) = (folded(medicine), folded(&self.substance));
        let words = substance.split(|letter: char| !letter.is_alphanumeric());
        let mut long = words.filter(|word| word.chars().count() >= WORD_LETTERS_MIN);
        long.any(|word| medicine.contains(word))
    }

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

    /// Those that a medicine may be of the same class with, each with that class, but for those that it is named after. Few
    /// classes are known here: that nothing is found does not say that it is safe.
    pub fn akin_to(&self, medicine: &Line) -> Vec<(&Allergy, &'static DrugClass)> {
        let classes = classes_in(medicine);
        let mut akin = Vec::new();
        for one in self.list.iter().filter(|one| !one.is_named_in(medicine)) {
            let own = classes_in(&one.substance);
            let shared = own.into_iter().find(|class| {
                let mut same = classes.iter();
                same.any(|other| other.label == class.label)
            });
            akin.extend(shared.map(|class| (one, class)));
        }
        akin
    }

    /// Those that a medicine is named after: a word of theirs stands in its name.
    pub fn named_in(&self, medicine: &Line) -> Vec<&Allergy> {
        let list = self.list.iter();
        list.filter(|one| one.is_named_in(medicine)).collect()
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

    #[test]
    fn a_medicine_that_is_named_after_an_allergy_is_found_and_a_short_word_is_not_looked_for() {
        let line = |text: &str| Line::parse(text, "a text").unwrap();
        let to = |substance: &str| Allergies {
            source: Source::Person,
            list: vec![Allergy {
                substance: line(substance),
                reaction: None,
                severity: AllergySeverity::Unknown,
            }],
        };
        for (substance, medicine, found) in [
            ("Penicillin", "penicillin V potassium", true),
            ("penicillin G", "Benzylpenicillin", true),
            ("Lisinopril (Zestril)", "ZESTRIL", true),
            ("Codeine/paracetamol", "Codeine", true),
            // It is not named after it; that it may be of the same class is another matter.
            ("Penicillin", "Amoxicillin", false),
            ("Egg", "Eggplant extract", false),
            ("Latex", "Lisinopril", false),
        ] {
            let named = to(substance).named_in(&line(medicine)).len();
            assert_eq!(named == 1, found, "{substance}: {medicine}");
        }
        for (substance, medicine, akin) in [
            ("Penicillin", "Amoxicillin", true),
            ("Penicillin (as a child)", "Cephalexin 500 mg", true),
            ("Sulfa", "Bactrim DS", true),
            ("Sulfa", "Morphine sulfate", false),
            ("Codeine", "Suboxone", true),
            ("Aspirin", "Ibuprofen", true),
            // What it is named after is said as that, and once.
            ("Penicillin", "Penicillin V", false),
            ("Latex", "Lisinopril", false),
        ] {
            let found = to(substance);
            let medicine = line(medicine);
            let found = found.akin_to(&medicine);
            assert_eq!(found.len() == 1, akin, "{substance}: {medicine}");
        }
    }
}
