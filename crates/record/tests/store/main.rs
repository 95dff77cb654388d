//! The record, tried on every engine there is. `STEPWELL_FULL=1` runs the sizes that the README names.
#![cfg(test)]

#[path = "../common/mod.rs"]
mod common;

mod backup;
mod calendars;
mod ceremonies;
mod contention;
mod disk_full;
mod forgetting;
mod groups;
mod idempotency;
mod jobs;
mod migrations;
mod reach;
mod rotation;
mod search;
mod snapshot;
mod statements;
mod times;
mod waiting;
mod writer;
