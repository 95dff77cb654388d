//! What a release holds, and where it lies below the prefix: `/usr/local` for the tarball, `/usr` for Debian.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, UNIX_EPOCH};

use anyhow::{Context as _, Result, ensure};

use crate::{place, shell};

/// Where units lie.
const UNITS: &str = "lib/systemd/system";
/// Where the units of the repository look for the program.
const PREFIX: &str = "/usr/local/";
/// Where Debian has it.
const DEBIAN_PREFIX: &str = "/usr/";
/// Files of the repository, and where they go.
const FILES: [(&str, &str); 9] = [
    (
        "packaging/stepwell.service",
        "lib/systemd/system/stepwell.service",
    ),
    (
        "packaging/stepwell-backup.service",
        "lib/systemd/system/stepwell-backup.service",
    ),
    (
        "packaging/stepwell-backup.timer",
        "lib/systemd/system/stepwell-backup.timer",
    ),
    ("packaging/sysusers.conf", "lib/sysusers.d/stepwell.conf"),
    ("packaging/tmpfiles.conf", "lib/tmpfiles.d/stepwell.conf"),
    (
        "packaging/stepwell.toml",
        "share/doc/stepwell/examples/stepwell.toml",
    ),
    ("docs/operating.md", "share/doc/stepwell/operating.md"),
    (
        "docs/handbook/troubles.md",
        "share/doc/stepwell/handbook/troubles.md",
    ),
    // The notice that comes with the codes of instruments.
    (
        "crates/measures/README.md",
        "share/doc/stepwell/measures.md",
    ),
];
/// Puts the tarball in place.
const INSTALLER: &str = "packaging/install.sh";
/// Shells, and where each looks for what completes commands.
const COMPLETIONS: [(&str, &str); 3] = [
    ("bash", "share/bash-completion/completions/stepwell"),
    ("zsh", "share/zsh/site-functions/_stepwell"),
    ("fish", "share/fish/vendor_completions.d/stepwell.fish"),
];

/// Puts everything below a prefix: files, what the program says about itself, and these texts.
pub fn stage(prefix: &Path, program: &Path, texts: &[(&str, String)]) -> Result<()> {
    for (from, to) in FILES {
        copy(&place::root().join(from), &prefix.join(to))?;
    }
    for (to, text) in texts {
        write(&prefix.join(to), text)?;
    }
    copy(program, &prefix.join("bin/stepwell"))?;
    shell::run_quietly(
        Command::new(program)
            .arg("man")
            .arg(prefix.join("share/man/man1")),
    )?;
    for (name, to) in COMPLETIONS {
        let script = shell::run_quietly(Command::new(program).args(["completions", name]))?;
        write(&prefix.join(to), &script)?;
    }
    Ok(())
}

/// Beside the folders of the prefix: what copies them, and the license where everybody looks for it.
pub fn add_installer(prefix: &Path) -> Result<()> {
    copy(&place::root().join(INSTALLER), &prefix.join("install.sh"))?;
    copy(
        &prefix.join("share/doc/stepwell/copyright"),
        &prefix.join("LICENSE"),
    )
}

/// Makes the units run the program where Debian puts it.
pub fn move_units(prefix: &Path) -> Result<()> {
    for entry in fs::read_dir(prefix.join(UNITS))? {
        let path = entry?.path();
        let text = fs::read_to_string(&path)?;
        fs::write(&path, text.replace(PREFIX, DEBIAN_PREFIX))?;
    }
    Ok(())
}

/// Every file below a folder, by its path from there, in order.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    walk(folder, &mut |path: &Path, is_folder: bool| -> Result<()> {
        if !is_folder {
            found.push(path.strip_prefix(folder)?.to_owned());
        }
        Ok(())
    })?;
    found.sort();
    Ok(found)
}

/// Gives all of it the same time, and the modes that it is installed with, whatever the account that packs allows.
pub fn settle(folder: &Path, seconds: u64) -> Result<()> {
    const ALL_MAY_RUN: u32 = 0o755;
    const ALL_MAY_READ: u32 = 0o644;
    const RUNS: u32 = 0o111;
    let time = UNIX_EPOCH + Duration::from_secs(seconds);
    walk(folder, &mut |path: &Path, is_folder: bool| -> Result<()> {
        let runs = fs::metadata(path)?.permissions().mode() & RUNS != 0;
        let mode = if is_folder || runs {
            ALL_MAY_RUN
        } else {
            ALL_MAY_READ
        };
        fs::set_permissions(path, Permissions::from_mode(mode))?;
        File::open(path)?.set_modified(time)?;
        Ok(())
    })
}

/// Calls for everything in a folder, then for the folder.
fn walk(folder: &Path, each: &mut impl FnMut(&Path, bool) -> Result<()>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} is gone", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() {
            walk(&path, each)?;
        } else {
            ensure!(kind.is_file(), "{} is no file", path.display());
            each(&path, false)?;
        }
    }
    each(folder, true)
}

/// A folder with nothing in it.
pub fn emptied(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))
}

/// Writes a file, and the folders above it.
pub fn write(to: &Path, text: &str) -> Result<()> {
    make_room(to)?;
    fs::write(to, text).with_context(|| format!("{} cannot be written", to.display()))
}

/// Copies a file with whether it runs.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    make_room(to)?;
    fs::copy(from, to)
        .with_context(|| format!("{} cannot be copied to {}", from.display(), to.display()))?;
    Ok(())
}

fn make_room(to: &Path) -> Result<()> {
    let folder = to.parent().context("a file is in a folder")?;
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dist::control;

    #[test]
    fn whatever_lies_in_the_folder_of_packaging_is_shipped() {
        let packaging = place::root().join("packaging");
        for file in files(&packaging).expect("files") {
            let path = format!("packaging/{}", file.display());
            let shipped = FILES.iter().any(|(from, _)| *from == path);
            let of_debian = control::FILES.iter().any(|from| *from == path);
            assert!(
                shipped || of_debian || path == INSTALLER,
                "{path} is put into no package"
            );
        }
    }

    #[test]
    fn what_is_shipped_is_there_and_units_name_the_program_where_it_is_put() {
        for (from, to) in FILES {
            let path = place::root().join(from);
            assert!(path.is_file(), "{from} is not there");
            if to.starts_with(UNITS) && to.ends_with(".service") {
                let text = fs::read_to_string(path).expect("a unit");
                assert!(text.contains("/usr/local/bin/stepwell "), "{from}");
                let moved = text.replace(PREFIX, DEBIAN_PREFIX);
                assert!(moved.contains("/usr/bin/stepwell "), "{from}");
                assert!(!moved.contains("local"), "{from}");
            }
        }
    }

    #[test]
    fn what_runs_for_its_owner_runs_for_all_and_everything_has_one_time() {
        let folder = std::env::temp_dir().join(format!("xtask-tree-{}", std::process::id()));
        emptied(&folder).expect("a folder");
        write(&folder.join("bin/run"), "#!/bin/sh\n").expect("written");
        write(&folder.join("share/read"), "text\n").expect("written");
        fs::set_permissions(folder.join("bin/run"), Permissions::from_mode(0o700)).expect("a mode");
        fs::set_permissions(folder.join("share"), Permissions::from_mode(0o700)).expect("a mode");
        fs::set_permissions(folder.join("share/read"), Permissions::from_mode(0o600))
            .expect("a mode");
        settle(&folder, 1_000).expect("settled");
        for (name, mode) in [("bin/run", 0o755), ("share", 0o755), ("share/read", 0o644)] {
            let found = fs::metadata(folder.join(name)).expect("it is there");
            assert_eq!(found.permissions().mode() & 0o7777, mode, "{name}");
            let time = found.modified().expect("a time");
            assert_eq!(time, UNIX_EPOCH + Duration::from_secs(1_000), "{name}");
        }
        let names = files(&folder).expect("files");
        assert_eq!(names, [Path::new("bin/run"), Path::new("share/read")]);
        fs::remove_dir_all(&folder).expect("removed");
    }
}
