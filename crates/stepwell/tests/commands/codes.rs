//! What exit codes mean, in every command there is: 0 all is well, 1 something was found, 2 it could not look.

use crate::common::Home;
use crate::pipes::{cut_off, on_a_full_disk};
use std::collections::BTreeSet;

/// What makes each command fail to look, and a piece of what it says then. A database that is not there, wherever a
/// command takes one; otherwise another thing that it needs.
const CANNOT_LOOK: &[(&str, &str, &str)] = &[
    ("backup", "new --database absent.db", "no database"),
    ("bench-hours", "--no-such-flag", "--no-such-flag"),
    ("bench-place", "--no-such-flag", "--no-such-flag"),
    ("bench-record", "--folder absent/folder", "No such file"),
    ("bench-today", "--no-such-flag", "--no-such-flag"),
    ("bench-week", "--no-such-flag", "--no-such-flag"),
    ("check", "--database absent.db", "no database at absent.db"),
    ("completions", "no-such-shell", "no-such-shell"),
    ("demo", "--port no-such-port", "no-such-port"),
    (
        "journal-export",
        "--out - --database absent.db",
        "no database at absent.db",
    ),
    (
        "journal-verify",
        "--database absent.db",
        "no database at absent.db",
    ),
    (
        "key-rotate",
        "--database absent.db",
        "no database at absent.db",
    ),
    ("man", "file/folder", "file/folder"),
    ("measures-import", "absent.json", "absent.json"),
    ("measures-list", "--config absent.toml", "absent.toml"),
    ("measures-score", "phq-9 absent.json", "absent.json"),
    ("measures-show", "no-such-code", "no-such-code"),
    (
        "migrate",
        "--database absent.db",
        "no database at absent.db",
    ),
    ("place", "absent.json", "absent.json"),
    ("program-check", "absent.toml", "absent.toml"),
    ("program-examples", "99", "no such example"),
    ("restore", "absent --to here.db", "absent"),
    // A server makes a database that is not there; one that cannot be opened it has to refuse.
    ("serve", "--listen 127.0.0.1:0 --database folder", "folder"),
    ("timetable-bench", "--instances absent", "absent"),
    ("timetable-check", "absent.json absent.json", "absent.json"),
    (
        "timetable-compare",
        "absent.json a.json b.json",
        "absent.json",
    ),
    (
        "timetable-explain",
        "absent.json a.json --unplaced",
        "absent.json",
    ),
    (
        "timetable-generate",
        "10 --out absent/x.json",
        "absent/x.json",
    ),
    (
        "timetable-place",
        "absent.json a.json --person 0",
        "absent.json",
    ),
    (
        "timetable-repair",
        "absent.json a.json --leader-out 1@tue --out x.json",
        "absent.json",
    ),
    ("timetable-solve", "absent.json --out x.json", "absent.json"),
    (
        "timetable-svg",
        "absent.json a.json --site 0",
        "absent.json",
    ),
    (
        "user-add",
        "--email a@b.example --name Ana,Lind --role auditor --database absent.db",
        "no database at absent.db",
    ),
    (
        "user-confirm",
        "--email a@b.example --database absent.db",
        "no database at absent.db",
    ),
    (
        "user-disable",
        "--email a@b.example --database absent.db",
        "no database at absent.db",
    ),
    (
        "user-enable",
        "--email a@b.example --database absent.db",
        "no database at absent.db",
    ),
    (
        "user-give",
        "--email a@b.example --role auditor --database absent.db",
        "no database at absent.db",
    ),
    (
        "user-import",
        "absent.csv --database absent.db",
        "absent.csv",
    ),
    (
        "user-link",
        "--email a@b.example --database absent.db",
        "no database at absent.db",
    ),
    (
        "user-list",
        "--database absent.db",
        "no database at absent.db",
    ),
];

/// Commands whose last word says that they list, check or verify.
const LOOK: [&str; 4] = ["list", "check", "verify", "show"];

/// Every command that does something, as the program itself names them: it writes a manual page for each.
fn commands(home: &Home) -> BTreeSet<String> {
    let ran = home.run(&["man", "pages"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let pages: Vec<String> = std::fs::read_dir(home.path("pages"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .map(|name| name.trim_end_matches(".1").to_owned())
        .collect();
    let has_below = |name: &String| {
        pages
            .iter()
            .any(|page| page.starts_with(&format!("{name}-")))
    };
    pages
        .iter()
        .filter(|name| !has_below(name))
        .filter_map(|name| name.strip_prefix("stepwell-"))
        .map(str::to_owned)
        .collect()
}

fn words(command: &str) -> Vec<&str> {
    command.split('-').collect()
}

#[test]
fn every_command_that_could_not_look_says_so_with_the_code_2_and_makes_nothing() {
    let home = Home::new();
    std::fs::write(home.path("file"), "a file").unwrap();
    std::fs::create_dir(home.path("folder")).unwrap();
    let known: BTreeSet<String> = CANNOT_LOOK.iter().map(|row| row.0.to_owned()).collect();
    assert_eq!(
        commands(&home),
        known,
        "a command has no row in CANNOT_LOOK"
    );
    for (command, rest, said) in CANNOT_LOOK {
        let mut args = words(command);
        args.extend(rest.split(' '));
        let ran = home.run(&args);
        assert_eq!(ran.code, Some(2), "{command}: {ran:?}");
        assert!(
            ran.err.contains(said) || ran.out.contains(said),
            "{command}: {said:?} is not in {ran:?}"
        );
        assert!(!ran.err.contains("panicked"), "{command}: {ran:?}");
    }
    for made in ["absent.db", "stepwell.db", "here.db", "x.json", "new"] {
        assert!(!home.path(made).exists(), "{made} was made");
    }
}

#[test]
fn every_command_refuses_a_flag_it_does_not_know_with_the_code_2() {
    let home = Home::new();
    for command in commands(&home) {
        let mut args = words(&command);
        args.push("--no-such-flag");
        let ran = home.run(&args);
        assert_eq!(ran.code, Some(2), "{command}: {ran:?}");
    }
}

#[test]
fn every_command_that_lists_checks_or_verifies_answers_machines_too() {
    let home = Home::new();
    for command in commands(&home) {
        let last = command.rsplit('-').next().unwrap();
        if LOOK.contains(&last) {
            let mut args = words(&command);
            args.push("--help");
            let ran = home.run(&args);
            assert!(ran.out.contains("--json"), "{command} has no --json");
        }
    }
}

#[test]
fn the_help_of_every_command_can_be_cut_off_and_a_full_disk_is_told() {
    let home = Home::new();
    for command in commands(&home) {
        let mut args = words(&command);
        args.push("--help");
        let ended = cut_off(&home, &args);
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(
            ended.status.success() && said.is_empty(),
            "{command}: {said}"
        );
        let ended = on_a_full_disk(&home, &args);
        assert_eq!(ended.status.code(), Some(2), "{command} on a full disk");
    }
}

#[test]
fn help_is_no_wider_than_a_terminal_usually_is() {
    let home = Home::new();
    for command in commands(&home) {
        let mut args = words(&command);
        args.push("--help");
        let ran = home.run(&args);
        // Only what clap lays out: examples are lines that somebody copies.
        let laid_out = ran.out.split("Example").next().unwrap_or_default();
        for line in laid_out.lines().filter(|line| !line.starts_with("Usage:")) {
            assert!(line.chars().count() <= 120, "{command}: {line:?}");
        }
    }
}
