//! When and about whom facts are read: ages of answers and of the person are counted from here.

use crate::people::patient::full_years;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

/// The moment of a placement, and the date of birth where it is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Basis {
    /// The moment.
    pub at: Timestamp,
    /// The same where care is given.
    pub local: DateTime,
    /// When the person was born.
    pub born: Option<Date>,
}

impl Basis {
    /// The local date.
    pub fn today(&self) -> Date {
        self.local.date()
    }

    /// How old the person is, in full years.
    pub fn age_years(&self) -> Option<i32> {
        let years = full_years(self.born?, self.today());
        (years >= 0).then_some(i32::from(years))
    }
}
