//! What is worked out from other answers: functions, each with a name that conditions use.

pub mod person;
pub mod situation;
pub mod used;
