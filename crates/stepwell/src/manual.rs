//! `stepwell completions` and `stepwell man`: made from the commands themselves, so that they cannot be out of date.

use anyhow::{Context as _, Result};
use clap::{Args, Command};
use clap_complete::Shell;
use console::Exit;
use std::path::{Path, PathBuf};

/// What the help of `completions` says at its end.
pub const COMPLETIONS: &str = "\
Examples:
  stepwell completions bash > /etc/bash_completion.d/stepwell
  stepwell completions zsh > ~/.zfunc/_stepwell
  stepwell completions fish > ~/.config/fish/completions/stepwell.fish";

/// What the help of `man` says at its end.
pub const MAN: &str = "\
Examples:
  stepwell man | man -l -                      read the first page
  stepwell man /usr/local/share/man/man1       write a page for every command";

/// What `completions` takes.
#[derive(Args)]
pub struct CompletionsFlags {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// What `man` takes.
#[derive(Args)]
pub struct ManFlags {
    /// The folder for the pages of all commands [default: only the first page, on standard output]
    folder: Option<PathBuf>,
}

/// Prints what a shell needs to complete commands, flags and values.
pub fn completions(flags: &CompletionsFlags, mut command: Command) -> Result<Exit> {
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(flags.shell, &mut command, name, &mut script);
    console::put!("{}", String::from_utf8(script)?);
    Ok(Exit::Well)
}

/// Prints the first manual page, or writes all of them.
pub fn man(flags: &ManFlags, mut command: Command) -> Result<Exit> {
    command.build();
    let Some(folder) = &flags.folder else {
        console::put!("{}", String::from_utf8(page(&command)?)?);
        return Ok(Exit::Well);
    };
    std::fs::create_dir_all(folder)
        .with_context(|| format!("The folder {} cannot be made", folder.display()))?;
    let count = write_all(folder, &command)?;
    console::say!("{count} pages are in {}.", folder.display());
    Ok(Exit::Well)
}

fn page(command: &Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    Ok(page)
}

/// Writes the page of a command and those of its subcommands; answers how many.
fn write_all(folder: &Path, command: &Command) -> Result<usize> {
    let path = folder.join(format!("{}.1", display_name(command)));
    std::fs::write(&path, page(command)?)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    let mut count = 1;
    for below in command
        .get_subcommands()
        .filter(|below| !below.is_hide_set())
    {
        // The help of the help needs no page.
        if below.get_name() != "help" {
            count += write_all(folder, below)?;
        }
    }
    Ok(count)
}

/// “stepwell-journal-verify”.
fn display_name(command: &Command) -> &str {
    command.get_display_name().unwrap_or(command.get_name())
}
