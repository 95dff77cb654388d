//! The use cases, tried on every engine there is. `STEPWELL_FULL=1` runs the sizes that the README names.
#![cfg(test)]

#[path = "../../../record/tests/common/absent.rs"]
mod absent;
#[path = "../common/mod.rs"]
mod common;
#[path = "../../../record/tests/common/server.rs"]
mod server;

mod app;
mod arrival;
mod assessment;
mod attendance;
mod bell;
mod board;
mod by_time;
mod calendar;
mod checklist;
mod commitment;
mod contact_rules;
mod crossing;
mod crowd;
mod details;
mod engines;
mod first_run;
mod forgetting;
mod front;
mod gates;
mod glass;
mod groups;
mod hand_out;
mod hands;
mod hours;
mod idempotency;
mod import;
mod import_faults;
mod in_danger;
mod inquiries;
mod invitations;
mod journal;
mod leaflet;
mod lists;
mod long_work;
mod look;
mod mailed;
mod measure;
mod on_call;
mod passkeys;
mod password;
mod phone;
mod placement;
mod programs;
mod published;
mod reading;
mod reminders;
mod repair;
mod roles;
mod rosters;
mod safety_plan;
mod sessions;
mod setup;
mod signal;
mod stays;
mod stopping;
mod throttle;
mod told;
mod totp;
mod treatment;
mod trial;
mod undone;
mod upkeep;
mod vacation;
mod waiting;
mod way;
mod week;
mod worklist;
