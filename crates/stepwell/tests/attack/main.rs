//! What one stranger can do to a server: floods, slow readers, bursts and races.
//!
//! `cargo xtask attack` runs this at full size against the release binary and prints what happened; without the
//! variables below it is a short one against the binary that the tests built. Everything stays on 127.0.0.1 and has a
//! limit in number and in time.

#![cfg(test)]

#[expect(dead_code, reason = "the tests of the commands use more of it")]
#[path = "../common/mod.rs"]
mod common;

mod crowd;
mod ending;
mod flood;
mod guesses;
mod report;
mod setup;
mod slow;

use common::prepared::Prepared;
use common::{Home, Server};

/// How large an attack is.
#[derive(Clone, Copy)]
struct Size {
    /// Whether this is the short form, on a machine that also does other things.
    short: bool,
    /// Sign-ins with unknown addresses, over as many connections.
    sign_ins: usize,
    connections: usize,
    /// Clients that ask and never read, for so many seconds.
    slow_readers: usize,
    slow_seconds: u64,
    /// Connections that dribble their heads.
    dribblers: usize,
    /// Wrong passwords at the same moment.
    burst: usize,
    /// Clients that sign in one after the other while pages are looked at.
    signing_in: usize,
    signing_in_seconds: u64,
}

impl Size {
    fn chosen() -> Self {
        if std::env::var_os("STEPWELL_ATTACK_FULL").is_some() {
            Self {
                short: false,
                sign_ins: 2_000,
                connections: 64,
                slow_readers: 4_150,
                slow_seconds: 30,
                dribblers: 1_000,
                burst: 64,
                signing_in: 160,
                signing_in_seconds: 15,
            }
        } else {
            Self {
                short: true,
                sign_ins: 120,
                connections: 16,
                slow_readers: 300,
                slow_seconds: 3,
                dribblers: 50,
                burst: 64,
                signing_in: 40,
                signing_in_seconds: 3,
            }
        }
    }
}

/// A clinic with a server in front of it, and the session of somebody who works there.
struct Attacked {
    home: Home,
    prepared: Prepared,
    server: Server,
}

impl Attacked {
    fn start() -> Self {
        let home = Home::new();
        let prepared = Prepared::new(&home);
        let server = home.serve(&["--listen", "127.0.0.1:0"]);
        Self {
            home,
            prepared,
            server,
        }
    }
}
