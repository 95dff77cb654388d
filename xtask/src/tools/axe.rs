//! axe-core, which looks for barriers in pages. Used in tests only; nothing of it is shipped.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use super::debian;
use crate::{place, shell};

/// Pinned: a new version may see new barriers, and that should be a commit of ours, not a surprise.
const VERSION: &str = "4.14.1";

/// The path of `axe.min.js`, fetched by npm first if it is not there in this version.
pub fn script() -> Result<PathBuf> {
    let package = place::tools().join("node_modules/axe-core");
    let script = package.join("axe.min.js");
    let pinned = format!("\"version\": \"{VERSION}\"");
    let present = std::fs::read_to_string(package.join("package.json"))
        .is_ok_and(|text| text.contains(&pinned));
    if !present || !script.is_file() {
        fetch()?;
    }
    if !script.is_file() {
        bail!(
            "npm fetched axe-core, but {} is not there",
            script.display()
        );
    }
    Ok(script)
}

fn fetch() -> Result<()> {
    if shell::find("npm").is_none() {
        debian::install(&["nodejs", "npm"])?;
    }
    println!("fetching axe-core {VERSION} into .tools/");
    std::fs::create_dir_all(place::tools())?;
    let mut npm = Command::new("npm");
    npm.args([
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--loglevel",
        "error",
        "--prefix",
    ]);
    shell::run_quietly(npm.arg(place::tools()).arg(format!("axe-core@{VERSION}")))?;
    Ok(())
}
