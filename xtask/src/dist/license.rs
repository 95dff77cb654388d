//! The license that goes with a release: our notice, and the full text, which is no file of the repository.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use super::third;
use crate::place;

/// Where systems keep the texts of licenses.
const PLACES: [&str; 4] = [
    "/usr/share/common-licenses/AGPL-3",
    "/usr/share/common-licenses/AGPL-3.0",
    "/usr/share/licenses/spdx/AGPL-3.0-or-later.txt",
    "/usr/share/licenses/common/AGPL3/license.txt",
];
/// Where the library of license texts has it, which `cargo-deny` is built with.
const IN_SPDX: &str = "src/text/licenses/AGPL-3.0";
/// What the whole text has, from its first line to its last article.
const PARTS: [&str; 5] = [
    "GNU AFFERO GENERAL PUBLIC LICENSE",
    "Version 3, 19 November 2007",
    "13. Remote Network Interaction",
    "17. Interpretation of Sections 15 and 16",
    "END OF TERMS AND CONDITIONS",
];

/// Our notice and the full text. Where the text is nowhere to be had, the document says so, and so does this run.
pub fn document(named: Option<&Path>) -> Result<String> {
    let notice = fs::read_to_string(place::root().join("LICENSE"))?;
    let text = match named {
        Some(path) => Some(whole(path)?),
        None => candidates().iter().find_map(|path| whole(path).ok()),
    };
    let rest = text.unwrap_or_else(|| {
        eprintln!(
            "!!! the full text of the license is in no package of this computer, so it is not in what is made. \
             Whoever passes it on has to add it: --agpl FILE"
        );
        "The full text of the license is not in this package: it was not on the computer that made it. It stands at \
         the address above."
            .to_owned()
    });
    Ok(format!("{notice}\n{}\n\n{rest}\n", "-".repeat(80)))
}

/// The text of a file, when it is the license from beginning to end.
fn whole(path: &Path) -> Result<String> {
    let text =
        fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let text = plain(&text);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in PARTS {
        ensure!(
            words.contains(part),
            "{} is not the whole license: “{part}” is not in it",
            path.display()
        );
    }
    Ok(text.to_owned())
}

/// The text without what makes it a literal of Rust.
fn plain(text: &str) -> &str {
    let text = text.trim();
    let literal = text
        .strip_prefix("r#\"")
        .and_then(|rest| rest.strip_suffix("\"#"));
    literal.unwrap_or(text)
}

fn candidates() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = PLACES.iter().map(PathBuf::from).collect();
    let spdx = third::sources("spdx-");
    paths.extend(spdx.iter().map(|folder| folder.join(IN_SPDX)));
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_text_is_taken() {
        let path = std::env::temp_dir().join(format!("xtask-license-{}", std::process::id()));
        let text = PARTS.join("\n  and so on\n");
        fs::write(&path, format!("r#\"{text}\"#\n")).expect("written");
        assert_eq!(whole(&path).expect("whole"), text);
        assert!(document(Some(&path)).expect("a document").contains(&text));
        fs::write(&path, PARTS[..4].join("\n")).expect("written");
        assert!(whole(&path).is_err() && document(Some(&path)).is_err());
        fs::remove_file(&path).expect("removed");
        assert!(document(Some(&path)).is_err());
    }
}
