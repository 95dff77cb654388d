//! `stepwell journal`: proving that nothing was changed, and taking it out.

use crate::config::{Config, PlaceFlags, ServeFlags};
use crate::opening;
use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use clinic::access::setup::operator;
use console::Exit;
use std::path::PathBuf;

mod verify;

/// The `journal` commands.
#[derive(Subcommand)]
pub enum Command {
    /// Prove that no entry was changed, added or removed, or name the first bad entry
    ///
    /// Reads every entry and holds it against the one before it, the head, and the signed checkpoints, those in the
    /// database and those kept outside; and holds the file of checkpoints against what the database knows about it.
    /// Changes nothing; works while the clinic runs, on a backup, and on PostgreSQL. With the master key, the sealed
    /// details are held against their commitments as well. It ends by saying what it could not see.
    #[command(after_help = verify::AFTER)]
    Verify(verify::Flags),
    /// Write every entry to a file, one JSON object a line, without the sealed details
    ///
    /// That it was exported becomes an entry itself, so with the embedded database stop the clinic first.
    Export(ExportFlags),
}

/// What `journal export` takes.
#[derive(Args)]
pub struct ExportFlags {
    /// The file to write; it must not exist yet. “-” is standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Which organization, where there are several
    #[arg(long)]
    organization: Option<String>,
    #[command(flatten)]
    place: PlaceFlags,
}

/// Runs one of them.
pub fn run(command: Command) -> Result<Exit> {
    match command {
        Command::Verify(flags) => verify::run(&flags),
        Command::Export(flags) => export(&flags),
    }
}

fn export(flags: &ExportFlags) -> Result<Exit> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let config = Config::load(&flags.place, &ServeFlags::default())?;
    let clinic = opening::console(&config)?;
    let organization = opening::organization(&clinic, flags.organization.as_deref())?;
    let name = flags.out.display();
    // The file first: an export that cannot be written is not in the journal either.
    let file = if console::is_standard(&flags.out) {
        None
    } else {
        let file = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&flags.out);
        Some(file.with_context(|| format!("{name} cannot be made; name a new file"))?)
    };
    let text = clinic::access::journal::export(&clinic, &operator(organization))?;
    match file {
        None => console::put!("{text}"),
        Some(mut file) => {
            file.write_all(text.as_bytes())
                .and_then(|()| file.sync_all())
                .with_context(|| format!("{name} is not whole; is the disk full?"))?;
            console::say!("{} entries are in {name}.", text.lines().count());
        }
    }
    Ok(Exit::Well)
}
