//! `stepwell timetable` on its own.

use clap::Parser;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "stepwell-timetable", about = timetable_cli::ABOUT, version)]
struct Arguments {
    #[command(subcommand)]
    command: timetable_cli::Command,
}

fn main() -> ExitCode {
    match timetable_cli::run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(timetable_cli::EXIT_ERROR)
        }
    }
}
