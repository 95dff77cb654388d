//! `place`: the best week of one person among the groups that run, and what else they could choose.

use crate::files::{Loaded, Meta, Output, fingerprint, say};
use crate::solve::Parts;
use crate::week;
use crate::words::{day_name, thousands};
use anyhow::Result;
use clap::Args;
use console::Exit;
use serde_json::{Value, json};
use std::path::PathBuf;
use timetable::{Choices, Differs, Placement, Solution, place_one};

/// Finds the best week of one person with everybody else's as they are.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The instance, as JSON.
    instance: PathBuf,
    /// The timetable, as JSON.
    solution: PathBuf,
    /// Whom to place: a number, or a name that only one person has.
    #[arg(long, value_name = "P")]
    person: String,
    /// Where the timetable with the best week in it goes.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// One JSON object on standard output.
    #[arg(long)]
    json: bool,
}

/// Runs the command. Exit code 0 also when no week is possible: that is an answer.
pub(crate) fn run(arguments: &Arguments) -> Result<Exit> {
    let loaded = Loaded::read(&arguments.instance)?;
    let (mut solution, _) = loaded.sound_solution(&arguments.solution)?;
    let person = loaded.person("--person", &arguments.person)?;
    let out = match &arguments.out {
        Some(path) => Some(Output::open(Some(path))?),
        None => None,
    };
    let choices = place_one(&loaded.instance, &solution, person);
    if arguments.json {
        say(&object(person, &choices).to_string());
    } else {
        describe(&loaded, &solution, person, &choices);
    }
    if let (Some(out), Some(best)) = (out, choices.weeks.first()) {
        solution.weeks[person] = Some(best.week.clone());
        let meta = Meta {
            instance: Some(fingerprint(&loaded.instance)),
            ..Meta::default()
        };
        out.finish(&meta.file(&solution))?;
    }
    Ok(Exit::Well)
}

fn describe(loaded: &Loaded, solution: &Solution, person: usize, choices: &Choices) {
    let name = &loaded.instance.people()[person].name;
    if choices.weeks.is_empty() {
        say(&format!(
            "{name} (person {person}): no week is possible in the groups that run and the seats left; what it would \
             take: stepwell timetable explain INSTANCE SOLUTION --person {person}"
        ));
        return;
    }
    let proof = if choices.exact { "" } else { " (not proven)" };
    for choice in &choices.weeks {
        let head = match choice.differs {
            Differs::Best => format!("{name} (person {person}): best week{proof}"),
            other => format!("\nOr {}", said(other)),
        };
        say(&format!("{head}, cost {}", thousands(choice.cost)));
        for line in week::lines(&loaded.instance, solution, person, &choice.week) {
            say(&format!("  {line}"));
        }
        let parts = Parts(&choice.parts).inline();
        if !parts.is_empty() {
            say(&format!("  of which {parts}"));
        }
    }
}

/// How a week differs from the best, in words.
pub(crate) fn said(differs: Differs) -> String {
    match differs {
        Differs::Best => "the best week".into(),
        Differs::OtherProcessGroup => "in another process group".into(),
        Differs::WithoutDay(day) => format!("with {} free", day_name(day)),
    }
}

fn object(person: usize, choices: &Choices) -> Value {
    let one = |c: &Placement| {
        let differs = match c.differs {
            Differs::Best => json!("best"),
            Differs::OtherProcessGroup => json!("other-process-group"),
            Differs::WithoutDay(day) => json!({ "without_day": day }),
        };
        json!({
            "week": week::json(&c.week), "cost": c.cost, "parts": Parts(&c.parts).json(), "differs": differs,
        })
    };
    let weeks: Vec<Value> = choices.weeks.iter().map(one).collect();
    json!({ "person": person, "exact": choices.exact, "weeks": weeks })
}
