//! The crate's tests that use only its public interface.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "test data is small"
)]

mod assigning;
mod designing;
mod explaining;
mod fuzzing;
mod mending;
mod placing;
mod reference;
mod repairing;
mod scoring;
mod tiny;
