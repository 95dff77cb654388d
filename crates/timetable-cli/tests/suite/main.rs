//! The commands, run as a person runs them: the real binary on small instances.

mod checking;
mod errors;
mod explaining;
mod generating;
mod pictures;
mod repairing;
mod room;
mod solving;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "the judge of the library's tests, which allows itself the same for small data"
)]
#[path = "../../../timetable/tests/suite/reference.rs"]
mod reference;
