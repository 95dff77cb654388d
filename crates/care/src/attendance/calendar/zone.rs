//! A time zone as iCalendar writes it: every change of the clocks within a stretch of time.

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// The lines of a `VTIMEZONE` that is right from the first instant to the last. Changes are listed one by one, so no
/// rule has to be guessed and a zone that changes its mind is right too.
pub(super) fn lines(
    name: &str,
    zone: &TimeZone,
    (from, to): (Timestamp, Timestamp),
) -> Vec<String> {
    let mut lines = vec!["BEGIN:VTIMEZONE".to_owned(), format!("TZID:{name}")];
    let since = zone.preceding(from).next();
    match &since {
        Some(change) => lines.extend(observance(zone, change.timestamp())),
        // The clocks there were never changed.
        None => lines.extend(fixed(zone.to_offset(from))),
    }
    let later = zone.following(from);
    for change in later.take_while(|change| change.timestamp() <= to) {
        lines.extend(observance(zone, change.timestamp()));
    }
    lines.push("END:VTIMEZONE".to_owned());
    lines
}

/// What the clocks do from one change on.
fn observance(zone: &TimeZone, at: Timestamp) -> [String; 6] {
    let second = SignedDuration::from_secs(1);
    let before = zone.to_offset(at.saturating_sub(second).unwrap_or(at));
    let info = zone.to_offset_info(at);
    let kind = if info.dst().is_dst() {
        "DAYLIGHT"
    } else {
        "STANDARD"
    };
    // The moment of a change is written by the clocks as they were before it.
    let start = before.to_datetime(at).strftime("%Y%m%dT%H%M%S").to_string();
    part(kind, &start, (before, info.offset()), info.abbreviation())
}

fn fixed(offset: Offset) -> [String; 6] {
    part("STANDARD", "19700101T000000", (offset, offset), "LOCAL")
}

fn part(kind: &str, start: &str, (from, to): (Offset, Offset), name: &str) -> [String; 6] {
    [
        format!("BEGIN:{kind}"),
        format!("DTSTART:{start}"),
        format!("TZOFFSETFROM:{}", offset_text(from)),
        format!("TZOFFSETTO:{}", offset_text(to)),
        format!("TZNAME:{name}"),
        format!("END:{kind}"),
    ]
}

/// An offset as iCalendar writes it: `-0500`, and seconds only where there are some.
fn offset_text(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let seconds = seconds.unsigned_abs();
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest == 0 {
        format!("{sign}{hours:02}{minutes:02}")
    } else {
        format!("{sign}{hours:02}{minutes:02}{rest:02}")
    }
}
