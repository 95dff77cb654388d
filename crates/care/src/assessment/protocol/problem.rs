//! What is wrong with a protocol file, where, and what to do about it.

/// One problem.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{file}:{line}: {what} {remedy}")]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, as a sentence.
    pub what: String,
    /// What to do, as a sentence.
    pub remedy: String,
}

/// Everything wrong with a file, in the order of its lines; never empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problems(pub Vec<Problem>);

impl std::fmt::Display for Problems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, problem) in self.0.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// Collects problems of one file.
pub(crate) struct Notes<'t> {
    pub file: &'t str,
    pub text: &'t str,
    pub problems: Vec<Problem>,
}

impl Notes<'_> {
    /// Notes a problem at the byte `at`.
    pub fn add(&mut self, at: usize, what: impl Into<String>, remedy: impl Into<String>) {
        let before = self.text.get(..at).unwrap_or(self.text);
        self.problems.push(Problem {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            what: what.into(),
            remedy: remedy.into(),
        });
    }
}
