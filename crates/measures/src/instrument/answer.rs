//! What may be answered to an item.

use super::Points;
use serde::Deserialize;

/// The answers an item takes. A raw answer is a whole number; each kind says which numbers are answers.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum AnswerKind {
    /// One of several answers.
    Options {
        /// The answers in the official order.
        options: Vec<ItemChoice>,
    },
    /// Yes (1) or no (0).
    YesNo {
        /// The points of yes.
        #[serde(default = "one")]
        yes: i32,
        /// The points of no.
        #[serde(default)]
        no: i32,
    },
    /// A rating between two whole numbers, each its own points.
    Range {
        /// The smallest rating.
        min: i32,
        /// The largest rating.
        max: i32,
    },
    /// A number of days, each one point.
    Days {
        /// The most days the period has.
        max: i32,
    },
}

const fn one() -> i32 {
    1
}

/// One answer of several.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemChoice {
    /// The raw value that is stored.
    pub value: i32,
    /// Our own short words.
    pub label: String,
    /// Its points, where they differ from the value.
    pub points: Option<i32>,
    /// Its LOINC answer code.
    pub loinc: Option<String>,
}

impl ItemChoice {
    /// Its points.
    pub fn points(&self) -> Points {
        Points(self.points.unwrap_or(self.value))
    }
}

impl AnswerKind {
    /// Every raw value that is an answer, in the official order.
    pub fn values(&self) -> Vec<i32> {
        match self {
            Self::Options { options } => options.iter().map(|choice| choice.value).collect(),
            Self::YesNo { .. } => vec![0, 1],
            Self::Range { min, max } => (*min..=*max).collect(),
            Self::Days { max } => (0..=*max).collect(),
        }
    }

    /// The points of a raw value before any reversal, or nothing when it is not an answer.
    pub fn points(&self, value: i32) -> Option<Points> {
        match self {
            Self::Options { options } => options
                .iter()
                .find(|choice| choice.value == value)
                .map(ItemChoice::points),
            Self::YesNo { yes, no } => match value {
                0 => Some(Points(*no)),
                1 => Some(Points(*yes)),
                _ => None,
            },
            Self::Range { min, max } => (*min..=*max).contains(&value).then_some(Points(value)),
            Self::Days { max } => (0..=*max).contains(&value).then_some(Points(value)),
        }
    }

    /// The fewest and the most points.
    pub fn range(&self) -> (Points, Points) {
        match self {
            Self::Options { options } => {
                let points = || options.iter().map(ItemChoice::points);
                (
                    points().min().unwrap_or_default(),
                    points().max().unwrap_or_default(),
                )
            }
            Self::YesNo { yes, no } => (Points(*yes.min(no)), Points(*yes.max(no))),
            Self::Range { min, max } => (Points(*min), Points(*max)),
            Self::Days { max } => (Points(0), Points(*max)),
        }
    }

    /// Our words for a raw value.
    pub fn label(&self, value: i32) -> String {
        match self {
            Self::Options { options } => options
                .iter()
                .find(|choice| choice.value == value)
                .map_or_else(|| value.to_string(), |choice| choice.label.clone()),
            Self::YesNo { .. } => if value == 0 { "No" } else { "Yes" }.to_owned(),
            Self::Range { .. } | Self::Days { .. } => value.to_string(),
        }
    }

    /// What may be answered, as a sentence's end: "0, 1, 2 or 3".
    pub fn allowed(&self) -> String {
        match self {
            Self::Options { options } => {
                let values: Vec<_> = options.iter().map(|c| c.value.to_string()).collect();
                match values.split_last() {
                    Some((last, [])) => last.clone(),
                    Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
                    None => "nothing".to_owned(),
                }
            }
            Self::YesNo { .. } => "yes (1) or no (0)".to_owned(),
            Self::Range { min, max } => format!("a whole number from {min} to {max}"),
            Self::Days { max } => format!("a number of days from 0 to {max}"),
        }
    }
}
