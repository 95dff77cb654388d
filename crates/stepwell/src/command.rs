//! The command line.

use crate::config::{Config, PlaceFlags, ServeFlags};
use crate::{
    backup, bench, check, demo, journal, logs, manual, measures, migrate, place, program, rotate,
    serve, user,
};
use anyhow::Result;
use clap::{CommandFactory as _, Parser, Subcommand};
use console::Exit;
use std::io::IsTerminal as _;

/// Open-source software for intensive outpatient programs in addiction treatment.
#[derive(Parser)]
#[command(name = "stepwell", version, propagate_version = true, after_help = AFTER)]
pub struct Arguments {
    /// The form of the log on standard error
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "text",
        env = "STEPWELL_LOG_FORM"
    )]
    log: logs::Form,
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "\
Examples:
  stepwell demo                     look around in a made-up clinic
  stepwell serve                    run a clinic; the first start prints a setup link
  stepwell backup /mnt/monday       make a backup while the clinic runs
  stepwell check                    see whether everything is as it should be

Settings come from stepwell.toml, then the environment (STEPWELL_…), then flags; the later wins.
Where a file is taken, “-” is standard input or output.
Exit codes of every command: 0 all is well, 1 something was found, 2 it could not look or not do what it was asked.";

#[derive(Subcommand)]
enum Command {
    /// Look around in a throwaway clinic with made-up people
    #[command(after_help = demo::AFTER)]
    Demo(demo::Flags),
    /// Run the clinic
    ///
    /// Opens the database (an empty one is set up at once), prints the address, and serves pages until SIGTERM or
    /// SIGINT; then finishes what is under way. On the first start it makes the master key and prints a one-time
    /// setup link.
    Serve {
        #[command(flatten)]
        place: PlaceFlags,
        #[command(flatten)]
        serve: ServeFlags,
        /// Start although the record was written to at a later time than this computer says: when a clock that was ahead
        /// has been set right
        #[arg(long)]
        accept_clock: bool,
    },
    /// Bring an older database up to this version
    ///
    /// Make a backup first: there is no way back to the older schema.
    Migrate {
        #[command(flatten)]
        place: PlaceFlags,
    },
    /// Say who may sign in
    #[command(subcommand)]
    User(user::Command),
    /// Prove that the journal was not changed, or take it out
    #[command(subcommand)]
    Journal(journal::Command),
    /// Change the master key
    #[command(subcommand)]
    Key(rotate::Command),
    /// Make a backup of the embedded database, also while the clinic runs
    #[command(after_help = backup::BACKUP)]
    Backup(backup::BackupFlags),
    /// Put a backup back
    ///
    /// The backup is checked to the last bit first, and nothing is overwritten: with --replace, the present database
    /// is kept beside the restored one.
    Restore(backup::RestoreFlags),
    /// See whether everything is as it should be
    ///
    /// Looks at the configuration, versions, every page of the database, the master key, the file of checkpoints,
    /// permissions, the clock and disk space, and says what to do about whatever is wrong. Changes nothing; works
    /// while the clinic runs.
    #[command(after_help = check::AFTER)]
    Check(check::Flags),
    #[command(subcommand, about = timetable_cli::ABOUT)]
    Timetable(timetable_cli::Command),
    /// Explain which level of care one assessment points to
    #[command(after_help = place::AFTER)]
    Place(place::Flags),
    /// Begin a program file, and look at it before it is loaded
    #[command(subcommand)]
    Program(program::Command),
    /// Look at instruments, score answers, load official wording
    #[command(subcommand)]
    Measures(measures::Command),
    /// Measure on this machine what the documentation claims
    #[command(subcommand)]
    Bench(bench::Command),
    /// Print what a shell needs to complete commands and flags
    #[command(after_help = manual::COMPLETIONS)]
    Completions(manual::CompletionsFlags),
    /// Print the manual page, or write the pages of all commands into a folder
    #[command(after_help = manual::MAN)]
    Man(manual::ManFlags),
}

/// Reads the command line. What clap has to say itself, help and version, goes the way of everything printed.
pub fn read() -> Result<Arguments> {
    Arguments::try_parse().or_else(|said| {
        if said.use_stderr() {
            said.print()?;
            std::process::exit(Exit::Failed.code().into());
        }
        let said = said.render();
        if std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
            console::put!("{}", said.ansi());
        } else {
            console::put!("{said}");
        }
        std::process::exit(console::end(Exit::Well).code().into());
    })
}

/// Does what was asked.
pub fn run(arguments: Arguments) -> Result<Exit> {
    logs::start(arguments.log);
    let config = |place: &PlaceFlags| Config::load(place, &ServeFlags::default());
    match arguments.command {
        Command::Demo(flags) => demo::run(&flags)?,
        Command::Serve {
            place,
            serve,
            accept_clock,
        } => serve::run(&Config::load(&place, &serve)?, accept_clock)?,
        Command::Migrate { place } => migrate::run(&config(&place)?)?,
        Command::User(command) => return user::run(command),
        Command::Journal(command) => return journal::run(command),
        Command::Key(command) => rotate::run(command)?,
        Command::Backup(flags) => backup::run(&flags)?,
        Command::Restore(flags) => backup::restore(&flags)?,
        Command::Timetable(command) => return timetable_cli::run(command),
        Command::Place(flags) => place::run(&flags)?,
        Command::Program(command) => return program::run(command),
        Command::Bench(command) => bench::run(command)?,
        Command::Measures(command) => return measures::run(command),
        Command::Check(flags) => return check::run(&flags),
        Command::Completions(flags) => return manual::completions(&flags, Arguments::command()),
        Command::Man(flags) => return manual::man(&flags, Arguments::command()),
    }
    Ok(Exit::Well)
}
