//! From staged folders to files, with the same bytes each time.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::tree;
use crate::shell;

/// Packs a folder under its own name.
pub fn tarball(folder: &Path, to: &Path, seconds: u64) -> Result<()> {
    tree::settle(folder, seconds)?;
    let above = folder.parent().context("a folder is in a folder")?;
    let name = folder.file_name().context("a folder has a name")?;
    let mut tar = Command::new("tar");
    tar.args(["--create", "--sort=name", "--format=gnu"])
        .args(["--owner=0", "--group=0", "--numeric-owner"])
        // Without the name and the time that gzip would write.
        .arg("--use-compress-program=gzip -9n")
        .arg(format!("--mtime=@{seconds}"))
        .arg("--file")
        .arg(to)
        .arg("--directory")
        .arg(above)
        .arg(name);
    shell::run_quietly(&mut tar)?;
    Ok(())
}

/// Packs a folder that holds `DEBIAN`.
pub fn deb(folder: &Path, to: &Path, seconds: u64) -> Result<()> {
    tree::settle(folder, seconds)?;
    let mut dpkg = Command::new("dpkg-deb");
    // `xz` is what every version unpacks.
    dpkg.args(["--root-owner-group", "-Zxz", "--build"])
        .arg(folder)
        .arg(to)
        .env("SOURCE_DATE_EPOCH", seconds.to_string());
    shell::run_quietly(&mut dpkg).context("dpkg-deb is on every Debian")?;
    Ok(())
}

/// Writes `SHA256SUMS` beside these files; answers what it says.
pub fn sums(folder: &Path, of: &[&Path]) -> Result<String> {
    let names = of.iter().filter_map(|path| path.file_name());
    let mut sum = Command::new("sha256sum");
    let sums = shell::run_quietly(sum.args(names).current_dir(folder))?;
    tree::write(&folder.join("SHA256SUMS"), &sums)?;
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// The same two files, written in this order.
    fn stage(folder: &Path, names: [&str; 2]) {
        tree::emptied(folder).expect("a folder");
        for name in names {
            tree::write(&folder.join(name), name).expect("written");
        }
        let control = "Package: stepwell\nVersion: 1\nArchitecture: all\nMaintainer: nobody\nDescription: a test\n";
        tree::write(&folder.join("DEBIAN/control"), control).expect("written");
    }

    #[test]
    fn what_was_staged_at_another_time_and_in_another_order_is_packed_to_the_same_bytes() {
        let above = std::env::temp_dir().join(format!("xtask-pack-{}", std::process::id()));
        let mut packed = Vec::new();
        for (run, names) in [["usr/b", "usr/a"], ["usr/a", "usr/b"]].iter().enumerate() {
            let folder = above.join("stage");
            stage(&folder, *names);
            // As if it had been staged on another day.
            let day = 86_400 * (1 + u64::try_from(run).expect("small"));
            tree::settle(&folder, day).expect("settled");
            let (tar, package) = (above.join("a.tar.gz"), above.join("a.deb"));
            tarball(&folder, &tar, 1_000).expect("packed");
            let mut made = vec![fs::read(&tar).expect("a tarball")];
            if shell::find("dpkg-deb").is_some() {
                deb(&folder, &package, 1_000).expect("packed");
                made.push(fs::read(&package).expect("a package"));
            }
            packed.push(made);
        }
        assert!(packed[0][0].len() > 100, "the tarball holds nothing");
        assert!(packed[0] == packed[1], "the bytes differ");
        fs::remove_dir_all(&above).expect("removed");
    }
}
