//! The clocks, by the clock.

use super::*;
use crate::Weekday;
use crate::people::contact_rules::{DayPart, SafeContact};
use proptest::prelude::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn eastern() -> TimeZoneName {
    TimeZoneName::parse("America/New_York").unwrap()
}

/// Monday to Friday, nine to five.
fn week() -> Vec<Span> {
    Weekday::ALL[..5]
        .iter()
        .map(|day| Span::new(*day, 540, 1020).unwrap())
        .collect()
}

fn any_time() -> ContactRules {
    ContactRules::default()
}

fn only(times: &[DayPart]) -> ContactRules {
    ContactRules::from(SafeContact {
        times: times.to_vec(),
        ..SafeContact::default()
    })
}

#[test]
fn a_call_back_is_promised_in_opening_time() {
    let by =
        |asked: &str, minutes| call_back_by(at(asked), &week(), &eastern(), minutes, &any_time());
    // A Tuesday at ten is called back by noon.
    assert_eq!(by("2026-03-03T15:00:00Z", 120), at("2026-03-03T17:00:00Z"));
    // At half past four there is half an hour left; the rest runs on Wednesday from nine.
    assert_eq!(by("2026-03-03T21:30:00Z", 120), at("2026-03-04T15:30:00Z"));
    // Friday night, and the clocks change on Sunday: Monday, eleven, in summer time.
    assert_eq!(by("2026-03-07T03:00:00Z", 120), at("2026-03-09T15:00:00Z"));
    assert_eq!(
        call_back_by(at("2026-03-07T03:00:00Z"), &[], &eastern(), 90, &any_time()),
        at("2026-03-07T04:30:00Z")
    );
}

#[test]
fn nobody_is_promised_a_call_at_a_time_that_is_not_theirs() {
    let by = |asked: &str, hours: &[Span], rules: &ContactRules| {
        call_back_by(at(asked), hours, &eastern(), 120, rules)
    };
    // A Sunday night, and afternoons only: Monday at two, not at eleven.
    let sunday = "2026-03-02T03:00:00Z";
    let afternoons = only(&[DayPart::Afternoon]);
    assert_eq!(by(sunday, &week(), &afternoons), at("2026-03-02T19:00:00Z"));
    // Evenings only, and nobody is here in the evening: Monday evening at seven all the same.
    let evenings = only(&[DayPart::Evening]);
    assert_eq!(by(sunday, &week(), &evenings), at("2026-03-03T00:00:00Z"));
    // Open on Tuesday evening: then.
    let mut late = week();
    late.push(Span::new(Weekday::Tue, 1020, 1200).unwrap());
    assert_eq!(by(sunday, &late, &evenings), at("2026-03-04T00:00:00Z"));
    // Without opening hours their own times count, and rules that leave none count for nothing.
    assert_eq!(by(sunday, &[], &evenings), at("2026-03-03T00:00:00Z"));
    let mut none = evenings;
    none.join(&afternoons);
    assert_eq!(by(sunday, &week(), &none), by(sunday, &week(), &any_time()));
}

fn standing(stage: Stage) -> InquiryStanding {
    InquiryStanding {
        stage,
        requested_at: at("2026-03-03T15:00:00Z"),
        promised_at: at("2026-03-03T17:00:00Z"),
        answer_by: None,
        next_call_at: None,
        appointment: None,
        waits: false,
    }
}

#[test]
fn what_comes_next_follows_from_how_things_stand() {
    let now = at("2026-03-03T18:00:00Z");
    let new = due(&standing(Stage::New), now);
    assert_eq!((new.next, new.overdue(now)), (Next::Call, true));
    let tried = InquiryStanding {
        next_call_at: Some(at("2026-03-03T20:00:00Z")),
        ..standing(Stage::New)
    };
    assert!(!due(&tried, now).overdue(now));
    let danger = InquiryStanding {
        answer_by: Some(answer_now_by(at("2026-03-03T15:00:00Z"))),
        ..standing(Stage::New)
    };
    assert_eq!(due(&danger, now).by, Some(at("2026-03-03T15:15:00Z")));
    let reached = due(&standing(Stage::Reached), now);
    assert_eq!(
        (reached.next, reached.by),
        (Next::Book, Some(at("2026-03-05T15:00:00Z")))
    );
    let slot = (at("2026-03-03T16:00:00Z"), at("2026-03-03T17:00:00Z"));
    let booked = InquiryStanding {
        appointment: Some(slot),
        ..standing(Stage::Booked)
    };
    assert_eq!(due(&booked, at("2026-03-03T15:30:00Z")).next, Next::Attend);
    // A call that was asked for comes before the appointment, however late it was promised.
    let called = |by: &str| InquiryStanding {
        next_call_at: Some(at(by)),
        ..booked
    };
    let asked = due(&called("2026-03-03T15:45:00Z"), at("2026-03-03T15:30:00Z"));
    assert_eq!(
        (asked.next, asked.by),
        (Next::Call, Some(at("2026-03-03T15:45:00Z")))
    );
    let later = due(&called("2026-03-03T20:00:00Z"), at("2026-03-03T15:30:00Z"));
    assert_eq!((later.next, later.by), (Next::Call, Some(slot.0)));
    let running = due(&booked, at("2026-03-03T16:30:00Z"));
    assert_eq!((running.next, running.by), (Next::Assess, Some(slot.1)));
    assert!(!due(&booked, at("2026-03-03T16:30:00Z")).overdue(at("2026-03-03T16:30:00Z")));
    assert_eq!(
        (due(&booked, now).next, due(&booked, now).overdue(now)),
        (Next::Mark, true)
    );
    let waits = InquiryStanding {
        waits: true,
        ..standing(Stage::Placed)
    };
    assert_eq!(
        due(&waits, now),
        Due {
            next: Next::Wait,
            by: None
        }
    );
    assert_eq!(due(&standing(Stage::Admitted), now).next, Next::Nothing);
    assert_eq!(
        days_waiting(
            jiff::civil::date(2026, 1, 30),
            jiff::civil::date(2026, 3, 2)
        ),
        31
    );
}

#[test]
fn danger_keeps_its_clock_whatever_else_somebody_waits_for() {
    let asked = at("2026-03-03T15:00:00Z");
    let by = answer_now_by(asked);
    let slots = [
        None,
        Some((at("2026-03-03T15:10:00Z"), at("2026-03-03T16:10:00Z"))),
        Some((at("2026-03-05T15:00:00Z"), at("2026-03-05T16:00:00Z"))),
    ];
    for now in [
        asked,
        at("2026-03-03T15:30:00Z"),
        at("2026-03-06T15:00:00Z"),
    ] {
        for (waits, appointment) in [false, true]
            .into_iter()
            .flat_map(|waits| slots.map(|slot| (waits, slot)))
        {
            let danger = InquiryStanding {
                answer_by: Some(by),
                waits,
                appointment,
                ..standing(Stage::New)
            };
            let called = due(&danger, now);
            assert_eq!((called.next, called.by), (Next::Call, Some(by)));
            assert_eq!(called.overdue(now), by < now);
        }
    }
    // Once somebody has spoken with them, the list is what they wait for.
    let reached = InquiryStanding {
        answer_by: Some(by),
        waits: true,
        ..standing(Stage::Reached)
    };
    assert_eq!(due(&reached, asked).next, Next::Wait);
}

proptest! {
    /// A promise to somebody with times of their own lies within them, whatever the opening hours.
    #[test]
    fn promises_lie_in_their_times(
        seconds in 0i64..40_000_000,
        minutes in 1u32..600,
        times in proptest::sample::subsequence(DayPart::ALL.to_vec(), 1..=3),
    ) {
        let asked = at("2026-01-01T00:00:00Z").checked_add(SignedDuration::from_secs(seconds)).unwrap();
        let (zone, rules) = (eastern(), only(&times));
        let by = zone.local(call_back_by(asked, &week(), &zone, minutes, &rules));
        let minute = u16::try_from(i32::from(by.hour()) * 60 + i32::from(by.minute())).unwrap();
        let windows = rules.windows().unwrap();
        // A promise that takes up all of a stretch ends with it.
        prop_assert!(windows.iter().any(|(from, until)| (*from..=*until).contains(&minute)), "{}", by);
    }

    /// The promise lies in opening time, never before the request, and asking later never promises earlier.
    #[test]
    fn promises_lie_in_opening_time(seconds in 0i64..40_000_000, later in 0i64..400_000, minutes in 1u32..2000) {
        let asked = at("2026-01-01T00:00:00Z").checked_add(SignedDuration::from_secs(seconds)).unwrap();
        let zone = eastern();
        let by = call_back_by(asked, &week(), &zone, minutes, &any_time());
        prop_assert!(by > asked);
        let local = zone.local(by);
        let minute = i32::from(local.hour()) * 60 + i32::from(local.minute());
        prop_assert!(local.date().weekday().to_monday_zero_offset() < 5 && (540..=1020).contains(&minute));
        let asked_later = asked.checked_add(SignedDuration::from_secs(later)).unwrap();
        prop_assert!(call_back_by(asked_later, &week(), &zone, minutes, &any_time()) >= by);
    }
}
