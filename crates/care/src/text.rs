//! Short texts that people type.

use crate::Invalid;
use serde::{Deserialize, Serialize};

mod fold;
mod order;

pub use fold::{clean, fold, letters, same};
pub(crate) use fold::{invisible, mark};
pub use order::compare;

/// The longest single line anybody may type, in characters.
pub const LINE_CHARS_MAX: usize = 120;
/// The longest free text, in characters.
pub const PARAGRAPH_CHARS_MAX: usize = 10_000;
/// What stands where nobody said anything and a line has to stand.
const UNSAID: &str = "(not said)";

/// The fewest letters of a reason that is a sentence.
const SENTENCE_LETTERS_MIN: usize = 15;
/// The fewest words of one.
const SENTENCE_WORDS_MIN: usize = 3;
/// The fewest letters of an answer that says something: "no", "x" and "done" say nothing to whoever reads them later.
const ANSWER_LETTERS_MIN: usize = 6;
/// The fewest letters where it is a single word, as "hospitalized" is.
const WORD_LETTERS_MIN: usize = 8;

/// Whether a reason is a sentence rather than a word. House rule, for what is decided against what is safe.
pub fn is_sentence(text: &str) -> bool {
    alphabetic(text) >= SENTENCE_LETTERS_MIN && words(text) >= SENTENCE_WORDS_MIN
}

/// Whether a reason or an answer says anything at all. House rule, for whatever somebody else goes by later.
pub fn says_something(text: &str) -> bool {
    let letters = alphabetic(text);
    letters >= WORD_LETTERS_MIN || letters >= ANSWER_LETTERS_MIN && words(text) > 1
}

fn alphabetic(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether two texts are the same to the letter, for what is checked while the program is built: `==` cannot be asked
/// there.
pub(crate) const fn same_bytes(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// One trimmed line: not empty, no control characters, at most [`LINE_CHARS_MAX`] characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

impl Line {
    /// Parses a line; `what` names it in the refusal ("a name", "a reason").
    pub fn parse(text: &str, what: &str) -> Result<Self, Invalid> {
        let text = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
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

    /// What fits of a text, without what cannot be seen; nothing where nothing is left. For what may not be refused.
    pub fn cut(text: &str) -> Option<Self> {
        let seen: String = clean(text).chars().map(seen).collect();
        let words: Vec<&str> = seen.split_whitespace().collect();
        let fits: String = words.join(" ").chars().take(LINE_CHARS_MAX).collect();
        Self::parse(&fits, "a text").ok()
    }

    /// What stands where nobody said anything.
    pub fn unsaid() -> Self {
        Self(UNSAID.to_owned())
    }

    /// Whether somebody said it.
    pub fn is_said(&self) -> bool {
        self.0 != UNSAID
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A character, or a space in the place of one that is not seen.
fn seen(c: char) -> char {
    if c.is_control() { ' ' } else { c }
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

/// Free text of several lines, as a person typed it: not empty, at most [`PARAGRAPH_CHARS_MAX`] characters. `Debug`
/// prints `…`, because it mostly tells about somebody.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Paragraph(String);

impl Paragraph {
    /// Parses a text; `what` names it in the refusal ("what was said").
    pub fn parse(text: &str, what: &str) -> Result<Self, Invalid> {
        let text = clean(text).trim().replace("\r\n", "\n");
        if text.is_empty() {
            return Err(Invalid::new(format!("Enter {what}.")));
        }
        let chars = text.chars().count();
        if chars > PARAGRAPH_CHARS_MAX {
            return Err(Invalid::new(format!(
                "Shorten this to {PARAGRAPH_CHARS_MAX} characters; it has {chars}."
            )));
        }
        if text.chars().any(|c| c.is_control() && !"\n\t".contains(c)) {
            return Err(Invalid::new(
                "Remove the invisible control characters; they may have come along with a paste.",
            ));
        }
        Ok(Self(text))
    }

    /// The text, or nothing where nothing was typed.
    pub fn optional(text: &str) -> Result<Option<Self>, Invalid> {
        if clean(text).trim().is_empty() {
            return Ok(None);
        }
        Self::parse(text, "a text").map(Some)
    }

    /// What fits of a text, without what cannot be seen; nothing where nothing is left. For what may not be refused.
    pub fn cut(text: &str) -> Option<Self> {
        let text = clean(text).replace("\r\n", "\n");
        let lines: Vec<String> = text
            .split('\n')
            .map(|line| line.chars().map(seen).collect())
            .collect();
        let fits: String = lines
            .join("\n")
            .trim()
            .chars()
            .take(PARAGRAPH_CHARS_MAX)
            .collect();
        Self::parse(&fits, "a text").ok()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

hidden! { Paragraph }

impl TryFrom<String> for Paragraph {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::parse(&text, "a text")
    }
}

impl From<Paragraph> for String {
    fn from(paragraph: Paragraph) -> Self {
        paragraph.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_be_refused_is_cut_to_what_fits() {
        let line = Line::cut(&format!("a\u{7}{}", "á".repeat(LINE_CHARS_MAX))).unwrap();
        assert_eq!(line.as_str().chars().count(), LINE_CHARS_MAX);
        assert_eq!(Line::cut(" \u{7}\n"), None);
        assert!(!Line::unsaid().is_said() && line.is_said());
        let words = format!("one\r\ntwo\u{7}{}", "x".repeat(PARAGRAPH_CHARS_MAX));
        let cut = Paragraph::cut(&words).unwrap();
        assert_eq!(cut.as_str().chars().count(), PARAGRAPH_CHARS_MAX);
        assert!(cut.as_str().starts_with("one\ntwo x"));
        assert_eq!(Paragraph::cut(" \n\u{7}"), None);
    }

    #[test]
    fn a_paragraph_keeps_its_lines_and_says_why_not() {
        let text = Paragraph::parse(" one\r\ntwo ", "a text").unwrap();
        assert_eq!(text.as_str(), "one\ntwo");
        assert_eq!(format!("{text:?}"), "…");
        assert_eq!(Paragraph::optional(" \n\u{200B}").unwrap(), None);
        assert!(Paragraph::parse("a\u{7}b", "x").is_err());
        assert!(
            Paragraph::parse(&"a".repeat(10_001), "x")
                .unwrap_err()
                .0
                .contains("it has 10001")
        );
    }

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
        for nothing in ["\u{200B}", "\u{2060} \u{AD}", "\u{A0}\u{3164}"] {
            assert_eq!(
                Line::parse(nothing, "a first name").unwrap_err().0,
                "Enter a first name."
            );
        }
        assert!(
            Line::parse(&"a".repeat(121), "x")
                .unwrap_err()
                .0
                .contains("it has 121")
        );
        assert!(Line::parse("a\u{7}b", "x").is_err());
    }
}
