//! `cargo xtask crash`: the crash test of the binary, at full length.

use anyhow::{Context as _, Result, bail};

use crate::shell;

/// Acknowledged writes, when nobody says otherwise.
const WRITES: u32 = 10_000;
/// Kills, when nobody says otherwise.
const KILLS: u32 = 200;

const HELP: &str = "\
cargo xtask crash [--writes 10000] [--kills 200]

A real server on the embedded database, many writers over HTTP, and SIGKILL at random moments. What was not
acknowledged is sent again, as a browser would. After every kill the journal has to verify; at the end every
acknowledged write has to be there, once.
";

/// Runs it.
pub fn run(arguments: &[String]) -> Result<bool> {
    let (mut writes, mut kills) = (WRITES, KILLS);
    let mut rest = arguments.iter();
    while let Some(flag) = rest.next() {
        let number = |value: Option<&String>| -> Result<u32> {
            let text = value.with_context(|| format!("{flag} needs a number"))?;
            text.parse()
                .with_context(|| format!("{flag} needs a number, not `{text}`"))
        };
        match flag.as_str() {
            "--writes" => writes = number(rest.next())?,
            "--kills" => kills = number(rest.next())?,
            "--help" | "-h" => {
                print!("{HELP}");
                return Ok(true);
            }
            _ => bail!("there is no flag `{flag}`\n\n{HELP}"),
        }
    }
    let mut cargo = shell::cargo();
    cargo
        .args(["test", "--package", "stepwell", "--test", "crash"])
        .args(["--", "--nocapture"])
        .env("STEPWELL_CRASH_WRITES", writes.to_string())
        .env("STEPWELL_CRASH_KILLS", kills.to_string());
    shell::run(&mut cargo)?;
    Ok(true)
}
