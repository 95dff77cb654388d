#![doc = include_str!("../README.md")]

pub mod access;
pub mod assessment;
pub mod attendance;
pub mod demo;
pub mod followup;
pub mod groups;
pub mod home;
pub mod intake;
pub mod mail;
pub mod people;
pub mod planning;
pub mod stays;
pub mod stored;
pub mod treatment;
pub mod upkeep;
mod work;

pub use door::{Act, Clinic, Health, Key, Look, Refusal, Settings, Version};

use door::task;
