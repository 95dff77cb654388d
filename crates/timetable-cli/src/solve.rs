//! `solve`: a whole timetable, or everybody's weeks in groups that are fixed.

mod report;

pub(crate) use report::{Parts, report};

use crate::clock;
use crate::files::{Loaded, Meta, Output, fingerprint, plural};
use crate::progress::follow;
use anyhow::{Result, bail};
use clap::Args;
use console::Exit;
use std::path::{Path, PathBuf};
use std::time::Duration;
use timetable::{Control, DesignAnswer, Event, Instance, Options, Running, Solution, score};

/// Longest search, in seconds.
const SECONDS_MAX: f64 = 7.0 * 24.0 * 3600.0;
/// Most threads of one search.
const THREADS_MAX: u64 = 256;

/// Designs a timetable: the groups' times, leaders and rooms, and everybody's week.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The instance, as JSON.
    instance: PathBuf,
    /// A timetable whose groups are kept exactly as they are: only people are assigned.
    #[arg(long, value_name = "GROUPS")]
    fixed: Option<PathBuf>,
    /// Where the timetable goes; `-` is standard output.
    #[arg(long, value_name = "FILE", required_unless_present = "json")]
    out: Option<PathBuf>,
    #[command(flatten)]
    search: Search,
}

/// How long and how a search searches.
#[derive(Args, Clone, Debug)]
pub(crate) struct Search {
    /// How long to search, in seconds [default: 10, or no limit with --iterations].
    #[arg(long, value_name = "S", value_parser = seconds, allow_negative_numbers = true)]
    pub seconds: Option<Duration>,
    /// Count the CPU time of all threads instead of the time on the clock.
    #[arg(long)]
    pub cpu: bool,
    /// How many steps each thread takes: the same answer on any machine.
    #[arg(long, value_name = "N")]
    pub iterations: Option<u64>,
    /// The same seed and iterations give the same answer.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// How many threads search.
    #[arg(long, default_value_t = 1, value_name = "T", value_parser = clap::value_parser!(u64).range(1..=THREADS_MAX))]
    pub threads: u64,
    /// One JSON object per event on standard output, then one for the result.
    #[arg(long)]
    pub json: bool,
}

fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse::<f64>() {
        Ok(s) if (0.0..=SECONDS_MAX).contains(&s) => Ok(Duration::from_secs_f64(s)),
        _ => Err(format!("give seconds from 0 to {SECONDS_MAX}")),
    }
}

impl Search {
    /// The options that the solver library takes.
    pub fn options(&self) -> Options {
        let default = Options::default();
        Options {
            seed: self.seed,
            threads: usize::try_from(self.threads).unwrap_or(1),
            time: match self.iterations {
                Some(_) => self.seconds,
                None => self.seconds.or(default.time),
            },
            steps: self.iterations,
        }
    }

    /// Runs a search under a clock, a stop flag and a listener of the command line.
    pub fn run<R>(
        &self,
        people: usize,
        search: impl FnOnce(&Options, &mut Control) -> R,
    ) -> Result<R> {
        let stop = clock::stop_on_interrupt()?;
        let options = self.options();
        let wall = clock::wall();
        let clock: &(dyn Fn() -> Duration + Sync) = if self.cpu { &clock::cpu } else { &wall };
        Ok(follow(
            self.json,
            people,
            options.time,
            |report: &mut dyn FnMut(Event)| {
                search(
                    &options,
                    &mut Control {
                        clock,
                        stop: &stop,
                        report,
                    },
                )
            },
        ))
    }
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Exit> {
    let loaded = Loaded::read(&arguments.instance)?;
    let fixed = match &arguments.fixed {
        Some(path) => Some(fixed_groups(&loaded, path)?),
        None => None,
    };
    let out = match &arguments.out {
        Some(path) => Some(Output::open(Some(path))?),
        None => None,
    };
    let instance = &loaded.instance;
    let search = &arguments.search;
    let answer = search.run(instance.people().len(), |options, control| match &fixed {
        Some(groups) => timetable::assign(instance, groups, options, control),
        None => timetable::design(instance, options, control),
    })?;
    let file = meta(instance, &answer, search.seed).file(&answer.solution);
    let shown = if out.as_ref().is_some_and(Output::is_standard) {
        None
    } else {
        Some(report(instance, &answer, search.json, out.is_none()))
    };
    if let Some(out) = out {
        out.finish(&file)?;
    }
    if let Some(shown) = shown {
        crate::files::say(&shown);
    }
    Ok(Exit::Well)
}

/// What a timetable's file says about how it was reached.
pub(crate) fn meta(instance: &Instance, answer: &DesignAnswer, seed: u64) -> Meta {
    Meta {
        instance: Some(fingerprint(instance)),
        cost: Some(answer.cost),
        bound: Some(answer.bound),
        seed: Some(seed),
    }
}

/// The groups of a timetable, which have to keep the rules among themselves: no week could mend them.
fn fixed_groups(loaded: &Loaded, path: &Path) -> Result<Vec<Option<Running>>> {
    let groups = loaded.solution(path)?.groups;
    let alone = Solution {
        groups,
        ..Solution::empty(&loaded.instance)
    };
    let broken = score(&loaded.instance, &alone).broken;
    if let Some(first) = broken.first() {
        bail!(
            "{}: its groups break {} hard rule{} ({first}); mend them, or leave out --fixed to design new ones",
            path.display(),
            broken.len(),
            plural(broken.len()),
        );
    }
    Ok(alone.groups)
}
