#![doc = include_str!("../README.md")]

mod act;
mod asking;
pub mod bell;
mod clinic;
mod key;
mod lock;
mod look;
mod memory;
mod pass;
mod person;
mod refusal;
pub mod task;
mod unwritten;
mod visit;

pub use act::Act;
pub use asking::patient_resource;
pub use clinic::{Clinic, Settings};
pub use key::{Key, Version};
pub use look::Look;
pub use person::{display_name, display_name_in, reach_for, reach_to_open, zone, zones};
pub use refusal::Refusal;
pub use unwritten::{Health, Unwritten};
