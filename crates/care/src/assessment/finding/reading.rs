//! What is known about one question when everybody has been heard: a range of possible positions.

use super::question::NEVER;

/// The positions that are possible, ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interval {
    /// The lowest.
    pub low: i32,
    /// The highest.
    pub high: i32,
}

impl Interval {
    /// One position.
    pub const fn exactly(position: i32) -> Self {
        Self {
            low: position,
            high: position,
        }
    }

    /// Any position from `low` to `high`.
    pub const fn between(low: i32, high: i32) -> Self {
        Self { low, high }
    }

    /// The higher of two, whatever each turns out to be.
    #[must_use]
    pub fn highest(self, other: Self) -> Self {
        Self::between(self.low.max(other.low), self.high.max(other.high))
    }

    /// The lower of two.
    #[must_use]
    pub fn lowest(self, other: Self) -> Self {
        Self::between(self.low.min(other.low), self.high.min(other.high))
    }

    /// How it reads as an answer: "3 days", "3 days to 12 days".
    pub fn words(self, asked: &super::Question) -> String {
        let Self { low, high } = self;
        if low == high {
            asked.words(low)
        } else {
            format!("{} to {}", asked.words(low), asked.words(high))
        }
    }
}

/// A question's answer as far as it is known.
///
/// Unknown is the whole range; known is one position; in between lie half-known things, such as a severity of which
/// some criteria are still open. Where sources disagree, `plain` spans what they said and `feared` holds the most
/// dangerous of it: excluding criteria go by the latter (safety first), all others by the former, and the disagreement
/// is shown either way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading {
    /// Everything that is possible.
    pub plain: Interval,
    /// What remains possible when disagreements are read as the more dangerous statement.
    pub feared: Interval,
}

impl Reading {
    /// Known.
    pub const fn exactly(position: i32) -> Self {
        Self::of(Interval::exactly(position))
    }

    /// Possible, without disagreement.
    pub const fn of(interval: Interval) -> Self {
        Self {
            plain: interval,
            feared: interval,
        }
    }

    /// Whether one position remains.
    pub const fn is_known(&self) -> bool {
        self.plain.low == self.plain.high
    }

    /// Whether it is as good as known: one position, or a time that is known to the day.
    pub fn is_settled(&self, question: &super::Question) -> bool {
        match question.kind {
            super::QuestionKind::Date | super::QuestionKind::DateTime => self.plain.high < NEVER,
            _ => self.is_known(),
        }
    }

    /// Whether sources disagree.
    pub fn is_disputed(&self) -> bool {
        self.plain != self.feared
    }
}
