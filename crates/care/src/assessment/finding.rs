//! The structured intake: what can be asked, what was said, by whom and when.
//!
//! A [`Finding`] is one answer of one source at one time. *Unknown* and *declined* are answers. Sources that disagree
//! stay in disagreement ([`Contradiction`]) until a clinician settles it; nothing is chosen silently.

pub mod assessment;
pub mod catalogue;
pub mod code;
pub mod contradiction;
pub mod disorder;
pub mod question;
pub mod reading;
pub mod section;
pub mod set;
pub mod substance;
pub mod value;

pub use assessment::{Assessment, NotKnown, RawAssessment, RawFinding};
pub use catalogue::QuestionId;
pub use code::IcdCode;
pub use contradiction::{Contradiction, Side};
pub use disorder::{Count, Diagnosis, RawDiagnosis, Remission, Severity};
pub use question::{Danger, Feeds, Question, QuestionKind};
pub use reading::{Interval, Reading};
pub use section::Section;
pub use set::Findings;
pub use substance::Substance;
pub use value::{RawValue, Value, Words, so_long_ago};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Who said it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The person themselves.
    Person,
    /// Family or somebody else close.
    Family,
    /// Whoever referred them.
    Referrer,
    /// A clinician who saw or measured it.
    Clinician,
    /// An earlier record.
    Record,
    /// Staff who saw or measured it and do not judge: weighed like what anybody else says, and settles nothing.
    Staff,
}

impl Source {
    /// Everybody who can be a source.
    pub const ALL: [Self; 6] = [
        Self::Person,
        Self::Family,
        Self::Referrer,
        Self::Clinician,
        Self::Record,
        Self::Staff,
    ];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Family => "family",
            Self::Referrer => "referrer",
            Self::Clinician => "clinician",
            Self::Record => "record",
            Self::Staff => "staff",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.code() == code)
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Person => "the person",
            Self::Family => "family",
            Self::Referrer => "the referrer",
            Self::Clinician => "a clinician",
            Self::Record => "a record",
            Self::Staff => "staff",
        }
    }
}

/// An answer.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FindingAnswer {
    /// Known.
    Value(Value),
    /// Asked, and this source does not know.
    Unknown,
    /// Asked, and this source would rather not say.
    Declined,
}

/// One answer of one source at one time.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Finding {
    /// What was asked.
    pub question: QuestionId,
    /// About which substance, where it is asked for each.
    pub about: Option<Substance>,
    /// When it was said.
    pub at: Timestamp,
    /// Who said it.
    pub source: Source,
    /// Whether a clinician hereby settles what sources disagreed on before.
    pub settles: bool,
    /// What was said.
    pub answer: FindingAnswer,
}

impl Finding {
    /// The value, unless it is unknown or declined.
    pub const fn value(&self) -> Option<&Value> {
        match &self.answer {
            FindingAnswer::Value(value) => Some(value),
            FindingAnswer::Unknown | FindingAnswer::Declined => None,
        }
    }

    /// How the answer reads.
    pub fn words(&self) -> String {
        match &self.answer {
            FindingAnswer::Value(value) => value.words(self.question.question()),
            FindingAnswer::Unknown => "unknown".to_owned(),
            FindingAnswer::Declined => "declined to say".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
