//! The hands of whoever does something: they press what the browser presses, and count it.

use crate::driver::{Browser, Part};
use crate::rapid;
use std::cell::Cell;
use thirtyfour::prelude::*;

/// What a practised person takes for a character, for pointing at something, and for thinking of what comes next, in
/// seconds: the averages of the keystroke-level model (Card, Moran and Newell, 1980).
const CHARACTER_SECONDS: f64 = 0.28;
const POINT_SECONDS: f64 = 1.1;
const THINK_SECONDS: f64 = 1.35;

/// A browser whose steps are counted.
pub struct Hands {
    pub browser: Browser,
    fields: Cell<u32>,
    characters: Cell<u32>,
    keys: Cell<u32>,
    clicks: Cell<u32>,
}

/// What was counted.
pub struct Steps {
    pub fields: u32,
    pub characters: u32,
    pub keys: u32,
    pub clicks: u32,
}

impl Hands {
    pub fn of(browser: Browser) -> Self {
        Self {
            browser,
            fields: Cell::new(0),
            characters: Cell::new(0),
            keys: Cell::new(0),
            clicks: Cell::new(0),
        }
    }

    fn one_more(count: &Cell<u32>) {
        count.set(count.get() + 1);
    }

    fn field(&self, words: &str) {
        Self::one_more(&self.fields);
        words.chars().for_each(|_| Self::one_more(&self.characters));
    }

    /// Presses the button or follows the link with these words.
    #[track_caller]
    pub fn press(&self, words: &str) {
        Self::one_more(&self.clicks);
        self.browser.press(words);
    }

    /// The same within a part of the page.
    #[track_caller]
    pub fn press_in(&self, part: &Part, words: &str) {
        Self::one_more(&self.clicks);
        part.press(words);
    }

    #[track_caller]
    pub fn click(&self, css: &str) {
        Self::one_more(&self.clicks);
        self.browser.one(css).click();
    }

    /// Gives an answer by its words.
    #[track_caller]
    pub fn answer(&self, question: &str, answer: &str) {
        Self::one_more(&self.clicks);
        self.browser.answer(question, answer);
    }

    #[track_caller]
    pub fn fill(&self, field: &str, words: &str) {
        self.field(words);
        self.browser.fill(field, words);
    }

    /// Types words where the focus is, as into a field.
    pub fn write(&self, words: &str) {
        self.field(words);
        self.browser.keys(words);
    }

    /// Types a line elsewhere, at a terminal or into the line of addresses, which is for the test to do.
    pub fn types(&self, line: &str) {
        self.field(line);
    }

    /// Presses each of these keys.
    pub fn keys(&self, keys: &str) {
        keys.chars().for_each(|_| Self::one_more(&self.keys));
        self.browser.keys(keys);
    }

    pub fn enter(&self) {
        Self::one_more(&self.keys);
        self.browser.keys(Key::Enter);
    }

    pub fn tab(&self) {
        Self::one_more(&self.keys);
        self.browser.keys(Key::Tab);
    }

    /// Ctrl-K, which is one press of two keys.
    pub fn palette(&self) {
        Self::one_more(&self.keys);
        self.browser.control('k');
        // Keys that come before the field has them go elsewhere.
        self.browser.one("dialog#palette[open] input:focus");
    }

    /// Answers the rapid assessment, whose first row has the focus, as somebody does who is well but for cannabis.
    #[track_caller]
    pub fn assess(&self) {
        // Awake, none of the body's; suicide and others by themselves, none of the mind's; safe at home; cannabis.
        self.keys("1x11x113");
        for words in rapid::CELLS {
            self.write(words);
            self.enter();
        }
        // How it is taken; four criteria, and none of the others.
        self.keys("21234x");
        self.browser.answer_the_rest(|key| self.keys(key));
        self.enter();
    }

    /// Admits somebody by the checklist, to which a page about them leads; `load` is what it says of the counselor.
    #[track_caller]
    pub fn admit(&self, person: &str, load: &str) {
        self.press("Checklist");
        self.browser.reads("Primary counselor");
        self.browser.reads(load);
        self.press("Admit");
        self.browser.arrives(person);
    }

    /// What was counted since the last time.
    pub fn counted(&self) -> Steps {
        Steps {
            fields: self.fields.take(),
            characters: self.characters.take(),
            keys: self.keys.take(),
            clicks: self.clicks.take(),
        }
    }
}

impl Steps {
    /// Each field, key and click.
    pub fn all(&self) -> u32 {
        self.fields + self.keys + self.clicks
    }

    /// How long a practised person takes for them, in minutes.
    pub fn minutes(&self) -> f64 {
        let pressed = f64::from(self.keys) * (THINK_SECONDS + CHARACTER_SECONDS);
        let pointed = f64::from(self.clicks) * (THINK_SECONDS + POINT_SECONDS);
        let typed = f64::from(self.fields) * (THINK_SECONDS + POINT_SECONDS)
            + f64::from(self.characters) * CHARACTER_SECONDS;
        (pressed + pointed + typed) / 60.0
    }
}
