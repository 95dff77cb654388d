//! The clocks, by the clock.

use super::*;
use crate::Weekday;
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

#[test]
fn a_call_back_is_promised_in_opening_time() {
    let by = |asked: &str, minutes| call_back_by(at(asked), &week(), &eastern(), minutes);
    // A Tuesday at ten is called back by noon.
    assert_eq!(by("2026-03-03T15:00:00Z", 120), at("2026-03-03T17:00:00Z"));
    // At half past four there is half an hour left; the rest runs on Wednesday from nine.
    assert_eq!(by("2026-03-03T21:30:00Z", 120), at("2026-03-04T15:30:00Z"));
    // Friday night, and the clocks change on Sunday: Monday, eleven, in summer time.
    assert_eq!(by("2026-03-07T03:00:00Z", 120), at("2026-03-09T15:00:00Z"));
    assert_eq!(
        call_back_by(at("2026-03-07T03:00:00Z"), &[], &eastern(), 90),
        at("2026-03-07T04:30:00Z")
    );
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

proptest! {
    /// The promise lies in opening time, never before the request, and asking later never promises earlier.
    #[test]
    fn promises_lie_in_opening_time(seconds in 0i64..40_000_000, later in 0i64..400_000, minutes in 1u32..2000) {
        let asked = at("2026-01-01T00:00:00Z").checked_add(SignedDuration::from_secs(seconds)).unwrap();
        let zone = eastern();
        let by = call_back_by(asked, &week(), &zone, minutes);
        prop_assert!(by > asked);
        let local = zone.local(by);
        let minute = i32::from(local.hour()) * 60 + i32::from(local.minute());
        prop_assert!(local.date().weekday().to_monday_zero_offset() < 5 && (540..=1020).contains(&minute));
        let asked_later = asked.checked_add(SignedDuration::from_secs(later)).unwrap();
        prop_assert!(call_back_by(asked_later, &week(), &zone, minutes) >= by);
    }
}
