//! The list of words of danger, and how a text is held against it. How both are read stands at the top of the list; the
//! script of the public form reads the same list in the same way.

use super::reading::{Reader, Word};
use super::{Peril, Pressing};
use crate::text::same_bytes;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The list, in English and Spanish.
const LIST: &str = include_str!("words.txt");
/// How many words "_" stands for at most.
const BETWEEN_MAX: usize = 3;
/// How long a phrase is that is found where its spaces are missing as well, in letters.
const GLUED_CHARS_MIN: usize = 8;
/// What stands for a number in a phrase.
const NUMBER: &str = "9";

static WORDS: LazyLock<Words> = LazyLock::new(Words::read);
/// What the script reads.
static BARE: LazyLock<String> = LazyLock::new(|| lines().collect::<Vec<_>>().join("\n"));

/// The list without what it says about itself, for a script that shows help while somebody types.
pub fn word_list() -> &'static str {
    &BARE
}

/// What words tell of, the most pressing of each, the gravest first.
pub fn perils<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<(Peril, Pressing)> {
    let mut found: Vec<(Peril, Pressing)> = Vec::new();
    for text in texts {
        for words in WORDS.reader.readings(text) {
            WORDS.find(words, &mut found);
        }
    }
    found.sort_unstable();
    found.dedup_by_key(|(peril, _)| *peril);
    found
}

fn lines() -> impl Iterator<Item = &'static str> {
    let lines = LIST.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// What the lines below a heading are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Heading {
    Danger(Peril, Pressing),
    Harmless,
    Same,
    Looks,
}

/// Every heading that a list can have. A danger is looked at now or today, and never in its turn.
const HEADINGS: [(&str, Heading); 11] = [
    ("same", Heading::Same),
    ("looks", Heading::Looks),
    ("harmless", Heading::Harmless),
    (
        "suicide now",
        Heading::Danger(Peril::Suicide, Pressing::Now),
    ),
    (
        "suicide today",
        Heading::Danger(Peril::Suicide, Pressing::Today),
    ),
    (
        "overdose now",
        Heading::Danger(Peril::Overdose, Pressing::Now),
    ),
    (
        "overdose today",
        Heading::Danger(Peril::Overdose, Pressing::Today),
    ),
    (
        "violence now",
        Heading::Danger(Peril::Violence, Pressing::Now),
    ),
    (
        "violence today",
        Heading::Danger(Peril::Violence, Pressing::Today),
    ),
    (
        "withdrawal now",
        Heading::Danger(Peril::Withdrawal, Pressing::Now),
    ),
    (
        "withdrawal today",
        Heading::Danger(Peril::Withdrawal, Pressing::Today),
    ),
];

impl Heading {
    fn parse(name: &str) -> Option<Self> {
        let mut known = HEADINGS.into_iter();
        known.find_map(|(known, heading)| (known == name).then_some(heading))
    }
}

// Words below a heading that nobody knows would tell of nothing: with such a list the program is not built.
const _: () = assert!(
    is_well_headed(LIST),
    "a heading in words.txt is misspelt, or words stand above the first one"
);

/// Whether every line that looks like a heading is one of [`HEADINGS`], and no words stand under none.
const fn is_well_headed(list: &str) -> bool {
    let (mut rest, mut is_under) = (list.as_bytes(), false);
    while !rest.is_empty() {
        let (line, after) = first_line(rest);
        rest = after;
        match line.trim_ascii() {
            [] | [b'#', ..] => {}
            [b'[', name @ .., b']'] if is_heading(name) => is_under = true,
            [b'[', ..] | [.., b']'] => return false,
            _ if is_under => {}
            _ => return false,
        }
    }
    true
}

/// The first line without what ends it, and what follows.
const fn first_line(text: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    while at < text.len() {
        if text[at] == b'\n' {
            let (line, after) = text.split_at(at);
            return (line, after.split_at(1).1);
        }
        at += 1;
    }
    (text, &[])
}

const fn is_heading(name: &[u8]) -> bool {
    let mut at = 0;
    while at < HEADINGS.len() {
        if same_bytes(HEADINGS[at].0.as_bytes(), name) {
            return true;
        }
        at += 1;
    }
    false
}

/// The lines of the list, each with the heading that it stands under. All stand under one: see [`is_well_headed`].
fn entries() -> Vec<(Heading, &'static str)> {
    let mut under = None;
    let mut entries = Vec::new();
    for line in lines() {
        let inner = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        match inner {
            Some(name) => under = Heading::parse(name),
            None => entries.extend(under.map(|under| (under, line))),
        }
    }
    entries
}

/// One word of a phrase.
#[derive(Clone, Copy)]
enum Part {
    /// Up to [`BETWEEN_MAX`] words of any kind.
    Between,
    Number,
    Letters {
        letters: &'static str,
        /// Whether words fit that only begin so.
        begins: bool,
        /// Whether words fit that are one slip away.
        slips: bool,
    },
}

impl Part {
    fn parse(word: &'static str) -> Self {
        match word {
            "_" => Self::Between,
            NUMBER => Self::Number,
            word => Self::Letters {
                letters: word.trim_end_matches(['*', '~']),
                begins: word.ends_with('*'),
                slips: word.contains('~'),
            },
        }
    }

    fn fits(self, word: &Word) -> bool {
        let mut spellings = word.spellings().iter().map(String::as_str);
        match self {
            Self::Between => false,
            Self::Number => spellings.any(is_number),
            Self::Letters {
                letters,
                begins,
                slips,
            } => spellings.any(|typed| {
                let plainly = if begins {
                    typed.starts_with(letters)
                } else {
                    typed == letters
                };
                plainly || (slips && is_one_slip_away(letters, typed, begins))
            }),
        }
    }
}

/// One phrase of the list.
struct Phrase {
    /// What it tells of; nothing for a harmless saying.
    told: Option<(Peril, Pressing)>,
    parts: Vec<Part>,
}

/// Phrases by how they begin: a text asks at each of its words only for those that can begin there.
#[derive(Default)]
struct Index {
    /// By a whole first word.
    whole: HashMap<&'static str, Vec<Phrase>>,
    /// By the first letter of a first word that fits more than itself.
    open: HashMap<u8, Vec<Phrase>>,
}

impl Index {
    fn put(&mut self, phrase: Phrase) {
        match phrase.parts.first().copied() {
            Some(Part::Letters {
                letters,
                begins: false,
                slips: false,
            }) => self.whole.entry(letters).or_default().push(phrase),
            Some(Part::Letters { letters, .. }) => {
                // A slip is never in the first letter.
                let first = letters.bytes().next().unwrap_or_default();
                self.open.entry(first).or_default().push(phrase);
            }
            Some(Part::Number | Part::Between) | None => {
                self.whole.entry(NUMBER).or_default().push(phrase);
            }
        }
    }

    /// The phrases that stand at the beginning of `words`, each with how many words it takes.
    fn at(&self, words: &[Word]) -> Vec<(&Phrase, usize)> {
        let spellings = words.first().map(Word::spellings).unwrap_or_default();
        let mut found = Vec::new();
        for spelling in spellings {
            let key = if is_number(spelling) {
                NUMBER
            } else {
                spelling.as_str()
            };
            let first = spelling.as_bytes().first();
            let open = first.and_then(|first| self.open.get(first));
            for phrase in self.whole.get(key).into_iter().chain(open).flatten() {
                let length = length_at(&phrase.parts, words);
                found.extend(length.map(|length| (phrase, length)));
            }
        }
        found
    }
}

/// A phrase without its spaces, and what it tells of.
struct Glued {
    letters: String,
    told: (Peril, Pressing),
}

/// The list as it is read.
#[derive(Default)]
struct Words {
    reader: Reader,
    danger: Index,
    harmless: Index,
    /// By their first [`GLUED_CHARS_MIN`] letters.
    glued: HashMap<String, Vec<Glued>>,
}

impl Words {
    fn read() -> Self {
        let mut words = Self::default();
        let entries = entries();
        for &(heading, line) in &entries {
            match heading {
                Heading::Same => {
                    let (word, others) = line.split_once(" = ").unwrap_or((line, line));
                    let others: Vec<&'static str> = others.split(' ').collect();
                    words.reader.same.insert(word, others);
                }
                Heading::Looks => {
                    let mut chars = line.chars().filter(|c| *c != ' ');
                    let latin = chars.next().unwrap_or_default();
                    words.reader.looks.extend(chars.map(|like| (like, latin)));
                }
                Heading::Danger(..) | Heading::Harmless => {}
            }
        }
        for (heading, line) in entries {
            match heading {
                Heading::Danger(peril, pressing) => words.put_danger(line, (peril, pressing)),
                Heading::Harmless => {
                    let parts = words.parts(line);
                    words.harmless.put(Phrase { told: None, parts });
                }
                Heading::Same | Heading::Looks => {}
            }
        }
        words
    }

    fn put_danger(&mut self, line: &'static str, told: (Peril, Pressing)) {
        // What can wait until the evening is not looked for inside of other words.
        if let (Some(letters), Pressing::Now) = (glued(line), told.1)
            && let Some(begin) = letters.get(..GLUED_CHARS_MIN)
        {
            let same = self.glued.entry(begin.to_owned()).or_default();
            same.push(Glued { letters, told });
        }
        let parts = self.parts(line);
        self.danger.put(Phrase {
            told: Some(told),
            parts,
        });
    }

    /// A phrase's words, with those that stand for others replaced as they are in a text.
    fn parts(&self, line: &'static str) -> Vec<Part> {
        let mut parts = Vec::new();
        for word in line.split(' ') {
            match self.reader.same.get(word) {
                Some(others) => parts.extend(others.iter().copied().map(Part::parse)),
                None => parts.push(Part::parse(word)),
            }
        }
        parts
    }

    /// Adds what the words tell of.
    fn find(&self, mut words: Vec<Word>, found: &mut Vec<(Peril, Pressing)>) {
        self.cross_out(&mut words);
        let mut rest = words.as_slice();
        while let Some((word, after)) = rest.split_first() {
            let phrases = self.danger.at(rest).into_iter();
            found.extend(phrases.filter_map(|(phrase, _)| phrase.told));
            for spelling in word.spellings() {
                self.find_glued(spelling, found);
            }
            rest = after;
        }
    }

    /// Adds what a word tells of that is several without a space.
    fn find_glued(&self, word: &str, found: &mut Vec<(Peril, Pressing)>) {
        for start in 0..word.len() {
            let Some(begin) = word.get(start..start + GLUED_CHARS_MIN) else {
                continue;
            };
            let rest = word.get(start..).unwrap_or_default();
            let same = self.glued.get(begin).into_iter().flatten();
            let said = same.filter(|glued| rest.starts_with(&glued.letters));
            found.extend(said.map(|glued| glued.told));
        }
    }

    /// Crosses harmless sayings out: no phrase reaches across what was crossed out.
    fn cross_out(&self, words: &mut [Word]) {
        for start in 0..words.len() {
            let rest = words.get(start..).unwrap_or_default();
            let lengths = self.harmless.at(rest).into_iter().map(|(_, length)| length);
            let length = lengths.max().unwrap_or(0);
            let said = words.iter_mut().skip(start).take(length);
            said.for_each(Word::cross_out);
        }
    }
}

/// A phrase of several words as one; nothing where it has gaps or is too short to be looked for inside of others.
fn glued(line: &str) -> Option<String> {
    let is_gap = |word: &str| word == "_" || word == NUMBER;
    if !line.contains(' ') || line.split(' ').any(is_gap) {
        return None;
    }
    let letters: String = line.chars().filter(|c| c.is_alphanumeric()).collect();
    (letters.len() >= GLUED_CHARS_MIN).then_some(letters)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// How many words the phrase takes at the beginning of `words`; nothing where it does not fit.
fn length_at(phrase: &[Part], words: &[Word]) -> Option<usize> {
    let Some((first, phrase)) = phrase.split_first() else {
        return Some(0);
    };
    if matches!(first, Part::Between) {
        return (0..=BETWEEN_MAX).find_map(|between| {
            let (skipped, rest) = words.split_at_checked(between)?;
            let whole = !skipped.iter().any(Word::is_crossed_out);
            let rest = whole.then(|| length_at(phrase, rest)).flatten()?;
            Some(between + rest)
        });
    }
    let (word, words) = words.split_first()?;
    let rest = first.fits(word).then(|| length_at(phrase, words));
    rest.flatten().map(|rest| rest + 1)
}

/// Whether `typed` is the word with one letter left out, added, wrong, or swapped with its neighbor: after the first,
/// and where words fit that begin so, before the last.
fn is_one_slip_away(word: &str, typed: &str, begins: bool) -> bool {
    if !typed.is_ascii() {
        return false;
    }
    let (word, typed) = (word.as_bytes(), typed.as_bytes());
    let at = word.iter().zip(typed).take_while(|(a, b)| a == b).count();
    let goes_on = |word_from: usize, typed_from: usize| {
        let rests = word.get(at + word_from..).zip(typed.get(at + typed_from..));
        rests.is_some_and(|(word, typed)| {
            if begins {
                !word.is_empty() && typed.starts_with(word)
            } else {
                word == typed
            }
        })
    };
    let swapped = word.get(at) == typed.get(at + 1) && word.get(at + 1) == typed.get(at);
    let slipped = goes_on(1, 1) || goes_on(1, 0) || goes_on(0, 1) || (swapped && goes_on(2, 2));
    at > 0 && slipped
}

#[cfg(test)]
#[path = "list_tests.rs"]
mod tests;
