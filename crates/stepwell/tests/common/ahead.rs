//! How far the clock of the program under test is ahead of the real one.

use super::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::sync::LazyLock;

/// Where the date of the tests is told.
const ZONE: &str = "America/New_York";

/// So far, for as long as the tests run. A release of the program knows no clock but the real one.
pub fn ahead() -> SignedDuration {
    static AHEAD: LazyLock<SignedDuration> = LazyLock::new(|| {
        // A program that is named to the tests may be a release, like the one that is attacked at full size.
        if !cfg!(debug_assertions) || std::env::var_os("STEPWELL_TEST_BINARY").is_some() {
            return SignedDuration::ZERO;
        }
        let at = date::local().to_zoned_datetime(TimeZone::get(ZONE).unwrap());
        at.unwrap().timestamp().duration_since(real())
    });
    *AHEAD
}

/// The present, for the program under test and for those who test it.
pub fn now() -> Timestamp {
    // Whole seconds are what the program is told.
    let ahead = SignedDuration::from_secs(ahead().as_secs());
    real().checked_add(ahead).unwrap()
}

#[expect(
    clippy::disallowed_methods,
    reason = "what the tests pass in is so far from the real clock"
)]
fn real() -> Timestamp {
    Timestamp::now()
}
