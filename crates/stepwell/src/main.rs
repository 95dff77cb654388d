#![doc = include_str!("../README.md")]

use clap::Parser as _;
use std::process::ExitCode;

mod background;
mod backup;
mod bench;
mod chance;
mod check;
mod command;
mod config;
mod demo;
mod http;
mod journal;
mod key;
mod logs;
mod mail;
mod measures;
mod migrate;
mod opening;
mod place;
mod program;
mod rotate;
mod serve;
mod user;

fn main() -> ExitCode {
    let arguments = command::Arguments::parse();
    match command::run(arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("stepwell: {error:#}");
            ExitCode::FAILURE
        }
    }
}
