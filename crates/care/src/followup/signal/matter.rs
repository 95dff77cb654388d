//! What a danger is about: one event is one card, and each matter has first steps of its own.

use super::danger::DANGERS;
use super::{SignalKind, Urgency};
use crate::each_once;
use serde::{Deserialize, Serialize};

/// What a signal that joins is about. Everything that is raised about the same person and the same matter while it is
/// open stands on one card.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// Thoughts of suicide or self-harm, or a risk of either.
    Suicide,
    /// Somebody is not safe right now, or not sure of it, as they say themselves, and said nothing of why.
    #[serde(rename = "not_safe")]
    Unsafe,
    /// An overdose now or lately, or a high risk of one.
    Overdose,
    /// Withdrawal that is dangerous or may become so.
    Withdrawal,
    /// Substances taken together that slow the breathing.
    CoUse,
    /// Pregnancy, for which the law and the guidelines ask more.
    Pregnancy,
    /// Acute danger of the body.
    Medical,
    /// Acute danger of the mind: psychosis, mania.
    Mental,
    /// Danger to others.
    Others,
    /// Danger at home.
    Home,
    /// Somebody under age, without whoever may consent.
    Minor,
    /// Somebody who by law comes before others.
    #[serde(rename = "priority_admission")]
    Priority,
}

impl Matter {
    /// Every matter, the gravest first.
    pub const ALL: [Self; 12] = [
        Self::Suicide,
        Self::Unsafe,
        Self::Overdose,
        Self::Withdrawal,
        Self::CoUse,
        Self::Pregnancy,
        Self::Medical,
        Self::Mental,
        Self::Others,
        Self::Home,
        Self::Minor,
        Self::Priority,
    ];

    /// The code that files, the record and the journal name it by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Suicide => "suicide",
            Self::Unsafe => "not_safe",
            Self::Overdose => "overdose",
            Self::Withdrawal => "withdrawal",
            Self::CoUse => "co_use",
            Self::Pregnancy => "pregnancy",
            Self::Medical => "medical",
            Self::Mental => "mental",
            Self::Others => "others",
            Self::Home => "home",
            Self::Minor => "minor",
            Self::Priority => "priority_admission",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|matter| matter.code() == code)
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Suicide => "Suicide risk",
            Self::Unsafe => "Said they are not safe now",
            Self::Overdose => "Overdose",
            Self::Withdrawal => "Withdrawal",
            Self::CoUse => "Depressants together",
            Self::Pregnancy => "Pregnancy",
            Self::Medical => "Medical danger",
            Self::Mental => "Psychosis or mania",
            Self::Others => "Danger to others",
            Self::Home => "Danger at home",
            Self::Minor => "Under age",
            Self::Priority => "Comes first by law",
        }
    }

    /// Whether a medical provider hears of it first: what it asks for is medicine. House rule.
    pub const fn is_medical(self) -> bool {
        matches!(self, Self::Withdrawal | Self::Pregnancy | Self::Medical)
    }

    /// What kind of signal it is.
    pub const fn kind(self) -> SignalKind {
        match self {
            Self::Suicide => SignalKind::Suicide,
            Self::Minor | Self::Priority => SignalKind::Other,
            _ => SignalKind::Danger,
        }
    }

    /// The matter of a signal that was written before matters were: by its kind and what it was raised on.
    pub fn of_earlier(kind: SignalKind, occasion: Option<&str>) -> Option<Self> {
        match kind {
            SignalKind::Suicide => Some(Self::Suicide),
            SignalKind::Danger => Some(
                occasion
                    .and_then(Self::of_occasion)
                    .unwrap_or(Self::Medical),
            ),
            _ => None,
        }
    }

    fn of_occasion(occasion: &str) -> Option<Self> {
        let (question, option) = occasion.split_once('=')?;
        DANGERS
            .iter()
            .find(|(id, words, ..)| *id == question && *words == option)
            .map(|(_, _, matter, _)| *matter)
    }
}

/// What stands between two reasons of one alarm.
const AND: &str = "; ";

/// What a rule, a band of a measure or an answer asks to be raised.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alarm {
    /// What about.
    pub matter: Matter,
    /// How soon somebody has to look.
    pub urgency: Urgency,
    /// Why, in sentences for staff.
    pub words: String,
}

impl Alarm {
    /// Takes in another one about the same matter: the sooner of the two counts, and each reason is said once.
    pub fn join(&mut self, other: &Self) {
        self.urgency = self.urgency.min(other.urgency);
        let reasons = self.words.split(AND).chain(other.words.split(AND));
        let words = each_once(reasons).join(AND);
        self.words = words;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_and_are_what_is_stored() {
        for matter in Matter::ALL {
            assert_eq!(Matter::from_code(matter.code()), Some(matter));
            let stored = serde_json::to_value(matter).unwrap();
            assert_eq!(stored, matter.code());
        }
        assert!(Matter::ALL.is_sorted());
        assert_eq!(Matter::from_code("danger"), None);
    }

    #[test]
    fn a_reason_is_said_once_and_one_that_only_begins_like_another_is_said_too() {
        let alarm = |words: &str, urgency| Alarm {
            matter: Matter::Withdrawal,
            urgency,
            words: words.to_owned(),
        };
        let mut joined = alarm("Moderate signs, nobody there overnight", Urgency::Today);
        // A part of what is said already, and another reason all the same.
        joined.join(&alarm("Moderate signs", Urgency::Now));
        joined.join(&alarm("Moderate signs", Urgency::Week));
        joined.join(&alarm(
            "Severe withdrawal; Moderate signs, nobody there overnight",
            Urgency::Today,
        ));
        assert_eq!(
            joined.words,
            "Moderate signs, nobody there overnight; Moderate signs; Severe withdrawal"
        );
        assert_eq!(joined.urgency, Urgency::Now);
    }

    #[test]
    fn a_signal_written_before_matters_were_tells_which_danger_it_was_raised_on() {
        for (occasion, matter) in [
            (Some("use.overdose_recent=yes"), Matter::Overdose),
            (Some("now.alertness=hard to wake"), Matter::Overdose),
            (Some("withdrawal.severity=severe"), Matter::Withdrawal),
            (Some("home.safety=dangerous"), Matter::Home),
            (Some("something else"), Matter::Medical),
            (None, Matter::Medical),
        ] {
            let earlier = Matter::of_earlier(SignalKind::Danger, occasion);
            assert_eq!(earlier, Some(matter), "{occasion:?}");
        }
        assert_eq!(
            Matter::of_earlier(SignalKind::Suicide, None),
            Some(Matter::Suicide)
        );
        assert_eq!(Matter::of_earlier(SignalKind::Missed, None), None);
    }
}
