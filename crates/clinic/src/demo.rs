//! A demonstration has a time of its own: it opens in the middle of a week, and whoever looks at it may go on.

use crate::access::setup::organizations;
use crate::access::sign_in::{ABSOLUTE_HOURS, IDLE_MINUTES};
use crate::{Clinic, Key, Refusal};
use care::zone::local_in;
use jiff::civil::Weekday;
use jiff::{SignedDuration, ToSpan, ZonedDateTime};
use record::access::login;
use record::idempotency;

/// Under which nothing but this is kept: it has no other request.
const REQUEST: [u8; 32] = *b"a demonstration's clock is put o";

/// How far to go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DemoStep {
    /// An hour.
    Hour,
    /// To the next morning.
    Tomorrow,
    /// To the morning of the next Monday.
    Monday,
}

impl DemoStep {
    /// Every one, the shortest first.
    pub const ALL: [Self; 3] = [Self::Hour, Self::Tomorrow, Self::Monday];

    /// As forms have it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Tomorrow => "tomorrow",
            Self::Monday => "monday",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// Where it leads.
    fn after(self, now: &ZonedDateTime) -> Option<ZonedDateTime> {
        let days = match self {
            Self::Hour => return now.checked_add(1.hour()).ok(),
            Self::Tomorrow => 1,
            Self::Monday => 7 - i32::from(now.weekday().since(Weekday::Monday)),
        };
        let date = now.date().checked_add(days.days()).ok()?;
        date.at(9, 0, 0, 0)
            .to_zoned_datetime(now.time_zone().clone())
            .ok()
    }
}

/// What time it is in the demonstration; nothing where time is everybody's.
pub fn time_in(clinic: &Clinic) -> Option<ZonedDateTime> {
    let shift = clinic.clock().shift().filter(|_| clinic.settings().demo)?;
    Some(local_in(clinic.now(), shift.zone()))
}

/// Puts the clock of a demonstration on. Whoever is signed in stays so: nobody was away. Outside a demonstration there
/// is no such thing.
pub fn go_on(clinic: &Clinic, key: Key, step: DemoStep) -> Result<(), Refusal> {
    let now = time_in(clinic).ok_or(Refusal::NotFound)?;
    let shift = clinic.clock().shift().ok_or(Refusal::NotFound)?;
    let then = step.after(&now).ok_or(Refusal::NotFound)?;
    let (now, then) = (now.timestamp(), then.timestamp());
    let before = |limit: SignedDuration| now.checked_sub(limit).unwrap_or(now);
    let began_after = before(SignedDuration::from_hours(ABSOLUTE_HOURS));
    let seen_after = before(SignedDuration::from_mins(IDLE_MINUTES));
    for (organization, _) in organizations(clinic)? {
        let fresh = clinic.record().transact(organization, |tx| {
            if idempotency::find(tx, key.uuid())?.is_some() {
                return Ok::<_, Refusal>(false);
            }
            idempotency::insert(tx, key.uuid(), REQUEST, "null".to_owned(), now)?;
            login::renew(tx, then, began_after, seen_after)?;
            Ok(true)
        })?;
        if !fresh {
            return Ok(());
        }
    }
    shift.put_on(then.duration_since(now));
    Ok(())
}
