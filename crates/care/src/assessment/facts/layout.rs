//! Where the reading of a question stands: one place for each question, and for those asked per substance one for all
//! substances together and one for each.

use crate::assessment::finding::catalogue::LEN;
use crate::assessment::finding::{QuestionId, Substance};

/// A place in the table of readings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FactSlot(u16);

/// Places that a question per substance has.
#[expect(
    clippy::cast_possible_truncation,
    reason = "there are a handful of substances"
)]
const EACH: u16 = 1 + Substance::ALL.len() as u16;

/// Where the places of each question begin, and how many there are of all. Worked out while the program is built: every
/// look at a fact begins here.
const LAYOUT: ([u16; LEN], u16) = {
    let (mut first, mut places, mut question) = ([0; LEN], 0, 0);
    while question < LEN {
        first[question] = places;
        let is_asked_of_each = QuestionId::at(question).question().per_substance;
        places += if is_asked_of_each { EACH } else { 1 };
        question += 1;
    }
    (first, places)
};
static FIRST: [u16; LEN] = LAYOUT.0;
const COUNT: usize = LAYOUT.1 as usize;

/// What is asked at each place.
static PLACES: [(QuestionId, Option<Substance>); COUNT] = {
    let mut places = [(QuestionId::at(0), None); COUNT];
    let mut question = 0;
    while question < LEN {
        let id = QuestionId::at(question);
        let first = LAYOUT.0[question] as usize;
        places[first] = (id, None);
        let mut each = 0;
        while id.question().per_substance && each < Substance::ALL.len() {
            places[first + 1 + each] = (id, Some(Substance::ALL[each]));
            each += 1;
        }
        question += 1;
    }
    places
};

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
        Self(FIRST[question.index()] + offset)
    }

    /// What is asked at this place.
    pub fn place(self) -> (QuestionId, Option<Substance>) {
        PLACES[usize::from(self.0)]
    }

    /// Its place in a list of [`Self::count`] entries.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// How many places there are.
    pub const fn count() -> usize {
        COUNT
    }

    /// Every place.
    pub fn all() -> impl Iterator<Item = Self> {
        (0u16..).map(Self).take(Self::count())
    }
}
