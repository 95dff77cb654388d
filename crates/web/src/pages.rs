//! The handlers: read the form, call one use case, answer.

pub(crate) mod access;
pub(crate) mod assessment;
pub(crate) mod attendance;
pub(crate) mod demo;
pub(crate) mod followup;
pub(crate) mod groups;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod intake;
pub(crate) mod outbox;
pub(crate) mod people;
pub(crate) mod planning;
pub(crate) mod stays;
pub(crate) mod treatment;
pub(crate) mod well_known;
