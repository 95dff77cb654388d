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
fn success_wipes_the_account_clean() {
    assert_eq!(Throttle::after_success().wait(at(0)), None);
}

#[test]
fn a_stranger_cannot_delay_a_known_browser() {
    let hammered = failed(100, at(0));
    let own = failed(2, at(0));
    let stranger = Attempt {
        account: &hammered,
        address: &own,
        known_browser: None,
    };
    let owner = Attempt {
        account: &hammered,
        address: &hammered,
        known_browser: Some(&own),
    };
    assert_eq!(stranger.wait(at(0)), Some(Seconds(WAIT_SECONDS_MAX)));
    assert_eq!(owner.wait(at(0)), None);
    let neighbour = Attempt {
        account: &own,
        address: &hammered,
        known_browser: None,
    };
    assert_eq!(neighbour.wait(at(0)), Some(Seconds(WAIT_SECONDS_MAX)));
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
