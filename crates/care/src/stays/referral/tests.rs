use super::*;
use jiff::civil::date;
use uuid::Uuid;

fn referral() -> Referral {
    let line = |text| Line::parse(text, "a text").unwrap();
    Referral {
        id: Uuid::from_u128(1).into(),
        person: Uuid::from_u128(2).into(),
        site: Uuid::from_u128(3).into(),
        level: LevelOfCare::Detox,
        expected: date(2026, 3, 5),
        to: Receiver {
            provider: line("A hospital"),
            contact: line("The desk"),
            words: None,
        },
        steps: vec![step(State::Sent, date(2026, 3, 2))],
    }
}

fn step(state: State, on: Date) -> Step {
    Step {
        state,
        on,
        by: Uuid::from_u128(4).into(),
        words: None,
    }
}

#[test]
fn it_is_tracked_until_arrival_and_overdue_after_the_day() {
    let mut sent = referral();
    assert!(!sent.is_overdue(date(2026, 3, 5)) && sent.is_overdue(date(2026, 3, 6)));
    assert_eq!(sent.age_days(date(2026, 3, 6)), 4);
    let today = date(2026, 3, 7);
    sent.advance(step(State::Accepted, date(2026, 3, 3)), today)
        .unwrap();
    sent.advance(step(State::DidNotArrive, date(2026, 3, 6)), today)
        .unwrap();
    assert!(!sent.is_overdue(today));
    sent.advance(step(State::Arrived, today), today).unwrap();
    let over = sent
        .advance(step(State::Withdrawn, today), today)
        .unwrap_err();
    assert!(over.0.contains("arrived"), "{over}");
}

#[test]
fn its_days_go_forward_and_are_not_in_the_future() {
    let mut sent = referral();
    let today = date(2026, 3, 4);
    let late = sent.advance(step(State::Accepted, date(2026, 3, 1)), today);
    assert!(late.unwrap_err().0.contains("Mar 2, 2026"));
    let early = sent.advance(step(State::Accepted, date(2026, 3, 5)), today);
    assert!(early.unwrap_err().0.contains("not come yet"));
    assert!(expected(date(2026, 3, 1), today).is_err());
    assert!(expected(date(2027, 3, 1), today).is_err());
    assert!(expected(today, today).is_ok());
}

#[test]
fn every_state_that_can_follow_says_so_in_the_record() {
    for state in State::ALL {
        assert_eq!(State::from_code(state.code()), Some(state));
        assert!(!state.is_open() || state.next().contains(&State::Arrived));
    }
}
