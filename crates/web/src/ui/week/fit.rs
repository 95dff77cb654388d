//! What of a block is shown at which width of the week: all of it where there is room for every line, then less, and
//! the name shortened by words. Nothing is left for the stylesheet to cut.
//!
//! Lengths are in hundredths of an em of the week's own type. What the stylesheet says in em is said here once more,
//! and a test holds both together. Letters are counted as wide as in the widest of the fonts that a browser may choose,
//! so that a line which fits here fits there.

use super::short::{abbreviated, without_the_last};

/// The widths of a week, in em, from which on its blocks show more; the stylesheet asks for each. What is narrower than
/// the first is laid out as if it were as wide.
pub const WIDTHS_EM: [u32; 5] = [40, 54, 68, 82, 100];

/// The hours beside the days.
const HOURS: u32 = 480;
/// The height of half an hour.
const LINE: u32 = 210;
/// The height of a line of words.
const WORDS: u32 = 125;
/// What margin and padding take of a block's height, and something to spare.
const ABOVE_AND_BELOW: u32 = 40;
/// What padding and border take of a block's width.
const BESIDE: u32 = 110;
/// What padding and border take of a day's width.
const AROUND: u32 = 70;
/// Between two blocks beside each other.
const GAP: u32 = 20;
/// The widest letter.
const LETTER_MAX: u32 = 110;

/// What there is to say of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// When it starts, in the fewest letters: `6:30`.
    pub start: String,
    /// What it is.
    pub title: String,
    /// From when to when.
    pub time: String,
    /// What kind it is, where the title does not say it.
    pub kind: Option<String>,
    /// Where, with whom; may be empty.
    pub detail: String,
}

impl Told {
    /// All of it in one line, for whoever points at the block or hears it.
    pub fn everything(&self) -> String {
        let parts = [
            self.title.as_str(),
            self.time.as_str(),
            self.kind.as_deref().unwrap_or_default(),
            self.detail.as_str(),
        ];
        let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        said.join(", ")
    }
}

/// What of a block is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All of it, one below the other.
    Whole,
    /// All but where and with whom.
    Plain,
    /// When it starts, and its name as far as there is room; perhaps none of it.
    Words(String),
    /// Nothing: it has no room for the time.
    Nothing,
}

/// The room of a block for words.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// How long a line may be.
    pub width: u32,
    /// How many lines there are.
    pub lines: u32,
}

/// How a week is divided among its days, and a day among what stands beside each other in it.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    /// The shares of the whole week.
    pub of_week: u32,
    /// The shares of the day.
    pub of_day: u32,
    /// How many blocks stand beside each other in it.
    pub beside: u32,
    /// Whether the block has the day's width for itself.
    pub alone: bool,
    /// The half hours that it takes.
    pub half_hours: u32,
}

impl Share {
    /// The room of the block in a week of this width, in em.
    pub fn room(self, width_em: u32) -> Room {
        self.high(width_em, LINE * self.half_hours)
    }

    /// The same of a block that takes so many quarters of an hour, where each has a line of its own.
    pub fn quarters(self, width_em: u32, quarters: u32) -> Room {
        self.high(width_em, LINE * quarters / 2)
    }

    fn high(self, width_em: u32, height: u32) -> Room {
        let days = (width_em * 100).saturating_sub(HOURS);
        let day = (days * self.of_day / self.of_week.max(1)).saturating_sub(AROUND);
        let beside = if self.alone { 1 } else { self.beside.max(1) };
        let block = day.saturating_sub(GAP * (beside - 1)) / beside;
        Room {
            width: block.saturating_sub(BESIDE),
            lines: height.saturating_sub(ABOVE_AND_BELOW) / WORDS,
        }
    }
}

/// What of a block fits into a room.
pub fn fit(told: &Told, room: Room) -> Shown {
    let mut wishes = vec![Shown::Whole, Shown::Plain];
    let names = abbreviated(&told.title);
    let shortest = names.last().cloned().unwrap_or_default();
    wishes.extend(names.into_iter().map(Shown::Words));
    // A word is broken where it is longer than a line, and only where nothing else would do.
    let unbroken = |shown: &&Shown| fits(told, shown, room) && !breaks(told, shown, room);
    if let Some(shown) = wishes.iter().find(unbroken) {
        return shown.clone();
    }
    if let Some(shown) = wishes.iter().find(|shown| fits(told, shown, room)) {
        return shown.clone();
    }
    let mut rest: Vec<Shown> = without_the_last(&shortest)
        .into_iter()
        .map(Shown::Words)
        .collect();
    rest.push(Shown::Words(String::new()));
    let left = rest.iter().find(unbroken);
    left.cloned().unwrap_or(Shown::Nothing)
}

/// The lines that something takes at a width.
pub fn lines_of(told: &Told, shown: &Shown, width: u32) -> u32 {
    let texts = texts(told, shown);
    texts.iter().map(|text| wrapped(text, width)).sum()
}

/// What is shown, each part from a line of its own on.
fn texts(told: &Told, shown: &Shown) -> Vec<String> {
    let plain = [
        Some(told.title.clone()),
        Some(told.time.clone()),
        told.kind.clone(),
    ];
    match shown {
        Shown::Whole => {
            let all = plain.into_iter().chain([Some(told.detail.clone())]);
            all.flatten().collect()
        }
        Shown::Plain => plain.into_iter().flatten().collect(),
        Shown::Words(name) => vec![format!("{} {name}", told.start)],
        Shown::Nothing => Vec::new(),
    }
}

fn fits(told: &Told, shown: &Shown, room: Room) -> bool {
    room.width >= LETTER_MAX
        && length(&told.start) <= room.width
        && lines_of(told, shown, room.width) <= room.lines
}

fn breaks(told: &Told, shown: &Shown, room: Room) -> bool {
    let texts = texts(told, shown);
    let mut words = texts.iter().flat_map(|text| text.split_whitespace());
    words.any(|word| length(word) > room.width)
}

/// How many lines a text takes, as a browser breaks it: between words, and within one that is longer than a line.
fn wrapped(text: &str, width: u32) -> u32 {
    let (mut lines, mut used) = (0, 0);
    for word in text.split_whitespace() {
        let long = length(word);
        if lines > 0 && used + letter(' ') + long <= width {
            used += letter(' ') + long;
            continue;
        }
        lines += 1;
        used = 0;
        for one in word.chars().map(letter) {
            if used > 0 && used + one > width {
                lines += 1;
                used = 0;
            }
            used += one;
        }
    }
    lines
}

fn length(text: &str) -> u32 {
    text.chars().map(letter).sum()
}

/// How wide a letter is at most, in the boldest and widest font that a system may have for its pages.
fn letter(one: char) -> u32 {
    match one {
        ' ' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' | '(' | ')' | 'i' | 'í' | 'j'
        | 'l' | 'I' => 46,
        '-' | '/' | '"' | 'f' | 'r' | 't' => 54,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '–' => LETTER_MAX,
        '&' => 90,
        one if one > '\u{24f}' => LETTER_MAX,
        one if one.is_uppercase() => 86,
        _ => 73,
    }
}

#[cfg(test)]
mod tests;
