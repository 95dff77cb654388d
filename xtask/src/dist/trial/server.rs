//! The program, serving in a clean root, and the small browser that founds a clinic there.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};

use super::ACCOUNT;
use super::client::Client;
use super::root::Root;
use crate::leash::{Leash, Service};
use crate::place;

/// Who is there after the first start.
pub const EMAIL: &str = "ana@clinic.example";
/// How long the program may take to answer.
const READY_SECONDS_MAX: u64 = 30;
const HEALTH: &str = "/health";

/// It runs until it is stopped or let go.
pub struct Running {
    leash: Leash,
    log: PathBuf,
    address: SocketAddr,
}

impl Running {
    /// Runs a line of a unit, on a port that is free here.
    pub fn start(root: &Root, line: &str) -> Result<Self> {
        let port = place::free_port()?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listen = format!("STEPWELL_LISTEN={address}");
        let base_url = format!("STEPWELL_BASE_URL=http://localhost:{port}");
        let mut words = vec!["/usr/bin/env", &listen, &base_url];
        words.extend(line.split_whitespace());
        let log = root.log();
        let mut leash = Leash::start(Service {
            command: root.command(ACCOUNT, &words),
            stop_signal: "TERM",
            folder: None,
            user: None,
            log: log.clone(),
        })?;
        leash.wait_until("stepwell serve", READY_SECONDS_MAX, || is_well(address))?;
        Ok(Self {
            leash,
            log,
            address,
        })
    }

    /// Opens the setup link that it printed, and fills in what is asked there.
    pub fn found_clinic(&self) -> Result<()> {
        let said = std::fs::read_to_string(&self.log)?;
        let mut after = said.lines().filter_map(|line| line.split_once("/setup/"));
        let (_, token) = after
            .next()
            .with_context(|| format!("it printed no setup link:\n{said}"))?;
        let path = format!("/setup/{}", token.trim());
        let mut client = Client::new(self.address, "");
        let page = client.get(&path)?;
        let form = page
            .token()
            .with_context(|| format!("the setup link answers {}", page.status))?;
        let answer = client.post(
            &path,
            &[
                ("_token", form),
                ("organization", "Riverbend Recovery"),
                ("site", "Main Street"),
                ("zone", "America/Los_Angeles"),
                ("given", "Ana"),
                ("family", "Ruiz"),
                ("email", EMAIL),
            ],
        )?;
        let welcomed = answer.location.as_deref().unwrap_or_default();
        ensure!(
            answer.status == 303 && welcomed.contains("/welcome/"),
            "the setup page answers {}: {}",
            answer.status,
            answer.body
        );
        Ok(())
    }

    /// Asks it to stop; it has to come to its own end.
    pub fn stop(self) -> Result<()> {
        let Self { leash, log, .. } = self;
        drop(leash);
        let said = std::fs::read_to_string(&log)?;
        ensure!(
            said.contains(r#""message":"stopped""#),
            "it did not come to its own end:\n{said}"
        );
        Ok(())
    }
}

/// Whether it answers that all is well, writing included.
fn is_well(address: SocketAddr) -> bool {
    Client::new(address, "")
        .get(HEALTH)
        .is_ok_and(|answer| answer.status == 200 && answer.body.contains(r#""status":"ok""#))
}
