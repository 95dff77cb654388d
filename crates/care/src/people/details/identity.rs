//! Sex, gender, race, ethnicity and language, as the person says them.

use super::{SpokenLanguage, Topic};
use crate::people::answered::{Answered, OnList};
use crate::{Issue, Line, each_once};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

asked! {
    /// Sex, as it stands in documents.
    SexOnFile {
        /// Female.
        Female = "female", "Female", Some(2);
        /// Male.
        Male = "male", "Male", Some(1);
        /// Neither of the two.
        Other = "other", "X or intersex", None;
    }
}

asked! {
    /// Gender, as somebody says it of themselves.
    Gender {
        /// A woman.
        Woman = "woman", "Woman", None;
        /// A man.
        Man = "man", "Man", None;
        /// A transgender woman.
        TransWoman = "trans_woman", "Transgender woman", None;
        /// A transgender man.
        TransMan = "trans_man", "Transgender man", None;
        /// Nonbinary.
        Nonbinary = "nonbinary", "Nonbinary", None;
        /// In their own word.
        Own = "own", "In their own word", None;
    }
}

asked! {
    /// Race; people may say several.
    Race {
        /// A native of Alaska.
        AlaskaNative = "alaska_native", "Alaska Native", Some(1);
        /// American Indian.
        AmericanIndian = "american_indian", "American Indian", Some(2);
        /// Asian.
        Asian = "asian", "Asian", Some(6);
        /// Black.
        Black = "black", "Black or African American", Some(4);
        /// From Hawaii or another island of the Pacific.
        Pacific = "pacific", "Native Hawaiian or from another Pacific island", Some(9);
        /// White.
        White = "white", "White", Some(5);
        /// Another one.
        Other = "other", "Another race", Some(7);
    }
}

impl Race {
    /// The number of somebody of two races or more.
    const SEVERAL: u8 = 8;

    /// The one number that stands for all that somebody said.
    pub fn teds_of(races: &[Self]) -> Option<u8> {
        match races {
            [] => None,
            [one] => one.teds(),
            _ => Some(Self::SEVERAL),
        }
    }
}

asked! {
    /// Ethnicity.
    Ethnicity {
        /// From Mexico.
        Mexican = "mexican", "Mexican", Some(2);
        /// From Puerto Rico.
        PuertoRican = "puerto_rican", "Puerto Rican", Some(1);
        /// From Cuba, or of another named origin.
        Cuban = "cuban", "Cuban or of another named Hispanic origin", Some(3);
        /// Hispanic, and no more was said.
        Hispanic = "hispanic", "Hispanic or Latino, origin not said", Some(5);
        /// Not Hispanic.
        Not = "not_hispanic", "Not Hispanic or Latino", Some(4);
    }
}

asked! {
    /// Who has to be there so that both understand each other.
    Interpreter {
        /// Nobody.
        Nobody = "nobody", "Not needed", None;
        /// Somebody who interprets speech.
        Spoken = "spoken", "An interpreter", None;
        /// Somebody who interprets signs.
        Signed = "signed", "A sign language interpreter", None;
        /// Somebody who reads texts out.
        Reader = "reader", "Somebody who reads texts out", None;
    }
}

/// Who somebody is, as they say it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Sex in documents.
    pub sex: Answered<SexOnFile>,
    /// Gender.
    pub gender: Answered<Gender>,
    /// Their own word for it.
    pub gender_words: Option<Line>,
    /// Race, one or several.
    pub race: Answered<Vec<Race>>,
    /// Ethnicity.
    pub ethnicity: Answered<Ethnicity>,
    /// The language in which they want to be cared for.
    pub language: Answered<SpokenLanguage>,
    /// Whether somebody has to interpret.
    pub interpreter: Answered<Interpreter>,
}

impl Topic for Identity {
    const CODE: &'static str = "identity";
    const TITLE: &'static str = "Identity and language";

    topic!(identity);

    fn issues(&self, _today: Date) -> Vec<Issue> {
        let mut issues = Vec::new();
        let own = self.gender == Answered::Said(Gender::Own);
        if own != self.gender_words.is_some() {
            let sentence = if own {
                "Enter their own word for it."
            } else {
                "Choose “In their own word” above, or leave this empty."
            };
            issues.push(Issue::new("gender_words", sentence));
        }
        let races = self.race.all();
        if each_once(races.iter().copied()).len() != races.len() {
            issues.push(Issue::new("race", "Tick each once."));
        }
        issues
    }

    fn lines(&self) -> Vec<(&'static str, String)> {
        let gender = self.gender_words.as_ref().map(ToString::to_string);
        let race = self.race.words_by(|races| {
            let labels: Vec<&str> = races.iter().map(|race| race.label()).collect();
            match Race::teds_of(races) {
                Some(number) => format!("{} ({number})", labels.join(", ")),
                None => labels.join(", "),
            }
        });
        vec![
            ("Sex in documents", self.sex.words_by(|one| one.listed())),
            ("Gender", gender.unwrap_or_else(|| self.gender.words())),
            ("Race", race),
            ("Ethnicity", self.ethnicity.words_by(|one| one.listed())),
            (
                "Language",
                self.language.words_by(|one| one.name().to_owned()),
            ),
            ("Interpreter", self.interpreter.words()),
        ]
    }
}
