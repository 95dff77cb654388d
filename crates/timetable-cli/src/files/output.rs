//! A file to be written once the work is done, found unwritable before it starts.

use anyhow::{Context, Result};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Where a result goes. The text lands beside the file first and takes its place whole, so that an interrupted write
/// never leaves half a timetable behind.
pub(crate) enum Output {
    /// Standard output.
    Standard,
    /// A file, with the partial one that will become it.
    File {
        path: PathBuf,
        partial: PathBuf,
        file: File,
    },
}

impl Output {
    /// Prepares an output; none or `-` is standard output.
    pub fn open(path: Option<&Path>) -> Result<Output> {
        let Some(path) = path.filter(|p| *p != Path::new("-")) else {
            return Ok(Output::Standard);
        };
        // A device cannot be replaced by a file of its name.
        let device = path.exists() && !path.is_file();
        let mut name = path.as_os_str().to_owned();
        if !device {
            name.push(".partial");
        }
        let partial = PathBuf::from(name);
        let file = if device {
            File::options().write(true).open(&partial)
        } else {
            File::create(&partial)
        };
        let file = file.with_context(|| {
            format!(
                "{}: cannot be written; give --out a file in a directory that you may write to",
                path.display()
            )
        })?;
        Ok(Output::File {
            path: path.to_owned(),
            partial,
            file,
        })
    }

    /// Whether the result goes to standard output, where nothing else may then be printed.
    pub fn is_standard(&self) -> bool {
        matches!(self, Output::Standard)
    }

    /// Writes the result.
    pub fn finish(self, text: &str) -> Result<()> {
        match self {
            Output::Standard => {
                super::say(text);
                Ok(())
            }
            Output::File {
                path,
                partial,
                mut file,
            } => {
                let written = file.write_all(text.as_bytes()).and_then(|()| file.flush());
                let moved = written.and_then(|()| {
                    if partial == path {
                        Ok(())
                    } else {
                        std::fs::rename(&partial, &path)
                    }
                });
                if moved.is_err() && partial != path {
                    // The error that is reported is the one that matters.
                    let _gone = std::fs::remove_file(&partial);
                }
                moved.with_context(|| {
                    format!("{}: could not be written; is the disk full?", path.display())
                })
            }
        }
    }
}
