#![doc = include_str!("../README.md")]

use std::process::ExitCode;

mod leash;
mod place;
mod shell;
mod test;
mod tools;

const HELP: &str = "\
The project's chores.

  cargo xtask test [--only STAGE,…] [--skip STAGE,…] [--keep-going]
      Everything that has to pass: installs what is missing, starts a private PostgreSQL and a
      browser driver, runs the stages, and prints how long each took.
      `cargo xtask test --help` lists the stages.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments
        .split_first()
        .map(|(chore, rest)| (chore.as_str(), rest))
    {
        Some(("test", rest)) => test::run(rest),
        Some(("help" | "--help" | "-h", _)) | None => {
            print!("{HELP}");
            Ok(true)
        }
        Some((chore, _)) => Err(anyhow::anyhow!(
            "there is no chore named `{chore}`\n\n{HELP}"
        )),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
