//! A private PostgreSQL that lives as long as the run.

use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::debian;
use crate::leash::{Leash, Service, User};
use crate::{place, shell};

/// Where Debian keeps the programs of each version.
const VERSIONS: &str = "/usr/lib/postgresql";
/// Enough for tests that run side by side, little enough for a small machine.
const CONNECTIONS_MAX: u32 = 60;
/// Memory that looks like a disk, where there is any.
const MEMORY: &str = "/dev/shm";
/// What has to be free of it: a cluster, its log, and the databases of the tests that run just then.
const MEMORY_MIB_MIN: u64 = 4_096;
/// The log is kept this short, so that what lies in memory stays small.
const LOG_MIB_MAX: u32 = 512;
/// How long the cluster may take to answer.
const READY_SECONDS_MAX: u64 = 30;
/// Somebody else may take the port between our asking for one and PostgreSQL's binding it.
const PORTS_TRIED_MAX: u32 = 3;
/// PostgreSQL refuses to run as root; these users may be lent instead, the first that exists.
const UNPRIVILEGED: [&str; 2] = ["postgres", "nobody"];

/// A running cluster. Dropping it stops it and removes its folder.
#[derive(Debug)]
pub struct Cluster {
    _leash: Leash,
    port: u16,
}

impl Cluster {
    /// Starts a new and empty cluster, installing PostgreSQL first if it has to.
    pub fn start() -> Result<Self> {
        if programs().is_none() {
            debian::install(&["postgresql"])?;
        }
        let programs =
            programs().context("PostgreSQL is installed, but `initdb` is nowhere to be found")?;
        let mut tried = 1;
        loop {
            match Self::try_start(&programs) {
                Err(_) if tried < PORTS_TRIED_MAX => tried += 1,
                done => return done,
            }
        }
    }

    /// For the tests: a superuser, since each test makes its own database.
    pub fn url(&self) -> String {
        format!("postgresql://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn try_start(programs: &Path) -> Result<Self> {
        let user = lent_user()?;
        let port = place::free_port()?;
        let folder = ground().join(name_at(port));
        make_private(&folder, user)?;
        let started = make_cluster(programs, &folder, user)
            .and_then(|data| Leash::start(service(programs, &folder, &data, port, user)?));
        let mut leash = match started {
            Ok(leash) => leash,
            Err(error) => {
                // There is no leash yet to remove the folder; what is left of it does no harm.
                let _ = std::fs::remove_dir_all(&folder);
                return Err(error);
            }
        };
        leash.wait_until("PostgreSQL", READY_SECONDS_MAX, || {
            let mut question = Command::new(programs.join("pg_isready"));
            shell::succeeds(question.args(["--host", "127.0.0.1", "--port", &port.to_string()]))
        })?;
        Ok(Self {
            _leash: leash,
            port,
        })
    }
}

/// Where the cluster lies: in memory where that is large enough. Every database is some hundred files, which a server
/// brings to the disk one by one as it makes and drops them; a test waits seconds for what it does not look at.
fn ground() -> PathBuf {
    let mut question = Command::new("df");
    question.args(["--output=avail", "--block-size=1M", MEMORY]);
    let said = shell::run_quietly(&mut question).unwrap_or_default();
    let free: Option<u64> = said
        .lines()
        .last()
        .and_then(|line| line.trim().parse().ok());
    if free.is_some_and(|mib| mib >= MEMORY_MIB_MIN) {
        MEMORY.into()
    } else {
        std::env::temp_dir()
    }
}

fn name_at(port: u16) -> String {
    format!("stepwell-postgres-{}-{port}", std::process::id())
}

/// `fsync` stays on: the tests are to see what production sees.
fn service<'a>(
    programs: &Path,
    folder: &'a Path,
    data: &Path,
    port: u16,
    user: Option<User>,
) -> Result<Service<'a>> {
    let settings = [
        "listen_addresses=127.0.0.1".to_owned(),
        format!("port={port}"),
        format!("unix_socket_directories={}", folder.display()),
        format!("max_connections={CONNECTIONS_MAX}"),
        "fsync=on".to_owned(),
        "synchronous_commit=on".to_owned(),
        format!("max_wal_size={LOG_MIB_MAX}MB"),
    ];
    let mut command = vec![
        programs.join("postgres").display().to_string(),
        "-D".to_owned(),
        data.display().to_string(),
    ];
    command.extend(
        settings
            .into_iter()
            .flat_map(|setting| ["-c".to_owned(), setting]),
    );
    // INT asks for a fast shutdown: open sessions are ended, nothing is lost.
    Ok(Service {
        command,
        stop_signal: "INT",
        folder: Some(folder),
        user,
        log: place::logs()?.join("postgres.log"),
    })
}

/// The folder with the newest `initdb`: Debian's, or the one on the `PATH`.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir(VERSIONS).into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .filter(|(_, programs)| programs.join("initdb").is_file())
        .collect();
    found.sort();
    let newest = found.pop().map(|(_, programs)| programs);
    newest.or_else(|| {
        shell::find("initdb")?
            .canonicalize()
            .ok()?
            .parent()
            .map(Path::to_path_buf)
    })
}

/// Nobody, unless we are root.
fn lent_user() -> Result<Option<User>> {
    if debian::user_id() != Some(0) {
        return Ok(None);
    }
    let number = |flag: &str, name: &str| -> Option<u32> {
        shell::run_quietly(Command::new("id").args([flag, name]))
            .ok()?
            .trim()
            .parse()
            .ok()
    };
    let found = UNPRIVILEGED.iter().find_map(|name| {
        Some(User {
            uid: number("-u", name)?,
            gid: number("-g", name)?,
        })
    });
    match found {
        Some(user) => Ok(Some(user)),
        None => bail!(
            "PostgreSQL refuses to run as root, and there is no user {}",
            UNPRIVILEGED.join(" or ")
        ),
    }
}

fn make_private(folder: &Path, user: Option<User>) -> Result<()> {
    const OWNER_ONLY: u32 = 0o700;
    std::fs::create_dir(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(OWNER_ONLY))?;
    if let Some(user) = user {
        chown(folder, Some(user.uid), Some(user.gid))?;
    }
    Ok(())
}

/// Everybody on the loopback interface is trusted: the data is made up, and gone in a few minutes.
fn make_cluster(programs: &Path, folder: &Path, user: Option<User>) -> Result<PathBuf> {
    use std::os::unix::process::CommandExt as _;
    let data = folder.join("data");
    let mut initdb = Command::new(programs.join("initdb"));
    initdb
        .args([
            "--username",
            "postgres",
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--locale",
            "C.UTF-8",
        ])
        .args(["--data-checksums", "--no-sync", "--pgdata"])
        .arg(&data)
        .current_dir(folder);
    if let Some(user) = user {
        initdb.uid(user.uid).gid(user.gid);
    }
    shell::run_quietly(&mut initdb)?;
    Ok(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_and_is_gone_afterwards() {
        let Some(programs) = programs() else {
            assert!(!place::in_ci(), "PostgreSQL is not installed");
            eprintln!("skipped: PostgreSQL is not installed");
            return;
        };
        let cluster = Cluster::start().expect("starts");
        let ask = || {
            let mut psql = Command::new(programs.join("psql"));
            shell::run_quietly(psql.args([
                &cluster.url(),
                "--no-align",
                "--tuples-only",
                "--command",
                "show fsync",
            ]))
        };
        assert_eq!(ask().expect("answers").trim(), "on");
        let (url, port) = (cluster.url(), cluster.port);
        // Where it lies was decided when it began; memory may be fuller or emptier by now.
        let grounds = [PathBuf::from(MEMORY), std::env::temp_dir()];
        let folders = grounds.map(|ground| ground.join(name_at(port)));
        let folder = folders.into_iter().find(|folder| folder.exists());
        let folder = folder.expect("lies somewhere");
        drop(cluster);
        assert!(
            std::net::TcpStream::connect(("127.0.0.1", port)).is_err(),
            "{url} still answers"
        );
        assert!(!folder.exists());
    }
}
