#![doc = include_str!("../README.md")]

use std::process::ExitCode;

mod attack;
mod crash;
mod dates;
mod dist;
mod leash;
mod place;
mod release;
mod shell;
mod test;
mod tools;

const HELP: &str = "\
The project's chores.

  cargo xtask test [--only STAGE,…] [--skip STAGE,…] [--keep-going]
      Everything that has to pass: installs what is missing, starts a private PostgreSQL and a
      browser driver, runs the stages, and prints how long each took.
      `cargo xtask test --help` lists the stages.

  cargo xtask dates [--only http|browser] [--at DATE,…]
      The stages that drive the program, on two dozen dates: each weekday, both changes of clocks, the
      turn of the year, a leap day, Thanksgiving, the minutes around midnight. By hand and every night.

  cargo xtask crash [--writes 10000] [--kills 200]
      A real server, many writers over HTTP, SIGKILL at random moments: nothing acknowledged is lost
      or doubled, and the journal verifies. A short one is among the tests.

  cargo xtask attack
      What one stranger can do, against the release binary: floods of sign-ins, clients that never
      read, bursts of wrong passwords, races. Prints what happened, how long a normal page took
      meanwhile, and the memory before, during and after. A short one is among the tests.

  cargo xtask release
      target/dist/stepwell, the file that is copied to a clinic, and beside it what a debugger needs.

  cargo xtask dist [--try [--from OLD.tar.gz|OLD.deb]]
      The same, with what belongs around it, as a tarball and a Debian package. --try installs both in a
      clean Debian, founds a clinic, and starts again on the same record. `--help` says more.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments
        .split_first()
        .map(|(chore, rest)| (chore.as_str(), rest))
    {
        Some(("test", rest)) => test::run(rest),
        Some(("dates", rest)) => dates::run(rest),
        Some(("attack", rest)) => attack::run(rest),
        Some(("crash", rest)) => crash::run(rest),
        Some(("release", rest)) => release::run(rest),
        Some(("dist", rest)) => dist::run(rest),
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
