//! How a file is refused.

/// Why an instrument's file was refused: where, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}, {key}: {problem}; {remedy}.")]
pub struct FileError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The key, such as `items[3].answers`.
    pub key: String,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl FileError {
    /// A file that is not TOML, or not of the shape of an instrument.
    pub(super) fn unreadable(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let start = error.span().map_or(0, |span| span.start).min(text.len());
        let before = text.get(..start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let written = text.lines().nth(line - 1).unwrap_or_default().trim();
        let key = written.split_once('=').map_or(written, |(key, _)| key);
        Self {
            file: file.to_owned(),
            line,
            key: format!("“{}”", key.trim()),
            problem: error.message().trim_end_matches('.').replace('\n', " "),
            remedy: "write it as the other files in measures/ do".to_owned(),
        }
    }
}
