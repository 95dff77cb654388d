//! The binary as whoever runs the server meets it.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot go on fails its test"
)]

#[path = "../../../record/tests/common/absent.rs"]
mod absent;
#[path = "../common/mod.rs"]
mod common;

mod backup;
mod bench;
mod check;
mod config;
mod database;
mod demo;
mod drain;
mod front;
mod half_filled;
mod journal;
mod key;
mod mail;
mod postgres;
mod program;
mod setup;
mod slow;
mod user;
mod wording;

use common::{Home, Prepared, Ran};

/// Says that a command refused with a sentence that has all of these in it.
#[track_caller]
fn refused(ran: &Ran, parts: &[&str]) {
    assert_eq!(ran.code, Some(1), "{ran:?}");
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
