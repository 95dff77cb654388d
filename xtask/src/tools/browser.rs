//! A browser, and the driver that tests speak to.

use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::debian;
use crate::leash::{Leash, Service};
use crate::{place, shell};

/// How long the driver may take to listen.
const READY_SECONDS_MAX: u64 = 20;
/// The names under which distributions ship it.
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// A running chromedriver. Dropping it stops it and the browsers that it started.
#[derive(Debug)]
pub struct Driver {
    _leash: Leash,
    port: u16,
}

impl Driver {
    /// Starts a driver on a free port, installing it and a browser first if it has to.
    pub fn start() -> Result<Self> {
        let program = installed()?;
        let port = place::free_port()?;
        // Browsers that are killed leave their profiles behind: those go with this folder. Its name is short
        // because a socket's path, which is longer by 60 characters, has to fit into 107.
        let folder = std::env::temp_dir().join(format!("sw-browser-{port}"));
        std::fs::create_dir(&folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        let mut leash = Leash::start(Service {
            command: vec![
                "env".to_owned(),
                format!("TMPDIR={}", folder.display()),
                program.display().to_string(),
                format!("--port={port}"),
            ],
            stop_signal: "TERM",
            folder: Some(&folder),
            user: None,
            log: place::logs()?.join("chromedriver.log"),
        })?;
        leash.wait_until("chromedriver", READY_SECONDS_MAX, || {
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
        })?;
        Ok(Self {
            _leash: leash,
            port,
        })
    }

    /// Where the tests find it.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

fn installed() -> Result<PathBuf> {
    let mut missing = Vec::new();
    if !BROWSERS.iter().any(|name| shell::find(name).is_some()) {
        missing.push("chromium");
    }
    if shell::find("chromedriver").is_none() {
        missing.push("chromium-driver");
    }
    if !missing.is_empty() {
        debian::install(&missing)?;
    }
    shell::find("chromedriver")
        .context("chromium-driver was installed, but `chromedriver` is not on the PATH")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_driver_listens_and_is_gone_afterwards() {
        if shell::find("chromedriver").is_none() {
            assert!(!place::in_ci(), "chromium-driver is not installed");
            eprintln!("skipped: chromium-driver is not installed");
            return;
        }
        let driver = Driver::start().expect("starts");
        let port = driver.port;
        let folder = std::env::temp_dir().join(format!("sw-browser-{port}"));
        assert!(folder.exists() && driver.url().ends_with(&port.to_string()));
        drop(driver);
        assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err());
        assert!(!folder.exists());
    }
}
