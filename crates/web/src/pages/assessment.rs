//! What is found out about somebody, with which instruments, and the level of care that follows.

pub(crate) mod interview;
pub(crate) mod measures;
pub(crate) mod placement;
pub(crate) mod safety;
