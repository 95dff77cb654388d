//! Between sessions: what somebody on staff should look at, and what was done about it.

pub mod alert;
pub mod bell;
pub mod on_call;
pub mod safety_plan;
pub mod signal;
