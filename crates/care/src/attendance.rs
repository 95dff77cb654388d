//! What took place: sessions, rosters, arrivals, hours and make-ups, and the calendar that shows them.

pub mod arrival;
pub mod calendar;
pub mod hours;
pub mod roster;
