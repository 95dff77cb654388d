//! The small types that everything else is made of.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The official number or letter of an item, such as `7A`; unique within its instrument.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub String);

impl ItemId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for ItemId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl std::borrow::Borrow<str> for ItemId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Points of an item or a scale. Not a raw answer: an answer becomes points through its item.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Points(pub i32);

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Self>>(points: I) -> Self {
        Self(points.map(|p| p.0).sum())
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where a number was read. In a file, a text that begins with `unverified: ` has not been checked against its source.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Source {
    /// The source in words.
    pub text: String,
    /// Whether somebody held the number against it.
    pub verified: bool,
}

impl From<String> for Source {
    fn from(text: String) -> Self {
        let unverified = text.strip_prefix("unverified");
        Self {
            verified: unverified.is_none(),
            text,
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Who answers an instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnsweredBy {
    /// The person in care, or somebody reading the questions to them.
    Person,
    /// A clinician, who looks and judges.
    Clinician,
}

/// What a higher score means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Higher {
    /// More symptoms, use or risk.
    Worse,
    /// More strength or support.
    Better,
}

/// A person's sex, where a published cut depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// What a condition asks of the recorded sex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SexIs {
    /// Recorded as female.
    Female,
    /// Recorded as male.
    Male,
    /// Not recorded.
    Unrecorded,
}

/// How soon somebody has to look at a flag. Ordered: the most urgent last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Good to know.
    Note,
    /// To be looked at with the result.
    Look,
    /// At once: opens the safety protocol.
    Safety,
}
