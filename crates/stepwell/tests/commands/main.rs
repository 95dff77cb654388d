//! The binary as whoever runs the server meets it.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot go on fails its test"
)]

#[path = "../../../record/tests/common/absent.rs"]
mod absent;
#[path = "../common/mod.rs"]
mod common;
#[path = "../../../record/tests/common/server.rs"]
mod server;

mod backup;
mod bench;
mod check;
mod codes;
mod config;
mod damage;
mod database;
mod demo;
mod drain;
mod front;
mod half_filled;
mod handbook;
mod journal;
mod key;
mod mail;
mod outside;
mod pipes;
mod postgres;
mod program;
mod setup;
mod slow;
mod unreadable;
mod user;
mod wording;

use common::prepared::Prepared;
use common::{Home, Ran};

/// Says that a command could not do what it was asked, with a sentence that has all of these in it.
#[track_caller]
fn refused(ran: &Ran, parts: &[&str]) {
    ended(ran, 2, parts);
}

/// Says that a command looked and found something, with a sentence that has all of these in it.
#[track_caller]
fn found(ran: &Ran, parts: &[&str]) {
    ended(ran, 1, parts);
}

#[track_caller]
fn ended(ran: &Ran, code: i32, parts: &[&str]) {
    assert_eq!(ran.code, Some(code), "{ran:?}");
    for part in parts {
        assert!(
            ran.err.contains(part) || ran.out.contains(part),
            "{part:?} is not in {ran:?}"
        );
    }
    assert!(!ran.err.contains("panicked"), "{ran:?}");
}

/// Says that a command did what it was asked; answers what it said.
#[track_caller]
fn done(ran: &Ran) -> &str {
    assert_eq!(ran.code, Some(0), "{ran:?}");
    &ran.out
}

/// An installation with a clinic in it.
fn prepared() -> (Home, Prepared) {
    let home = Home::new();
    let prepared = Prepared::new(&home);
    (home, prepared)
}
