//! One word, one meaning, as the glossary promises it, for the names of types.

use super::none_of;
use super::text::root;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The crates whose public types stand beside each other at the imports of a use case or a page.
const CRATES: [&str; 9] = [
    "care", "clinic", "door", "language", "measures", "policy", "push", "record", "signin",
];
/// The most types of one name. Of two, both rows of the glossary can say so; with three nobody knows which is meant.
const OF_ONE_NAME_MAX: usize = 2;
/// Names that mean the same wherever they are: how sure a number is, of a criterion, of a law, of a cut.
const ONE_MEANING: [&str; 1] = ["Sure"];

#[test]
fn no_public_name_of_a_type_stands_for_three_things() {
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for of in CRATES {
        for file in sources(&root().join("crates").join(of).join("src")) {
            let text = std::fs::read_to_string(&file).unwrap();
            for name in text.lines().filter_map(public_type) {
                let places = named.entry(name.to_owned()).or_default();
                places.push(file.display().to_string());
            }
        }
    }
    assert!(
        named.contains_key("Sure") && named.contains_key("Place"),
        "types are not found where they are"
    );
    let wrong: Vec<String> = named
        .iter()
        .filter(|(name, places)| {
            places.len() > OF_ONE_NAME_MAX && !ONE_MEANING.contains(&name.as_str())
        })
        .map(|(name, places)| {
            format!(
                "{name} is {} things; say what each is of:\n  {}",
                places.len(),
                places.join("\n  ")
            )
        })
        .collect();
    none_of(&wrong);
}

/// Every file of Rust below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The name of the type that a line makes public to everybody, if it does.
fn public_type(line: &str) -> Option<&str> {
    let (kind, rest) = line.trim_start().strip_prefix("pub ")?.split_once(' ')?;
    let is_type = ["struct", "enum", "type", "trait"].contains(&kind);
    let name = rest
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .next();
    name.filter(|name| is_type && !name.is_empty())
}
