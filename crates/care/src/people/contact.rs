//! How somebody is reached.

use crate::Invalid;
use crate::text::{clean, fold};
use serde::{Deserialize, Serialize};

mod phone;

pub use phone::{END_DIGITS, Phone, PhoneSought};

/// The longest e-mail address that mail systems carry, in characters.
pub const EMAIL_CHARS_MAX: usize = 254;

/// An address with the shape of one: something, an at sign, a domain with a dot. Lower case throughout,
/// because two people never share an address that differs by case alone, and one person often types both.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// Parses an address.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = clean(text).trim().to_lowercase();
        let shape = text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && domain.contains('.')
                && !domain.starts_with('.')
                && !domain.ends_with('.')
                && !domain.contains('@')
        });
        let plain = !text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "<>,;\"()".contains(c));
        if shape && plain && text.len() <= EMAIL_CHARS_MAX {
            Ok(Self(text))
        } else {
            Err(Invalid::new(
                "Enter an e-mail address such as name@example.org.",
            ))
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

hidden! { Email }

impl TryFrom<String> for Email {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

/// A number that helps in danger: 911, 988, or what they are elsewhere. Shorter than a telephone number may be.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HelpNumber(String);

impl HelpNumber {
    /// Parses a number of three to fifteen digits.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = fold(text);
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let plain = text
            .chars()
            .all(|c| c.is_ascii_digit() || " +-()".contains(c));
        if plain && (3..=15).contains(&digits) {
            Ok(Self(text))
        } else {
            Err(Invalid::new(
                "A number to call in danger has three to fifteen digits, such as 911, 988 or +1 800 273 8255.",
            ))
        }
    }

    /// As people read it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As a phone dials it.
    pub fn dialed(&self) -> String {
        self.0
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect()
    }
}

impl TryFrom<String> for HelpNumber {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::parse(&text)
    }
}

impl From<HelpNumber> for String {
    fn from(number: HelpNumber) -> Self {
        number.0
    }
}

/// Whom to call in danger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HelpLines {
    /// Police, fire, ambulance.
    pub emergency: HelpNumber,
    /// The crisis line.
    pub crisis: HelpNumber,
}

impl Default for HelpLines {
    /// The numbers of the United States.
    fn default() -> Self {
        Self {
            emergency: HelpNumber("911".to_owned()),
            crisis: HelpNumber(Self::LIFELINE.to_owned()),
        }
    }
}

impl HelpLines {
    /// The number of the Suicide and Crisis Lifeline of the United States.
    const LIFELINE: &'static str = "988";

    /// Whether the crisis line is the one of which we know that it takes text messages, is free, and answers day and night.
    pub fn is_lifeline(&self) -> bool {
        self.crisis.as_str() == Self::LIFELINE
    }
}

/// How one person is reached.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contact {
    /// Where mail goes.
    pub email: Option<Email>,
    /// Where calls go.
    pub phone: Option<Phone>,
}

impl Contact {
    /// This one, and of another what it leaves open.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self {
            phone: self.phone.clone().or_else(|| other.phone.clone()),
            email: self.email.clone().or_else(|| other.email.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_the_shape_of_one() {
        assert_eq!(
            Email::parse(" Ana@Example.ORG ").unwrap().as_str(),
            "ana@example.org"
        );
        for bad in [
            "",
            "ana",
            "ana@",
            "@x.org",
            "a b@x.org",
            "a@x",
            "a@.org",
            "a@x@y.org",
            "a@x.org\nbcc: b@x.org",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_number_for_help_may_be_short() {
        let number = HelpNumber::parse(" +1 (800)  273-8255 ").unwrap();
        assert_eq!(
            (number.as_str(), number.dialed().as_str()),
            ("+1 (800) 273-8255", "+18002738255")
        );
        assert_eq!(
            HelpNumber::parse("911").unwrap(),
            HelpLines::default().emergency
        );
        for bad in ["", "9", "call us", "911; 988", "1234567890123456"] {
            assert!(HelpNumber::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn only_the_lifeline_is_known_to_take_text_messages() {
        let mut lines = HelpLines::default();
        assert!(lines.is_lifeline());
        lines.crisis = HelpNumber::parse("116 123").unwrap();
        assert!(!lines.is_lifeline());
    }

    #[test]
    fn neither_reaches_a_log() {
        let contact = Contact {
            email: Email::parse("ana@example.org").ok(),
            phone: Phone::parse("555 010 0199").ok(),
        };
        assert!(!format!("{contact:?}").contains("ana"));
        assert!(!format!("{contact:?}").contains("010"));
    }
}
