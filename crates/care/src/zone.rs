//! Time zones by their IANA name.

use crate::Invalid;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// The name of a zone in the IANA time-zone database, such as `America/Denver`. It exists: parsing looked it up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeZoneName(String);

impl TimeZoneName {
    /// Looks the zone up.
    pub fn parse(name: &str) -> Result<Self, Invalid> {
        let name = name.trim();
        match TimeZone::get(name) {
            Ok(zone) => Ok(Self(zone.iana_name().unwrap_or(name).to_owned())),
            Err(_) => Err(Invalid::new(format!(
                "“{name}” is not a time zone this computer knows. Use a name with a region and a city, such as America/New_York or America/Los_Angeles."
            ))),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The zone itself. A zone that has vanished from the database since it was parsed reads as UTC.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.0).unwrap_or(TimeZone::UTC)
    }

    /// What the clocks there show at an instant.
    pub fn local(&self, at: jiff::Timestamp) -> jiff::ZonedDateTime {
        at.to_zoned_datetime(self.zone())
    }

    /// The instant at which the clocks there show `minute` of `date`; 1440 is the midnight that ends it. A time that the
    /// clocks skip is the one after the gap, a time they show twice is the first.
    pub fn instant(&self, date: jiff::civil::Date, minute: u16) -> jiff::Timestamp {
        let midnight = jiff::civil::DateTime::from_parts(date, jiff::civil::Time::midnight());
        let local = midnight
            .checked_add(jiff::SignedDuration::from_mins(i64::from(minute)))
            .unwrap_or(midnight);
        self.zone()
            .to_timestamp(local)
            .unwrap_or(jiff::Timestamp::MAX)
    }
}

impl TryFrom<String> for TimeZoneName {
    type Error = Invalid;

    fn try_from(name: String) -> Result<Self, Invalid> {
        Self::parse(&name)
    }
}

impl From<TimeZoneName> for String {
    fn from(name: TimeZoneName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_exists_or_is_refused_with_an_example() {
        assert_eq!(
            TimeZoneName::parse(" America/Denver ").unwrap().as_str(),
            "America/Denver"
        );
        let refusal = TimeZoneName::parse("Mountain Time").unwrap_err().0;
        assert!(refusal.contains("America/New_York"), "{refusal}");
    }
}
