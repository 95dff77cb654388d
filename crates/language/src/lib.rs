#![doc = include_str!("../README.md")]

use care::day::{dated_text, long_text, spanish_text};
use care::daytime::{clock_text, minute_of, minute_text};
use care::intake::inquiry::Language as Asked;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, langid};
use jiff::civil::{Date, DateTime};
use std::borrow::Cow;
use std::collections::HashMap;

#[cfg(test)]
mod tests;

fluent_templates::static_loader! {
    static WORDS = {
        locales: "./locales",
        fallback_language: "en",
        // Marks around inserted words are for mixed directions of writing, and both languages run the same way.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const ENGLISH: LanguageIdentifier = langid!("en");
const SPANISH: LanguageIdentifier = langid!("es");
/// What is put into sentences as a number, for its word to follow it.
const COUNTS: [&str; 2] = ["minutes", "count"];
/// What the address of a page in Spanish begins with.
const SPANISH_ROOT: &str = "/es";

/// A language that the public pages and messages speak. Staff pages are in English. A page in Spanish has the address
/// of the English one behind `/es`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::Spanish];

    /// The code in `lang` and `hreflang`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
        }
    }

    /// What its speakers call it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Español",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::English => Self::Spanish,
            Self::Spanish => Self::English,
        }
    }

    /// The language of the page with this address.
    pub fn of(address: &str) -> Self {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        match path.strip_prefix(SPANISH_ROOT) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => Self::Spanish,
            _ => Self::English,
        }
    }

    /// The address in this language of a page, given by its English one.
    pub fn path(self, english: &str) -> String {
        match (self, english) {
            (Self::English, path) => path.to_owned(),
            (Self::Spanish, "/") => SPANISH_ROOT.to_owned(),
            (Self::Spanish, path) => format!("{SPANISH_ROOT}{path}"),
        }
    }

    /// The English address of a page, given by its address in this language.
    pub fn english_path(self, own: &str) -> &str {
        match self {
            Self::English => own,
            Self::Spanish => match own.strip_prefix(SPANISH_ROOT) {
                Some("") => "/",
                Some(rest) => rest,
                None => own,
            },
        }
    }

    /// The words for a key. A key that is not there shows as itself; a test keeps that from happening.
    pub fn say(self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The words for a key, with what is put into them.
    pub fn say_with(self, key: &str, put_in: &[(&'static str, &str)]) -> String {
        self.find(key, put_in).unwrap_or_else(|| key.to_owned())
    }

    /// The words for a key that may be missing.
    pub fn find(self, key: &str, put_in: &[(&'static str, &str)]) -> Option<String> {
        let put_in: HashMap<Cow<'static, str>, FluentValue<'_>> = put_in
            .iter()
            .map(|(name, value)| {
                // A count is a number, so that each language can say one and several in its own way.
                let value = if COUNTS.contains(name) {
                    FluentValue::try_number(value)
                } else {
                    FluentValue::from(*value)
                };
                (Cow::Borrowed(*name), value)
            })
            .collect();
        let id = match self {
            Self::English => ENGLISH,
            Self::Spanish => SPANISH,
        };
        WORDS.lookup_single_language(&id, key, Some(&put_in)).ok()
    }

    /// A day with its year.
    pub fn day(self, date: Date) -> String {
        match self {
            Self::English => dated_text(date),
            Self::Spanish => spanish_text(date),
        }
    }

    /// A day that is soon, as an appointment names it.
    pub fn long_day(self, date: Date) -> String {
        match self {
            Self::English => long_text(date),
            Self::Spanish => spanish_text(date),
        }
    }

    /// A minute of the day.
    pub fn time(self, minute: u16) -> String {
        match self {
            Self::English => minute_text(minute),
            Self::Spanish => clock_text(minute),
        }
    }

    /// A day and a time of day.
    pub fn moment(self, at: DateTime) -> String {
        let minute = minute_of(at.time());
        format!("{}, {}", self.day(at.date()), self.time(minute))
    }
}

impl From<Language> for Asked {
    fn from(language: Language) -> Self {
        match language {
            Language::English => Self::English,
            Language::Spanish => Self::Spanish,
        }
    }
}

impl From<Asked> for Language {
    /// The language to write in to whoever asked for help in one; English where we have no words in theirs.
    fn from(asked: Asked) -> Self {
        match asked {
            Asked::Spanish => Self::Spanish,
            Asked::English | Asked::Other => Self::English,
        }
    }
}
