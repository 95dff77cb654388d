//! Things that are said once, in the order in which they came.

/// Each of them once, where it first stood. `Vec::dedup` drops neighbors only, and belongs behind a sort.
pub fn each_once<T: PartialEq>(things: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut once: Vec<T> = Vec::new();
    for thing in things {
        if !once.contains(&thing) {
            once.push(thing);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::{Path, PathBuf};

    #[test]
    fn order_is_kept_and_a_repetition_need_be_no_neighbor() {
        assert_eq!(each_once(["b", "a", "b", "a", "c"]), ["b", "a", "c"]);
        assert_eq!(each_once(Vec::<u8>::new()), Vec::<u8>::new());
    }

    /// How many lines above it the sort stands.
    const ABOVE_LINES: usize = 3;

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                found.push(path);
            }
        }
    }

    #[test]
    fn whatever_drops_neighbors_was_sorted_right_before() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut files = Vec::new();
        sources(&crates, &mut files);
        assert!(files.len() > 100, "the sources are read");
        let mut wrong = Vec::new();
        for file in files
            .iter()
            .filter(|file| !file.ends_with("care/src/once.rs"))
        {
            let text = std::fs::read_to_string(file).unwrap();
            let lines: Vec<&str> = text.lines().collect();
            for (at, _) in lines
                .iter()
                .enumerate()
                .filter(|(_, line)| line.contains(".dedup()"))
            {
                let above = &lines[at.saturating_sub(ABOVE_LINES)..at];
                if !above.iter().any(|line| line.contains(".sort")) {
                    wrong.push(format!("{}:{}", file.display(), at + 1));
                }
            }
        }
        assert!(wrong.is_empty(), "use each_once, or sort first: {wrong:?}");
    }
}
