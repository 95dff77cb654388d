//! What each face opens on.

pub(crate) mod first_run;
pub(crate) mod me;
pub(crate) mod settings;
pub(crate) mod staff;
