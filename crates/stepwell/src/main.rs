#![doc = include_str!("../README.md")]

use clap::Parser as _;
use std::process::ExitCode;

mod background;
mod chance;
mod command;
mod config;
mod demo;
mod http;
mod key;
mod logs;
mod mail;
mod migrate;
mod opening;
mod serve;

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
