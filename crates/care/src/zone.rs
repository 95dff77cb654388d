//! Time zones by their IANA name.

use crate::Invalid;
use crate::text::fold;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use serde::{Deserialize, Serialize};

mod old;

/// What the clocks of a zone show at an instant. Everything that makes a date of an instant comes through here, so that
/// nobody takes the zone of the server, or none, for that of a place.
#[expect(clippy::disallowed_methods, reason = "this is where the zone is named")]
pub fn local_in(at: Timestamp, zone: &TimeZone) -> ZonedDateTime {
    at.to_zoned_datetime(zone.clone())
}

/// What the clocks of no place show: for formats that count in UTC, and for what lies nowhere. The date of a site is
/// another one every evening; it comes from [`TimeZoneName::local`].
pub fn greenwich(at: Timestamp) -> ZonedDateTime {
    local_in(at, &TimeZone::UTC)
}

/// The parts of the world after which zones are named. What has no region, such as `UTC` or `EST`, is a distance from
/// Greenwich or an abbreviation and no place whose clocks change.
const REGIONS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

/// Where clinics of the United States are, with what people call each zone there.
const USUAL: [(&str, &str); 11] = [
    ("America/New_York", "Eastern"),
    ("America/Chicago", "Central"),
    ("America/Denver", "Mountain"),
    ("America/Phoenix", "Mountain, Arizona: no daylight saving"),
    ("America/Los_Angeles", "Pacific"),
    ("America/Anchorage", "Alaska"),
    ("America/Adak", "Hawaii-Aleutian, Aleutian Islands"),
    ("Pacific/Honolulu", "Hawaii"),
    (
        "America/Puerto_Rico",
        "Atlantic, Puerto Rico and the Virgin Islands",
    ),
    ("Pacific/Guam", "Chamorro, Guam and the Mariana Islands"),
    ("Pacific/Pago_Pago", "Samoa"),
];

/// The zones to pick from, each with what people call it: those of the United States first, then every other place that
/// this computer knows, by its name in use.
pub fn offered() -> Vec<(String, String)> {
    let mut others: Vec<(String, String)> = jiff::tz::db()
        .available()
        .map(|name| name.as_str().to_owned())
        .filter(|name| has_region(name) && in_use(name).is_none())
        .filter(|name| USUAL.iter().all(|(usual, _)| usual != name))
        .map(|name| (name.clone(), city(&name)))
        .collect();
    others.sort();
    let usual = USUAL.iter();
    let usual = usual.map(|(name, called)| ((*name).to_owned(), (*called).to_owned()));
    usual.chain(others).collect()
}

/// The city of a zone, as people write it.
fn city(name: &str) -> String {
    let (_, city) = name.rsplit_once('/').unwrap_or(("", name));
    city.replace('_', " ")
}

/// The name of a zone in the IANA time-zone database, such as `America/Denver`. It exists: parsing looked it up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeZoneName(String);

impl TimeZoneName {
    /// Looks up what somebody typed. It names a region and a city by the name that is in use; an old name is answered
    /// with that one.
    pub fn parse(typed: &str) -> Result<Self, Invalid> {
        let typed = fold(typed);
        let underscored = typed.replace(' ', "_");
        if let Some(name) = in_use(&underscored) {
            return Err(Invalid::new(format!(
                "“{typed}” is an old name. Use {name}."
            )));
        }
        match TimeZone::get(&underscored) {
            Ok(zone) if has_region(&underscored) => {
                Ok(Self(zone.iana_name().unwrap_or(&underscored).to_owned()))
            }
            Ok(_) => Err(Invalid::new(format!(
                "“{typed}” names no place. Use a name with a region and a city, such as America/New_York or America/Los_Angeles."
            ))),
            Err(_) => Err(Invalid::new(format!(
                "“{typed}” is not a time zone this computer knows. Use a name with a region and a city, such as America/New_York or America/Los_Angeles."
            ))),
        }
    }

    /// A name that was kept once: an old one is read as the one in use, and any that exists is taken.
    pub fn kept(name: &str) -> Result<Self, Invalid> {
        let name = in_use(name).unwrap_or(name);
        match TimeZone::get(name) {
            Ok(zone) => Ok(Self(zone.iana_name().unwrap_or(name).to_owned())),
            Err(_) => Err(Invalid::new(format!(
                "“{name}” is not a time zone this computer knows."
            ))),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as people read it: "America/New York".
    pub fn in_words(&self) -> String {
        self.0.replace('_', " ")
    }

    /// The zone itself. A zone that has vanished from the database since it was parsed reads as UTC.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.0).unwrap_or(TimeZone::UTC)
    }

    /// What the clocks there show at an instant.
    pub fn local(&self, at: Timestamp) -> ZonedDateTime {
        local_in(at, &self.zone())
    }

    /// What the zone calls its time at an instant: "EST".
    pub fn abbreviation(&self, at: Timestamp) -> String {
        self.local(at).strftime("%Z").to_string()
    }

    /// The instant at which the clocks there show `minute` of `date`; 1440 is the midnight that ends it. A time that the
    /// clocks skip is the one after the gap, a time they show twice is the first.
    pub fn instant(&self, date: jiff::civil::Date, minute: u16) -> Timestamp {
        let midnight = jiff::civil::DateTime::from_parts(date, jiff::civil::Time::midnight());
        let local = midnight
            .checked_add(jiff::SignedDuration::from_mins(i64::from(minute)))
            .unwrap_or(midnight);
        self.zone().to_timestamp(local).unwrap_or(Timestamp::MAX)
    }
}

/// The name in use for an old one, however it is capitalized.
fn in_use(typed: &str) -> Option<&'static str> {
    old::OLD
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(typed))
        .map(|(_, name)| *name)
}

fn has_region(name: &str) -> bool {
    name.split_once('/').is_some_and(|(region, _)| {
        REGIONS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(region))
    })
}

impl TryFrom<String> for TimeZoneName {
    type Error = Invalid;

    fn try_from(name: String) -> Result<Self, Invalid> {
        Self::kept(&name)
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
    fn an_evening_at_a_site_is_the_next_day_at_greenwich() {
        let at = "2026-03-10T01:30:00Z".parse().unwrap();
        let denver = TimeZoneName::parse("America/Denver").unwrap();
        let shown = |local: ZonedDateTime| local.datetime().to_string();
        assert_eq!(shown(denver.local(at)), "2026-03-09T19:30:00");
        assert_eq!(shown(local_in(at, &denver.zone())), "2026-03-09T19:30:00");
        assert_eq!(shown(greenwich(at)), "2026-03-10T01:30:00");
    }

    #[test]
    fn every_zone_that_is_offered_is_one_by_its_name_in_use() {
        let offered = offered();
        for (name, called) in &offered {
            assert_eq!(TimeZoneName::parse(name).unwrap().as_str(), name);
            assert!(!called.is_empty(), "{name}");
        }
        let place = |name: &str| offered.iter().position(|(known, _)| known == name);
        assert_eq!(place("America/New_York"), Some(0));
        assert!(place("Europe/Madrid") > Some(USUAL.len() - 1));
        for gone in ["UTC", "US/Eastern", "America/Buenos_Aires"] {
            assert_eq!(place(gone), None, "{gone}");
        }
    }

    #[test]
    fn a_zone_exists_or_is_refused_with_an_example() {
        for typed in [
            " America/Denver ",
            "america/denver",
            "America/\u{200b}Denver",
        ] {
            assert_eq!(
                TimeZoneName::parse(typed).unwrap().as_str(),
                "America/Denver"
            );
        }
        assert_eq!(
            TimeZoneName::parse("America/New York").unwrap().as_str(),
            "America/New_York"
        );
        for bad in ["Mountain Time", "UTC", "Etc/GMT+5", "", "America", "CET"] {
            let refusal = TimeZoneName::parse(bad).unwrap_err().0;
            assert!(refusal.contains("America/New_York"), "{refusal}");
        }
    }

    #[test]
    fn an_old_name_is_answered_with_the_one_in_use_and_read_as_it() {
        for (old, name) in old::OLD {
            let refusal = TimeZoneName::parse(old).unwrap_err().0;
            assert!(refusal.contains(name), "{refusal}");
            assert_eq!(TimeZoneName::kept(old).unwrap().as_str(), *name);
            assert_eq!(TimeZoneName::parse(name).unwrap().as_str(), *name, "{old}");
        }
        let refusal = TimeZoneName::parse("est5edt").unwrap_err().0;
        assert_eq!(refusal, "“est5edt” is an old name. Use America/New_York.");
        assert_eq!(TimeZoneName::kept("UTC").unwrap().as_str(), "UTC");
    }
}
