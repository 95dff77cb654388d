#![doc = include_str!("../README.md")]

#[macro_use]
mod codes;
#[macro_use]
mod hidden;

pub mod access;
pub mod assessment;
pub mod attendance;
pub mod chance;
mod counted;
pub mod day;
pub mod daytime;
pub mod followup;
pub mod groups;
pub mod id;
pub mod intake;
pub mod invalid;
mod once;
pub mod people;
pub mod planning;
pub mod private;
pub mod stays;
pub mod stored;
pub mod text;
pub mod treatment;
pub mod zone;

pub use access::role::Role;
pub use chance::{Clock, ClockShift, Dice, HandClock, SeededDice, ShiftedClock};
pub use counted::{counted, in_a_row};
pub use groups::track::Track;
pub use id::*;
pub use invalid::{Invalid, Issue};
pub use once::each_once;
pub use people::contact::{Contact, Email, HelpLines, HelpNumber, Phone};
pub use people::person::PersonName;
pub use people::program::{AgeGroup, LevelOfCare};
pub use people::site::{Seats, Span, Weekday};
pub use people::staff::Credential;
pub use people::us_state::UsState;
pub use private::Private;
pub use stored::Stored;
pub use text::{Line, Paragraph};
pub use zone::TimeZoneName;
