//! Where the master key comes from, and how the first one is made.

use crate::chance::SystemDice;
use crate::config::Config;
use anyhow::{Context as _, Result, bail};
use record::Location;
use record::seal::{MasterKey, Masters};
use std::path::{Path, PathBuf};

/// The variable that holds the key itself.
const VARIABLE: &str = "STEPWELL_MASTER_KEY";
/// The name of the systemd credential.
const CREDENTIAL: &str = "stepwell-master-key";
/// The file when nobody names one: beside the database, or here when that is a server.
const FILE: &str = "stepwell.key";

/// Where the key is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file readable by its owner only.
    File(PathBuf),
    /// The environment.
    Environment,
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Environment => write!(f, "the environment ({VARIABLE})"),
        }
    }
}

/// Where the key of this installation is: the named file, else the environment, else the systemd credential,
/// else the file beside the database.
pub fn source(config: &Config) -> Source {
    if let Some(path) = &config.master_key_file {
        return Source::File(path.clone());
    }
    if std::env::var_os(VARIABLE).is_some() {
        return Source::Environment;
    }
    let credential = std::env::var_os("CREDENTIALS_DIRECTORY")
        .map(|folder| Path::new(&folder).join(CREDENTIAL))
        .filter(|path| path.exists());
    Source::File(credential.unwrap_or_else(|| match config.location() {
        Location::Sqlite(path) => path.with_file_name(FILE),
        Location::Postgres(_) => PathBuf::from(FILE),
    }))
}

/// The master keys of this installation.
pub fn load(config: &Config) -> Result<Masters> {
    match source(config) {
        Source::File(path) => {
            if !path.exists() {
                bail!(
                    "The master key file {} is not there. Put it back from where you keep it apart from the database, or name it with --master-key-file; without it nothing about anybody can be read.",
                    path.display()
                );
            }
            Ok(Masters::load(&path)?)
        }
        Source::Environment => {
            let text =
                std::env::var(VARIABLE).context("The master key in the environment is no text")?;
            Ok(Masters::parse(&text)?)
        }
    }
}

/// Why the key file, which is there, cannot be read by whoever runs this.
pub fn unreadable(config: &Config) -> Option<std::io::Error> {
    let Source::File(path) = source(config) else {
        return None;
    };
    reading::file::bytes(&path, record::seal::KEY_FILE_BYTES_MAX)
        .err()
        .filter(|error| error.kind() != std::io::ErrorKind::NotFound)
}

/// A key that opens nothing, for looking at what is not sealed.
pub fn none() -> Masters {
    Masters::single(MasterKey::random(&SystemDice))
}

/// The master keys, for a database that is still empty: made now where there are none.
/// Answers the file that was made.
pub fn load_or_make(config: &Config) -> Result<(Masters, Option<PathBuf>)> {
    match source(config) {
        Source::File(path) if !path.exists() => {
            let masters = Masters::single(MasterKey::random(&SystemDice));
            masters.store(&path)?;
            Ok((masters, Some(path)))
        }
        _ => Ok((load(config)?, None)),
    }
}
