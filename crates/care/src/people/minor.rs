//! Minors: who answers for them, who may agree to their care, and what stands in the way of admitting them.
//!
//! Nothing here is a legal statement. The table of the states' rules is data with its source and its date, and whoever
//! admits looks up today's law.

mod law;

pub use law::{ConsentLaw, ConsentRule, Setting, Sure};

use super::program::ADULT_FROM_YEARS;
use super::us_state::UsState;
use crate::assessment::finding::catalogue::ids;
use crate::assessment::finding::{Finding, FindingAnswer, RawValue, Source, Value};
use crate::invalid::Issues;
use crate::{Issue, LevelOfCare, Line, Phone};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Under this age there is no level of care here, but child services. House rule: the levels of care of the protocol and
/// the programs for adolescents begin at twelve.
pub const ADMITTED_FROM_YEARS: i16 = 12;

codes! {
    /// Who agreed to a minor's care.
    Consent {
        /// A parent or guardian agreed.
        Given = "given", "A parent or guardian agrees";
        /// A parent or guardian was asked and said no.
        Refused = "refused", "A parent or guardian does not agree";
        /// There is somebody, and nobody has asked them.
        NotAsked = "not_asked", "A parent or guardian was not asked yet";
        /// Nobody has custody.
        Nobody = "nobody", "There is no parent or guardian";
        /// The minor agrees, and the state's law lets them.
        Alone = "alone", "The minor agrees alone, as the state’s law allows";
    }
}

/// Who answers for a minor, and who agreed to the care.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guardian {
    /// What they are called.
    pub name: Option<Line>,
    /// What they are to the minor: mother, foster father, caseworker with custody.
    pub relation: Option<Line>,
    /// Their telephone number.
    pub phone: Option<Phone>,
    /// Who agreed.
    pub consent: Consent,
    /// Which document shows it, and where it is.
    pub document: Option<Line>,
    /// The day on which somebody here looked up the state's law.
    pub law_looked_up: Option<Date>,
}

hidden! { Guardian }

impl Guardian {
    /// What it answers of the assessment, so that nobody is asked once more. A refusal is none of the answers there.
    pub fn finding(&self, at: Timestamp) -> Option<Finding> {
        let option = match self.consent {
            Consent::Given => "present, consents",
            Consent::Alone => "minor may consent alone",
            Consent::NotAsked => "present, not asked yet",
            Consent::Nobody => "none",
            Consent::Refused => return None,
        };
        let asked = ids::GUARDIAN;
        let value = Value::parse(asked.question(), &RawValue::Text(option.to_owned())).ok()?;
        Some(Finding {
            question: asked,
            about: None,
            at,
            source: Source::Record,
            settles: false,
            answer: FindingAnswer::Value(value),
        })
    }

    /// What does not fit together, each beside its field.
    pub fn check(&self, today: Date) -> Result<(), Vec<Issue>> {
        let mut issues = Issues::default();
        if matches!(self.consent, Consent::Given | Consent::Refused) {
            if self.name.is_none() {
                issues.add("name", "Say who was asked.");
            }
            if self.relation.is_none() {
                let sentence = "Say what they are to the minor, such as mother or guardian.";
                issues.add("relation", sentence);
            }
        }
        match self.law_looked_up {
            Some(on) if on > today => {
                issues.add("looked_up", "This day has not come yet. Check the date.");
            }
            None if self.consent == Consent::Alone => {
                let sentence =
                    "Look up the state’s law of today, and enter the day on which you did.";
                issues.add("looked_up", sentence);
            }
            _ => {}
        }
        issues.into_result()
    }
}

/// Whether somebody of so many full years is a minor.
pub const fn is_minor(years: i16) -> bool {
    years < ADULT_FROM_YEARS
}

/// Where a minor is to be admitted.
#[derive(Clone, Copy, Debug)]
pub struct Door<'a> {
    /// The state of the site, where it is known.
    pub state: Option<UsState>,
    /// The level of care.
    pub level: LevelOfCare,
    /// Whether the program takes adolescents.
    pub adolescents: bool,
    /// Whether any program here does.
    pub adolescents_anywhere: bool,
    /// What is known of the states' rules.
    pub law: &'a ConsentLaw,
}

impl Door<'_> {
    /// What is known of the rule that applies here.
    pub fn rule(&self) -> Option<&ConsentRule> {
        self.law.rule(self.state?, Setting::of(self.level))
    }
}

/// What stands in the way of admitting a minor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Obstacle {
    /// They are too young for any level of care here.
    TooYoung,
    /// Nobody who may has agreed; why, in a sentence.
    Consent(String),
    /// The program is one for adults.
    AdultProgram {
        /// Whether there is one for adolescents to choose in its place.
        another: bool,
    },
}

impl Obstacle {
    /// The sentence people read.
    pub fn sentence(&self) -> String {
        match self {
            Self::TooYoung => format!(
                "Under {ADMITTED_FROM_YEARS} there is no level of care here. Call child services, and stay with them until somebody takes over."
            ),
            Self::Consent(sentence) => sentence.clone(),
            Self::AdultProgram { another: true } => {
                "This program is for adults. Choose a program for adolescents.".to_owned()
            }
            Self::AdultProgram { another: false } => {
                "This program is for adults, and there is none for adolescents here. Refer them to one elsewhere.".to_owned()
            }
        }
    }

    /// Whether a clinician may go over it with a reason.
    pub const fn may_be_overridden(&self) -> bool {
        !matches!(self, Self::TooYoung)
    }
}

/// What stands in the way of admitting somebody of so many full years; nothing for an adult.
pub fn obstacles(years: i16, guardian: Option<&Guardian>, door: &Door<'_>) -> Vec<Obstacle> {
    if !is_minor(years) {
        return Vec::new();
    }
    if years < ADMITTED_FROM_YEARS {
        return vec![Obstacle::TooYoung];
    }
    let mut obstacles = Vec::new();
    obstacles.extend(unagreed(years, guardian, door).map(Obstacle::Consent));
    if !door.adolescents {
        obstacles.push(Obstacle::AdultProgram {
            another: door.adolescents_anywhere,
        });
    }
    obstacles
}

/// Why nobody who may has agreed yet.
fn unagreed(years: i16, guardian: Option<&Guardian>, door: &Door<'_>) -> Option<String> {
    let Some(guardian) = guardian else {
        return Some(
            "They are a minor. Note who their parent or guardian is, and who agrees to the care."
                .to_owned(),
        );
    };
    let said = match guardian.consent {
        Consent::Given => return None,
        Consent::Alone => return alone(years, door),
        Consent::NotAsked => "A parent or guardian has not been asked yet. Ask them",
        Consent::Refused => "A parent or guardian does not agree",
        Consent::Nobody => "There is no parent or guardian. Whoever has custody is asked",
    };
    let or = if door.rule().is_some_and(|rule| rule.lets(years)) {
        ", or note that the minor agrees alone, once you have looked up today’s law."
    } else {
        "."
    };
    Some(format!("{said}{or}"))
}

/// Why the minor's own word is not enough, as far as is known.
fn alone(years: i16, door: &Door<'_>) -> Option<String> {
    match (door.state, door.rule()) {
        (_, Some(rule)) if rule.lets(years) => None,
        (Some(state), Some(rule)) => Some(format!(
            "In {} a minor agrees alone from {}, as far as was looked up ({}). Ask a parent or guardian.",
            state.name(),
            rule.from_years,
            rule.looked_up
        )),
        (Some(state), None) => Some(format!(
            "From which age a minor agrees alone to this care in {} is not known here. Ask a parent or guardian.",
            state.name()
        )),
        (None, _) => Some(
            "In which state the site is was not said, so nobody knows whether a minor agrees alone. Ask a parent or guardian."
                .to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests;
