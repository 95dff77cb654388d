//! When and about whom facts are read: ages of answers and of the person are counted from here.

use crate::people::patient::full_years;
use crate::zone::local_in;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// The moment of a placement, and the date of birth where it is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Basis {
    /// The moment.
    pub at: Timestamp,
    /// The same where care is given.
    pub local: DateTime,
    /// The zone there: on another day its clocks may have shown another time.
    pub zone: TimeZone,
    /// When the person was born.
    pub born: Option<Date>,
}

impl Basis {
    /// The local date.
    pub fn today(&self) -> Date {
        self.local.date()
    }

    /// The day on which something was, where care is given.
    pub fn day_of(&self, at: Timestamp) -> Date {
        local_in(at, &self.zone).date()
    }

    /// How much time has passed since the clocks there showed a time: an hour less than they say where they were put on
    /// in between, an hour more where they were put back.
    pub fn passed_since(&self, then: DateTime) -> SignedDuration {
        let shown = self.local.duration_since(then);
        let Ok(at) = self.zone.to_timestamp(then) else {
            return shown;
        };
        let [now, then] = [self.at, at].map(|at| self.zone.to_offset(at).seconds());
        shown - SignedDuration::from_secs(i64::from(now - then))
    }

    /// How old the person is, in full years.
    pub fn age_years(&self) -> Option<i32> {
        let years = full_years(self.born?, self.today());
        (years >= 0).then_some(i32::from(years))
    }
}
