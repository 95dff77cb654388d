#![doc = include_str!("../README.md")]

pub mod access;
pub mod assessment;
pub mod attendance;
pub mod demo;
mod door;
pub mod followup;
pub mod groups;
pub mod home;
pub mod intake;
mod key;
pub mod mail;
pub mod people;
pub mod planning;
mod refusal;
pub mod stays;
pub mod stored;
mod task;
mod unwritten;
pub mod upkeep;

pub use door::{Act, Clinic, Look, Settings};
pub use key::{Key, Version};
pub use refusal::Refusal;
pub use unwritten::Health;
