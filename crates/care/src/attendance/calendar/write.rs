//! Appointments in the format of RFC 5545 (iCalendar) with the refresh hints of RFC 7986.

use super::{CalendarEntry, zone};
use crate::TimeZoneName;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// The most octets in a line before it is folded (RFC 5545, section 3.1).
const LINE_OCTETS_MAX: usize = 75;
/// How far a zone is written beyond the appointments in it, in hours: an appointment may end on another day.
const ZONE_MARGIN_HOURS: i64 = 48;

/// Writes a calendar. The product's name is left out on purpose: it would tell what the calendar is of. It carries no
/// method: a feed is read, not sent, and some programs take a method for an invitation.
pub fn write(name: &str, appointments: &[CalendarEntry], now: Timestamp) -> String {
    let mut lines: Vec<String> = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Calendar//Calendar feed 1//EN",
        "CALSCALE:GREGORIAN",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    .map(str::to_owned)
    .to_vec();
    lines.push(format!("NAME:{}", escaped(name)));
    lines.push(format!("X-WR-CALNAME:{}", escaped(name)));
    for (name, (zone, span)) in zones(appointments) {
        lines.extend(zone::lines(name, &zone, span));
    }
    for appointment in appointments {
        lines.extend(event(appointment, now));
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().fold(String::new(), |mut text, line| {
        fold(line, &mut text);
        text
    })
}

/// The zones that appointments go by, each with the stretch of time it is needed for.
fn zones(appointments: &[CalendarEntry]) -> BTreeMap<&str, (TimeZone, (Timestamp, Timestamp))> {
    let margin = SignedDuration::from_hours(ZONE_MARGIN_HOURS);
    let mut zones: BTreeMap<&str, (TimeZone, (Timestamp, Timestamp))> = BTreeMap::new();
    for appointment in appointments {
        let from = appointment.starts_at.saturating_sub(margin);
        let to = appointment.ends_at.saturating_add(margin);
        let (from, to) = (from.unwrap_or(Timestamp::MIN), to.unwrap_or(Timestamp::MAX));
        zones
            .entry(appointment.zone.as_str())
            .and_modify(|(_, span)| *span = (span.0.min(from), span.1.max(to)))
            .or_insert_with(|| (appointment.zone.zone(), (from, to)));
    }
    zones
}

fn event(appointment: &CalendarEntry, now: Timestamp) -> Vec<String> {
    let CalendarEntry {
        uid,
        zone,
        starts_at,
        ends_at,
        title,
        place,
        cancelled,
        sequence,
    } = appointment;
    let [start, end] = times(zone, *starts_at, *ends_at);
    let status = if *cancelled { "CANCELLED" } else { "CONFIRMED" };
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{uid}"),
        format!("DTSTAMP:{}", utc(now)),
        format!("DTSTART{start}"),
        format!("DTEND{end}"),
        format!("SUMMARY:{}", escaped(title)),
    ];
    lines.extend(
        place
            .as_ref()
            .map(|place| format!("LOCATION:{}", escaped(place))),
    );
    lines.extend([
        format!("STATUS:{status}"),
        format!("SEQUENCE:{sequence}"),
        "CLASS:PRIVATE".to_owned(),
        format!(
            "TRANSP:{}",
            if *cancelled { "TRANSPARENT" } else { "OPAQUE" }
        ),
        "END:VEVENT".to_owned(),
    ]);
    lines
}

/// Start and end by the clocks of the zone. In the hour that comes twice, what the clock shows is not enough to say
/// when: such times are written in UTC, both, as one event needs one way.
fn times(zone: &TimeZoneName, starts_at: Timestamp, ends_at: Timestamp) -> [String; 2] {
    let clock = zone.zone();
    let shown = [starts_at, ends_at].map(|at| clock.to_datetime(at));
    let told = |(at, shown): (Timestamp, jiff::civil::DateTime)| {
        clock.to_timestamp(shown).is_ok_and(|back| back == at)
    };
    if [starts_at, ends_at].into_iter().zip(shown).all(told) {
        let name = zone.as_str();
        shown.map(|shown| format!(";TZID={name}:{}", shown.strftime("%Y%m%dT%H%M%S")))
    } else {
        [starts_at, ends_at].map(|at| format!(":{}", utc(at)))
    }
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text with what iCalendar means something by made plain.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Appends a line, folded where it is too long. A character is never cut in two.
fn fold(line: &str, text: &mut String) {
    let mut octets = 0;
    for c in line.chars() {
        if octets + c.len_utf8() > LINE_OCTETS_MAX {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(c);
        octets += c.len_utf8();
    }
    text.push_str("\r\n");
}
