//! Why a use case did not happen, in a form each face can show.

use care::{Invalid, Issue};
use record::RecordError;
use signin::SignInError;

/// Why a use case did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// What was typed cannot be taken; a sentence per field.
    #[error("{}", .0.iter().map(|issue| issue.sentence.as_str()).collect::<Vec<_>>().join(" "))]
    Fields(Vec<Issue>),
    /// There is no such thing, or the actor may not know that there is.
    #[error("There is nothing here under this address, or it is not open to you.")]
    NotFound,
    /// The actor may know of it but not do it.
    #[error("This is not part of your role. If it should be, ask your program administrator.")]
    Denied,
    /// The actor must confirm who they are first.
    #[error("Confirm that it is you, then do this again.")]
    StepUp,
    /// The same idempotency key came with another request.
    #[error(
        "It was sent once already with other words, perhaps before you went back in the browser. Look at what was saved, and send this again only if it should be done as well."
    )]
    KeyReused,
    /// Nobody is signed in, or not any more.
    #[error("You are signed out. Sign in and try again.")]
    SignedOut,
    /// Somebody else changed it since the page was opened.
    #[error(
        "Somebody changed this since you opened the page. Compare, then save again to keep what you typed."
    )]
    Changed,
    /// It contradicts how things stand.
    #[error("{0}")]
    Conflict(String),
    /// Signing in did not work.
    #[error(transparent)]
    SignIn(#[from] SignInError),
    /// The record could not.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl Refusal {
    /// One field's sentence.
    pub fn field(field: &'static str, sentence: impl Into<String>) -> Self {
        Self::Fields(vec![Issue::new(field, sentence)])
    }

    /// The same sentences beside another field: that of a form which has none of its own for them.
    #[must_use]
    pub fn beside(self, field: &'static str) -> Self {
        match self {
            Self::Fields(mut issues) => {
                for issue in &mut issues {
                    issue.field = field;
                }
                Self::Fields(issues)
            }
            other => other,
        }
    }

    /// A value of `field` that could not be parsed.
    pub fn invalid(field: &'static str, invalid: Invalid) -> Self {
        Self::field(field, invalid.0)
    }
}
