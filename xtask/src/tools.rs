//! What the tests need beside Rust: found, or installed, or asked for.

pub mod axe;
pub mod browser;
pub mod debian;
pub mod deny;
pub mod icalendar;
pub mod postgres;
pub mod strace;
