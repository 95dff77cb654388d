//! When in the week a group meets.

use crate::daytime::{minute_text, parse_minute, read_days, worded};
use crate::{Invalid, Weekday, in_a_row};
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
    let plain = worded(line);
    let words: Vec<&str> = plain.split_whitespace().collect();
    let (days, rest) = read_days(&words).ok_or_else(refused)?;
    let clock: Vec<&str> = rest.iter().copied().filter(|word| *word != "at").collect();
    if clock.is_empty() {
        return Err(refused());
    }
    let start_minute = parse_minute(&clock.join(" "))?;
    Ok(days
        .into_iter()
        .map(|day| Meeting { day, start_minute })
        .collect())
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
        format!("{} {}", in_a_row(&days), minute_text(*time))
    };
    times.iter().map(line).collect::<Vec<_>>().join("\n")
}
