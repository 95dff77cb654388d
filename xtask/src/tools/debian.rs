//! Debian packages, installed where we may.

use std::process::Command;
use std::sync::Mutex;

use anyhow::{Result, bail};

use crate::shell;

/// The package lists are fetched once a run.
static LISTS_FETCHED: Mutex<bool> = Mutex::new(false);

/// How we may install: as root, by `sudo` without a question, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Right {
    Root,
    Sudo,
    None,
}

/// Installs packages, or fails with the command that a person has to run.
pub fn install(packages: &[&str]) -> Result<()> {
    let wanted = packages.join(" ");
    if shell::find("apt-get").is_none() {
        bail!("this is not Debian: please install what Debian calls `{wanted}`");
    }
    let right = right();
    if right == Right::None {
        bail!(
            "please run: sudo apt-get update && sudo apt-get install --no-install-recommends {wanted}"
        );
    }
    println!("installing from Debian: {wanted}");
    fetch_lists(right)?;
    shell::run(
        apt_get(right)
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages),
    )
}

fn fetch_lists(right: Right) -> Result<()> {
    let mut fetched = LISTS_FETCHED
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    if !*fetched {
        shell::run(apt_get(right).args(["update", "--quiet"]))?;
        *fetched = true;
    }
    Ok(())
}

fn apt_get(right: Right) -> Command {
    // `env` carries the variable through sudo, which drops it otherwise.
    let mut words = vec!["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
    if right == Right::Sudo {
        words.splice(0..0, ["sudo", "-n"]);
    }
    let mut command = Command::new(words[0]);
    command.args(&words[1..]);
    command
}

fn right() -> Right {
    if user_id().is_some_and(|id| id == 0) {
        Right::Root
    } else if shell::find("sudo").is_some()
        && shell::succeeds(Command::new("sudo").args(["-n", "true"]))
    {
        Right::Sudo
    } else {
        Right::None
    }
}

/// Our user's number; nothing where `id` does not tell.
pub fn user_id() -> Option<u32> {
    shell::run_quietly(Command::new("id").arg("-u"))
        .ok()?
        .trim()
        .parse()
        .ok()
}
