//! Conditions over findings, in three values.
//!
//! A comparison is "the position lies between two others"; an answer that is only known to a range makes it unknown
//! unless the whole range lies inside or outside.

use crate::assessment::finding::{Danger, Interval, Question, Reading};

mod parse;
mod token;

pub(crate) use parse::{Slots, parse};

/// Whether a condition holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Outcome {
    /// It does not.
    NotMet,
    /// Nobody can say yet. Never counted as met.
    Unknown,
    /// It does.
    Met,
}

/// A condition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expression {
    /// The answer in this slot lies in this range, ends included.
    Within {
        /// The slot of the question in its protocol.
        slot: u8,
        /// The lowest and highest position that holds.
        range: (i32, i32),
    },
    /// The opposite.
    Not(Box<Expression>),
    /// All of them.
    All(Vec<Expression>),
    /// At least one of them.
    Any(Vec<Expression>),
}

/// How a condition answers to danger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Trend {
    /// More danger can only make it true.
    Rising,
    /// More danger can only make it false.
    Falling,
    /// Neither is certain.
    Mixed,
}

impl Trend {
    const fn opposite(self) -> Self {
        match self {
            Self::Rising => Self::Falling,
            Self::Falling => Self::Rising,
            Self::Mixed => Self::Mixed,
        }
    }
}

impl Expression {
    /// Whether it holds. With `fear`, disagreements between sources are read as the more dangerous statement.
    pub fn evaluate(&self, readings: &[Reading], fear: bool) -> Outcome {
        match self {
            Self::Within { slot, range } => {
                let reading = readings[usize::from(*slot)];
                within(if fear { reading.feared } else { reading.plain }, *range)
            }
            Self::Not(inner) => match inner.evaluate(readings, fear) {
                Outcome::Met => Outcome::NotMet,
                Outcome::NotMet => Outcome::Met,
                Outcome::Unknown => Outcome::Unknown,
            },
            Self::All(parts) => parts
                .iter()
                .map(|part| part.evaluate(readings, fear))
                .min()
                .unwrap_or(Outcome::Met),
            Self::Any(parts) => parts
                .iter()
                .map(|part| part.evaluate(readings, fear))
                .max()
                .unwrap_or(Outcome::NotMet),
        }
    }

    /// How it answers to danger; `question` tells what is in a slot.
    pub(crate) fn trend(&self, question: &impl Fn(u8) -> &'static Question) -> Trend {
        match self {
            Self::Within { slot, range } => {
                let asked = question(*slot);
                let Some((lowest, highest)) = asked.bounds() else {
                    return Trend::Mixed;
                };
                let by_position = match (range.0 <= lowest, range.1 >= highest) {
                    (false, true) => Trend::Rising,
                    (true, false) => Trend::Falling,
                    _ => Trend::Mixed,
                };
                match asked.danger {
                    Danger::Rising => by_position,
                    Danger::Falling => by_position.opposite(),
                    Danger::None => Trend::Mixed,
                }
            }
            Self::Not(inner) => inner.trend(question).opposite(),
            Self::All(parts) | Self::Any(parts) => parts
                .iter()
                .map(|part| part.trend(question))
                .reduce(|one, other| if one == other { one } else { Trend::Mixed })
                .unwrap_or(Trend::Mixed),
        }
    }

    /// The fewest changes that make it hold, or not hold: slots with the nearest position that does it.
    pub(crate) fn change_to(
        &self,
        holds: bool,
        readings: &[Reading],
        fear: bool,
    ) -> Vec<(u8, i32)> {
        let wanted = if holds { Outcome::Met } else { Outcome::NotMet };
        if self.evaluate(readings, fear) == wanted {
            return Vec::new();
        }
        match self {
            Self::Within { slot, range } => vec![(*slot, nearest(*range, holds))],
            Self::Not(inner) => inner.change_to(!holds, readings, fear),
            Self::All(parts) if holds => every(parts, holds, readings, fear),
            Self::Any(parts) if !holds => every(parts, holds, readings, fear),
            Self::All(parts) | Self::Any(parts) => parts
                .iter()
                .map(|part| part.change_to(holds, readings, fear))
                .min_by_key(Vec::len)
                .unwrap_or_default(),
        }
    }
}

fn every(parts: &[Expression], holds: bool, readings: &[Reading], fear: bool) -> Vec<(u8, i32)> {
    parts
        .iter()
        .flat_map(|part| part.change_to(holds, readings, fear))
        .collect()
}

/// The position just inside or just outside a range that is open at one end.
const fn nearest(range: (i32, i32), inside: bool) -> i32 {
    let from_above = range.0 == i32::MIN;
    match (from_above, inside) {
        (false, true) => range.0,
        (false, false) => range.0 - 1,
        (true, true) => range.1,
        (true, false) => range.1 + 1,
    }
}

const fn within(interval: Interval, range: (i32, i32)) -> Outcome {
    if interval.low >= range.0 && interval.high <= range.1 {
        Outcome::Met
    } else if interval.high < range.0 || interval.low > range.1 {
        Outcome::NotMet
    } else {
        Outcome::Unknown
    }
}
