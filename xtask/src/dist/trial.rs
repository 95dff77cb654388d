//! `cargo xtask dist --try`: whether what was packed can be installed, started, stopped and installed over.
//!
//! Each package gets a clean Debian of its own. Nothing there runs systemd, so the lines of the units are run as they
//! stand; the units themselves are looked at by systemd's own tools.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

use super::{Made, VERSION, tree};
use crate::tools::debian;
use crate::{release, shell};

#[path = "../../../crates/stepwell/src/bench/client.rs"]
mod client;
mod root;
mod server;

use root::Root;
use server::Running;

/// The account that owns the record.
const ACCOUNT: &str = "stepwell";
const ADMINISTRATOR: &str = "root";
const SETTINGS: &str = "/etc/stepwell/stepwell.toml";
/// Folders that only the program's own account may look into.
const PRIVATE: [&str; 3] = [
    "/var/lib/stepwell",
    "/var/backups/stepwell",
    "/etc/stepwell/key",
];
/// What nobody but the clinic throws away.
const KEPT: [&str; 3] = [
    "/var/lib/stepwell/stepwell.db",
    "/etc/stepwell/key/stepwell.key",
    SETTINGS,
];
const UNITS: [&str; 3] = [
    "stepwell.service",
    "stepwell-backup.service",
    "stepwell-backup.timer",
];
/// How exposed a service may be in the eyes of `systemd-analyze security`, in tenths of its scale of ten.
const EXPOSURE_TENTHS_MAX: u32 = 20;

/// How a release is installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Tarball,
    Deb,
}

impl Kind {
    fn of(package: &Path) -> Result<Self> {
        let name = package.to_string_lossy();
        if name.ends_with(".tar.gz") {
            Ok(Self::Tarball)
        } else if package.extension().is_some_and(|ending| ending == "deb") {
            Ok(Self::Deb)
        } else {
            bail!("{name} is neither a .tar.gz nor a .deb")
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Tarball => "tarball",
            Self::Deb => "deb",
        }
    }

    /// Below which it lies once it is installed.
    fn prefix(self) -> &'static str {
        match self {
            Self::Tarball => "/usr/local",
            Self::Deb => "/usr",
        }
    }
}

/// Whether a trial can be made here; says what is missing before minutes are spent.
pub fn possible(from: &[PathBuf]) -> Result<()> {
    for old in from {
        Kind::of(old)?;
        ensure!(old.is_file(), "{} is not there", old.display());
    }
    ensure!(
        debian::user_id() == Some(0),
        "NOTHING WAS TRIED. A trial makes a clean Debian and goes into it, which only root may: run it as root"
    );
    if shell::find("debootstrap").is_none() {
        debian::install(&["debootstrap"])
            .context("NOTHING WAS TRIED. A trial makes a clean Debian with debootstrap")?;
    }
    Ok(())
}

/// Tries both packages.
pub fn run(made: &Made, from: &[PathBuf], suite: &str) -> Result<()> {
    let folder = release::folder()?.join("try");
    tree::emptied(&folder)?;
    let base = root::clean(&folder, suite)?;
    for package in [&made.tarball, &made.deb] {
        let kind = Kind::of(package)?;
        let is_older = |old: &&PathBuf| Kind::of(old).is_ok_and(|it| it == kind);
        let root = Root::copy(&base, &folder.join(kind.name()))?;
        let trial = Trial { root, kind };
        trial
            .run(package, from.iter().find(is_older).map(PathBuf::as_path))
            .with_context(|| {
                let left = folder.join(kind.name());
                format!(
                    "the {} does not work; it is left to look at in {}",
                    kind.name(),
                    left.display()
                )
            })?;
    }
    std::fs::remove_dir_all(&folder)?;
    println!("both packages were tried in a clean {suite}");
    Ok(())
}

/// One package in a root of its own.
struct Trial {
    root: Root,
    kind: Kind,
}

impl Trial {
    fn run(&self, package: &Path, older: Option<&Path>) -> Result<()> {
        self.install(older.unwrap_or(package))?;
        self.nothing_was_started()?;
        self.configure()?;
        let running = self.start()?;
        running.found_clinic()?;
        self.is_well("the first start")?;
        running.stop()?;

        self.install(package)?;
        self.is_this_version()?;
        let migrated = self.stepwell(&["migrate"])?;
        self.say(migrated.trim());
        let running = self.start()?;
        let staff = self.stepwell(&["user", "list"])?;
        ensure!(
            staff.contains(server::EMAIL),
            "the administrator of the first start is gone: {staff}"
        );
        self.is_well("the second start")?;
        running.stop()?;
        self.stepwell(&["journal", "verify"])?;
        self.say("the record was kept, and its journal verifies");

        self.back_up()?;
        self.look_at_units()?;
        self.take_away()
    }

    /// As the documents say it.
    fn install(&self, package: &Path) -> Result<()> {
        let inside = self.root.bring(package)?;
        let (root, name) = (&self.root, inside.as_str());
        match self.kind {
            Kind::Deb => {
                root.run(ADMINISTRATOR, &["dpkg", "--install", name])?;
            }
            Kind::Tarball => {
                let stem = name.trim_end_matches(".tar.gz");
                root.run(
                    ADMINISTRATOR,
                    &["tar", "-xzf", name, "--no-same-owner", "-C", "/root"],
                )?;
                root.run(ADMINISTRATOR, &[&format!("{stem}/install.sh")])?;
            }
        }
        self.say(&format!("{} is installed", package.display()));
        Ok(())
    }

    fn nothing_was_started(&self) -> Result<()> {
        for folder in ["multi-user.target.wants", "timers.target.wants"] {
            for unit in UNITS {
                let enabled = self
                    .root
                    .path(&format!("/etc/systemd/system/{folder}/{unit}"));
                ensure!(
                    std::fs::symlink_metadata(&enabled).is_err(),
                    "{unit} was enabled before anything was configured"
                );
            }
        }
        ensure!(
            !self.root.path(SETTINGS).exists(),
            "{SETTINGS} is there, and nobody wrote it"
        );
        for folder in PRIVATE {
            let said = self
                .root
                .run(ADMINISTRATOR, &["stat", "--format=%a %U %G", folder])?;
            ensure!(
                said.trim() == "700 stepwell stepwell",
                "{folder} is {}",
                said.trim()
            );
        }
        Ok(())
    }

    fn configure(&self) -> Result<()> {
        let example = format!(
            "{}/share/doc/stepwell/examples/stepwell.toml",
            self.kind.prefix()
        );
        let words = ["install", "-m", "0640", "-g", ACCOUNT, &example, SETTINGS];
        self.root.run(ADMINISTRATOR, &words)?;
        Ok(())
    }

    /// Runs what the unit runs.
    fn start(&self) -> Result<Running> {
        let unit = self.unit("stepwell.service")?;
        let lines = commands(&unit, "ExecStart");
        let [line] = lines.as_slice() else {
            bail!("stepwell.service starts {} programs", lines.len());
        };
        let running = Running::start(&self.root, line)?;
        self.say(&format!("`{line}` answers"));
        Ok(running)
    }

    fn is_this_version(&self) -> Result<()> {
        let said = self.root.run(ACCOUNT, &["stepwell", "--version"])?;
        ensure!(
            said.trim() == format!("stepwell {VERSION}"),
            "what is installed says it is {}",
            said.trim()
        );
        Ok(())
    }

    fn is_well(&self, when: &str) -> Result<()> {
        self.stepwell(&["check"])?;
        self.say(&format!("stepwell check is content after {when}"));
        Ok(())
    }

    /// A command of the program, on this installation, as the account that owns it.
    fn stepwell(&self, words: &[&str]) -> Result<String> {
        let words = [&["stepwell"], words, &["--config", SETTINGS]].concat();
        self.root.run(ACCOUNT, &words)
    }

    /// Runs what the timer starts every night.
    fn back_up(&self) -> Result<()> {
        let unit = self.unit("stepwell-backup.service")?;
        for key in ["ExecStart", "ExecStartPost"] {
            for line in commands(&unit, key) {
                self.root.run(ACCOUNT, &["sh", "-c", &line])?;
            }
        }
        let made = std::fs::read_dir(self.root.path("/var/backups/stepwell"))?.count();
        ensure!(made == 1, "there are {made} backups after the first night");
        self.say("a backup was made and looked at");
        Ok(())
    }

    fn look_at_units(&self) -> Result<()> {
        let paths = UNITS.map(|unit| self.unit_path(unit));
        let mut verify = vec!["systemd-analyze", "verify", "--man=no"];
        verify.extend(paths.iter().map(String::as_str));
        self.root.run(ADMINISTRATOR, &verify)?;
        let threshold = format!("--threshold={EXPOSURE_TENTHS_MAX}");
        for path in paths.iter().filter(|path| path.ends_with(".service")) {
            let said = self.root.run(
                ADMINISTRATOR,
                &[
                    "systemd-analyze",
                    "security",
                    "--offline=true",
                    "--no-pager",
                    &threshold,
                    path,
                ],
            )?;
            let verdict = said.lines().find(|line| line.contains("exposure level"));
            self.say(verdict.unwrap_or_default().trim_start_matches(['→', ' ']));
        }
        Ok(())
    }

    /// A package that goes leaves the clinic's record and its key.
    fn take_away(&self) -> Result<()> {
        if self.kind == Kind::Deb {
            self.root
                .run(ADMINISTRATOR, &["dpkg", "--purge", "stepwell"])?;
            ensure!(
                !self.root.path("/usr/bin/stepwell").exists(),
                "the program is still there after its package was purged"
            );
        }
        for path in KEPT {
            ensure!(self.root.path(path).exists(), "{path} is gone");
        }
        Ok(())
    }

    fn unit_path(&self, unit: &str) -> String {
        format!("{}/lib/systemd/system/{unit}", self.kind.prefix())
    }

    fn unit(&self, unit: &str) -> Result<String> {
        let path = self.root.path(&self.unit_path(unit));
        std::fs::read_to_string(&path).with_context(|| format!("{} is not there", path.display()))
    }

    fn say(&self, what: &str) {
        println!("{}: {what}", self.kind.name());
    }
}

/// The commands that a unit has under a key, as a shell would be given them.
fn commands(unit: &str, key: &str) -> Vec<String> {
    unit.lines()
        .filter_map(|line| line.strip_prefix(key)?.strip_prefix('='))
        .map(|command| command.replace("%%", "%"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_says_what_it_runs() {
        let unit =
            "[Service]\nExecStart=/bin/a $(date +%%F)\nExecStart=/bin/b\nExecStartPost=/bin/c\n";
        assert_eq!(
            commands(unit, "ExecStart"),
            ["/bin/a $(date +%F)", "/bin/b"]
        );
        assert_eq!(commands(unit, "ExecStartPost"), ["/bin/c"]);
    }

    #[test]
    fn a_release_is_installed_by_the_end_of_its_name() {
        let kind = |name: &str| Kind::of(Path::new(name)).ok();
        assert_eq!(
            kind("a/stepwell-0.1.0-linux-x86_64.tar.gz"),
            Some(Kind::Tarball)
        );
        assert_eq!(kind("stepwell_0.1.0_amd64.deb"), Some(Kind::Deb));
        assert_eq!(kind("stepwell.zip"), None);
    }
}
