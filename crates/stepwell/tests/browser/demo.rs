//! The demonstration, as somebody at a terminal starts it.

use crate::date;
use jiff::civil::DateTime;
use serde::Deserialize;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// The running demonstration. Stopped when the last test that uses it is done.
pub struct Demo {
    /// Nothing where a test started a server of its own.
    child: Option<Child>,
    pub said: Said,
}

/// What it printed.
#[derive(Deserialize)]
pub struct Said {
    pub address: String,
    pub accounts: Vec<Account>,
}

/// One way in.
#[derive(Deserialize)]
pub struct Account {
    pub role: String,
    pub name: String,
    pub login: String,
    pub password: String,
    pub totp: Option<String>,
    pub link: String,
}

static RUNNING: Mutex<Weak<Demo>> = Mutex::new(Weak::new());

impl Demo {
    /// The demonstration that is running, or a new one.
    pub fn get() -> Arc<Self> {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        running.upgrade().unwrap_or_else(|| {
            let demo = Arc::new(Self::start(date::local()));
            *running = Arc::downgrade(&demo);
            demo
        })
    }

    /// One that nobody else uses, for what goes by how much there is to do.
    pub fn own() -> Arc<Self> {
        Self::own_at(date::local())
    }

    /// The same on another date, by its clocks.
    pub fn own_at(at: DateTime) -> Arc<Self> {
        Arc::new(Self::start(at))
    }

    /// A server at an address, without anybody in it as yet. Whoever started it stops it.
    pub fn at(address: String) -> Arc<Self> {
        let said = Said {
            address,
            accounts: Vec::new(),
        };
        Arc::new(Self { child: None, said })
    }

    fn start(at: DateTime) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stepwell"));
        command
            .args(["demo", "--port", "0", "--print-links", "json"])
            .args(["--at", &at.to_string()])
            .env("STEPWELL_LOG", "error");
        let mut child = command
            .stdout(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let said = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        Self {
            child: Some(child),
            said,
        }
    }

    /// The account of a role.
    pub fn account(&self, role: &str) -> &Account {
        self.said
            .accounts
            .iter()
            .find(|account| account.role == role)
            .unwrap()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            // Asked first, so that it can remove its folder.
            let id = child.id().to_string();
            let _ = Command::new("kill").args(["-TERM", &id]).status();
            let _ = child.wait();
        }
    }
}
