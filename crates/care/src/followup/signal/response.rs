//! What was done about a signal, as somebody says it.

use crate::text::{clean, says_something};
use crate::{Invalid, PersonId, ResponseId, SignalId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The longest reason or response, in characters.
pub const WORDS_CHARS_MAX: usize = 2_000;
/// How far ahead a response can be planned, in days; what lies further is a plan of care, not a response.
pub const PLANNED_DAYS_MAX: i32 = 30;

/// When what a response describes happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// It is done.
    AtOnce,
    /// It is planned for a day.
    Planned(Date),
}

impl Done {
    /// Checks a planned day against the local date.
    pub fn planned(on: Date, today: Date) -> Result<Self, Invalid> {
        if on < today {
            return Err(Invalid::new(
                "This day has passed. Choose today or a later day, or say that it is done.",
            ));
        }
        let days = (on - today).get_days();
        if days > PLANNED_DAYS_MAX {
            return Err(Invalid::new(format!(
                "A response lies at most {PLANNED_DAYS_MAX} days ahead; this is {days}. Put what comes later into the plan."
            )));
        }
        Ok(Self::Planned(on))
    }
}

codes! {
    /// Whether whoever a signal is about was reached.
    PersonReached {
        /// Somebody spoke to them.
        Reached = "reached", "Reached";
        /// Nobody did.
        NotReached = "not_reached", "Not reached";
        /// Somebody who can answer for them is there.
        WithSomebody = "with_somebody", "Somebody else is with them";
    }
}

/// What a response says beside its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseOutcome {
    /// Whether they were reached, where that was asked.
    #[serde(default)]
    pub reached: Option<PersonReached>,
    /// Why it is closed without what belongs to a risk of suicide, where something of that is missing.
    #[serde(default)]
    pub without: Option<String>,
}

impl ResponseOutcome {
    /// Whether they were reached, and nothing else.
    pub const fn of(reached: PersonReached) -> Self {
        Self {
            reached: Some(reached),
            without: None,
        }
    }
}

/// What was done about a signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// Its id.
    pub id: ResponseId,
    /// About which signal.
    pub signal: SignalId,
    /// When it was written.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
    /// Whether it is done or planned.
    pub done: Done,
    /// What, in words; sealed in the record.
    pub words: String,
    /// What it says beside them; sealed in the record.
    pub outcome: ResponseOutcome,
}

/// Words of a response: more than a word like "done", at most [`WORDS_CHARS_MAX`] characters.
pub fn words(text: &str) -> Result<String, Invalid> {
    let text = clean(text);
    let text = text.trim();
    if !says_something(text) {
        return Err(Invalid::new(
            "Say what was done: whom you spoke to, what was agreed, what comes next.",
        ));
    }
    let chars = text.chars().count();
    if chars > WORDS_CHARS_MAX {
        return Err(Invalid::new(format!(
            "Shorten this to {WORDS_CHARS_MAX} characters; it has {chars}."
        )));
    }
    Ok(text.to_owned())
}
