//! The real clock and the real dice. Nothing else in Stepwell asks the computer for either.

use care::{Clock, Dice};
use jiff::{SignedDuration, Timestamp};
use std::sync::LazyLock;

/// The computer's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everything else is handed"
    )]
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        now.checked_add(ahead()).unwrap_or(now)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "what an authenticator app shows, also while tests put this program's clock on"
    )]
    fn outside(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// How far the tests let the clock of the program under test be ahead of the real one, so that they do not depend on the
/// day they run. A release has no such variable.
fn ahead() -> SignedDuration {
    static AHEAD: LazyLock<SignedDuration> = LazyLock::new(|| {
        let named = if cfg!(debug_assertions) {
            std::env::var("STEPWELL_TEST_AHEAD_SECONDS").ok()
        } else {
            None
        };
        let seconds = named.and_then(|seconds| seconds.parse().ok());
        SignedDuration::from_secs(seconds.unwrap_or(0))
    });
    *AHEAD
}

/// The operating system's randomness.
pub struct SystemDice;

impl Dice for SystemDice {
    fn fill(&self, bytes: &mut [u8]) {
        // A system without randomness has no secrets to offer: stopping is the only safe answer.
        if let Err(error) = getrandom::fill(bytes) {
            panic!("the operating system gave no random bytes: {error}");
        }
    }
}
