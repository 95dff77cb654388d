//! What each face opens on.

pub(crate) mod me;
pub(crate) mod staff;
