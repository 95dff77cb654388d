//! Weekly series of sessions, what differs on one date, and who is a member.

pub(crate) mod changes;
pub(crate) mod series;
