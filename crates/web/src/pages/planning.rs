//! The week that fits: what lives hold, what is proposed, published and repaired.

pub(crate) mod board;
pub(crate) mod life;
pub(crate) mod week;
