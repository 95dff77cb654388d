//! What the public page of a site says beside its name, its hours and its programs. What nobody wrote down is unknown,
//! and the page leaves it out: a worried person is never told a guess.

use crate::people::spoken::SpokenLanguage;
use crate::text::clean;
use crate::{Invalid, Line, Paragraph, Phone};
use serde::{Deserialize, Serialize};

mod kept_languages;

/// The most lines of an address, as on an envelope.
pub const ADDRESS_LINES_MAX: usize = 5;
/// The most payers that are named.
pub const PAYERS_MAX: usize = 40;
/// The longest text, in characters: with all of them the page stays light enough for an old phone.
pub const WORDS_CHARS_MAX: usize = 800;
/// Nobody is older than this, in years.
const AGE_YEARS_MAX: u8 = 120;

codes! {
    /// A medicine for addiction. Methadone for opioid use disorder is dispensed by certified opioid treatment programs
    /// (published: 42 CFR 8.11, 21 CFR 1306.07(a)), and elsewhere only to tide somebody over for three days or in a
    /// hospital (21 CFR 1306.07(b) and (c)), which is why "given here" and "welcome here" are two questions.
    OfferedMedicine {
        /// Methadone.
        Methadone = "methadone", "Methadone";
        /// Buprenorphine under the tongue.
        Buprenorphine = "buprenorphine", "Buprenorphine, under the tongue";
        /// Buprenorphine by injection.
        BuprenorphineShot = "buprenorphine_shot", "Buprenorphine, weekly or monthly injection";
        /// Naltrexone by mouth.
        Naltrexone = "naltrexone", "Naltrexone, tablets";
        /// Naltrexone by injection.
        NaltrexoneShot = "naltrexone_shot", "Naltrexone, monthly injection";
        /// Acamprosate.
        Acamprosate = "acamprosate", "Acamprosate";
        /// Disulfiram.
        Disulfiram = "disulfiram", "Disulfiram";
        /// Nicotine replacement, bupropion, varenicline.
        Tobacco = "tobacco", "Medicine to stop smoking";
        /// Naloxone to take home.
        Naloxone = "naloxone", "Naloxone to take home";
    }
}

codes! {
    /// How care can be paid for.
    Payment {
        /// Medicaid.
        Medicaid = "medicaid", "Medicaid";
        /// Medicare.
        Medicare = "medicare", "Medicare";
        /// Private insurance.
        Private = "private", "Private or employer insurance";
        /// Plans of the military and of veterans.
        Military = "military", "TRICARE or Veterans Affairs";
        /// Tribal or Indian Health Service funding.
        Tribal = "tribal", "Indian Health Service or tribal funding";
        /// Public money for those without insurance.
        Public = "public", "State or county funding for people without insurance";
        /// Paying oneself.
        Oneself = "oneself", "Self-pay";
        /// A fee by income.
        Sliding = "sliding", "Sliding fee by income";
        /// Paying in parts.
        Parts = "parts", "Payment in installments";
    }
}

codes! {
    /// How much of the care can be had by video.
    Remote {
        /// None.
        Nothing = "nothing", "No care by video";
        /// Some of it.
        Partly = "some", "Some sessions by video";
        /// All of it.
        All = "all", "All sessions can be by video";
    }
}

codes! {
    /// What makes it easier to come and to take part.
    Ease {
        /// Without steps.
        Wheelchair = "wheelchair", "Wheelchair: entrance, rooms and restroom";
        /// Parking for people with disabilities.
        Parking = "parking", "Accessible parking";
        /// A bus or a train near by.
        Transit = "transit", "Bus or train within a short walk";
        /// Help with the way.
        Ride = "ride", "Help with rides";
        /// An interpreter at no cost.
        Interpreter = "interpreter", "Interpreter at no cost";
        /// A sign language interpreter.
        Signing = "signing", "Sign language interpreter at no cost";
        /// For people who hear little.
        Hearing = "hearing", "Hearing loop, captions or relay calls";
        /// For people who see or read little.
        Reading = "reading", "Large print, or help with reading and forms";
        /// Care of children.
        ChildCare = "child_care", "Child care during sessions";
        /// Service animals.
        Animals = "animals", "Service animals welcome";
    }
}

/// A text in both languages of the public pages, as far as it was written.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Both {
    /// In English.
    pub en: Option<Paragraph>,
    /// In Spanish.
    pub es: Option<Paragraph>,
}

impl Both {
    /// Whether it was written in neither.
    pub const fn is_empty(&self) -> bool {
        self.en.is_none() && self.es.is_none()
    }

    /// Whether one of the languages is missing.
    pub const fn is_half(&self) -> bool {
        self.en.is_some() != self.es.is_some()
    }
}

/// Who may come, in full years.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ages {
    /// From this age.
    pub from: u8,
    /// Up to and including this age; nothing where there is no end.
    #[serde(default)]
    pub to: Option<u8>,
}

impl Ages {
    /// Reads two fields; nothing where both are empty.
    pub fn parse(from: &str, to: &str) -> Result<Option<Self>, Invalid> {
        let (from, to) = (clean(from), clean(to));
        let (from, to) = (from.trim(), to.trim());
        if from.is_empty() && to.is_empty() {
            return Ok(None);
        }
        let age = |text: &str| {
            let years = text.parse::<u8>().ok();
            years.filter(|years| *years <= AGE_YEARS_MAX)
        };
        let refused = || Invalid::new("Enter ages in full years, such as 18, or from 12 to 17.");
        let first = age(from).ok_or_else(refused)?;
        let last = match to {
            "" => None,
            to => Some(age(to).ok_or_else(refused)?),
        };
        if last.is_some_and(|last| last < first) {
            return Err(Invalid::new(
                "The last age is below the first. Exchange them, or leave the last one empty.",
            ));
        }
        Ok(Some(Self {
            from: first,
            to: last,
        }))
    }
}

/// Digits behind the point of a degree: about a meter on the ground.
const DEGREE_DIGITS: usize = 5;
/// One degree in the unit that is kept.
const DEGREE: i32 = 100_000;

/// A place on the map: degrees north and east, kept to a hundred-thousandth.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Point {
    north: i32,
    east: i32,
}

impl Point {
    /// Reads what maps show: `44.10370, -69.10890`.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = clean(text);
        let both = text.split_once(',').and_then(|(north, east)| {
            Some(Self {
                north: degrees(north, 90)?,
                east: degrees(east, 180)?,
            })
        });
        both.ok_or_else(|| {
            Invalid::new(
                "Enter the place as a map shows it: degrees north, a comma, degrees east, such as 44.1037, -69.1089.",
            )
        })
    }

    /// Degrees north, with a point.
    pub fn north(self) -> String {
        degrees_text(self.north)
    }

    /// Degrees east, with a point.
    pub fn east(self) -> String {
        degrees_text(self.east)
    }
}

/// A number of degrees within its bounds, either way.
fn degrees(text: &str, most: i32) -> Option<i32> {
    let text = text.trim();
    let (minus, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !plain(whole) || !plain(fraction) {
        return None;
    }
    let zeros = std::iter::repeat('0');
    let fraction: String = fraction.chars().chain(zeros).take(DEGREE_DIGITS).collect();
    let value = whole.parse::<i32>().ok()? * DEGREE + fraction.parse::<i32>().ok()?;
    (value <= most * DEGREE).then_some(if minus { -value } else { value })
}

fn degrees_text(value: i32) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let value = value.abs();
    let (whole, fraction) = (value / DEGREE, value % DEGREE);
    format!("{sign}{whole}.{fraction:05}")
}

impl std::fmt::Display for Point {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}", self.north(), self.east())
    }
}

impl TryFrom<String> for Point {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::parse(&text)
    }
}

impl From<Point> for String {
    fn from(point: Point) -> Self {
        point.to_string()
    }
}

/// What the public page of a site says. Everything may be unknown.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Leaflet {
    /// The address, line by line as on an envelope.
    pub address: Vec<Line>,
    /// Where that is on the map.
    pub point: Option<Point>,
    /// How to get there.
    pub way: Both,
    /// Its own number, where it has one.
    pub phone: Option<Phone>,
    /// Who may come.
    pub ages: Option<Ages>,
    /// The languages in which somebody is helped.
    #[serde(with = "kept_languages")]
    pub speaks: Vec<SpokenLanguage>,
    /// Medicines that are given or prescribed here.
    pub gives: Vec<OfferedMedicine>,
    /// Medicines with which people are welcome here who get them elsewhere.
    pub welcomes: Vec<OfferedMedicine>,
    /// How care can be paid for.
    pub pays: Vec<Payment>,
    /// The payers that are taken, by name.
    pub payers: Vec<Line>,
    /// What it costs, in words.
    pub cost: Both,
    /// How much can be had by video.
    pub telehealth: Option<Remote>,
    /// What makes it easier to come.
    pub eases: Vec<Ease>,
    /// What to know before the first visit.
    pub first: Both,
    /// Whom to ask about privacy, and how they are reached.
    pub privacy: Option<Line>,
}

/// A short text in one language, or nothing where nothing was typed.
pub fn words(text: &str) -> Result<Option<Paragraph>, Invalid> {
    let words = Paragraph::optional(text)?;
    let chars = words
        .as_ref()
        .map_or(0, |words| words.as_str().chars().count());
    if chars > WORDS_CHARS_MAX {
        return Err(Invalid::new(format!(
            "Shorten this to {WORDS_CHARS_MAX} characters; it has {chars}. Few people read more on a telephone."
        )));
    }
    Ok(words)
}

/// Lines that were typed one below the other, at most so many; `what` names one in the refusal.
pub fn lines(text: &str, most: usize, what: &str) -> Result<Vec<Line>, Invalid> {
    let text = clean(text);
    let typed = text.lines().filter(|line| !line.trim().is_empty());
    let lines = typed
        .map(|line| Line::parse(line, what))
        .collect::<Result<Vec<_>, _>>()?;
    if lines.len() > most {
        return Err(Invalid::new(format!(
            "These are {} lines; leave at most {most}.",
            lines.len()
        )));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_maps_show_it_and_printed_so_that_it_is_read_back() {
        let point = Point::parse("44.10370123, −69.1089").unwrap();
        assert_eq!(point.to_string(), "44.10370, -69.10890");
        assert_eq!(Point::parse(&point.to_string()).unwrap(), point);
        assert_eq!(Point::parse("-0.5,0").unwrap().north(), "-0.50000");
        for bad in [
            "", "44", "91, 0", "0, 181", "a, b", "1e1, 2", "44.1, ", "1,2,3", "+1, 2",
        ] {
            assert!(Point::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn ages_are_full_years_with_or_without_an_end() {
        let ages = |from, to| Ages::parse(from, to);
        assert_eq!(ages("", " ").unwrap(), None);
        let adults = ages("18", "").unwrap().unwrap();
        assert_eq!((adults.from, adults.to), (18, None));
        assert_eq!(ages("12", "17").unwrap().unwrap().to, Some(17));
        for (from, to) in [
            ("", "17"),
            ("18", "17"),
            ("121", ""),
            ("x", ""),
            ("18", "-1"),
        ] {
            assert!(ages(from, to).is_err(), "{from} {to}");
        }
    }

    #[test]
    fn texts_stay_short_and_lines_few() {
        assert_eq!(words(" \n").unwrap(), None);
        assert!(words(&"a".repeat(WORDS_CHARS_MAX)).unwrap().is_some());
        let long = words(&"a".repeat(WORDS_CHARS_MAX + 1)).unwrap_err().0;
        assert!(long.contains("it has 801"), "{long}");
        let two = lines("12 Mill Street\r\n\r\n Rockland, ME ", 2, "a line").unwrap();
        assert_eq!(two.len(), 2);
        assert_eq!(two[1].as_str(), "Rockland, ME");
        assert!(lines("a\nb\nc", 2, "a line").is_err());
    }

    #[test]
    fn what_nobody_wrote_is_unknown() {
        let nothing: Leaflet = serde_json::from_str("{}").unwrap();
        assert_eq!(nothing, Leaflet::default());
        assert!(nothing.cost.is_empty() && !nothing.cost.is_half());
    }
}
