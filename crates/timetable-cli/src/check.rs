//! `check`: the judge.

use crate::files::{Loaded, plural, say};
use crate::solve::Parts;
use crate::words::thousands;
use anyhow::Result;
use clap::Args;
use console::Exit;
use serde_json::json;
use std::path::PathBuf;
use timetable::score;

/// How many broken rules are spelled out for people; machines get them all.
const BROKEN_SHOWN_MAX: usize = 20;

/// Judges a timetable from scratch.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The instance, as JSON.
    instance: PathBuf,
    /// The timetable, as JSON.
    solution: PathBuf,
    /// One JSON object on standard output.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Exit> {
    let loaded = Loaded::read(&arguments.instance)?;
    let solution = loaded.solution(&arguments.solution)?;
    let scored = score(&loaded.instance, &solution);
    let (placed, people) = (solution.placed(), loaded.instance.people().len());
    let broken: Vec<String> = scored.broken.iter().map(ToString::to_string).collect();
    if arguments.json {
        let verdict = json!({
            "cost": scored.total, "placed": placed, "people": people, "broken": broken,
            "parts": Parts(&scored.parts).json(),
        });
        say(&verdict.to_string());
    } else {
        for rule in broken.iter().take(BROKEN_SHOWN_MAX) {
            say(&format!("broken: {rule}"));
        }
        if broken.len() > BROKEN_SHOWN_MAX {
            say(&format!("and {} more", broken.len() - BROKEN_SHOWN_MAX));
        }
        say(&format!(
            "placed {placed} of {people}; {} hard rule{} broken; cost {}\n{}",
            broken.len(),
            plural(broken.len()),
            thousands(scored.total),
            Parts(&scored.parts).lines()
        ));
    }
    Ok(Exit::found(!broken.is_empty()))
}
