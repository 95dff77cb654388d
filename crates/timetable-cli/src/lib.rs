#![doc = include_str!("../README.md")]
// Printing goes through `console`, which knows closed pipes and full disks; `println!` panics on both.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod bench;
mod check;
mod clock;
mod compare;
mod explain;
mod files;
pub mod generate;
mod place;
mod progress;
mod repair;
mod solve;
mod svg;
mod week;
mod words;

use clap::Subcommand;
use console::Exit;

/// What these commands are for, in one line.
pub const ABOUT: &str = "Fit an intensive program around the lives of the people in it";

/// The `stepwell timetable` commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make an instance: people with lives, staff, rooms and groups
    Generate(generate::Arguments),
    /// Design a timetable, or assign people to groups that are fixed
    Solve(solve::Arguments),
    /// Judge a timetable: hard rules, and cost by part; exit code 1 when a rule is broken
    Check(check::Arguments),
    /// Find the best week of one person, and what else they could choose
    Place(place::Arguments),
    /// Explain a week, a wish, a missing week, or a site
    Explain(explain::Arguments),
    /// Repair a published timetable after a change, touching as few people as possible
    Repair(repair::Arguments),
    /// Tell what one timetable changes against another
    Compare(compare::Arguments),
    /// Draw the week of a site or of a person
    Svg(svg::Arguments),
    /// Measure the solver on generated instances
    Bench(bench::Arguments),
}

/// Runs a command; what a judge finds is a timetable that breaks a hard rule.
pub fn run(command: Command) -> anyhow::Result<Exit> {
    match command {
        Command::Generate(a) => generate::run(&a),
        Command::Solve(a) => solve::run(&a),
        Command::Check(a) => check::run(&a),
        Command::Place(a) => place::run(&a),
        Command::Explain(a) => explain::run(&a),
        Command::Repair(a) => repair::run(&a),
        Command::Compare(a) => compare::run(&a),
        Command::Svg(a) => svg::run(&a),
        Command::Bench(a) => bench::run(&a),
    }
}
