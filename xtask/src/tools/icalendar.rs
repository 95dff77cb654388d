//! A strict reader of iCalendar texts, written by others: the Python package `icalendar`. Used in tests only.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::debian;
use crate::{place, shell};

/// Pinned: a new version may be stricter, and that should be a commit of ours, not a surprise.
const VERSION: &str = "7.3.0";

/// A Python that knows the package, in an environment of its own under `.tools/`, made first if it is not there.
pub fn python() -> Result<PathBuf> {
    let folder = place::tools().join("icalendar");
    let python = folder.join("bin/python");
    if !present(&python) {
        if shell::find("python3").is_none() {
            debian::install(&["python3", "python3-venv"])?;
        }
        println!("fetching icalendar {VERSION} into .tools/");
        std::fs::create_dir_all(place::tools())?;
        let mut venv = Command::new("python3");
        shell::run_quietly(venv.args(["-m", "venv"]).arg(&folder))?;
        let mut pip = Command::new(&python);
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]);
        shell::run_quietly(pip.arg(format!("icalendar=={VERSION}")))?;
    }
    Ok(python)
}

/// Whether this Python has the package in the pinned version.
fn present(python: &PathBuf) -> bool {
    let question = format!(
        "import importlib.metadata as m, sys; sys.exit(m.version('icalendar') != '{VERSION}')"
    );
    shell::succeeds(Command::new(python).args(["-c", &question]))
}
