//! Where the reading of a question stands: one place for each question, and for those asked per substance one for all
//! substances together and one for each.

use crate::assessment::finding::catalogue::LEN;
use crate::assessment::finding::{QuestionId, Substance, catalogue};
use std::sync::LazyLock;

/// A place in the table of readings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FactSlot(u16);

/// Places that a question per substance has.
#[expect(
    clippy::cast_possible_truncation,
    reason = "there are a handful of substances"
)]
const EACH: u16 = 1 + Substance::ALL.len() as u16;

struct Layout {
    first: [u16; LEN],
    places: Vec<(QuestionId, Option<Substance>)>,
}

static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
    let (mut first, mut places, mut at) = ([0; LEN], Vec::new(), 0);
    for (question, asked) in catalogue::all() {
        first[question.index()] = at;
        places.push((question, None));
        at += 1;
        if asked.per_substance {
            places.extend(Substance::ALL.map(|substance| (question, Some(substance))));
            at += EACH - 1;
        }
    }
    Layout { first, places }
});

impl FactSlot {
    /// The place of a question about a substance, or about none: then, for one that is asked per substance, all of them
    /// together.
    pub fn of(question: QuestionId, about: Option<Substance>) -> Self {
        let offset = match about {
            Some(substance) if question.question().per_substance => {
                1 + u16::try_from(substance.index()).unwrap_or(0)
            }
            _ => 0,
        };
        Self(LAYOUT.first[question.index()] + offset)
    }

    /// What is asked at this place.
    pub fn place(self) -> (QuestionId, Option<Substance>) {
        LAYOUT.places[usize::from(self.0)]
    }

    /// Its place in a list of [`Self::count`] entries.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// How many places there are.
    pub fn count() -> usize {
        LAYOUT.places.len()
    }

    /// Every place.
    pub fn all() -> impl Iterator<Item = Self> {
        (0u16..).map(Self).take(Self::count())
    }
}
