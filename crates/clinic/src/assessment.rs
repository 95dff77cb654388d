//! What is found out about somebody, with which instruments, and the level of care that follows.

pub mod interview;
pub mod measure;
pub mod placement;
