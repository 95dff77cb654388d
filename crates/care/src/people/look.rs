//! How an organization looks: one color of its own, and a picture beside its name.
//!
//! A color is taken only where what is written in it can be read: its contrast to the ground is at least 4.5 to 1, which is
//! what WCAG 2.2 asks of text at level AA (success criterion 1.4.3; published). No one color does on light and on dark
//! grounds as ours are, since the first asks for less light than the second allows. So there are two: the color itself on
//! light grounds, and beside it a lighter one on dark grounds, which follows from it unless somebody names another.

use crate::Invalid;
use serde::{Deserialize, Serialize};
use std::fmt;

pub mod picture;
mod tone;

use tone::Tone;

/// The least contrast of text to its ground.
pub const RATIO_MIN: f64 = 4.5;
/// How light the darkest of the light grounds is, and how colorful at most: what is marked, chosen or warned of.
pub const TINT_LIGHT: (f64, f64) = (0.955, 0.018);
/// The same of the lightest of the dark grounds.
pub const TINT_DARK: (f64, f64) = (0.285, 0.032);
/// How light the color for dark grounds is where nobody names one, and how colorful at most.
const ON_DARK: (f64, f64) = (0.79, 0.1);
/// How much darker, or on dark grounds lighter, a color is while it is pointed at.
const STRONGER: f64 = 0.07;
/// How far the search for a color that can be read goes at once.
const STEP: f64 = 0.005;

/// A color as screens mix it: red, green, blue.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Color([u8; 3]);

impl Color {
    /// Reads one as it is written: `#0b5d5d`, with or without the sign, or in three digits.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        let digits = text.strip_prefix('#').unwrap_or(text);
        let digits: Option<Vec<u8>> = digits
            .chars()
            .map(|digit| u8::try_from(digit.to_digit(16)?).ok())
            .collect();
        let digits = digits.unwrap_or_default();
        let parts: Vec<u8> = match digits.len() {
            6 => {
                let pair = |pair: &[u8]| pair.iter().fold(0, |sum, digit| sum * 16 + digit);
                digits.chunks(2).map(pair).collect()
            }
            3 => digits.iter().map(|digit| digit * 17).collect(),
            _ => Vec::new(),
        };
        <[u8; 3]>::try_from(parts).map(Self).map_err(|_| {
            Invalid::new("Write the color as # and six digits from 0 to f, such as #0b5d5d.")
        })
    }

    /// How much the light of two colors differs: from 1 to 21.
    pub fn ratio(self, other: Self) -> f64 {
        let (one, other) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(other) / one.min(other)
    }

    /// Relative luminance as WCAG 2 defines it.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(tone::linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl From<Color> for String {
    fn from(color: Color) -> Self {
        color.to_string()
    }
}

impl TryFrom<String> for Color {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::parse(&text)
    }
}

/// The kind of ground that something is written on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ground {
    /// White, or nearly.
    Light,
    /// Black, or nearly.
    Dark,
}

impl Ground {
    const fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The ground of this kind on which a color can be read least, in the color's own hue.
    fn worst(self, color: Color) -> Color {
        let (lightness, chroma_max) = match self {
            Self::Light => TINT_LIGHT,
            Self::Dark => TINT_DARK,
        };
        Tone::of(color).with(lightness, chroma_max).color()
    }

    /// How well a color can be read on grounds of this kind, at the least.
    pub fn ratio(self, color: Color) -> f64 {
        color.ratio(self.worst(color))
    }

    /// The color in its own hue that can be read and differs least in how light it is.
    fn nearest(self, color: Color) -> Color {
        let tone = Tone::of(color);
        let step = match self {
            Self::Light => -STEP,
            Self::Dark => STEP,
        };
        let mut lightness = tone.lightness;
        let mut found = color;
        while self.ratio(found) < RATIO_MIN && (0.0..=1.0).contains(&lightness) {
            lightness += step;
            found = tone.with(lightness, tone.chroma).color();
        }
        found
    }

    /// Refuses what cannot be read, with how far it is from it and what could be.
    fn check(self, color: Color) -> Result<(), Invalid> {
        let ratio = self.ratio(color);
        if ratio >= RATIO_MIN {
            return Ok(());
        }
        // Cut off and not rounded: 4.48 is not said to be 4.5.
        let told = (ratio * 10.0).floor() / 10.0;
        Err(Invalid::new(format!(
            "Text in {color} has a contrast of {told:.1} to 1 on {} grounds, and cannot be read well by everybody; it takes {RATIO_MIN} to 1. The nearest color that has it is {}.",
            self.word(),
            self.nearest(color)
        )))
    }
}

/// The color of an organization.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Accent {
    /// On light grounds.
    pub light: Color,
    /// On dark grounds, where somebody named one.
    pub dark: Option<Color>,
}

impl Accent {
    /// Whether both can be read: what is wrong with each.
    pub fn check(&self) -> [Result<(), Invalid>; 2] {
        let dark = self.dark.map_or(Ok(()), |dark| Ground::Dark.check(dark));
        [Ground::Light.check(self.light), dark]
    }

    /// On dark grounds, whether or not somebody named one.
    pub fn on_dark(&self) -> Color {
        let follows = || {
            let lighter = Tone::of(self.light).with(ON_DARK.0, ON_DARK.1).color();
            Ground::Dark.nearest(lighter)
        };
        self.dark.unwrap_or_else(follows)
    }

    /// The code kept in the record, which is also in the address of its stylesheet.
    pub fn code(&self) -> String {
        let bare = |color: Color| color.to_string().trim_start_matches('#').to_owned();
        match self.dark {
            Some(dark) => format!("{}-{}", bare(self.light), bare(dark)),
            None => bare(self.light),
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        let six = |text: &str| {
            let mut letters = text.bytes();
            let fits =
                text.len() == 6 && letters.all(|one| matches!(one, b'0'..=b'9' | b'a'..=b'f'));
            fits.then(|| Color::parse(text).ok()).flatten()
        };
        let (light, dark) = match code.split_once('-') {
            Some((light, dark)) => (light, Some(six(dark)?)),
            None => (code, None),
        };
        Some(Self {
            light: six(light)?,
            dark,
        })
    }

    /// What the stylesheet says otherwise where this is the color.
    pub fn style(&self) -> String {
        let (light, dark) = (self.light, self.on_dark());
        let stronger = |color: Color, by: f64| {
            let tone = Tone::of(color);
            tone.with(tone.lightness + by, tone.chroma).color()
        };
        let pairs = [
            ("accent", light, dark),
            (
                "accent-strong",
                stronger(light, -STRONGER),
                stronger(dark, STRONGER),
            ),
            (
                "accent-tint",
                Ground::Light.worst(light),
                Ground::Dark.worst(dark),
            ),
        ];
        let lines =
            pairs.map(|(name, light, dark)| format!("  --{name}: light-dark({light}, {dark});\n"));
        format!(":root {{\n{}}}\n", lines.concat())
    }
}

/// How an organization looks now.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct HouseLook {
    /// Its color, where it has one of its own.
    pub accent: Option<Accent>,
    /// The name of its picture, which follows from what is in it.
    pub logo: Option<String>,
}

impl HouseLook {
    /// As it is kept. A color that is none is left out.
    pub fn of(accent: Option<&str>, logo: Option<String>) -> Self {
        Self {
            accent: accent.and_then(Accent::from_code),
            logo,
        }
    }
}

#[cfg(test)]
mod tests;
