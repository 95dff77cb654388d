//! Where a command on this computer reaches the clinic while it runs. The embedded database has one writer, so a command
//! that changes who may sign in hands its change to the process that has it.
//!
//! The socket stands in a folder beside the database that only the clinic's own account may enter. Whoever reaches it
//! can read the database and its key as well, so there is nothing more to prove. Both sides look first whether it is that
//! folder: one that somebody else made, or a link to elsewhere, is neither used nor mended.

use crate::config::Config;
use crate::user::{Change, Said};
use anyhow::{Context as _, Result, anyhow, ensure};
use clinic::Clinic;
use console::Found;
use record::Location;
use serde::{Deserialize, Serialize};
use std::fs::{DirBuilder, Permissions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::Shutdown;
use std::os::unix::fs::{
    DirBuilderExt as _, FileTypeExt as _, MetadataExt as _, PermissionsExt as _,
};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long the thread rests when nobody is there.
const REST: Duration = Duration::from_millis(100);
/// How long one side takes to hand over a whole message: who sends it byte by byte keeps nobody else waiting.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a command waits for its change: a long table is many commits.
const WORK: Duration = Duration::from_mins(2);
/// The longest change, in bytes: a table, and what JSON makes of it.
const CHANGE_BYTES_MAX: usize = 2 * 1024 * 1024;
/// The longest answer, in bytes.
const ANSWER_BYTES_MAX: usize = 1024 * 1024;

/// What is read at once, in bytes.
const CHUNK_BYTES: usize = 16 * 1024;

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
        _ => own(folder)?,
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

/// Refuses a folder that is not this account's alone.
fn own(folder: &Path) -> Result<()> {
    let found = std::fs::symlink_metadata(folder)?;
    let is_own = found.is_dir() && found.uid() == me() && found.mode() & 0o777 == 0o700;
    ensure!(
        is_own,
        "{} is not a folder that only this account may enter. See who made it, and remove it; run the command as the account that the clinic runs as",
        folder.display()
    );
    Ok(())
}

/// Refuses a socket that another account listens at.
fn own_listener(folder: &Path, stream: &UnixStream) -> Result<()> {
    let found = std::fs::symlink_metadata(socket(folder))?;
    let is_own = found.file_type().is_socket() && found.uid() == me() && is_mine(stream)?;
    ensure!(
        is_own,
        "Another account listens at {}. Nothing was sent to it",
        socket(folder).display()
    );
    Ok(())
}

fn me() -> u32 {
    rustix::process::geteuid().as_raw()
}

#[cfg(target_os = "linux")]
fn is_mine(stream: &UnixStream) -> Result<bool> {
    let peer = rustix::net::sockopt::socket_peercred(stream)?;
    Ok(peer.uid.as_raw() == me())
}

/// Where the system does not tell whom a socket leads to, whose file it is has to do.
#[cfg(not(target_os = "linux"))]
#[expect(clippy::unnecessary_wraps, reason = "on Linux the system is asked")]
fn is_mine(_: &UnixStream) -> Result<bool> {
    Ok(true)
}

/// How long there is until then; a sentence where there is nothing left.
fn left(until: Instant) -> Result<Duration> {
    let left = until.saturating_duration_since(Instant::now());
    ensure!(!left.is_zero(), "The message did not come in time");
    Ok(left)
}

/// Reads a whole message. What is too long is read to its end and thrown away, so that its sender hears why.
fn receive(mut stream: &UnixStream, bytes_max: usize, until: Instant) -> Result<String> {
    let mut bytes: Vec<u8> = Vec::new();
    let mut chunk = vec![0_u8; CHUNK_BYTES];
    let mut count = 0_usize;
    loop {
        stream.set_read_timeout(Some(left(until)?))?;
        let came = match stream.read(&mut chunk) {
            Ok(0) => break,
            Ok(came) => came,
            Err(error) if is_wait(&error) => continue,
            Err(error) => return Err(error.into()),
        };
        count = count.saturating_add(came);
        if count <= bytes_max {
            bytes.extend(chunk.iter().take(came));
        }
    }
    ensure!(
        count <= bytes_max,
        "The message has {count} bytes; there may be {bytes_max}. Send less at once"
    );
    String::from_utf8(bytes).context("The message is not text")
}

/// Sends a whole message.
fn send(mut stream: &UnixStream, text: &str, until: Instant) -> Result<()> {
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        stream.set_write_timeout(Some(left(until)?))?;
        match stream.write(rest) {
            Ok(sent) => rest = rest.get(sent..).unwrap_or_default(),
            Err(error) if is_wait(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Whether it is to be tried again for as long as there is time.
fn is_wait(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Interrupted | ErrorKind::WouldBlock | ErrorKind::TimedOut
    )
}

/// Takes one change, makes it and says what became of it; of a table, as far as it came while `go_on` said so.
fn answer(stream: UnixStream, clinic: &Clinic, go_on: &dyn Fn() -> bool) -> Result<()> {
    stream.set_nonblocking(false)?;
    let made = receive(&stream, CHANGE_BYTES_MAX, Instant::now() + PATIENCE)
        .and_then(|text| {
            serde_json::from_str::<Change>(&text).context(
                "The running clinic is of another version than this command. Stop it first",
            )
        })
        .and_then(|change| change.make(clinic, go_on));
    let answer = match made {
        Ok(said) => HatchAnswer::Done(said),
        Err(error) => HatchAnswer::Wrong {
            found: error.chain().any(<dyn std::error::Error>::is::<Found>),
            text: format!("{error:#}"),
        },
    };
    send(
        &stream,
        &serde_json::to_string(&answer)?,
        Instant::now() + PATIENCE,
    )
}

/// Hands a change to the clinic that runs; nothing where none is reached.
pub fn ask(config: &Config, change: &Change) -> Result<Option<Said>> {
    let Some(folder) = folder(config) else {
        return Ok(None);
    };
    if std::fs::symlink_metadata(&folder).is_err() {
        return Ok(None);
    }
    own(&folder)?;
    let Ok(stream) = UnixStream::connect(socket(&folder)) else {
        return Ok(None);
    };
    own_listener(&folder, &stream)?;
    send(
        &stream,
        &serde_json::to_string(change)?,
        Instant::now() + PATIENCE,
    )?;
    stream.shutdown(Shutdown::Write)?;
    let text = receive(&stream, ANSWER_BYTES_MAX, Instant::now() + WORK)
        .context("The running clinic did not answer; see with stepwell user list what it did")?;
    match serde_json::from_str::<HatchAnswer>(&text)? {
        HatchAnswer::Done(said) => Ok(Some(said)),
        HatchAnswer::Wrong { text, found: true } => Err(Found(text).into()),
        HatchAnswer::Wrong { text, found: false } => Err(anyhow!(text)),
    }
}

#[cfg(test)]
mod tests;
