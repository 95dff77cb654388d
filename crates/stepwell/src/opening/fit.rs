//! Whether a record may be written to: sound pages, the right key, a clock that is not behind.
//!
//! Each of these can be wrong without anything failing, and whatever is written then is written wrong for good.

use crate::chance::{SystemClock, SystemDice};
use anyhow::Result;
use care::Clock as _;
use console::Found;
use jiff::{SignedDuration, Timestamp};
use record::store::health;
use record::{Location, Record, RecordError};
use std::time::Instant;

/// The clock of a server or of another computer that wrote to the record may differ by this much, in seconds.
const CLOCK_SECONDS_MAX: i64 = 60;

/// Refuses a database with a damaged page. Reads all of it: some two seconds of one core for each gigabyte in memory.
pub fn sound(location: &Location) -> Result<()> {
    let began = Instant::now();
    if let Some(what) = health::damage(location)? {
        return Err(Found(what).into());
    }
    let millis = began.elapsed().as_millis();
    tracing::info!(millis, "every page of the database was read and is sound");
    Ok(())
}

/// Refuses a key under which the record was not written, and a clock that is behind it.
pub fn to_write(record: &Record) -> Result<()> {
    to_serve(record, false).map(drop)
}

/// The same, where whoever starts the server may say that the record's time is the wrong one: a clock that was once
/// ahead would otherwise keep the clinic closed until it is caught up with. Answers the record's time where that was said,
/// which the journal has to tell: [`clinic::upkeep::accept_clock`].
pub fn to_serve(record: &Record, accept_clock: bool) -> Result<Option<Timestamp>> {
    record.prove_key(&SystemDice).map_err(|error| match error {
        RecordError::WrongKey(what) => anyhow::Error::new(Found(what)),
        error => error.into(),
    })?;
    let written = record.last_entry_at()?;
    match behind(SystemClock.now(), written) {
        Some(what) if accept_clock => {
            tracing::warn!(what, "the clock is accepted as it is");
            Ok(written)
        }
        Some(what) => Err(Found(what).into()),
        None => Ok(None),
    }
}

/// Says of a clock that it is behind what was written already. Entries would be dated before earlier ones, and links
/// and sign-ins stay valid for too long.
pub fn behind(now: Timestamp, written: Option<Timestamp>) -> Option<String> {
    let tolerated = now
        .saturating_add(SignedDuration::from_secs(CLOCK_SECONDS_MAX))
        .unwrap_or(now);
    let at = written.filter(|at| *at > tolerated)?;
    Some(format!(
        "This computer says {now:.0}, but the record was written to at {at:.0}. Set the clock, and let it follow a time server; if the record's time is the wrong one, start once with: stepwell serve --accept-clock"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_behind_from_a_minute_on() {
        let now: Timestamp = "2026-03-02T15:00:00Z".parse().unwrap();
        let later = |seconds| Some(now.checked_add(SignedDuration::from_secs(seconds)).unwrap());
        for (written, is_behind) in [
            (None, false),
            (later(-5), false),
            (later(60), false),
            (later(61), true),
        ] {
            assert_eq!(behind(now, written).is_some(), is_behind, "{written:?}");
        }
    }
}
