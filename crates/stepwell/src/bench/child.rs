//! A `stepwell serve` of its own, so that what is measured is a server and not this program.

use anyhow::{Context as _, Result, bail};
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running server; ended when dropped.
pub struct Server {
    child: Child,
    /// Kept open, as a terminal would be.
    _out: BufReader<ChildStdout>,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Starts one on the database in `folder` and waits until it says where it listens.
    pub fn start(folder: &Path) -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["serve", "--listen", "127.0.0.1:0", "--database"])
            .arg(folder.join("stepwell.db"))
            .env("STEPWELL_LOG", "error")
            .current_dir(folder)
            .stdout(Stdio::piped())
            .spawn()?;
        let out = child.stdout.take().context("the server has no output")?;
        let mut out = BufReader::new(out);
        let mut line = String::new();
        while out.read_line(&mut line)? > 0 {
            if let Some(address) = listening(&line) {
                let address = address.parse()?;
                return Ok(Self {
                    child,
                    _out: out,
                    address,
                });
            }
            line.clear();
        }
        let _ = child.wait();
        bail!("the server ended before it listened")
    }

    /// The memory it holds in RAM, in MiB; 0 where the system does not say.
    pub fn resident_mib(&self) -> f64 {
        let path = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(path).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| {
            line.trim()
                .trim_end_matches("kB")
                .trim()
                .parse::<f64>()
                .ok()
        });
        kib.unwrap_or(0.0) / 1_024.0
    }
}

/// The address in the line that a server says it with.
fn listening(line: &str) -> Option<&str> {
    line.strip_prefix("Stepwell listens on ")?.split(';').next()
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
