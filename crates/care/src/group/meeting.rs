//! When in the week a group meets.

use crate::site::{minute_text, parse_minute};
use crate::{Invalid, Weekday};
use serde::{Deserialize, Serialize};

/// A day of the week and the minute of the local day at which a meeting starts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Meeting {
    /// The day.
    pub day: Weekday,
    /// Minutes since local midnight.
    pub start_minute: u16,
}

impl Meeting {
    /// "Monday 5:30 pm".
    pub fn text(&self) -> String {
        format!("{} {}", self.day.label(), minute_text(self.start_minute))
    }
}

/// Reads lines of meetings as people write them: `Mon, Wed and Thu 5:30 pm`, `Mon to Thu 17:30`, `Fridays at 9`.
/// Answers them in the order of the week.
pub fn parse_meetings(text: &str) -> Result<Vec<Meeting>, Invalid> {
    let mut meetings = Vec::new();
    for line in text
        .split(['\n', ';'])
        .filter(|line| !line.trim().is_empty())
    {
        meetings.extend(parse_line(line)?);
    }
    meetings.sort_unstable();
    Ok(meetings)
}

fn parse_line(line: &str) -> Result<Vec<Meeting>, Invalid> {
    let refused = || {
        Invalid::new(format!(
            "“{}” is not a time of the week. Type days and a time, such as: Mon, Wed and Thu 5:30 pm.",
            line.trim()
        ))
    };
    let plain = line
        .to_lowercase()
        .replace(['–', '—', '-'], " to ")
        .replace([',', '&', '+'], " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let mut days: Vec<Weekday> = Vec::new();
    let mut stretch = false;
    let mut time = words.len();
    for (at, word) in words.iter().enumerate() {
        match (day(word), *word) {
            (Some(day), _) if stretch => {
                let from = *days.last().ok_or_else(refused)?;
                if day <= from {
                    return Err(refused());
                }
                days.extend(Weekday::ALL.into_iter().filter(|d| from < *d && *d <= day));
                stretch = false;
            }
            (Some(day), _) => days.push(day),
            (None, "and") => {}
            (None, "to") if !days.is_empty() => stretch = true,
            _ => {
                time = at;
                break;
            }
        }
    }
    let clock: Vec<&str> = words[time..]
        .iter()
        .copied()
        .filter(|word| *word != "at")
        .collect();
    if days.is_empty() || clock.is_empty() || stretch {
        return Err(refused());
    }
    let start_minute = parse_minute(&clock.join(" "))?;
    Ok(days
        .into_iter()
        .map(|day| Meeting { day, start_minute })
        .collect())
}

/// A day by its code, its name or its plural.
fn day(word: &str) -> Option<Weekday> {
    let word = word.trim_end_matches('.');
    Weekday::ALL.into_iter().find(|day| {
        let name = day.label().to_lowercase();
        word == day.code() || word == name || word.strip_suffix('s') == Some(name.as_str())
            // "Tues", "Thur", "Thurs": the beginning of a name from its code on.
            || (word.len() > 3 && name.starts_with(word))
    })
}

/// Meetings as lines that [`parse_meetings`] reads back, one line for each time of day.
pub fn meetings_text(meetings: &[Meeting]) -> String {
    let mut times: Vec<u16> = meetings
        .iter()
        .map(|meeting| meeting.start_minute)
        .collect();
    times.sort_unstable();
    times.dedup();
    let line = |time: &u16| {
        let days: Vec<&str> = meetings
            .iter()
            .filter(|meeting| meeting.start_minute == *time)
            .map(|meeting| &meeting.day.label()[..3])
            .collect();
        let days = match days.as_slice() {
            [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => days.concat(),
        };
        format!("{days} {}", minute_text(*time))
    };
    times.iter().map(line).collect::<Vec<_>>().join("\n")
}
