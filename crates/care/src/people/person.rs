//! What people are called.

use crate::text::{compare, fold, same};
use crate::{Invalid, Line};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

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

    /// Every word somebody might search for: each word of each name, what an apostrophe parts, and all of it in one, as
    /// somebody who hears "Van der Berg" or "O'Brien" may well type it.
    pub fn words(&self) -> Vec<String> {
        let parts = [
            Some(&self.given),
            Some(&self.family),
            self.preferred.as_ref(),
        ];
        let mut words = Vec::new();
        for part in parts.into_iter().flatten() {
            let plain = fold(part.as_str());
            let pieces: Vec<&str> = plain
                .split([' ', '-'])
                .filter(|word| !word.is_empty())
                .collect();
            for piece in &pieces {
                let apart: Vec<&str> = piece.split('\'').filter(|word| !word.is_empty()).collect();
                words.extend(apart.iter().map(|&word| word.to_owned()));
                if apart.len() > 1 {
                    words.push(apart.concat());
                }
            }
            if pieces.len() > 1 {
                words.push(pieces.concat().replace('\'', ""));
            }
        }
        words
    }

    /// Whether it is the same name to whoever typed it: `O’Brien` and `O'Brien`, `Núñez` and `Nunez`, given or preferred.
    pub fn same(&self, other: &Self) -> bool {
        let given = |name: &Self| [name.given.as_str().to_owned(), name.called().to_owned()];
        same(self.family.as_str(), other.family.as_str())
            && given(self)
                .iter()
                .any(|one| given(other).iter().any(|two| same(one, two)))
    }

    /// Which of two people comes first in a list: by family name, then by what they are called.
    pub fn order(&self, other: &Self) -> Ordering {
        compare(self.family.as_str(), other.family.as_str())
            .then_with(|| compare(self.called(), other.called()))
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
        let name = PersonName::parse("Ann", "O’Brien Smith").unwrap();
        assert_eq!(
            name.words(),
            ["Ann", "O", "Brien", "OBrien", "Smith", "OBrienSmith"]
        );
    }

    #[test]
    fn a_name_is_the_same_without_its_accents_and_sorted_by_family() {
        let name = |given, family| PersonName::parse(given, family).unwrap();
        let mut ana = name("Ana", "Núñez");
        assert!(ana.same(&name("ana", "Nunez")) && !ana.same(&name("Anna", "Nunez")));
        ana.preferred = Line::parse("Nita", "").ok();
        assert!(ana.same(&name("Nita", "Nu\u{301}n\u{303}ez")));
        let mut people = [name("A", "Zielińska"), name("B", "Lin"), name("A", "Lin")];
        people.sort_by(PersonName::order);
        assert_eq!(
            people.map(|name| name.full()),
            ["A Lin", "B Lin", "A Zielińska"]
        );
    }
}
