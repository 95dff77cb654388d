#![doc = include_str!("../README.md")]

pub mod code;
mod error;
pub mod passkey;
pub mod password;
mod secret;
pub mod throttle;
pub mod token;
pub mod totp;

pub use error::SignInError;
