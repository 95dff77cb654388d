//! Between sessions: what somebody on staff should look at, and what was done about it.

pub(crate) mod alerts;
pub(crate) mod on_call;
pub(crate) mod safety_plan;
pub(crate) mod signals;
