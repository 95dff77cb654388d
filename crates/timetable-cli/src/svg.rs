//! `svg`: a week as a picture: a site's with its groups, or one person's with their life behind it.

mod frame;
mod lanes;
mod person;
mod rooms;
mod site;

use crate::files::{Loaded, Output};
use anyhow::{Result, bail};
use clap::Args;
use console::Exit;
use std::path::PathBuf;

/// Draws a week as SVG.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The instance, as JSON.
    instance: PathBuf,
    /// The timetable, as JSON.
    solution: PathBuf,
    #[command(flatten)]
    of: Of,
    /// Where the picture goes; standard output when absent.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Whose week.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct Of {
    /// A site's week, by number; sites count from 0.
    #[arg(long, value_name = "K")]
    site: Option<usize>,
    /// One person's week: a number, or a name that only one person has.
    #[arg(long, value_name = "P")]
    person: Option<String>,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Exit> {
    let loaded = Loaded::read(&arguments.instance)?;
    let solution = loaded.solution(&arguments.solution)?;
    let picture = match (&arguments.of.site, &arguments.of.person) {
        (Some(k), _) => {
            let sites = sites(&loaded);
            if *k >= sites {
                let last = sites.saturating_sub(1);
                bail!("--site {k}: the instance has sites 0 to {last}; give one of them");
            }
            site::draw(&loaded.instance, &solution, *k)
        }
        (None, who) => {
            let person = loaded.person("--person", who.as_deref().unwrap_or_default())?;
            let life = loaded.lives().swap_remove(person).life;
            person::draw(&loaded.instance, &solution, person, life.as_deref())
        }
    };
    Output::open(arguments.out.as_deref())?.finish(&picture)?;
    Ok(Exit::Well)
}

/// How many sites an instance has.
pub(crate) fn sites(loaded: &Loaded) -> usize {
    let people = loaded.instance.people().iter().map(|p| p.site + 1);
    let groups = loaded.instance.groups().iter().filter_map(|g| g.site);
    people.chain(groups.map(|s| s + 1)).max().unwrap_or(0)
}
