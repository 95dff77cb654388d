//! The stages, in the order in which they find mistakes soonest.

use std::path::Path;
use std::process::Command;

use crate::{place, shell};

/// The crate with the binary, and its test target that drives a browser.
const BINARY: &str = "stepwell";
const BROWSER_TARGET: &str = "browser";

/// Something that is not Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Postgres,
    Strace,
    Driver,
    Axe,
    Deny,
    Icalendar,
}

/// One step of `cargo xtask test`.
#[derive(Debug)]
pub struct Stage {
    pub name: &'static str,
    pub about: &'static str,
    pub needs: &'static [Need],
    /// Whether it is worth running when something that it needs is missing: its tests then say what they skip.
    pub runs_without: bool,
    pub commands: fn() -> Vec<Command>,
}

pub const STAGES: [Stage; 7] = [
    Stage {
        name: "format",
        about: "is everything formatted",
        needs: &[],
        runs_without: true,
        commands: || vec![cargo("fmt --all --check -- --files-with-diff")],
    },
    Stage {
        name: "clippy",
        about: "the house rules that a compiler can check",
        needs: &[],
        runs_without: true,
        commands: || vec![cargo("clippy --workspace --all-targets -- -D warnings")],
    },
    Stage {
        name: "docs",
        about: "the documentation builds and its links lead somewhere",
        needs: &[],
        runs_without: true,
        commands: docs,
    },
    Stage {
        name: "unit",
        about: "unit, property and store tests of every crate but the binary",
        needs: &[Need::Postgres, Need::Strace, Need::Icalendar],
        runs_without: true,
        commands: unit,
    },
    Stage {
        name: "http",
        about: "the binary over HTTP and on the command line",
        needs: &[Need::Postgres],
        runs_without: true,
        commands: http,
    },
    Stage {
        name: "browser",
        about: "the pages in a real browser",
        needs: &[Need::Postgres, Need::Driver, Need::Axe],
        runs_without: false,
        commands: || vec![cargo(&format!("test --workspace --test {BROWSER_TARGET}"))],
    },
    Stage {
        name: "deny",
        about: "what we depend on: banned crates, licenses, sources",
        needs: &[Need::Deny],
        runs_without: false,
        commands: || {
            vec![cargo(
                "deny check --hide-inclusion-graph bans licenses sources",
            )]
        },
    },
];

/// Cargo with the words of this line.
fn cargo(line: &str) -> Command {
    let mut cargo = shell::cargo();
    cargo.args(line.split_whitespace());
    cargo
}

fn docs() -> Vec<Command> {
    let mut docs = cargo("doc --workspace --no-deps");
    docs.env("RUSTDOCFLAGS", "-D warnings");
    vec![docs]
}

/// Every library, program and test target but the binary's own. All three test stages select the whole workspace, so
/// that cargo settles on one set of features and builds each dependency once.
fn unit() -> Vec<Command> {
    let mut targets = Vec::new();
    for folder in std::fs::read_dir(place::root().join("crates"))
        .into_iter()
        .flatten()
        .flatten()
    {
        if folder.file_name() != BINARY {
            targets.extend(targets_in(&folder.path()));
        }
    }
    let mut tests = cargo("test --workspace --lib --bins");
    name(&mut tests, targets);
    vec![tests, cargo("test --workspace --doc")]
}

/// Every test target of the binary by name, because cargo cannot be told to leave one out.
fn http() -> Vec<Command> {
    let mut tests = cargo("test --workspace");
    name(
        &mut tests,
        targets_in(&place::root().join("crates").join(BINARY)),
    );
    vec![tests]
}

fn name(command: &mut Command, mut targets: Vec<String>) {
    targets.sort();
    targets.dedup();
    let named = targets.iter().filter(|target| *target != BROWSER_TARGET);
    command.args(named.flat_map(|target| ["--test", target]));
}

/// The names of a crate's test targets.
fn targets_in(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder.join("tests"))
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| {
            let path = entry.path();
            path.extension().is_some_and(|ending| ending == "rs") || path.join("main.rs").is_file()
        })
        .filter_map(|entry| Some(entry.path().file_stem()?.to_str()?.to_owned()))
        .collect()
}
