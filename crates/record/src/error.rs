//! What can go wrong with the record, in sentences for whoever runs it.

use std::path::PathBuf;

/// Why the record could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// Another process holds the file.
    #[error(
        "{} is in use by another Stepwell process. Stop that one first, or give this one another database.", .0.display()
    )]
    InUse(PathBuf),
    /// The file or server cannot be opened.
    #[error("The database cannot be opened: {0}")]
    Unopened(String),
    /// The file is no database, or not one any more.
    #[error(
        "{} is not a database, or its beginning was damaged. Check the path; if it is right, restore a backup with: stepwell restore", .0.display()
    )]
    NotADatabase(PathBuf),
    /// The database was written by a newer Stepwell.
    #[error(
        "This database has schema version {found}, and this Stepwell knows versions up to {known}. Install the newer Stepwell that wrote it; an older one could damage it."
    )]
    Newer {
        /// Version in the database.
        found: i64,
        /// Newest version this binary knows.
        known: i64,
    },
    /// The database must be migrated first.
    #[error(
        "This database has schema version {found}, and this Stepwell needs {known}. Make a backup, then run: stepwell migrate"
    )]
    Older {
        /// Version in the database.
        found: i64,
        /// Version this binary needs.
        known: i64,
    },
    /// The disk is full; nothing was written.
    #[error(
        "The disk is full, so nothing was saved. What is stored already can still be read. Free some space and send this again."
    )]
    DiskFull,
    /// The outcome of a commit is not known.
    #[error(
        "The database did not confirm that this was saved. Send it again: it will not be entered twice."
    )]
    Unknown,
    /// An earlier write failed in a way that only a restart can clear up.
    #[error(
        "The database stopped confirming writes. Restart Stepwell; it checks and recovers the record as it starts."
    )]
    Failed,
    /// A uniqueness or reference rule of the schema was violated.
    #[error("This contradicts something already stored ({0}).")]
    Conflict(String),
    /// Another transaction got in between; the caller runs again.
    #[error("The database was too busy to finish this. Send it again in a moment.")]
    Contended,
    /// No connection, or no turn to write, came free in time; nothing was done.
    #[error(
        "Many people are using Stepwell at this moment, and your turn did not come. Send it again in a few seconds."
    )]
    Busy,
    /// A read or a transaction was begun inside another one of the same thread, which could wait for itself for ever.
    #[error(
        "A part of Stepwell asked the database for a second connection while it held one. Nothing was saved. Please tell whoever runs this server; it is a mistake in the program."
    )]
    Nested,
    /// What was read cannot be what was written.
    #[error("The record is damaged: {0}. Run: stepwell journal verify")]
    Damaged(String),
    /// A backup is not what was backed up.
    #[error("{0}")]
    BadBackup(String),
    /// The master key is not the one that this database was written under.
    #[error("{0}")]
    WrongKey(String),
    /// A key cannot be read or written.
    #[error("{0}")]
    Key(String),
    /// The person's key was destroyed.
    #[error("This person was forgotten; nothing about them can be read.")]
    Forgotten,
    /// Any other answer of the database.
    #[error("The database refused: {0}")]
    Refused(String),
}

impl RecordError {
    /// Something stored is not what was written.
    pub fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }
}

impl From<rusqlite::Error> for RecordError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ConstraintViolation) => Self::Conflict(error.to_string()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Contended,
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::Damaged("the file is not a database that can be read".to_owned())
            }
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::Unopened(error.to_string())
            }
            _ => Self::Refused(error.to_string()),
        }
    }
}

impl From<postgres::Error> for RecordError {
    fn from(error: postgres::Error) -> Self {
        let Some(answer) = error.as_db_error() else {
            let cut_off = std::error::Error::source(&error)
                .is_some_and(<dyn std::error::Error>::is::<std::io::Error>);
            return if error.is_closed() || cut_off {
                Self::Unknown
            } else {
                Self::Refused(chain(&error))
            };
        };
        match answer.code().code() {
            // The server is going away, or says itself that it does not know.
            "57P01" | "57P02" | "57P03" | "40003" => Self::Unknown,
            "40001" | "40P01" => Self::Contended,
            "53100" => Self::DiskFull,
            // Somebody else held a lock for too long.
            "55P03" => Self::Busy,
            code if code.starts_with("23") => {
                Self::Conflict(answer.constraint().unwrap_or(answer.message()).to_owned())
            }
            _ => Self::Refused(answer.message().to_owned()),
        }
    }
}

/// An error with its causes in one sentence.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text = format!("{text}: {next}");
        cause = next.source();
    }
    text
}
