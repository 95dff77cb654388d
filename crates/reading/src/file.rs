//! Files that are read as a whole: never more of them than a limit, and never from what has no end.
//!
//! A folder, a pipe or a device in the place of a file is refused before it is opened: opening a pipe waits for whoever
//! writes into it, and `/dev/zero` goes on for ever. What a command is given by hand may be a pipe ([`piped`]); it is
//! then waited for, which is what whoever gave it asked for, and read up to the same limit.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result};
use std::path::Path;

/// Refuses what is no file, for whoever lets something else open it.
pub fn expect(path: &Path) -> Result<()> {
    if std::fs::metadata(path)?.is_file() {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::InvalidInput,
        "this is no file, but a folder, a pipe or a device",
    ))
}

/// Opens a file, and nothing else.
pub fn open(path: &Path) -> Result<File> {
    expect(path)?;
    File::open(path)
}

/// A whole file of at most so many bytes.
pub fn bytes(path: &Path, bytes_max: u64) -> Result<Vec<u8>> {
    bounded(open(path)?, bytes_max)
}

/// The same as text.
pub fn text(path: &Path, bytes_max: u64) -> Result<String> {
    String::from_utf8(bytes(path, bytes_max)?)
        .map_err(|_| Error::new(ErrorKind::InvalidData, "this is not UTF-8 text"))
}

/// All that a pipe or a file holds, of at most so many bytes.
pub fn piped(path: &Path, bytes_max: u64) -> Result<Vec<u8>> {
    bounded(File::open(path)?, bytes_max)
}

/// All that there is to read, of at most so many bytes.
pub fn bounded(from: impl Read, bytes_max: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(bytes_max.saturating_add(1))
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > bytes_max {
        return Err(Error::new(
            ErrorKind::InvalidData,
            format!("this has more than {bytes_max} bytes, which is the most that is read"),
        ));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_refused_and_nothing_is_read_past_the_limit() {
        for path in ["/dev/zero", "/dev", "/dev/null"] {
            let error = bytes(Path::new(path), 100).unwrap_err();
            assert!(error.to_string().contains("no file, but a"), "{path}");
        }
        let error = piped(Path::new("/dev/zero"), 100).unwrap_err();
        assert!(error.to_string().contains("more than 100 bytes"), "{error}");
        assert!(piped(Path::new("/dev/null"), 100).unwrap().is_empty());
        let absent = bytes(Path::new("/dev/absent"), 100).unwrap_err();
        assert_eq!(absent.kind(), ErrorKind::NotFound);
    }

    #[test]
    fn a_file_is_read_up_to_its_limit_and_as_text_only_where_it_is_text() {
        let path = std::env::temp_dir().join(format!("reading-file-{}", std::process::id()));
        std::fs::write(&path, "12345").unwrap();
        assert_eq!(text(&path, 5).unwrap(), "12345");
        assert!(text(&path, 4).is_err());
        std::fs::write(&path, [0xff, 0xfe]).unwrap();
        assert!(bytes(&path, 4).is_ok());
        let error = text(&path, 4).unwrap_err();
        assert!(error.to_string().contains("UTF-8"), "{error}");
        std::fs::remove_file(&path).unwrap();
    }
}
