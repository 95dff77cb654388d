//! Somebody's sessions as a calendar that a phone can subscribe to.
//!
//! Whoever looks over a shoulder at a phone, and whoever runs the calendar's server, learns that somebody has an
//! appointment and nothing more: titles say nothing about treatment, places are left out unless their owner wants
//! them, and names under which calendars keep events apart differ from person to person.

mod write;
mod zone;

pub use write::write;

use crate::Invalid;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The longest title, in characters.
pub const TITLE_CHARS_MAX: usize = 40;
/// What appointments are called until their owner chooses something else.
pub const TITLE: &str = "Appointment";
/// Titles that are offered.
pub const TITLES: [&str; 5] = [TITLE, "Meeting", "Class", "Busy", "Study group"];
/// How many weeks back a calendar reaches: what was there does not vanish at once.
pub const WEEKS_BACK: i32 = 4;
/// How many weeks ahead a calendar reaches.
pub const WEEKS_AHEAD: i32 = 12;

/// What appointments are called in somebody's calendar.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Title(String);

impl Title {
    /// Parses a title: one line of at most [`TITLE_CHARS_MAX`] characters.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let line = crate::Line::parse(text, "what your calendar should call them")?;
        let chars = line.as_str().chars().count();
        if chars > TITLE_CHARS_MAX {
            return Err(Invalid::new(format!(
                "Shorten this to {TITLE_CHARS_MAX} characters; it has {chars}."
            )));
        }
        Ok(Self(line.into()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Title {
    fn default() -> Self {
        Self(TITLE.to_owned())
    }
}

impl TryFrom<String> for Title {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::parse(&text)
    }
}

impl From<Title> for String {
    fn from(title: Title) -> Self {
        title.0
    }
}

/// What a calendar says.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CalendarChoice {
    /// What every appointment is called.
    pub title: Title,
    /// Whether appointments say where they are.
    pub place: bool,
    /// Whether they are called by their group instead. Only who leads groups is asked; groups never name a person.
    pub group_names: bool,
}

/// One appointment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalendarEntry {
    /// Its name among appointments; the same as long as it is the same appointment.
    pub uid: String,
    /// The IANA name of the zone whose clocks it goes by.
    pub zone: crate::TimeZoneName,
    /// When it starts.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub place: Option<String>,
    /// Whether it was called off.
    pub cancelled: bool,
    /// How often it was changed; a calendar believes the highest.
    pub sequence: u32,
}

#[cfg(test)]
mod tests;
