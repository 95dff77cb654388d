#![doc = include_str!("../README.md")]

#[macro_use]
mod codes;

pub mod appointment;
pub mod arrival;
pub mod attendance;
pub mod bed;
pub mod board;
pub mod calendar;
pub mod caseload;
pub mod chance;
pub mod check;
pub mod commitment;
pub mod contact;
pub mod day;
pub mod daytime;
pub mod due;
pub mod episode;
pub mod finding;
pub mod glass;
pub mod group;
pub mod hours;
pub mod id;
pub mod inquiry;
pub mod invalid;
pub mod patient;
pub mod person;
pub mod placement;
pub mod private;
pub mod program;
pub mod program_file;
pub mod protocol;
pub mod referral;
pub mod role;
pub mod signal;
pub mod site;
pub mod staff;
pub mod stay;
pub mod text;
pub mod track;
pub mod ways_in;
pub mod week;
pub mod zone;

pub use chance::{Clock, Dice, HandClock, SeededDice, Shift, ShiftedClock};
pub use contact::{Contact, Email, HelpLines, HelpNumber, Phone};
pub use id::*;
pub use invalid::{Invalid, Issue};
pub use person::PersonName;
pub use private::Private;
pub use program::{AgeGroup, LevelOfCare};
pub use role::Role;
pub use site::{Seats, Span, Weekday};
pub use staff::Credential;
pub use text::{Line, Paragraph};
pub use track::Track;
pub use zone::TimeZoneName;
