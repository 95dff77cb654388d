//! What cannot all be true, shown as such.

use super::{Danger, Finding, QuestionId, Substance};

/// Findings that contradict each other. All stay; a clinician settles it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Contradiction<'f> {
    /// Sources answer the same question differently.
    Sources {
        /// Which question.
        question: QuestionId,
        /// About which substance.
        about: Option<Substance>,
        /// What each said.
        statements: Vec<&'f Finding>,
    },
    /// Two facts do not go together.
    Pair {
        /// The two.
        sides: [Side; 2],
        /// Why not.
        sentence: String,
        /// Whether the more dangerous one counts, and nothing is recommended, until a clinician settles it.
        holds: bool,
    },
}

/// One of two facts that do not go together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Side {
    /// The question, where the fact is an answer.
    pub question: Option<QuestionId>,
    /// About which substance.
    pub about: Option<Substance>,
    /// The answer, or the fact in words.
    pub words: String,
}

impl Side {
    /// A fact that is no answer to a question.
    pub fn beside(words: impl Into<String>) -> Self {
        Self {
            question: None,
            about: None,
            words: words.into(),
        }
    }
}

impl Contradiction<'_> {
    /// Whether nothing is recommended until a clinician settles it: where one of the answers is the dangerous one, and
    /// where somebody says otherwise than a clinician has settled.
    pub fn holds(&self) -> bool {
        match self {
            Self::Sources {
                question,
                statements,
                ..
            } => {
                question.question().danger != Danger::None
                    || statements.iter().any(|finding| finding.settles)
            }
            Self::Pair { holds, .. } => *holds,
        }
    }

    /// The questions in it, with the substance.
    pub fn places(&self) -> Vec<(QuestionId, Option<Substance>)> {
        match self {
            Self::Sources {
                question, about, ..
            } => vec![(*question, *about)],
            Self::Pair { sides, .. } => sides
                .iter()
                .filter_map(|side| Some((side.question?, side.about)))
                .collect(),
        }
    }

    /// The two sides of a pair; for sources, the first two statements.
    pub fn sides(&self) -> Vec<Side> {
        match self {
            Self::Pair { sides, .. } => sides.to_vec(),
            Self::Sources { statements, .. } => statements
                .iter()
                .take(2)
                .map(|finding| Side {
                    question: None,
                    about: None,
                    words: match finding.about {
                        Some(about) => format!(
                            "{}@{}={}",
                            finding.question.question().id,
                            about.code(),
                            finding.words()
                        ),
                        None => format!("{}={}", finding.question.question().id, finding.words()),
                    },
                })
                .collect(),
        }
    }

    /// How it reads in a line.
    pub fn sentence(&self) -> String {
        match self {
            Self::Pair { sentence, .. } => sentence.clone(),
            Self::Sources {
                question,
                about,
                statements,
            } => {
                let about = about
                    .map(|about| format!(" ({})", about.label()))
                    .unwrap_or_default();
                let said: Vec<String> = statements
                    .iter()
                    .map(|finding| format!("{} says {}", finding.source.label(), finding.words()))
                    .collect();
                format!("{}{about}: {}.", question.question().label, said.join("; "))
            }
        }
    }
}
