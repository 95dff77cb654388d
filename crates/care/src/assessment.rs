//! What is found out about somebody, with which instruments, and the level of care that follows.

pub mod asking;
pub mod condition;
pub mod due;
pub mod facts;
pub mod finding;
pub mod offered;
pub mod place;
pub mod placement;
pub mod protocol;
