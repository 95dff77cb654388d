//! Where a command on this computer reaches the clinic while it runs. The embedded database has one writer, so a command
//! that changes who may sign in hands its change to the process that has it.
//!
//! The socket stands in a folder beside the database that only the clinic's own account may enter. Whoever reaches it
//! can read the database and its key as well, so there is nothing more to prove.

use crate::config::Config;
use crate::user::{Change, Said};
use anyhow::{Context as _, Result, anyhow};
use clinic::Clinic;
use console::Found;
use record::Location;
use serde::{Deserialize, Serialize};
use std::fs::{DirBuilder, Permissions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::Shutdown;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long the thread rests when nobody is there.
const REST: Duration = Duration::from_millis(100);
/// How long one side waits for the other to go on.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a command waits for its change: a long table is many commits.
const WORK: Duration = Duration::from_mins(2);
/// The longest change, in bytes: a table, and what JSON makes of it.
const CHANGE_BYTES_MAX: u64 = 2 * 1024 * 1024;
/// The longest answer, in bytes.
const ANSWER_BYTES_MAX: u64 = 1024 * 1024;

/// What became of a change.
#[derive(Serialize, Deserialize)]
enum HatchAnswer {
    Done(Said),
    /// Why not, and whether that is a finding.
    Wrong {
        text: String,
        found: bool,
    },
}

/// The open socket. Dropping this closes it. A change that is being made is waited for, of a table the line that is
/// being brought in: what comes after a stop, such as the last checkpoint, never waits for a whole table.
pub struct Hatch {
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    folder: PathBuf,
}

impl Hatch {
    /// Opens it beside an embedded database; a server has many writers and needs none. Where it cannot be opened, the
    /// clinic runs without it, and commands ask for it to be stopped first.
    pub fn open(config: &Config, clinic: &Arc<Clinic>) -> Option<Self> {
        let folder = folder(config)?;
        match listen(&folder) {
            Ok(listener) => Some(Self::start(listener, folder, Arc::clone(clinic))),
            Err(error) => {
                tracing::warn!(%error, "commands cannot reach the running clinic");
                None
            }
        }
    }

    fn start(listener: UnixListener, folder: PathBuf, clinic: Arc<Clinic>) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let ending = Arc::clone(&over);
        let thread = std::thread::Builder::new()
            .name("hatch".to_owned())
            .spawn(move || {
                let go_on = || !ending.load(Ordering::Relaxed);
                while go_on() {
                    match listener.accept() {
                        Ok((stream, _)) => {
                            if let Err(error) = answer(stream, &clinic, &go_on) {
                                tracing::warn!(%error, "a command was not answered");
                            }
                        }
                        Err(error) => {
                            if error.kind() != ErrorKind::WouldBlock {
                                tracing::warn!(%error, "a command was not let in");
                            }
                            std::thread::sleep(REST);
                        }
                    }
                }
            })
            .inspect_err(
                |error| tracing::warn!(%error, "commands cannot reach the running clinic"),
            );
        Self {
            over,
            thread: thread.ok(),
            folder,
        }
    }
}

impl Drop for Hatch {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        let _ = std::fs::remove_file(socket(&self.folder));
        let _ = std::fs::remove_dir(&self.folder);
    }
}

/// The folder of the socket; none where the database is on a server.
fn folder(config: &Config) -> Option<PathBuf> {
    let Location::Sqlite(path) = config.location() else {
        return None;
    };
    let mut name = path.into_os_string();
    name.push("-commands");
    Some(name.into())
}

fn socket(folder: &Path) -> PathBuf {
    folder.join("socket")
}

/// Listens in a folder of one's own. Whoever holds the database is alone here, so a socket that is there is left over.
fn listen(folder: &Path) -> Result<UnixListener> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error.into()),
        _ => std::fs::set_permissions(folder, Permissions::from_mode(0o700))?,
    }
    match std::fs::remove_file(socket(folder)) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let listener = UnixListener::bind(socket(folder))?;
    std::fs::set_permissions(socket(folder), Permissions::from_mode(0o600))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Takes one change, makes it and says what became of it; of a table, as far as it came while `go_on` said so.
fn answer(mut stream: UnixStream, clinic: &Clinic, go_on: &dyn Fn() -> bool) -> Result<()> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut text = String::new();
    (&stream).take(CHANGE_BYTES_MAX).read_to_string(&mut text)?;
    let made = serde_json::from_str::<Change>(&text)
        .context("The running clinic is of another version than this command. Stop it first")
        .and_then(|change| change.make(clinic, go_on));
    let answer = match made {
        Ok(said) => HatchAnswer::Done(said),
        Err(error) => HatchAnswer::Wrong {
            found: error.chain().any(<dyn std::error::Error>::is::<Found>),
            text: format!("{error:#}"),
        },
    };
    stream.write_all(serde_json::to_string(&answer)?.as_bytes())?;
    Ok(())
}

/// Hands a change to the clinic that runs; nothing where none is reached.
pub fn ask(config: &Config, change: &Change) -> Result<Option<Said>> {
    let Some(folder) = folder(config) else {
        return Ok(None);
    };
    let Ok(mut stream) = UnixStream::connect(socket(&folder)) else {
        return Ok(None);
    };
    stream.set_read_timeout(Some(WORK))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(serde_json::to_string(change)?.as_bytes())?;
    stream.shutdown(Shutdown::Write)?;
    let mut text = String::new();
    (&stream)
        .take(ANSWER_BYTES_MAX)
        .read_to_string(&mut text)
        .context("The running clinic did not answer; see with stepwell user list what it did")?;
    match serde_json::from_str::<HatchAnswer>(&text)? {
        HatchAnswer::Done(said) => Ok(Some(said)),
        HatchAnswer::Wrong { text, found: true } => Err(Found(text).into()),
        HatchAnswer::Wrong { text, found: false } => Err(anyhow!(text)),
    }
}
