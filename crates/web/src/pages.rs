//! The handlers: read the form, call one use case, answer.

pub(crate) mod account;
pub(crate) mod ask;
pub(crate) mod ask_form;
pub(crate) mod beds;
pub(crate) mod board;
pub(crate) mod calendar;
pub(crate) mod check;
pub(crate) mod confirm;
pub(crate) mod demo;
pub(crate) mod iop;
pub(crate) mod journal;
pub(crate) mod life;
pub(crate) mod me;
pub(crate) mod outbox;
pub(crate) mod own_week;
pub(crate) mod people;
pub(crate) mod placement;
pub(crate) mod public;
pub(crate) mod referrals;
pub(crate) mod setup;
pub(crate) mod sign_in;
pub(crate) mod sites;
pub(crate) mod staff;
pub(crate) mod stays;
pub(crate) mod team;
pub(crate) mod welcome;
