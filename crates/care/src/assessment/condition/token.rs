//! The words of a condition.

/// One word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ConditionToken {
    /// A question, or one of the words of the language.
    Word(String),
    /// An option in quotes.
    Quoted(String),
    /// A whole number.
    Number(i32),
    /// `(`, `)` or `,`.
    Mark(char),
}

impl std::fmt::Display for ConditionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Word(word) => write!(f, "{word}"),
            Self::Quoted(text) => write!(f, "'{text}'"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Mark(mark) => write!(f, "{mark}"),
        }
    }
}

/// Cuts a condition into words; `Err` holds what could not be read.
pub fn cut(text: &str) -> Result<Vec<ConditionToken>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let taken = if "(),".contains(first) {
            tokens.push(ConditionToken::Mark(first));
            1
        } else if first == '\'' {
            let end = rest[1..]
                .find('\'')
                .ok_or_else(|| format!("the quote in {rest} does not end"))?;
            tokens.push(ConditionToken::Quoted(rest[1..=end].to_owned()));
            end + 2
        } else if first.is_ascii_digit() {
            let end = word_end(rest);
            let number = rest[..end]
                .parse()
                .map_err(|_| format!("{} is not a whole number", &rest[..end]))?;
            tokens.push(ConditionToken::Number(number));
            end
        } else if first.is_ascii_alphabetic() {
            let end = word_end(rest);
            tokens.push(ConditionToken::Word(rest[..end].to_owned()));
            end
        } else {
            return Err(format!("“{first}” has no meaning here"));
        };
        rest = rest[taken..].trim_start();
    }
    Ok(tokens)
}

fn word_end(text: &str) -> usize {
    text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_' || c == '@'))
        .unwrap_or(text.len())
}
