//! A known answer, checked against the form its question asks for.

use super::question::{CELSIUS, fahrenheit};
use super::{Question, QuestionKind};
use crate::Invalid;
use crate::day::{day_text, parse_day};
use crate::daytime::{minute_of, minute_text};
use crate::text::PARAGRAPH_CHARS_MAX;
use crate::zone::TimeZoneName;
use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Words that somebody said or wrote; `Debug` prints `…`, so that they cannot slip into a log.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words(String);

impl Words {
    /// The words, for whoever may read them.
    pub fn open(&self) -> &str {
        &self.0
    }
}

hidden! { Words }

/// A value of the form its question asks for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Value {
    /// Yes or no, the place of a choice among its options, or a number: whatever has a position.
    At(i32),
    /// A date.
    On(Date),
    /// A day with a time of day, at the place of care.
    Moment(DateTime),
    /// A text.
    Words(Words),
    /// The places of the options that apply.
    Several(Vec<usize>),
}

/// A value as it stands in a file or a form, before anybody has checked it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RawValue {
    /// `true` or `false`.
    YesNo(bool),
    /// A whole number.
    Number(i64),
    /// An option, a date, a text.
    Text(String),
    /// Several options.
    Several(Vec<String>),
}

impl Value {
    /// Checks a raw value against its question.
    pub fn parse(question: &Question, raw: &RawValue) -> Result<Self, Invalid> {
        let label = question.label;
        match (question.kind, raw) {
            (QuestionKind::YesNo, RawValue::YesNo(yes)) => Ok(Self::At(i32::from(*yes))),
            (QuestionKind::YesNo, _) => Err(Invalid::new(format!(
                "“{label}” is answered with yes or no."
            ))),
            (QuestionKind::Choice(options), RawValue::Text(text)) => choice(label, options, text),
            // A question that was once answered with yes or no still opens as one of its options.
            (QuestionKind::Choice(options), RawValue::YesNo(yes)) => {
                choice(label, options, if *yes { YES } else { NO })
            }
            (QuestionKind::Multi(options), RawValue::Several(texts)) => {
                let mut places = texts
                    .iter()
                    .map(|text| option(label, options, text))
                    .collect::<Result<Vec<_>, _>>()?;
                places.sort_unstable();
                places.dedup();
                Ok(Self::Several(places))
            }
            (QuestionKind::Choice(options) | QuestionKind::Multi(options), _) => Err(choose(label, options)),
            (QuestionKind::Number { from, to, unit }, RawValue::Number(number)) => i32::try_from(*number)
                .ok()
                .filter(|number| (from..=to).contains(number))
                .map(Self::At)
                .ok_or_else(|| {
                    Invalid::new(format!(
                        "“{label}” is a number from {from} to {to} {unit}; {number} is outside."
                    ))
                }),
            (QuestionKind::Number { from, to, unit }, _) => Err(Invalid::new(format!(
                "“{label}” is a whole number from {from} to {to} {unit}."
            ))),
            (QuestionKind::Tenths { from, to, unit }, raw) => measured(raw, unit, &(from..=to))
                .map(Self::At)
                .ok_or_else(|| {
                    Invalid::new(format!(
                        "“{label}” is a number from {} to {} {unit}{}, such as {}.",
                        from / 10,
                        to / 10,
                        otherwise(unit, from, to),
                        written(from.midpoint(to))
                    ))
                }),
            (QuestionKind::DateTime, RawValue::Text(text)) => moment(label, text),
            (QuestionKind::DateTime, _) => Err(Invalid::new(format!(
                "Write the day and, where it is known, the time of “{label}” like 2026-03-01 21:30."
            ))),
            (QuestionKind::Date, RawValue::Text(text)) => parse_day(text).map(Self::On).map_err(|_| {
                Invalid::new(format!(
                    "“{text}” is not a date. Write “{label}” like Mar 1, 2026, 3/1/2026 or 2026-03-01."
                ))
            }),
            (QuestionKind::Date, _) => Err(Invalid::new(format!(
                "Write the date “{label}” like 2026-03-01."
            ))),
            (QuestionKind::Text, RawValue::Text(text)) => words(label, text),
            (QuestionKind::Text, _) => Err(Invalid::new(format!("“{label}” is answered in words."))),
        }
    }

    /// The value as [`Self::parse`] reads it back: options by their words, so that a later catalogue may order them
    /// differently.
    pub fn raw(&self, question: &Question) -> RawValue {
        match (self, question.kind) {
            (Self::At(position), QuestionKind::YesNo) => RawValue::YesNo(*position == 1),
            (Self::At(position), QuestionKind::Choice(options)) => {
                let option = usize::try_from(*position)
                    .ok()
                    .and_then(|at| options.get(at));
                match option.copied() {
                    Some(YES) => RawValue::YesNo(true),
                    Some(NO) => RawValue::YesNo(false),
                    Some(word) => RawValue::Text(word.to_owned()),
                    None => RawValue::Text(position.to_string()),
                }
            }
            (Self::At(position), QuestionKind::Tenths { .. }) => RawValue::Text(written(*position)),
            (Self::At(position), _) => RawValue::Number(i64::from(*position)),
            (Self::On(date), _) => RawValue::Text(date.to_string()),
            (Self::Moment(moment), _) => RawValue::Text(minute(*moment)),
            (Self::Words(words), _) => RawValue::Text(words.open().to_owned()),
            (Self::Several(places), kind) => {
                let options = match kind {
                    QuestionKind::Multi(options) => options,
                    _ => &[],
                };
                let named = places.iter().filter_map(|at| options.get(*at));
                RawValue::Several(named.map(|option| (*option).to_owned()).collect())
            }
        }
    }

    /// Its position, where it has one.
    pub const fn position(&self) -> Option<i32> {
        match self {
            Self::At(position) => Some(*position),
            Self::On(_) | Self::Moment(_) | Self::Words(_) | Self::Several(_) => None,
        }
    }

    /// How it reads.
    pub fn words(&self, question: &Question) -> String {
        match (self, question.kind) {
            (Self::At(position), _) => question.words(*position),
            (Self::On(date), _) => day_text(*date),
            (Self::Moment(moment), _) => format!(
                "{}, {}",
                day_text(moment.date()),
                minute_text(minute_of(moment.time()))
            ),
            (Self::Words(words), _) => words.open().to_owned(),
            (Self::Several(places), QuestionKind::Multi(options)) => places
                .iter()
                .filter_map(|at| options.get(*at).copied())
                .collect::<Vec<_>>()
                .join(", "),
            (Self::Several(_), _) => String::new(),
        }
    }
}

const YES: &str = "yes";
const NO: &str = "no";

fn choice(label: &str, options: &[&str], text: &str) -> Result<Value, Invalid> {
    option(label, options, text).map(|at| Value::At(i32::try_from(at).unwrap_or(i32::MAX)))
}

/// A number with at most one place after the point, in tenths.
fn tenths(raw: &RawValue) -> Option<i32> {
    match raw {
        RawValue::Number(number) => i32::try_from(*number).ok()?.checked_mul(10),
        RawValue::Text(text) => {
            let text = text.trim();
            let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
            let part = match part.as_bytes() {
                [digit @ b'0'..=b'9'] => i32::from(digit - b'0'),
                _ => return None,
            };
            let plain = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
            let whole = plain.then(|| whole.parse::<i32>().ok())??;
            whole.checked_mul(10)?.checked_add(part)
        }
        RawValue::YesNo(_) | RawValue::Several(_) => None,
    }
}

/// A measured number in tenths of its unit. A temperature is typed in either unit: no body has a temperature that both
/// could mean, so a bare number says by itself which one it is.
fn measured(raw: &RawValue, unit: &str, range: &RangeInclusive<i32>) -> Option<i32> {
    if unit != CELSIUS {
        return tenths(raw).filter(|tenths| range.contains(tenths));
    }
    let (number, letter) = without_degrees(raw);
    let typed = tenths(&number)?;
    let celsius = (letter != Some(FAHRENHEIT_LETTER)).then_some(typed);
    let fahrenheit = (letter != Some(CELSIUS_LETTER)).then(|| celsius_of(typed));
    [celsius, fahrenheit.flatten()]
        .into_iter()
        .flatten()
        .find(|tenths| range.contains(tenths))
}

const CELSIUS_LETTER: char = 'c';
const FAHRENHEIT_LETTER: char = 'f';

/// A number without the unit behind it, and the letter of the unit: "101.4 °F" is 101.4 and `f`.
fn without_degrees(raw: &RawValue) -> (RawValue, Option<char>) {
    let RawValue::Text(text) = raw else {
        return (raw.clone(), None);
    };
    let text = text.trim().to_lowercase();
    let letter = text
        .chars()
        .last()
        .filter(|last| [CELSIUS_LETTER, FAHRENHEIT_LETTER].contains(last));
    let number = text
        .trim_end_matches([CELSIUS_LETTER, FAHRENHEIT_LETTER])
        .trim_end()
        .trim_end_matches('°')
        .trim_end();
    (RawValue::Text(number.to_owned()), letter)
}

/// Tenths of a degree Fahrenheit as tenths of a degree Celsius, to the nearest.
fn celsius_of(fahrenheit: i32) -> Option<i32> {
    let ninths = fahrenheit
        .checked_sub(320)?
        .checked_mul(5)?
        .checked_add(4)?;
    Some(ninths.div_euclid(9))
}

/// The range in the other unit in which a number may be typed.
fn otherwise(unit: &str, from: i32, to: i32) -> String {
    if unit == CELSIUS {
        format!(
            " or from {} to {} °F",
            fahrenheit(from) / 10,
            fahrenheit(to) / 10
        )
    } else {
        String::new()
    }
}

fn written(tenths: i32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn minute(moment: DateTime) -> String {
    moment.strftime("%Y-%m-%d %H:%M").to_string()
}

/// What was told at `at` as so long ago, in the form in which a moment is kept: "5 h" is a time of day, "2 d" a day. Nothing
/// where it was not told like that.
pub fn so_long_ago(text: &str, at: Timestamp, zone: &TimeZoneName) -> Option<String> {
    let told = text.trim().to_ascii_lowercase();
    let told = told.strip_suffix("ago").unwrap_or(&told).trim_end();
    let (number, unit) = told.split_at(told.find(|letter: char| !letter.is_ascii_digit())?);
    let number: u16 = number.parse().ok()?;
    match unit.trim_start() {
        "h" | "hour" | "hours" => {
            let hours = SignedDuration::from_hours(i64::from(number));
            let then = at.checked_sub(hours).ok()?;
            Some(minute(zone.local(then).datetime()))
        }
        "d" | "day" | "days" => {
            let today = zone.local(at).date();
            let then = today.checked_sub(i64::from(number).days()).ok()?;
            Some(then.to_string())
        }
        _ => None,
    }
}

/// A day, or a day and a time: `2026-03-01`, `2026-03-01 21:30`, `3/1/2026 9:30 pm`.
fn moment(label: &str, text: &str) -> Result<Value, Invalid> {
    let text = text.trim();
    if let Ok(day) = parse_day(text) {
        return Ok(Value::On(day));
    }
    let refused = || {
        Invalid::new(format!(
            "“{text}” is not a day with a time. Write “{label}” like 2026-03-01 21:30 or 3/1/2026 9:30 pm; the day alone will do."
        ))
    };
    // The day may hold spaces (Mar 1, 2026) and so may the time (9:30 pm), so every space is tried as the border.
    text.match_indices([' ', 'T'])
        .find_map(|(at, _)| {
            let day = parse_day(text.get(..at)?).ok()?;
            let time = time(text.get(at + 1..)?)?;
            Some(Value::Moment(DateTime::from_parts(day, time)))
        })
        .ok_or_else(refused)
}

fn time(text: &str) -> Option<Time> {
    let text = text.trim().to_ascii_lowercase();
    let (digits, noon) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(digits), _) => (digits.trim(), Some(12)),
        (_, Some(digits)) => (digits.trim(), Some(0)),
        _ => (text.as_str(), None),
    };
    let mut parts = digits.split(':');
    let hour: i8 = parts.next()?.parse().ok()?;
    let minute: i8 = parts.next().map_or(Some(0), |part| part.parse().ok())?;
    let hour = match noon {
        Some(from) if (1..=12).contains(&hour) => hour % 12 + from,
        Some(_) => return None,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

fn option(label: &str, options: &[&str], text: &str) -> Result<usize, Invalid> {
    options
        .iter()
        .position(|option| option.eq_ignore_ascii_case(text.trim()))
        .ok_or_else(|| choose(label, options))
}

fn choose(label: &str, options: &[&str]) -> Invalid {
    Invalid::new(format!(
        "“{label}” is answered with one of: {}.",
        options.join(", ")
    ))
}

fn words(label: &str, text: &str) -> Result<Value, Invalid> {
    let chars = text.chars().count();
    if chars > PARAGRAPH_CHARS_MAX {
        return Err(Invalid::new(format!(
            "Shorten “{label}” to {PARAGRAPH_CHARS_MAX} characters; it has {chars}."
        )));
    }
    Ok(Value::Words(Words(text.trim().to_owned())))
}
