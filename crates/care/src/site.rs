//! Places, their rooms and their hours.

use crate::{Invalid, Line, RoomId, SiteId, TimeZoneName};
use serde::{Deserialize, Serialize};

/// The most seats a room may have.
pub const SEATS_MAX: u16 = 500;
/// Minutes in a day; the latest end of a [`Span`].
pub const DAY_MINUTES: u16 = 24 * 60;

/// A day of the week. Weeks start on Monday.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Weekday {
    /// The week, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Mon,
        Self::Tue,
        Self::Wed,
        Self::Thu,
        Self::Fri,
        Self::Sat,
        Self::Sun,
    ];

    /// 0 for Monday to 6 for Sunday.
    pub const fn index(self) -> u8 {
        self as u8
    }

    /// Reads an index back.
    pub fn from_index(index: i64) -> Option<Self> {
        usize::try_from(index)
            .ok()
            .and_then(|i| Self::ALL.get(i).copied())
    }

    /// The day on which a date falls.
    pub fn of(date: jiff::civil::Date) -> Self {
        let days = date.weekday().to_monday_zero_offset().unsigned_abs();
        Self::ALL[usize::from(days)]
    }

    /// The full name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mon => "Monday",
            Self::Tue => "Tuesday",
            Self::Wed => "Wednesday",
            Self::Thu => "Thursday",
            Self::Fri => "Friday",
            Self::Sat => "Saturday",
            Self::Sun => "Sunday",
        }
    }

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mon => "mon",
            Self::Tue => "tue",
            Self::Wed => "wed",
            Self::Thu => "thu",
            Self::Fri => "fri",
            Self::Sat => "sat",
            Self::Sun => "sun",
        }
    }
}

/// A stretch of one day in local minutes since midnight. It ends after it starts and within the day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Span {
    /// The day.
    pub day: Weekday,
    /// First minute.
    pub start_minute: u16,
    /// The minute after the last.
    pub end_minute: u16,
}

impl Span {
    /// A span from two times of day such as `9:00`, `17:30`, `5 pm`.
    pub fn parse(day: Weekday, start: &str, end: &str) -> Result<Self, Invalid> {
        Self::new(day, parse_minute(start)?, parse_minute(end)?)
    }

    /// A span from minutes since midnight.
    pub fn new(day: Weekday, start_minute: u16, end_minute: u16) -> Result<Self, Invalid> {
        if end_minute > DAY_MINUTES {
            return Err(Invalid::new(
                "End this on the same day; what runs past midnight is entered as two parts.",
            ));
        }
        if start_minute >= end_minute {
            return Err(Invalid::new(format!(
                "Let this end after it starts; {} is not after {}.",
                minute_text(end_minute),
                minute_text(start_minute)
            )));
        }
        Ok(Self {
            day,
            start_minute,
            end_minute,
        })
    }

    /// "Monday, 9:00 am to 5:00 pm".
    pub fn text(&self) -> String {
        format!(
            "{}, {} to {}",
            self.day.label(),
            minute_text(self.start_minute),
            minute_text(self.end_minute)
        )
    }
}

/// Reads a line of hours the way people write it: `Mon 9:00 to 17:00`, `Mon to Fri 8 am - 8:30 pm`.
/// A stretch of days gives one span a day.
pub fn parse_hours(line: &str) -> Result<Vec<Span>, Invalid> {
    let refused = || {
        Invalid::new(format!(
            "“{}” is not a day with hours. Type a line like: Mon 9:00 to 17:00, or: Mon to Fri 9 am to 5 pm.",
            line.trim()
        ))
    };
    let plain = line
        .trim()
        .replace(['–', '—'], "-")
        .replace('-', " to ")
        .replace(',', " ")
        .to_lowercase();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let day = |word: &str| {
        Weekday::ALL
            .into_iter()
            .find(|day| word == day.code() || word == day.label().to_lowercase())
    };
    let first = words
        .first()
        .and_then(|word| day(word))
        .ok_or_else(refused)?;
    let (last, rest) = match words.get(1..) {
        Some(["to", until, rest @ ..]) => (day(until).ok_or_else(refused)?, rest),
        Some(rest) => (first, rest),
        None => return Err(refused()),
    };
    let rest = rest.join(" ");
    let (start, end) = rest.split_once(" to ").ok_or_else(refused)?;
    if last < first {
        return Err(refused());
    }
    Weekday::ALL
        .into_iter()
        .filter(|day| (first..=last).contains(day))
        .map(|day| Span::parse(day, start, end))
        .collect()
}

/// Spans as lines that [`parse_hours`] reads back.
pub fn hours_text(spans: &[Span]) -> String {
    let line = |span: &Span| {
        format!(
            "{} {} to {}",
            span.day.label(),
            minute_text(span.start_minute),
            minute_text(span.end_minute)
        )
    };
    spans.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Reads a time of day the way people type it: `17:30`, `5:30 pm`, `9am`, `12:00 AM`, `24:00`.
pub fn parse_minute(text: &str) -> Result<u16, Invalid> {
    let refused = || {
        Invalid::new(format!(
            "“{}” is not a time of day. Type it like 9:00, 17:30 or 5:30 pm.",
            text.trim()
        ))
    };
    let lower = text.trim().to_lowercase().replace('.', "");
    let (digits, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(rest), _) => (rest.trim(), Some(0)),
        (_, Some(rest)) => (rest.trim(), Some(12)),
        _ => (lower.as_str(), None),
    };
    let (hour, minute) = digits.split_once(':').unwrap_or((digits, "00"));
    let hour: u16 = hour.trim().parse().map_err(|_| refused())?;
    let minute: u16 = minute.trim().parse().map_err(|_| refused())?;
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return Err(refused()),
        Some(offset) => hour % 12 + offset,
        None => hour,
    };
    if minute > 59 || hour * 60 + minute > DAY_MINUTES || hour > 24 {
        return Err(refused());
    }
    Ok(hour * 60 + minute)
}

/// The minute of the day that a time of day is in.
pub fn minute_of(time: jiff::civil::Time) -> u16 {
    u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs())
}

/// A minute of the day as people read it: "5:30 pm".
pub fn minute_text(minute: u16) -> String {
    let (hour, minute) = (minute / 60 % 24, minute % 60);
    let half = if hour < 12 { "am" } else { "pm" };
    let shown = if hour.is_multiple_of(12) {
        12
    } else {
        hour % 12
    };
    format!("{shown}:{minute:02} {half}")
}

/// How many people a room seats: 1 to [`SEATS_MAX`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Seats(u16);

impl Seats {
    /// Parses a count.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        match text.trim().parse::<u16>() {
            Ok(seats) if (1..=SEATS_MAX).contains(&seats) => Ok(Self(seats)),
            _ => Err(Invalid::new(format!(
                "Enter how many people the room seats, from 1 to {SEATS_MAX}."
            ))),
        }
    }

    /// The count.
    pub const fn get(self) -> u16 {
        self.0
    }
}

/// A place of the organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// Its name.
    pub name: Line,
    /// The zone its clock runs in; everything planned there is planned in it.
    pub zone: TimeZoneName,
    /// When it is open.
    pub hours: Vec<Span>,
}

/// A room at a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// Its id.
    pub id: RoomId,
    /// Where it is.
    pub site: SiteId,
    /// Its name.
    pub name: Line,
    /// How many it seats.
    pub seats: Seats,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_times_as_people_type_them() {
        for (text, minute) in [
            ("9", 540),
            ("9:05", 545),
            ("17:30", 1050),
            ("5:30 pm", 1050),
            ("12 am", 0),
            ("12 pm", 720),
            ("24:00", 1440),
            ("0:00", 0),
            ("9 a.m.", 540),
        ] {
            assert_eq!(parse_minute(text).unwrap(), minute, "{text}");
        }
        for bad in [
            "", "25", "24:01", "9:60", "13 pm", "noon", "-1", "9:5x", "99999999",
        ] {
            assert!(parse_minute(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn reads_lines_of_hours_as_people_write_them() {
        let week = parse_hours("Mon to Fri 8:00 to 20:30").unwrap();
        assert_eq!(week.len(), 5);
        assert_eq!(week[4].text(), "Friday, 8:00 am to 8:30 pm");
        assert_eq!(
            parse_hours("tuesday, 12 pm - 8 pm").unwrap()[0].text(),
            "Tuesday, 12:00 pm to 8:00 pm"
        );
        assert_eq!(parse_hours(&hours_text(&week[..1])).unwrap(), week[..1]);
        for bad in [
            "",
            "Mon",
            "Someday 9 to 5",
            "Mon 9:00",
            "Mon 17:00 to 9:00",
            "Fri to Mon 9 to 17",
            "Mon to",
        ] {
            assert!(parse_hours(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_span_ends_after_it_starts_and_the_same_day() {
        let span = Span::parse(Weekday::Tue, "9:00", "5 pm").unwrap();
        assert_eq!(span.text(), "Tuesday, 9:00 am to 5:00 pm");
        assert!(
            Span::parse(Weekday::Tue, "17:00", "9:00")
                .unwrap_err()
                .0
                .contains("after it starts")
        );
        assert!(
            Span::new(Weekday::Tue, 0, 1441)
                .unwrap_err()
                .0
                .contains("midnight")
        );
    }

    #[test]
    fn a_room_seats_somebody() {
        assert_eq!(Seats::parse(" 12 ").unwrap().get(), 12);
        for bad in ["0", "501", "-3", "many"] {
            assert!(Seats::parse(bad).is_err());
        }
    }
}
