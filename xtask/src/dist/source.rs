//! Which code a release is made of.

use std::process::Command;

use anyhow::{Context as _, Result};

use crate::{place, shell};

/// Where the time of every file may be named; other tools that make packages read it as well.
const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// The commit, and the one time that all files have.
#[derive(Debug)]
pub struct Source {
    commit: String,
    pub seconds: u64,
}

/// Asks git.
pub fn source() -> Result<Source> {
    let seconds = match std::env::var(VARIABLE) {
        Ok(text) => text,
        Err(_) => git(&["log", "-1", "--format=%ct"])
            .with_context(|| format!("without git, name the time of the files in {VARIABLE}"))?,
    };
    let seconds = seconds
        .trim()
        .parse()
        .with_context(|| format!("`{seconds}` is no number of seconds"))?;
    let commit = match git(&["rev-parse", "HEAD"]) {
        Ok(commit) if git(&["status", "--porcelain"])?.trim().is_empty() => {
            commit.trim().to_owned()
        }
        Ok(commit) => {
            eprintln!(
                "!!! there are changes that no commit has: what is made now can be made again by nobody"
            );
            format!("{}, with changes that no commit has", commit.trim())
        }
        Err(_) => "unknown".to_owned(),
    };
    Ok(Source { commit, seconds })
}

impl Source {
    /// What a release says about itself.
    pub fn document(&self, version: &str) -> String {
        format!(
            "Stepwell {version}\ncommit: {}\ntime of the files: {} seconds after 1970-01-01T00:00:00Z\n",
            self.commit, self.seconds
        )
    }
}

fn git(words: &[&str]) -> Result<String> {
    let mut git = Command::new("git");
    shell::run_quietly(git.args(words).current_dir(place::root()))
}
