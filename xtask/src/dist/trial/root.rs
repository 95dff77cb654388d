//! A clean Debian, and running something in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::dist::tree;
use crate::shell;

/// Its processes see processes, as they would anywhere; the mount is gone with the last of them. Each step takes the
/// place of the one before, so that a signal reaches the program.
const INSIDE: &str = r#"
mount -t proc proc "$1/proc" || exit 2
root=$1; user=$2; shift 2
exec chroot --userspec="$user" "$root" "$@"
"#;
const PATH: &str = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Makes the root that others are copied from: as little as there can be, and systemd's tools.
pub fn clean(above: &Path, suite: &str) -> Result<PathBuf> {
    let base = above.join("base");
    println!("making a clean Debian {suite}; this takes a minute");
    let program = shell::find("debootstrap").context("debootstrap is not on the PATH")?;
    let mut debootstrap = Command::new(program);
    shell::run_quietly(
        debootstrap
            .args(["--variant=minbase", "--include=systemd", suite])
            .arg(&base),
    )?;
    Ok(base)
}

/// A root to change.
pub struct Root {
    folder: PathBuf,
}

impl Root {
    pub fn copy(base: &Path, to: &Path) -> Result<Self> {
        let mut copy = Command::new("cp");
        shell::run_quietly(copy.args(["--archive", "--reflink=auto"]).arg(base).arg(to))?;
        Ok(Self {
            folder: to.to_owned(),
        })
    }

    /// Where a path of the root is for us.
    pub fn path(&self, inside: &str) -> PathBuf {
        self.folder.join(inside.trim_start_matches('/'))
    }

    /// Where its services write, outside of it.
    pub fn log(&self) -> PathBuf {
        self.folder.with_extension("log")
    }

    /// Copies a file in; answers its path there.
    pub fn bring(&self, file: &Path) -> Result<String> {
        let name = file.file_name().context("a file has a name")?;
        let inside = format!("/root/{}", name.to_string_lossy());
        tree::copy(file, &self.path(&inside))?;
        Ok(inside)
    }

    /// The command that runs these words in the root, told nothing by our environment.
    pub fn command(&self, user: &str, words: &[&str]) -> Vec<String> {
        let folder = self.folder.to_string_lossy();
        let user = format!("{user}:{user}");
        let mut command = vec!["unshare", "--mount", "sh", "-c", INSIDE, "inside"];
        command.extend([&*folder, &user, "/usr/bin/env", "-i", PATH]);
        command.extend(["DEBIAN_FRONTEND=noninteractive"]);
        command.extend(words);
        command.into_iter().map(str::to_owned).collect()
    }

    /// Runs them to their end; answers what they said.
    pub fn run(&self, user: &str, words: &[&str]) -> Result<String> {
        let command = self.command(user, words);
        let (program, arguments) = command.split_first().context("a command has a word")?;
        shell::run_quietly(Command::new(program).args(arguments).current_dir("/"))
            .with_context(|| format!("in the clean root: {}", words.join(" ")))
    }
}
