#![doc = include_str!("../README.md")]

use care::Weekday;
use care::day::{
    dated_text, day_text, long_text, near_text, short_text, spanish_day_text, spanish_long_text,
    spanish_near_text, spanish_short_text, spanish_text,
};
use care::daytime::{DAY_MINUTES, clock_text, minute_of, minute_text};
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

/// A language that pages for people and messages speak. Staff pages are in English. A public page in Spanish has the
/// address of the English one behind `/es`; the pages of somebody who signed in are in the language of their own.
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

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The one that a browser would rather have, by its `Accept-Language`; nothing where it wants neither. The order
    /// counts, as every browser writes it, and what it weighs is read only where it says never.
    pub fn wanted(accepted: &str) -> Option<Self> {
        let mut wanted = accepted.split(',').filter(|one| {
            let weight = one.split_once("q=").map(|(_, weight)| weight.trim());
            weight.is_none_or(|weight| !weight.trim_matches(['0', '.']).is_empty())
        });
        wanted.find_map(|one| {
            let tag = one.split([';', '-']).next().unwrap_or_default().trim();
            Self::from_code(&tag.to_ascii_lowercase())
        })
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
            Self::Spanish => spanish_long_text(date),
        }
    }

    /// A day of a week or a year that is named beside it.
    pub fn short_day(self, date: Date) -> String {
        match self {
            Self::English => short_text(date),
            Self::Spanish => spanish_short_text(date),
        }
    }

    /// A day within a text that is read today: with its year where it is far.
    pub fn near_day(self, date: Date, today: Date) -> String {
        match self {
            Self::English => near_text(date, today),
            Self::Spanish => spanish_near_text(date, today),
        }
    }

    /// A day as a field shows it and reads it back.
    pub fn typed_day(self, date: Date) -> String {
        match self {
            Self::English => day_text(date),
            Self::Spanish => spanish_day_text(date),
        }
    }

    /// A day of the week.
    pub fn weekday(self, day: Weekday) -> String {
        self.say(&format!("opening-{}", day.code()))
    }

    /// Days of the week in order: a run of three or more as its ends.
    pub fn weekdays(self, days: &[Weekday]) -> String {
        let runs = days
            .windows(2)
            .all(|pair| pair[1].index() == pair[0].index() + 1);
        // Spanish begins a day with a capital letter only where a line begins.
        let name = |at: usize, day: Weekday| match (self, at) {
            (Self::Spanish, 1..) => self.weekday(day).to_lowercase(),
            _ => self.weekday(day),
        };
        match days {
            [first, .., last] if runs && days.len() > 2 => {
                let (from, to) = (name(0, *first), name(1, *last));
                self.say_with("opening-from-to", &[("from", &from), ("to", &to)])
            }
            days => {
                let days = days.iter().enumerate();
                let days: Vec<String> = days.map(|(at, day)| name(at, *day)).collect();
                self.in_a_row(&days)
            }
        }
    }

    /// Several things in a row: "Ada, Bo and Cy".
    pub fn in_a_row<T: AsRef<str>>(self, things: &[T]) -> String {
        match (self, things) {
            (Self::Spanish, [head @ .., last]) if !head.is_empty() => {
                let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
                let last = last.as_ref();
                // Before the sound of an i the word is another one: "Ada e Inés".
                let sound = last.to_lowercase();
                let hushed =
                    sound.starts_with('i') || sound.starts_with('í') || sound.starts_with("hi");
                let and = if hushed { "e" } else { "y" };
                format!("{} {and} {last}", head.join(", "))
            }
            (_, things) => care::in_a_row(things),
        }
    }

    /// A stretch of a day, perhaps into the next one.
    pub fn stretch(self, start_minute: u16, end_minute: u16) -> String {
        let (from, to) = (self.time(start_minute), self.time(end_minute));
        let key = if end_minute > DAY_MINUTES {
            "opening-overnight"
        } else {
            "opening-from-to"
        };
        self.say_with(key, &[("from", &from), ("to", &to)])
    }

    /// The words for a key, with a number that they follow.
    pub fn count(self, key: &str, count: usize) -> String {
        self.say_with(key, &[("count", &count.to_string())])
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
