//! `cargo xtask attack`: what one stranger can do to the release binary, at full size.

use anyhow::{Result, bail};

use crate::{place, shell};

const HELP: &str = "\
cargo xtask attack

Builds the release binary, starts it in a folder of its own on 127.0.0.1, and attacks it: 2,000 sign-ins with unknown
names over 64 connections, 80 clients at the door for passkeys, 160 people who sign in, 4,150 clients that ask and never
read, 1,000 that dribble their heads, 64 wrong passwords and 60 guesses at once, a setup link clicked 8 times at once,
and being asked to stop meanwhile. Each attack prints what happened, how long a normal page took, and resident memory.
It takes some two minutes, and needs about 9,000 open files (`ulimit -n`).
";

/// Runs it.
pub fn run(arguments: &[String]) -> Result<bool> {
    match arguments.first().map(String::as_str) {
        None => {}
        Some("--help" | "-h") => {
            print!("{HELP}");
            return Ok(true);
        }
        Some(flag) => bail!("there is no flag `{flag}`\n\n{HELP}"),
    }
    shell::run(shell::cargo().args(["build", "--release", "--package", "stepwell"]))?;
    let binary = place::target().join("release").join("stepwell");
    let mut cargo = shell::cargo();
    cargo
        .args(["test", "--workspace", "--test", "attack"])
        .args(["--", "--nocapture", "--test-threads", "1"])
        .env("STEPWELL_TEST_BINARY", binary)
        .env("STEPWELL_ATTACK_FULL", "1");
    shell::run(&mut cargo)?;
    Ok(true)
}
