//! The real binary in a folder of its own, and a small browser.

mod ahead;
#[path = "../../src/bench/client.rs"]
pub mod client;
pub mod date;
pub mod prepared;

use client::Client;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};

/// An installation of its own.
pub struct Home(tempfile::TempDir);

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The binary, told nothing by the environment of the tests.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(binary());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("STEPWELL_") {
                command.env_remove(name);
            }
        }
        command.env("STEPWELL_LOG", "error");
        let ahead = ahead::ahead().as_secs().to_string();
        command.env("STEPWELL_TEST_AHEAD_SECONDS", ahead);
        command
            .args(args)
            .current_dir(self.0.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, args: &[&str]) -> Ran {
        let output = self.command(args).output().unwrap();
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Starts a server and waits until it says where it listens.
    pub fn serve(&self, args: &[&str]) -> Server {
        let args = [&["serve"], args].concat();
        Server::start(self.command(&args))
    }
}

/// The binary under test: the one that was built with the tests, or another that was named.
fn binary() -> PathBuf {
    let named = std::env::var_os("STEPWELL_TEST_BINARY").map(PathBuf::from);
    named.unwrap_or_else(|| env!("CARGO_BIN_EXE_stepwell").into())
}

/// What a command said, and how it ended.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    out: BufReader<ChildStdout>,
    pub address: SocketAddr,
}

impl Server {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let address = SocketAddr::from(([0, 0, 0, 0], 0));
        let mut server = Self {
            child,
            out,
            address,
        };
        while server.address.port() == 0 {
            let line = server.line();
            assert!(!line.is_empty(), "the server ended before it listened");
            let address = line.strip_prefix("Stepwell listens on ");
            if let Some(address) = address.and_then(|rest| rest.split(';').next()) {
                server.address = address.parse().unwrap();
            }
        }
        server
    }

    /// The next line that it prints.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// A browser with the session of somebody who signed in, or with none.
    pub fn client(&self, session: &str) -> Client {
        Client::new(self.address, session)
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop.
    pub fn terminate(&self) {
        let id = self.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
    }

    pub fn wait(mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }

    /// Ends it without warning.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The database of an installation that was told nothing else.
pub fn database(home: &Home) -> PathBuf {
    home.path("stepwell.db")
}

/// The last part of a link.
pub fn token(link: &str) -> &str {
    link.rsplit('/').next().unwrap()
}
