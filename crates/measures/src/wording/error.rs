//! Why wording was refused: a sentence that names the item, what differs and what to do about the file. What to press
//! or to type is said by whoever asked: the page and the command each add their own.

/// Why wording was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WordingError {
    /// The file ends in the middle.
    #[error("The file ends in the middle (line {0}); copy or download it again.")]
    Truncated(usize),
    /// The file is not JSON.
    #[error(
        "Line {line}, column {column} is not as it should be: this reads JSON files only, and that is no JSON. Copy or download the file again, in its JSON form."
    )]
    NotReadable {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// Neither UTF-8 nor UTF-16.
    #[error("The file is no text in UTF-8 or UTF-16; save it as UTF-8 and bring it again.")]
    Encoding,
    /// There is nothing in it.
    #[error("The file is empty; choose the file again, or paste its text.")]
    Empty,
    /// The file is longer than any instrument.
    #[error("The file has {0} bytes; an instrument's file has at most {max}.", max = super::FILE_BYTES_MAX)]
    TooLong(usize),
    /// JSON, but of another kind.
    #[error("{0}; bring a FHIR Questionnaire (STU3, R4 or R5), or the VA's instrument file.")]
    NotAQuestionnaire(String),
    /// Nothing says which instrument this is.
    #[error("“{0}” does not say which instrument it is.")]
    Unnamed(String),
    /// There is no such instrument.
    #[error("There is no instrument “{0}”.")]
    NoInstrument(String),
    /// The file is of another instrument.
    #[error("This file is “{found}”, not the {wanted}; bring the file of the {wanted}.")]
    OtherInstrument {
        /// What the file says it is.
        found: String,
        /// The instrument asked for.
        wanted: String,
    },
    /// The VA's file has no form of this instrument that fits.
    #[error("The VA's file has no form that fits the {0}; bring a FHIR Questionnaire.")]
    NotInVaFile(String),
    /// The file has a known mistake.
    #[error("{0}")]
    Trap(String),
    /// Another form of the instrument, told by its structure.
    #[error("{0}")]
    Variant(String),
    /// The file says the same twice, or contradicts itself.
    #[error("{instrument}: {problem}.")]
    Contradicts {
        /// The instrument.
        instrument: String,
        /// What does not fit together and what to do.
        problem: String,
    },
    /// Stored wording that cannot be read.
    #[error("The stored wording of the {0} is damaged; read its file again.")]
    Damaged(String),
    /// The number of questions differs.
    #[error(
        "The {instrument} has {expected} items, the file {found}; {which}. Bring a file with all items and no others."
    )]
    Count {
        /// The instrument.
        instrument: String,
        /// How many items it has.
        expected: usize,
        /// How many questions the file has.
        found: usize,
        /// The first that is missing or too many.
        which: String,
    },
    /// One question differs.
    #[error("{instrument}, item {item} ({label}): {problem}.")]
    Item {
        /// The instrument.
        instrument: String,
        /// The item.
        item: String,
        /// Our words for it.
        label: String,
        /// What differs and what to do.
        problem: String,
    },
    /// Stored wording that no longer fits.
    #[error(
        "The stored wording of the {0} does not fit its present structure; read its file again."
    )]
    Stale(String),
}

impl WordingError {
    /// Where a text stops being JSON. The reader's own words are for programmers, so they go no further.
    pub(super) fn json(error: &serde_json::Error) -> Self {
        if error.is_eof() {
            return Self::Truncated(error.line());
        }
        Self::NotReadable {
            line: error.line(),
            column: error.column().max(1),
        }
    }
}
