//! `cargo xtask test`: everything that has to pass.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Result;

mod options;
mod services;
mod stage;
mod summary;

use options::Options;
pub use services::Services;
use services::Verdict;
pub use stage::Stage;
pub use summary::Outcome;
use summary::Row;

/// Runs the chosen stages. True when nothing failed.
pub fn run(arguments: &[String]) -> Result<bool> {
    let options = Options::parse(arguments)?;
    if options.help {
        print!("{}", options::help());
        return Ok(true);
    }
    let stages = options.chosen();
    let started = Instant::now();
    let services = Services::start(&stages);
    let mut rows = vec![Row {
        name: "prepare",
        outcome: Outcome::Passed,
        took: started.elapsed(),
    }];
    let mut stopped = false;
    for stage in stages {
        let row = if stopped {
            not_run(stage)
        } else {
            run_stage(stage, &services, &[])
        };
        stopped |= row.outcome.is_failure() && !options.keep_going;
        rows.push(row);
    }
    drop(services);
    print!("{}", summary::table(&rows, started.elapsed()));
    Ok(!rows.iter().any(|row| row.outcome.is_failure()))
}

fn not_run(stage: &Stage) -> Row {
    Row {
        name: stage.name,
        outcome: Outcome::NotRun,
        took: Duration::ZERO,
    }
}

/// The stages of these names.
pub fn stages(names: &[String]) -> Vec<&'static Stage> {
    let wanted = |stage: &&Stage| names.iter().any(|name| name == stage.name);
    stage::STAGES.iter().filter(wanted).collect()
}

/// Runs one stage, with what its tests find in the environment besides the services.
pub fn run_stage(stage: &Stage, services: &Services, more: &[(&str, String)]) -> Row {
    println!("\n=== {}: {}", stage.name, stage.about);
    let started = Instant::now();
    let outcome = match services.verdict(stage) {
        Verdict::Run => run_commands(stage, (services, more), Outcome::Passed),
        Verdict::RunWithout(missing) => {
            run_commands(stage, (services, more), Outcome::PassedWithout(missing))
        }
        Verdict::Settled(outcome) => outcome,
    };
    let took = started.elapsed();
    println!(
        "=== {}: {outcome} in {}",
        stage.name,
        summary::duration(took)
    );
    Row {
        name: stage.name,
        outcome,
        took,
    }
}

fn run_commands(
    stage: &Stage,
    (services, more): (&Services, &[(&str, String)]),
    passed: Outcome,
) -> Outcome {
    let done = (stage.commands)().into_iter().try_for_each(|mut command| {
        command.envs(more.iter().map(|(name, value)| (name, value)));
        run_command(command, services)
    });
    done.map_or_else(|error| Outcome::Failed(format!("{error:#}")), |()| passed)
}

fn run_command(mut command: Command, services: &Services) -> Result<()> {
    println!("    {}", crate::shell::written(&command));
    crate::shell::run(command.envs(services.variables()))
}
