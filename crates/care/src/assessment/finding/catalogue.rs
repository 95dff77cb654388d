//! Every question of the structured intake.
//!
//! Labels are ours and short. Options of a choice stand in the order of danger where the question has one.

use super::question::{Danger, Feeds, Kind, Question, Section};
use std::collections::HashMap;
use std::sync::LazyLock;

mod health;
mod life;
mod readiness;
mod substances;

/// A question's place in the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct QuestionId(u16);

impl QuestionId {
    /// Finds a question by its lasting name.
    pub fn find(id: &str) -> Option<Self> {
        CATALOGUE.by_id.get(id).copied()
    }

    /// The question.
    pub fn question(self) -> &'static Question {
        CATALOGUE.questions[usize::from(self.0)]
    }

    /// Its place, below [`len`].
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

struct Catalogue {
    questions: Vec<&'static Question>,
    by_id: HashMap<&'static str, QuestionId>,
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let questions: Vec<&'static Question> = [
        substances::QUESTIONS,
        health::QUESTIONS,
        readiness::QUESTIONS,
        life::QUESTIONS,
    ]
    .into_iter()
    .flatten()
    .collect();
    let by_id = (0u16..)
        .zip(&questions)
        .map(|(at, question)| (question.id, QuestionId(at)))
        .collect();
    Catalogue { questions, by_id }
});

/// Every question with its id, in the order of the intake.
pub fn all() -> impl Iterator<Item = (QuestionId, &'static Question)> {
    (0u16..)
        .map(QuestionId)
        .zip(CATALOGUE.questions.iter().copied())
}

/// How many questions there are.
pub fn len() -> usize {
    CATALOGUE.questions.len()
}

/// The question whose name is most like `id`, for "did you mean".
pub fn nearest(id: &str) -> &'static str {
    all()
        .map(|(_, question)| question.id)
        .min_by_key(|known| distance(known, id))
        .unwrap_or("")
}

/// Letters to change, add or drop to get from one to the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

/// The usual time for a question, in seconds: our estimate.
const SECONDS: u16 = 20;

const fn ask(id: &'static str, section: Section, label: &'static str, kind: Kind) -> Question {
    Question {
        id,
        section,
        label,
        kind,
        per_substance: false,
        danger: Danger::None,
        why: "",
        seconds: SECONDS,
        feeds: &[Feeds::Plan],
        derived: false,
    }
}

impl Question {
    const fn why(mut self, why: &'static str) -> Self {
        self.why = why;
        self
    }

    const fn feeds(mut self, feeds: &'static [Feeds]) -> Self {
        self.feeds = feeds;
        self
    }

    const fn rising(mut self) -> Self {
        self.danger = Danger::Rising;
        self
    }

    const fn falling(mut self) -> Self {
        self.danger = Danger::Falling;
        self
    }

    const fn each(mut self) -> Self {
        self.per_substance = true;
        self
    }

    const fn takes(mut self, seconds: u16) -> Self {
        self.seconds = seconds;
        self
    }

    const fn worked_out(mut self) -> Self {
        self.derived = true;
        self
    }
}
