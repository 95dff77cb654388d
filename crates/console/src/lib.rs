#![doc = include_str!("../README.md")]

mod exit;
mod input;
mod output;
mod progress;

pub use exit::{Exit, Found, code_of};
pub use input::{STANDARD, is_standard, name, open, read_bytes, read_text};
pub use output::{complain, end, is_closed, line, text};
pub use progress::Progress;

/// Prints a line on standard output.
#[macro_export]
macro_rules! say {
    () => { $crate::line(format_args!("")) };
    ($($text:tt)*) => { $crate::line(format_args!($($text)*)) };
}

/// Prints on standard output without ending the line.
#[macro_export]
macro_rules! put {
    ($($text:tt)*) => { $crate::text(format_args!($($text)*)) };
}
