//! When somebody is reminded: in their own times, never at night, never later than it helps.

use super::*;
use crate::people::contact_rules::{DayPart, SafeContact};
use proptest::prelude::*;

fn eastern() -> TimeZoneName {
    TimeZoneName::parse("America/New_York").unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn only(times: &[DayPart]) -> ContactRules {
    ContactRules::from(SafeContact {
        times: times.to_vec(),
        ..SafeContact::default()
    })
}

/// Thursday at ten in the morning, in winter.
const TEN: &str = "2026-03-05T15:00:00Z";
const EIGHT: &str = "2026-03-05T13:00:00Z";
const LONG_BEFORE: &str = "2026-02-20T15:00:00Z";

fn plan(lead: ReminderLead, starts_at: &str, since: &str, rules: &ContactRules) -> ReminderPlan {
    let notice = Notice::new(ReminderWish::Both, at(since));
    notice.plan(lead, at(starts_at), rules, &eastern())
}

#[test]
fn a_reminder_goes_out_as_long_before_as_it_says_where_that_is_one_of_their_times() {
    let any = ContactRules::default();
    for (lead, then) in [
        (ReminderLead::TwoDays, "2026-03-03T15:00:00Z"),
        (ReminderLead::TwoHours, "2026-03-05T13:00:00Z"),
    ] {
        let planned = plan(lead, TEN, LONG_BEFORE, &any);
        assert_eq!(planned, ReminderPlan::At(at(then)));
    }
}

#[test]
fn what_would_come_at_night_or_outside_of_their_times_comes_earlier_or_not_at_all() {
    let any = ContactRules::default();
    let two_hours = ReminderLead::TwoHours;
    // Six in the morning is night: the evening before, with an hour of it left.
    let evening = ReminderPlan::At(at("2026-03-05T01:00:00Z"));
    assert_eq!(plan(two_hours, EIGHT, LONG_BEFORE, &any), evening);
    let evenings = only(&[DayPart::Evening]);
    assert_eq!(plan(two_hours, TEN, LONG_BEFORE, &evenings), evening);
    // Where less than that hour is left, as late as it can be.
    let late = plan(two_hours, TEN, "2026-03-05T01:30:00Z", &evenings);
    assert_eq!(late, ReminderPlan::At(at("2026-03-05T01:59:00Z")));
    // Made this morning for this afternoon, under evenings only, there is no such time any more.
    let afternoon = "2026-03-05T20:00:00Z";
    let planned = plan(two_hours, afternoon, TEN, &evenings);
    assert_eq!(planned, ReminderPlan::NotTheirTime);
    // Rules that leave no time to each other leave none to a reminder.
    let mut none = only(&[DayPart::Morning]);
    none.join(&evenings);
    let planned = plan(ReminderLead::TwoDays, TEN, LONG_BEFORE, &none);
    assert_eq!(planned, ReminderPlan::NotTheirTime);
    // Whoever booked an hour before has just heard of it.
    let planned = plan(two_hours, TEN, "2026-03-05T14:00:00Z", &any);
    assert_eq!(planned, ReminderPlan::TooShort);
}

#[test]
fn what_is_wished_and_not_done_is_still_to_come() {
    let (any, zone) = (ContactRules::default(), eastern());
    let mut notice = Notice::new(ReminderWish::Both, at(LONG_BEFORE));
    let first = at("2026-03-03T15:00:00Z");
    assert_eq!(notice.next_at(at(TEN), &any, &zone), Some(first));
    assert!(notice.due(at(TEN), &any, &zone, at(LONG_BEFORE)).is_empty());
    let due = notice.due(at(TEN), &any, &zone, first);
    assert_eq!(due, [ReminderLead::TwoDays]);
    // A server that was away for days sends the nearer one.
    let due = notice.due(at(TEN), &any, &zone, at("2026-03-05T13:30:00Z"));
    assert_eq!(due, [ReminderLead::TwoHours, ReminderLead::TwoDays]);
    notice.reminded.push(Reminded {
        lead: ReminderLead::TwoDays,
        at: first,
        mail: NoticeMail::NoAddress,
    });
    let second = at("2026-03-05T13:00:00Z");
    assert_eq!(notice.next_at(at(TEN), &any, &zone), Some(second));
    for (wish, next) in [
        (ReminderWish::TwoHours, Some(second)),
        (ReminderWish::TwoDays, None),
        (ReminderWish::Never, None),
    ] {
        notice.wish = wish;
        assert_eq!(notice.next_at(at(TEN), &any, &zone), next, "{wish:?}");
    }
}

#[test]
fn nothing_goes_out_at_night_or_when_the_appointment_is_upon_them() {
    let (any, zone) = (ContactRules::default(), eastern());
    for (now, may) in [
        ("2026-03-05T14:00:00Z", true),
        ("2026-03-05T14:30:00Z", true),
        ("2026-03-05T14:31:00Z", false),
        ("2026-03-05T12:59:00Z", false),
        ("2026-03-05T02:00:00Z", false),
    ] {
        assert_eq!(may_remind(at(TEN), &any, &zone, at(now)), may, "{now}");
    }
    let evenings = only(&[DayPart::Evening]);
    let noon = at("2026-03-04T17:00:00Z");
    assert!(!may_remind(at(TEN), &evenings, &zone, noon));
}

fn rules() -> impl Strategy<Value = ContactRules> {
    proptest::sample::subsequence(DayPart::ALL.to_vec(), 0..=3).prop_map(|times| only(&times))
}

proptest! {
    /// Whenever an appointment is and whatever was said, also where the clocks change in between.
    #[test]
    fn no_reminder_is_planned_outside_of_their_times(
        hours in 0i64..9_000, ahead in 0i64..200, rules in rules(), lead in 0usize..2,
    ) {
        let zone = eastern();
        let since = at("2026-01-01T05:00:00Z") + SignedDuration::from_hours(hours);
        let starts_at = since + SignedDuration::from_hours(ahead);
        let lead = ReminderLead::ALL[lead];
        let notice = Notice::new(ReminderWish::Both, since);
        if let ReminderPlan::At(then) = notice.plan(lead, starts_at, &rules, &zone) {
            let minute = minute_of(zone.local(then).time());
            prop_assert!(rules.suits(minute) && (480..1260).contains(&minute), "{}", minute);
            prop_assert!(then > since && then <= before(starts_at, lead.minutes()));
            prop_assert!(may_remind(starts_at, &rules, &zone, then));
        }
    }
}
