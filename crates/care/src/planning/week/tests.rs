//! Mondays, differences, and series that move.

use super::*;
use crate::groups::group::GroupKind;
use crate::{Line, Track};
use jiff::civil::date;

#[test]
fn a_week_begins_on_a_monday_that_is_not_past() {
    let today = date(2026, 3, 4);
    assert_eq!(parse_monday("2026-03-02", today).unwrap(), date(2026, 3, 2));
    assert_eq!(next_monday(today), date(2026, 3, 9));
    for (bad, why) in [
        ("2026-03-04", "is a Wednesday"),
        ("2026-02-23", "Choose a Monday"),
        ("2027-03-01", "Choose a Monday"),
        ("soon", "Type the date"),
    ] {
        let said = parse_monday(bad, today).unwrap_err().0;
        assert!(said.contains(why), "{said}");
    }
}

#[test]
fn what_differs_is_counted_both_ways() {
    let group = |n: u128| GroupId::from(uuid::Uuid::from_u128(n));
    let one = Plan {
        groups: vec![group(1), group(2)],
        ..Plan::default()
    };
    let other = Plan {
        groups: vec![group(2), group(3)],
        individual: Some(Meeting {
            day: Weekday::Tue,
            start_minute: 600,
        }),
        some_weeks: Vec::new(),
    };
    assert_eq!(one.differences(&other), 3);
    assert_eq!(one.differences(&one.clone()), 0);
}

#[test]
fn a_plan_that_takes_turns_is_its_weeks() {
    let group = |n: u128| GroupId::from(uuid::Uuid::from_u128(n));
    let week = |groups: &[u128]| Plan {
        groups: groups.iter().map(|n| group(*n)).collect(),
        ..Plan::default()
    };
    let (early, late) = (week(&[1, 3]), week(&[2, 3]));
    let monday = date(2026, 3, 9);
    let next = date(2026, 3, 16);
    let both = Plan::taking_turns(monday, &[early.clone(), late.clone()]);
    assert_eq!(both.groups, [group(1), group(2), group(3)]);
    assert_eq!(both.turns_of(group(3)), None);
    assert_eq!(both.in_week(date(2026, 3, 12)), early);
    assert_eq!(both.in_week(next), late);
    assert!(both.attends(group(1), date(2026, 3, 24)));
    assert_eq!(
        Plan::taking_turns(monday, &[early.clone(), early.clone()]),
        early
    );
    // The same weeks, counted from another one, are no difference; the other way round both groups differ.
    let counted = Plan::taking_turns(next, &[late.clone(), early.clone()]);
    assert_eq!(both.differences(&counted), 0);
    let swapped = Plan::taking_turns(monday, &[late, early]);
    assert_eq!(both.differences(&swapped), 2);
    // What was kept before groups were attended in some weeks only opens, and is kept as it was.
    let old = r#"{"groups":[],"individual":null}"#;
    let read: Plan = serde_json::from_str(old).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), old);
}

fn group(starts_on: Date) -> Group {
    let id = |n: u128| uuid::Uuid::from_u128(n);
    Group {
        id: GroupId::from(id(1)),
        site: SiteId::from(id(2)),
        program: None,
        name: Line::parse("Evening process", "a name").unwrap(),
        kind: GroupKind::Process,
        track: Track::Evening,
        topic: None,
        facilitators: vec![PersonId::from(id(3))],
        place: MeetingPlace::Undecided,
        seats: 10,
        smallest: 3,
        meetings: vec![at(Weekday::Mon)],
        minutes: 180,
        starts_on,
        ends_on: Some(date(2026, 12, 18)),
        open: true,
        draft: false,
        stay_weeks: None,
        follows: None,
    }
}

fn at(day: Weekday) -> Meeting {
    Meeting {
        day,
        start_minute: 1050,
    }
}

fn lasting(group: GroupId) -> GroupChange {
    GroupChange::Lasting {
        group,
        before: vec![at(Weekday::Mon)],
        after: vec![at(Weekday::Tue)],
        facilitators: vec![PersonId::from(uuid::Uuid::from_u128(4))],
        place: MeetingPlace::Telehealth(None),
    }
}

#[test]
fn a_series_that_moves_keeps_all_but_its_times_leaders_and_place() {
    let monday = date(2026, 3, 9);
    let old = group(date(2026, 1, 5));
    let moved = lasting(old.id).moved(&old, monday).unwrap();
    assert_eq!(moved.meetings, [at(Weekday::Tue)]);
    assert_eq!(
        moved.facilitators,
        [PersonId::from(uuid::Uuid::from_u128(4))]
    );
    assert_eq!(moved.place, MeetingPlace::Telehealth(None));
    assert_eq!(moved.starts_on, monday);
    let back = Group {
        meetings: old.meetings.clone(),
        facilitators: old.facilitators.clone(),
        place: old.place.clone(),
        starts_on: old.starts_on,
        ..moved
    };
    assert_eq!(back, old);
}

#[test]
fn a_series_that_begins_later_begins_no_sooner_by_moving() {
    let old = group(date(2026, 3, 11));
    let moved = lasting(old.id).moved(&old, date(2026, 3, 9)).unwrap();
    assert_eq!(moved.starts_on, date(2026, 3, 11));
}

#[test]
fn one_session_or_another_group_moves_no_series() {
    let (old, monday) = (group(date(2026, 1, 5)), date(2026, 3, 9));
    let once = GroupChange::Once {
        group: old.id,
        date: monday,
        outcome: RepairOutcome::Cancelled,
    };
    assert_eq!(once.moved(&old, monday), None);
    let other = lasting(GroupId::from(uuid::Uuid::from_u128(9)));
    assert_eq!(other.moved(&old, monday), None);
}

#[test]
fn an_outcome_leaves_what_differed_already() {
    let id = |n: u128| PersonId::from(uuid::Uuid::from_u128(n));
    let known = SessionChange::Changed(Changed {
        moved: Some((date(2026, 3, 5), 600)),
        facilitators: Some(vec![id(1)]),
        place: Some(MeetingPlace::Telehealth(None)),
    });
    let led = RepairOutcome::LedBy(vec![id(2)]).differs(Some(&known));
    let SessionChange::Changed(led) = led else {
        panic!("it is held")
    };
    assert_eq!(led.moved, Some((date(2026, 3, 5), 600)));
    assert_eq!(led.facilitators, Some(vec![id(2)]));
    assert_eq!(led.place, Some(MeetingPlace::Telehealth(None)));
    let to = |place| RepairOutcome::MovedTo {
        date: date(2026, 3, 6),
        minute: 540,
        facilitators: vec![id(3)],
        place,
    };
    let moved = |place, place_then| {
        SessionChange::Changed(Changed {
            moved: Some((date(2026, 3, 6), 540)),
            facilitators: Some(vec![id(3)]),
            place: place_then,
        }) == to(place).differs(Some(&known))
    };
    assert!(moved(None, Some(MeetingPlace::Telehealth(None))));
    assert!(moved(
        Some(MeetingPlace::Undecided),
        Some(MeetingPlace::Undecided)
    ));
    assert_eq!(
        RepairOutcome::Cancelled.differs(Some(&known)),
        SessionChange::Cancelled
    );
    // What was called off is held again, and as its series says but for this.
    let again = RepairOutcome::In(MeetingPlace::Undecided).differs(Some(&SessionChange::Cancelled));
    let changed = Changed {
        place: Some(MeetingPlace::Undecided),
        ..Changed::default()
    };
    assert_eq!(again, SessionChange::Changed(changed));
    assert_eq!(
        RepairOutcome::In(MeetingPlace::Undecided).differs(None),
        again
    );
}
