//! A file to be written once the work is done, found unwritable before it starts.

use anyhow::{Context, Result};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Where a result goes.
pub(crate) enum Output {
    /// Standard output.
    Standard,
    /// A file or a device.
    File(Pending),
}

/// A file that is not there yet. The text lands beside it first and takes its place whole, so that an interrupted
/// write never leaves half a timetable behind.
pub(crate) struct Pending {
    path: PathBuf,
    file: File,
    /// What is removed again unless it became the file; none when writing to a device, which cannot be replaced.
    partial: Option<PathBuf>,
}

impl Output {
    /// Prepares an output; none or `-` is standard output.
    pub fn open(path: Option<&Path>) -> Result<Output> {
        let Some(path) = path.filter(|p| !console::is_standard(p)) else {
            return Ok(Output::Standard);
        };
        let device = path.exists() && !path.is_file() && !path.is_dir();
        let partial = (!device).then(|| {
            let mut name = path.as_os_str().to_owned();
            name.push(".partial");
            PathBuf::from(name)
        });
        let file = match &partial {
            _ if path.is_dir() => Err(std::io::ErrorKind::IsADirectory.into()),
            None => File::options().write(true).open(path),
            Some(partial) => File::create(partial),
        };
        let file = file.with_context(|| {
            format!(
                "{}: cannot be written; give a file in a directory that you may write to",
                path.display()
            )
        })?;
        Ok(Output::File(Pending {
            path: path.to_owned(),
            file,
            partial,
        }))
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
            Output::File(mut pending) => pending.write(text).with_context(|| {
                format!(
                    "{}: could not be written; is the disk full?",
                    pending.path.display()
                )
            }),
        }
    }
}

impl Pending {
    fn write(&mut self, text: &str) -> std::io::Result<()> {
        self.file.write_all(text.as_bytes())?;
        self.file.flush()?;
        if let Some(partial) = &self.partial {
            std::fs::rename(partial, &self.path)?;
            self.partial = None;
        }
        Ok(())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some(partial) = &self.partial {
            // Nothing can be done about it here, and the error that matters is already on its way.
            let _removed = std::fs::remove_file(partial);
        }
    }
}
