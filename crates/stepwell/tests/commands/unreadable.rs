//! Files that cannot be read: told in words about the file, with line and entry, and never in those of a library.

use crate::common::Home;
use crate::{prepared, refused};

/// What libraries say about their own types.
const LIBRARY: [&str; 9] = [
    "untagged",
    "variant",
    "struct ",
    "enum ",
    "RawValue",
    "deserialize",
    "invalid type",
    "invalid value",
    "missing field",
];

/// Files that are wrong in one way each, what reads them, and what has to be in the sentence.
const WRONG: &[(&str, &str, &str, &[&str])] = &[
    (
        "value.json",
        "{\"assessed_on\": \"2026-03-02\", \"findings\": [\n {\"question\": \"use.days\", \"about\": \"alcohol\", \"value\": {\"a\": 1}, \"source\": \"person\", \"at\": \"2026-03-02T15:00:00Z\"}]}",
        "place value.json",
        &["line 2", "findings[0].value"],
    ),
    (
        "missing.json",
        "{\"findings\": []}",
        "place missing.json",
        &["line 1", "“assessed_on” is missing"],
    ),
    (
        "cut.json",
        "{\"findings\": [",
        "place cut.json",
        &["line 1", "ends in the middle"],
    ),
    ("list.json", "[]", "place list.json", &["line 1"]),
    (
        "answers.json",
        "[1, 2]",
        "measures score phq-9 answers.json",
        &["line 1"],
    ),
    (
        "answer.json",
        "{\"1\": {\"a\": 2}}",
        "measures score phq-9 answer.json",
        &["line 1"],
    ),
    (
        "prose.json",
        "yes, mostly",
        "measures score phq-9 prose.json",
        &["line 1", "not JSON"],
    ),
    (
        "program.toml",
        "[[program]]\nname = 5\n",
        "program check program.toml",
        &["program.toml:2"],
    ),
    (
        "dose.toml",
        "[[program]]\nname = \"A\"\ndays = \"mon\"\n",
        "program check dose.toml",
        &["dose.toml:"],
    ),
    (
        "settings.toml",
        "listen = 80\n",
        "check --config settings.toml",
        &["settings.toml", "line 1", "listen"],
    ),
    (
        "mail.toml",
        "[mail]\nhost = \"a\"\ntls = \"perhaps\"\n",
        "check --config mail.toml",
        &[
            "line 3",
            "“perhaps” is not one of the words known here: always",
        ],
    ),
    (
        "protocol.toml",
        "id = 5\n",
        "serve --listen 127.0.0.1:0 --protocol protocol.toml",
        &["protocol.toml:1"],
    ),
    (
        "instance.json",
        "{\"days\": \"many\"}",
        "timetable check instance.json -",
        &["days"],
    ),
    (
        "instance2.json",
        "[]",
        "timetable check instance2.json -",
        &["instance2.json"],
    ),
];

#[test]
fn a_file_that_cannot_be_read_is_told_with_line_and_entry_and_in_no_words_of_a_library() {
    let home = Home::new();
    for (name, text, command, parts) in WRONG {
        std::fs::write(home.path(name), text).unwrap();
        let ran = home.run(&command.split(' ').collect::<Vec<_>>());
        assert!(
            ran.code == Some(1) || ran.code == Some(2),
            "{name}: {ran:?}"
        );
        for part in *parts {
            assert!(
                ran.err.contains(part),
                "{name}: {part:?} is not in {}",
                ran.err
            );
        }
        for word in LIBRARY {
            assert!(!ran.err.contains(word), "{name}: {word:?} in {}", ran.err);
        }
    }
}

/// A file without an end, and one that is nobody's: neither fills the memory nor keeps a command waiting.
#[test]
fn what_is_no_file_is_refused_wherever_one_is_read() {
    let (home, _prepared) = prepared();
    let pipe = home.path("pipe");
    let made = std::process::Command::new("mkfifo")
        .args(["-m", "600"])
        .arg(&pipe)
        .status()
        .unwrap();
    assert!(made.success());
    for no_file in ["/dev/zero", "pipe", "."] {
        for (command, line) in [
            (["check", "--config", no_file], "configuration"),
            (
                ["check", "--checkpoints-file", no_file],
                "NOT SEEN  checkpoints",
            ),
            (
                ["check", "--master-key-file", no_file],
                "NOT SEEN  master key",
            ),
        ] {
            refused(&home.run(&command), &[line, "this is no file"]);
        }
    }
    // Nothing is put beside them either.
    for no_file in ["pipe", "."] {
        for command in [
            &["serve", "--listen", "127.0.0.1:0"][..],
            &["check"],
            &["migrate"],
        ] {
            let args = [command, &["--database", no_file]].concat();
            refused(&home.run(&args), &["this is no file"]);
        }
    }
    assert!(!home.path("pipe.lock").exists());
    // What a command is given by hand may be a pipe, and is read up to a limit.
    for command in [
        &["program", "check", "/dev/zero"][..],
        &["place", "/dev/zero"],
        &["measures", "score", "phq-9", "/dev/zero"],
    ] {
        refused(
            &home.run(command),
            &["/dev/zero", "bytes, which is the most that is read"],
        );
    }
}
