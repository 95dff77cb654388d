//! Why wording was refused: a sentence that names the item, what differs and what to do.

/// Why wording was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WordingError {
    /// The file ends in the middle.
    #[error("The file ends in the middle (line {0}); copy or download it again.")]
    Truncated(usize),
    /// The file is not JSON.
    #[error(
        "Line {line}, column {column} is not as it should be ({problem}); this reads JSON files only."
    )]
    NotReadable {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the reader said.
        problem: String,
    },
    /// The file is longer than any instrument.
    #[error("The file has {0} bytes; an instrument's file has at most {max}.", max = super::FILE_BYTES_MAX)]
    TooLong(usize),
    /// JSON, but of another kind.
    #[error("{0}; bring a FHIR R4 Questionnaire, or the VA's instrument file.")]
    NotAQuestionnaire(String),
    /// Nothing says which instrument this is.
    #[error("“{0}” does not say which instrument it is; name it with --as, such as --as phq-9.")]
    Unnamed(String),
    /// There is no such instrument.
    #[error("There is no instrument “{0}”; `stepwell measures list` shows those there are.")]
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
    #[error("The VA's file has no form that fits the {0}; bring a FHIR R4 Questionnaire.")]
    NotInVaFile(String),
    /// The file has a known mistake.
    #[error("{0}")]
    Trap(String),
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
    #[error("The stored wording of the {0} does not fit its present structure; import it again.")]
    Stale(String),
}

impl WordingError {
    pub(super) fn json(error: &serde_json::Error) -> Self {
        if error.is_eof() {
            return Self::Truncated(error.line());
        }
        let said = error.to_string();
        let problem = said.split(" at line ").next().unwrap_or(&said);
        Self::NotReadable {
            line: error.line(),
            column: error.column(),
            problem: problem.to_owned(),
        }
    }
}
