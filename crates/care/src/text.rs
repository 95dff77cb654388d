//! Short texts that people type.

use crate::Invalid;
use serde::{Deserialize, Serialize};

/// The longest single line anybody may type, in characters.
pub const LINE_CHARS_MAX: usize = 120;
/// The longest free text, in characters.
pub const PARAGRAPH_CHARS_MAX: usize = 10_000;

/// One trimmed line: not empty, no control characters, at most [`LINE_CHARS_MAX`] characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

impl Line {
    /// Parses a line; `what` names it in the refusal ("a name", "a reason").
    pub fn parse(text: &str, what: &str) -> Result<Self, Invalid> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return Err(Invalid::new(format!("Enter {what}.")));
        }
        let chars = text.chars().count();
        if chars > LINE_CHARS_MAX {
            return Err(Invalid::new(format!(
                "Shorten this to {LINE_CHARS_MAX} characters; it has {chars}."
            )));
        }
        if text.chars().any(char::is_control) {
            return Err(Invalid::new(
                "Remove the invisible control characters; they may have come along with a paste.",
            ));
        }
        Ok(Self(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Line {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::parse(&text, "a text")
    }
}

impl From<Line> for String {
    fn from(line: Line) -> Self {
        line.0
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_one_trimmed_line_and_says_why_not() {
        assert_eq!(
            Line::parse("  North   Hall ", "a name").unwrap().as_str(),
            "North Hall"
        );
        assert_eq!(
            Line::parse(" ", "a room name").unwrap_err().0,
            "Enter a room name."
        );
        assert!(
            Line::parse(&"a".repeat(121), "x")
                .unwrap_err()
                .0
                .contains("it has 121")
        );
        assert!(Line::parse("a\u{7}b", "x").is_err());
    }
}
