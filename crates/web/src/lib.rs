//! Pages for the public, for the person in care and for staff; the JSON API; assets.

pub mod assets;
pub mod ui;
