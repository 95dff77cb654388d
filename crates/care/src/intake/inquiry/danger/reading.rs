//! How a text is read for words of danger: whoever writes in distress mistypes, and some write past filters on purpose.

use crate::text::{invisible, mark};
use std::collections::HashMap;
use std::iter::once;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Words of one letter that stand before a word whose letters are spelled out one by one.
const LONE_WORDS: [char; 4] = ['i', 'a', 'y', 'o'];

/// One word of a text, in every spelling that it may have been meant in, the plainest first.
#[derive(Clone, Debug)]
pub(super) struct Word {
    spellings: Vec<String>,
}

impl Word {
    fn new(typed: &str) -> Self {
        let plain = typed.replace('\'', "");
        let whole = typed.trim_matches('\'');
        let mut spellings = letters_for_digits(&plain);
        // "OD'd" is no "odd": what had an apostrophe is also that.
        spellings.extend(whole.contains('\'').then(|| whole.to_owned()));
        spellings.insert(0, plain);
        Self { spellings }
    }

    /// The word that letters typed one by one make, with or without a word of one letter before it.
    fn spelled_out(letters: &[Self]) -> Self {
        let whole: String = letters.iter().filter_map(Self::plain).collect();
        let mut word = Self::new(&whole);
        let alone = whole.strip_prefix(LONE_WORDS);
        word.spellings.extend(alone.map(str::to_owned));
        word
    }

    fn plain(&self) -> Option<&str> {
        self.spellings.first().map(String::as_str)
    }

    fn is_one_letter(&self) -> bool {
        self.plain().is_some_and(|plain| plain.chars().count() == 1)
    }

    /// Its spellings; none where it was crossed out.
    pub(super) fn spellings(&self) -> &[String] {
        &self.spellings
    }

    /// No phrase fits on it or reaches across it any more.
    pub(super) fn cross_out(&mut self) {
        self.spellings.clear();
    }

    pub(super) fn is_crossed_out(&self) -> bool {
        self.spellings.is_empty()
    }
}

/// What words and letters are read as.
#[derive(Default)]
pub(super) struct Reader {
    /// Words that stand for others.
    pub(super) same: HashMap<&'static str, Vec<&'static str>>,
    /// Letters that look like Latin ones.
    pub(super) looks: HashMap<char, char>,
}

impl Reader {
    /// Every way in which a text is read. Most texts have one.
    pub(super) fn readings(&self, text: &str) -> Vec<Vec<Word>> {
        let mut texts = vec![text.replace(invisible, "")];
        if text.contains(invisible) {
            texts.push(text.replace(invisible, " "));
        }
        let signs: Vec<String> = texts
            .iter()
            .filter_map(|text| letters_for_signs(text))
            .collect();
        texts.extend(signs);
        let mut readings = Vec::new();
        for text in texts {
            let words = self.words(&text);
            readings.extend(joined(&words).map(|words| self.meant(words)));
            readings.push(self.meant(words));
        }
        readings
    }

    /// The words of a text without case and accents, in Latin letters where they look like them.
    fn words(&self, text: &str) -> Vec<Word> {
        let latin = |c: char| self.looks.get(&c).copied().unwrap_or(c);
        let plain: String = text
            .chars()
            .map(mark)
            .nfkd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(|c| latin(c).to_lowercase())
            .collect();
        plain
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .filter(|typed| typed.contains(char::is_alphanumeric))
            .map(Word::new)
            .collect()
    }

    /// The words with those that stand for others replaced.
    fn meant(&self, words: Vec<Word>) -> Vec<Word> {
        let mut meant = Vec::with_capacity(words.len());
        for word in words {
            let mut spellings = word.spellings.iter();
            match spellings.find_map(|spelling| self.same.get(spelling.as_str())) {
                Some(others) => meant.extend(others.iter().copied().map(Word::new)),
                None => meant.push(word),
            }
        }
        meant
    }
}

/// The words with single letters in a row made into one; nothing where there are none.
fn joined(words: &[Word]) -> Option<Vec<Word>> {
    let rows = words.chunk_by(|one, next| one.is_one_letter() && next.is_one_letter());
    let joined: Vec<Word> = rows
        .map(|row| match row {
            [word] => word.clone(),
            letters => Word::spelled_out(letters),
        })
        .collect();
    (joined.len() < words.len()).then_some(joined)
}

/// What a word of letters and digits is where each digit is the letter that it looks like; "1" is like two.
fn letters_for_digits(word: &str) -> Vec<String> {
    let has_digit = word.contains(|c: char| c.is_ascii_digit());
    if !has_digit || !word.contains(char::is_alphabetic) {
        return Vec::new();
    }
    let with = |one: char| {
        let letters = word.chars().map(|c| letter_for_digit(c, one));
        letters.collect::<String>()
    };
    let other = word.contains('1').then(|| with('l'));
    once(with('i')).chain(other).collect()
}

const fn letter_for_digit(c: char, one: char) -> char {
    match c {
        '0' => 'o',
        '1' => one,
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        '8' => 'b',
        other => other,
    }
}

/// A text in which each sign right before a letter is the letter that it looks like, and a star there is left out;
/// nothing where there is no such sign.
fn letters_for_signs(text: &str) -> Option<String> {
    let mut letters = String::with_capacity(text.len());
    let mut found = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let inside = chars.peek().is_some_and(|next| next.is_alphabetic());
        let is_sign = inside && matches!(c, '@' | '$' | '!' | '*');
        found |= is_sign;
        match c {
            '@' if is_sign => letters.push('a'),
            '$' if is_sign => letters.push('s'),
            '!' if is_sign => letters.push('i'),
            '*' if is_sign => {}
            other => letters.push(other),
        }
    }
    found.then_some(letters)
}
