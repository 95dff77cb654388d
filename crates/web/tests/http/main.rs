//! The pages over real HTTP: a server in this process, and a client that sends whatever it is told to.
#![cfg(test)]

#[path = "../../../clinic/tests/common/mod.rs"]
mod common;

mod client;
mod forms;
mod headers;
mod hiding;
mod input;
mod routes;
mod served;
mod slow;
