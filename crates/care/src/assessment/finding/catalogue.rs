//! Every question of the structured intake.
//!
//! Labels are ours and short. Options of a choice stand in the order of danger where the question has one.

use super::question::{Danger, Feeds, Question, QuestionKind, lasts};
use super::section::Section;
use super::{Source, Substance};
use crate::text::same_bytes;
use std::collections::HashMap;
use std::sync::LazyLock;

mod health;
pub mod ids;
mod life;
mod medicines;
mod mind;
mod person;
mod readiness;
mod relapse;
mod substances;
mod treatment;
mod withdrawal;
mod worked_out;

/// A question's place in the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct QuestionId(u16);

impl QuestionId {
    /// Finds a question by its lasting name.
    pub fn find(id: &str) -> Option<Self> {
        BY_ID.get(id).copied()
    }

    /// A question whose name is written in the code; one that is not in the catalogue does not compile.
    pub(crate) const fn known(id: &str) -> Self {
        let mut at = 0;
        while at < LEN {
            if same_bytes(ALL[at].id.as_bytes(), id.as_bytes()) {
                return Self::at(at);
            }
            at += 1;
        }
        panic!("there is no such question in the catalogue")
    }

    /// The question at a place below [`LEN`].
    #[expect(
        clippy::cast_possible_truncation,
        reason = "there are some hundred questions"
    )]
    pub(crate) const fn at(index: usize) -> Self {
        Self(index as u16)
    }

    /// The question.
    pub const fn question(self) -> &'static Question {
        ALL[self.0 as usize]
    }

    /// Its place, below [`len`].
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The parts of the catalogue, in the order of the conversation.
const PARTS: [&[Question]; 13] = [
    person::QUESTIONS,
    substances::QUESTIONS,
    withdrawal::QUESTIONS,
    health::QUESTIONS,
    medicines::QUESTIONS,
    mind::QUESTIONS,
    treatment::QUESTIONS,
    readiness::QUESTIONS,
    relapse::QUESTIONS,
    life::QUESTIONS,
    worked_out::person::QUESTIONS,
    worked_out::used::QUESTIONS,
    worked_out::situation::QUESTIONS,
];

/// How many questions there are.
pub(crate) const LEN: usize = {
    let (mut sum, mut part) = (0, 0);
    while part < PARTS.len() {
        sum += PARTS[part].len();
        part += 1;
    }
    sum
};

const ALL: [&Question; LEN] = {
    let mut all = [&PARTS[0][0]; LEN];
    let (mut at, mut part) = (0, 0);
    while part < PARTS.len() {
        let mut inside = 0;
        while inside < PARTS[part].len() {
            all[at] = &PARTS[part][inside];
            at += 1;
            inside += 1;
        }
        part += 1;
    }
    all
};

static BY_ID: LazyLock<HashMap<&'static str, QuestionId>> =
    LazyLock::new(|| all().map(|(at, question)| (question.id, at)).collect());

/// Every question with its id, in the order of the intake.
pub fn all() -> impl Iterator<Item = (QuestionId, &'static Question)> {
    (0u16..).map(QuestionId).zip(ALL.iter().copied())
}

/// How many questions there are.
pub const fn len() -> usize {
    LEN
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

const fn ask(
    id: &'static str,
    section: Section,
    label: &'static str,
    kind: QuestionKind,
) -> Question {
    Question {
        id,
        section,
        label,
        kind,
        per_substance: false,
        only: &[],
        when: "",
        needed: "",
        valid_hours: lasts::DAYS_30,
        lasting: false,
        stands: false,
        ahead_days: 0,
        by: &[],
        danger: Danger::None,
        why: "",
        seconds: SECONDS,
        feeds: &[Feeds::Plan],
        alone: false,
        derived: false,
        retired: false,
    }
}

/// What is measured is said by whoever measured it, or stands in a record.
const MEASURED: &[Source] = &[Source::Clinician, Source::Staff, Source::Record];

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

    const fn of(mut self, only: &'static [Substance]) -> Self {
        self.per_substance = true;
        self.only = only;
        self
    }

    const fn when(mut self, condition: &'static str) -> Self {
        self.when = condition;
        self
    }

    const fn needed(mut self, condition: &'static str) -> Self {
        self.needed = condition;
        self
    }

    const fn lasts(mut self, hours: u32) -> Self {
        self.valid_hours = hours;
        self
    }

    const fn lasting(mut self) -> Self {
        self.lasting = true;
        self
    }

    const fn stands(mut self) -> Self {
        self.stands = true;
        self
    }

    const fn ahead(mut self, days: i32) -> Self {
        self.ahead_days = days;
        self
    }

    const fn measured(mut self) -> Self {
        self.by = MEASURED;
        self
    }

    const fn takes(mut self, seconds: u16) -> Self {
        self.seconds = seconds;
        self
    }

    const fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    const fn worked_out(mut self) -> Self {
        self.derived = true;
        self
    }

    const fn retired(mut self) -> Self {
        self.retired = true;
        self
    }
}
