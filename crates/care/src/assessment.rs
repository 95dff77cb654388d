//! What is found out about somebody, with which instruments, and the level of care that follows.

pub mod due;
pub mod finding;
pub mod placement;
pub mod protocol;
