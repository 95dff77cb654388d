//! What people are called.

use crate::text::{compare, fold, same};
use crate::{Invalid, Line};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// What staff call somebody who said no part of their name: a request from somebody in danger is kept all the same.
pub const NAMELESS: &str = "Somebody who did not say their name";

/// Words with which a family name of several begins, where nobody said by a comma where it begins. House list: the ones
/// that are frequent in names in the United States.
const PARTICLES: [&str; 22] = [
    "al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el",
    "la", "las", "los", "san", "st", "ten", "van", "von",
];
/// What stands behind a family name and belongs to it.
const SUFFIXES: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

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

    /// A name as somebody says it in one go: `Dana Reyes`, or `Reyes, Dana`. Without a comma the last word is the family
    /// name, with what such a name begins with (`Ana de la Cruz`) and what may stand behind it (`Robert Jones Jr.`).
    /// Whoever gives one name has said no family name.
    pub fn whole(text: &str) -> Result<Self, Invalid> {
        let refused = |_| {
            Invalid::new(
                "Type the first name and the last name, such as Dana Reyes or Reyes, Dana, or the one name they gave.",
            )
        };
        let line = Line::parse(text, "a name").map_err(refused)?;
        if let Some((family, given)) = line.as_str().split_once(',') {
            return Self::parse(given, family).map_err(refused);
        }
        let words: Vec<&str> = line.as_str().split(' ').collect();
        if let [only] = words.as_slice() {
            let given = Line::parse(only, "a name").map_err(refused)?;
            return Ok(Self::as_far_as_said(Some(given), None, None));
        }
        let one_of = |list: &[&str], word: &str| {
            list.contains(&word.trim_end_matches('.').to_lowercase().as_str())
        };
        let has_suffix =
            words.len() > 2 && words.last().is_some_and(|word| one_of(&SUFFIXES, word));
        let behind = 1 + usize::from(has_suffix);
        let before = words.iter().rev().skip(behind);
        let particles = before.take_while(|word| one_of(&PARTICLES, word)).count();
        // Whoever has two words has one of each, whatever they are.
        let given = words.len().saturating_sub(behind + particles).max(1);
        let (given, family) = words.split_at(given);
        Self::parse(&given.join(" "), &family.join(" ")).map_err(refused)
    }

    /// What was said of a name, with marks where a part of it was not.
    pub fn as_far_as_said(
        given: Option<Line>,
        family: Option<Line>,
        preferred: Option<Line>,
    ) -> Self {
        Self {
            given: given.unwrap_or_else(Line::unsaid),
            family: family.unwrap_or_else(Line::unsaid),
            preferred,
            pronouns: None,
        }
    }

    /// Whether both parts of it were said.
    pub fn is_said(&self) -> bool {
        self.given.is_said() && self.family.is_said()
    }

    /// What to call the person: the preferred name or the given one, and of those the first that was said.
    pub fn called(&self) -> &str {
        let given = Some(&self.given).filter(|line| line.is_said());
        let family = Some(&self.family).filter(|line| line.is_said());
        let said = self.preferred.as_ref().or(given).or(family);
        said.map_or(NAMELESS, Line::as_str)
    }

    /// The full name for lists: what the person is called, then the family name.
    pub fn full(&self) -> String {
        let first = self.given.is_said() || self.preferred.is_some();
        if first && self.family.is_said() {
            format!("{} {}", self.called(), self.family)
        } else {
            self.called().to_owned()
        }
    }

    /// What the person is called and how the family name begins, for the title of a window, which others may see.
    pub fn short(&self) -> String {
        let first = self.given.is_said() || self.preferred.is_some();
        match self.family.as_str().chars().next() {
            Some(initial) if first && self.family.is_said() => {
                format!("{} {initial}.", self.called())
            }
            _ => self.called().to_owned(),
        }
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
        for part in parts.into_iter().flatten().filter(|part| part.is_said()) {
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
    /// Two of whom a part is not known have no name in common.
    pub fn same(&self, other: &Self) -> bool {
        if !self.is_said() || !other.is_said() {
            return false;
        }
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

hidden! { PersonName }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_name_comes_first() {
        let mut name = PersonName::parse("Robert", "Okafor-Lind").unwrap();
        assert_eq!(name.full(), "Robert Okafor-Lind");
        name.preferred = Line::parse("Bobbie", "").ok();
        assert_eq!(name.full(), "Bobbie Okafor-Lind");
        assert_eq!(name.short(), "Bobbie O.");
        let one = PersonName::whole("Dana").unwrap();
        assert_eq!(one.short(), "Dana");
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
    fn a_name_is_taken_in_one_go() {
        for (typed, given, family) in [
            ("Dana Reyes", "Dana", "Reyes"),
            (" Reyes ,  Dana ", "Dana", "Reyes"),
            ("Ruth Ann O’Brien", "Ruth Ann", "O’Brien"),
            ("Ana de la Cruz", "Ana", "de la Cruz"),
            ("de la Cruz, Ana María", "Ana María", "de la Cruz"),
            ("Robert Jones Jr.", "Robert", "Jones Jr."),
            ("Jan van der Berg III", "Jan", "van der Berg III"),
            ("De Leon", "De", "Leon"),
            ("Van Jr", "Van", "Jr"),
        ] {
            let name = PersonName::whole(typed).unwrap();
            let said = (name.given.as_str(), name.family.as_str());
            assert_eq!(said, (given, family), "{typed}");
        }
        let one = PersonName::whole(" Dana ").unwrap();
        assert_eq!(one.full(), "Dana");
        assert!(one.given.is_said() && !one.family.is_said());
        for typed in ["", "Dana,", ", Dana", "\u{200B}"] {
            let refusal = PersonName::whole(typed).unwrap_err().0;
            assert!(refusal.contains("Reyes, Dana"), "{typed}");
        }
    }

    #[test]
    fn somebody_who_did_not_say_their_name_has_one_for_staff_and_is_nobody_else() {
        let line = |text: &str| Line::parse(text, "").ok();
        let name = |given: Option<&str>, family: Option<&str>| {
            PersonName::as_far_as_said(given.and_then(line), family.and_then(line), None)
        };
        let nobody = name(None, None);
        assert_eq!(nobody.full(), NAMELESS);
        assert!(nobody.words().is_empty() && !nobody.same(&nobody.clone()));
        let ana = name(Some("Ana"), None);
        assert_eq!(ana.full(), "Ana");
        assert_eq!(ana.words(), ["Ana"]);
        assert_eq!(name(None, Some("Reyes")).full(), "Reyes");
        assert_eq!(name(Some("Ali"), Some("Ali")).full(), "Ali Ali");
        assert!(!ana.is_said() && name(Some("Ana"), Some("Reyes")).is_said());
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
