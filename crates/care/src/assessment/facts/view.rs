//! Ranges of positions, and what follows from them: the arithmetic of facts that are worked out.

use super::basis::Basis;
use super::layout::FactSlot;
use super::table::{Standing, Table};
use crate::assessment::finding::{Interval, QuestionId, Substance};

/// The readings as they are, or as they are feared.
#[derive(Clone, Copy)]
pub struct View<'t> {
    pub table: &'t Table,
    pub basis: &'t Basis,
    pub named: &'t [Substance],
    /// For each substance, how many hours ago its days of use were said, where that is counted.
    pub passed: &'t [i32; Substance::ALL.len()],
    pub fear: bool,
}

impl View<'_> {
    /// What is possible for a question that is asked once, or for all substances together.
    pub fn at(self, question: QuestionId) -> Interval {
        self.slot(FactSlot::of(question, None))
    }

    /// What is possible for one substance.
    pub fn of(self, question: QuestionId, substance: Substance) -> Interval {
        self.slot(FactSlot::of(question, Some(substance)))
    }

    fn slot(self, slot: FactSlot) -> Interval {
        let reading = self.table.reading(slot);
        if self.fear {
            reading.feared
        } else {
            reading.plain
        }
    }

    /// What is possible, where it is known at all.
    pub fn known(self, question: QuestionId) -> Option<Interval> {
        let slot = FactSlot::of(question, None);
        (self.table.standing(slot) == Standing::Known).then(|| self.slot(slot))
    }

    /// The same for one substance.
    pub fn known_of(self, question: QuestionId, substance: Substance) -> Option<Interval> {
        let slot = FactSlot::of(question, Some(substance));
        (self.table.standing(slot) == Standing::Known).then(|| self.slot(slot))
    }

    /// Whether somebody was asked and gave no value.
    pub fn refused(self, question: QuestionId) -> bool {
        matches!(
            self.table.standing(FactSlot::of(question, None)),
            Standing::Unknown | Standing::Declined
        )
    }
}

/// Yes, no, or perhaps.
pub const YES: Interval = Interval::exactly(1);
pub const NO: Interval = Interval::exactly(0);
pub const PERHAPS: Interval = Interval::between(0, 1);

fn answer(least: bool, most: bool) -> Interval {
    Interval::between(i32::from(least), i32::from(most))
}

pub fn sure(yes: bool) -> Interval {
    answer(yes, yes)
}

pub fn at_least(interval: Interval, position: i32) -> Interval {
    answer(interval.low >= position, interval.high >= position)
}

pub fn at_most(interval: Interval, position: i32) -> Interval {
    answer(interval.high <= position, interval.low <= position)
}

pub fn includes(interval: Interval, options: i32) -> Interval {
    answer(interval.low & options != 0, interval.high & options != 0)
}

pub fn either(one: Interval, other: Interval) -> Interval {
    one.highest(other)
}

pub fn both(one: Interval, other: Interval) -> Interval {
    one.lowest(other)
}

pub fn not(interval: Interval) -> Interval {
    Interval::between(1 - interval.high, 1 - interval.low)
}

/// Yes when any is; no when all are not.
pub fn any(answers: impl IntoIterator<Item = Interval>) -> Interval {
    answers.into_iter().reduce(either).unwrap_or(NO)
}

/// The same of those that are known; perhaps when none is.
pub fn any_known(answers: impl IntoIterator<Item = Option<Interval>>) -> Interval {
    answers
        .into_iter()
        .flatten()
        .reduce(either)
        .unwrap_or(PERHAPS)
}

/// How many of them.
pub fn count(answers: impl IntoIterator<Item = Interval>) -> Interval {
    answers.into_iter().fold(NO, |sum, one| {
        Interval::between(sum.low + one.low, sum.high + one.high)
    })
}
