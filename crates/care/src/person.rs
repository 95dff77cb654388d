//! What people are called.

use crate::{Invalid, Line};
use serde::{Deserialize, Serialize};

/// Somebody's name. Shown with the preferred name first, because that is what the person goes by.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    /// Given name, as in documents.
    pub given: Line,
    /// Family name, as in documents.
    pub family: Line,
    /// What the person wants to be called, when it is not the given name.
    pub preferred: Option<Line>,
    /// Pronouns, when the person gave them.
    pub pronouns: Option<Line>,
}

impl PersonName {
    /// A name of two parts.
    pub fn parse(given: &str, family: &str) -> Result<Self, Invalid> {
        Ok(Self {
            given: Line::parse(given, "a given name")?,
            family: Line::parse(family, "a family name")?,
            preferred: None,
            pronouns: None,
        })
    }

    /// What to call the person: the preferred name or the given one.
    pub fn called(&self) -> &str {
        self.preferred.as_ref().unwrap_or(&self.given).as_str()
    }

    /// The full name for lists: what the person is called, then the family name.
    pub fn full(&self) -> String {
        format!("{} {}", self.called(), self.family)
    }

    /// Every word somebody might search for.
    pub fn words(&self) -> Vec<String> {
        let parts = [
            Some(&self.given),
            Some(&self.family),
            self.preferred.as_ref(),
        ];
        let mut words = Vec::new();
        for part in parts.into_iter().flatten() {
            let pieces: Vec<&str> = part
                .as_str()
                .split([' ', '-'])
                .filter(|word| !word.is_empty())
                .collect();
            words.extend(pieces.iter().map(|&word| word.to_owned()));
            // Somebody who hears "Van der Berg" may well type "Vanderberg".
            if pieces.len() > 1 {
                words.push(pieces.concat());
            }
        }
        words
    }
}

impl std::fmt::Debug for PersonName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_name_comes_first() {
        let mut name = PersonName::parse("Robert", "Okafor-Lind").unwrap();
        assert_eq!(name.full(), "Robert Okafor-Lind");
        name.preferred = Line::parse("Bobbie", "").ok();
        assert_eq!(name.full(), "Bobbie Okafor-Lind");
        assert_eq!(
            name.words(),
            ["Robert", "Okafor", "Lind", "OkaforLind", "Bobbie"]
        );
        assert_eq!(format!("{name:?}"), "…");
    }
}
