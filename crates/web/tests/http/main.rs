//! The pages over real HTTP: a server in this process, and a client that sends whatever it is told to.
#![cfg(test)]

#[path = "../../../clinic/tests/common/mod.rs"]
mod common;

mod alerts;
mod assessed;
mod breaks;
mod busy;
mod chosen;
mod client;
mod danger;
mod door;
mod duty;
mod faults;
mod flood;
mod forms;
mod front;
mod gates;
mod hands;
mod headers;
mod hiding;
mod in_danger;
mod input;
mod intake;
mod invited;
mod jobs;
mod links;
mod lives;
mod look;
mod machines;
mod measured;
mod mending;
mod page;
mod proposals;
mod rapid;
mod reached;
mod requests;
mod rosters;
mod routes;
mod safety_plan;
mod served;
mod shift;
mod slow;
mod sources;
mod today;
mod told;
mod tongues;
mod turned_away;
mod twice;
mod typed;
mod wording;
