#![doc = include_str!("../README.md")]

pub mod access;
pub mod account;
pub mod admission;
pub mod appointment;
pub mod arrival;
pub mod assessment;
pub mod bed;
pub mod board;
pub mod calendar;
pub mod commitment;
pub mod demo;
mod door;
pub mod glass;
pub mod group;
pub mod home;
pub mod hours;
pub mod inquiry;
pub mod journal;
pub mod mail;
pub mod measure;
pub mod own_week;
pub mod patient;
pub mod placement;
pub mod program;
pub mod referral;
mod refusal;
pub mod session;
pub mod setup;
pub mod signal;
pub mod site;
pub mod staff;
pub mod stay;
pub mod upkeep;
pub mod week;

pub use door::{Act, Clinic, Key, Look, Settings};
pub use refusal::Refusal;
