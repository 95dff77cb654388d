//! `cargo xtask release`: the file that is copied to a clinic, and what a debugger needs to read its crashes, apart.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::{place, shell};

/// The largest that the program may be, in MiB: it is copied over the lines that clinics have.
const PROGRAM_MIB_MAX: u64 = 25;
/// What the linker is asked for besides: functions of the same instructions once, and addresses that only have to be moved
/// written down in a few bits each, which the C library reads since 2.36 (Debian 12). Together a fifteenth of the file.
const LINK: [&str; 2] = ["--icf=all", "-z,pack-relative-relocs"];
const MIB: u64 = 1024 * 1024;

/// Builds both. True when the program is small enough.
pub fn run(arguments: &[String]) -> Result<bool> {
    if let Some(unknown) = arguments.first() {
        bail!("`{unknown}` is not known here; `cargo xtask release` takes nothing");
    }
    shell::run(
        shell::cargo()
            .args(["rustc", "--release", "--package", "stepwell"])
            .args(["--bin", "stepwell"])
            .args(["--config", "profile.release.strip=\"none\"", "--"])
            .args(LINK.map(|option| format!("-Clink-arg=-Wl,{option}"))),
    )?;
    let folder = folder()?;
    let whole = place::target().join("release/stepwell");
    let (program, symbols) = (folder.join("stepwell"), folder.join("stepwell.debug"));
    objcopy(&["--only-keep-debug"], &whole, &symbols)?;
    let link = format!("--add-gnu-debuglink={}", symbols.display());
    // Names go as well: a debugger finds them in the file beside it.
    objcopy(&["--strip-unneeded", &link], &whole, &program)?;
    let (mib, debug_mib) = (size_mib(&program)?, size_mib(&symbols)?);
    println!("{}  {mib} MiB", program.display());
    println!("{}  {debug_mib} MiB", symbols.display());
    if mib > PROGRAM_MIB_MAX {
        eprintln!("the program may have {PROGRAM_MIB_MAX} MiB");
    }
    Ok(mib <= PROGRAM_MIB_MAX)
}

/// Where a release is made.
pub fn folder() -> Result<PathBuf> {
    let folder = place::target().join("dist");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    Ok(folder)
}

fn objcopy(options: &[&str], from: &Path, to: &Path) -> Result<()> {
    shell::run(Command::new("objcopy").args(options).arg(from).arg(to))
        .context("objcopy is part of binutils, which comes with the C compiler")
}

/// Rounded up.
fn size_mib(path: &Path) -> Result<u64> {
    let bytes = std::fs::metadata(path)
        .with_context(|| format!("{} is not there", path.display()))?
        .len();
    Ok(bytes.div_ceil(MIB))
}
