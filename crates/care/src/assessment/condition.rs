//! Conditions over facts, in three values.
//!
//! A comparison is "the position lies between two others"; an answer that is only known to a range makes it unknown
//! unless the whole range lies inside or outside.

use crate::assessment::facts::{FactSlot, Table};
use crate::assessment::finding::{Danger, Interval};

mod parse;
mod token;

pub use parse::{Refusal, parse};

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
    /// The answer at this place lies in this range, ends included.
    Within {
        /// Which answer.
        slot: FactSlot,
        /// The lowest and highest position that holds.
        range: (i32, i32),
    },
    /// One of these options applies.
    Includes {
        /// Which answer.
        slot: FactSlot,
        /// The options, as bits.
        options: i32,
    },
    /// The answer is known, or is not.
    Known {
        /// Which answer.
        slot: FactSlot,
        /// Whether it has to be known.
        known: bool,
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

    const fn toward(self, danger: Danger) -> Self {
        match danger {
            Danger::Rising => self,
            Danger::Falling => self.opposite(),
            Danger::None => Self::Mixed,
        }
    }
}

impl Expression {
    /// The numbers at which a comparison with this answer turns: the last on one side and the first on the other.
    pub(crate) fn edges(&self, of: FactSlot, found: &mut Vec<i32>) {
        match self {
            Self::Within { slot, range } if *slot == of => {
                let (low, high) = *range;
                found.extend([low.saturating_sub(1), low, high, high.saturating_add(1)]);
            }
            Self::Not(inner) => inner.edges(of, found),
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.edges(of, found);
                }
            }
            Self::Within { .. } | Self::Includes { .. } | Self::Known { .. } => {}
        }
    }

    /// Whether it holds. With `fear`, disagreements between sources are read as the more dangerous statement.
    pub fn evaluate(&self, table: &Table, fear: bool) -> Outcome {
        let read = |slot: &FactSlot| {
            let reading = table.reading(*slot);
            if fear { reading.feared } else { reading.plain }
        };
        match self {
            Self::Within { slot, range } => within(read(slot), *range),
            Self::Includes { slot, options } => includes(read(slot), *options),
            Self::Known { slot, known } => {
                if table.reading(*slot).is_settled(slot.place().0.question()) == *known {
                    Outcome::Met
                } else {
                    Outcome::NotMet
                }
            }
            Self::Not(inner) => match inner.evaluate(table, fear) {
                Outcome::Met => Outcome::NotMet,
                Outcome::NotMet => Outcome::Met,
                Outcome::Unknown => Outcome::Unknown,
            },
            // A part that decides alone ends the search.
            Self::All(parts) => {
                let mut worst = Outcome::Met;
                for part in parts {
                    worst = worst.min(part.evaluate(table, fear));
                    if worst == Outcome::NotMet {
                        break;
                    }
                }
                worst
            }
            Self::Any(parts) => {
                let mut best = Outcome::NotMet;
                for part in parts {
                    best = best.max(part.evaluate(table, fear));
                    if best == Outcome::Met {
                        break;
                    }
                }
                best
            }
        }
    }

    /// How it answers to danger.
    pub(crate) fn trend(&self) -> Trend {
        match self {
            Self::Within { slot, range } => {
                let asked = slot.place().0.question();
                let Some((lowest, highest)) = asked.reach() else {
                    return Trend::Mixed;
                };
                match (range.0 <= lowest, range.1 >= highest) {
                    (false, true) => Trend::Rising.toward(asked.danger),
                    (true, false) => Trend::Falling.toward(asked.danger),
                    _ => Trend::Mixed,
                }
            }
            Self::Includes { slot, .. } => Trend::Rising.toward(slot.place().0.question().danger),
            Self::Known { .. } => Trend::Mixed,
            Self::Not(inner) => inner.trend().opposite(),
            Self::All(parts) | Self::Any(parts) => parts
                .iter()
                .map(Self::trend)
                .reduce(|one, other| if one == other { one } else { Trend::Mixed })
                .unwrap_or(Trend::Mixed),
        }
    }

    /// The places it asks about, each once, in the order of the condition.
    pub fn slots(&self) -> Vec<FactSlot> {
        let mut slots = Vec::new();
        self.collect(&mut slots);
        slots
    }

    fn collect(&self, slots: &mut Vec<FactSlot>) {
        match self {
            Self::Within { slot, .. } | Self::Includes { slot, .. } | Self::Known { slot, .. } => {
                if !slots.contains(slot) {
                    slots.push(*slot);
                }
            }
            Self::Not(inner) => inner.collect(slots),
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.collect(slots);
                }
            }
        }
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

const fn includes(interval: Interval, options: i32) -> Outcome {
    if interval.low & options != 0 {
        Outcome::Met
    } else if interval.high & options == 0 {
        Outcome::NotMet
    } else {
        Outcome::Unknown
    }
}
