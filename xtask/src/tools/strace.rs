//! strace, with which the power-cut test reads off what reaches the disk, and in which order.

use anyhow::Result;

use super::debian;
use crate::shell;

/// Makes sure that it is there.
pub fn installed() -> Result<()> {
    if shell::find("strace").is_some() {
        return Ok(());
    }
    debian::install(&["strace"])
}
