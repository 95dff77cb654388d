//! `stepwell program check`: what a program file comes to, and what does not add up. Stores nothing.

use anyhow::Result;
use care::daytime::length_text;
use care::groups::group::meetings_text;
use care::groups::program_file::{FILE_BYTES_MAX, ProgramPlan, Settle, load};
use clap::Subcommand;
use console::{Exit, Found};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What can be done with a program file.
#[derive(Subcommand)]
pub enum Command {
    /// Print what each program of a file comes to, and what does not add up
    Check {
        /// The program file (TOML); programs/examples.toml shows every form
        file: PathBuf,
        /// Print JSON instead of lines
        #[arg(long)]
        json: bool,
    },
}

/// Does what was asked.
pub fn run(command: Command) -> Result<Exit> {
    match command {
        Command::Check { file, json } => check(&file, json),
    }
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
