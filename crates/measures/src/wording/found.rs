//! What a file holds, whatever its format, before it is held against an instrument.

/// The questions of a file, in order.
pub(super) struct Found {
    /// Format, title and version, in words.
    pub origin: String,
    pub copyright: Option<String>,
    pub items: Vec<FoundItem>,
    /// What stands among the questions and is none, with the reason.
    pub left_out: Vec<String>,
    /// Whether the format leaves out answers without points, so that a gap is no mistake.
    pub may_have_gaps: bool,
}

/// One question.
pub(super) struct FoundItem {
    /// How the file calls it.
    pub name: String,
    pub text: String,
    /// Its LOINC codes.
    pub loinc: Vec<String>,
    /// The VA's sequence number.
    pub va: Option<String>,
    pub asks: Asks,
    pub answers: Vec<FoundAnswer>,
}

/// What a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// One of several answers.
    Choice,
    /// A number.
    Number,
    /// Yes or no.
    YesNo,
    /// The format does not say.
    Unsaid,
}

/// One answer.
pub(super) struct FoundAnswer {
    pub text: String,
    pub points: Option<i32>,
    pub loinc: Option<String>,
}
