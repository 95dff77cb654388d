//! When and about whom facts are read: ages of answers and of the person are counted from here.

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
        let born = self.born?;
        let today = self.today();
        let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
        let years = i32::from(today.year()) - i32::from(born.year()) - i32::from(!had_birthday);
        (years >= 0).then_some(years)
    }
}
