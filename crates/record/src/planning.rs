//! The week that fits: what lives hold, what is proposed, published and repaired.

pub mod commitment;
pub mod proposal;
