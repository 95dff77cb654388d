#![doc = include_str!("../README.md")]

pub mod file;
mod plain;
mod table;

pub use plain::plain;
pub use table::{TableRow, table};

use serde::de::DeserializeOwned;

/// Why a text cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The line, from 1.
    pub line: usize,
    /// Where in the text, in bytes.
    pub at: usize,
    /// Which entry, such as `findings[1].value`; empty where none is meant.
    pub key: String,
    /// What is wrong with it, a sentence without its full stop.
    pub problem: String,
}

impl Unreadable {
    /// What is wrong with which entry, as a whole sentence, for whoever says the line themselves.
    pub fn in_sentence(&self) -> String {
        let Self { key, problem, .. } = self;
        if key.is_empty() {
            format!("This cannot be read: {problem}.")
        } else {
            format!("This cannot be read: {key}: {problem}.")
        }
    }
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}", self.line)?;
        if !self.key.is_empty() {
            write!(f, ", {}", self.key)?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for Unreadable {}

/// Reads JSON. A byte order mark at the beginning is passed over.
pub fn json<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    let text = text.trim_start_matches('\u{feff}');
    let mut whole = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut whole).map_err(|error| {
        let path = error.path().to_string();
        (path, error.into_inner())
    });
    let read = read.and_then(|value| {
        whole
            .end()
            .map_err(|error| (String::new(), error))
            .map(|()| value)
    });
    read.map_err(|(path, error)| refused(text, &path, &error))
}

fn refused(text: &str, path: &str, error: &serde_json::Error) -> Unreadable {
    let said = error.to_string();
    let message = said.split(" at line ").next().unwrap_or(&said);
    let problem = if error.is_eof() {
        "the text ends in the middle of its JSON; copy or write it again".to_owned()
    } else if error.is_data() {
        plain(message)
    } else {
        format!(
            "this is not JSON from column {} on; look for a missing comma, quotation mark or bracket",
            error.column()
        )
    };
    // Before the first entry serde_path_to_error says "." and for what it cannot name "?".
    let key = if path == "." || path == "?" { "" } else { path };
    Unreadable {
        line: error.line().max(1),
        at: offset(text, error.line(), error.column()),
        key: key.to_owned(),
        problem,
    }
}

fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    before + column.saturating_sub(1)
}

/// Reads TOML.
pub fn toml<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start).min(text.len());
        let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        let written = text.lines().nth(line - 1).unwrap_or_default();
        let key = written.split_once('=').map_or("", |(key, _)| key.trim());
        Unreadable {
            line,
            at,
            key: key.to_owned(),
            problem: plain(error.message()),
        }
    })
}

#[cfg(test)]
mod tests;
