//! Standing in a pipe: a reader who has seen enough, a disk that is full, “-” for standard input, lines in and out.

use crate::common::Home;
use crate::{done, found, prepared, refused};
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::process::{Output, Stdio};

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../programs/examples.toml");
const ANSWERS: &str = r#"{"1":1,"2":1,"3":1,"4":1,"5":1,"6":1,"7":1,"8":1,"9":0}"#;

/// Commands that print and need nothing but themselves.
fn printing(home: &Home) -> Vec<Vec<&'static str>> {
    std::fs::write(home.path("answers.json"), ANSWERS).unwrap();
    vec![
        vec!["measures", "list"],
        vec!["measures", "list", "--json"],
        vec!["measures", "show", "phq-9"],
        vec!["measures", "score", "phq-9", "answers.json"],
        vec!["measures", "score", "phq-9", "answers.json", "--lines"],
        vec!["program", "check", EXAMPLES],
        vec!["completions", "bash"],
        vec!["completions", "zsh"],
        vec!["completions", "fish"],
        vec!["man"],
        vec!["user", "list"],
        vec!["journal", "verify"],
        vec!["journal", "verify", "--json"],
        vec!["journal", "export", "--out", "-"],
        vec!["check"],
        vec!["timetable", "generate", "10"],
        vec!["--help"],
        vec!["--version"],
    ]
}

fn given(home: &Home, args: &[&str], input: &[u8]) -> Output {
    let mut child = home
        .command(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writing = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap();
    output
}

/// Runs a command whose reader goes away before it has read anything.
pub fn cut_off(home: &Home, args: &[&str]) -> Output {
    let mut child = home
        .command(args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    child.wait_with_output().unwrap()
}

/// Runs a command of which nothing that it prints can be written.
pub fn on_a_full_disk(home: &Home, args: &[&str]) -> Output {
    let full = File::options().write(true).open("/dev/full").unwrap();
    home.command(args).stdout(full).output().unwrap()
}

#[test]
fn a_reader_who_has_seen_enough_ends_nothing_and_is_no_error() {
    let (home, _prepared) = prepared();
    for args in printing(&home) {
        let whole = home.run(&args);
        let ended = cut_off(&home, &args);
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), whole.code, "{args:?}: {said}");
        assert_eq!(said, whole.err, "{args:?}");
    }
}

#[test]
fn what_does_not_fit_on_the_disk_is_an_error() {
    let (home, _prepared) = prepared();
    for args in printing(&home) {
        let ended = on_a_full_disk(&home, &args);
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.contains("Is the disk full?"), "{args:?}: {said}");
    }
}

#[test]
fn a_dash_is_standard_input_wherever_a_file_is_read() {
    let home = Home::new();
    let programs = std::fs::read(EXAMPLES).unwrap();
    let instance = home.run(&["timetable", "generate", "10"]);
    let commands: [(&[&str], &[u8]); 4] = [
        (&["measures", "score", "phq-9", "-"], ANSWERS.as_bytes()),
        (&["program", "check", "-", "--json"], &programs),
        (
            &["timetable", "solve", "-", "--iterations", "2", "--out", "-"],
            done(&instance).as_bytes(),
        ),
        (
            &["place", "-"],
            b"{\"assessed_on\": \"2026-03-02\", \"findings\": []}",
        ),
    ];
    for (args, input) in commands {
        let ended = given(&home, args, input);
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.code() < Some(2), "{args:?}: {said}");
        assert!(!ended.stdout.is_empty(), "{args:?}");
        let nothing = given(&home, args, b"{");
        let said = String::from_utf8_lossy(&nothing.stderr);
        assert!(said.contains("standard input"), "{args:?}: {said}");
    }
}

#[test]
fn answers_are_scored_line_by_line_and_a_wrong_line_is_answered_in_its_place() {
    let home = Home::new();
    let input = format!("{ANSWERS}\n\n{{\"1\": \"many\"}}\nno JSON\n{ANSWERS}");
    let ended = given(
        &home,
        &["measures", "score", "phq-9", "--lines", "-"],
        input.as_bytes(),
    );
    assert_eq!(ended.status.code(), Some(1));
    let lines: Vec<serde_json::Value> = String::from_utf8(ended.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0], lines[3]);
    assert!(lines[0]["scales"].is_array(), "{}", lines[0]);
    assert_eq!(
        (&lines[1]["line"], &lines[2]["line"]),
        (&3.into(), &4.into())
    );
    for wrong in &lines[1..3] {
        let error = wrong["error"].as_str().unwrap();
        assert!(
            !error.contains("expected") && !error.contains("enum"),
            "{error}"
        );
    }
}

#[test]
fn scoring_stops_when_nobody_reads_on() {
    let home = Home::new();
    let mut child = home
        .command(&["measures", "score", "phq-9", "--lines", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    writeln!(stdin, "{ANSWERS}").unwrap();
    let mut first = [0; 1];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    // Without end, until the other side has gone.
    while writeln!(stdin, "{ANSWERS}").is_ok() {}
    assert!(child.wait().unwrap().success());
}

#[test]
fn what_machines_read_is_json_and_says_the_same() {
    let (home, _prepared) = prepared();
    let json =
        |args: &[&str]| -> serde_json::Value { serde_json::from_str(&home.run(args).out).unwrap() };
    let staff = json(&["user", "list", "--json"]);
    assert!(
        staff
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["email"] == "dee@clinic.example")
    );
    let verified = json(&["journal", "verify", "--json"]);
    assert_eq!(verified["sound"], true);
    assert_eq!(verified["journals"][0]["name"], "Test Clinic");
    assert!(!verified["not_seen"].as_array().unwrap().is_empty());
    let checked = json(&["check", "--json"]);
    assert_eq!(checked["well"], true, "{checked}");
    let instruments = json(&["measures", "list", "--json"]);
    assert!(
        instruments
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["code"] == "phq-9")
    );
    assert_eq!(
        json(&["measures", "show", "phq-9", "--json"])["code"],
        "phq-9"
    );
}

#[test]
fn a_nightly_backup_says_nothing_about_its_progress() {
    let (home, _prepared) = prepared();
    let ran = home.run(&["backup", "quiet"]);
    assert_eq!(ran.err, "");
    done(&ran);
}

#[test]
fn a_manual_page_and_completions_are_made_from_the_commands() {
    let home = Home::new();
    let page = home.run(&["man"]);
    assert!(done(&page).starts_with(".ie"), "{}", &page.out[..80]);
    assert!(page.out.contains("journal"), "{}", page.out);
    let script = home.run(&["completions", "bash"]);
    assert!(done(&script).contains("_stepwell"));
    assert!(script.out.contains("verify"));
    refused(&home.run(&["completions", "cmd"]), &["possible values"]);
    let folder = home.run(&["man", "pages"]);
    assert!(done(&folder).contains("pages are in pages"));
    let verify = std::fs::read_to_string(home.path("pages/stepwell-journal-verify.1")).unwrap();
    assert!(verify.contains("without\\-key"), "{verify}");
    found(
        &home.run(&["program", "check", EXAMPLES]),
        &["Does not add up"],
    );
}
