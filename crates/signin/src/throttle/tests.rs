use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).expect("a date in 2027")
}

fn failed(times: u32, when: Timestamp) -> Throttle {
    (0..times).fold(Throttle::default(), |throttle, _| {
        throttle.after_failure(when)
    })
}

#[test]
fn five_failures_are_free_then_the_wait_doubles_up_to_a_quarter_of_an_hour() {
    let waits: Vec<_> = (0..=17).map(|n| delay_after(n).map(Seconds::get)).collect();
    let mut expected = vec![None; 5];
    expected.extend([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900].map(Some));
    assert_eq!(waits, expected);
    assert_eq!(delay_after(u32::MAX), Some(Seconds(WAIT_SECONDS_MAX)));
}

#[test]
fn the_wait_runs_from_the_last_failure() {
    let throttle = failed(8, at(0));
    assert_eq!(throttle.wait(at(0)), Some(Seconds(8)));
    assert_eq!(throttle.wait(at(5)), Some(Seconds(3)));
    assert_eq!(throttle.wait(at(8)), None);
}

#[test]
fn a_clock_set_back_never_makes_the_wait_longer_than_the_delay() {
    assert_eq!(failed(8, at(0)).wait(at(-1_000_000)), Some(Seconds(8)));
}

#[test]
fn quiet_time_forgets() {
    let throttle = failed(7, at(0));
    let forget = i64::try_from(FORGET_SECONDS).expect("small");
    assert_eq!(throttle.after_failure(at(3 * forget)).failures, 5);
    assert!(!throttle.is_forgotten(at(6 * forget)));
    assert!(throttle.is_forgotten(at(7 * forget)));
    assert!(Throttle::default().is_forgotten(at(0)));
}

#[test]
fn an_attempt_that_proves_right_takes_only_its_own_count_back() {
    let before = failed(3, at(0));
    let counted = before.after_failure(at(60));
    assert_eq!(counted.after_success(&before), before);
    // Somebody else failed from there while it was checked.
    let meanwhile = counted.after_failure(at(61));
    let after = meanwhile.after_success(&before);
    assert_eq!((after.failures, after.last_failure_at), (4, Some(at(61))));
}

#[test]
fn a_stranger_cannot_delay_a_known_browser() {
    let hammered = failed(100, at(0));
    let own = failed(2, at(0));
    let stranger = |turn| Attempt {
        account: &hammered,
        address: &own,
        turn,
        known_browser: None,
    };
    let wait = stranger(Turn::Shared).wait(at(0));
    assert_eq!(wait, Some(Seconds(WAIT_SECONDS_MAX)));
    let wait = stranger(Turn::Own(None)).wait(at(0));
    assert_eq!(wait, Some(Seconds(TURN_SECONDS_MAX)));
    let owner = Attempt {
        account: &hammered,
        address: &hammered,
        turn: Turn::Shared,
        known_browser: Some(&own),
    };
    assert_eq!(owner.wait(at(0)), None);
    let neighbour = Attempt {
        account: &own,
        address: &hammered,
        turn: Turn::Own(None),
        known_browser: None,
    };
    assert_eq!(neighbour.wait(at(0)), Some(Seconds(WAIT_SECONDS_MAX)));
}

/// Somebody with as many addresses as they like fails on the account every second, for a day.
#[test]
fn a_new_browser_of_the_owner_waits_half_a_minute_a_try_whoever_fails_meanwhile() {
    let (mut account, address) = (Throttle::default(), Throttle::default());
    let mut asked_at = None;
    let mut tries = 0;
    for second in 0..24 * 60 * 60 {
        account = account.after_failure(at(second));
        let attempt = Attempt {
            account: &account,
            address: &address,
            turn: Turn::Own(asked_at),
            known_browser: None,
        };
        match attempt.wait(at(second)) {
            Some(_) if asked_at.is_some() => {}
            Some(_) => asked_at = Some(at(second)),
            None => {
                asked_at = Some(at(second));
                tries += 1;
            }
        }
    }
    // The first few cost no wait, and one turn takes half a minute.
    let turns = 24 * 60 * 60 / TURN_SECONDS_MAX;
    assert!(
        (turns - 1..turns + 6).contains(&tries),
        "{tries} tries in a day"
    );
}

#[test]
fn a_greedy_guesser_gets_about_a_hundred_guesses_a_day() {
    let (mut throttle, mut now, mut guesses) = (Throttle::default(), at(0), 0);
    while now < at(24 * 60 * 60) {
        if let Some(Seconds(wait)) = throttle.wait(now) {
            now += SignedDuration::from_secs(i64::try_from(wait).expect("small"));
        } else {
            throttle = throttle.after_failure(now);
            guesses += 1;
        }
    }
    assert!((96..=120).contains(&guesses), "{guesses} guesses in a day");
}

#[test]
fn it_is_stored_and_read_back() {
    let throttle = failed(6, at(0));
    let text = serde_json::to_string(&throttle).expect("plain data");
    assert_eq!(
        serde_json::from_str::<Throttle>(&text).expect("the same"),
        throttle
    );
}

proptest! {
    /// Whatever an attacker did, everybody gets another try within a quarter of an hour of the last failure.
    #[test]
    fn nobody_is_ever_locked_out(failures in any::<u32>(), later in 900_i64..1_000_000) {
        let throttle = Throttle { failures, last_failure_at: Some(at(0)) };
        prop_assert_eq!(throttle.wait(at(later)), None);
    }
}
