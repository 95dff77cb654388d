//! What stands in the record outside of the assessment and bears on an answer of it.

use crate::followup::signal::Matter;
use jiff::Timestamp;

/// A danger that a result of an instrument or the words of a request tell of. It answers no question by itself; where an
/// answer denies it, both are shown until a clinician has settled it.
#[derive(Clone, PartialEq, Eq)]
pub struct Hint {
    /// Which danger.
    pub matter: Matter,
    /// Where it stands, such as “PHQ-9”.
    pub place: String,
    /// What was found there, in words.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

hidden! { Hint }
