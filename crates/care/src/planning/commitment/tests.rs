//! Days, rotations, midnight and the two nights a year on which the clocks change.

use super::*;
use crate::people::site::DAY_MINUTES;
use crate::zone::local_in;
use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::*;

mod real_week;

fn entry(start_minute: u16, end_minute: u16) -> CommitmentDraft {
    CommitmentDraft {
        label: Some(Line::parse("Night shift", "a name").unwrap()),
        travel: Travel {
            by: Way::Bus,
            before_minutes: 40,
            after_minutes: 50,
        },
        ..CommitmentDraft::weekly(
            CommitmentKind::Work,
            date(2026, 3, 2),
            (start_minute, end_minute),
        )
    }
}

fn one(entry: CommitmentDraft) -> Commitment {
    entry.settle().unwrap()
}

#[test]
fn a_week_has_its_days_and_a_span_of_dates_ends() {
    let mut shift = entry(540, 1020);
    shift.rhythm = Rhythm::Weekly {
        days: vec![Weekday::Thu, Weekday::Tue, Weekday::Thu],
    };
    shift.until = Some(date(2026, 3, 12));
    let shift = one(shift);
    let days: Vec<Date> = shift
        .occurrences(date(2026, 2, 1), date(2026, 4, 1))
        .map(|occurrence| occurrence.date)
        .collect();
    assert_eq!(
        days,
        [
            date(2026, 3, 3),
            date(2026, 3, 5),
            date(2026, 3, 10),
            date(2026, 3, 12)
        ]
    );
    assert_eq!(shift.days_text(), "Tuesday and Thursday");
    assert_eq!(shift.time_text(), "9:00 am to 5:00 pm");
    assert_eq!(shift.name(), "Night shift");
    assert_eq!(days_text(&Weekday::ALL[..5]), "Monday to Friday");
}

#[test]
fn a_rotation_comes_back_after_its_weeks_in_both_directions() {
    let mut shift = entry(360, 840);
    shift.from = date(2026, 1, 1);
    shift.rhythm = Rhythm::Rotating {
        days: vec![Weekday::Mon],
        every_weeks: 3,
        anchor: date(2026, 3, 1),
    };
    let shift = one(shift);
    let mondays: Vec<Date> = shift
        .occurrences(date(2026, 2, 1), date(2026, 4, 30))
        .map(|occurrence| occurrence.date)
        .collect();
    assert_eq!(
        mondays,
        [
            date(2026, 2, 9),
            date(2026, 3, 2),
            date(2026, 3, 23),
            date(2026, 4, 13)
        ]
    );
    let mut wrong = CommitmentDraft::from(&shift);
    wrong.rhythm = Rhythm::Rotating {
        days: vec![Weekday::Mon],
        every_weeks: 9,
        anchor: date(2026, 3, 2),
    };
    let issues = wrong.settle().unwrap_err();
    assert!(issues[0].sentence.contains("2 to 4 weeks"), "{issues:?}");
}

#[test]
fn a_night_shift_is_one_commitment_and_so_is_a_shift_of_a_whole_day() {
    let night = one(entry(22 * 60, 6 * 60));
    assert_eq!(
        (night.start_minute, night.end_minute),
        (22 * 60, DAY_MINUTES + 6 * 60)
    );
    assert_eq!(night.time_text(), "10:00 pm to 6:00 am the next day");
    assert!(night.crosses_midnight());
    assert_eq!(one(CommitmentDraft::from(&night)), night);
    let monday = date(2026, 3, 2);
    let tuesday = date(2026, 3, 3);
    let taken = |travel| -> Vec<_> {
        night
            .busy(monday, tuesday, travel)
            .iter()
            .map(|busy| (busy.date, busy.start_minute, busy.end_minute))
            .collect()
    };
    assert_eq!(
        taken(false),
        [(monday, 22 * 60, DAY_MINUTES), (tuesday, 0, 6 * 60)]
    );
    assert_eq!(
        taken(true),
        [
            (monday, 22 * 60 - 40, DAY_MINUTES),
            (tuesday, 0, 6 * 60 + 50)
        ]
    );
    let whole = one(entry(7 * 60, 7 * 60));
    assert_eq!(whole.end_minute - whole.start_minute, DAY_MINUTES);
    assert_eq!(whole.time_text(), "7:00 am to 7:00 am the next day");
    // The way home from a shift of a day and a night reaches into the day after both.
    let mut late = entry(23 * 60 + 59, 23 * 60 + 59);
    late.travel.after_minutes = TRAVEL_MINUTES_MAX;
    let wednesday = date(2026, 3, 4);
    assert_eq!(
        one(late).busy(wednesday, wednesday, true)[0].end_minute,
        179
    );
    // Until midnight is within the day, however it is typed.
    assert!(!one(entry(22 * 60, 0)).crosses_midnight());
    assert_eq!(one(entry(22 * 60, DAY_MINUTES)).end_minute, DAY_MINUTES);
}

#[test]
fn every_two_weeks_begins_with_the_first_such_day_and_stays_when_it_is_typed_again() {
    let sunday = date(2026, 11, 29);
    let mut series = entry(16 * 60 + 30, 20 * 60);
    series.from = sunday;
    series.rhythm = Rhythm::Rotating {
        days: vec![Weekday::Mon],
        every_weeks: 2,
        anchor: sunday,
    };
    let settled = one(series.clone());
    assert_eq!(
        settled.next_dates(sunday, 3),
        [date(2026, 11, 30), date(2026, 12, 14), date(2026, 12, 28)]
    );
    // The Tuesday after is the last date: the Monday in between is taken.
    series.until = Some(date(2026, 12, 1));
    assert_eq!(
        one(series.clone()).next_dates(sunday, 3),
        [date(2026, 11, 30)]
    );
    series.until = Some(sunday);
    let issues = series.settle().unwrap_err();
    assert_eq!(issues[0].field, "until");
    // The form shows the first date; typing that again changes nothing.
    let mut again = CommitmentDraft::from(&settled);
    let first = settled.next_dates(settled.from, 1)[0];
    again.from = first;
    again.rhythm = Rhythm::Rotating {
        days: vec![Weekday::Mon],
        every_weeks: 2,
        anchor: first,
    };
    assert_eq!(
        one(again).next_dates(sunday, 9),
        settled.next_dates(sunday, 9)
    );
}

#[test]
fn what_cannot_be_is_refused_beside_its_field() {
    let fields = |entry: CommitmentDraft| {
        let issues = entry.settle().unwrap_err();
        issues.iter().map(|issue| issue.field).collect::<Vec<_>>()
    };
    assert_eq!(fields(entry(600, DAY_MINUTES + 601)), ["end"]);
    assert_eq!(fields(entry(DAY_MINUTES, 60)), ["end"]);
    let mut none = entry(540, 600);
    none.rhythm = Rhythm::Weekly { days: Vec::new() };
    none.travel.before_minutes = TRAVEL_MINUTES_MAX + 1;
    none.until = Some(date(2026, 1, 1));
    assert_eq!(fields(none), ["days", "travel_before", "until"]);
}

#[test]
fn the_way_counts_and_reaches_into_the_day_before() {
    let early = one(entry(20, 120));
    let first = date(2026, 3, 1);
    let busy = early.busy(first, date(2026, 3, 2), true);
    assert_eq!(busy.len(), 2, "{busy:?}");
    assert_eq!(
        (busy[0].date, busy[0].start_minute, busy[0].end_minute),
        (first, DAY_MINUTES - 20, DAY_MINUTES)
    );
    assert_eq!((busy[1].start_minute, busy[1].end_minute), (0, 170));
    assert_eq!(early.busy(first, date(2026, 3, 2), false).len(), 1);
    let mut home = early;
    home.travel.by = Way::None;
    assert_eq!(home.busy(first, date(2026, 3, 2), true).len(), 1);
}

#[test]
fn the_clock_on_the_wall_stays_when_the_clocks_change() {
    for zone in ["America/New_York", "America/Denver", "America/Phoenix"] {
        let zone = TimeZone::get(zone).unwrap();
        let mut shift = entry(90, 9 * 60);
        shift.rhythm = Rhythm::Weekly {
            days: vec![Weekday::Sun],
        };
        shift.from = date(2026, 1, 1);
        let shift = one(shift);
        for occurrence in shift.occurrences(date(2026, 3, 1), date(2026, 11, 15)) {
            let (from, until) = occurrence.instants(&zone, false);
            let local = |at: Timestamp| local_in(at, &zone).time();
            assert_eq!(local(from), jiff::civil::time(1, 30, 0, 0));
            assert_eq!(local(until), jiff::civil::time(9, 0, 0, 0));
        }
    }
    let zone = TimeZone::get("America/New_York").unwrap();
    // 2:30 does not exist that night; the clocks jump from 2:00 to 3:00.
    let skipped = local_instant(date(2026, 3, 8), 150, &zone);
    assert_eq!(skipped.to_string(), "2026-03-08T07:30:00Z");
    // 1:30 comes twice; the first is meant.
    let twice = local_instant(date(2026, 11, 1), 90, &zone);
    assert_eq!(twice.to_string(), "2026-11-01T05:30:00Z");
}

#[test]
fn something_is_over_once_the_last_of_it_has_ended() {
    let zone = TimeZone::get("America/Denver").unwrap();
    let at = |day: i8, minute: u16| local_instant(date(2026, 3, day), minute, &zone);
    // From 10 pm on Tuesday to 6 am on Wednesday.
    let mut night = entry(22 * 60, 6 * 60);
    night.rhythm = Rhythm::Once {
        on: date(2026, 3, 3),
    };
    let night = one(night);
    assert!(!night.over(at(2, 600), &zone));
    assert!(!night.over(at(4, 300), &zone), "it is under way");
    assert!(night.over(at(4, 360), &zone));
    assert!(night.over(at(30, 0), &zone));
    let mut weekly = entry(9 * 60, 10 * 60);
    weekly.rhythm = Rhythm::Weekly {
        days: vec![Weekday::Mon],
    };
    weekly.from = date(2026, 2, 2);
    weekly.until = Some(date(2026, 3, 8));
    let ending = one(weekly.clone());
    assert!(!ending.over(at(2, 599), &zone));
    assert!(ending.over(at(2, 600), &zone), "no Monday is left");
    weekly.until = None;
    assert!(!one(weekly).over(at(30, 0), &zone));
}

#[test]
fn a_rotation_says_when_its_next_turn_is() {
    let mut typed = entry(9 * 60, 10 * 60);
    typed.rhythm = Rhythm::Rotating {
        days: vec![Weekday::Mon],
        every_weeks: 2,
        anchor: date(2026, 11, 23),
    };
    typed.from = date(2026, 11, 23);
    typed.until = None;
    let turn = one(typed.clone());
    assert_eq!(
        turn.days_text_from(date(2026, 11, 24)),
        "Monday, every 2 weeks, next on Mon, Dec 7"
    );
    typed.rhythm = Rhythm::Weekly {
        days: vec![Weekday::Mon],
    };
    assert_eq!(one(typed).days_text_from(date(2026, 11, 24)), "Monday");
}

use jiff::Timestamp;

proptest! {
    /// A commitment takes exactly the minutes that were typed, on whatever days and in whatever week.
    #[test]
    fn nothing_is_lost_or_doubled_at_midnight(
        start in 0u16..1440, end in 1u16..=1440, days in prop::collection::vec(0usize..7, 1..7),
        every in 1u8..=4, offset in 0i64..28,
    ) {
        let from = date(2026, 1, 5);
        let last = date(2026, 6, 28);
        let mut typed = entry(start, end);
        typed.travel = Travel::default();
        (typed.from, typed.until) = (from, Some(last));
        let days: Vec<Weekday> = days.into_iter().map(|day| Weekday::ALL[day]).collect();
        typed.rhythm = if every == 1 {
            Rhythm::Weekly { days }
        } else {
            Rhythm::Rotating { days, every_weeks: every, anchor: from.checked_add(offset.days()).unwrap() }
        };
        let settled = one(typed);
        let minutes: i64 = settled
            .busy(from, last.checked_add(2.days()).unwrap(), false)
            .iter()
            .map(|busy| i64::from(busy.end_minute - busy.start_minute))
            .sum();
        let begins = i64::try_from(settled.occurrences(from, last).count()).unwrap();
        let length = i64::from(end) - i64::from(start);
        let length = if length > 0 { length } else { length + 1440 };
        prop_assert_eq!(minutes, begins * length);
    }
}

#[test]
fn time_is_taken_with_the_way_and_by_one_firmness() {
    let zone = TimeZone::get("America/Denver").unwrap();
    let on = Rhythm::Once {
        on: date(2026, 3, 10),
    };
    let mut shift = entry(540, 600);
    shift.rhythm = on.clone();
    let mut soft = entry(600, 660);
    soft.rhythm = on;
    soft.firmness = Firmness::RatherNot;
    let both = [one(shift), one(soft)];
    let days = (date(2026, 3, 9), date(2026, 3, 11));
    let hours = |firmness| -> Vec<(String, String)> {
        let taken = taken(firmness, &both, days, &zone);
        let text = |(from, until): (jiff::Timestamp, jiff::Timestamp)| {
            (from.to_string(), until.to_string())
        };
        taken.into_iter().map(text).collect()
    };
    let one = |from: &str, until: &str| vec![(from.to_owned(), until.to_owned())];
    // Nine to ten, with forty minutes there and fifty back.
    assert_eq!(
        hours(Firmness::Fixed),
        one("2026-03-10T14:20:00Z", "2026-03-10T16:50:00Z")
    );
    assert_eq!(
        hours(Firmness::RatherNot),
        one("2026-03-10T15:20:00Z", "2026-03-10T17:50:00Z")
    );
}
