//! Nothing that was acknowledged is lost or doubled, however often the server is killed.
//!
//! `cargo xtask crash` runs this with 10,000 writes and 200 kills; without the variables below it is a short one.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot go on fails its test"
)]

#[expect(dead_code, reason = "the tests of the commands use more of it")]
#[path = "common/mod.rs"]
mod common;
#[path = "crash/storm.rs"]
mod storm;

use care::PersonId;
use common::Home;
use common::prepared::Prepared;
use jiff::Timestamp;
use std::collections::HashSet;
use storm::{CHECKPOINTS, Storm, Written};

/// How many writes and kills, when nobody says otherwise.
const WRITES: usize = 500;
const KILLS: usize = 10;

fn from_environment(name: &str, default: usize) -> usize {
    std::env::var(name).map_or(default, |text| text.parse().unwrap())
}

#[test]
fn every_acknowledged_write_is_there_once() {
    let writes = from_environment("STEPWELL_CRASH_WRITES", WRITES);
    let kills = from_environment("STEPWELL_CRASH_KILLS", KILLS);
    let home = Home::new();
    let prepared = Prepared::new(&home);
    let storm = Storm::new(&home, &prepared, writes, kills);
    let written = storm.rage();
    assert!(
        written.len() >= writes,
        "{} writes were acknowledged",
        written.len()
    );
    every_one_is_there_once(&prepared, &written);
    let status = home
        .command(&["journal", "verify", "--checkpoints-file", CHECKPOINTS])
        .status()
        .unwrap();
    assert!(status.success(), "the journal does not verify");
    println!(
        "{} acknowledged writes and {kills} kills: each is there once, the journal verifies",
        written.len()
    );
}

fn every_one_is_there_once(prepared: &Prepared, written: &[Written]) {
    let ids: HashSet<&str> = written.iter().map(|written| written.id.as_str()).collect();
    assert_eq!(
        ids.len(),
        written.len(),
        "two writes were answered with one id"
    );
    let record = prepared.record();
    record
        .read(prepared.organization, |read| {
            for written in written {
                let id: PersonId = written.id.parse::<uuid::Uuid>().unwrap().into();
                let found = record::intake::inquiry::of_person(read, id)?;
                let found = found
                    .first()
                    .unwrap_or_else(|| panic!("{} was acknowledged and is lost", written.name));
                assert_eq!(found.name.given.as_str(), written.name);
            }
            let ever = (Timestamp::UNIX_EPOCH, Timestamp::MAX);
            let there = record::intake::inquiry::came_in(read, ever)?;
            assert_eq!(there.len(), written.len(), "some writes are there twice");
            Ok::<_, record::RecordError>(())
        })
        .unwrap();
}
