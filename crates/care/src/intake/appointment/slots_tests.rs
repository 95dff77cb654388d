//! Free times: by hand on quiet days, by chance on all the others.

use super::*;
use crate::Weekday;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

fn who(n: u128) -> PersonId {
    PersonId::from(Uuid::from_u128(n))
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn window(zone: &TimeZoneName, from: Date) -> Window<'_> {
    Window {
        zone,
        earliest: Timestamp::MIN,
        from,
        days: 1,
        minutes: 60,
    }
}

#[test]
fn a_morning_of_two_clinicians() {
    let zone = TimeZoneName::parse("America/New_York").unwrap();
    // Tuesday, 3 March 2026: nine to eleven for the first, ten to twelve for the second.
    let duty = [
        (who(1), Span::new(Weekday::Tue, 540, 660).unwrap()),
        (who(2), Span::new(Weekday::Tue, 600, 720).unwrap()),
    ];
    let busy = [Busy {
        clinician: who(1),
        from: at("2026-03-03T14:30:00Z"),
        until: at("2026-03-03T15:00:00Z"),
    }];
    let slots = free(&duty, &busy, &window(&zone, date(2026, 3, 3)));
    let plain: Vec<_> = slots
        .iter()
        .map(|slot| (slot.starts_at.to_string(), slot.clinician))
        .collect();
    assert_eq!(
        plain,
        [
            ("2026-03-03T15:00:00Z".to_owned(), who(1)),
            ("2026-03-03T15:00:00Z".to_owned(), who(2)),
            ("2026-03-03T15:30:00Z".to_owned(), who(2)),
            ("2026-03-03T16:00:00Z".to_owned(), who(2)),
        ]
    );
    // At ten the second clinician is offered: the first has something booked.
    assert_eq!(offers(&slots, &busy, &[])[0].clinician, who(2));
    assert_eq!(offers(&slots, &busy, &[who(1)])[0].clinician, who(1));
    assert!(free(&duty, &busy, &window(&zone, date(2026, 3, 4))).is_empty());
}

#[test]
fn a_duty_in_the_gap_is_no_duty_and_one_across_it_is_shorter() {
    let zone = TimeZoneName::parse("America/New_York").unwrap();
    // Sunday, 8 March 2026: the clocks go from two to three.
    let gap = [(who(1), Span::new(Weekday::Sun, 120, 180).unwrap())];
    assert!(free(&gap, &[], &window(&zone, date(2026, 3, 8))).is_empty());
    let across = [(who(1), Span::new(Weekday::Sun, 60, 240).unwrap())];
    let slots = free(&across, &[], &window(&zone, date(2026, 3, 8)));
    let local: Vec<_> = slots
        .iter()
        .map(|slot| zone.local(slot.starts_at).time().to_string())
        .collect();
    assert_eq!(local, ["01:00:00", "01:30:00", "03:00:00"]);
}

/// Sunday, 1 November 2026: the clocks go from two back to one. A duty from a quarter past one to two is left at one
/// for a quarter of an hour and come into again; ninety minutes do not fit, thirty do, before and after.
#[test]
fn a_clock_set_back_into_a_duty_does_not_make_it_longer() {
    let zone = TimeZoneName::parse("America/New_York").unwrap();
    let duty = [(who(1), Span::new(Weekday::Sun, 75, 120).unwrap())];
    let of = |minutes| {
        let window = Window {
            minutes,
            ..window(&zone, date(2026, 11, 1))
        };
        let slots = free(&duty, &[], &window);
        let starts = slots.iter().map(|slot| slot.starts_at.to_string());
        starts.collect::<Vec<_>>()
    };
    assert_eq!(of(90), Vec::<String>::new());
    assert_eq!(of(30), ["2026-11-01T05:15:00Z", "2026-11-01T06:15:00Z"]);
    // A duty over the whole hour that comes twice does hold them.
    let whole = [(who(1), Span::new(Weekday::Sun, 60, 120).unwrap())];
    let window = Window {
        minutes: 90,
        ..window(&zone, date(2026, 11, 1))
    };
    assert_eq!(free(&whole, &[], &window).len(), 2);
}

fn any_duty() -> impl Strategy<Value = Vec<(PersonId, Span)>> {
    let one = (1u128..4, 0usize..7, 0u16..94, 1u16..40).prop_map(|(n, day, start, length)| {
        let (start, end) = (start * 15, (start * 15 + length * 15).min(1440));
        (who(n), Span::new(Weekday::ALL[day], start, end).unwrap())
    });
    prop::collection::vec(one, 1..8)
}

fn any_busy() -> impl Strategy<Value = Vec<Busy>> {
    let one = (1u128..4, 0i64..30 * 96, 1i64..12).prop_map(|(n, start, length)| {
        let from = at("2026-02-27T00:00:00Z")
            .checked_add(SignedDuration::from_mins(start * 15))
            .unwrap();
        let until = from
            .checked_add(SignedDuration::from_mins(length * 15))
            .unwrap();
        Busy {
            clinician: who(n),
            from,
            until,
        }
    });
    prop::collection::vec(one, 0..30)
}

proptest! {
    /// Never outside duty, never double-booked, never too early, always the whole length; across a change of clocks too.
    /// And nothing that is free is withheld: each start on the grid is either offered or has a reason not to be.
    #[test]
    fn every_offer_holds(
        duty in any_duty(), busy in any_busy(), minutes in prop::sample::select(vec![30u16, 60, 90]),
        zone in prop::sample::select(vec!["America/New_York", "America/Phoenix", "America/Adak"]),
        fall: bool, lead in 0i64..4000,
    ) {
        let zone = TimeZoneName::parse(zone).unwrap();
        let from = if fall { date(2026, 10, 30) } else { date(2026, 3, 6) };
        let earliest = zone.instant(from, 0).checked_add(SignedDuration::from_mins(lead)).unwrap();
        let window = Window { zone: &zone, earliest, from, days: 5, minutes };
        let slots = free(&duty, &busy, &window);
        for slot in &slots {
            let end = ends_at(slot.starts_at, minutes);
            prop_assert!(slot.starts_at >= earliest);
            let on_duty = |at: Timestamp| duty.iter().any(|(who, span)| {
                let local = zone.local(at);
                let minute = u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap();
                *who == slot.clinician
                    && i8::try_from(span.day.index()).unwrap() == local.weekday().to_monday_zero_offset()
                    && (span.start_minute..span.end_minute).contains(&minute)
            });
            let mut at = slot.starts_at;
            while at < end {
                prop_assert!(on_duty(at), "{} is outside", zone.local(at));
                at = at.checked_add(SignedDuration::from_mins(1)).unwrap();
            }
            let doubled = busy.iter().any(|taken| {
                taken.clinician == slot.clinician
                    && taken.from < end
                    && slot.starts_at < taken.until
            });
            prop_assert!(!doubled);
        }
        for offered in offers(&slots, &busy, &[who(2)]) {
            prop_assert!(slots.contains(&offered));
            // Once it is booked, nothing that is offered then overlaps it.
            let mut then = busy.clone();
            let until = ends_at(offered.starts_at, minutes);
            then.push(Busy { clinician: offered.clinician, from: offered.starts_at, until });
            let left = free(&duty, &then, &window);
            prop_assert!(left.iter().all(|slot| slot.clinician != offered.clinician
                || slot.starts_at >= until || ends_at(slot.starts_at, minutes) <= offered.starts_at));
        }
        let quiet = Window { earliest: Timestamp::MIN, ..window };
        if busy.is_empty() {
            prop_assert!(free(&duty, &[], &quiet).len() >= slots.len());
        }
    }
}
