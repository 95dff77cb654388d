//! Where things are.

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;

use anyhow::{Context as _, Result};

/// The root of the repository.
pub fn root() -> PathBuf {
    let xtask = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map_or_else(|| xtask.clone(), PathBuf::from)
}

/// Where downloaded test tools live; git does not see it.
pub fn tools() -> PathBuf {
    root().join(".tools")
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    root().join(target)
}

/// Where the services write their logs: beside the other things that a build leaves.
pub fn logs() -> Result<PathBuf> {
    let logs = target().join("xtask");
    std::fs::create_dir_all(&logs)
        .with_context(|| format!("cannot make the folder {}", logs.display()))?;
    Ok(logs)
}

/// A port on the loopback interface that nobody uses just now.
pub fn free_port() -> Result<u16> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}

/// Whether a missing tool is a failure.
pub fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}
