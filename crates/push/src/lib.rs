#![doc = include_str!("../README.md")]

mod sealed;
mod vapid;

pub use sealed::{MESSAGE_BYTES_MAX, Subscriber, open, seal};
pub use vapid::Vapid;

use thiserror::Error;

/// Why a message could not be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum PushError {
    /// What a browser gave as its key is no point of the curve.
    #[error("the browser's key cannot be used")]
    Key,
    /// What a browser gave as its secret has another length.
    #[error("the browser's secret cannot be used")]
    Secret,
    /// More than push services take.
    #[error("the message is too long")]
    TooLong,
    /// Not what was sealed for this browser.
    #[error("the message does not open")]
    Closed,
}
