use super::*;
use crate::TimeZoneName;
use crate::groups::group::start_of;
use jiff::civil::date;
use proptest::prelude::*;

fn appointment(zone: &str, on: jiff::civil::Date, minute: u16, minutes: i64) -> CalendarEntry {
    let zone = TimeZoneName::kept(zone).unwrap();
    let starts_at = start_of(on, minute, &zone.zone());
    CalendarEntry {
        uid: format!("{on}-{minute}@calendar"),
        starts_at,
        ends_at: starts_at + jiff::SignedDuration::from_mins(minutes),
        zone,
        title: TITLE.to_owned(),
        place: None,
        cancelled: false,
        sequence: 0,
    }
}

fn written(appointments: &[CalendarEntry]) -> String {
    write(TITLE, appointments, "2026-03-01T12:00:00Z".parse().unwrap())
}

/// Lines as they were before they were folded.
fn unfolded(text: &str) -> Vec<String> {
    let text = text.replace("\r\n ", "");
    text.split("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_meeting_keeps_its_local_time_when_the_clocks_change() {
    let week = |day| appointment("America/Denver", date(2026, 3, day), 17 * 60 + 30, 180);
    let text = written(&[week(4), week(11)]);
    let lines = unfolded(&text);
    for line in [
        "DTSTART;TZID=America/Denver:20260304T173000",
        "DTEND;TZID=America/Denver:20260304T203000",
        "DTSTART;TZID=America/Denver:20260311T173000",
        "TZID:America/Denver",
    ] {
        assert!(lines.iter().any(|found| found == line), "{line} in {text}");
    }
    let zone = &lines[lines.iter().position(|l| l == "BEGIN:VTIMEZONE").unwrap()..];
    let zone: Vec<&str> = zone[..16].iter().map(String::as_str).collect();
    assert_eq!(
        zone[2..14],
        [
            "BEGIN:STANDARD",
            "DTSTART:20251102T020000",
            "TZOFFSETFROM:-0600",
            "TZOFFSETTO:-0700",
            "TZNAME:MST",
            "END:STANDARD",
            "BEGIN:DAYLIGHT",
            "DTSTART:20260308T020000",
            "TZOFFSETFROM:-0700",
            "TZOFFSETTO:-0600",
            "TZNAME:MDT",
            "END:DAYLIGHT",
        ]
    );
}

#[test]
fn an_end_in_the_hour_that_comes_twice_is_written_in_utc() {
    // 00:30 and two hours of real time later the clock shows 01:30 for the second time.
    let text = written(&[appointment("America/New_York", date(2026, 11, 1), 30, 120)]);
    assert!(text.contains("DTSTART:20261101T043000Z\r\n"), "{text}");
    assert!(text.contains("DTEND:20261101T063000Z\r\n"), "{text}");
}

#[test]
fn a_zone_whose_clocks_never_change_is_written_too() {
    let text = written(&[
        appointment("Etc/UTC", date(2026, 3, 4), 540, 60),
        appointment("America/Phoenix", date(2026, 3, 4), 540, 60),
    ]);
    assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 2);
    assert!(text.contains("TZOFFSETTO:-0700"), "{text}");
    assert!(text.contains("TZOFFSETTO:+0000"), "{text}");
    assert_eq!(text.matches("BEGIN:DAYLIGHT").count(), 0);
}

#[test]
fn what_was_called_off_says_so_and_nothing_tells_what_it_was() {
    let mut one = appointment("America/Chicago", date(2026, 3, 4), 540, 60);
    one.cancelled = true;
    one.sequence = 3;
    let text = written(&[one]);
    assert!(text.contains("STATUS:CANCELLED\r\nSEQUENCE:3\r\n"));
    assert!(text.contains("SUMMARY:Appointment\r\n") && !text.contains("LOCATION"));
    assert!(!text.to_lowercase().contains("stepwell"), "{text}");
}

#[test]
fn a_title_is_one_short_line() {
    assert_eq!(Title::default().as_str(), "Appointment");
    assert_eq!(
        Title::parse("  Yoga  with  Lou ").unwrap().as_str(),
        "Yoga with Lou"
    );
    assert!(Title::parse("").is_err());
    assert!(
        Title::parse(&"x".repeat(41))
            .unwrap_err()
            .0
            .contains("40 characters; it has 41")
    );
}

proptest! {
    /// No line is longer than 75 octets, and unfolding and unescaping gives back every title.
    #[test]
    fn any_title_survives(title in "[^\u{0}-\u{1f}\u{7f}-\u{9f}]{0,200}") {
        let mut one = appointment("America/Denver", date(2026, 3, 4), 540, 60);
        one.title = title.clone();
        let text = written(&[one]);
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75));
        let lines = unfolded(&text);
        let found = lines.iter().find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
        let plain = found.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
        prop_assert_eq!(plain, title);
    }
}
