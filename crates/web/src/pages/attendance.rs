//! What took place: sessions, rosters, arrivals, hours and make-ups, and the calendar that shows them.

pub(crate) mod arrival;
pub(crate) mod calendar;
pub(crate) mod hours;
pub(crate) mod own_week;
pub(crate) mod sessions;
