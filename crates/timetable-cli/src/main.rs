//! `stepwell timetable` on its own.

// Printing goes through `console`, which knows closed pipes and full disks; `println!` panics on both.
#![deny(clippy::print_stdout, clippy::print_stderr)]

use clap::Parser;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "stepwell-timetable", about = timetable_cli::ABOUT, version)]
struct Arguments {
    #[command(subcommand)]
    command: timetable_cli::Command,
}

fn main() -> ExitCode {
    let exit = timetable_cli::run(Arguments::parse().command).unwrap_or_else(|error| {
        console::complain(format_args!("error: {error:#}"));
        console::code_of(&error)
    });
    console::end(exit).into()
}
