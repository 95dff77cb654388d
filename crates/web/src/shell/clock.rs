//! How instants are told to people: the one place that does.
//!
//! What happened to somebody or at a site is told by the clock of that site, with its zone named, to whoever reads it
//! and from wherever: two people who speak of the same signal say the same time. What concerns the organization alone,
//! or its reader's own account, is told by the reader's clock, and names its zone as well. So nothing here answers a
//! time without one, and no page makes a time of an instant by itself; the tests below see to it.

use super::ask::Ask;
use super::fault::Fault;
use crate::language::Language;
use crate::ui::age;
use care::TimeZoneName;
use care::people::site::{minute_of, minute_text};
use jiff::Timestamp;
use maud::{Markup, html};

/// The clocks of one zone, by which several instants of a page are told.
pub(crate) struct Clocks {
    zone: TimeZoneName,
    now: Timestamp,
}

impl Clocks {
    /// "today, 5:30 pm MDT", "Tue, Apr 14, 5:30 pm MDT": the fewest words that are clear.
    pub fn near(&self, at: Timestamp) -> String {
        near(at, self.now, &self.zone)
    }

    /// "Tue, Apr 14, 2026, 5:30 pm MDT".
    pub fn moment(&self, at: Timestamp) -> String {
        moment(at, &self.zone)
    }

    /// "4 min ago · 6:30 am EST": how old it is before when it was. A script keeps the age true while the page is open.
    pub fn aged(&self, at: Timestamp) -> Markup {
        html! { (age(minutes_since(at, self.now), ["", " ago"])) " · " span.muted { (due(at, self.now, &self.zone)) } }
    }
}

impl Ask<'_> {
    /// The clocks of the asker's own times: of their account, and of what concerns the organization alone.
    pub fn clocks(&self) -> Result<Clocks, Fault> {
        Ok(self.clocks_of(&self.zone()?))
    }

    /// The clocks of a site, or of the site where somebody is seen.
    pub fn clocks_of(&self, zone: &TimeZoneName) -> Clocks {
        Clocks {
            zone: zone.clone(),
            now: self.now,
        }
    }

    /// The same, where the place may not be known: then they are the asker's.
    pub fn clocks_at(&self, zone: Option<&TimeZoneName>) -> Result<Clocks, Fault> {
        match zone {
            Some(zone) => Ok(self.clocks_of(zone)),
            None => self.clocks(),
        }
    }
}

/// The time of day of an instant: "5:30 pm EST".
pub(crate) fn time_of_day(at: Timestamp, zone: &TimeZoneName) -> String {
    let minute = minute_of(zone.local(at).time());
    format!("{} {}", minute_text(minute), zone.abbreviation(at))
}

/// An instant as people read it in a zone: "Tue, Apr 14, 2026, 5:30 pm EST".
pub(crate) fn moment(at: Timestamp, zone: &TimeZoneName) -> String {
    let day = care::day::dated_text(zone.local(at).date());
    format!("{day}, {}", time_of_day(at, zone))
}

/// The same on a page in a language.
pub(crate) fn moment_in(language: Language, at: Timestamp, zone: &TimeZoneName) -> String {
    let said = language.moment(zone.local(at).datetime());
    format!("{said} {}", zone.abbreviation(at))
}

/// An instant near `now`, in the fewest words: "today, 3:30 pm EST", "Wed, Nov 25, 9:00 am EST"; with the year where it
/// is far.
pub(crate) fn near(at: Timestamp, now: Timestamp, zone: &TimeZoneName) -> String {
    let (day, today) = (zone.local(at).date(), zone.local(now).date());
    let day = if day == today {
        "today".to_owned()
    } else {
        care::day::near_text(day, today)
    };
    format!("{day}, {}", time_of_day(at, zone))
}

/// The same where "today" goes without saying: "3:30 pm EST".
pub(crate) fn due(at: Timestamp, now: Timestamp, zone: &TimeZoneName) -> String {
    if zone.local(at).date() == zone.local(now).date() {
        time_of_day(at, zone)
    } else {
        near(at, now, zone)
    }
}

/// Times of one day, in words, with the zone by whose clocks they are: "5:30 to 8:30 pm EST".
pub(crate) fn in_zone(times: &str, at: Timestamp, zone: &TimeZoneName) -> String {
    format!("{times} {}", zone.abbreviation(at))
}

/// How many full minutes have passed since then; none where it is still to come.
pub(crate) fn minutes_since(at: Timestamp, now: Timestamp) -> u32 {
    u32::try_from(now.duration_since(at).as_mins()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
