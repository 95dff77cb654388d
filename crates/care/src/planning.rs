//! The week that fits: what lives hold, what is proposed, published and repaired.

pub mod board;
pub mod commitment;
pub mod week;
