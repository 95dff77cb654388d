//! How a value from outside is refused: with a sentence, beside the field it came from.

/// Why one value was refused, as a sentence for the person who typed it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Invalid(pub String);

impl Invalid {
    /// A refusal with its sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

/// A refusal with the name of the field it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The field's name in the form or command.
    pub field: &'static str,
    /// What was wrong and what to do.
    pub sentence: String,
}

impl Issue {
    /// An issue with `field`.
    pub fn new(field: &'static str, sentence: impl Into<String>) -> Self {
        Self {
            field,
            sentence: sentence.into(),
        }
    }
}

/// Collects the issues of several fields, so that a form names all of them at once.
#[derive(Default, Debug)]
pub struct Issues(pub Vec<Issue>);

impl Issues {
    /// Keeps the value, or notes why `field` was refused.
    pub fn take<T>(&mut self, field: &'static str, parsed: Result<T, Invalid>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(invalid) => {
                self.0.push(Issue::new(field, invalid.0));
                None
            }
        }
    }

    /// Notes an issue that concerns `field`.
    pub fn add(&mut self, field: &'static str, sentence: impl Into<String>) {
        self.0.push(Issue::new(field, sentence));
    }

    /// Nothing where every field was taken; all of the issues where one was not.
    pub fn into_result(self) -> Result<(), Vec<Issue>> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(self.0)
        }
    }
}
