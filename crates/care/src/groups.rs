//! Weekly series of sessions, what differs on one date, and who is a member.

pub mod group;
pub mod notice;
pub mod part;
pub mod program_file;
pub mod track;
