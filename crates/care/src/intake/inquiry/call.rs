//! The calls that were made.

use super::Stage;
use crate::{CallId, Paragraph, PersonId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

codes! {
    /// How a call went.
    CallOutcome {
        /// Somebody spoke with them.
        Reached = "reached", "Reached";
        /// Nobody answered.
        NoAnswer = "no_answer", "No answer";
        /// A voicemail was left.
        Voicemail = "voicemail", "Voicemail left";
        /// A text or a mail was sent.
        Message = "message", "Text or e-mail sent";
        /// The number is somebody else's.
        WrongNumber = "wrong_number", "Wrong number";
    }
}

/// One call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallRecord {
    /// Its id.
    pub id: CallId,
    /// When.
    pub at: Timestamp,
    /// Who called.
    pub by: PersonId,
    /// How it went.
    pub outcome: CallOutcome,
    /// What was said.
    pub words: Option<Paragraph>,
    /// When to call again.
    pub next_call_at: Option<Timestamp>,
    /// How the request stood before it, for taking it back; nothing where it stands with the answer to a danger, or
    /// where that was not kept yet.
    pub before: Option<BeforeCall>,
}

/// How a request stood before a call was logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeforeCall {
    /// How far it had come.
    pub stage: Stage,
    /// When to call next.
    pub next_call_at: Option<Timestamp>,
    /// Who looked after it.
    pub owner: Option<PersonId>,
}
