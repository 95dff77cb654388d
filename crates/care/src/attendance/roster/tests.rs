//! Minutes follow from marks, whatever order they were written in.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

fn meeting(minutes: i64) -> SessionTime {
    let start = date(2026, 4, 14)
        .at(17, 30, 0, 0)
        .in_tz("America/New_York")
        .unwrap()
        .timestamp();
    SessionTime {
        start,
        end: start + jiff::SignedDuration::from_mins(minutes),
    }
}

fn person(n: u128) -> PersonId {
    PersonId::from(Uuid::from_u128(n))
}

fn reason(text: &str) -> Private<Line> {
    Private::new(Line::parse(text, "a reason").unwrap())
}

fn there(late_minutes: u16, early_minutes: u16) -> Mark {
    Mark::There {
        late_minutes,
        early_minutes,
    }
}

#[test]
fn minutes_are_derived_from_what_was_seen() {
    let evening = meeting(180);
    assert_eq!(evening.kept(&Mark::PRESENT), 180);
    assert_eq!(evening.kept(&there(10, 20)), 150);
    assert_eq!(evening.kept(&Mark::NoShow), 0);
    let excused = Mark::Excused {
        reason: reason("Child at the doctor"),
    };
    assert_eq!(evening.kept(&excused), 0);
    assert_eq!(there(10, 20).text(), "Late by 10 min, left 20 min early");
    assert!(!format!("{excused:?}").contains("doctor"));
}

#[test]
fn a_night_with_a_change_of_clocks_counts_what_passes() {
    // Clocks in New York go back at 2:00 on 1 November 2026: from 0:30 to 2:30 three hours pass.
    let at = |hour| {
        date(2026, 11, 1)
            .at(hour, 30, 0, 0)
            .in_tz("America/New_York")
            .unwrap()
            .timestamp()
    };
    let night = SessionTime {
        start: at(0),
        end: at(2),
    };
    assert_eq!(night.minutes(), 180);
}

#[test]
fn a_roster_opens_an_hour_before_and_closes_with_its_day() {
    let zone = TimeZone::get("America/New_York").unwrap();
    let evening = meeting(180);
    let at = |hour, minute| {
        date(2026, 4, 14)
            .at(hour, minute, 0, 0)
            .in_tz("America/New_York")
            .unwrap()
            .timestamp()
    };
    assert_eq!(phase(evening, &zone, at(16, 29), None), Phase::Ahead);
    assert_eq!(phase(evening, &zone, at(16, 30), None), Phase::Open);
    assert_eq!(phase(evening, &zone, at(23, 59), None), Phase::Open);
    assert_eq!(
        phase(evening, &zone, at(21, 0), Some(at(20, 40))),
        Phase::Closed
    );
    let midnight = at(23, 59) + jiff::SignedDuration::from_mins(1);
    assert_eq!(phase(evening, &zone, midnight, None), Phase::Closed);
}

#[test]
fn what_cannot_be_is_refused_beside_its_field() {
    let evening = meeting(180);
    let (field, sentence) = check(evening, Phase::Open, &there(100, 80), false, None).unwrap_err();
    assert_eq!(field, "late");
    assert!(sentence.0.contains("180 minutes"), "{sentence}");
    let (field, _) = check(evening, Phase::Open, &there(1, 200), false, None).unwrap_err();
    assert_eq!(field, "early");
    assert_eq!(
        check(evening, Phase::Ahead, &Mark::PRESENT, false, None)
            .unwrap_err()
            .0,
        "mark"
    );
    let excused = Mark::Excused {
        reason: reason("Court at nine"),
    };
    assert!(check(evening, Phase::Ahead, &excused, false, None).is_ok());
    assert_eq!(
        check(evening, Phase::Closed, &Mark::NoShow, true, None)
            .unwrap_err()
            .0,
        "because"
    );
    let why = Line::parse("Signed in on the wrong line", "a reason").unwrap();
    assert!(check(evening, Phase::Closed, &Mark::NoShow, true, Some(&why)).is_ok());
    assert!(check(evening, Phase::Closed, &Mark::NoShow, false, None).is_ok());
}

#[test]
fn late_and_early_are_read_as_minutes_or_as_a_time() {
    assert_eq!(parse_late("10", 1050).unwrap(), 10);
    assert_eq!(parse_late(" 17:40 ", 1050).unwrap(), 10);
    assert_eq!(parse_late("5:42 pm", 1050).unwrap(), 12);
    assert_eq!(parse_late("", 1050).unwrap(), 0);
    assert_eq!(parse_early("8:10 pm", 1050, 1230).unwrap(), 20);
    // A session until midnight, and one until half past.
    assert_eq!(parse_early("11:40 pm", 1260, 1440).unwrap(), 20);
    assert_eq!(parse_early("midnight", 1260, 1440).unwrap(), 0);
    assert_eq!(parse_early("12:10 am", 1260, 1470).unwrap(), 20);
    assert_eq!(parse_early("11:50 pm", 1260, 1470).unwrap(), 40);
    assert!(parse_early("12:40 am", 1260, 1470).is_err());
    assert!(
        parse_late("5:00 pm", 1050)
            .unwrap_err()
            .0
            .contains("outside the session")
    );
    assert!(parse_early("9 pm", 1050, 1230).is_err());
    assert!(parse_late("soon", 1050).unwrap_err().0.contains("9:10"));
    assert!(parse_late("9999", 1050).unwrap_err().0.contains("day"));
}

#[test]
fn what_is_taken_back_stays_readable_and_holds_no_more() {
    let entry = |revision, mark| RosterEntry {
        person: person(1),
        revision,
        mark,
        at: meeting(180).start,
        by: person(99),
        because: None,
    };
    let said = [entry(0, Mark::PRESENT), entry(1, Mark::TakenBack)];
    let roster = Roster::of(said.clone());
    assert_eq!(roster.now(person(1)), None);
    assert_eq!(roster.all(person(1)), said);
    assert_eq!(roster.revision(person(1)), Some(1));
    assert_eq!((roster.next(person(1)), roster.next(person(2))), (2, 0));
}

fn mark() -> impl Strategy<Value = Mark> {
    prop_oneof![
        (0u16..100, 0u16..79).prop_map(|(late, early)| there(late, early)),
        Just(Mark::NoShow),
        Just(Mark::TakenBack),
        Just(Mark::Excused {
            reason: reason("Said so")
        }),
    ]
}

proptest! {
    /// However edits come in, the last revision of each person counts, once.
    #[test]
    fn minutes_add_up_however_edits_are_ordered(
        edits in proptest::collection::vec((0u128..8, mark()), 0..40),
        seed in any::<u64>(),
    ) {
        let evening = meeting(180);
        let mut last: BTreeMap<u128, (u32, Mark)> = BTreeMap::new();
        let mut entries = Vec::new();
        for (who, mark) in edits {
            let revision = last.get(&who).map_or(0, |(revision, _)| revision + 1);
            last.insert(who, (revision, mark.clone()));
            entries.push(RosterEntry {
                person: person(who), revision, mark, at: evening.end, by: person(99), because: None,
            });
        }
        let expected: u32 = last.values().map(|(_, mark)| match mark {
            Mark::There { late_minutes, early_minutes } => 180 - u32::from(*late_minutes) - u32::from(*early_minutes),
            _ => 0,
        }).sum();
        let written = entries.len();
        let ordered = Roster::of(entries.clone());
        // Any other order of reading gives the same roster.
        let mut state = seed | 1;
        for at in (1..entries.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            entries.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
        }
        let shuffled = Roster::of(entries);
        prop_assert_eq!(&ordered, &shuffled);
        prop_assert_eq!(shuffled.minutes(evening), expected);
        let one_by_one: u32 = shuffled.people()
            .filter_map(|who| shuffled.now(who)).map(|entry| u32::from(evening.kept(&entry.mark))).sum();
        prop_assert_eq!(one_by_one, expected);
        // Nothing that was ever written is lost.
        let kept: usize = shuffled.people().map(|who| shuffled.all(who).len()).sum();
        prop_assert_eq!(kept, written);
    }
}
