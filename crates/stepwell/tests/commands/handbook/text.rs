//! Reading documents: prose and code, quotes and links, with the numbers of their lines.

use std::path::{Path, PathBuf};

/// The documents at the root; all below `docs` are read besides.
const AT_THE_ROOT: [&str; 3] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// One document.
pub struct Document {
    pub path: PathBuf,
    /// Each line, and whether it is code between fences.
    lines: Vec<(String, bool)>,
}

impl Document {
    pub fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let mut fenced = false;
        let lines = text.lines().map(|line| {
            let fence = line.trim_start().starts_with("```");
            let is_code = fenced && !fence;
            fenced ^= fence;
            (line.to_owned(), is_code)
        });
        Self {
            path: path.to_owned(),
            lines: lines.collect(),
        }
    }

    /// Lines of prose with their numbers.
    pub fn prose(&self) -> impl Iterator<Item = (usize, &str)> {
        self.of(false)
    }

    /// Lines of code with their numbers.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.of(true)
    }

    fn of(&self, code: bool) -> impl Iterator<Item = (usize, &str)> {
        let numbered = (1..).zip(&self.lines);
        numbered
            .filter(move |(_, (_, is_code))| *is_code == code)
            .map(|(number, (line, _))| (number, line.as_str()))
    }

    /// A sentence about one of its lines.
    pub fn says(&self, number: usize, sentence: &str) -> String {
        let path = self.path.strip_prefix(root()).unwrap_or(&self.path);
        format!("{}:{number}: {sentence}", path.display())
    }
}

/// Every document.
pub fn documents() -> Vec<Document> {
    let mut paths: Vec<PathBuf> = AT_THE_ROOT.iter().map(|name| root().join(name)).collect();
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths.iter().map(|path| Document::read(path)).collect()
}

/// What stands between backticks on a line.
pub fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Where the links of a line lead.
pub fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_links_are_found() {
        let line = "See `a/b` and [the map](map.md#wings), then `c`.";
        assert_eq!(quoted(line).collect::<Vec<_>>(), ["a/b", "c"]);
        assert_eq!(links(line).collect::<Vec<_>>(), ["map.md#wings"]);
    }
}
