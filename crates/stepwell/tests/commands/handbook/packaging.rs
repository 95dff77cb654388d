//! What is packed is what the documents say: paths, commands, settings.

use super::commands::Commands;
use super::none_of;
use super::text::{Document, documents, root};
use crate::common::Home;
use std::collections::BTreeSet;
use std::path::PathBuf;

const OPERATING: &str = "docs/operating.md";
const EXAMPLE: &str = "packaging/stepwell.toml";
const FOLDERS: &str = "packaging/tmpfiles.conf";
/// Folders that installing makes.
const OURS: [&str; 3] = [
    "/etc/stepwell",
    "/var/lib/stepwell",
    "/var/backups/stepwell",
];
/// Where an installation keeps what is its own, and where its program is.
const INSTALLED: [&str; 6] = [
    OURS[0],
    OURS[1],
    OURS[2],
    "/mnt/other-disk/stepwell",
    "/usr/local/bin/stepwell",
    "/usr/bin/stepwell",
];

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// Every file of packaging with its text.
fn packaging() -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from("packaging")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(root().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(path);
            } else {
                let path = path.display().to_string();
                let text = read(&path);
                files.push((path, text));
            }
        }
    }
    assert!(files.len() > 6, "{files:?}");
    files
}

/// The paths of an installation that a text names, without what ends a sentence.
fn paths(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| c.is_whitespace() || "\"'`()$<>*=|,;".contains(c))
        .map(|word| word.trim_end_matches(['.', '/', ':']))
        .filter(|word| INSTALLED.iter().any(|place| is_within(word, place)))
        .collect()
}

fn is_within(path: &str, folder: &str) -> bool {
    let rest = path.strip_prefix(folder);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The folders that installing makes, and who they belong to.
fn folders() -> BTreeSet<String> {
    let text = read(FOLDERS);
    let lines = text.lines().filter_map(|line| line.strip_prefix("d "));
    let folders = lines.filter_map(|line| line.split_whitespace().next());
    folders.map(str::to_owned).collect()
}

#[test]
fn every_path_that_is_packed_stands_in_the_document_and_lies_where_something_made_it() {
    let operating = read(OPERATING);
    let told = paths(&operating);
    let made = folders();
    for place in OURS {
        assert!(made.contains(place), "{FOLDERS} does not make {place}");
    }
    let mut wrong = Vec::new();
    for (file, text) in packaging() {
        for path in paths(&text) {
            if !told.iter().any(|told| told.starts_with(path)) {
                wrong.push(format!("{file}: {path} does not stand in {OPERATING}"));
            }
        }
    }
    let document = Document::read(&root().join(OPERATING));
    for (number, line) in document.prose().chain(document.code()) {
        for path in paths(line) {
            let is_ours = OURS.iter().any(|place| is_within(path, place));
            if is_ours && !made.iter().any(|folder| is_within(path, folder)) {
                let sentence = format!("{path} is in no folder of {FOLDERS}");
                wrong.push(document.says(number, &sentence));
            }
        }
    }
    none_of(&wrong);
}

#[test]
fn every_command_that_is_packed_is_one_that_the_program_knows() {
    let home = Home::new();
    let commands = Commands::of(&home);
    let mut wrong = Vec::new();
    let mut run = 0;
    for (file, text) in packaging() {
        for line in text.lines() {
            run += usize::from(line.contains("bin/stepwell "));
            // A script names its prefix by a word.
            let line = line.replace("$program ", "/usr/local/bin/stepwell ");
            if let Some(sentence) = commands.fault(&line) {
                wrong.push(format!("{file}: {sentence}, in: {}", line.trim()));
            }
        }
    }
    assert!(run >= 4, "the units run {run} commands");
    none_of(&wrong);
}

#[test]
fn the_units_are_told_by_name_and_written_down_in_one_place() {
    let operating = read(OPERATING);
    let mut wrong = Vec::new();
    for (file, _) in packaging() {
        let name = file.trim_start_matches("packaging/");
        let is_unit = name.starts_with("stepwell") && name != "stepwell.toml";
        if is_unit && !operating.contains(&format!("`{name}`")) {
            wrong.push(format!("{OPERATING} does not name `{name}`"));
        }
    }
    for document in documents() {
        let units = document
            .code()
            .filter(|(_, line)| line.starts_with("ExecStart="));
        let sentence = "a unit is written in packaging/, and told of here";
        wrong.extend(units.map(|(number, _)| document.says(number, sentence)));
    }
    none_of(&wrong);
}

#[test]
fn the_services_let_the_program_write_where_its_settings_put_things() {
    let unit = read("packaging/stepwell.service");
    assert!(unit.contains("\nProtectSystem=strict\n"), "{unit}");
    let state = "StateDirectory=stepwell";
    let settings = read(EXAMPLE);
    assert!(unit.contains(state) && settings.contains("\ndatabase = \"/var/lib/stepwell/"));
    let backup = read("packaging/stepwell-backup.service");
    assert!(backup.contains(state) && backup.contains("\nReadWritePaths=/var/backups/stepwell\n"));
}

#[test]
fn the_example_is_taken_as_it_is_and_with_everything_in_it_switched_on() {
    let home = Home::new();
    let example = read(EXAMPLE);
    let all: Vec<&str> = example.lines().map(switched_on).collect();
    assert!(all.contains(&"[mail]") && all.contains(&"crisis_number = \"988\""));
    let all = all.join("\n");
    for (name, text) in [("as-it-is.toml", &example), ("all.toml", &all)] {
        std::fs::write(home.path(name), text).unwrap();
        let ran = home.run(&["check", "--config", name]);
        assert!(
            ran.out.contains(&format!("{name} was read")),
            "{name}: {ran:?}"
        );
    }
}

/// A setting that is commented out, as it would be if it were not.
fn switched_on(line: &str) -> &str {
    let Some(rest) = line.strip_prefix("# ") else {
        return line;
    };
    let key = rest.split(' ').next().unwrap_or_default();
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let sets = is_key && rest[key.len()..].starts_with(" = ");
    let is_table = rest.starts_with('[') && rest.ends_with(']');
    if sets || is_table { rest } else { line }
}

#[test]
fn every_setting_of_the_document_is_in_the_example() {
    let example = read(EXAMPLE);
    let named: Vec<&str> = example
        .lines()
        .map(switched_on)
        .filter_map(|line| line.split(" = ").next())
        .collect();
    let document = Document::read(&root().join(OPERATING));
    let mut settings = 0;
    let mut wrong = Vec::new();
    for (number, line) in document.prose() {
        let Some((setting, rest)) = line
            .strip_prefix("| `")
            .and_then(|line| line.split_once("` | "))
        else {
            continue;
        };
        // The table of settings is the one whose second column is a flag, or nothing for a table of the file.
        if rest.starts_with("`--") || setting.starts_with('[') {
            settings += 1;
            if !named.contains(&setting) {
                wrong.push(document.says(number, &format!("{setting} is not in {EXAMPLE}")));
            }
        }
    }
    assert!(settings > 10, "{settings} settings were found");
    none_of(&wrong);
}
