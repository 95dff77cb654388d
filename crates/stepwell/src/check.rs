//! `stepwell check`: whether everything is as it should be, and what to do about the rest.

use crate::config::{Config, PlaceFlags, ServeFlags};
use std::process::ExitCode;

mod machine;
mod store;

/// What one look found.
pub enum Finding {
    /// As it should be.
    Fine(String),
    /// Nothing is wrong, and something could be better.
    Note(String),
    /// Something is wrong; what, and what to do about it.
    Problem(String),
}

/// A finding with what was looked at.
pub type Line = (&'static str, Finding);

impl Finding {
    fn of<T>(result: anyhow::Result<T>, fine: impl FnOnce(T) -> String) -> Self {
        match result {
            Ok(value) => Self::Fine(fine(value)),
            Err(error) => Self::Problem(format!("{error:#}")),
        }
    }
}

/// Looks, prints a line for each thing, and answers 1 when something is wrong.
pub fn run(place: &PlaceFlags, serve: &ServeFlags) -> ExitCode {
    let config = match Config::load(place, serve) {
        Ok(config) => config,
        Err(error) => {
            print(&[("configuration", Finding::Problem(format!("{error:#}")))]);
            return ExitCode::FAILURE;
        }
    };
    let mut lines = machine::lines(&config);
    lines.extend(store::lines(&config));
    print(&lines);
    let problems = lines
        .iter()
        .filter(|(_, finding)| matches!(finding, Finding::Problem(_)))
        .count();
    match problems {
        0 => {
            println!("\nEverything is as it should be.");
            ExitCode::SUCCESS
        }
        1 => {
            println!("\nOne thing is not as it should be.");
            ExitCode::FAILURE
        }
        more => {
            println!("\n{more} things are not as they should be.");
            ExitCode::FAILURE
        }
    }
}

fn print(lines: &[Line]) {
    for (what, finding) in lines {
        let (mark, text) = match finding {
            Finding::Fine(text) => ("ok     ", text),
            Finding::Note(text) => ("note   ", text),
            Finding::Problem(text) => ("PROBLEM", text),
        };
        println!("{mark}  {what:14}  {text}");
    }
}
