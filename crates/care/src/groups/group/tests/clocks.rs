//! Ten years of weekly groups in nine zones of the United States, against a walk through every half hour of that time.

use super::{group, parse_meetings};
use crate::groups::group::Group;
use crate::groups::group::expand::expand;
use crate::{TimeZoneName, Weekday};
use jiff::civil::{Date, Time, date, time};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;

const CHANGING: [&str; 7] = [
    "America/New_York",
    "America/Detroit",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Adak",
];
const STEADY: [&str; 2] = ["America/Phoenix", "Pacific/Honolulu"];
const TIMES: [(&str, Time); 4] = [
    ("0:30", time(0, 30, 0, 0)),
    ("1:30", time(1, 30, 0, 0)),
    ("2:30", time(2, 30, 0, 0)),
    ("9:00", time(9, 0, 0, 0)),
];
const FROM: Date = date(2026, 1, 1);
/// Eleven years: 2026 to 2036.
const TO: Date = date(2037, 1, 1);

/// The first instant at which each local time is on the clock, found by walking.
fn walk(zone: &jiff::tz::TimeZone) -> HashMap<(Date, Time), Timestamp> {
    let mut seen = HashMap::new();
    let mut at: Timestamp = "2025-12-31T00:00:00Z".parse().unwrap();
    let end: Timestamp = "2037-01-02T00:00:00Z".parse().unwrap();
    while at < end {
        let local = zone.to_datetime(at);
        seen.entry((local.date(), local.time())).or_insert(at);
        at += SignedDuration::from_mins(30);
    }
    seen
}

#[test]
fn local_time_is_kept_and_no_session_is_lost_or_doubled() {
    for name in CHANGING.into_iter().chain(STEADY) {
        let zone = TimeZoneName::parse(name).unwrap().zone();
        let clock = walk(&zone);
        let mut skipped = 0;
        for (text, local) in TIMES {
            // The clocks change on Sundays; Wednesday stands for every other day.
            let group = Group {
                meetings: parse_meetings(&format!("Sun {text}; Wed {text}")).unwrap(),
                starts_on: FROM,
                ..group()
            };
            let sessions = expand(&group, &[], FROM, TO, &zone);
            let mut expected = FROM;
            let mut next = sessions.iter();
            while expected < TO {
                if matches!(Weekday::of(expected), Weekday::Sun | Weekday::Wed) {
                    let session = next.next().unwrap();
                    assert_eq!(
                        (session.date, session.local),
                        (expected, expected.to_datetime(local))
                    );
                    let starts_at = clock.get(&(expected, local)).copied();
                    skipped += usize::from(starts_at.is_none());
                    // What is skipped moves forward by the hour that was skipped.
                    let an_hour_on = local + SignedDuration::from_hours(1);
                    let starts_at = starts_at.unwrap_or_else(|| clock[&(expected, an_hour_on)]);
                    assert_eq!(session.starts_at, starts_at, "{name} {expected} {text}");
                    assert_eq!(
                        session.ends_at.duration_since(session.starts_at),
                        SignedDuration::from_hours(3),
                        "{name} {expected} {text}"
                    );
                }
                expected = expected.tomorrow().unwrap();
            }
            assert_eq!(next.next(), None, "{name} {text}");
        }
        let nights = if CHANGING.contains(&name) { 11 } else { 0 };
        assert_eq!(
            skipped, nights,
            "{name}: one skipped 2:30 each spring, or none"
        );
    }
}
