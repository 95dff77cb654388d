//! Places, their rooms and their hours.

use crate::daytime::{parse_both, parse_stretch, read_days, stretch_text, worded};
use crate::{Invalid, Line, RoomId, SiteId, TimeZoneName, UsState};
use serde::{Deserialize, Serialize};

pub use crate::daytime::{DAY_MINUTES, minute_of, minute_text, parse_minute};

/// The most seats a room may have.
pub const SEATS_MAX: u16 = 500;

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
        let (start, end) = parse_both(start, end)?;
        Self::new(day, start, end)
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
                "Let this end after it starts; {} is not after {}. What runs past midnight is two lines: up to midnight, and from 12:00 am on the next day.",
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
        let stretch = stretch_text(self.start_minute, self.end_minute);
        format!("{}, {stretch}", self.day.label())
    }
}

/// Reads a line of hours the way people write it: `Mon 9:00 to 17:00`, `Mon to Fri 8 am - 8:30 pm`, `Sat and Sun
/// 0:00-24:00`. Each day gives one span.
pub fn parse_hours(line: &str) -> Result<Vec<Span>, Invalid> {
    let refused = || {
        Invalid::new(format!(
            "“{}” is not a day with hours. Type a line like: Mon 9:00 to 17:00, or: Mon to Fri 9 am to 5 pm.",
            line.trim()
        ))
    };
    let plain = worded(line);
    let words: Vec<&str> = plain.split_whitespace().collect();
    let (days, rest) = read_days(&words).ok_or_else(refused)?;
    let (start, end) = parse_stretch(&rest.join(" ")).map_err(|_| refused())?;
    days.into_iter()
        .map(|day| Span::new(day, start, end))
        .collect()
}

/// Spans as lines that [`parse_hours`] reads back.
pub fn hours_text(spans: &[Span]) -> String {
    let line = |span: &Span| {
        let stretch = stretch_text(span.start_minute, span.end_minute);
        format!("{} {stretch}", span.day.label())
    };
    spans.iter().map(line).collect::<Vec<_>>().join("\n")
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
    /// The state it is in, whose laws about minors apply; nothing where nobody said it.
    #[serde(default)]
    pub state: Option<UsState>,
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
    fn reads_lines_of_hours_as_people_write_them() {
        let week = parse_hours("Mon to Fri 8:00 to 20:30").unwrap();
        assert_eq!(week.len(), 5);
        assert_eq!(week[4].text(), "Friday, 8:00 am to 8:30 pm");
        assert_eq!(
            parse_hours("tuesday, 12 pm - 8 pm").unwrap()[0].text(),
            "Tuesday, 12:00 pm to 8:00 pm"
        );
        let night = "Mon 0:00 to 24:00\nSat and Sun 6 pm - 12 am\nFri 17:30-21:00";
        let spans = |text: &str| -> Vec<Span> {
            text.lines()
                .flat_map(|line| parse_hours(line).unwrap())
                .collect()
        };
        for all in [week, spans(night)] {
            assert_eq!(spans(&hours_text(&all)), all);
        }
        assert_eq!(
            hours_text(&spans(night)[..2]),
            "Monday 12:00 am to midnight\nSaturday 6:00 pm to midnight"
        );
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
