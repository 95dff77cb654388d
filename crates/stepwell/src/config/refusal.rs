//! What is wrong with a configuration file: which file, which line, which setting, and what to do.

use anyhow::anyhow;
use reading::Unreadable;
use std::path::Path;

/// A refusal of what was read from `path`.
pub fn of(path: &Path, wrong: &Unreadable) -> anyhow::Error {
    anyhow!(
        "{}, {wrong}. Correct this line and start again.",
        console::name(path)
    )
}
