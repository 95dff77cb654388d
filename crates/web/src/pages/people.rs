//! Who there is: the organization and its sites, the people who work there and the people in care, and how each is reached.

pub(crate) mod contact;
pub(crate) mod coverage;
pub(crate) mod details;
pub(crate) mod guardian;
pub(crate) mod import;
pub(crate) mod leaflet;
pub(crate) mod look;
mod name;
pub(crate) mod patients;
pub(crate) mod programs;
pub(crate) mod sites;
pub(crate) mod team;
