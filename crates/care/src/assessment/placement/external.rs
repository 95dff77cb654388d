//! The result of a placement assessment made elsewhere with its own licensed tool. Data only: no rule reads it.

use crate::{Invalid, Line};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How many dimensions such an assessment has.
pub const DIMENSIONS: u8 = 6;
/// The longest rating or level number, in characters.
pub const CODE_CHARS_MAX: usize = 12;

/// Which edition of the ASAM Criteria it followed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edition {
    /// 2013.
    Third,
    /// 2023.
    Fourth,
}

impl Edition {
    /// Our short label for a dimension, from 1 to the number of its dimensions; not the edition's own words.
    pub const fn dimension(self, number: u8) -> Option<&'static str> {
        Some(match (self, number) {
            (Self::Third, 1) => "withdrawal",
            (_, 2) => "body",
            (_, 3) => "mind",
            (Self::Third, 4) => "readiness",
            (Self::Third, 5) => "return to use",
            (Self::Fourth, 1) => "withdrawal and medicines",
            (Self::Fourth, 4) => "risks of use",
            (Self::Third, 6) | (Self::Fourth, 5) => "surroundings",
            (Self::Fourth, 6) => "the person's own view",
            _ => return None,
        })
    }
}

/// A result as recorded.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct External {
    /// Which edition.
    pub edition: Edition,
    /// When it was made.
    pub on: Date,
    /// Each dimension with its rating, as the tool printed it.
    pub ratings: Vec<(u8, Line)>,
    /// The level number it recommends, such as `2.1`.
    pub level: Line,
}

impl External {
    /// Checks what somebody copied from the tool.
    pub fn parse(
        edition: Edition,
        on: Date,
        today: Date,
        ratings: &[(u8, &str)],
        level: &str,
    ) -> Result<Self, Invalid> {
        if on > today {
            return Err(Invalid::new(format!(
                "{on} is in the future. Enter the day the assessment was made."
            )));
        }
        let mut parsed: Vec<(u8, Line)> = Vec::new();
        for (dimension, rating) in ratings {
            if edition.dimension(*dimension).is_none() {
                return Err(Invalid::new(format!(
                    "Dimensions go from 1 to {DIMENSIONS}; {dimension} is none."
                )));
            }
            if parsed.iter().any(|(known, _)| known == dimension) {
                return Err(Invalid::new(format!(
                    "Dimension {dimension} is rated twice. Keep one."
                )));
            }
            parsed.push((*dimension, code(rating, "the rating")?));
        }
        parsed.sort_by_key(|(dimension, _)| *dimension);
        Ok(Self {
            edition,
            on,
            ratings: parsed,
            level: code(level, "the recommended level")?,
        })
    }
}

/// A rating or level number: short, so that no standard's wording finds its way into the record.
fn code(text: &str, what: &str) -> Result<Line, Invalid> {
    let line = Line::parse(text, what)?;
    if line.as_str().chars().count() > CODE_CHARS_MAX {
        return Err(Invalid::new(format!(
            "Enter {what} as its number or letter, at most {CODE_CHARS_MAX} characters, without the standard's wording."
        )));
    }
    Ok(line)
}
