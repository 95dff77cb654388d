//! What the structured intake can ask: one typed question each.

use super::section::Section;
use super::{Source, Substance};
use crate::counted;
use crate::text::same_bytes;

/// What form an answer has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum QuestionKind {
    /// Yes or no.
    YesNo,
    /// One of these. Where the question has a [`Danger`], they stand in its order.
    Choice(&'static [&'static str]),
    /// Any of these.
    Multi(&'static [&'static str]),
    /// A whole number in this range, ends included, of this unit.
    Number {
        /// The least that makes sense.
        from: i32,
        /// The most that makes sense.
        to: i32,
        /// What is counted.
        unit: &'static str,
    },
    /// A measured number with one place after the point, in this range, ends included, counted in tenths.
    Tenths {
        /// The least that makes sense, in tenths.
        from: i32,
        /// The most that makes sense, in tenths.
        to: i32,
        /// What is measured.
        unit: &'static str,
    },
    /// A calendar date.
    Date,
    /// A day with the time of day where it is known, at the place of care.
    DateTime,
    /// A few words of the person or the clinician.
    Text,
}

/// In which direction an answer becomes more dangerous. Numbers by size, choices by their order, yes above no, several
/// by how many apply, dates by how long ago they are.
/// A clinical judgement that the protocol's loader relies on: see [`crate::assessment::protocol`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Danger {
    /// Neither end is more dangerous.
    None,
    /// The higher, the more dangerous.
    Rising,
    /// The lower, the more dangerous.
    Falling,
}

/// What an answer is used for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Feeds {
    /// The placement.
    Placement,
    /// The diagnosis.
    Diagnosis,
    /// The plan of care.
    Plan,
    /// The person's weekly timetable.
    Week,
    /// The safety protocol.
    Safety,
    /// Reporting at admission.
    Reporting,
}

/// How long an answer is true without being asked again: older ones count as unknown. House rules.
pub mod lasts {
    /// Alertness, withdrawal, scales, vital signs.
    pub const HOURS_4: u32 = 4;
    /// Suicide and violence.
    pub const DAY: u32 = 24;
    /// Last use and medicines.
    pub const DAYS_3: u32 = 72;
    /// Everything else.
    pub const DAYS_30: u32 = 30 * 24;
}

/// The unit in which temperatures are kept. They are typed and shown in degrees Fahrenheit as well.
pub const CELSIUS: &str = "°C";

/// Tenths of a degree Celsius as tenths of a degree Fahrenheit, to the nearest.
pub(crate) const fn fahrenheit(celsius: i32) -> i32 {
    (celsius * 9 + 2).div_euclid(5) + 320
}

/// The units in which a measured number may be typed, as they stand beside the field.
pub fn typed_unit(unit: &'static str) -> &'static str {
    if unit == CELSIUS { "°F or °C" } else { unit }
}

/// How a measured number may be typed, for a hint beside its field; nothing is to be said of other answers.
pub const fn typed_hint(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Tenths { unit, .. } if same_bytes(unit.as_bytes(), CELSIUS.as_bytes()) => {
            "For example 98.6 (°F) or 37.0 C."
        }
        QuestionKind::Tenths { .. } => "At most one place after the point.",
        _ => "",
    }
}

/// Words with every temperature in them in degrees Fahrenheit as well: "39 °C (102.2 °F) and more".
pub fn in_both_units(words: &str) -> String {
    let mut parts = words.split(CELSIUS);
    let mut before = parts.next().unwrap_or_default();
    let mut told = before.to_owned();
    for part in parts {
        told.push_str(CELSIUS);
        let number = before.trim_end().rsplit(' ').next();
        if let Some(celsius) = number.and_then(|number| number.parse::<i32>().ok()) {
            told.push_str(" (");
            told.push_str(&tenths(fahrenheit(celsius.saturating_mul(10))));
            told.push_str(" °F)");
        }
        told.push_str(part);
        before = part;
    }
    told
}

/// What is counted, of one: "1 point", "1 person".
fn of_one(unit: &str) -> &str {
    match unit {
        "people" => "person",
        "US standard drinks (14 g)" => "US standard drink (14 g)",
        unit => unit.strip_suffix('s').unwrap_or(unit),
    }
}

/// A number in tenths, with its point.
fn tenths(position: i32) -> String {
    format!("{}.{}", position / 10, (position % 10).abs())
}

/// An option as people read it: a level of care is kept by its code.
fn shown(option: &str) -> String {
    option.replace('_', " ")
}

/// One question.
#[derive(Clone, Copy, PartialEq, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is said of a question by itself"
)]
pub struct Question {
    /// Its lasting name, such as `home.stability`.
    pub id: &'static str,
    /// Where it belongs.
    pub section: Section,
    /// Our short label for a clinician; not words to be read out.
    pub label: &'static str,
    /// The form of its answer.
    pub kind: QuestionKind,
    /// Whether it is asked for each substance.
    pub per_substance: bool,
    /// The substances it is asked for; all of them when empty.
    pub only: &'static [Substance],
    /// When it is asked, as a condition over other facts; always when empty. Nobody is asked what cannot apply.
    pub when: &'static str,
    /// Where nothing can be recommended without it, beside where it is asked: `always`, a condition, or never when empty.
    pub needed: &'static str,
    /// How many hours an answer lasts.
    pub valid_hours: u32,
    /// Whether a dangerous answer stays true: what happened once has happened.
    pub lasting: bool,
    /// Whether a dangerous answer stands, however old, until somebody is asked again.
    pub stands: bool,
    /// How many days ahead a date may lie.
    pub ahead_days: i32,
    /// Who may say it; anybody when empty.
    pub by: &'static [Source],
    /// Which way danger lies.
    pub danger: Danger,
    /// Why anybody asks.
    pub why: &'static str,
    /// About how long it takes, in seconds: our estimate, to add up to "about ten minutes left".
    pub seconds: u16,
    /// What it is used for.
    pub feeds: &'static [Feeds],
    /// Whether it is asked only where nobody else can hear it: whoever is feared may be a partner or a relative.
    pub alone: bool,
    /// Whether it is worked out from other answers and never asked.
    pub derived: bool,
    /// Whether it is no longer asked. Old answers still count.
    pub retired: bool,
}

/// The position of something that never happened: so many hours or days ago that it is out of every window.
pub const NEVER: i32 = 1_000_000;
/// How far a date may lie ahead or back, in the positions of answers: hours or days from now.
const AHEAD: i32 = -10_000;

impl Question {
    /// The lowest and the highest position that an answer typed as a number or chosen from options can take.
    pub const fn bounds(&self) -> Option<(i32, i32)> {
        match self.kind {
            QuestionKind::YesNo => Some((0, 1)),
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_possible_wrap,
                reason = "a question has a handful of options"
            )]
            QuestionKind::Choice(options) => Some((0, options.len() as i32 - 1)),
            QuestionKind::Number { from, to, .. } | QuestionKind::Tenths { from, to, .. } => {
                Some((from, to))
            }
            QuestionKind::Multi(_)
            | QuestionKind::Date
            | QuestionKind::DateTime
            | QuestionKind::Text => None,
        }
    }

    /// The lowest and the highest position of any answer: beside [`Self::bounds`] also options that apply, as bits, and
    /// dates, as the time since then.
    pub const fn reach(&self) -> Option<(i32, i32)> {
        match self.kind {
            QuestionKind::Multi(options) => Some((0, (1 << options.len()) - 1)),
            QuestionKind::Date | QuestionKind::DateTime => Some((AHEAD, NEVER)),
            QuestionKind::Text => None,
            _ => self.bounds(),
        }
    }

    /// The position at the safe end, where danger has a direction; the lowest otherwise.
    pub const fn safest(&self) -> Option<i32> {
        match (self.reach(), self.danger) {
            (Some((_, high)), Danger::Falling) => Some(high),
            (Some((low, _)), Danger::Rising) => Some(low),
            (Some((low, high)), Danger::None) => Some(match self.kind {
                QuestionKind::Date | QuestionKind::DateTime => high,
                _ => low,
            }),
            (None, _) => None,
        }
    }

    /// How an answer at `position` reads: "yes", "mostly stable", "12 days".
    pub fn words(&self, position: i32) -> String {
        match self.kind {
            QuestionKind::YesNo => if position == 1 { "yes" } else { "no" }.to_owned(),
            QuestionKind::Choice(options) => usize::try_from(position)
                .ok()
                .and_then(|at| options.get(at))
                .map_or_else(|| position.to_string(), |option| shown(option)),
            QuestionKind::Number { unit, .. } if position == 1 => format!("1 {}", of_one(unit)),
            QuestionKind::Number { unit, .. } => format!("{position} {unit}"),
            QuestionKind::Tenths { unit: CELSIUS, .. } => format!(
                "{} {CELSIUS} (about {} °F)",
                tenths(position),
                tenths(fahrenheit(position))
            ),
            QuestionKind::Tenths { unit, .. } => format!("{} {unit}", tenths(position)),
            QuestionKind::Multi(options) => options
                .iter()
                .enumerate()
                .filter(|(at, _)| position >> at & 1 == 1)
                .map(|(_, option)| *option)
                .collect::<Vec<_>>()
                .join(", "),
            QuestionKind::Date => format!("{} ago", counted(position, "day", "days")),
            QuestionKind::DateTime => format!("{} ago", counted(position, "hour", "hours")),
            QuestionKind::Text => position.to_string(),
        }
    }

    /// Whether it can be asked about `about`.
    pub fn suits(&self, about: Option<Substance>) -> bool {
        match about {
            None => !self.per_substance,
            Some(substance) => {
                self.per_substance && (self.only.is_empty() || self.only.contains(&substance))
            }
        }
    }

    /// Who counts as the source when `chosen` speaks: what is measured is said by whoever measured it.
    pub fn source(&self, chosen: Source) -> Source {
        match self.by.first() {
            Some(first) if !self.by.contains(&chosen) => *first,
            _ => chosen,
        }
    }

    /// Whether a criterion of a protocol can compare its answers.
    pub const fn comparable(&self) -> bool {
        self.reach().is_some()
    }
}
