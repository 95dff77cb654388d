//! A service that cannot outlive us.
//!
//! A program that is killed cannot clean up after itself, so the cleaning is done by somebody else: a small
//! shell that holds one end of a pipe. When our end closes, because we let go or because we are dead (even by
//! SIGKILL), the shell stops the service, ends what the service left behind, and removes its folder.

use std::fs::File;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// How long a service may take to stop before its shell is killed.
const STOP_SECONDS_MAX: u64 = 20;
/// How often we look whether something has happened yet.
const GLANCE: Duration = Duration::from_millis(50);

/// `$1` is the signal that stops the service, `$2` the folder to remove after it (or nothing), then the command.
/// The watcher is killed when the service ended by itself, so that it never signals a number that has become
/// somebody else's. The last `kill` is for the service's own children: the shell leads their process group. One
/// of them may still be writing when the folder is removed, so that is tried twice.
const SHELL: &str = r#"
signal=$1; folder=$2; shift 2
exec 3<&0
"$@" </dev/null 3<&- &
service=$!
trap '' INT TERM HUP
( cat <&3 >/dev/null; kill -s "$signal" "$service" 2>/dev/null ) &
watcher=$!
wait "$service"
kill -s KILL "$watcher" 2>/dev/null
kill -s TERM 0
[ -z "$folder" ] || rm -rf -- "$folder" 2>/dev/null || { sleep 1; rm -rf -- "$folder"; }
"#;

/// A running service. Dropping it stops the service and waits until it has stopped.
#[derive(Debug)]
pub struct Leash {
    shell: Child,
    log: PathBuf,
}

/// Who a service runs as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct User {
    pub uid: u32,
    pub gid: u32,
}

/// What to start, and how to stop it.
#[derive(Debug)]
pub struct Service<'a> {
    /// The program and its arguments.
    pub command: Vec<String>,
    /// The signal that asks it to stop: `TERM`, `INT`.
    pub stop_signal: &'a str,
    /// A folder that goes when the service has gone.
    pub folder: Option<&'a Path>,
    /// Another user, when we are root and the program refuses to be.
    pub user: Option<User>,
    /// Where it writes.
    pub log: PathBuf,
}

impl Leash {
    pub fn start(service: Service<'_>) -> Result<Self> {
        let log = File::create(&service.log)
            .with_context(|| format!("cannot write {}", service.log.display()))?;
        let folder = service
            .folder
            .map(|path| path.as_os_str().to_owned())
            .unwrap_or_default();
        let mut shell = Command::new("sh");
        shell
            .args(["-c", SHELL, "leash", service.stop_signal])
            .arg(folder)
            .args(&service.command)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(log.try_clone()?)
            .stderr(log)
            .process_group(0);
        if let Some(user) = service.user {
            shell.uid(user.uid).gid(user.gid);
        }
        let shell = shell
            .spawn()
            .with_context(|| format!("cannot start {:?}", service.command.first()))?;
        Ok(Self {
            shell,
            log: service.log,
        })
    }

    /// Waits until `ready` says so. Fails, with the end of the log, when the service ends first or time runs out.
    pub fn wait_until(
        &mut self,
        what: &str,
        seconds_max: u64,
        ready: impl Fn() -> bool,
    ) -> Result<()> {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(seconds_max) {
            if self.shell.try_wait()?.is_some() {
                bail!(
                    "{what} ended as soon as it was started; its last words:\n{}",
                    self.last_words()
                );
            }
            if ready() {
                return Ok(());
            }
            std::thread::sleep(GLANCE);
        }
        bail!(
            "{what} was not ready after {seconds_max} s; its last words:\n{}",
            self.last_words()
        )
    }

    fn last_words(&self) -> String {
        const LINES: usize = 15;
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(LINES)..].join("\n")
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(STOP_SECONDS_MAX) {
            match self.shell.try_wait() {
                Ok(None) => std::thread::sleep(GLANCE),
                Ok(Some(_)) | Err(_) => return,
            }
        }
        eprintln!(
            "warning: a service did not stop within {STOP_SECONDS_MAX} s; see {}",
            self.log.display()
        );
        // Nothing more can be done for it, and the result of the run does not depend on it.
        let _ = self.shell.kill();
        let _ = self.shell.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(name: &str, script: &str, folder: Option<&Path>) -> Leash {
        let log =
            std::env::temp_dir().join(format!("xtask-leash-{name}-{}.log", std::process::id()));
        let command = ["sh", "-c", script].map(str::to_owned).to_vec();
        Leash::start(Service {
            command,
            stop_signal: "TERM",
            folder,
            user: None,
            log,
        })
        .expect("starts")
    }

    fn is_running(pid_file: &Path) -> bool {
        let pid = std::fs::read_to_string(pid_file).expect("the service wrote its number");
        Path::new("/proc").join(pid.trim()).exists()
    }

    #[test]
    fn letting_go_stops_the_service_and_its_children_and_removes_the_folder() {
        let folder = std::env::temp_dir().join(format!("xtask-leash-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let pids = std::env::temp_dir().join(format!("xtask-leash-pids-{}", std::process::id()));
        std::fs::create_dir_all(&pids).expect("a folder");
        let script = format!(
            "echo $$ > {0}/service; sleep 1000 & echo $! > {0}/child; touch {0}/ready; exec sleep 1000",
            pids.display()
        );
        let mut leash = service("stop", &script, Some(&folder));
        leash
            .wait_until("the service", 10, || pids.join("ready").exists())
            .expect("ready");
        assert!(is_running(&pids.join("service")) && is_running(&pids.join("child")));
        drop(leash);
        let gone = || !is_running(&pids.join("service")) && !is_running(&pids.join("child"));
        for _ in 0..100 {
            if !gone() {
                std::thread::sleep(GLANCE);
            }
        }
        assert!(gone());
        assert!(!folder.exists());
        std::fs::remove_dir_all(&pids).expect("removed");
    }

    #[test]
    fn a_service_that_ends_at_once_is_noticed_with_its_last_words() {
        let mut leash = service("ends", "echo the port is taken; exit 1", None);
        let error = leash
            .wait_until("the service", 10, || false)
            .expect_err("it ended");
        assert!(error.to_string().contains("the port is taken"), "{error}");
    }
}
