//! What treatment goes by and gives: chapters of a record that are only ever added to, and what the assessment knows of
//! the same.

pub mod allergy;
pub mod medicine;
pub mod naloxone;
pub mod overview;
pub mod pharmacy;
pub mod screen;
pub mod vitals;
