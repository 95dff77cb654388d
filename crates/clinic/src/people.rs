//! Who there is: the organization and its sites, the people who work there and the people in care, and how each is reached.

pub mod about;
pub mod chapter;
pub mod coverage;
pub mod details;
pub mod emergency;
pub mod import;
pub mod leaflet;
pub mod look;
pub mod minor;
pub mod patient;
pub mod program;
pub mod reach;
pub mod site;
pub mod staff;
