//! What others wrote and the program holds, with the notices that their licenses ask for.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::shell;

/// How files begin that hold a license or a notice.
const NAMES: [&str; 6] = [
    "LICENSE",
    "LICENCE",
    "COPYING",
    "COPYRIGHT",
    "NOTICE",
    "UNLICENSE",
];

/// A library that is in the program.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Library {
    /// “serde 1.0.1”.
    name: String,
    license: String,
}

/// All libraries with their licenses, then every text once, under the libraries that bring it.
pub fn document() -> Result<String> {
    let said = shell::run_quietly(shell::cargo().args([
        "tree",
        "--locked",
        "--package",
        "stepwell",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--format",
        "{p}|{l}",
    ]))?;
    let libraries = libraries(&said);
    ensure!(!libraries.is_empty(), "cargo names no libraries: {said}");
    let mut text =
        "Stepwell holds what others wrote. Each is under the license that is named with it.\n\n"
            .to_owned();
    let mut texts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for library in &libraries {
        let found = notices(&library.name);
        let mark = if found.is_empty() {
            " (brings no text of its own)"
        } else {
            ""
        };
        let _ = writeln!(text, "{}: {}{mark}", library.name, library.license);
        for notice in found {
            texts.entry(notice).or_default().push(&library.name);
        }
    }
    for (notice, of) in texts {
        let line = "-".repeat(80);
        let _ = write!(text, "\n{line}\n{}:\n\n{notice}\n", of.join(", "));
    }
    Ok(text)
}

/// Reads what `cargo tree` says; what is ours has a path.
fn libraries(said: &str) -> Vec<Library> {
    let mut found: Vec<Library> = said
        .lines()
        .filter_map(|line| {
            let (package, license) = line.split_once('|')?;
            let mut words = package.split_whitespace();
            let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
            let is_ours = words.any(|word| word.starts_with("(/"));
            (!is_ours).then(|| Library {
                name: format!("{name} {version}"),
                license: license.trim_end_matches(" (*)").to_owned(),
            })
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

/// The texts that a library brings.
fn notices(library: &str) -> Vec<String> {
    let name = library.replace(' ', "-");
    let folders = sources(&name);
    let Some(folder) = folders.iter().find(|path| path.ends_with(&name)) else {
        return Vec::new();
    };
    let mut found: Vec<String> = entries(folder)
        .into_iter()
        .filter(|path| {
            let name = path.file_name().unwrap_or_default();
            let name = name.to_string_lossy().to_uppercase();
            NAMES.iter().any(|start| name.starts_with(start))
        })
        .filter_map(|path| fs::read_to_string(path).ok())
        .map(|text| text.trim().to_owned())
        .collect();
    found.sort();
    found.dedup();
    found
}

/// The unpacked sources of libraries whose folder begins so, wherever cargo keeps them.
pub fn sources(start: &str) -> Vec<PathBuf> {
    let home = shell::cargo_home().unwrap_or_default();
    let mut found: Vec<PathBuf> = entries(&home.join("registry/src"))
        .iter()
        .flat_map(|registry| entries(registry))
        .filter(|path| {
            let name = path.file_name().unwrap_or_default();
            name.to_string_lossy().starts_with(start)
        })
        .collect();
    found.sort();
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_are_told_from_what_is_ours_and_named_once() {
        let said = "stepwell v0.1.0 (/work/stepwell)|AGPL-3.0-or-later\n\
            serde v1.0.1|MIT OR Apache-2.0\nmacros v2.0.0 (proc-macro)|MIT\nserde v1.0.1|MIT OR Apache-2.0 (*)\n";
        let found = libraries(said);
        let names: Vec<&str> = found.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["macros 2.0.0", "serde 1.0.1"]);
        assert_eq!(found[1].license, "MIT OR Apache-2.0");
    }

    #[test]
    fn a_library_that_is_here_brings_its_notices() {
        // The one that this program is built with.
        let folders = sources("anyhow-1");
        let name = folders.first().and_then(|folder| folder.file_name());
        let name = name.expect("anyhow is unpacked").to_string_lossy();
        let name = name.replacen("anyhow-", "anyhow ", 1);
        assert!(
            notices(&name)
                .iter()
                .any(|text| text.contains("Permission is hereby granted"))
        );
        assert!(notices("nothing 0.0.0").is_empty());
    }
}
