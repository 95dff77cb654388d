//! Rotations and vacations by real weeks: across the ends of years, and across the nights on which the clocks change.

use crate::people::site::{DAY_MINUTES, minute_of};
use crate::planning::commitment::{
    Busy, Commitment, CommitmentDraft, CommitmentKind, Firmness, Rhythm, SHIFT_WEEKS_MAX, Template,
    Travel, Turn, Way, away_all_week, away_days, away_on, busy_in_week, local_instant,
    longest_cycle_weeks, monday, weekday,
};
use crate::zone::local_in;
use crate::{Issue, Weekday};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use proptest::prelude::*;

fn turn(days: &[Weekday], start_minute: u16, end_minute: u16) -> Turn {
    Turn {
        days: days.to_vec(),
        start_minute,
        end_minute,
    }
}

fn shifts(weeks: Vec<Vec<Turn>>, from: Date) -> CommitmentDraft {
    CommitmentDraft::shifts(CommitmentKind::Work, weeks, from)
}

fn away(from: Date, until: Date) -> Commitment {
    CommitmentDraft::vacation(from, until).settle().unwrap()
}

fn fields(refused: Result<Commitment, Vec<Issue>>) -> Vec<&'static str> {
    let issues = refused.unwrap_err();
    issues.iter().map(|issue| issue.field).collect()
}

/// The stretches of a week as days after its Monday, with their minutes.
fn week_of(one: &Commitment, on: Date) -> Vec<(i32, u16, u16)> {
    let first = monday(on);
    busy_in_week([one], on)
        .iter()
        .map(|busy| {
            let after = (busy.date - first).get_days();
            (after, busy.start_minute, busy.end_minute)
        })
        .collect()
}

#[test]
fn early_and_late_weeks_are_one_entry_and_stay_in_turn_over_the_end_of_a_year() {
    let from = date(2026, 12, 21);
    let typed = shifts(Template::EarlyLate.weeks(), from);
    let one = typed.settle().unwrap();
    assert_eq!(one.cycle_weeks(), 2);
    let early: Vec<_> = (0..5).map(|day| (day, 360, 840)).collect();
    let late: Vec<_> = (0..5).map(|day| (day, 840, 1320)).collect();
    // The year has 53 weeks, and the first of January lies in the middle of one.
    for (on, told) in [
        (date(2026, 12, 24), &early),
        (date(2026, 12, 28), &late),
        (date(2027, 1, 3), &late),
        (date(2027, 1, 4), &early),
        (date(2027, 1, 17), &late),
    ] {
        assert_eq!(&week_of(&one, on), told, "{on}");
    }
    // Before it begins nothing is taken.
    assert!(week_of(&one, date(2026, 12, 20)).is_empty());
    // Typed again as it is shown, nothing changes.
    assert_eq!(CommitmentDraft::from(&one).settle().unwrap(), one);
}

#[test]
fn what_is_on_in_one_week_of_2_2_3_is_off_in_the_other() {
    let from = date(2026, 3, 2);
    let typed = shifts(Template::TwoTwoThree.weeks(), from);
    let one = typed.settle().unwrap();
    let on = |at: Date| -> Vec<i32> { week_of(&one, at).iter().map(|(day, ..)| *day).collect() };
    assert_eq!(on(from), [0, 1, 4, 5, 6]);
    assert_eq!(on(date(2026, 3, 9)), [2, 3]);
    assert_eq!(on(date(2027, 3, 1)), on(from), "52 weeks later");
}

#[test]
fn the_night_before_a_week_reaches_into_its_monday_with_the_way_home() {
    let mut typed = shifts(
        vec![vec![turn(&[Weekday::Sun], 22 * 60, 6 * 60)], Vec::new()],
        date(2026, 3, 2),
    );
    typed.travel = Travel {
        by: Way::Bus,
        before_minutes: 30,
        after_minutes: 45,
    };
    let one = typed.settle().unwrap();
    assert!(one.crosses_midnight());
    assert_eq!(
        week_of(&one, date(2026, 3, 4)),
        [(6, 22 * 60 - 30, DAY_MINUTES)]
    );
    // The second week is free, but for the morning after.
    assert_eq!(week_of(&one, date(2026, 3, 9)), [(0, 0, 6 * 60 + 45)]);
}

#[test]
fn hard_and_soft_are_told_apart_and_a_vacation_is_neither() {
    let monday = date(2026, 3, 2);
    let mut soft = CommitmentDraft::weekly(CommitmentKind::Other, monday, (600, 660));
    soft.firmness = Firmness::RatherNot;
    let hard = CommitmentDraft::weekly(CommitmentKind::Work, monday, (540, 600));
    let all = [
        soft.settle().unwrap(),
        hard.settle().unwrap(),
        away(monday, date(2026, 3, 8)),
    ];
    let told: Vec<(u16, bool)> = busy_in_week(&all, monday)
        .iter()
        .map(|busy| (busy.start_minute, busy.fixed))
        .collect();
    assert_eq!(told, [(540, true), (600, false)]);
    assert!(away_all_week(&all, date(2026, 3, 6)));
}

#[test]
fn a_vacation_is_whole_days_from_the_first_to_the_last_also_over_the_end_of_a_year() {
    let all = [away(date(2026, 12, 30), date(2027, 1, 10))];
    for (on, is) in [
        (date(2026, 12, 29), false),
        (date(2026, 12, 30), true),
        (date(2027, 1, 1), true),
        (date(2027, 1, 10), true),
        (date(2027, 1, 11), false),
    ] {
        assert_eq!(away_on(&all, on), is, "{on}");
    }
    let (t, f) = (true, false);
    assert_eq!(away_days(&all, date(2027, 1, 1)), [f, f, t, t, t, t, t]);
    assert!(!away_all_week(&all, date(2027, 1, 1)));
    assert!(away_all_week(&all, date(2027, 1, 4)));
    // Two that follow each other are a whole week together.
    let two = [
        away(date(2026, 3, 2), date(2026, 3, 4)),
        away(date(2026, 3, 5), date(2026, 3, 8)),
    ];
    assert!(away_all_week(&two, date(2026, 3, 7)));
    assert!(!away_all_week(&two[..1], date(2026, 3, 7)));
}

#[test]
fn what_cannot_be_is_refused_beside_its_field() {
    let from = date(2026, 3, 2);
    let long = from.saturating_add(60.days());
    let vacation = |until| CommitmentDraft::vacation(from, until).settle();
    assert_eq!(fields(vacation(date(2026, 3, 1))), ["until"]);
    assert_eq!(fields(vacation(long)), ["until"]);
    assert!(vacation(from.saturating_add(59.days())).is_ok());
    let mut open = CommitmentDraft::vacation(from, from);
    open.until = None;
    assert_eq!(fields(open.settle()), ["until"]);
    let week = vec![turn(&[Weekday::Mon], 540, 600)];
    let too_many = vec![week.clone(); usize::from(SHIFT_WEEKS_MAX) + 1];
    let twice = vec![
        turn(&[Weekday::Mon], 540, 600),
        turn(&[Weekday::Mon], 570, 700),
    ];
    for wrong in [Vec::new(), vec![Vec::new()], too_many, vec![week, twice]] {
        assert_eq!(fields(shifts(wrong, from).settle()), ["weeks"]);
    }
}

#[test]
fn every_template_is_a_rotation_that_can_be_saved_as_it_is() {
    for template in Template::ALL {
        assert_eq!(Template::from_code(template.code()), Some(template));
        let typed = CommitmentDraft::shifts(template.kind(), template.weeks(), date(2026, 3, 2));
        let one = typed.settle().unwrap();
        assert!(!one.never(), "{template:?}");
        assert_eq!(usize::from(one.cycle_weeks()), template.weeks().len());
        assert_eq!(longest_cycle_weeks([&one]), one.cycle_weeks());
    }
    assert_eq!(longest_cycle_weeks([]), 1);
}

#[test]
fn a_term_is_over_with_its_last_day() {
    let mut typed = shifts(Template::Term.weeks(), date(2026, 3, 2));
    typed.until = Some(date(2026, 3, 10));
    let term = typed.settle().unwrap();
    let days = |on: Date| -> Vec<i32> { week_of(&term, on).iter().map(|(day, ..)| *day).collect() };
    assert_eq!(days(date(2026, 3, 2)), [0, 1, 2, 3, 4]);
    assert_eq!(days(date(2026, 3, 9)), [0, 1]);
    assert!(days(date(2026, 3, 16)).is_empty());
}

/// Weeks of one turn each, or none.
fn rotations() -> impl Strategy<Value = Vec<Vec<Turn>>> {
    let days = prop::collection::btree_set(0usize..7, 0..5);
    let week = (days, 0u16..1440, 1u16..=1440).prop_map(|(days, start, end)| {
        let days: Vec<Weekday> = days.into_iter().map(|day| Weekday::ALL[day]).collect();
        if days.is_empty() {
            Vec::new()
        } else {
            vec![turn(&days, start, end)]
        }
    });
    prop::collection::vec(week, 1..=usize::from(SHIFT_WEEKS_MAX))
        .prop_filter("something happens", |weeks| {
            weeks.iter().any(|turns| !turns.is_empty())
        })
}

proptest! {
    /// Every real week of three years has the turn whose week it is, counted from the anchor, whatever year it lies in.
    #[test]
    fn each_real_week_has_its_own_turn(weeks in rotations(), begins in 0i64..365, ahead in 0i64..150) {
        let anchor = date(2025, 11, 3).saturating_add(begins.days());
        let mut typed = shifts(weeks, anchor);
        typed.from = date(2025, 1, 1);
        let one = typed.settle().unwrap();
        let Rhythm::Shifts { weeks, anchor: first } = &one.rhythm else {
            panic!("shifts stay shifts")
        };
        prop_assert_eq!(*first, monday(anchor));
        let on = first.saturating_add(ahead.weeks());
        let turn_at = usize::try_from(ahead).unwrap() % weeks.len();
        for after in 0..7i64 {
            let date = on.saturating_add(after.days());
            let expected = weeks[turn_at].iter().any(|turn| turn.days.contains(&weekday(date)));
            prop_assert_eq!(one.on(date), expected, "{} in week {}", date, turn_at);
        }
    }

    /// The weeks of a long stretch hold together exactly what was typed: nothing is lost or doubled where one week ends.
    #[test]
    fn weeks_side_by_side_lose_and_double_nothing(weeks in rotations(), begins in 0i64..28) {
        let from = date(2026, 11, 2);
        let mut typed = shifts(weeks, from.saturating_add(begins.days()));
        typed.from = from;
        let one = typed.settle().unwrap();
        let last = from.saturating_add((24 * 7 - 1).days());
        let whole = one.busy(from, last, true);
        let parts: Vec<Busy> = (0..24i64)
            .flat_map(|week| busy_in_week([&one], from.saturating_add(week.weeks())))
            .collect();
        let mut whole_sorted = whole;
        whole_sorted.sort_unstable();
        prop_assert_eq!(whole_sorted, parts);
    }

    /// The clock on the wall shows the same minute in every week of a rotation, also in those in which it changes.
    #[test]
    fn a_turn_begins_at_its_minute_when_the_clocks_change(start in 180u16..1440, length in 1u16..=600, zone in 0usize..3) {
        let zone = ["America/New_York", "America/Denver", "America/Phoenix"][zone];
        let zone = TimeZone::get(zone).unwrap();
        let end = (start + length) % DAY_MINUTES;
        let weeks = vec![vec![turn(&Weekday::ALL, start, end)], Vec::new(), Vec::new()];
        let one = shifts(weeks, date(2026, 2, 23)).settle().unwrap();
        for occurrence in one.occurrences(date(2026, 2, 23), date(2026, 12, 31)) {
            let (from, _) = occurrence.instants(&zone, false);
            let local = local_in(from, &zone).datetime();
            prop_assert_eq!(local.date(), occurrence.date);
            prop_assert_eq!(minute_of(local.time()), start);
            prop_assert_eq!(from, local_instant(occurrence.date, start, &zone));
        }
    }
}
