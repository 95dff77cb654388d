#![doc = include_str!("../README.md")]
// Printing goes through `console`, which knows closed pipes and full disks; `println!` panics on both.
#![deny(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;

mod background;
mod backup;
mod bench;
mod chance;
mod check;
mod command;
mod config;
mod demo;
mod exit;
mod hatch;
mod http;
mod journal;
mod key;
mod logs;
mod mail;
mod manual;
mod measures;
mod migrate;
mod opening;
mod place;
mod program;
mod push;
mod rotate;
mod serve;
mod user;

fn main() -> ExitCode {
    let exit = command::read().and_then(command::run);
    console::end(exit::of(exit)).into()
}
