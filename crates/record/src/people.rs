//! Who there is: the organization and its sites, the people who work there and the people in care, and how each is
//! reached.

pub mod about;
pub mod chapter;
pub mod coverage;
pub mod details;
mod document;
pub mod emergency;
pub mod guardian;
pub mod leaflet;
pub mod look;
pub mod name_index;
pub mod organization;
pub mod patient;
pub mod person;
pub mod program;
pub mod search;
pub mod site;
pub(crate) mod sought;
pub mod staff;
