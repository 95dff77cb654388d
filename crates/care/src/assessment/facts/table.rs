//! What is known, one reading for each question and substance.

use super::layout::FactSlot;
use crate::assessment::finding::question::QuestionKind;
use crate::assessment::finding::{Danger, Interval, QuestionId, Reading, Substance};

/// How a question stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Nobody was asked.
    NotAsked,
    /// Somebody was asked and does not know.
    Unknown,
    /// Somebody was asked and would rather not say.
    Declined,
    /// It was said too long ago to be true still.
    TooOld,
    /// It is known.
    Known,
}

impl Standing {
    /// The word people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::NotAsked => "not asked",
            Self::Unknown => "unknown",
            Self::Declined => "declined to say",
            Self::TooOld => "said too long ago",
            Self::Known => "known",
        }
    }
}

/// Readings by place.
#[derive(Clone, Debug)]
pub struct Table {
    pub(super) readings: Vec<Reading>,
    pub(super) standings: Vec<Standing>,
}

impl Table {
    /// What is known at a place.
    pub fn reading(&self, slot: FactSlot) -> Reading {
        self.readings[slot.index()]
    }

    /// How a place stands.
    pub fn standing(&self, slot: FactSlot) -> Standing {
        self.standings[slot.index()]
    }

    /// Whether nobody disagrees about anything.
    pub(super) fn agrees(&self) -> bool {
        !self.readings.iter().any(Reading::is_disputed)
    }

    /// Whether anybody was asked for something in vain.
    pub(in crate::assessment) fn has_refusals(&self) -> bool {
        let refused = |stands: &Standing| matches!(stands, Standing::Unknown | Standing::Declined);
        self.standings.iter().any(refused)
    }

    pub(super) fn set(&mut self, slot: FactSlot, reading: Reading) {
        self.readings[slot.index()] = reading;
    }

    /// Puts the readings of all substances together: the worst of them, where danger has a direction.
    pub(super) fn together(&mut self, question: QuestionId, named: &[Substance]) {
        let worst = named
            .iter()
            .map(|substance| FactSlot::of(question, Some(*substance)))
            .map(|slot| (self.reading(slot), self.standing(slot)))
            .reduce(|(one, stands), (other, also)| {
                let reading = Reading {
                    plain: worst(question, one.plain, other.plain),
                    feared: worst(question, one.feared, other.feared),
                };
                let known = stands == Standing::Known && also == Standing::Known;
                let open = if stands == Standing::Known {
                    also
                } else {
                    stands
                };
                (reading, if known { Standing::Known } else { open })
            });
        if let Some((reading, standing)) = worst {
            let slot = FactSlot::of(question, None);
            self.set(slot, reading);
            self.standings[slot.index()] = standing;
        }
    }
}

fn worst(question: QuestionId, one: Interval, other: Interval) -> Interval {
    let asked = question.question();
    match (asked.danger, asked.kind) {
        (Danger::Falling, QuestionKind::Multi(_)) => {
            Interval::between(one.low & other.low, one.high & other.high)
        }
        (_, QuestionKind::Multi(_)) => {
            Interval::between(one.low | other.low, one.high | other.high)
        }
        (Danger::Falling, _) => one.lowest(other),
        _ => one.highest(other),
    }
}
