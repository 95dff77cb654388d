//! `bench`: the solver measured on generated instances, in CPU seconds on one thread, judged from scratch.
#![expect(
    clippy::cast_precision_loss,
    reason = "measurements are for people to read; none comes near 2^52"
)]

mod case;
mod deep;
mod growth;
mod known;
mod measure;
mod peers;
mod row;
mod unseen;

use crate::files::say;
use anyhow::{Context, Result};
use case::Case;
use clap::Args;
use console::Exit;
use known::Known;
use row::{Row, Rows};
use std::path::PathBuf;

/// What asks for the growth curve alone.
const GROWTH: &str = "growth";

/// Measures the solver.
#[derive(Args, Debug)]
pub struct Arguments {
    /// An array of `{"name","value","unit","versus","ratio"}` on standard output, and nothing else.
    #[arg(long)]
    json: bool,
    /// Fewer instances and shorter searches: a minute instead of a quarter of an hour.
    #[arg(long)]
    quick: bool,
    /// Measure the instances in this directory, not the generated ones.
    #[arg(long, value_name = "DIR")]
    instances: Option<PathBuf>,
    /// CPU seconds for each design, in place of those of the plan.
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    seconds: Option<u64>,
    /// Seed of the searches.
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// Only cases whose name contains this; `growth` is the curve alone.
    #[arg(long, value_name = "PART")]
    only: Option<String>,
    /// A file of best known costs to compare with and to improve; the ones built in when absent.
    #[arg(long, value_name = "FILE")]
    best_known: Option<PathBuf>,
    /// Measure on this many fresh instances of 60 people (a third as many of 300, a tenth of 1,500): gaps to the
    /// proven bound. With it, `--only` is a number of people.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000))]
    unseen: Option<u64>,
    /// Seed of the first fresh instance, to see the same ones again; drawn from the clock when absent.
    #[arg(long, value_name = "N")]
    from: Option<u64>,
    /// Run the general solvers that are installed beside ours, on ten fresh instances of 60 and of 300 people.
    #[arg(long)]
    peers: bool,
    /// The Python that has the peers' packages.
    #[arg(long, default_value = "python3", value_name = "FILE")]
    python: PathBuf,
}

/// Runs the command. Exit code 1 when any timetable broke a hard rule.
pub(crate) fn run(arguments: &Arguments) -> Result<Exit> {
    let mut rows = Rows::new(!arguments.json);
    if arguments.unseen.is_some() || arguments.peers {
        measure_fresh(arguments, &mut rows)?;
    } else {
        measure_plan(arguments, &mut rows)?;
    }
    if arguments.json {
        say(&rows.json());
    }
    Ok(Exit::found(rows.broken > 0))
}

/// Instances that nobody has seen, ours alone or beside the peers.
fn measure_fresh(arguments: &Arguments, rows: &mut Rows) -> Result<()> {
    let plan = unseen::Plan {
        count: usize::try_from(arguments.unseen.unwrap_or(0))?,
        from: arguments.from.unwrap_or_else(unseen::fresh_seed),
        seconds: arguments.seconds,
        seed: arguments.seed,
        only: arguments.only.as_deref(),
    };
    if plan.count > 0 {
        unseen::measure(&plan, rows)?;
    }
    if arguments.peers {
        peers::measure(&plan, &arguments.python, rows)?;
    }
    Ok(())
}

/// The planned cases: those of a directory or the generated ones.
fn measure_plan(arguments: &Arguments, rows: &mut Rows) -> Result<()> {
    let mut known = Known::read(arguments.best_known.as_deref())?;
    let mut cases = match &arguments.instances {
        Some(dir) => case::of_directory(dir)?,
        None => case::generated(arguments.quick),
    };
    if let Some(part) = &arguments.only {
        cases.retain(|c| c.name.contains(part));
    }
    for case in &mut cases {
        if let Some(seconds) = arguments.seconds {
            case.seconds = seconds;
        }
        measure_case(case, arguments.seed, &mut known, rows).with_context(|| case.name.clone())?;
        // After each, so that a bench that is ended early has not searched for nothing.
        if let Some(path) = &arguments.best_known {
            known.write(path)?;
        }
    }
    let curve = arguments.only.as_deref().is_none_or(|part| part == GROWTH);
    if arguments.instances.is_none() && curve {
        growth::measure(arguments.quick, arguments.seed, rows)?;
    }
    Ok(())
}

fn measure_case(case: &Case, seed: u64, known: &mut Known, rows: &mut Rows) -> Result<()> {
    let instance = case.instance()?;
    let people = instance.people().len();
    let run = measure::design(&instance, seed, case.seconds);
    rows.broken += run.broken;
    let how = format!(
        "design, {} CPU seconds on one thread, search seed {seed}",
        case.seconds
    );
    let best = known.better(&case.name, run.cost, run.placed, &how);
    let name = |what: &str| format!("design/{}/{what}", case.name);
    rows.title(&format!(
        "design {}: {people} people, {} CPU s",
        case.name, case.seconds
    ));
    rows.add(Row::new(name("cost"), run.cost as f64, "cost").versus(best as f64));
    rows.add(Row::new(name("placed"), run.placed as f64, "people").versus(people as f64));
    rows.add(Row::new(name("bound"), run.bound as f64, "cost").versus(run.cost as f64));
    rows.add(Row::new(name("broken"), run.broken as f64, "rules"));
    let within = |percent: i64| run.seconds_to(best + best * percent / 100);
    rows.add_some(name("seconds-to-first"), run.seconds_to(i64::MAX), "s");
    rows.add_some(name("seconds-to-5-percent"), within(5), "s");
    rows.add_some(name("seconds-to-1-percent"), within(1), "s");
    rows.add(Row::new(name("memory"), run.memory_mib, "MiB"));
    if case.deep {
        deep::place(&case.name, &instance, &run.solution, rows);
        deep::assign(&case.name, &instance, &run.solution, seed, rows);
        deep::repair(&case.name, &instance, &run.solution, seed, rows);
    }
    Ok(())
}
