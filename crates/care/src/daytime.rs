//! Times of day: the one way of reading them and the one way of writing them.
//!
//! Whatever [`minute_text`] and [`stretch_text`] write, [`parse_minute`], [`parse_end`] and [`parse_stretch`] read back
//! to the same minutes. A stretch ends by minute 1440, the midnight at the end of the day; a time by itself is never it.

use crate::text::fold;
use crate::{Invalid, Weekday};

/// Minutes in a day; the latest end of a stretch of one.
pub const DAY_MINUTES: u16 = 24 * 60;
/// From how many minutes on an age is told in days: two of them, since "26 h" still says which part of a day it was.
const AGE_MINUTES_MAX: u32 = 2 * 24 * 60;
/// The minute of noon.
const NOON: u16 = 12 * 60;

/// A time of day as typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Typed {
    /// Minutes since midnight, up to 1440; before noon where the half of the day was left out.
    minute: u16,
    /// Whether it says am or pm, noon or midnight.
    half: bool,
    /// Whether the other half of the day could be meant: an hour of 1 to 12 without a leading zero.
    open: bool,
}

/// Reads a time of day the way people type it: `9`, `17:30`, `1730`, `5:30 pm`, `5.30pm`, `12 noon`. Answers minutes since
/// midnight, at most 1439.
pub fn parse_minute(text: &str) -> Result<u16, Invalid> {
    match read(text) {
        Some(typed) if typed.minute < DAY_MINUTES => Ok(typed.minute),
        Some(_) if fold(text).to_lowercase().contains("midnight") => Ok(0),
        _ => Err(refused(text)),
    }
}

/// Reads the time at which something ends, 1 to 1440: midnight is the one that ends the day, however it is typed.
pub fn parse_end(text: &str) -> Result<u16, Invalid> {
    match read(text) {
        Some(typed) if typed.minute == 0 => Ok(DAY_MINUTES),
        Some(typed) => Ok(typed.minute),
        None => Err(refused(text)),
    }
}

/// Reads a start and an end typed in two fields. Both stand as they are; see [`parse_stretch`] for one line.
pub fn parse_both(start: &str, end: &str) -> Result<(u16, u16), Invalid> {
    Ok((parse_minute(start)?, parse_end(end)?))
}

/// Reads a stretch of a day in one line: `17:30-21:00`, `5.30pm to 9pm`, `5:30 to 8:30 pm`, `6 pm to 12 am`, `0:00-24:00`.
/// Of a start that leaves am and pm to the end, the one is meant that is nearer before it.
pub fn parse_stretch(text: &str) -> Result<(u16, u16), Invalid> {
    let wrong = || {
        Invalid::new(format!(
            "“{}” is not a stretch of time. Type it like 5:30 to 8:30 pm, or 17:30-20:30.",
            text.trim()
        ))
    };
    let plain = worded(text);
    let (first, last) = plain.split_once(" to ").ok_or_else(wrong)?;
    let end = parse_end(last)?;
    let start = parse_minute(first)?;
    let (from, to) = (read(first), read(last));
    if let (Some(from), Some(to)) = (from, to)
        && from.open
        && !from.half
        && to.half
    {
        // "5:30 to 8:30 pm" is in the evening; "9 to 5 pm" begins in the morning.
        let (early, late) = (start % NOON, start % NOON + NOON);
        return Ok((if late < end { late } else { early }, end));
    }
    Ok((start, end))
}

/// A text in small letters whose dashes and words between two ends are all " to ". What stands between days of a list is a
/// space, also where people type none: "Mon,Wed 5:30 pm", "Mon&Wed".
pub(crate) fn worded(text: &str) -> String {
    let plain = fold(text).to_lowercase().replace('-', " to ");
    let plain = plain.replace([',', '&', '+'], " ");
    let words = plain.split_whitespace().map(|word| match word {
        "until" | "till" | "through" | "thru" => "to",
        word => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

fn refused(text: &str) -> Invalid {
    if text.trim().is_empty() {
        return Invalid::new("Enter a time of day, like 9:00 am, 5:30 pm or 17:30.");
    }
    Invalid::new(format!(
        "“{}” is not a time of day. Type it like 9:00 am, 5:30 pm or 17:30.",
        text.trim()
    ))
}

fn read(text: &str) -> Option<Typed> {
    let plain = fold(text).to_lowercase();
    let named = |minute| Typed {
        minute,
        half: true,
        open: false,
    };
    match plain.as_str() {
        "noon" | "12 noon" | "12:00 noon" => return Some(named(NOON)),
        "midnight" | "12 midnight" | "12:00 midnight" => return Some(named(DAY_MINUTES)),
        _ => {}
    }
    let (digits, half) = without_half(&plain);
    let (hour, minute) = clock(digits)?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let known = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(offset) => hour % 12 + offset,
        None => hour,
    };
    if known > 24 || minute > 59 {
        return None;
    }
    let whole = known * 60 + minute;
    (whole <= DAY_MINUTES).then_some(Typed {
        minute: whole,
        half: half.is_some(),
        open: half.is_none() && (1..=12).contains(&hour) && !digits.starts_with('0'),
    })
}

/// The digits, and the hours that am or pm adds.
fn without_half(plain: &str) -> (&str, Option<u16>) {
    for (ending, hours) in [
        ("a.m.", 0),
        ("p.m.", 12),
        ("a.m", 0),
        ("p.m", 12),
        ("am", 0),
        ("pm", 12),
        ("a", 0),
        ("p", 12),
    ] {
        if let Some(digits) = plain.strip_suffix(ending) {
            return (digits.trim_end(), Some(hours));
        }
    }
    (plain, None)
}

/// Hour and minute: parted by a colon, or by a point before two digits, or as three or four digits in one. "2.0" is none:
/// it could be two o'clock, or eight in the evening without its colon.
fn clock(digits: &str) -> Option<(&str, &str)> {
    let (hour, minute) = if let Some(parts) = digits.split_once([':', '.']) {
        // Browsers add seconds to a time that is pasted from another field.
        (parts.0, parts.1.strip_suffix(":00").unwrap_or(parts.1))
    } else if digits.len() > 2 {
        digits.split_at_checked(digits.len() - 2)?
    } else {
        (digits, "00")
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (matches!(hour.len(), 1 | 2) && minute.len() == 2 && all_digits(hour) && all_digits(minute))
        .then_some((hour, minute))
}

/// The minute of the day that a time of day is in.
pub fn minute_of(time: jiff::civil::Time) -> u16 {
    u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs())
}

/// A minute of the day as people read it: "5:30 pm". The end of the day is "midnight"; what lies beyond belongs to the
/// next day.
pub fn minute_text(minute: u16) -> String {
    if minute == DAY_MINUTES {
        return "midnight".to_owned();
    }
    let (hour, minute) = (minute / 60 % 24, minute % 60);
    let half = if hour < 12 { "am" } else { "pm" };
    let shown = if hour.is_multiple_of(12) {
        12
    } else {
        hour % 12
    };
    format!("{shown}:{minute:02} {half}")
}

/// A minute of the day as whoever reads Spanish reads it: "17:30".
pub fn clock_text(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// Minutes as people say them: "7 h 30 min".
pub fn length_text(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} min"),
    }
}

/// How long something has lasted, as people say it: "less than 1 min", "4 min", "3 h 8 min", then "2 days".
pub fn age_text(minutes: u32) -> String {
    match minutes {
        0 => "less than 1 min".to_owned(),
        1..AGE_MINUTES_MAX => length_text(minutes),
        _ => format!("{} days", minutes / u32::from(DAY_MINUTES)),
    }
}

/// A stretch as people read it: "5:30 pm to 9:00 pm", "10:00 pm to 6:00 am the next day".
pub fn stretch_text(start_minute: u16, end_minute: u16) -> String {
    let next = if end_minute > DAY_MINUTES {
        " the next day"
    } else {
        ""
    };
    format!(
        "{} to {}{next}",
        minute_text(start_minute),
        minute_text(end_minute)
    )
}

/// Reads the days with which a line begins: `mon`, `Mon, Wed and Thu`, `mondays`, `Mon to Fri`. Answers them and the words
/// after them; nothing where the line does not begin with a day, or a stretch runs backwards.
pub(crate) fn read_days<'w>(words: &'w [&'w str]) -> Option<(Vec<Weekday>, &'w [&'w str])> {
    let mut days: Vec<Weekday> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        match (day(word), *word) {
            (Some(day), _) => days.push(day),
            (None, "and") if !days.is_empty() => {}
            (None, "to") if !days.is_empty() => {
                let (from, until) = (*days.last()?, words.get(at + 1).and_then(|word| day(word))?);
                if until <= from {
                    return None;
                }
                days.extend(
                    Weekday::ALL
                        .into_iter()
                        .filter(|d| from < *d && *d <= until),
                );
                at += 1;
            }
            _ => break,
        }
        at += 1;
    }
    (!days.is_empty()).then(|| (days, &words[at..]))
}

/// A day by its code, its name or its plural.
fn day(word: &str) -> Option<Weekday> {
    let word = word.trim_end_matches(['.', ':']);
    Weekday::ALL.into_iter().find(|day| {
        let name = day.label().to_lowercase();
        word == day.code() || word == name || word.strip_suffix('s') == Some(name.as_str())
            // "Tues", "Thur", "Thurs": the beginning of a name from its code on.
            || (word.len() > 3 && name.starts_with(word))
    })
}

#[cfg(test)]
mod tests;
