//! The date on which the tests run: the same on every day, unless `STEPWELL_TEST_AT` names another, by the clocks of New
//! York, for example `2026-12-31T23:50`. `cargo xtask dates` tries two dozen of them.

use jiff::civil::DateTime;

/// A Wednesday morning on which no clock changes and nobody has a holiday.
const USUAL: &str = "2026-03-04T09:40";

/// The local date and time at which the tests begin.
pub fn local() -> DateTime {
    let named = std::env::var("STEPWELL_TEST_AT");
    let named = named.unwrap_or_else(|_| USUAL.to_owned());
    named.parse().unwrap_or_else(|error| {
        panic!("STEPWELL_TEST_AT is {named:?}, which is no date and time: {error}")
    })
}
