//! `stepwell program`: files to begin with, what a program file comes to, and what does not add up. Stores nothing.

use anyhow::{Result, bail};
use care::daytime::length_text;
use care::groups::group::meetings_text;
use care::groups::program_file::{Example, FILE_BYTES_MAX, ProgramPlan, Settle, examples, load};
use clap::Subcommand;
use console::{Exit, Found};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What can be done with a program file.
#[derive(Subcommand)]
pub enum Command {
    /// List the programs that come along to begin with, or print one as a file
    #[command(after_help = EXAMPLES)]
    Examples {
        /// Which of them, by its number in the list
        number: Option<usize>,
        /// Print JSON instead of lines
        #[arg(long)]
        json: bool,
    },
    /// Print what each program of a file comes to, and what does not add up
    Check {
        /// The program file (TOML); `stepwell program examples` prints some to begin with
        file: PathBuf,
        /// Print JSON instead of lines
        #[arg(long)]
        json: bool,
    },
}

const EXAMPLES: &str = "\
Example:
  stepwell program examples                  see which there are
  stepwell program examples 2 > ours.toml    begin a file with the second
  stepwell program check ours.toml           see what it comes to";

/// Does what was asked.
pub fn run(command: Command) -> Result<Exit> {
    match command {
        Command::Examples { number, json } => show_examples(number, json),
        Command::Check { file, json } => check(&file, json),
    }
}

fn show_examples(number: Option<usize>, as_json: bool) -> Result<Exit> {
    let all = examples();
    let numbered = all.iter().zip(1..);
    let chosen: Vec<_> = numbered
        .filter(|(_, at)| number.is_none_or(|number| number == *at))
        .collect();
    if chosen.is_empty() {
        bail!(
            "There is no such example; they are numbered from 1 to {}.",
            all.len()
        );
    }
    if as_json {
        let object = |(example, at): &(&Example, usize)| json!({ "number": at, "name": example.name, "shows": example.shows, "text": example.text });
        let objects: Vec<_> = chosen.iter().map(object).collect();
        console::say!("{}", serde_json::to_string_pretty(&objects)?);
        return Ok(Exit::Well);
    }
    for (example, at) in chosen {
        if number.is_some() {
            console::say!("{}", example.text);
        } else {
            console::say!("{at}  {}\n   {}", example.name, example.shows);
        }
    }
    Ok(Exit::Well)
}

fn check(file: &Path, as_json: bool) -> Result<Exit> {
    let name = console::name(file);
    let text = console::read_text(file, FILE_BYTES_MAX as u64)?;
    let plans = load(&name, &text, &Settle::default()).map_err(|wrong| Found(wrong.to_string()))?;
    if as_json {
        let all: Vec<_> = plans.iter().map(object).collect();
        console::say!("{}", serde_json::to_string_pretty(&all)?);
    } else {
        for plan in &plans {
            console::put!("{}", words(plan)?);
        }
    }
    Ok(Exit::found(
        plans.iter().any(|plan| !plan.findings.is_empty()),
    ))
}

/// One program for machines.
fn object(plan: &ProgramPlan) -> Value {
    let groups: Vec<_> = plan
        .groups
        .iter()
        .map(|group| {
            json!({
                "name": group.name.as_str(), "meetings": meetings_text(&group.meetings),
                "minutes": group.minutes, "telehealth": group.telehealth,
            })
        })
        .collect();
    let weeks: Vec<_> = plan
        .weeks
        .iter()
        .map(|(of, minutes)| json!({ "of": of, "minutes": minutes }))
        .collect();
    json!({
        "name": plan.name.as_str(), "groups": groups, "weeks": weeks, "does_not_add_up": plan.findings,
        "settled": plan.settled, "rules": plan.rules,
    })
}

/// One program as lines.
fn words(plan: &ProgramPlan) -> Result<String> {
    let mut text = String::new();
    writeln!(text, "{}", plan.name)?;
    for group in &plan.groups {
        let weeks = group
            .stay_weeks
            .map(|weeks| format!(", weeks {} to {} of a stay", weeks.first, weeks.last));
        writeln!(
            text,
            "  {}: {}, {}{}",
            group.name,
            meetings_text(&group.meetings).replace('\n', "; "),
            length_text(u32::from(group.minutes)),
            weeks.unwrap_or_default()
        )?;
    }
    for (of, sum) in &plan.weeks {
        writeln!(text, "  {of}: {} a week", length_text(*sum))?;
    }
    for finding in &plan.findings {
        writeln!(text, "  Does not add up: {finding}")?;
    }
    for settled in &plan.settled {
        writeln!(text, "  Settled: {settled}")?;
    }
    for rule in &plan.rules {
        writeln!(text, "  Its rule: {rule}")?;
    }
    writeln!(text)?;
    Ok(text)
}
