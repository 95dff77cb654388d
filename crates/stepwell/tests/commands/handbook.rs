//! What the documents name is there: paths, commands, flags, links, wings, types. Whether a sentence is true, only a
//! reader sees.

mod commands;
mod names;
mod packaging;
mod text;

use crate::common::Home;
use commands::Commands;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use text::{Document, documents, links, quoted, root};

/// What a repository path begins with.
const FOLDERS: [&str; 9] = [
    "crates/",
    "docs/",
    "xtask/",
    "benches/",
    "programs/",
    "protocols/",
    "measures/",
    "packaging/",
    ".ci/",
];
/// Files that somebody makes when they need them, and that documents name all the same.
const MADE_LATER: [&str; 1] = ["benches/last.json"];
/// Where wings are: the folder, by crate.
const WINGS: [&str; 4] = [
    "crates/care/src",
    "crates/record/src",
    "crates/clinic/src",
    "crates/web/src/pages",
];
const MAP: &str = "docs/handbook/map.md";
const GLOSSARY: &str = "docs/glossary.md";
/// Columns of the glossary: the word, its meaning, its type, where that is.
const GLOSSARY_COLUMNS: usize = 4;

/// Fails with every sentence there is.
#[track_caller]
fn none_of(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_path_that_the_documents_name_is_there() {
    let mut wrong = Vec::new();
    for document in documents() {
        for (number, line) in document.prose() {
            for path in quoted(line).filter(|text| is_path(text)) {
                if !MADE_LATER.contains(&path) && !root().join(stem(path)).exists() {
                    wrong.push(document.says(number, &format!("`{path}` is not there")));
                }
            }
        }
    }
    none_of(&wrong);
}

fn is_path(text: &str) -> bool {
    FOLDERS.iter().any(|folder| text.starts_with(folder)) && !text.contains(char::is_whitespace)
}

/// The part of a path that has to be there: up to what stands for something else (`*`, `{en,es}`, `CODE.toml`).
fn stem(path: &str) -> PathBuf {
    let stands_for = |part: &str| {
        let name = part.split('.').next().unwrap_or_default();
        let is_placeholder = name.len() > 1 && name.chars().all(|c| c.is_ascii_uppercase());
        part.contains(['*', '{', '…']) || is_placeholder && name != "README"
    };
    path.split('/')
        .take_while(|part| !stands_for(part))
        .collect()
}

#[test]
fn every_link_between_the_documents_leads_somewhere() {
    let mut wrong = Vec::new();
    for document in documents() {
        let folder = document.path.parent().unwrap_or(Path::new(""));
        for (number, line) in document.prose() {
            for link in links(line) {
                let target = link.split('#').next().unwrap_or_default();
                let elsewhere = target.contains("://") || target.starts_with("mailto:");
                if !elsewhere && !target.is_empty() && !folder.join(target).exists() {
                    wrong.push(document.says(number, &format!("the link to {link} leads nowhere")));
                }
            }
        }
    }
    none_of(&wrong);
}

#[test]
fn every_command_and_flag_that_the_documents_name_is_known() {
    let home = Home::new();
    let commands = Commands::of(&home);
    let mut wrong = Vec::new();
    for document in documents() {
        let said = |(number, line): (usize, &str)| {
            let sentence = commands.fault(line)?;
            Some(document.says(number, &format!("{sentence}, in: {}", line.trim())))
        };
        let quotes = document
            .prose()
            .flat_map(|(number, line)| quoted(line).map(move |quote| (number, quote)));
        wrong.extend(quotes.chain(document.code()).filter_map(said));
    }
    none_of(&wrong);
}

#[test]
fn every_wing_is_on_the_map() {
    let map = std::fs::read_to_string(root().join(MAP)).unwrap();
    let mut wrong = Vec::new();
    for folder in WINGS {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            if name != "lib" && !map.contains(&format!("`{name}`")) {
                wrong.push(format!("{MAP}: `{name}` of {folder} is not on the map"));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    none_of(&wrong);
}

#[test]
fn every_type_of_the_glossary_is_where_it_says() {
    let glossary = Document::read(&root().join(GLOSSARY));
    let mut wrong = Vec::new();
    for (number, line) in glossary.prose().filter(|(_, line)| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').collect();
        if cells.len() != GLOSSARY_COLUMNS {
            let sentence = format!("a row has {} columns", cells.len());
            wrong.push(glossary.says(number, &sentence));
            continue;
        }
        let Some(file) = quoted(cells[3]).next() else {
            continue;
        };
        let text = std::fs::read_to_string(root().join(file)).unwrap_or_default();
        for of in quoted(cells[2]) {
            let name = of.rsplit("::").next().unwrap_or(of);
            if !has_word(&text, name) {
                wrong.push(glossary.says(number, &format!("there is no {of} in {file}")));
            }
        }
    }
    none_of(&wrong);
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|found| found == word)
}

#[test]
fn the_license_is_the_one_that_every_crate_names() {
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    let workspace = read(&root().join("Cargo.toml"));
    let line = workspace
        .lines()
        .find_map(|line| line.strip_prefix("license = "));
    let identifier = line.unwrap().trim_matches('"');
    let license = read(&root().join("LICENSE"));
    let says = format!("SPDX-License-Identifier: {identifier}");
    assert!(license.contains(&says), "LICENSE does not say: {says}");
    let crates = std::fs::read_dir(root().join("crates")).unwrap();
    let folders = crates.map(|entry| entry.unwrap().path());
    let mut wrong = String::new();
    for folder in folders.chain([root().join("xtask")]) {
        let manifest = folder.join("Cargo.toml");
        if manifest.exists() && !read(&manifest).contains("license.workspace = true") {
            let _ = writeln!(wrong, "{} names another license", manifest.display());
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
