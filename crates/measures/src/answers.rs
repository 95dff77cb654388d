//! What somebody answered.

use crate::ItemId;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Why an answer is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absence {
    /// Passed over.
    Skipped,
    /// The person did not want to answer.
    Declined,
    /// Nobody asked, or nothing was written down.
    Missing,
}

impl Absence {
    /// The word people read.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::Declined => "declined",
            Self::Missing => "missing",
        }
    }
}

/// An answer to one item. In JSON a number, `true` or `false`, `"skipped"`, `"declined"`, `"missing"` or `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Wire", into = "Wire")]
pub enum ItemAnswer {
    /// A raw value; which values are answers is the item's to say.
    Value(i32),
    /// No value, and why.
    Absent(Absence),
}

#[derive(Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "an answer is a whole number, true, false, \"skipped\", \"declined\", \"missing\" or null"
)]
enum Wire {
    Value(i32),
    Truth(bool),
    Absent(Absence),
    Nothing(()),
}

impl From<Wire> for ItemAnswer {
    fn from(wire: Wire) -> Self {
        match wire {
            Wire::Value(value) => Self::Value(value),
            Wire::Truth(truth) => Self::Value(i32::from(truth)),
            Wire::Absent(absence) => Self::Absent(absence),
            Wire::Nothing(()) => Self::Absent(Absence::Missing),
        }
    }
}

impl From<ItemAnswer> for Wire {
    fn from(answer: ItemAnswer) -> Self {
        match answer {
            ItemAnswer::Value(value) => Self::Value(value),
            ItemAnswer::Absent(absence) => Self::Absent(absence),
        }
    }
}

/// Answers by item. An item that is not there is missing; the order in which answers came never matters. A text that
/// answers an item twice is refused, since nobody can tell which answer was meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<ItemId, ItemAnswer>);

impl Answers {
    /// No answers yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes an answer, replacing an earlier one to the same item.
    pub fn set(&mut self, item: impl Into<ItemId>, answer: ItemAnswer) {
        self.0.insert(item.into(), answer);
    }

    /// These answers and one more, for building in one expression.
    #[must_use]
    pub fn with(mut self, item: &str, value: i32) -> Self {
        self.set(item, ItemAnswer::Value(value));
        self
    }

    /// The answer to an item.
    pub fn get(&self, item: &str) -> ItemAnswer {
        let noted = self.0.get(item).copied();
        noted.unwrap_or(ItemAnswer::Absent(Absence::Missing))
    }

    /// Everything that was noted, by item.
    pub fn iter(&self) -> impl Iterator<Item = (&ItemId, ItemAnswer)> {
        self.0.iter().map(|(item, answer)| (item, *answer))
    }
}

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reader)
    }
}

/// Reads answers one by one, so that a second answer to an item shows.
struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Answers;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("answers by item, such as {\"1\": 2, \"2\": \"declined\"}")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Answers, M::Error> {
        let mut answers = Answers::new();
        while let Some((item, answer)) = map.next_entry::<ItemId, ItemAnswer>()? {
            if answers.0.contains_key(&item) {
                let sentence = format!("item {item} is answered twice; keep one answer");
                return Err(M::Error::custom(sentence));
            }
            answers.set(item, answer);
        }
        Ok(answers)
    }
}
