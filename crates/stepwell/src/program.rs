//! `stepwell program`: files to begin with, what a program file comes to, and what does not add up. Stores nothing.

use anyhow::{Result, bail};
use care::daytime::length_text;
use care::groups::group::meetings_text;
use care::groups::program_file::{
    Example, FILE_BYTES_MAX, Planned, ProgramPlan, Settle, examples, load,
};
use care::people::pathway::{AskedOutside, EntryCondition, Pathway, Phase};
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
                "minutes": group.minutes, "telehealth": group.telehealth, "phases": group.phases,
                "one_of": group.one_of.as_ref().map(care::Line::as_str), "open_to_all": group.open_to_all,
            })
        })
        .collect();
    let phases: Vec<_> = plan.pathway.iter().flat_map(Pathway::numbered).collect();
    let phases: Vec<_> = phases
        .into_iter()
        .map(|(number, phase)| {
            json!({
                "number": number, "name": phase.name.as_str(), "level": phase.level.code(),
                "lasts": phase.length.text(), "minutes_week": phase.week_minutes,
                "entry": phase.entry.as_ref().map(EntryCondition::text),
                "outside": phase.outside.as_ref().map(AskedOutside::text),
                "then": plan.pathway.as_ref().and_then(|pathway| pathway.next(number)),
            })
        })
        .collect();
    let weeks: Vec<_> = plan
        .weeks
        .iter()
        .map(|(of, minutes)| json!({ "of": of, "minutes": minutes }))
        .collect();
    json!({
        "name": plan.name.as_str(), "level": plan.level.code(), "phases": phases, "groups": groups, "weeks": weeks, "does_not_add_up": plan.findings,
        "settled": plan.settled, "rules": plan.rules,
    })
}

/// One program as lines.
fn words(plan: &ProgramPlan) -> Result<String> {
    let mut text = String::new();
    writeln!(text, "{} ({})", plan.name, plan.level.label())?;
    for (number, phase) in plan.pathway.iter().flat_map(Pathway::numbered) {
        writeln!(
            text,
            "  Phase {number}, {}: {}, {}{}",
            phase.name,
            phase.level.label().to_lowercase(),
            phase.length.text(),
            beside(plan, number, phase)
        )?;
    }
    for group in &plan.groups {
        let weeks = group
            .stay_weeks
            .map(|weeks| format!(", weeks {} to {} of a stay", weeks.first, weeks.last));
        writeln!(
            text,
            "  {}: {}, {}{}{}",
            group.name,
            meetings_text(&group.meetings).replace('\n', "; "),
            length_text(u32::from(group.minutes)),
            weeks.unwrap_or_default(),
            for_whom(plan, group)
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

/// What else is said of a phase.
fn beside(plan: &ProgramPlan, number: u16, phase: &Phase) -> String {
    let entry = phase.entry.as_ref().map(EntryCondition::text);
    let outside = phase.outside.as_ref().map(AskedOutside::text);
    let next = plan
        .pathway
        .as_ref()
        .and_then(|pathway| pathway.next(number));
    let then = next.filter(|next| *next != number + 1);
    [
        entry.map(|entry| format!("; before it: {entry}")),
        outside.map(|outside| format!("; outside: {outside}")),
        then.map(|then| format!("; then phase {then}")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// For whom a group is.
fn for_whom(plan: &ProgramPlan, group: &Planned) -> String {
    let pathway = plan.pathway.iter();
    let phases = pathway.flat_map(Pathway::numbered);
    let names: Vec<&str> = phases
        .filter(|(number, _)| group.phases.contains(number))
        .map(|(_, phase)| phase.name.as_str())
        .collect();
    let mut text = String::new();
    if !names.is_empty() {
        text = format!(", in {}", names.join(" and "));
    }
    if let Some(one_of) = &group.one_of {
        text = format!("{text}, one of {one_of}");
    }
    if group.open_to_all {
        text.push_str(", open to every program");
    }
    text
}
