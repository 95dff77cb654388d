#![doc = include_str!("../README.md")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "indices and counts are validated once, against limits far below what the narrower type holds"
)]

mod assign;
mod board;
mod design;
#[doc(hidden)]
pub mod dice;
pub mod explain;
mod instance;
mod place;
mod repair;
mod run;
mod score;
mod solution;
mod week;

pub use assign::{assign, improve};
pub use design::{DesignAnswer, design};
pub use instance::form;
pub use instance::{
    GroupSeries, Instance, Invalid, Kind, Limits, Meeting, Person, Room, Slot, StaffMember, Weights,
};
pub use place::{Choices, Differs, Placement, place_one};
pub use repair::{Change, Disruption, Repaired, repair, sessions};
pub use run::{Control, Event, Options};
pub use score::{Broken, Parts, Score, score};
pub use solution::{Running, Solution, Week};

// The crate's own tests share their random instances with those that see only its public interface.
#[cfg(test)]
extern crate self as timetable;
#[cfg(test)]
#[path = "../tests/suite/tiny.rs"]
#[expect(dead_code, reason = "each of the two users needs a part")]
mod tiny;
