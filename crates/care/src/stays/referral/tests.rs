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
        steps: vec![step(ReferralState::Sent, date(2026, 3, 2))],
    }
}

fn step(state: ReferralState, on: Date) -> ReferralStep {
    ReferralStep {
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
    sent.advance(step(ReferralState::Accepted, date(2026, 3, 3)), today)
        .unwrap();
    sent.advance(step(ReferralState::DidNotArrive, date(2026, 3, 6)), today)
        .unwrap();
    assert!(!sent.is_overdue(today));
    sent.advance(step(ReferralState::Arrived, today), today)
        .unwrap();
    let over = sent
        .advance(step(ReferralState::Withdrawn, today), today)
        .unwrap_err();
    assert!(over.0.contains("arrived"), "{over}");
}

#[test]
fn its_days_go_forward_and_are_not_in_the_future() {
    let mut sent = referral();
    let today = date(2026, 3, 4);
    let late = sent.advance(step(ReferralState::Accepted, date(2026, 3, 1)), today);
    assert!(late.unwrap_err().0.contains("Mar 2, 2026"));
    let early = sent.advance(step(ReferralState::Accepted, date(2026, 3, 5)), today);
    assert!(early.unwrap_err().0.contains("not come yet"));
    assert!(expected(date(2026, 3, 1), today).is_err());
    assert!(expected(date(2027, 3, 1), today).is_err());
    assert!(expected(today, today).is_ok());
}

#[test]
fn every_state_that_can_follow_says_so_in_the_record() {
    for state in ReferralState::ALL {
        assert_eq!(ReferralState::from_code(state.code()), Some(state));
        assert!(!state.is_open() || state.next().contains(&ReferralState::Arrived));
    }
}
