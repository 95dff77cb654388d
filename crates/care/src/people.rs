//! Who there is: the organization and its sites, the people who work there and the people in care, and how each is reached.

#[macro_use]
pub mod answered;

pub mod chapter;
pub mod contact;
pub mod contact_rules;
pub mod coverage;
pub mod details;
pub mod import;
pub mod leaflet;
pub mod look;
pub mod minor;
pub mod pathway;
pub mod patient;
pub mod person;
pub mod program;
pub mod site;
pub mod spoken;
pub mod staff;
pub mod us_state;
