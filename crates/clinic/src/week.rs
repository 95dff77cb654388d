//! Making the week: a site's groups meet people's lives.
//!
//! [`place`] finds the best weeks for one person among the groups that run. [`make`] solves a whole site in the
//! background and keeps the best as a proposal. [`repair`] answers what happened to one week. Nothing changes for
//! anybody until somebody says yes to a proposal that still fits how things stand.

mod apply;
mod grid;
mod load;
mod map;
mod options;
mod place;
mod rules;
mod words;

pub use map::LeftOut;
pub(crate) use place::repairable;
pub use place::{Choice, Choices, accept, choices};
pub use words::Shown;
