//! The best week of one person: exact, and fast enough to be the inner loop of everything else.
//!
//! A [`Menu`] lists what the person could attend at all. Prices make a group dearer, cheaper or closed
//! ([`CLOSED`]), so one search serves every question: a full group is closed, a seat that others want has a price,
//! a group that a question forces has a large negative one.
//!
//! For every process group the search enumerates, day by day, what fits around it; solves a relaxation in which only
//! capped counts and surplus hours are remembered (topics, and the number of days, are not) by dynamic programming
//! from the last day back; and then walks the days forward, depth first, with the relaxation as an exact-or-below
//! estimate of what is still to come. The walk rarely has to turn back.

pub(crate) mod bound;
mod day;
mod menu;
mod search;

pub(crate) use menu::{Menu, attendance_cost};
pub(crate) use search::{EVERY_DAY, Found, Prices, Searcher};

/// Costs inside the searches are in thousandths of the instance's costs, so that prices can be fine.
pub(crate) const SCALE: i64 = 1000;

/// The price of what is not on offer.
pub(crate) const CLOSED: i64 = i64::MAX / 8;

/// No cost reaches this; small enough that sums of it do not overflow.
pub(crate) const INFINITE: i64 = i64::MAX / 8;
