//! What Debian wants to know about a package.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::tree;
use crate::{place, shell};

/// Beside what is installed.
pub const FILES: [&str; 4] = [
    "packaging/debian/control",
    "packaging/debian/postinst",
    "packaging/debian/prerm",
    "packaging/debian/postrm",
];
/// The C library that reads addresses as the release writes them.
const LIBC_MIN: (u32, u32) = (2, 36);

/// A version as Debian orders it: what comes before a release is written with `~`.
pub fn version(version: &str) -> String {
    version.replacen('-', "~", 1)
}

/// The processor as Debian calls it.
pub fn architecture(arch: &str) -> &str {
    match arch {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    }
}

/// Adds `DEBIAN` to a staged package, and packs manual pages as Debian has them.
pub fn add(package: &Path, program: &Path, version: &str, architecture: &str) -> Result<()> {
    for page in tree::files(&package.join("usr/share/man"))? {
        let page = package.join("usr/share/man").join(page);
        shell::run_quietly(Command::new("gzip").arg("-9n").arg(page))?;
    }
    let files = tree::files(package)?;
    let mut bytes = 0;
    for file in &files {
        bytes += fs::metadata(package.join(file))?.len();
    }
    let mut sums = Command::new("md5sum");
    let sums = shell::run_quietly(sums.args(&files).current_dir(package))?;
    for from in FILES {
        let name = Path::new(from).file_name().context("a file has a name")?;
        tree::copy(
            &place::root().join(from),
            &package.join("DEBIAN").join(name),
        )?;
    }
    let (major, minor) = libc(program)?;
    let control = package.join("DEBIAN/control");
    let text = fs::read_to_string(&control)?
        .replace("@VERSION@", version)
        .replace("@ARCHITECTURE@", architecture)
        .replace("@KIB@", &bytes.div_ceil(1_024).to_string())
        .replace("@LIBC@", &format!("{major}.{minor}"));
    tree::write(&control, &text)?;
    tree::write(&package.join("DEBIAN/md5sums"), &sums)
}

/// The version of the C library that the program needs.
fn libc(program: &Path) -> Result<(u32, u32)> {
    let said = shell::run_quietly(Command::new("objdump").arg("-p").arg(program))?;
    Ok(newest(&said).max(LIBC_MIN))
}

fn newest(said: &str) -> (u32, u32) {
    let version = |word: &str| -> Option<(u32, u32)> {
        let (major, minor) = word.strip_prefix("GLIBC_")?.split_once('.')?;
        let minor = minor.split('.').next()?;
        Some((major.parse().ok()?, minor.parse().ok()?))
    };
    said.split_whitespace()
        .filter_map(version)
        .max()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_before_a_release_is_older_for_debian_too() {
        assert_eq!(version("1.2.0"), "1.2.0");
        assert_eq!(version("1.2.0-rc.1"), "1.2.0~rc.1");
    }

    #[test]
    fn the_newest_version_of_the_library_counts_as_numbers_do() {
        let said = "0x09 00 29 GLIBC_2.2.5\n0x06 00 02 GLIBC_2.34\n0x0d 00 09 GLIBC_2.9\n0xfd 30 GLIBC_ABI_DT_RELR";
        assert_eq!(newest(said), (2, 34));
        assert_eq!(newest("nothing"), (0, 0));
    }

    #[test]
    fn every_blank_of_the_control_file_is_filled_in() {
        let text = fs::read_to_string(place::root().join(FILES[0])).expect("a control file");
        let mut rest = text.as_str();
        let mut blanks = Vec::new();
        while let Some((_, after)) = rest.split_once('@') {
            let (name, after) = after.split_once('@').expect("a blank ends");
            blanks.push(name);
            rest = after;
        }
        assert_eq!(blanks, ["VERSION", "ARCHITECTURE", "KIB", "LIBC"]);
    }
}
