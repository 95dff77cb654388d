//! Running other programs.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

/// The cargo that runs us.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(crate::place::root());
    cargo
}

/// The command as a person would type it.
pub fn written(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program
        .file_name()
        .unwrap_or(program.as_os_str())
        .to_string_lossy()
        .into_owned();
    let arguments = command
        .get_args()
        .map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(name)
        .chain(arguments)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Runs it in sight of the person, and fails when it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let text = written(command);
    let status = command
        .status()
        .with_context(|| format!("cannot start `{text}`"))?;
    if !status.success() {
        bail!("`{text}` failed ({status})");
    }
    Ok(())
}

/// Runs it out of sight; what it said is shown only when it fails.
pub fn run_quietly(command: &mut Command) -> Result<String> {
    let text = written(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start `{text}`"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{text}` failed ({}):\n{said}{complaint}", output.status);
    }
    Ok(said)
}

/// Whether it runs and says yes.
pub fn succeeds(command: &mut Command) -> bool {
    run_quietly(command).is_ok()
}

/// Where cargo keeps what it installs and unpacks.
pub fn cargo_home() -> Option<PathBuf> {
    std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
}

/// The program on the `PATH`, or in one of the folders where cargo and the system put programs that may not be on it.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let more = [
        cargo_home().map(|home| home.join("bin")),
        Some("/usr/sbin".into()),
        Some("/sbin".into()),
    ];
    std::env::split_paths(&path)
        .chain(more.into_iter().flatten())
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}
