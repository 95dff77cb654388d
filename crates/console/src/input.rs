//! Files that a command reads, standard input among them.

use anyhow::{Context as _, Result, anyhow};
use std::io::{BufRead, BufReader};
use std::path::Path;

/// What stands for standard input and standard output where a file is taken.
pub const STANDARD: &str = "-";

/// Whether a file is meant to be standard input or output.
pub fn is_standard(path: &Path) -> bool {
    path == Path::new(STANDARD)
}

/// What an input is called in a sentence.
pub fn name(path: &Path) -> String {
    if is_standard(path) {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}

/// Opens an input for reading it piece by piece.
pub fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    if is_standard(path) {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let file =
        std::fs::File::open(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    Ok(Box::new(BufReader::new(file)))
}

/// Reads a whole input of at most `bytes_max` bytes.
pub fn read_bytes(path: &Path, bytes_max: u64) -> Result<Vec<u8>> {
    let read = if is_standard(path) {
        reading::file::bounded(std::io::stdin(), bytes_max)
    } else {
        reading::file::piped(path, bytes_max)
    };
    read.with_context(|| format!("{}: cannot be read", name(path)))
}

/// Reads a whole text of at most `bytes_max` bytes.
pub fn read_text(path: &Path, bytes_max: u64) -> Result<String> {
    String::from_utf8(read_bytes(path, bytes_max)?)
        .map_err(|_| anyhow!("{}: is not UTF-8 text", name(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_limit_and_refused_above() {
        let path = std::env::temp_dir().join(format!("console-input-{}", std::process::id()));
        std::fs::write(&path, "12345").unwrap();
        assert_eq!(read_text(&path, 5).unwrap(), "12345");
        let refused = format!("{:#}", read_text(&path, 4).unwrap_err());
        assert!(refused.contains("more than 4 bytes"), "{refused}");
        std::fs::write(&path, [0xff, 0xfe]).unwrap();
        assert!(
            read_text(&path, 4)
                .unwrap_err()
                .to_string()
                .contains("UTF-8")
        );
        std::fs::remove_file(&path).unwrap();
        assert!(format!("{:#}", read_text(&path, 4).unwrap_err()).contains("cannot be read"));
    }
}
